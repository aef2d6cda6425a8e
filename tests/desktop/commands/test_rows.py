"""The commands on rows, each tested by itself."""

import pytest

from desktop.commands import rows as row_commands
from desktop.main_window import MainWindow
from desktop.pages.ledger_page import LedgerPage
from models.audit import history
from models.audit.recorder import add_many
from models.errors import UserError
from models.ledgers import Lead
from models.storage.store import Store


@pytest.fixture
def page(window: MainWindow) -> LedgerPage:
    """Show three leads by name."""
    assert window.book_session is not None
    rows = [{"name": name} for name in ("甲", "乙", "丙")]
    window.book_session.run("示例", lambda session: add_many(session, Lead, rows))
    window.go("lead")
    page = window.ledger_page
    assert page is not None
    page.show_columns(("name", "total", "owner", "first_report"))
    return page


def column(page: LedgerPage, key: str) -> list[str]:
    place = page.model.keys.index(key)
    return [page.model.text(row, place) for row in range(page.model.rowCount())]


def test_rows_go_into_the_bin_and_come_back_by_undo(window: MainWindow, page: LedgerPage) -> None:
    page.grid.selectAll()
    row_commands.RemoveRows().execute(window)
    assert page.model.rowCount() == 0
    row_commands.Undo().execute(window)
    assert page.model.rowCount() == 3
    row_commands.Redo().execute(window)
    assert page.model.rowCount() == 0
    row_commands.Undo().execute(window)


def test_what_somebody_else_undid_before_is_not_offered_again(window: MainWindow, page: LedgerPage) -> None:
    assert window.book_session is not None
    store = window.book_session.store
    with store.reading() as session:
        batch = history.undoable(session)[0]
    assert batch is not None
    with Store(store.engine, "示例乙", None, None).writing("撤销：示例", undoes=batch.id) as session:
        history.undo(session, batch.id)
    with pytest.raises(UserError, match="没有可以撤销的操作"):
        row_commands.Undo().execute(window)


def test_a_stamped_cell_is_not_edited(window: MainWindow, page: LedgerPage) -> None:
    page.grid.go_to_cell(0, 3)
    with pytest.raises(UserError, match="首报时间"):
        row_commands.EditCell().execute(window)


def test_long_work_is_not_waited_for(window: MainWindow, page: LedgerPage) -> None:
    assert window.book_session is not None
    window.book_session.running_job_label = "检查账本"
    page.grid.go_to_cell(0, 0)
    with pytest.raises(UserError, match="正在检查账本"):
        row_commands.RemoveRows().execute(window)
    window.book_session.running_job_label = ""
