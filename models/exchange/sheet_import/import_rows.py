"""Step 0 of an import: the rows of a sheet for one ledger, as the file reader hands them over; nothing changes them."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, overload

from models.fields.kind import StoredValue

UNKNOWN = object()  # the cell was not exported by this program, so there is no earlier value to compare with


class ImportCell(NamedTuple):  # a frozen dataclass takes four times as long to create, for a million cells
    """One cell: its address (“C7”), its raw value, and its stored value when this program exported it.

    ``raw`` is the sheet's text, number, date or boolean, or what the clerk typed over it in the preview; a number under
    a heading with another unit comes as text with that unit (“1.2亿元”), so that its field does the conversion.
    ``fault`` says why the cell cannot be read at all: a formula error, a number that lost its digits. ``untouched``
    says that nobody changed it since the export: it means ``exported`` with its mark, even if a program has rewritten
    ``raw`` meanwhile, and need not be read; the ``exported`` of a link is a row that this book may not have.
    """

    key: str
    address: str
    raw: object
    exported: object = UNKNOWN  # Stored, or UNKNOWN
    exported_mark: str = ""
    fault: str = ""
    untouched: bool = False


class LazyCells(Sequence[ImportCell]):
    """The cells of a row, created on first access: most are never needed, and there can be a million."""

    __slots__ = ("_cells",)

    def __init__(self) -> None:
        self._cells: tuple[ImportCell, ...] | None = None

    @abstractmethod
    def build(self) -> tuple[ImportCell, ...]:
        """Create the cells."""

    def _all_cells(self) -> tuple[ImportCell, ...]:
        if self._cells is None:
            self._cells = self.build()
        return self._cells

    def __iter__(self) -> Iterator[ImportCell]:
        """Iterate over the cells."""
        return iter(self._all_cells())

    def __len__(self) -> int:
        """Return the number of cells."""
        return len(self._all_cells())

    @overload
    def __getitem__(self, place: int) -> ImportCell: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[ImportCell, ...]: ...
    def __getitem__(self, place: int | slice) -> ImportCell | tuple[ImportCell, ...]:
        """Return one cell, or a slice."""
        return self._all_cells()[place]


class UntouchedCells(LazyCells):
    """Cells that are all as this program exported them, so that none need be read."""

    __slots__ = ("_builder",)

    def __init__(self, builder: Callable[[], Iterable[ImportCell]]) -> None:
        super().__init__()
        self._builder = builder

    def build(self) -> tuple[ImportCell, ...]:
        """Create the cells."""
        return tuple(self._builder())


class PlainCells(LazyCells):
    """Cells of a foreign sheet without faults, which can be read by their raw values alone.

    ``columns`` are (field key, column letters), the same object for all rows of a sheet; ``extra_cells`` are further
    cells.
    """

    __slots__ = ("columns", "extra_cells", "raw_values", "row_number")

    def __init__(
        self,
        columns: tuple[tuple[str, str], ...],
        row_number: int,
        raw_values: Sequence[object],
        extra_cells: tuple[ImportCell, ...] = (),
    ) -> None:
        super().__init__()
        self.columns, self.row_number, self.raw_values, self.extra_cells = columns, row_number, raw_values, extra_cells

    def build(self) -> tuple[ImportCell, ...]:
        """Create the cells."""
        pairs = zip(self.columns, self.raw_values, strict=True)
        return (
            *(ImportCell(key, f"{letters}{self.row_number}", raw) for (key, letters), raw in pairs),
            *self.extra_cells,
        )


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of a sheet: its row number, its cells, and the id of the book's row (from the hidden sheet)."""

    row_number: int
    cells: Sequence[ImportCell]
    row: str | None = None
    seen_edits: tuple[str, ...] = ()  # ids of the edits of this row at the time of the export, from the hidden sheet

    @property
    def touched_cells(self) -> Sequence[ImportCell]:
        """The cells that are not, or not known to be, as this program exported them."""
        return () if isinstance(self.cells, UntouchedCells) else [cell for cell in self.cells if not cell.untouched]

    def raw(self, key: str) -> object:
        """Return a cell's raw value; None where the sheet has no such column."""
        return next((cell.raw for cell in self.cells if cell.key == key), None)


class FundsPeriod(NamedTuple):
    """The day up to which a table's headings say that its funds are summed, and the year of “本年”; None: not said."""

    as_of: date | None = None
    year: int | None = None


NO_FUNDS_PERIOD = FundsPeriod()


@dataclass(frozen=True, slots=True)
class ImportTable:
    """A sheet's rows for one ledger, with what the reader found out about the sheet.

    ``year`` completes days written without a year; ``from_1904`` is the date system of old Mac workbooks;
    ``common_values`` are values common to all rows that stand outside the table (报送单位, 期间), by field key;
    ``missing_rows`` are ids of rows that were exported into this sheet and are no longer in it. Besides a ledger's
    fields, a cell's key may be one of the stage columns (签约日期 of a project). ``funds`` is what its headings
    say of the days of its funds columns.
    """

    ledger: str
    file: str
    sheet: str
    rows: tuple[ImportRow, ...]
    year: int | None = None
    from_1904: bool = False
    common_values: dict[str, StoredValue] = field(default_factory=dict)
    missing_rows: tuple[str, ...] = ()
    funds: FundsPeriod = NO_FUNDS_PERIOD
