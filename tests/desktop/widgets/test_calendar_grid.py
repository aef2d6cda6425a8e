"""The grid of days: where a day stands, what a screen reader hears, the keys that turn and enter."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.theme.colours import LIGHT_COLOURS
from desktop.widgets.calendar_grid import DONE, CalendarGrid, DayLine

TODAY = date(2026, 11, 20)


@pytest.fixture
def grid(qtbot: QtBot) -> CalendarGrid:
    """Show November 2026, whose first is a Sunday, with the 20th in hand."""
    grid = CalendarGrid(LIGHT_COLOURS)
    qtbot.addWidget(grid)
    grid.resize(900, 500)
    grid.show_weeks(date(2026, 10, 26), 6, 11, TODAY)
    grid.calendar_model.show_lines({TODAY: (DayLine("访 甲公司", DONE), DayLine("谈 电价", DONE))}, {})
    grid.go_to(TODAY)
    grid.show()
    return grid


def test_a_day_is_found_where_the_calendar_has_it(grid: CalendarGrid) -> None:
    model = grid.calendar_model
    first = model.index_of(date(2026, 11, 1))
    assert (first.row(), first.column()) == (0, 6)
    assert model.day(model.index(3, 4)) == TODAY
    assert not model.index_of(date(2026, 12, 7)).isValid()
    assert model.index(3, 4).data() == "11月20日，2件：访 甲公司；谈 电价"


def test_keys_walk_through_days_and_turn_pages(grid: CalendarGrid, qtbot: QtBot) -> None:
    turned, entered = list[int](), list[bool]()
    grid.turned.connect(turned.append)
    grid.entered.connect(lambda: entered.append(True))
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    assert grid.day() == date(2026, 11, 27)
    qtbot.keyClick(grid, Qt.Key.Key_PageUp)
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert (turned, entered) == ([-1, 1], [True])
