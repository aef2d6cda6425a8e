"""Step 1 of an import, ImportRow → ReadRow: read each cell by its field into a value, a blank, or a rejected cell."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.import_context import ColumnReader, ImportContext
from models.exchange.sheet_import.import_rows import UNKNOWN, ImportCell, ImportRow, ImportTable, PlainCells
from models.exchange.sheet_import.row_outcome import ParsedValue, RejectedCell
from models.exchange.sheet_import.suggestions import suggest
from models.fields.base import Ledger
from models.fields.kind import clean_text


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of a sheet once its cells are read: values by field key, keys of blank cells, rejected cells by key."""

    import_row: ImportRow
    values: Mapping[str, ParsedValue]
    blanks: tuple[str, ...]
    rejected: Mapping[str, RejectedCell]

    @property
    def is_empty(self) -> bool:
        """Whether the row has nothing to import."""
        return not self.values and not self.rejected


class _RowParts:
    """The parts of a ReadRow while its cells are read."""

    __slots__ = ("blanks", "rejected", "values")

    def __init__(self) -> None:
        self.values: dict[str, ParsedValue] = {}
        self.blanks: list[str] = []
        self.rejected: dict[str, RejectedCell] = {}


class CellReader:
    """Reads the rows of one import table."""

    def __init__(self, import_context: ImportContext, table: ImportTable, ledger: type[Ledger]) -> None:
        self._import_context, self._table, self._ledger = import_context, table, ledger
        self._stored_rows = import_context.stored_rows(ledger)
        self._readers: dict[str, ColumnReader] = {}
        self._columns: tuple[tuple[str, str], ...] = ()
        self._good_values: list[tuple[str, dict[object, ParsedValue]]] = []

    def read(self, import_row: ImportRow) -> ReadRow:
        """Read a row's cells; those that are as this program exported them are left out."""
        parts = _RowParts()
        cells = import_row.cells
        if isinstance(cells, PlainCells):
            self._read_plain(import_row, cells, parts)
            cells = cells.extra_cells
        elif import_row.row in self._stored_rows:
            cells = import_row.touched_cells
        for cell in cells:
            raw = cell.raw
            if cell.fault:
                message = f"{self._reader(cell.key).field.label}：{cell.fault}"
                parts.rejected[cell.key] = rejected_cell(self._import_context, self._ledger, cell, message)
                continue
            if raw is None or raw == "":
                parts.blanks.append(cell.key)
                continue
            reader = self._readers.get(cell.key) or self._reader(cell.key)
            token = raw if raw.__class__ is str else (raw.__class__, raw)
            result = reader.results.get(token) or reader.read(raw, token)
            if isinstance(result, str):
                self._reject_unless_masked(import_row, cell, result, parts)
            elif result.value is None:
                parts.blanks.append(cell.key)
            else:
                parts.values[cell.key] = result
        return ReadRow(import_row, parts.values, tuple(parts.blanks), parts.rejected)

    def _reader(self, key: str) -> ColumnReader:
        if key not in self._readers:
            table = self._table
            self._readers[key] = self._import_context.reader(self._ledger, key, table.year, from_1904=table.from_1904)
        return self._readers[key]

    def _read_plain(self, import_row: ImportRow, cells: PlainCells, parts: _RowParts) -> None:
        """Read a foreign sheet's cells by their raw values, most of them from the cache, without creating objects."""
        if self._columns is not cells.columns:
            self._columns, self._good_values = (
                cells.columns,
                [(key, self._reader(key).good_values) for key, _ in cells.columns],
            )
        values, blanks = parts.values, parts.blanks
        for (key, good), raw in zip(self._good_values, cells.raw_values, strict=True):
            token = raw if raw.__class__ is str else (raw.__class__, raw)
            value = good.get(token)
            if value is None and raw is not None and raw != "":
                result = self._readers[key].results.get(token) or self._readers[key].read(raw, token)
                value = good.get(token)
                if isinstance(result, str):
                    cell = next(candidate for candidate in cells if candidate.key == key)
                    self._reject_unless_masked(import_row, cell, result, parts)
                    continue
            if value is None:
                blanks.append(key)
            else:
                values[key] = value

    def _reject_unless_masked(self, import_row: ImportRow, cell: ImportCell, message: str, parts: _RowParts) -> None:
        """Reject an unreadable cell, unless it is just the masked text of a private field as this program wrote it."""
        field = import_column(self._ledger, cell.key)
        now = self._stored_rows.get(import_row.row or "", {}).get(cell.key)
        olds = [old for old in (now, None if cell.exported is UNKNOWN else cell.exported) if old is not None]
        if not field.private or all(field.kind.mask(str(old)) != clean_text(cell.raw) for old in olds):
            parts.rejected[cell.key] = rejected_cell(self._import_context, self._ledger, cell, message)


def rejected_cell(import_context: ImportContext, ledger: type[Ledger], cell: ImportCell, message: str) -> RejectedCell:
    """Describe a rejected cell: where it is, why it is rejected, and what it may have meant."""
    field = import_column(ledger, cell.key)
    suggestion = suggest(import_context, field, cell.raw)
    return RejectedCell(cell.key, cell.address, field.label, shown_text(cell.raw), message, suggestion)


def shown_text(raw: object) -> str:
    """Return a raw value as text, as the clerk sees it."""
    return "" if raw is None else clean_text(raw)
