"""A clerk keeps the rhythm: sees what is due, ticks it off, takes a tick back, makes the month's circular."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.circular.circular_view import CircularView
from desktop.main_window import MainWindow
from desktop.pages.dashboard_page import DashboardPage
from desktop.pages.duties_page import DutiesPage
from models.ledgers import DutyDone
from models.queries.ledger_query import LedgerQuery, count_rows
from tests.windows import find_children


def ticks(window: MainWindow) -> int:
    """Count the ticks in the book."""
    assert window.book_session is not None
    return window.book_session.read(lambda session: count_rows(session, LedgerQuery(DutyDone)))


def test_from_the_first_page_to_a_tick_and_back(window: MainWindow, qtbot: QtBot) -> None:
    window.go("home")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.controller is not None
    home = window.controller.page_stack.currentWidget()
    assert isinstance(home, DashboardPage)
    qtbot.waitUntil(lambda: bool(home.duty_buttons))
    qtbot.mouseClick(home.duty_buttons[0], Qt.MouseButton.LeftButton)
    page = window.controller.page_stack.currentWidget()
    assert isinstance(page, DutiesPage)
    assert window.navigation.current_key() == "rhythm"

    line = page.lines[0]
    qtbot.mouseClick(line.buttons["办结"], Qt.MouseButton.LeftButton)
    assert ticks(window) == 1
    assert "办结" in page.lines[0].state_label.text()
    assert "已保存" in window.status.message_label.text()
    window.actions_.actions_by_name["undo"].trigger()
    assert ticks(window) == 0
    assert "办结" in page.lines[0].buttons


def test_the_monthly_report_opens_its_circular(window: MainWindow, qtbot: QtBot) -> None:
    window.go("rhythm")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    page = find_children(window, DutiesPage)[0]
    line = next(line for line in page.lines if "出通报" in line.buttons)
    qtbot.mouseClick(line.buttons["出通报"], Qt.MouseButton.LeftButton)
    assert window.controller is not None
    circular = window.controller.page_stack.front_page(CircularView)
    assert circular is not None
    assert circular.head.chosen()[1] == line.planned.due.period
    qtbot.waitUntil(lambda: circular.produced is not None)
    assert circular.produced is not None
    assert circular.produced.pdf is not None
