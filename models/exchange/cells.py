"""Read the cells of an import table, each by its field: into values, blanks, and rejected cells with their reason."""

from models.base import Ledger
from models.exchange.columns import column_of
from models.exchange.ground import Ground, Reader
from models.exchange.offer import UNKNOWN, Offer, OfferedCell, PlainCells
from models.exchange.suggesting import suggest
from models.exchange.verdicts import PlannedRow, RefusedCell, Taken
from models.kind import clean


class CellReader:
    """Reads the rows of one import table."""

    def __init__(self, ground: Ground, offer: Offer, ledger: type[Ledger]) -> None:
        self.ground, self.offer, self.ledger = ground, offer, ledger
        self.standing = ground.standing(ledger)
        self._readers: dict[str, Reader] = {}
        self._columns: tuple[tuple[str, str], ...] = ()
        self._good: list[tuple[str, dict[object, Taken]]] = []

    def _reader(self, key: str) -> Reader:
        if key not in self._readers:
            table = self.offer
            self._readers[key] = self.ground.reader(self.ledger, key, table.year, from_1904=table.from_1904)
        return self._readers[key]

    def read(self, row: PlannedRow) -> tuple[dict[str, Taken], list[str]]:
        """Read a row's cells; return the values by field key and the keys of blank cells.

        Cells that cannot be read are noted on ``row``.
        """
        read: dict[str, Taken] = {}
        blank: list[str] = []
        cells = row.offered.cells
        if isinstance(cells, PlainCells):
            self._read_plain(row, cells, read, blank)
            cells = cells.more
        elif row.offered.row in self.standing:
            cells = row.offered.touched
        for cell in cells:
            raw = cell.raw
            if cell.fault:
                self.refuse(row, cell, f"{self._reader(cell.key).field.label}：{cell.fault}")
                continue
            if raw is None or raw == "":
                blank.append(cell.key)
                continue
            reader = self._readers.get(cell.key) or self._reader(cell.key)
            token = raw if raw.__class__ is str else (raw.__class__, raw)
            result = reader.known.get(token) or reader.read(raw, token)
            if result.__class__ is str:
                if not self._as_it_was(row, cell):
                    self.refuse(row, cell, str(result))
            elif result[0] is None:
                blank.append(cell.key)
            else:
                read[cell.key] = result  # type: ignore[assignment]  # Taken, where it is no sentence
        return read, blank

    def _read_plain(self, row: PlannedRow, cells: PlainCells, read: dict[str, Taken], blank: list[str]) -> None:
        """Read a foreign sheet's cells by their raw values, most of them from the cache, without creating objects."""
        if self._columns is not cells.columns:
            self._columns, self._good = cells.columns, [(key, self._reader(key).good) for key, _ in cells.columns]
        for (key, good), raw in zip(self._good, cells.raws, strict=True):
            token = raw if raw.__class__ is str else (raw.__class__, raw)
            value = good.get(token)
            if value is None and raw is not None and raw != "":
                result = self._readers[key].known.get(token) or self._readers[key].read(raw, token)
                value = good.get(token)
                if result.__class__ is str:
                    cell = next(candidate for candidate in cells if candidate.key == key)
                    if not self._as_it_was(row, cell):
                        self.refuse(row, cell, str(result))
                    continue
            if value is None:
                blank.append(key)
            else:
                read[key] = value

    def _as_it_was(self, row: PlannedRow, cell: OfferedCell) -> bool:
        """Whether an unreadable cell is just the masked text of a private field as this program exported it."""
        field = column_of(self.ledger, cell.key)
        now = self.standing.get(row.offered.row or "", {}).get(cell.key)
        olds = [old for old in (now, None if cell.was is UNKNOWN else cell.was) if old is not None]
        return field.private and any(field.kind.mask(str(old)) == clean(cell.raw) for old in olds)

    def refuse(self, row: PlannedRow, cell: OfferedCell, said: str) -> None:
        """Note on a row that a cell is rejected, why, and what it may have meant."""
        field = column_of(self.ledger, cell.key)
        row.refused[cell.key] = RefusedCell(
            cell.key, cell.at, field.label, shown(cell.raw), said, suggest(self.ground, field, cell.raw)
        )


def shown(raw: object) -> str:
    """Return a raw value as text, as the clerk sees it."""
    return "" if raw is None else clean(raw)
