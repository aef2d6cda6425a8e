"""The commands on a lead, each tested by itself."""

import pytest

from desktop.commands import leads as lead_commands
from desktop.form.form_layout import LedgerForm
from desktop.main_window import MainWindow
from desktop.shell.command import LedgerCommand
from models.ledgers import Lead, Project
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.queries.row_detail import load_row_detail
from tests import rows

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


@pytest.mark.parametrize("form", [lead_commands.RecordVisit()], indirect=True)
def test_a_visit_begins_with_the_investor_and_today(form: LedgerForm, window: MainWindow) -> None:
    texts, today = filled_texts(form), window.controller.context.today if window.controller else None
    assert texts.items() >= {"company": LEAD["investor"], "met": "王丽", "lead": LEAD["name"]}.items()
    assert texts["on"] == f"{today}"


@pytest.mark.parametrize("form", [lead_commands.RecordNegotiation()], indirect=True)
def test_a_negotiation_begins_with_the_subject(form: LedgerForm) -> None:
    assert filled_texts(form).items() >= {"subject": LEAD["name"], "theirs": "王丽", "lead": LEAD["name"]}.items()


@pytest.mark.parametrize("form", [lead_commands.TurnIntoProject()], indirect=True)
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
