"""Find the header rows (one to four) that name a table's columns, and the heading of each column."""

from dataclasses import dataclass

from reports.reading.grid import Cell, Grid
from reports.reading.headings import is_hint, split, squeezed

_SEARCHED = 40  # rows searched; a table that begins further down is not found
_MOST_ROWS = 4
_COVERED = 0.6  # share of the columns a header row must name
_LEAST_COVERED = 0.4  # the same if no row names more


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading: its texts from the top header row down without repeats, and the unit in or below them."""

    column: int
    parts: tuple[str, ...]
    unit: str = ""

    @property
    def text(self) -> str:
        """The whole heading on one line, “项目业主单位 联系人”."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Header:
    """The header's first and last row, and the rows right below that only give units or number the columns."""

    top: int
    bottom: int
    hints: tuple[int, ...]
    sure: bool = True  # False if it names fewer columns than a table's header should


def find_header(grid: Grid) -> Header | None:
    """Find the header: the first row that names most columns and the rows that continue it; None if there is none."""
    for least in (_COVERED, _LEAST_COVERED):
        for row in range(min(grid.height, _SEARCHED)):
            if _names_columns(grid, row, least):
                bottom = _bottom(grid, row)
                return Header(row, bottom, tuple(_hints(grid, bottom)), least == _COVERED)
    return None


def is_facts(cells: list[Cell]) -> bool:
    """Return whether a row holds labelled values of the whole sheet: “填报单位：某局　　填报时间：10月”."""
    labelled = [cell for cell in cells if ":" in squeezed(cell.text)]
    return bool(labelled) and len(labelled) * 2 >= len(cells)


def _names_columns(grid: Grid, row: int, least: float) -> bool:
    cells = grid.cells(row)
    if len({cell.text for cell in cells}) < 2 or is_facts(cells):
        return False
    if any(not cell.is_label for cell in cells):
        years = [cell for cell in cells if not cell.is_label and _is_period(cell)]
        if len(years) * 2 > len(cells) or any(not cell.is_label and not _is_period(cell) for cell in cells):
            return False
    named = sum(cell.right - cell.left + 1 for cell in cells)
    if named < least * grid.width and row + 1 < grid.height and _continues(grid, row):
        here, below = _columns(cells), _columns(grid.cells(row + 1))
        # If the row below names most columns by itself, the row above it is a title and not a group heading.
        named = len(here | below) if len(below) < least * grid.width else 0
    return named >= least * grid.width


def _columns(cells: list[Cell]) -> set[int]:
    return {column for cell in cells for column in range(cell.left, cell.right + 1)}


def _is_period(cell: Cell) -> bool:
    """Return whether a heading that is not text is a year or month, as in statistics."""
    return not isinstance(cell.value, (str, int, float)) or cell.text.split(".")[0] in map(str, range(1990, 2100))


def _bottom(grid: Grid, top: int) -> int:
    """Return the last header row: follow merged areas downwards and the rows below wide headings."""
    bottom = top
    while bottom - top + 1 < _MOST_ROWS:
        deepest = max(cell.bottom for row in range(top, bottom + 1) for cell in grid.cells(row))
        if bottom < deepest < top + _MOST_ROWS:
            bottom = deepest
        elif bottom + 1 < grid.height and _continues(grid, bottom):
            bottom += 1
        else:
            break
    while bottom > top and _only_hints(grid.cells(bottom)):
        bottom -= 1
    return bottom


def _only_hints(cells: list[Cell]) -> bool:
    return bool(cells) and all(isinstance(cell.value, str) and is_hint(cell.text) for cell in cells)


def _continues(grid: Grid, row: int) -> bool:
    """Return whether the row below names columns that this row only groups."""
    below = grid.cells(row + 1)
    if not below or not all(cell.is_label for cell in below) or _only_hints(below):
        return False
    wide = [cell for cell in grid.cells(row) if cell.right > cell.left]
    under = [cell for cell in below if any(wide_cell.left <= cell.left <= wide_cell.right for wide_cell in wide)]
    if wide:
        # Everything below is under a wide heading or in a column without a heading so far.
        rest = [cell for cell in below if cell not in under and grid.over(row, cell.left) is not None]
        return bool(under) and len(rest) * 3 <= len(below)
    # Without merged areas: a group heading leaves blanks on its right, which the row below fills.
    first = grid.cells(row)
    gaps = [cell for cell in below if grid.over(row, cell.left) is None]
    starts_later = bool(first) and grid.over(row + 1, first[0].left) is None
    return starts_later and len(gaps) >= 1 and len(below) >= 2 and len(below) < grid.width


def _hints(grid: Grid, bottom: int) -> list[int]:
    """Find the rows below the header that give units in brackets or number the columns “甲 乙 1 2 3”."""
    hint_rows = []
    for row in range(bottom + 1, min(bottom + 3, grid.height)):
        cells = grid.cells(row)
        numbers = [int(float(cell.text)) for cell in cells if cell.text.removesuffix(".0").isdigit()]
        letters = [cell.text for cell in cells if cell.text in {"甲", "乙", "丙", "丁"}]
        counting = len(numbers) >= 3 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        numbered = counting and numbers[0] in {0, 1} and len(numbers) + len(letters) == len(cells) >= grid.width - 1
        if _only_hints(cells) or numbered:
            hint_rows.append(row)
        else:
            break
    return hint_rows


def headings_of(grid: Grid, header: Header) -> tuple[Heading, ...]:
    """Return the heading of every column, group headings first; columns without a heading are left out."""
    headings = []
    for column in range(grid.width):
        parts: list[str] = []
        unit = ""
        for row in range(header.top, header.bottom + 1):
            cell = grid.over(row, column) or _gathering(grid, header, row, column)
            if cell is not None:
                words, cell_unit = split(cell.text)
                unit = cell_unit or unit
                if words and (not parts or parts[-1] != words):
                    parts.append(words)
        for row in header.hints:
            hint = grid.over(row, column)
            unit = unit or (split(hint.text)[1] if hint is not None else "")
        if parts:
            headings.append(Heading(column, tuple(parts), unit))
    return tuple(headings)


def _gathering(grid: Grid, header: Header, row: int, column: int) -> Cell | None:
    """Find the group heading left of a column if it is not a merged area and the row below names the column."""
    if grid.is_covered(row, column) or row == header.bottom or grid.over(row + 1, column) is None:
        return None
    for left in range(column - 1, -1, -1):
        cell = grid.over(row, left)
        if cell is not None:
            return cell if cell.right == cell.left and cell.bottom == row and grid.over(row + 1, left) else None
    return None
