"""A view of a sheet in which a merged area is one cell and blank cells are skipped."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from reports.import_reader.workbook_data import CellValue, MergedArea, SheetData

_HEAD_ROWS = 64  # rows at the top of a sheet whose merged areas are indexed cell by cell


@dataclass(frozen=True, slots=True)
class GridCell:
    """A filled cell, the columns it spans and its last row."""

    row: int
    left: int
    right: int
    bottom: int
    value: CellValue

    @property
    def text(self) -> str:
        """The value as text, stripped; a whole number without decimals, as the sheet shows it."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value).strip()

    @property
    def is_label(self) -> bool:
        """Whether it holds words: not a number, a date, or a number typed as text."""
        return isinstance(self.value, str) and not self.text.replace(",", "").replace(".", "", 1).lstrip("-").isdigit()


def is_blank(value: CellValue) -> bool:
    """Return whether a cell is empty or only white space."""
    return value == "" or (isinstance(value, str) and not value.strip())


class SheetGrid:
    """Looks up cells together with the merged areas they belong to."""

    def __init__(self, sheet: SheetData) -> None:
        self.sheet = sheet
        self.rows = sheet.rows
        self.height = len(sheet.rows)
        self.width = self._used_width()
        self._spans: dict[int, list[MergedArea]] = {}
        self._starts: dict[tuple[int, int], MergedArea] = {}
        for span in sheet.merges:
            self._starts[span.top, span.left] = span
            for row in range(span.top, min(span.bottom + 1, _HEAD_ROWS)):
                self._spans.setdefault(row, []).append(span)

    def _used_width(self) -> int:
        """Return the number of columns up to the last one with a value."""
        for column in range(self.sheet.width - 1, -1, -1):
            if any(not is_blank(row[column]) for row in self.rows):
                return column + 1
        return 0

    def cells(self, row: int) -> list[GridCell]:
        """Return a row's filled cells from left to right."""
        return list(self._cells(row))

    def _cells(self, row: int) -> Iterator[GridCell]:
        for column, value in enumerate(self.rows[row][: self.width]):
            if not is_blank(value):
                span = self._starts.get((row, column))
                if span is None:
                    yield GridCell(row, column, column, row, value)
                else:
                    yield GridCell(
                        row, column, min(span.right, self.width - 1), min(span.bottom, self.height - 1), value
                    )

    def has_cells(self, row: int, count: int) -> bool:
        """Return whether a row has at least so many filled cells; looks no further than needed."""
        filled = (value for value in self.rows[row][: self.width] if not is_blank(value))
        return next(islice(filled, count - 1, None), None) is not None

    def single_cell(self, row: int) -> GridCell | None:
        """Return the only filled cell that ends in a row; None if there are none or several."""
        if not self._starts and self.has_cells(row, 2):
            return None  # as most rows are
        ending = (cell for cell in self._cells(row) if cell.bottom == row)
        first = next(ending, None)
        return first if next(ending, None) is None else None

    def is_filled(self, row: int) -> bool:
        """Return whether a row has a filled cell."""
        return any(not is_blank(value) for value in self.rows[row])

    def covering_cell(self, row: int, column: int) -> GridCell | None:
        """Return the filled cell at a position in the sheet's head, which may be a merged area covering it."""
        for span in self._spans.get(row, ()):
            if span.left <= column <= span.right:
                value = self.rows[span.top][span.left] if span.top < self.height else ""
                return None if is_blank(value) else GridCell(span.top, span.left, span.right, span.bottom, value)
        value = self.rows[row][column]
        return None if is_blank(value) else GridCell(row, column, column, row, value)

    def is_merged(self, row: int, column: int) -> bool:
        """Return whether a position in the head is part of a merged area."""
        return any(span.left <= column <= span.right for span in self._spans.get(row, ()))
