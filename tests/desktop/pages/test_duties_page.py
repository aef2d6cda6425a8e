"""The duties of a month stand week by week, and one click ticks one off."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.app.notifications import ERROR
from desktop.app.page_context import PageContext
from desktop.pages.duties_page import DutiesPage
from models.ledgers import Setting
from tests.rows import add_row

TODAY = date.today()  # noqa: DTZ011 - the page shows the clerk's own day


@pytest.fixture
def make(page_context: PageContext, county: BookSession, qtbot: QtBot) -> Callable[[], DutiesPage]:
    """Make the page on 河津's book."""

    def page() -> DutiesPage:
        page_context.book_session = county
        page = DutiesPage(page_context)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: not page_context.jobs.busy)
        return page

    return page


def test_a_tick_says_who_and_undo_takes_it_back(
    make: Callable[[], DutiesPage], county: BookSession, qtbot: QtBot
) -> None:
    page = make()
    due = page.lines[0].planned.due
    qtbot.mouseClick(page.lines[0].buttons["办结"], Qt.MouseButton.LeftButton)
    assert page.lines[0].planned.done_on == TODAY
    assert "示例甲 办结" in page.lines[0].state_label.text()
    assert county.undo().label == f"办结 {due.duty.name} {due.period.key}"
    assert page.lines[0].planned.done_on is None
    qtbot.mouseClick(page.lines[0].buttons["办结"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.lines[0].buttons["改为未办"], Qt.MouseButton.LeftButton)
    assert page.lines[0].planned.done_on is None


def test_two_windows_do_not_tick_twice(
    make: Callable[[], DutiesPage], qtbot: QtBot, messages: list[tuple[str, str]]
) -> None:
    page = make()
    planned = page.lines[0].planned
    page.mark_done(planned)
    page.mark_done(planned)
    assert messages[-1][0] == ERROR
    assert "已经办过了" in messages[-1][1]


def test_the_months_turn(make: Callable[[], DutiesPage], qtbot: QtBot) -> None:
    page = make()
    assert not page.this_month_button.isEnabled()
    qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    after = page.first_day
    assert (after.year * 12 + after.month) - (TODAY.year * 12 + TODAY.month) == 1
    qtbot.mouseClick(page.previous_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.previous_button, Qt.MouseButton.LeftButton)
    assert (page.first_day.year * 12 + page.first_day.month) - (TODAY.year * 12 + TODAY.month) == -1
    assert {line.state_label.text() for line in page.lines} == {"没有记录"}
    qtbot.mouseClick(page.this_month_button, Qt.MouseButton.LeftButton)
    assert page.first_day == TODAY.replace(day=1)


def test_a_monthly_report_leads_to_its_circular(make: Callable[[], DutiesPage], qtbot: QtBot) -> None:
    page = make()
    line = next(line for line in page.lines if line.planned.due.duty.name == "每月一通报")
    with qtbot.waitSignal(page.circular_wanted) as signal:
        qtbot.mouseClick(line.buttons["出通报"], Qt.MouseButton.LeftButton)
    assert signal.args == ["month", line.planned.due.period.key]


def test_an_unknown_cadence_is_told(page_context: PageContext, qtbot: QtBot) -> None:
    page_context.book_session.run(
        "示例", lambda session: add_row(session, Setting, key="cadence_set", name="节奏", value="天天")
    )
    page = DutiesPage(page_context)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: not page_context.jobs.busy)
    assert page.lines == []
    assert not page.grab().isNull()
