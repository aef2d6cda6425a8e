"""A sheet as an eye sees it: merged areas as one cell, blanks as nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.reading.sheets import Sheet, Span, Value

_TOP = 64  # rows at the head of a sheet whose merged areas are looked at cell by cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell with the columns it spreads over, and the last row."""

    row: int
    left: int
    right: int
    bottom: int
    value: Value

    @property
    def text(self) -> str:
        """What it says, blanks around cut off."""
        return str(self.value).strip()

    @property
    def is_label(self) -> bool:
        """Whether it is words: a number or a day is not, nor is a number typed as text."""
        return isinstance(self.value, str) and not self.text.replace(",", "").replace(".", "", 1).lstrip("-").isdigit()


def is_blank(value: Value) -> bool:
    """Tell whether a cell shows nothing."""
    return value == "" or (isinstance(value, str) and not value.strip())


class Grid:
    """Looks cells up with the merged areas they belong to."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.rows = sheet.rows
        self.height = len(sheet.rows)
        self.width = self._used_width()
        self._spans: dict[int, list[Span]] = {}
        self._starts: dict[tuple[int, int], Span] = {}
        for span in sheet.merges:
            self._starts[span.top, span.left] = span
            for row in range(span.top, min(span.bottom + 1, _TOP)):
                self._spans.setdefault(row, []).append(span)

    def _used_width(self) -> int:
        """Find the last column anything stands in, from the right."""
        for column in range(self.sheet.width - 1, -1, -1):
            if any(not is_blank(row[column]) for row in self.rows):
                return column + 1
        return 0

    def cells(self, row: int) -> list[Cell]:
        """Give a row's filled cells from the left."""
        return list(self._cells(row))

    def _cells(self, row: int) -> Iterator[Cell]:
        for column, value in enumerate(self.rows[row][: self.width]):
            if not is_blank(value):
                span = self._starts.get((row, column))
                if span is None:
                    yield Cell(row, column, column, row, value)
                else:
                    yield Cell(row, column, min(span.right, self.width - 1), min(span.bottom, self.height - 1), value)

    def only(self, row: int) -> Cell | None:
        """Give the one filled cell that ends in a row; None where there are none or several."""
        ending = (cell for cell in self._cells(row) if cell.bottom == row)
        found = next(ending, None)
        return found if next(ending, None) is None else None

    def is_filled(self, row: int) -> bool:
        """Tell whether a row shows anything."""
        return any(not is_blank(value) for value in self.rows[row])

    def over(self, row: int, column: int) -> Cell | None:
        """Give the filled cell that stands at a place of the sheet's head, merged over it or in it."""
        for span in self._spans.get(row, ()):
            if span.left <= column <= span.right:
                value = self.rows[span.top][span.left] if span.top < self.height else ""
                return None if is_blank(value) else Cell(span.top, span.left, span.right, span.bottom, value)
        value = self.rows[row][column]
        return None if is_blank(value) else Cell(row, column, column, row, value)

    def is_covered(self, row: int, column: int) -> bool:
        """Tell whether a place of the head lies in a merged area."""
        return any(span.left <= column <= span.right for span in self._spans.get(row, ()))
