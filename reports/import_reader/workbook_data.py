"""A workbook as plain values: all that the worker process may hand over. Rows and columns count from 0."""

from dataclasses import dataclass, field
from datetime import date
from functools import cache

CellValue = str | int | float | bool | date  # a datetime is a date too; a blank cell is ""

VISIBLE, HIDDEN, VERY_HIDDEN = "visible", "hidden", "very hidden"
NO_VALUE = "公式没有算出值"  # the error of a formula saved without its result

PICTURE = "图片"  # the mark of a cell that holds a picture and no value


@dataclass(frozen=True, slots=True)
class MergedArea:
    """A merged area, its last row and column included; only its first cell holds a value."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class SheetData:
    """One sheet: its values from A1 on, all rows of the same length, and their annotations.

    ``faults`` are the cells without a usable value by (row, column): “#REF!” and the like, NO_VALUE or PICTURE.
    """

    name: str
    rows: list[list[CellValue]]
    visible: str = VISIBLE
    merges: tuple[MergedArea, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    faults: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class WorkbookData:
    """A file's sheets in order, hidden ones too; ``notes`` are sentences to show to the clerk."""

    file: str
    sheets: tuple[SheetData, ...]
    from_1904: bool = False
    notes: tuple[str, ...] = ()


def cell_name(row: int, column: int) -> str:
    """Name a cell as WPS and Excel do; row 6, column 2 is “C7”."""
    return f"{column_letters(column)}{row + 1}"


@cache
def column_letters(column: int) -> str:
    """Name a column as WPS and Excel do; 27 is “AB”."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
