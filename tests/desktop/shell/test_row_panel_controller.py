"""The panel on the right: opens on a row, follows the current one, closes with its page, keeps what is typed."""

import pytest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.app.page_context import PageContext
from desktop.form.row_panel import PANEL_WIDTH, RowPanel
from desktop.main_window import MainWindow
from desktop.pages.ledger_page import LedgerPage
from desktop.shell.page_stack import PageStack
from desktop.shell.row_panel_controller import RowPanelController
from models.ledgers import Lead, Negotiation, Project
from models.queries.ledger_query import LedgerQuery, count_rows
from models.queries.scope import Scope
from models.storage.store import Session
from tests import rows
from tests.desktop.form.test_row_panel import editor
from tests.keys import key_receiver, replace_text
from tests.rows import add_lead, add_row, add_task_force
from tests.windows import let_time_pass

_LONGER_THAN_THE_PANEL_WAITS = 300  # milliseconds


def fill(session: Session) -> dict[str, str]:
    force = add_task_force(session, "焦化", 1)
    ids = {name: add_lead(session, name, task_force=force) for name in ("示例甲", "示例乙", "示例丙")}
    return {**ids, "force": force, "project": add_row(session, Project, name="汾河焦化")}


@pytest.fixture
def ids(page_context: PageContext) -> dict[str, str]:
    """Fill the book."""
    return page_context.book_session.run("示例", fill)


@pytest.fixture
def splitter(qtbot: QtBot) -> QSplitter:
    """Return a window wide enough for pages and panel."""
    splitter = QSplitter()
    qtbot.addWidget(splitter)
    return splitter


@pytest.fixture
def stack(ids: dict[str, str], page_context: PageContext, splitter: QSplitter, qtbot: QtBot) -> PageStack:
    """Show the leads."""
    stack = PageStack(page_context)
    splitter.addWidget(stack)
    splitter.resize(1300, 640)
    with qtbot.waitExposed(splitter):
        splitter.show()
    stack.go("lead")
    return stack


@pytest.fixture
def controller(stack: PageStack, splitter: QSplitter) -> RowPanelController:
    """Return the controller of the panel beside the pages."""
    return RowPanelController(stack, splitter)


def page_of(stack: PageStack) -> LedgerPage:
    page = stack.ledger_page
    assert page is not None
    return page


def test_it_opens_on_a_row_beside_the_page(controller: RowPanelController, ids: dict[str, str], qtbot: QtBot) -> None:
    assert not controller.is_open
    with qtbot.waitSignal(controller.visibility_changed) as shown:
        controller.show_row(Lead, ids["示例甲"])
    assert shown.args == [True]
    assert controller.is_open
    assert controller.panel.current_row() == (Lead, ids["示例甲"])
    assert abs(controller.panel.width() - PANEL_WIDTH) < 40


def test_one_key_opens_and_closes_it(controller: RowPanelController, stack: PageStack) -> None:
    controller.toggle()
    assert controller.is_open
    assert controller.panel.current_row() == (Lead, page_of(stack).current_id())
    controller.toggle()
    assert not controller.is_open


def test_on_a_page_without_rows_the_key_does_nothing(controller: RowPanelController, stack: PageStack) -> None:
    stack.go("dashboard")
    controller.toggle()
    assert not controller.is_open


def test_it_follows_the_current_row_while_it_is_open(
    controller: RowPanelController, stack: PageStack, qtbot: QtBot
) -> None:
    grid = page_of(stack).grid
    controller.toggle()
    grid.go_to_cell(2, 0)
    third = page_of(stack).current_id()
    qtbot.waitUntil(lambda: controller.panel.current_row() == (Lead, third))
    controller.toggle()
    grid.go_to_cell(0, 0)
    let_time_pass(250)
    assert not controller.is_open


def test_a_row_asked_for_is_not_replaced_by_the_row_that_was_current(
    controller: RowPanelController, stack: PageStack, ids: dict[str, str]
) -> None:
    controller.toggle()
    page_of(stack).grid.go_to_cell(2, 0)
    other = next(ids[name] for name in ("示例甲", "示例乙", "示例丙") if ids[name] != page_of(stack).current_id())
    controller.show_row(Lead, other)
    let_time_pass(250)
    assert controller.panel.current_row() == (Lead, other)


def test_a_new_row_has_the_chosen_task_force_unless_another_is_given(
    controller: RowPanelController, page_context: PageContext, ids: dict[str, str]
) -> None:
    page_context.scope = Scope(task_force=ids["force"])
    controller.show_row(Lead, None)
    assert controller.panel.current_row() == (Lead, None)
    assert page_context.book_session.read(lambda session: session.query(Lead).count()) == 3, "nothing is saved yet"
    controller.discard()


def test_another_page_closes_the_panel_of_the_row_before(
    controller: RowPanelController, stack: PageStack, ids: dict[str, str], qtbot: QtBot
) -> None:
    controller.show_row(Lead, ids["示例甲"])
    with qtbot.waitSignal(controller.visibility_changed) as hidden:
        stack.go("project")
    assert hidden.args == [False]
    controller.show_row(Project, ids["project"])
    stack.go("project")
    assert controller.is_open, "its own page leaves it open"


def test_what_is_typed_is_saved_and_told(
    controller: RowPanelController, page_context: PageContext, ids: dict[str, str], qtbot: QtBot
) -> None:
    assert controller.save_typed(), "without a panel there is nothing to save"
    controller.show_row(Lead, ids["示例甲"])
    form = controller.panel.form_cache.currentWidget()
    editor = form.open_field_row("investor").editor  # type: ignore[attr-defined]  # a LedgerForm
    replace_text(editor, "甲公司")
    with qtbot.waitSignal(controller.saved):
        assert controller.save_typed()
    assert page_context.book_session.read(lambda session: session.get_one(Lead, ids["示例甲"])).investor == "甲公司"


def test_what_cannot_be_saved_stays_and_is_told(
    controller: RowPanelController, page_context: PageContext, ids: dict[str, str], qtbot: QtBot
) -> None:
    controller.show_row(Lead, ids["示例甲"])
    form = controller.panel.form_cache.currentWidget()
    editor = form.open_field_row("total").editor  # type: ignore[attr-defined]  # a LedgerForm
    replace_text(editor, "面议")
    assert not controller.save_typed()
    assert editor.raw_value() == "面议"
    assert page_context.book_session.read(lambda session: session.get_one(Lead, ids["示例甲"])).total is None
    editor.revert()


def test_a_closed_book_takes_its_panel_along(controller: RowPanelController, ids: dict[str, str]) -> None:
    controller.show_row(Lead, ids["示例甲"])
    controller.close()
    assert not controller.is_open


@pytest.fixture
def session(window: MainWindow) -> BookSession:
    """Add two leads and show their page."""
    book_session = window.book_session
    assert book_session is not None
    book_session.run("示例", lambda session: [rows.add_lead(session, name) for name in ("甲线索", "乙线索")])
    window.go("lead")
    return book_session


def panel_of(window: MainWindow) -> RowPanel:
    """Return the panel."""
    assert window.controller is not None
    return window.controller.row_panel_controller.panel


def test_after_save_and_continue_the_next_new_row_stays(window: MainWindow, session: BookSession) -> None:
    panel = panel_of(window)
    assert window.controller is not None
    window.controller.show_row("lead", None)
    for number, name in enumerate(("丙线索", "丁线索"), start=3):
        replace_text(editor(panel, "name"), name)
        panel.save_and_continue()
        let_time_pass(_LONGER_THAN_THE_PANEL_WAITS)
        assert panel.current_row() == (Lead, None)
        assert editor(panel, "name").text() == ""
        assert key_receiver(editor(panel, "name")).hasFocus()
        assert session.read(lambda session: count_rows(session, LedgerQuery(Lead))) == number
    page = window.ledger_page
    assert page is not None
    assert page.model.text(page.grid.currentIndex().row(), page.model.keys.index("name")) == "丁线索"


def test_a_row_that_follows_stays_when_it_is_saved_and_leads_back(window: MainWindow, session: BookSession) -> None:
    page, panel = window.ledger_page, panel_of(window)
    assert page is not None
    assert window.controller is not None
    page.grid.go_to_cell(1, 0)
    row = page.current_id()
    assert row is not None
    window.controller.row_panel_controller.show_row(Lead, row)
    panel.foot.carry_on_bar.buttons["negotiation"].click()
    let_time_pass(_LONGER_THAN_THE_PANEL_WAITS)
    assert panel.current_row() == (Negotiation, None)
    assert panel.save()
    let_time_pass(_LONGER_THAN_THE_PANEL_WAITS)
    current = panel.current_row()
    assert current is not None
    assert current[0] is Negotiation
    panel.head.back_button.click()
    assert panel.current_row() == (Lead, row)


def test_another_row_chosen_in_the_table_is_shown(window: MainWindow, session: BookSession, qtbot: QtBot) -> None:
    page, panel = window.ledger_page, panel_of(window)
    assert page is not None
    assert window.controller is not None
    window.controller.show_row("lead", None)
    page.grid.go_to_cell(1, 0)
    qtbot.waitUntil(lambda: panel.current_row() == (Lead, page.current_id()))
    assert session.read(lambda session: count_rows(session, LedgerQuery(Lead))) == 2
