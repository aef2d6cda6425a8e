"""A clerk plans a visit, makes it, and prints the plan by which the guests are received."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.circular.circular_view import CircularView
from desktop.main_window import MainWindow
from desktop.pages.visit_progress_page import VisitProgressPage
from models.ledgers import Itinerary, Visit, VisitPlan
from models.queries.ledger_query import LedgerQuery, count_rows
from tests.desktop.form.test_row_panel import editor
from tests.end2end.test_carry_on import fill, texts_of


def test_from_the_firm_s_text_to_the_reception_plan(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert window.controller is not None
    assert window.book_session is not None
    today, actions = window.controller.context.today, window.actions_.actions_by_name
    panel = window.controller.row_panel_controller.panel
    # A firm of the list is to be visited this month.
    window.go("enterprise")
    actions["add_row"].trigger()
    fill(panel, name="示例铝业有限公司", visit_plan=f"{today.month}月")
    monkeypatch.setattr(notifications, "ask_choice", lambda *_: 0)  # this year
    window.go("visit_progress")
    page = window.controller.page_stack.front_page(VisitProgressPage)
    assert page is not None
    actions["draw_up_visit_plan"].trigger()
    qtbot.waitUntil(lambda: page.summary_label.text().startswith("计划 1 次，已访 0 次"))
    # The plan's row leads to the visit.
    window.go("visit_plan")
    ledger_page = window.ledger_page
    assert ledger_page is not None
    ledger_page.grid.setCurrentIndex(ledger_page.grid.model().index(0, 0))
    actions["record_visit"].trigger()
    assert editor(panel, "company").text() == "示例铝业有限公司"
    fill(panel, content="看了厂房", on=today.isoformat(), direction="来访", leader="示例甲")
    assert texts_of(window, Visit, "plan") == ["示例铝业有限公司"]
    panel.detail_stack.add_wanted.emit(Itinerary.__tablename__)
    fill(panel, hours="9:00", content="察看地块")
    window.go("visit_progress")
    page.refresh()
    qtbot.waitUntil(lambda: page.summary_label.text() == "计划 1 次，已访 1 次")
    page.counts_table.go_to_cell(0, 2)
    QTest.mouseClick(page.rows_button, Qt.MouseButton.LeftButton)
    ledger_page = window.ledger_page
    assert ledger_page is not None
    assert ledger_page.ledger is Visit
    ledger_page.grid.setCurrentIndex(ledger_page.grid.model().index(0, 0))
    actions["reception_sheet"].trigger()
    shown = window.controller.page_stack.front_page(CircularView)
    assert shown is not None
    qtbot.waitUntil(lambda: shown.produced is not None)
    assert shown.produced is not None
    assert "察看地块" in repr(shown.produced.document)
    # One undo a step: the itinerary, the visit, the plan.
    for _ in range(3):
        actions["undo"].trigger()
    assert window.book_session.read(lambda session: count_rows(session, LedgerQuery(VisitPlan))) == 0
    assert window.book_session.read(lambda session: count_rows(session, LedgerQuery(Visit))) == 0
