"""Pages are built when they are first shown, and lead to each other by signals."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.ledger_page import LedgerPage
from desktop.shell.page_stack import PageStack
from models.ledgers import Lead, Project
from models.queries.ledger_query import Condition, LedgerQuery
from models.storage.store import Session
from tests.rows import add_lead, add_row


def fill(session: Session) -> tuple[str, str]:
    add_row(session, Project, name="汾河焦化")
    return add_lead(session, "示例甲", investor="甲公司"), add_lead(session, "示例乙")


@pytest.fixture
def rows(page_context: PageContext) -> tuple[str, str]:
    """Fill the book with two leads and a project."""
    return page_context.book_session.run("示例", fill)


@pytest.fixture
def stack(rows: tuple[str, str], page_context: PageContext, qtbot: QtBot) -> PageStack:
    """Show the stack of pages."""
    stack = PageStack(page_context)
    qtbot.addWidget(stack)
    stack.resize(1100, 640)
    with qtbot.waitExposed(stack):
        stack.show()
    return stack


def shown_names(stack: PageStack) -> list[str]:
    page = stack.ledger_page
    assert page is not None
    column = page.model.keys.index("name")
    return sorted(page.model.text(row, column) for row in range(page.model.rowCount()))


def test_a_page_is_built_once_and_shown_again(stack: PageStack, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stack.page_changed) as changed:
        stack.go("lead")
    assert changed.args == ["lead"]
    first = stack.ledger_page
    stack.go("project")
    assert stack.count() == 2
    assert stack.ledger_page is not first
    stack.go("lead")
    assert stack.ledger_page is first
    assert stack.count() == 2


def test_a_page_nobody_knows_is_the_first_of_the_navigation(stack: PageStack) -> None:
    stack.go("lead")
    stack.go("没有这一页")
    assert stack.currentWidget() is not None
    assert stack.ledger_page is None


def test_a_page_is_read_when_it_is_first_shown(stack: PageStack) -> None:
    stack.go("lead")
    assert shown_names(stack) == ["示例乙", "示例甲"]


def test_a_query_of_another_page_is_shown_under_its_heading(stack: PageStack) -> None:
    view = LedgerQuery(Lead, where=(Condition("investor", "contains", "甲"),))
    stack.links.query_wanted.emit(view, "甲公司的线索")
    assert shown_names(stack) == ["示例甲"]
    page = stack.ledger_page
    assert page is not None
    page.clear_filters()
    assert len(shown_names(stack)) == 2


def test_the_rows_of_a_figure_are_exactly_its_rows(stack: PageStack, rows: tuple[str, str]) -> None:
    stack.links.rows_wanted.emit(Lead, (rows[1],), "上报线索 1条")
    assert shown_names(stack) == ["示例乙"]


def test_ledgers_behind_the_page_in_front_are_read_again_too(
    stack: PageStack, page_context: PageContext, rows: tuple[str, str]
) -> None:
    stack.go("lead")
    behind = stack.ledger_page
    assert behind is not None
    stack.go("project")
    page_context.book_session.run("示例", lambda session: add_lead(session, "示例丙"))
    stack.refresh()
    assert behind.model.rowCount() == 3


def test_a_circular_a_sheet_and_files_lead_to_their_pages(stack: PageStack, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stack.links.draft_requested) as drafted:
        stack.show_circular("month", "2026-10")
    assert drafted.args == ["month", "2026-10"]
    with qtbot.waitSignal(stack.links.sheet_requested) as printed:
        stack.show_sheet("project", "row")
    assert printed.args == ["project", "row"]
    with qtbot.waitSignal(stack.links.import_requested) as imported:
        stack.import_files([tmp_path / "甲.xlsx"])
    assert imported.args == [[tmp_path / "甲.xlsx"]]
    assert stack.count() == 2
    qtbot.waitUntil(lambda: not stack.context.jobs.busy)


def test_the_page_in_front_is_asked_for_by_its_class(stack: PageStack) -> None:
    stack.go("lead")
    assert isinstance(stack.front_page(LedgerPage), LedgerPage)
    assert stack.front_page(PageStack) is None
