"""The page of targets lists each with its progress, marks those behind, and leads to rows and target."""

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.target_progress_page import TargetProgressPage
from models.ledgers import Target
from models.storage.store import Session
from tests.rows import add_project, add_row, add_task_force
from tests.waiting import WAIT_SECONDS

TODAY = date.today()  # noqa: DTZ011 - the page shows the clerk's own year
PLAN = f"{TODAY.year - 1}—{TODAY.year}"


def fill(session: Session) -> tuple[str, str, str]:
    """Add a task force with a target it missed, one it met, and one that no ledger tells."""
    force = add_task_force(session, "铝", 1)
    project = add_project(session, "甲", {"签约": date(TODAY.year - 1, 3, 1)}, task_force=force)
    far = add_row(session, Target, metric="引进项目数", period=PLAN, value=Decimal(100), unit="个", task_forces=force)
    add_row(session, Target, metric="引进项目数", period=PLAN, value=Decimal(1), unit="个")
    add_row(session, Target, metric="制造业占比", period=PLAN, value=Decimal(50), unit="%")
    return force, project, far


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> TargetProgressPage:
    """Show the page on a book with three targets."""
    page_context.book_session.run("示例", fill)
    shown = TargetProgressPage(page_context)
    qtbot.addWidget(shown)
    shown.resize(1180, 640)
    shown.show()
    shown.refresh()
    qtbot.waitUntil(lambda: shown.table.text_model.row_count == 3, timeout=int(WAIT_SECONDS * 1000))
    return shown


def texts(page: TargetProgressPage, *columns: int) -> list[tuple[str, ...]]:
    """Return some columns of the table."""
    model = page.table.text_model
    return [tuple(model.text(row, column) for column in columns) for row in range(model.row_count)]


def test_each_target_has_its_progress_and_those_behind_are_marked(page: TargetProgressPage) -> None:
    assert texts(page, 0, 1, 3, 5, 6) == [
        ("铝", "引进项目数", "100个", "1个", "1.00%"),
        ("全县", "引进项目数", "1个", "1个", "100.00%"),
        ("全县", "制造业占比", "50.00%", "—", "—"),
    ]
    assert [state for (state,) in texts(page, 8)] == ["慢于进度", "已完成", "待填报"]
    assert texts(page, 9)[0] == (f"{TODAY.year - 1}年 1　{TODAY.year}年 0",)
    assert [page.table.text_model.is_marked(row) for row in range(3)] == [True, False, False]
    assert page.summary_label.text() == "3 个目标，1 个慢于时间进度，1 个台账里数不出，请在目标任务里填“填报完成”"


def test_a_line_leads_to_its_rows_and_to_the_target(page: TargetProgressPage, qtbot: QtBot) -> None:
    (target,) = [line.progress.row for line in page._lines if line.progress.subject == "铝"]  # noqa: SLF001
    page.table.go_to_cell(0, 0)
    with qtbot.waitSignal(page.view_wanted) as shown:
        page.rows_button.click()
    query, heading = shown.args
    assert (query.ledger.__tablename__, len(query.row_ids), heading) == ("project", 1, "目标进度：铝引进项目数")
    with qtbot.waitSignal(page.row_wanted) as opened:
        page.target_button.click()
    assert opened.args == ["target", target]
    page.table.go_to_cell(2, 0)
    assert not page.rows_button.isEnabled()


def test_the_end_of_last_year_is_another_day(page: TargetProgressPage, qtbot: QtBot) -> None:
    page.day_choice.setCurrentIndex(page.day_choice.findData("year"))
    page.refresh()
    qtbot.waitUntil(lambda: texts(page, 7)[0] == ("50.00%",), timeout=int(WAIT_SECONDS * 1000))
    assert page.chosen_day() == date(TODAY.year - 1, 12, 31)
