"""Match the rows of a returned sheet to exported rows, after sorting, inserting, deleting, copying, filling down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.base import ledger_named
from models.field import field_of
from models.kinds import Prose
from reports.reading.sheets import Value
from reports.workbook.comparing import Column
from reports.workbook.hidden import SheetPart, row_of
from reports.workbook.recognising import Found

_KEYS = 5  # columns that together identify a row if the row codes are lost or misaligned


@dataclass(slots=True)
class Line:
    """One row of a sheet: its row number, its values, and the id of the row it is (None: a new one)."""

    place: int
    values: Sequence[Value]
    row: str | None = None


class Identity:
    """Assigns a row id to each line of a sheet.

    A row code is trusted if at least half of the row's filled cells are still as exported. Otherwise the codes are
    misaligned (sorted without the hidden column) or lost, and rows are matched by key values. Of several lines with the
    same code the one most similar to the exported row keeps it; the others are copies and therefore new.
    """

    def __init__(self, part: SheetPart, found: Found, columns: Mapping[str, Column]) -> None:
        self.part, self.found, self.columns = part, found, columns
        self._at = {key: place for place, key in enumerate(part.keys)}
        self._exported = [(columns[key], key, self._at[key]) for key in found.columns]
        self._places = tuple(found.columns.values())
        self._left: dict[str, tuple[object, ...]] = {}
        self.claimed: set[str] = set()

    def settle(self, lines: Sequence[Line]) -> None:
        """Assign a row to every line that has one."""
        doubtful: list[tuple[Line, str | None]] = []
        best: dict[str, tuple[int, Line]] = {}
        for line in lines:
            code = row_of(line.values[self.found.codes]) if self.found.codes is not None else None
            if code is None or code not in self.part.rows:
                doubtful.append((line, code))
                continue
            alike, filled = self.likeness(line, code)
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

    def likeness(self, line: Line, row: str) -> tuple[int, int]:
        """Return how many cells of a line equal those exported for a row, and how many of these were filled."""
        left = self.as_left(row)
        values = [line.values[number] for number in self._places]
        filled = len(left) - left.count("")
        if tuple(values) == left:
            return filled, filled
        compared = zip(self._exported, values, left, strict=True)
        return sum(now == was or column.same(now, was) for (column, _, _), now, was in compared if was != ""), filled

    def as_left(self, row: str) -> tuple[object, ...]:
        """Return an exported row's cells in the order of the columns found in the sheet; "" for a blank."""
        cells = self._left.get(row)
        if cells is None:
            marks, values = self.part.rows[row]
            cells = self._left[row] = tuple(
                "" if values[at] is None else column.shown(values[at], marks.get(key, ""))
                for column, key, at in self._exported
            )
        return cells

    def is_as_left(self, line: Line) -> bool:
        """Return whether a line is exactly as exported."""
        return line.row is not None and tuple([line.values[number] for number in self._places]) == self.as_left(
            line.row
        )

    def _claim(self, line: Line, row: str) -> None:
        line.row = row
        self.claimed.add(row)

    def _by_keys(self, lines: Sequence[Line]) -> None:
        """Match lines to unclaimed rows with the same key values; to the most similar one if there are several."""
        keys = self._telling()
        if not keys:
            return
        known: dict[tuple[str, ...], list[str]] = {}
        for row, (marks, values) in self.part.rows.items():
            if row not in self.claimed:
                key_values = tuple(self._told(key, values[self._at[key]], marks.get(key, "")) for key in keys)
                known.setdefault(key_values, []).append(row)
        for line in lines:
            key_values = tuple(
                self.columns[key].canonical(line.values[self.found.columns[key]] or None) for key in keys
            )
            rows = [row for row in known.get(key_values, ()) if row not in self.claimed] if any(key_values) else []
            if rows:
                self._claim(line, max(rows, key=lambda row: self.likeness(line, row)[0]))
        self._by_title([line for line in lines if line.row is None])

    def _by_title(self, lines: Sequence[Line]) -> None:
        """Match lines to the only unclaimed row with the same name."""
        title = ledger_named(self.part.ledger).about.title
        if title not in self.found.columns or title not in self._at:
            return
        known: dict[str, list[str]] = {}
        for row, (marks, values) in self.part.rows.items():
            if row not in self.claimed:
                known.setdefault(self._told(title, values[self._at[title]], marks.get(title, "")), []).append(row)
        for line in lines:
            name = self.columns[title].canonical(line.values[self.found.columns[title]] or None)
            rows = known.get(name, ()) if name else ()
            if len(rows) == 1 and rows[0] not in self.claimed:
                self._claim(line, rows[0])

    def _told(self, key: str, value: str | int | None, mark: str) -> str:
        return self.columns[key].canonical(self.columns[key].shown(value, mark))

    def _telling(self) -> list[str]:
        """Return the columns that identify rows: the title and required fields first, never long texts."""
        ledger = ledger_named(self.part.ledger)
        held = [
            key for key in self.found.columns if key in self._at and not isinstance(self.columns[key].field.kind, Prose)
        ]
        first = [key for key in held if key == ledger.about.title or field_of(ledger, key).required]
        return [*first, *(key for key in held if key not in first)][:_KEYS]
