"""Choose a table's type size and column widths."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reports.content.document import RowKind, Table, TextSpan
from reports.pdf.break_rules import tokenize
from reports.pdf.fonts import FontRole, printable
from reports.pdf.line_breaking import Breaker, TextStyle

CELL_PADDING = 0.3  # ems between a cell's text and its rules
_SIZES = (14.0, 13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 6.5, 5.5)
_MIN_READABLE_SIZE = (
    9.0  # 小五号: before a table goes below it, its columns of text are narrowed, then the sheet widened
)
_NARROWED_TEXT = 4.0  # ems: a column of text may be narrowed to this, so that its cells take more lines
_MAX_SIZE_LOSS = 1.0  # points of type size that may be given up to keep cells on one line
_SIZE_LOSS_COST = 0.1  # lines per row that half a point of type size must save
_MAX_STRETCH = 1.5  # times its declared width that a column may take to keep its cells on one line
_TEXT_SHARES = (1.0, 0.9, 0.75, 0.5)  # of a column's texts, from the shortest: those it is made wide enough for
_SHORT_TITLE = 6.0  # ems; a longer line of a column's title may be broken again
_NUMBER = re.compile(r"[-0-9.,:/—%年月日时]+")
_LONG_NUMBER = 20  # characters; a longer text that carries a figure is a sentence
_SAMPLE_ROWS = 300  # rows measured; later rows are assumed to be alike
_BODY, _BOLD = TextStyle(FontRole.BODY, 1.0), TextStyle(FontRole.HEI, 1.0)


@dataclass(frozen=True, slots=True)
class ColumnNeeds:
    """Widths in ems: of each column the narrowest, the minimum and the preferred one, and those of sampled cells.

    The narrowest width keeps numbers and titles whole but gives texts less than was declared for them.
    """

    narrowest_widths: list[float]
    minimum_widths: list[float]
    preferred_widths: list[float]
    text_widths: list[list[float]]

    def fits(self, width: float) -> bool:
        """Return whether the table stays readable (at least 9 pt) when set to this width in points."""
        return _total_width(self.narrowest_widths) * _MIN_READABLE_SIZE <= width


def choose_columns(needs: ColumnNeeds, width: float, largest: float) -> tuple[float, tuple[float, ...]]:
    """Return a type size in which every column has its minimum width, and the column edges in points.

    The largest such size is used, unless one up to a point smaller saves enough cell lines to be worth the loss. A
    table that would go below 9 points has its texts narrowed instead.
    """
    if _total_width(needs.minimum_widths) * _MIN_READABLE_SIZE > width:
        needs, largest = replace(needs, minimum_widths=needs.narrowest_widths), min(largest, _MIN_READABLE_SIZE)
    sizes = [size for size in _SIZES if size <= largest]
    most = next((size for size in sizes if _total_width(needs.minimum_widths) * size <= width), sizes[-1])
    best: tuple[float, float, list[float]] | None = None
    least = max(most - _MAX_SIZE_LOSS, min(most, _MIN_READABLE_SIZE))
    for size in (size for size in sizes if least <= size <= most):
        for widths in _width_candidates(needs, width / size):
            cost = _count_lines(needs, widths) + _SIZE_LOSS_COST * (most - size) / 0.5 * len(needs.text_widths)
            if best is None or cost < best[0] - 1e-6:
                best = (cost, size, widths)
    size, widths = best[1:] if best else (most, needs.minimum_widths)
    scale = width / _total_width(widths)
    edges = [0.0]
    for each in widths:
        edges.append(edges[-1] + (each + 2 * CELL_PADDING) * scale)
    return size, tuple(edges)


def _width_candidates(needs: ColumnNeeds, width: float) -> Iterator[list[float]]:
    """Yield column widths filling ``width``: spare space shared evenly, by text length, or by smallest wish first."""
    room = width - _total_width(needs.minimum_widths)
    if room <= 0:
        yield needs.minimum_widths
        return
    total = sum(needs.minimum_widths)
    yield [each + room * each / total for each in needs.minimum_widths]
    columns = [sorted(column) for column in zip(*needs.text_widths, strict=True)]
    # Room for the longest text of each column, or only for so many of them that others keep to one line.
    for share in _TEXT_SHARES if columns else ():
        wanted = [column[int(share * (len(column) - 1))] + 0.05 for column in columns]
        excess = [max(long - least, 0.0) for long, least in zip(wanted, needs.minimum_widths, strict=True)]
        if sum(excess) > 0:
            yield [each + room * more / sum(excess) for each, more in zip(needs.minimum_widths, excess, strict=True)]
    widths = list(needs.minimum_widths)
    wishes = [more - less for less, more in zip(needs.minimum_widths, needs.preferred_widths, strict=True)]
    for index in sorted(range(len(wishes)), key=lambda index: wishes[index]):
        given = min(wishes[index], room)
        widths[index] += given
        room -= given
    yield [each + room * each / total for each in widths]


def _count_lines(needs: ColumnNeeds, widths: Sequence[float]) -> float:
    """Count the lines of all sampled rows when set in columns of these widths."""
    return sum(
        max((math.ceil(text / width) for text, width in zip(row, widths, strict=True)), default=1)
        for row in needs.text_widths
    )


def _total_width(ems: Sequence[float]) -> float:
    return sum(ems) + 2 * CELL_PADDING * len(ems)


def measure_columns(breaker: Breaker, table: Table) -> ColumnNeeds:
    """Measure the columns of a table; every number counts, of the texts only those of the first rows."""

    def width(text: str, *, bold: bool = False) -> float:
        # Heads and totals are set in 黑体, other rows in 仿宋; their digits differ slightly in width.
        style = _BOLD if bold else _BODY
        return max([breaker.width(printable(line), style) for line in text.split("\n")])

    rows = [row for row in table.rows if row.kind is not RowKind.GROUP]
    bold = [row.kind is RowKind.TOTAL for row in rows]
    narrowest, least, liked = [], [], []
    for index, column in enumerate(table.columns):
        solid = max(_unbreakable_width(line, lambda text: width(text, bold=True)) for line in column.title.split("\n"))
        cells = [row.cells[index] for row in rows]
        longest = widest = 0.0
        for cell, strong in zip(cells, bold, strict=True):
            long = width(cell.text, bold=strong)
            widest = max(widest, long)
            if long > longest and _is_number(cell):
                longest = long
        # Slightly more than the text, so that rounding never breaks a text that just fits.
        whole = max(longest + 0.05, solid)
        narrowest.append(max(min(column.width, max(min(widest + 0.05, _NARROWED_TEXT), 1.0)), whole))
        least.append(max(column.width, whole))
        liked.append(max(least[-1], min(widest + 0.05, column.width * _MAX_STRETCH)))
    sample = zip(rows[:_SAMPLE_ROWS], bold, strict=False)
    texts = [[width(cell.text, bold=strong) for cell in row.cells] for row, strong in sample]
    return ColumnNeeds(narrowest, least, liked, texts)


def _is_number(cell: TextSpan) -> bool:
    """Return whether a cell holds a number or date, which is never broken, and not a sentence with a figure."""
    return len(cell.text) < _LONG_NUMBER and (cell.figure is not None or bool(_NUMBER.fullmatch(cell.text)))


def _unbreakable_width(title: str, width: Callable[[str], float]) -> float:
    """Return the width of a title line's longest unbreakable part; a short line is not broken at all."""
    whole = width(title)
    if whole <= _SHORT_TITLE:
        return whole
    return max((width(token.text) for token in tokenize(printable(title))), default=0.0)
