"""The line below a table: how to type into it, and the sums of the selected rows."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.ledger_page import LedgerPage
from desktop.table.selection_foot import SelectionFoot
from models.ledgers import Lead
from models.storage.store import Session
from tests.rows import add_lead


def fill(session: Session) -> None:
    for number, total in enumerate((Decimal(100), Decimal("250.5"), None, Decimal(4000))):
        add_lead(session, f"示例{'甲乙丙丁'[number]}", total=total, jobs=None if number == 2 else 10)


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> LedgerPage:
    """Show the leads of an empty book."""
    page = LedgerPage(Lead, page_context)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    return page


@pytest.fixture
def foot(page: LedgerPage, page_context: PageContext) -> SelectionFoot:
    """Return a foot for the page's table."""
    return SelectionFoot(Lead, page.model, page.grid, page_context.book_session, page)


def select(page: LedgerPage, *rows: int) -> None:
    """Select whole rows."""
    selection = page.grid.selectionModel()
    selection.clearSelection()
    for row in rows:
        selection.select(
            page.model.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def test_an_empty_table_has_nothing_to_say(foot: SelectionFoot) -> None:
    foot.show_totals()
    assert foot.text() == ""


def test_one_row_has_no_sum(page: LedgerPage, foot: SelectionFoot, page_context: PageContext) -> None:
    page_context.book_session.run("示例", fill)
    page.refresh()
    select(page, 1)
    foot.show_totals()
    assert foot.text().startswith("打字即可修改")


def test_the_selected_rows_are_counted_and_summed(
    page: LedgerPage, foot: SelectionFoot, page_context: PageContext
) -> None:
    page_context.book_session.run("示例", fill)
    page.refresh()
    names = [page.model.text(row, page.model.keys.index("name")) for row in range(4)]
    select(page, names.index("示例甲"), names.index("示例乙"), names.index("示例丙"))
    foot.show_totals()
    assert foot.text().startswith("选中 3 行")
    assert "350.5" in foot.text()
    select(page, *range(4))
    foot.show_totals()
    assert "4,350.5" in foot.text()


def test_the_sum_follows_the_selection_by_itself(
    page: LedgerPage, foot: SelectionFoot, page_context: PageContext, qtbot: QtBot
) -> None:
    page_context.book_session.run("示例", fill)
    page.refresh()
    select(page, 0, 1)
    qtbot.waitUntil(lambda: foot.text().startswith("选中 2 行"))
    select(page)
    qtbot.waitUntil(lambda: foot.text().startswith("打字即可修改"))


def test_a_sum_is_taken_anew_after_a_change(
    page: LedgerPage, foot: SelectionFoot, page_context: PageContext, qtbot: QtBot
) -> None:
    page_context.book_session.run("示例", fill)
    page.refresh()
    select(page, *range(4))
    qtbot.waitUntil(lambda: "4,350.5" in foot.text())

    def double(session: Session) -> None:
        for lead in session.query(Lead):
            lead.total = (lead.total or Decimal(0)) * 2

    page_context.book_session.run("加倍", double)
    foot.show_soon()
    qtbot.waitUntil(lambda: "8,701" in foot.text())
