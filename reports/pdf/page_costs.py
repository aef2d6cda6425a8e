"""What a page break and an empty space cost: the weights by which the division of a document among pages is judged.

The unit is arbitrary; only the proportions count. A page more costs ``PAGE``, and what nobody would send out costs more
than all else together.
"""

from collections.abc import Sequence
from dataclasses import replace

from reports.pdf.elements import TextInk
from reports.pdf.pagination import LayoutBox

# What is never done unless something still worse would follow; a break after a box kept with the next is the worst.
FIRST_PAGE_WITHOUT_TEXT = 6_000.0  # 7.3.3
SIGNATURE_WITHOUT_TEXT = 3_000.0
ANNEX_LIST_DIVIDED = 400.0  # a list of annexes too long for the page of the signature
_FIRST_LINE = 4.0  # the first line of a paragraph alone at the foot of a page
_LAST_LINE = 6.0  # its last line alone at the head of the next
_SHORT_LAST_LINES = ((1 / 4, 80.0), (1 / 2, 15.0))  # the same, with less than this share of a line in it
MIN_TABLE_ROWS = 3  # rows that a table shows, below its head, on each page it is on
_TABLE_DIVIDED = 8.0
_SHORT_TABLE_DIVIDED = 45.0
_TOO_FEW_ROWS = 150.0
_WITHIN_ROW = 5.0


def price_lines(boxes: Sequence[LayoutBox], measure: float) -> list[LayoutBox]:
    """Price the breaks within a paragraph of one box a line: no line of it should stand alone on a page."""
    if len(boxes) < 2:
        return list(boxes)
    costs = [0.0] * len(boxes)
    costs[0] += _FIRST_LINE
    share = _line_width(boxes[-1]) / measure
    costs[-2] += next((cost for most, cost in _SHORT_LAST_LINES if share < most), _LAST_LINE)
    return [replace(box, break_cost=max(box.break_cost, cost)) for box, cost in zip(boxes, costs, strict=True)]


def _line_width(box: LayoutBox) -> float:
    return max((x + line.width for x, line in box.ink.parts), default=0.0) if isinstance(box.ink, TextInk) else 0.0


def hold(boxes: Sequence[LayoutBox], last: int, cost: float) -> list[LayoutBox]:
    """Hold the last ``last`` boxes together and to what follows, at this cost of a page break beside its own."""
    cut = max(len(boxes) - last, 0)
    return [*boxes[:cut], *(replace(box, break_cost=box.break_cost + cost) for box in boxes[cut:])]


def row_break_cost(before: int, after: int, *, is_short: bool) -> float:
    """Return what a break between two rows of a table costs, with so many rows of it above and below."""
    few = min(before, after)
    cost = _SHORT_TABLE_DIVIDED if is_short else _TABLE_DIVIDED
    return cost + (_TOO_FEW_ROWS * (MIN_TABLE_ROWS - few) if few < MIN_TABLE_ROWS else 0.0)


def price_row_parts(boxes: Sequence[LayoutBox]) -> list[LayoutBox]:
    """Price the breaks within a row that is too high for a page."""
    return [*(replace(box, break_cost=_WITHIN_ROW) for box in boxes[:-1]), *boxes[-1:]]
