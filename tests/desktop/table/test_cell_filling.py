"""Many cells are written at once, but not too many, and none that the program writes itself."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.pages.ledger_page import LedgerPage
from desktop.table import cell_filling
from models.audit.recorder import add_many
from models.errors import UserError
from models.ledgers import Lead


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> LedgerPage:
    """Show three leads, with a column that the program stamps."""
    rows = [{"name": name} for name in ("甲", "乙", "丙")]
    page_context.book_session.run("示例", lambda session: add_many(session, Lead, rows))
    page = LedgerPage(Lead, page_context)
    qtbot.addWidget(page)
    page.refresh()
    page.show_columns(("name", "owner", "first_report"))
    return page


def test_a_stamped_column_is_left_as_it_is(page: LedgerPage) -> None:
    page.grid.go_to_cell(1, 2)
    for write in (cell_filling.clear_cells, cell_filling.fill_down):
        with pytest.raises(UserError, match="程序自己记下"):
            write(page.grid, page.model)


def test_too_many_cells_are_refused(page: LedgerPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_filling, "MAX_CELLS", 5)
    page.grid.selectAll()
    with pytest.raises(UserError, match="一次最多改 5 格，现在选中了 9 格"):
        cell_filling.fill_down(page.grid, page.model)
