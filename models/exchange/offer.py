"""The rows of a sheet for one ledger before import: built by the file reader, classified by the import plan."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from models.kind import Stored

UNKNOWN = object()  # the cell was not exported by this program, so there is no earlier value to compare with


@dataclass(slots=True)  # never modified, but a frozen class takes twice as long to create, for a million cells
class OfferedCell:
    """One cell: its address (“C7”), its raw value, and its stored value when this program exported it.

    ``raw`` is the sheet's text, number, date or boolean, or what the clerk typed over it in the preview; a number under
    a heading with another unit comes as text with that unit (“1.2亿元”), so that its field does the conversion.
    ``fault`` says why the cell cannot be read at all: a formula error, a number that lost its digits. ``untouched``
    says that nobody changed it since the export: it means ``exported`` with its mark, even if a program has rewritten
    ``raw`` meanwhile, and need not be read; the ``exported`` of a link is a row that this book may not have.
    """

    key: str
    at: str
    raw: object
    was: object = UNKNOWN  # Stored, or UNKNOWN
    was_mark: str = ""
    fault: str = ""
    untouched: bool = False


class LaterCells(Sequence[OfferedCell]):
    """The cells of a row, created on first access: most are never needed, and there can be a million."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: tuple[OfferedCell, ...] | None = None

    @abstractmethod
    def make(self) -> tuple[OfferedCell, ...]:
        """Create the cells."""

    def _all(self) -> tuple[OfferedCell, ...]:
        if self._made is None:
            self._made = self.make()
        return self._made

    def __iter__(self) -> Iterator[OfferedCell]:
        """Iterate over the cells."""
        return iter(self._all())

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self._all())

    @overload
    def __getitem__(self, place: int) -> OfferedCell: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[OfferedCell, ...]: ...
    def __getitem__(self, place: int | slice) -> OfferedCell | tuple[OfferedCell, ...]:
        """Return one cell, or a slice."""
        return self._all()[place]


class UntouchedCells(LaterCells):
    """Cells that are all as this program exported them, so that none need be read."""

    __slots__ = ("_maker",)

    def __init__(self, maker: Callable[[], Iterable[OfferedCell]]) -> None:
        super().__init__()
        self._maker = maker

    def make(self) -> tuple[OfferedCell, ...]:
        """Create the cells."""
        return tuple(self._maker())


class PlainCells(LaterCells):
    """Cells of a foreign sheet without faults, which can be read by their raw values alone.

    ``columns`` are (field key, column letters), the same object for all rows of a sheet; ``extra_cells`` are further
    cells.
    """

    __slots__ = ("columns", "more", "place", "raws")

    def __init__(
        self,
        columns: tuple[tuple[str, str], ...],
        place: int,
        raws: Sequence[object],
        more: tuple[OfferedCell, ...] = (),
    ) -> None:
        super().__init__()
        self.columns, self.place, self.raws, self.more = columns, place, raws, more

    def make(self) -> tuple[OfferedCell, ...]:
        """Create the cells."""
        pairs = zip(self.columns, self.raws, strict=True)
        return (*(OfferedCell(key, f"{letters}{self.place}", raw) for (key, letters), raw in pairs), *self.more)


@dataclass(frozen=True, slots=True)
class OfferedRow:
    """One row of a sheet: its row number, its cells, and the id of the book's row (from the hidden sheet)."""

    place: int
    cells: Sequence[OfferedCell]
    row: str | None = None
    seen: tuple[str, ...] = ()  # ids of the edits of this row at the time of the export, from the hidden sheet

    @property
    def touched(self) -> Sequence[OfferedCell]:
        """The cells that are not, or not known to be, as this program exported them."""
        return () if isinstance(self.cells, UntouchedCells) else [cell for cell in self.cells if not cell.untouched]

    def raw(self, key: str) -> object:
        """Return a cell's raw value; None where the sheet has no such column."""
        return next((cell.raw for cell in self.cells if cell.key == key), None)


@dataclass(frozen=True, slots=True)
class Offer:
    """A sheet's rows for one ledger, with what the reader found out about the sheet.

    ``year`` completes days written without a year; ``from_1904`` is the date system of old Mac workbooks;
    ``common_values`` are values common to all rows that stand outside the table (报送单位, 期间), by field key;
    ``missing_rows`` are ids of rows that were exported into this sheet and are no longer in it. Besides a ledger's
    fields, a cell's key may be one of the stage columns (签约日期 of a project).
    """

    ledger: str
    file: str
    sheet: str
    rows: tuple[OfferedRow, ...]
    year: int | None = None
    from_1904: bool = False
    facts: dict[str, Stored] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
