"""Read the cells of an import table, each by its field: into values, blanks, and rejected cells with their reason."""

from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.import_context import ColumnReader, ImportContext
from models.exchange.sheet_import.import_rows import UNKNOWN, ImportCell, ImportTable, PlainCells
from models.exchange.sheet_import.row_outcome import ParsedValue, PlannedRow, RejectedCell
from models.exchange.sheet_import.suggestions import suggest
from models.fields.base import Ledger
from models.fields.kind import clean_text


class CellReader:
    """Reads the rows of one import table."""

    def __init__(self, import_context: ImportContext, table: ImportTable, ledger: type[Ledger]) -> None:
        self.import_context, self.table, self.ledger = import_context, table, ledger
        self.stored_rows = import_context.stored_rows(ledger)
        self._readers: dict[str, ColumnReader] = {}
        self._columns: tuple[tuple[str, str], ...] = ()
        self._good_values: list[tuple[str, dict[object, ParsedValue]]] = []

    def _reader(self, key: str) -> ColumnReader:
        if key not in self._readers:
            table = self.table
            self._readers[key] = self.import_context.reader(self.ledger, key, table.year, from_1904=table.from_1904)
        return self._readers[key]

    def read(self, row: PlannedRow) -> tuple[dict[str, ParsedValue], list[str]]:
        """Read a row's cells; return the values by field key and the keys of blank cells.

        Cells that cannot be read are noted on ``row``.
        """
        read: dict[str, ParsedValue] = {}
        blank: list[str] = []
        cells = row.import_row.cells
        if isinstance(cells, PlainCells):
            self._read_plain(row, cells, read, blank)
            cells = cells.extra_cells
        elif row.import_row.row in self.stored_rows:
            cells = row.import_row.touched_cells
        for cell in cells:
            raw = cell.raw
            if cell.fault:
                self.reject(row, cell, f"{self._reader(cell.key).field.label}：{cell.fault}")
                continue
            if raw is None or raw == "":
                blank.append(cell.key)
                continue
            reader = self._readers.get(cell.key) or self._reader(cell.key)
            token = raw if raw.__class__ is str else (raw.__class__, raw)
            result = reader.results.get(token) or reader.read(raw, token)
            if result.__class__ is str:
                if not self._is_as_exported(row, cell):
                    self.reject(row, cell, str(result))
            elif result[0] is None:
                blank.append(cell.key)
            else:
                read[cell.key] = result  # type: ignore[assignment]  # Taken, where it is no sentence
        return read, blank

    def _read_plain(self, row: PlannedRow, cells: PlainCells, read: dict[str, ParsedValue], blank: list[str]) -> None:
        """Read a foreign sheet's cells by their raw values, most of them from the cache, without creating objects."""
        if self._columns is not cells.columns:
            self._columns, self._good_values = (
                cells.columns,
                [(key, self._reader(key).good_values) for key, _ in cells.columns],
            )
        for (key, good), raw in zip(self._good_values, cells.raw_values, strict=True):
            token = raw if raw.__class__ is str else (raw.__class__, raw)
            value = good.get(token)
            if value is None and raw is not None and raw != "":
                result = self._readers[key].results.get(token) or self._readers[key].read(raw, token)
                value = good.get(token)
                if result.__class__ is str:
                    cell = next(candidate for candidate in cells if candidate.key == key)
                    if not self._is_as_exported(row, cell):
                        self.reject(row, cell, str(result))
                    continue
            if value is None:
                blank.append(key)
            else:
                read[key] = value

    def _is_as_exported(self, row: PlannedRow, cell: ImportCell) -> bool:
        """Whether an unreadable cell is just the masked text of a private field as this program exported it."""
        field = import_column(self.ledger, cell.key)
        now = self.stored_rows.get(row.import_row.row or "", {}).get(cell.key)
        olds = [old for old in (now, None if cell.exported is UNKNOWN else cell.exported) if old is not None]
        return field.private and any(field.kind.mask(str(old)) == clean_text(cell.raw) for old in olds)

    def reject(self, row: PlannedRow, cell: ImportCell, message: str) -> None:
        """Note on a row that a cell is rejected, why, and what it may have meant."""
        field = import_column(self.ledger, cell.key)
        row.rejected[cell.key] = RejectedCell(
            cell.key,
            cell.address,
            field.label,
            shown_text(cell.raw),
            message,
            suggest(self.import_context, field, cell.raw),
        )


def shown_text(raw: object) -> str:
    """Return a raw value as text, as the clerk sees it."""
    return "" if raw is None else clean_text(raw)
