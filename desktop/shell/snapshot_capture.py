"""Captures the startup snapshot of a ledger page for the next start."""

from desktop.app.startup_snapshot import MAX_ROWS, StartupSnapshot, read_chain_head
from desktop.pages.ledger_page import LedgerPage
from desktop.shell.navigation import NavigationItem


def capture_snapshot(
    page: LedgerPage, book: str, navigation_items: tuple[NavigationItem, ...]
) -> StartupSnapshot | None:
    """Return the first screenful as it is shown; None while the page is filtered or has no rows."""
    model, order, sizes = page.model, page.grid.column_order(), page.grid.horizontalHeader()
    if not (page.filters.is_unfiltered and model.row_ids):
        return None
    columns = tuple(
        (model.fields[column].title, sizes.sectionSize(column), model.is_number(column)) for column in order
    )
    rows = tuple(tuple(model.text(row, column) for column in order) for row in range(min(MAX_ROWS, len(model.row_ids))))
    lines = tuple((item.key, item.label, item.icon, item.waiting_count, item.fold) for item in navigation_items)
    title, count = page.head.title.text(), page.head.count.text()
    return StartupSnapshot(read_chain_head(book), book, page.ledger.__tablename__, title, count, columns, rows, lines)
