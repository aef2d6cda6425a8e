"""A clerk keeps the rhythm: sees what is due, ticks it off, takes a tick back, makes the month's circular."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.pages.home import HomePage
from desktop.pages.rhythm import RhythmPage
from desktop.window import Window
from models.browse import View, count
from models.ledgers import DutyDone
from tests.windows import children


def ticks(window: Window) -> int:
    """Count the ticks in the book."""
    assert window.desk is not None
    return window.desk.ask(lambda session: count(session, View(DutyDone)))


def test_from_the_first_page_to_a_tick_and_back(window: Window, qtbot: QtBot) -> None:
    window.go("home")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.office is not None
    home = window.office.rooms.currentWidget()
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: bool(home.duty_lines), timeout=10_000)
    qtbot.mouseClick(home.duty_lines[0], Qt.MouseButton.LeftButton)
    page = window.office.rooms.currentWidget()
    assert isinstance(page, RhythmPage)
    assert window.navigation.current() == "rhythm"

    line = page.lines[0]
    qtbot.mouseClick(line.buttons["办结"], Qt.MouseButton.LeftButton)
    assert ticks(window) == 1
    assert "办结" in page.lines[0].state.text()
    assert "已保存" in window.status.sentence.text()
    window.actions_.by_name["undo"].trigger()
    assert ticks(window) == 0
    assert "办结" in page.lines[0].buttons


def test_the_monthly_report_opens_its_circular(window: Window, qtbot: QtBot) -> None:
    window.go("rhythm")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    page = children(window, RhythmPage)[0]
    line = next(line for line in page.lines if "出通报" in line.buttons)
    qtbot.mouseClick(line.buttons["出通报"], Qt.MouseButton.LeftButton)
    assert window.office is not None
    circular = window.office.rooms.circular_page
    assert circular is not None
    assert circular.head.chosen()[1] == line.planned.due.period
    qtbot.waitUntil(lambda: circular.produced is not None, timeout=30_000)
    assert circular.produced is not None
    assert circular.produced.pdf is not None
