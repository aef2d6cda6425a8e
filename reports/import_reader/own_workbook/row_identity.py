"""Match the rows of a returned sheet to exported rows, after sorting, inserting, deleting, copying, filling down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.fields.base import ledger_by_table
from models.fields.field import field_of
from models.fields.kinds import ProseKind
from reports.import_reader.own_workbook.cell_comparison import ExportedColumn
from reports.import_reader.own_workbook.sheet_recognition import RecognisedSheet
from reports.import_reader.workbook_data import CellValue
from reports.xlsx.hidden_sheet import ExportedSheet, row_id_of

_MAX_KEYS = 5  # columns that together identify a row if the row codes are lost or misaligned


@dataclass(slots=True)
class ReturnedLine:
    """One row of a sheet: its row number, its values, and the id of the row it is (None: a new one)."""

    place: int
    values: Sequence[CellValue]
    row: str | None = None


class RowIdentity:
    """Assigns a row id to each line of a sheet.

    A row code is trusted if at least half of the row's filled cells are still as exported. Otherwise the codes are
    misaligned (sorted without the hidden column) or lost, and rows are matched by key values. Of several lines with the
    same code the one most similar to the exported row keeps it; the others are copies and therefore new.
    """

    def __init__(self, part: ExportedSheet, recognised: RecognisedSheet, columns: Mapping[str, ExportedColumn]) -> None:
        self.part, self.recognised, self.columns = part, recognised, columns
        self._positions = {key: place for place, key in enumerate(part.keys)}
        self._exported = [(columns[key], key, self._positions[key]) for key in recognised.columns]
        self._places = tuple(recognised.columns.values())
        self._exported_cells: dict[str, tuple[object, ...]] = {}
        self.claimed: set[str] = set()

    def match_rows(self, lines: Sequence[ReturnedLine]) -> None:
        """Assign a row to every line that has one."""
        doubtful: list[tuple[ReturnedLine, str | None]] = []
        best: dict[str, tuple[int, ReturnedLine]] = {}
        for line in lines:
            code = (
                row_id_of(line.values[self.recognised.code_column]) if self.recognised.code_column is not None else None
            )
            if code is None or code not in self.part.rows:
                doubtful.append((line, code))
                continue
            alike, filled = self.similarity(line, code)
            if 2 * alike < filled:
                doubtful.append((line, code))
            elif code not in best or alike > best[code][0]:
                best[code] = alike, line
        for code, (_, line) in best.items():
            self._claim(line, code)
        if doubtful:
            self._by_keys([line for line, _ in doubtful])
        for line, code in doubtful:
            if line.row is None and code is not None and code not in self.claimed:
                self._claim(line, code)

    def similarity(self, line: ReturnedLine, row: str) -> tuple[int, int]:
        """Return how many cells of a line equal those exported for a row, and how many of these were filled."""
        left = self.as_exported(row)
        values = [line.values[number] for number in self._places]
        filled = len(left) - left.count("")
        if tuple(values) == left:
            return filled, filled
        compared = zip(self._exported, values, left, strict=True)
        return sum(now == was or column.is_same(now, was) for (column, _, _), now, was in compared if was != ""), filled

    def as_exported(self, row: str) -> tuple[object, ...]:
        """Return an exported row's cells in the order of the columns found in the sheet; "" for a blank."""
        cells = self._exported_cells.get(row)
        if cells is None:
            marks, values = self.part.rows[row]
            cells = self._exported_cells[row] = tuple(
                "" if values[at] is None else column.exported_cell(values[at], marks.get(key, ""))
                for column, key, at in self._exported
            )
        return cells

    def is_untouched(self, line: ReturnedLine) -> bool:
        """Return whether a line is exactly as exported."""
        return line.row is not None and tuple([line.values[number] for number in self._places]) == self.as_exported(
            line.row
        )

    def _claim(self, line: ReturnedLine, row: str) -> None:
        line.row = row
        self.claimed.add(row)

    def _by_keys(self, lines: Sequence[ReturnedLine]) -> None:
        """Match lines to unclaimed rows with the same key values; to the most similar one if there are several."""
        keys = self._key_columns()
        if not keys:
            return
        known: dict[tuple[str, ...], list[str]] = {}
        for row, (marks, values) in self.part.rows.items():
            if row not in self.claimed:
                key_values = tuple(
                    self._key_value(key, values[self._positions[key]], marks.get(key, "")) for key in keys
                )
                known.setdefault(key_values, []).append(row)
        for line in lines:
            key_values = tuple(
                self.columns[key].canonical(line.values[self.recognised.columns[key]] or None) for key in keys
            )
            rows = [row for row in known.get(key_values, ()) if row not in self.claimed] if any(key_values) else []
            if rows:
                self._claim(line, max(rows, key=lambda row: self.similarity(line, row)[0]))
        self._by_title([line for line in lines if line.row is None])

    def _by_title(self, lines: Sequence[ReturnedLine]) -> None:
        """Match lines to the only unclaimed row with the same name."""
        title = ledger_by_table(self.part.ledger).about.title
        if title not in self.recognised.columns or title not in self._positions:
            return
        known: dict[str, list[str]] = {}
        for row, (marks, values) in self.part.rows.items():
            if row not in self.claimed:
                known.setdefault(
                    self._key_value(title, values[self._positions[title]], marks.get(title, "")), []
                ).append(row)
        for line in lines:
            name = self.columns[title].canonical(line.values[self.recognised.columns[title]] or None)
            rows = known.get(name, ()) if name else ()
            if len(rows) == 1 and rows[0] not in self.claimed:
                self._claim(line, rows[0])

    def _key_value(self, key: str, value: str | int | None, mark: str) -> str:
        return self.columns[key].canonical(self.columns[key].exported_cell(value, mark))

    def _key_columns(self) -> list[str]:
        """Return the columns that identify rows: the title and required fields first, never long texts."""
        ledger = ledger_by_table(self.part.ledger)
        held = [
            key
            for key in self.recognised.columns
            if key in self._positions and not isinstance(self.columns[key].field.kind, ProseKind)
        ]
        first = [key for key in held if key == ledger.about.title or field_of(ledger, key).required]
        return [*first, *(key for key in held if key not in first)][:_MAX_KEYS]
