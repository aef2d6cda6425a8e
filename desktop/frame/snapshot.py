"""Takes the first look of a ledger's page, for the next start."""

from desktop.frame.first_look import ROWS, FirstLook, head_of
from desktop.frame.navigation import Place
from desktop.pages.ledger import LedgerPage


def snapshot(page: LedgerPage, book: str, places: tuple[Place, ...]) -> FirstLook | None:
    """Take the first screenful as it stands; none while anything but the whole ledger is shown."""
    model, order, sizes = page.model, page.grid.order(), page.grid.horizontalHeader()
    if not (page.narrowing.plain and model.ids):
        return None
    columns = tuple((model.fields[one].title, sizes.sectionSize(one), model.is_number(one)) for one in order)
    rows = tuple(tuple(model.text(row, one) for one in order) for row in range(min(ROWS, len(model.ids))))
    lines = tuple((one.key, one.label, one.icon, one.waiting, one.more) for one in places)
    title, count = page.head.title.text(), page.head.count.text()
    return FirstLook(head_of(book), book, page.ledger.__tablename__, title, count, columns, rows, lines)
