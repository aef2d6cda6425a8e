"""What a sheet offers a ledger, before anybody decides: the reader of files makes it, the plan judges it."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

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


class LaterCells(Sequence[OfferedCell]):
    """The cells of a row, made when somebody first asks for them: hardly anybody does, and there are a million."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: tuple[OfferedCell, ...] | None = None

    @abstractmethod
    def make(self) -> tuple[OfferedCell, ...]:
        """Make them."""

    def _all(self) -> tuple[OfferedCell, ...]:
        if self._made is None:
            self._made = self.make()
        return self._made

    def __iter__(self) -> Iterator[OfferedCell]:
        """Give each."""
        return iter(self._all())

    def __len__(self) -> int:
        """Count them."""
        return len(self._all())

    @overload
    def __getitem__(self, place: int) -> OfferedCell: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[OfferedCell, ...]: ...
    def __getitem__(self, place: int | slice) -> OfferedCell | tuple[OfferedCell, ...]:
        """Give one, or some."""
        return self._all()[place]


class UntouchedCells(LaterCells):
    """Cells of which every one is as we exported it, so that none of them need be read."""

    __slots__ = ("_maker",)

    def __init__(self, maker: Callable[[], Iterable[OfferedCell]]) -> None:
        super().__init__()
        self._maker = maker

    def make(self) -> tuple[OfferedCell, ...]:
        """Make them."""
        return tuple(self._maker())


class PlainCells(LaterCells):
    """Cells of a foreign sheet without a fault in them, which can be read by their ``raws`` alone.

    ``columns`` are their (key, letters), the same for all rows of a sheet, and ``more`` are cells beside them.
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
        """Make them."""
        told = zip(self.columns, self.raws, strict=True)
        return (*(OfferedCell(key, f"{letters}{self.place}", raw) for (key, letters), raw in told), *self.more)


@dataclass(frozen=True, slots=True)
class OfferedRow:
    """One row of a sheet: its number there, its cells, and the book's row it says it is (by our hidden sheet)."""

    place: int
    cells: Sequence[OfferedCell]
    row: str | None = None
    seen: tuple[str, ...] = ()  # the ids of the edits the exporter had seen, where the hidden sheet tells

    @property
    def touched(self) -> Sequence[OfferedCell]:
        """The cells that are not, or not known to be, as we exported them."""
        return () if isinstance(self.cells, UntouchedCells) else [one for one in self.cells if not one.untouched]

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
