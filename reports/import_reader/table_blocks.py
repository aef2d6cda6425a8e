"""Part a sheet that holds several tables, below each other or side by side, into one block of cells a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.import_reader.header_rows import HeaderRows, find_header, is_label_row, is_period
from reports.import_reader.heading_similarity import known_headings
from reports.import_reader.headings import core_words, split_unit, without_spaces
from reports.import_reader.row_roles import ORDINAL_HEADING
from reports.import_reader.sheet_grid import GridCell, SheetGrid
from reports.import_reader.workbook_data import CellValue, MergedArea, SheetData

_MIN_HEADINGS = 3  # words of a header that must be known, or repeated, for a new table to begin with it
_MAX_TITLE_ROWS = 4  # rows above a header that may belong to it
_CUT_AT = re.compile(r"[(（\[【\n]")


@dataclass(frozen=True, slots=True)
class Block:
    """The cells of one table with what stands above it; rows and columns count from 0, the last ones included."""

    top: int
    bottom: int
    left: int
    right: int


def find_blocks(sheet: SheetData) -> tuple[Block, ...]:
    """Return the blocks of a sheet's tables, from the top and from the left; one for a sheet with one table or none."""
    grid = SheetGrid(sheet)
    whole = Block(0, max(grid.height - 1, 0), 0, max(grid.width - 1, 0))
    header = find_header(grid) if grid.width else None
    if header is None:
        return (whole,)
    blocks = []
    for left, right in _column_ranges(grid, header):
        columns = Block(whole.top, whole.bottom, left, right)
        block_grid = grid if columns == whole else SheetGrid(cut_out(sheet, columns))
        block_header = header if columns == whole else find_header(block_grid)
        ranges = _row_ranges(block_grid, block_header) if block_header else [(0, whole.bottom)]
        blocks += [Block(top, bottom, left, right) for top, bottom in ranges]
    return tuple(blocks)


def cut_out(sheet: SheetData, block: Block) -> SheetData:
    """Return a block's cells as a sheet of their own."""
    merges = tuple(
        MergedArea(
            max(span.top, block.top) - block.top,
            max(span.left, block.left) - block.left,
            min(span.bottom, block.bottom) - block.top,
            min(span.right, block.right) - block.left,
        )
        for span in sheet.merges
        if block.top <= span.top <= block.bottom and block.left <= span.left <= block.right
    )
    rows: list[list[CellValue]] = [
        row[block.left : block.right + 1] for row in sheet.rows[block.top : block.bottom + 1]
    ]
    return SheetData(sheet.name, rows, sheet.visible, merges)


# --- side by side ---------------------------------------------------------------------------------------------------


def _column_ranges(grid: SheetGrid, header: HeaderRows) -> Iterator[tuple[int, int]]:
    """Yield the first and last column of each table that stands beside another."""
    texts = [
        without_spaces(cell.text) if (cell := grid.covering_cell(header.bottom, column)) is not None else ""
        for column in range(grid.width)
    ]
    starts = [0, *(column for column in range(2, grid.width) if _begins_beside(texts, column))]
    for start, following in zip(starts, [*starts[1:], grid.width], strict=True):
        yield start, following - 1


def _begins_beside(texts: list[str], column: int) -> bool:
    """Whether a table begins at a column: the first headings come again, or a gap parts it from the one before."""
    filled = [text for text in texts[:column] if text]
    again = [text for text in texts[column:] if text][: len(filled)]
    if len(filled) < 2 or len(again) < 2 or not texts[column] or all(map(is_period, filled)):
        return False  # the months of a second year come again too, and are no second table
    if again[:2] == filled[:2] and len(set(again) & set(filled)) >= min(_MIN_HEADINGS, len(filled)):
        return True
    ordinal = ORDINAL_HEADING.fullmatch(core_words(texts[column]).lower()) is not None
    known = sum(_is_known(text) for text in again)
    return not texts[column - 1] and ordinal and known >= _MIN_HEADINGS


# --- below each other -----------------------------------------------------------------------------------------------


def _row_ranges(grid: SheetGrid, header: HeaderRows) -> list[tuple[int, int]]:
    """Return the first and last row of each table that stands below another, with its title."""
    starts = [0]
    words = _words(grid, header.bottom)
    row = header.bottom + 1
    while row < grid.height:
        if _may_be_header(grid.rows[row]) and _is_header(grid, row, words):
            top = _top_with_title(grid, row)
            if top < row or _words(grid, row) != words:  # the same header again is the head of a printed page
                starts.append(top)
                words = _words(grid, row)
        row += 1
    return [(start, following - 1) for start, following in zip(starts, [*starts[1:], grid.height], strict=True)]


def _may_be_header(values: list[CellValue]) -> bool:
    """Tell quickly, for every row of a long sheet, whether its first text may be a heading."""
    for value in values:
        if value.__class__ is not str:
            return False
        if value:
            text = _CUT_AT.split(str(value).replace(" ", ""))[0]
            return bool(text) and (text in known_headings() or ORDINAL_HEADING.fullmatch(text.lower()) is not None)
    return False


def _is_header(grid: SheetGrid, row: int, before: list[str]) -> bool:
    cells = grid.cells(row)
    if not all(cell.is_label for cell in cells) or is_label_row(cells):
        return False
    words = [text for text in _words(grid, row) if text]
    repeated = len(set(words) & set(before))
    known = sum(map(_is_known, words))
    return len(words) >= 2 and (
        (known >= _MIN_HEADINGS and known * 2 >= len(words)) or (repeated >= 2 and repeated * 5 >= len(words) * 3)
    )


def _words(grid: SheetGrid, row: int) -> list[str]:
    return [without_spaces(str(value)) for value in grid.rows[row][: grid.width]]


def _is_known(text: str) -> bool:
    words = core_words(split_unit(text)[0])
    return words in known_headings() or ORDINAL_HEADING.fullmatch(words.lower()) is not None


def _top_with_title(grid: SheetGrid, row: int) -> int:
    """Return the first of the rows right above a header that are its title or its unit line."""
    top = row
    for above in range(row - 1, max(row - 1 - _MAX_TITLE_ROWS, -1), -1):
        cells = grid.cells(above)
        if not cells and top < row:
            break
        if cells and not _is_title(cells, grid):
            break
        top = above if cells else top
    return top


def _is_title(cells: list[GridCell], grid: SheetGrid) -> bool:
    """Whether a row can be the title or unit line of a table: one text, or labelled values."""
    if is_label_row(cells):
        return True
    return len(cells) == 1 and isinstance(cells[0].value, str) and grid.width > 1
