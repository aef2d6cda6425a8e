"""The recycle bin shows what was removed, by ledger."""

from pytestqt.qtbot import QtBot

from desktop.pages.bin import BinPage
from desktop.pages.fittings import Fittings
from models.ledgers import Lead, Project
from models.store import Session
from tests.rows import add


def fill(session: Session) -> None:
    add(session, Lead, name="旧线索", removed=True)
    add(session, Project, name="旧项目", removed=True)


def test_removed_rows_are_listed_by_ledger(fittings: Fittings, qtbot: QtBot) -> None:
    fittings.desk.deed("示例", fill)
    page = BinPage(fittings)
    qtbot.addWidget(page)
    page.refresh()
    assert [page.which.itemText(row) for row in range(page.which.count())] == ["线索（1 条）", "项目（1 个）"]
    page.which.setCurrentIndex(1)
    assert page.ledger is Project
    page.grid.selectRow(0)
    assert len(page.selected()) == 1


def test_an_empty_bin_says_so(fittings: Fittings, qtbot: QtBot) -> None:
    page = BinPage(fittings)
    qtbot.addWidget(page)
    page.refresh()
    assert page.ledger is None
    assert page.selected() == []
    assert page.which.count() == 0
