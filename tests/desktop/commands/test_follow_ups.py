"""The commands that begin the row which follows from the current one."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.commands import follow_ups
from desktop.form.form_layout import LedgerForm
from desktop.main_window import MainWindow
from desktop.shell.command import LedgerCommand
from models.errors import UserError
from models.ledgers import Lead, Negotiation, Project, Visit
from models.queries.ledger_query import LedgerQuery, count_rows, matching_ids
from models.queries.row_detail import load_row_detail
from tests import rows
from tests.keys import replace_text
from tests.windows import let_time_pass

LEAD = {
    "name": "年产20万吨炭黑项目",
    "investor": "山西宏达新材料有限公司",
    "place": "江苏常州",
    "contact": "王丽",
    "phone": "13812345678",
    "total": "约3.2亿",
}


@pytest.fixture
def form(window: MainWindow, request: pytest.FixtureRequest) -> LedgerForm:
    """Run a command on a lead; return the form of the new row."""
    command: LedgerCommand = request.param
    assert window.book_session is not None
    window.book_session.run("示例", lambda session: rows.add_typed_row(session, Lead, LEAD))
    window.go("lead")
    page = window.ledger_page
    assert page is not None
    page.grid.go_to_cell(0, 0)
    assert command.is_available(window)
    command.execute(window)
    assert window.controller is not None
    form = window.controller.row_panel_controller.panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    return form


def filled_texts(form: LedgerForm) -> dict[str, str]:
    """Return the texts of the filled fields, by key."""
    return {key: text for key, row in form.field_rows.items() if (text := row.text())}


@pytest.mark.parametrize("form", [follow_ups.RecordVisit()], indirect=True)
def test_a_visit_begins_with_the_investor_and_today(form: LedgerForm, window: MainWindow) -> None:
    texts, today = filled_texts(form), window.controller.context.today if window.controller else None
    assert texts.items() >= {"company": LEAD["investor"], "met": "王丽", "lead": LEAD["name"]}.items()
    assert texts["on"] == f"{today}"


@pytest.mark.parametrize("form", [follow_ups.RecordNegotiation()], indirect=True)
def test_a_negotiation_begins_with_the_subject(form: LedgerForm) -> None:
    assert filled_texts(form).items() >= {"subject": LEAD["name"], "theirs": "王丽", "lead": LEAD["name"]}.items()


@pytest.mark.parametrize("form", [follow_ups.TurnIntoProject()], indirect=True)
def test_a_lead_becomes_a_project_with_all_that_is_known(form: LedgerForm, window: MainWindow) -> None:
    assert "on" not in filled_texts(form)
    assert window.controller is not None
    assert window.book_session is not None
    assert window.controller.row_panel_controller.panel.save()
    (row,) = window.book_session.read(lambda session: matching_ids(session, LedgerQuery(Project)))
    row_detail = window.book_session.read(lambda session: load_row_detail(session, Project, row))
    assert row_detail is not None
    saved = {key: value.text for key, value in row_detail.values.items() if value.text}
    assert saved == {
        "name": LEAD["name"],
        "investor": LEAD["investor"],
        "place": "江苏常州",
        "counterpart": "王丽",
        "phone": "13812345678",
        "total": "约32,000",
        "lead": LEAD["name"],
    }


def test_each_command_stands_where_something_follows(window: MainWindow) -> None:
    assert window.book_session is not None
    window.book_session.run("示例", lambda session: rows.add_typed_row(session, Lead, LEAD))
    window.go("lead")
    assert window.ledger_page is not None
    window.ledger_page.grid.go_to_cell(0, 0)
    assert follow_ups.TurnIntoProject().is_available(window)
    assert not follow_ups.RegisterLead().is_available(window)
    assert not follow_ups.RecordFunding().is_available(window)


def test_a_visit_becomes_a_lead_and_both_are_undone_together(window: MainWindow, qtbot: QtBot) -> None:
    assert window.book_session is not None
    assert window.controller is not None
    book_session, panel = window.book_session, window.controller.row_panel_controller.panel
    typed = {"direction": "外出", "company": "山西宏达新材料有限公司", "place": "江苏常州", "met": "王丽"}
    visit = book_session.run("示例", lambda session: rows.add_typed_row(session, Visit, typed))
    window.go("visit")
    assert window.ledger_page is not None
    window.ledger_page.grid.go_to_cell(0, 0)
    follow_ups.RegisterLead().execute(window)
    form = panel.form_cache.currentWidget()
    assert isinstance(form, LedgerForm)
    today = f"{window.controller.context.today}"
    begun = {"investor": typed["company"], "place": "江苏常州", "contact": "王丽", "reported_on": today}
    assert filled_texts(form) == begun
    name = form.open_field_row("name").editor
    assert name is not None
    replace_text(name, "炭黑项目")
    assert panel.save()
    current = panel.current_row()
    assert current is not None
    assert current[0] is Lead
    let_time_pass(300)  # the panel shows the new lead, though the table beside it has the visit as its current row
    assert panel.current_row() == current
    assert linked_lead(window, visit) == "炭黑项目"
    panel.head.back_button.click()
    assert panel.current_row() == (Visit, visit)
    book_session.undo()
    assert linked_lead(window, visit) == ""
    assert book_session.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 0


def linked_lead(window: MainWindow, visit: str) -> str:
    """Return the name of the lead that a visit in the book links to."""
    assert window.book_session is not None
    row_detail = window.book_session.read(lambda session: load_row_detail(session, Visit, visit))
    assert row_detail is not None
    return row_detail.values["lead"].text


def test_a_visit_that_has_its_lead_says_which(window: MainWindow) -> None:
    assert window.book_session is not None

    def add(session: Session) -> str:
        lead = rows.add_typed_row(session, Lead, LEAD)
        return rows.add_row(session, Visit, direction="外出", company="甲公司", lead=lead)

    window.book_session.run("示例", add)
    window.go("visit")
    assert window.ledger_page is not None
    window.ledger_page.grid.go_to_cell(0, 0)
    with pytest.raises(UserError, match="已经连着线索“年产20万吨炭黑项目”"):
        follow_ups.RegisterLead().execute(window)


def test_the_buttons_are_reached_from_the_table_with_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    assert window.book_session is not None
    assert window.controller is not None
    window.book_session.run("示例", lambda session: rows.add_typed_row(session, Lead, LEAD))
    window.go("lead")
    assert window.ledger_page is not None
    window.ledger_page.grid.go_to_cell(0, 0)
    qtbot.keyClick(window.ledger_page.grid, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    panel = window.controller.row_panel_controller.panel
    buttons = panel.foot.carry_on_bar.buttons
    assert buttons["visit"].hasFocus()
    qtbot.keyClick(buttons["visit"], Qt.Key.Key_Tab)
    qtbot.keyClick(buttons["negotiation"], Qt.Key.Key_Return)
    assert panel.current_row() == (Negotiation, None)
    with pytest.raises(UserError, match="新增的一行请先保存"):
        follow_ups.CarryOn().execute(window)
