"""A duty's line says when it is due, whether it was done, and what can be done about it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.theme.colours import LIGHT_COLOURS
from desktop.widgets.duty_line import DutyLine
from models.rules.duty_schedule import CADENCES, DueDuty
from models.rules.periods import read_period
from models.statistics.duty_calendar import PlannedDuty

DUE = date(2026, 11, 20)
WEEKLY = CADENCES["xiayi"][0]


def shown_duty_line(
    qtbot: QtBot, today: date, done_on: date | None = None, *, owed: bool = True, certain: bool = True
) -> DutyLine:
    """Make the line of 周动态 2026-W47."""
    planned = PlannedDuty(DueDuty(WEEKLY, read_period("2026-W47"), DUE, certain), done_on, "王敏" if done_on else "")
    duty_line = DutyLine(planned, today, LIGHT_COLOURS, book_existed=owed)
    qtbot.addWidget(duty_line)
    return duty_line


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (DUE, "今天到期"),
        (date(2026, 11, 19), "明天到期"),
        (date(2026, 11, 10), "还有 10 天"),
        (date(2026, 11, 23), "已过 3 天，还没有办结"),
    ],
)
def test_what_is_not_done_says_how_long_there_is(qtbot: QtBot, today: date, state: str) -> None:
    assert shown_duty_line(qtbot, today).state_label.text() == state


def test_what_was_due_before_the_book_began_is_not_late(qtbot: QtBot) -> None:
    duty_line = shown_duty_line(qtbot, date(2026, 12, 1), owed=False)
    assert duty_line.state_label.text() == "没有记录"
    assert duty_line.state_label.objectName() == "count"


def test_a_day_in_an_unpublished_year_is_uncertain(qtbot: QtBot) -> None:
    assert "暂定" in shown_duty_line(qtbot, DUE, certain=False).state_label.text()


def test_what_is_done_says_when_and_by_whom(qtbot: QtBot) -> None:
    assert shown_duty_line(qtbot, DUE, DUE).state_label.text() == "11月20日 王敏 办结"
    assert shown_duty_line(qtbot, DUE, date(2026, 11, 23)).state_label.text().endswith("晚于应办日期")


def test_its_buttons_tell_what_is_wanted(qtbot: QtBot) -> None:
    duty_line = shown_duty_line(qtbot, DUE)
    duty_line.add_buttons(writable=True, circular=True)
    with qtbot.waitSignal(duty_line.ticked):
        qtbot.mouseClick(duty_line.buttons["办结"], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(duty_line.circular_wanted):
        qtbot.mouseClick(duty_line.buttons["出通报"], Qt.MouseButton.LeftButton)
    done = shown_duty_line(qtbot, DUE, DUE)
    done.add_buttons(writable=False, circular=False)
    assert list(done.buttons) == ["改为未办"]
    assert not done.buttons["改为未办"].isEnabled()
