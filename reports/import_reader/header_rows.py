"""Find the header rows (one to four) that name a table's columns, and the heading of each column."""

import re
from dataclasses import dataclass

from reports.import_reader.headings import core_words, is_hint, split_unit, without_spaces
from reports.import_reader.sheet_grid import GridCell, SheetGrid

_SEARCHED_ROWS = 40  # rows searched; a table that begins further down is not found
_MAX_HEADER_ROWS = 4
_MIN_COVERED = 0.6  # share of the columns a header row must name
_MIN_COVERED_FALLBACK = 0.4  # the same if no row names more
_MIN_NUMBERED = 3  # columns that a row must number to be no data
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"1[0-2]|[1-9]")
_PERIOD = re.compile(r"(?:(?:19|20)\d\d年?)?(?:第?[一二三四1-4]季度|[上下]半年|[1-9]月|1[0-2]月)|(?:19|20)\d\d年?")
_NUMBERED = re.compile(r"[(\[]?([0-9]{1,2})[)\]]?(?:=.*)?")  # 4, （4）, 4=3/2
_COUNTS = ("甲乙丙丁戊己庚辛壬癸", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "一二三四五六七八九十")
_NUMBERING_LABELS = {"栏次", "序号", "列次", "行次"}


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """A column's heading: its texts from the top header row down without repeats, and the unit in or below them."""

    column: int
    parts: tuple[str, ...]
    unit: str = ""

    @property
    def text(self) -> str:
        """The whole heading on one line, “项目业主单位 联系人”; a year and its month are one word, “2020年1月”."""
        return re.sub(r"(\d年) (?=\d{1,2}月)", r"\1", " ".join(self.parts))


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """The header's first and last row, and the rows right below that only give units or number the columns."""

    top: int
    bottom: int
    hint_rows: tuple[int, ...]
    is_certain: bool = True  # False if it names fewer columns than a table's header should


def find_header(grid: SheetGrid) -> HeaderRows | None:
    """Find the header: the first row that names most columns and the rows that continue it; None if there is none."""
    for least in (_MIN_COVERED, _MIN_COVERED_FALLBACK):
        for row in range(min(grid.height, _SEARCHED_ROWS)):
            if _names_columns(grid, row, least):
                bottom = _find_bottom(grid, row)
                return HeaderRows(row, bottom, tuple(_find_hint_rows(grid, bottom)), least == _MIN_COVERED)
    return None


def is_label_row(cells: list[GridCell]) -> bool:
    """Return whether a row holds labelled values of the whole sheet: “填报单位：某局　　填报时间：10月”."""
    labelled = [cell for cell in cells if ":" in without_spaces(cell.text)]
    return bool(labelled) and len(labelled) * 2 >= len(cells)


def _names_columns(grid: SheetGrid, row: int, least: float) -> bool:
    cells = grid.cells(row)
    if len({cell.text for cell in cells}) < 2 or is_label_row(cells):
        return False
    if any(not cell.is_label for cell in cells):
        years = [cell for cell in cells if not cell.is_label and _is_period(cell)]
        if len(years) * 2 > len(cells) or any(not cell.is_label and not _is_period(cell) for cell in cells):
            return False
    named = sum(cell.right - cell.left + 1 for cell in cells)
    if named < least * grid.width and row + 1 < grid.height and _continues(grid, row):
        next_cells = grid.cells(row + 1)
        here, below = _covered_columns(cells), _covered_columns(next_cells)
        # If the row below names most columns by itself, the row above it is a title and not a group heading; months
        # name no columns by themselves.
        months = all(is_period(cell.text) for cell in next_cells)
        named = len(here | below) if len(below) < least * grid.width or months else 0
    return named >= least * grid.width


def _covered_columns(cells: list[GridCell]) -> set[int]:
    return {column for cell in cells for column in range(cell.left, cell.right + 1)}


def _is_period(cell: GridCell) -> bool:
    """Return whether a heading that is not text is a year or month, as in statistics."""
    return not isinstance(cell.value, (str, int, float)) or cell.text.split(".")[0] in map(str, range(1990, 2100))


def _find_bottom(grid: SheetGrid, top: int) -> int:
    """Return the last header row: follow merged areas downwards and the rows below wide headings."""
    bottom = top
    while bottom - top + 1 < _MAX_HEADER_ROWS:
        deepest = max(cell.bottom for row in range(top, bottom + 1) for cell in grid.cells(row))
        if bottom < deepest < top + _MAX_HEADER_ROWS:
            bottom = deepest
        elif bottom + 1 < grid.height and _continues(grid, bottom):
            bottom += 1
        else:
            break
    while bottom > top and _only_hints(grid.cells(bottom)):
        bottom -= 1
    return bottom


def _only_hints(cells: list[GridCell]) -> bool:
    return bool(cells) and all(isinstance(cell.value, str) and is_hint(cell.text) for cell in cells)


def _continues(grid: SheetGrid, row: int) -> bool:
    """Return whether the row below names columns that this row only groups."""
    below = grid.cells(row + 1)
    if not below or not all(cell.is_label for cell in below) or _only_hints(below):
        return False
    wide = [cell for cell in grid.cells(row) if cell.right > cell.left]
    under = [cell for cell in below if any(wide_cell.left <= cell.left <= wide_cell.right for wide_cell in wide)]
    if wide:
        # Everything below is under a wide heading or in a column without a heading so far.
        rest = [cell for cell in below if cell not in under and grid.covering_cell(row, cell.left) is not None]
        return bool(under) and len(rest) * 3 <= len(below)
    # Without merged areas: a group heading leaves blanks on its right, which the row below fills.
    first = grid.cells(row)
    gaps = [cell for cell in below if grid.covering_cell(row, cell.left) is None]
    starts_later = bool(first) and grid.covering_cell(row + 1, first[0].left) is None
    return starts_later and len(gaps) >= 1 and len(below) >= 2 and len(below) < grid.width


def _find_hint_rows(grid: SheetGrid, bottom: int) -> list[int]:
    """Find the rows below the header that give units in brackets or number the columns “甲 乙 1 2 3”."""
    hint_rows = []
    for row in range(bottom + 1, min(bottom + 3, grid.height)):
        if _only_hints(grid.cells(row)) or _numbers_columns(grid, row):
            hint_rows.append(row)
        else:
            break
    return hint_rows


def _numbers_columns(grid: SheetGrid, row: int) -> bool:
    """Return whether a row only counts the columns: 1 2 3, 甲 乙 1 2, ① ②, A B C, also with 栏次 before and 4=3/2."""
    cells = grid.cells(row)
    texts = [without_spaces(cell.text) for cell in cells]
    if texts and texts[0] in _NUMBERING_LABELS:
        texts = texts[1:]
    numbers = [int(match[1]) for text in texts if (match := _NUMBERED.fullmatch(text))]
    if numbers and numbers[0] not in {0, 1}:
        return False
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    words = "".join(text for text in texts if _NUMBERED.fullmatch(text) is None)
    counted = counted and (not words or any(count.startswith(words) for count in _COUNTS))
    if not counted or len(texts) < _MIN_NUMBERED or len(words) + len(numbers) != len(texts):
        return False
    below = grid.cells(row + 1) if row + 1 < grid.height else []
    is_fuller = len(below) > len(cells) or len(cells) >= grid.width - 1
    return is_fuller and any(isinstance(cell.value, str) and cell.is_label for cell in below)


def is_period(text: str) -> bool:
    """Whether a heading only names a time: 2020年, 第一季度, 1月."""
    return _PERIOD.fullmatch(text) is not None


def headings_of(grid: SheetGrid, header: HeaderRows) -> tuple[ColumnHeading, ...]:
    """Return the heading of every column, group headings first; columns without a heading are left out."""
    headings = []
    for column in range(grid.width):
        parts: list[str] = []
        unit = ""
        for row in range(header.top, header.bottom + 1):
            cell = grid.covering_cell(row, column) or _group_heading(grid, header, row, column)
            if cell is not None:
                words, cell_unit = split_unit(cell.text)
                words = _named_period(words, parts)
                unit = cell_unit or unit
                if words and (not parts or parts[-1] != words):
                    parts.append(words)
        for row in header.hint_rows:
            hint = grid.covering_cell(row, column)
            unit = unit or (split_unit(hint.text)[1] if hint is not None else "")
        if parts:
            headings.append(ColumnHeading(column, tuple(parts), unit))
    return tuple(headings)


def _named_period(words: str, above: list[str]) -> str:
    """Return the bare number of a year, or of a month below a period, with its word: 2019 is 2019年, 1 is 1月."""
    if _YEAR.fullmatch(words):
        return f"{words}年"
    return f"{words}月" if above and _MONTH.fullmatch(words) and is_period(core_words(above[-1])) else words


def _group_heading(grid: SheetGrid, header: HeaderRows, row: int, column: int) -> GridCell | None:
    """Find the group heading left of a column if it is not a merged area and the row below names the column."""
    if grid.is_merged(row, column) or row == header.bottom or grid.covering_cell(row + 1, column) is None:
        return None
    for left in range(column - 1, -1, -1):
        cell = grid.covering_cell(row, left)
        if cell is not None:
            return (
                cell if cell.right == cell.left and cell.bottom == row and grid.covering_cell(row + 1, left) else None
            )
    return None
