"""Takes the first look of a ledger's page, for the next start."""

from desktop.frame.first_look import ROWS, FirstLook, head_of
from desktop.frame.navigation import Place
from desktop.pages.ledger import LedgerPage


def snapshot(page: LedgerPage, book: str, places: tuple[Place, ...]) -> FirstLook | None:
    """Take the first screenful as it stands; none while anything but the whole ledger is shown."""
    model, order, sizes = page.model, page.grid.order(), page.grid.horizontalHeader()
    if not (page.narrowing.plain and model.ids):
        return None
    columns = tuple(
        (model.fields[column].title, sizes.sectionSize(column), model.is_number(column)) for column in order
    )
    rows = tuple(tuple(model.text(row, column) for column in order) for row in range(min(ROWS, len(model.ids))))
    lines = tuple((place.key, place.label, place.icon, place.waiting, place.more) for place in places)
    title, count = page.head.title.text(), page.head.count.text()
    return FirstLook(head_of(book), book, page.ledger.__tablename__, title, count, columns, rows, lines)
