"""A clerk looks through the calendar by keys, opens what is late beside it, ticks it off and takes that back."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.main_window import MainWindow
from desktop.pages.calendar_page import CalendarPage
from desktop.pages.duties_page import DutiesPage
from models.ledgers import Obligation, VisitPlan
from models.storage.store import Session
from tests.end2end.test_policies_and_reviews import parts_of, save, type_fields
from tests.rows import add_row


def calendar(window: MainWindow, qtbot: QtBot, rows: dict[str, date]) -> CalendarPage:
    """Show the calendar with obligations due on some days."""
    assert window.book_session is not None
    assert window.controller is not None

    def add(session: Session) -> None:
        for name, due in rows.items():
            add_row(session, Obligation, name=name, due=due)

    window.book_session.run("示例", add)
    window.go("calendar")
    page = window.controller.page_stack.front_page(CalendarPage)
    assert page is not None
    qtbot.waitUntil(lambda: any(page.grid.calendar_model.lines.values()))
    return page


def listed(page: CalendarPage) -> list[tuple[str, str]]:
    """Return sign and text of the day's list."""
    model = page.list_table.text_model
    return [(model.text(row, 0), model.text(row, 2)) for row in range(model.row_count)]


def test_from_a_late_day_to_the_row_and_back(window: MainWindow, qtbot: QtBot) -> None:
    assert window.controller is not None
    today = window.controller.context.today
    late = today.replace(day=1) - timedelta(days=1)
    page = calendar(window, qtbot, {"示例逾期事项": late, "示例今天的事项": today})
    panel, book_session = parts_of(window)
    assert page.grid.day() == today
    assert ("●", "示例今天的事项") in listed(page)
    # The month before, by the keyboard; its last day by the mouse.
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_PageUp)
    assert (page.grid.calendar_model.month, page.grid.day().month) == (late.month, late.month)
    cell = page.grid.visualRect(page.grid.calendar_model.index_of(late)).center()
    qtbot.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    qtbot.waitUntil(lambda: ("■", "示例逾期事项") in listed(page))
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert page.list_table.hasFocus()
    page.list_table.go_to_cell([text for _, text in listed(page)].index("示例逾期事项"), 2)
    qtbot.keyClick(page.list_table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (panel.current_row() or (None,))[0] is Obligation)
    assert window.controller.page_stack.front_page(CalendarPage) is page
    type_fields(panel, {"due": today.isoformat()})
    save(panel, qtbot)
    qtbot.waitUntil(lambda: "示例逾期事项" not in [text for _, text in listed(page)])
    page.today_button.click()
    qtbot.waitUntil(lambda: ("●", "示例逾期事项") in listed(page))
    book_session.undo()
    qtbot.waitUntil(lambda: ("●", "示例逾期事项") not in listed(page))


def test_a_week_and_the_pages_it_leads_to(window: MainWindow, qtbot: QtBot) -> None:
    assert window.controller is not None
    today = window.controller.context.today
    page = calendar(window, qtbot, {"示例今天的事项": today})
    qtbot.mouseClick(page.week_button, Qt.MouseButton.LeftButton)
    assert page.grid.calendar_model.weeks == 1
    qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    assert page.grid.day() == today + timedelta(days=7)
    assert window.book_session is not None
    window.book_session.run(
        "示例", lambda session: add_row(session, VisitPlan, company="示例公司", month=page.grid.day().replace(day=1))
    )
    qtbot.mouseClick(page.month_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.plan_button.text() == f"{page.grid.day().month}月计划拜访 1 家，已访 0 ›")
    page.duties_wanted.emit()
    assert window.controller.page_stack.front_page(DutiesPage) is not None
