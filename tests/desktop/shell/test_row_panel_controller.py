"""The row panel beside a table: it follows the current row, but no new row is replaced because one was saved."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from desktop.main_window import MainWindow
from models.ledgers import Lead, Negotiation
from models.queries.ledger_query import LedgerQuery, count_rows
from tests import rows
from tests.desktop.form.test_row_panel import editor
from tests.keys import key_receiver, replace_text
from tests.windows import let_time_pass

_LONGER_THAN_THE_PANEL_WAITS = 300  # milliseconds


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
