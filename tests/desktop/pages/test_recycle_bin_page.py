"""The recycle bin shows what was removed, by ledger."""

from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.recycle_bin_page import RecycleBinPage
from models.ledgers import Lead, Project
from models.storage.store import Session
from tests.rows import add_row


def fill(session: Session) -> None:
    add_row(session, Lead, name="旧线索", removed=True)
    add_row(session, Project, name="旧项目", removed=True)


def test_removed_rows_are_listed_by_ledger(page_context: PageContext, qtbot: QtBot) -> None:
    page_context.book_session.run("示例", fill)
    page = RecycleBinPage(page_context)
    qtbot.addWidget(page)
    page.refresh()
    assert [page.ledger_choice.itemText(row) for row in range(page.ledger_choice.count())] == [
        "线索（1 条）",
        "项目（1 个）",
    ]
    page.ledger_choice.setCurrentIndex(1)
    assert page.ledger is Project
    page.grid.selectRow(0)
    assert len(page.selected_ids()) == 1


def test_an_empty_bin_says_so(page_context: PageContext, qtbot: QtBot) -> None:
    page = RecycleBinPage(page_context)
    qtbot.addWidget(page)
    page.refresh()
    assert page.ledger is None
    assert page.selected_ids() == []
    assert page.ledger_choice.count() == 0
