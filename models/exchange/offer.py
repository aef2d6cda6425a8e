"""What a sheet offers a ledger, before anybody decides: the reader of files makes it, the plan judges it."""

from dataclasses import dataclass, field

from models.kind import Stored

UNKNOWN = object()  # nobody exported this cell, so there is nothing to hold it against


@dataclass(slots=True)  # never changed either, but a frozen one takes twice as long to make, and there are a million
class OfferedCell:
    """One cell: where it stands (“C7”), what it holds, and what it held when we exported it, as stored.

    ``raw`` is a text, number, date or truth as the sheet has it, or what the clerk typed over it in the preview; a
    number under a heading of another unit comes as text with that unit (“1.2亿元”), so that its field converts it in
    the open. ``fault`` says why the cell cannot be read at all: a formula's error, a number that lost its digits.
    ``untouched`` says that nobody changed it since we exported it: it means ``was`` with its mark, however a program
    has rewritten ``raw`` meanwhile, and need not be read; a link's ``was`` is a row the reading book may not have.
    """

    key: str
    at: str
    raw: object
    was: object = UNKNOWN  # Stored, or UNKNOWN
    was_mark: str = ""
    fault: str = ""
    untouched: bool = False


@dataclass(frozen=True, slots=True)
class OfferedRow:
    """One row of a sheet: its number there, its cells, and the book's row it says it is (by our hidden sheet)."""

    place: int
    cells: tuple[OfferedCell, ...]
    row: str | None = None
    seen: tuple[str, ...] = ()  # the ids of the edits the exporter had seen, where the hidden sheet tells

    def raw(self, key: str) -> object:
        """Give what a cell holds; None where the sheet has no such column."""
        return next((cell.raw for cell in self.cells if cell.key == key), None)


@dataclass(frozen=True, slots=True)
class Offer:
    """A sheet's rows for one ledger, with what its reader found out about it.

    ``year`` is the period's year where days are written without one; ``facts`` are rows' common values that stand
    outside the table (报送单位, 期间), by field key. ``absent`` are the book's rows we exported into this sheet
    that it no longer has. Beside a ledger's fields a key may be one of columns.py (签约日期 of a project).
    """

    ledger: str
    file: str
    sheet: str
    rows: tuple[OfferedRow, ...]
    year: int | None = None
    from_1904: bool = False
    facts: dict[str, Stored] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
