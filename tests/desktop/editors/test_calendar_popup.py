"""The calendar below a day's field: opens at its day on the screen, gives a day, today, or none."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.editors.calendar_popup import CalendarPopup
from tests.windows import find_children


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Show a window to hang the calendar on."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    window.show()
    return window


@pytest.fixture
def popup(window: QWidget) -> CalendarPopup:
    """Return a calendar."""
    return CalendarPopup(window)


def button(popup: CalendarPopup, text: str) -> QPushButton:
    (match,) = [each for each in find_children(popup, QPushButton) if each.text() == text]
    return match


def test_it_opens_with_its_day_selected(popup: CalendarPopup) -> None:
    popup.open_at(QPoint(100, 100), date(2026, 9, 7))
    assert popup.isVisible()
    assert popup.calendar.selectedDate() == QDate(2026, 9, 7)
    assert (popup.calendar.monthShown(), popup.calendar.yearShown()) == (9, 2026)
    assert popup.calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday


@pytest.mark.parametrize("corner", [QPoint(1360, 760), QPoint(-500, -500), QPoint(1300, 500), QPoint(0, 0)])
def test_all_of_it_is_on_the_screen(popup: CalendarPopup, corner: QPoint) -> None:
    popup.open_at(corner, date(2026, 9, 7))
    assert popup.screen().availableGeometry().contains(popup.geometry())


def test_a_day_is_given_and_the_calendar_goes(popup: CalendarPopup, qtbot: QtBot) -> None:
    popup.open_at(QPoint(100, 100), date(2026, 9, 7))
    with qtbot.waitSignal(popup.picked) as picked:
        popup.calendar.clicked.emit(QDate(2026, 9, 30))
    assert picked.args == [date(2026, 9, 30)]
    assert not popup.isVisible()


def test_keys_choose_a_day(popup: CalendarPopup, qtbot: QtBot) -> None:
    popup.open_at(QPoint(100, 100), date(2026, 9, 7))
    with qtbot.waitSignal(popup.picked) as picked:
        popup.calendar.activated.emit(QDate(2028, 2, 29))
    assert picked.args == [date(2028, 2, 29)]


def test_today_and_none(popup: CalendarPopup, qtbot: QtBot) -> None:
    popup.open_at(QPoint(100, 100), date(2020, 1, 1))
    with qtbot.waitSignal(popup.picked) as picked:
        button(popup, "今天").click()
    assert picked.args == [date.today()]  # noqa: DTZ011 - the clerk's own day
    popup.open_at(QPoint(100, 100), date(2020, 1, 1))
    with qtbot.waitSignal(popup.picked) as cleared:
        button(popup, "清空").click()
    assert cleared.args == [None]
