"""Divide boxes among pages so that the whole reads best: what is kept together, repeated, or put on a grid line.

Everything printed is a sequence of ``LayoutBox``. To add a kind of block, give each of its pieces a box with a height
and a ``Drawable`` that draws it below a given height of the frame (see the chart painter for the smallest example).

The page breaks of a document are chosen together: each break and each space left empty has a cost, and of all divisions
the cheapest is found (A* over the boxes a page may begin with). A document that does not fit into ``_HORIZON`` pages is
divided a piece at a time, so that a long table is never completely in memory.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Protocol

from reports.pdf.pdf_canvas import PdfCanvas

_EPSILON = 0.01
PAGE_COST = 12.0
_KEEP_COST = 10_000.0  # of a break after a box that is to be kept with the next
_FREE_COST = 700.0  # times the square of the share of a page left empty, beyond a line: 3 lines cost 6, 6 lines 35
_FREE_SHARE = 0.045  # about a line: the foot of a page is seldom filled to the point
_SPARSE_SHARE = 1 / 3  # a page with more than this left empty looks abandoned
_SPARSE_COST = 60.0
_NEARLY_EMPTY, _NEARLY_EMPTY_COST = 0.15, 10.0  # the last page, filled less than this share
_HORIZON = 8  # pages divided together
_UNSETTLED = 2  # the last pages of a piece, which are divided again with what follows


class Drawable(Protocol):
    """Draws the content of a box on a ``PdfCanvas``.

    Text, rules and fills go through the canvas's own methods; anything drawn on its reportlab canvas lies below them.
    x counts from the left edge of the frame, y from its foot, both in points; the box extends from ``top`` downwards.
    """

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw below this height of the frame."""


@dataclass(frozen=True, slots=True)
class LayoutBox:
    """An indivisible piece of a page, ``height`` points high.

    ``keep_with_next`` keeps it on the page of the next box; ``is_blank`` drops it at the top of a page;
    ``snap_to_grid`` moves it down to a grid line; ``repeated_head`` is drawn above it when a page begins with it;
    ``outline_entry`` is its level and text in the PDF outline; ``break_cost`` is the cost of a page break after it.
    """

    height: float
    ink: Drawable | None = None
    keep_with_next: bool = False
    is_blank: bool = False
    snap_to_grid: bool = False
    repeated_head: "LayoutBox | None" = None
    outline_entry: tuple[int, str] | None = None
    break_cost: float = 0.0

    @property
    def takes_no_room(self) -> bool:
        """Whether the box only moves what follows to the grid; it needs no page of its own."""
        return not self.height and self.ink is None


@dataclass(frozen=True, slots=True)
class PaginatedPage:
    """The boxes of one page, each with its distance below the frame's top, and where the last one ends (points)."""

    boxes: tuple[tuple[LayoutBox, float], ...]
    used_height: float


@dataclass(frozen=True, slots=True)
class Division:
    """Boxes divided among pages, and the cost of it; ``PAGE_COST`` for each page is included."""

    pages: list[PaginatedPage]
    cost: float

    @property
    def fault_cost(self) -> float:
        """The cost without that of the pages themselves."""
        return self.cost - PAGE_COST * len(self.pages)


def paginate(boxes: Iterable[LayoutBox], height: float, pitch: float) -> Iterator[PaginatedPage]:
    """Divide boxes among pages of this height; ``pitch`` is the distance of the grid lines (points).

    Boxes are taken from the iterable only as the next pages need them.
    """
    source, waiting, room = iter(boxes), list[LayoutBox](), _HORIZON * height
    while True:
        filled, is_end = sum(box.height for box in waiting), False
        while filled < room and not is_end:
            box = next(source, None)
            if box is None:
                is_end = True
            else:
                waiting.append(box)
                filled += box.height
        divider = _Divider(waiting, height, pitch, is_end=is_end)
        starts, _ = divider.cheapest()
        last = len(starts) - 1 if is_end else max(len(starts) - 1 - _UNSETTLED, 1)
        for first, following in pairwise(starts[: last + 1]):
            yield divider.page(first, following)
        if is_end:
            return
        del waiting[: starts[last]]


def divide(boxes: Sequence[LayoutBox], height: float, pitch: float) -> Division:
    """Divide boxes among pages at once, and return what the division costs."""
    divider = _Divider(boxes, height, pitch, is_end=True)
    starts, cost = divider.cheapest()
    pages = [divider.page(first, following) for first, following in pairwise(starts)]
    return Division(pages, cost)


class _Divider:
    """Finds the cheapest division of some boxes; unless they are all there are, the last page may stay open."""

    def __init__(self, boxes: Sequence[LayoutBox], height: float, pitch: float, *, is_end: bool) -> None:
        self._boxes, self._height, self._pitch, self._is_end = boxes, height, pitch, is_end
        heights = [0.0 if box.is_blank else box.height for box in boxes]
        self._rest = [*accumulate(reversed(heights), initial=0.0)][::-1]  # from each box to the end
        self._starts = self._page_starts()
        self._break_costs = [self._break_cost(at) for at in range(len(boxes))]
        self._goal = len(boxes)
        if not is_end:
            self._goal = next((at for at, rest in enumerate(self._rest) if rest <= height), len(boxes))

    def cheapest(self) -> tuple[list[int], float]:
        """Return the first box of each page, with the end of the last page behind them, and the cost."""
        begin = self._starts[0]
        costs, before, settled = {begin: 0.0}, {begin: begin}, set[int]()
        waiting = [(self._estimate(begin), -begin)]
        while waiting:
            _, start = heapq.heappop(waiting)
            start = -start
            if start >= self._goal:
                return self._trace(before, begin, start), costs[start]
            if start in settled:
                continue
            settled.add(start)
            for end, step in self._page_ends(start):
                cost = costs[start] + step
                if cost < costs.get(end, float("inf")) - 1e-9:
                    costs[end], before[end] = cost, start
                    # Of equal divisions the one with the fuller first pages comes first.
                    heapq.heappush(waiting, (cost + self._estimate(end), -end))
        return [begin], 0.0

    def page(self, first: int, following: int) -> PaginatedPage:
        """Place the boxes of one page."""
        placed = list(self._placed(first, following))
        # What is dropped at the top of the next page does not belong to the end of this one.
        while placed[-1][0].is_blank:
            placed.pop()
        last, top = next((each for each in reversed(placed) if not each[0].takes_no_room), placed[-1])
        head = placed[0][0].repeated_head
        return PaginatedPage(((head, 0.0), *placed) if head is not None else tuple(placed), top + last.height)

    def _placed(self, first: int, following: int) -> Iterator[tuple[LayoutBox, float]]:
        head = self._boxes[first].repeated_head
        depth = head.height if head is not None else 0.0
        for box in self._boxes[first:following]:
            top = self._top(box, depth)
            yield box, min(top, self._height) if box.takes_no_room else top
            depth = top + box.height

    def _top(self, box: LayoutBox, depth: float) -> float:
        return -(-(depth - _EPSILON) // self._pitch) * self._pitch if box.snap_to_grid else depth

    def _page_starts(self) -> list[int]:
        """Return for each box, and the end, the box that a page begins with there: blanks are dropped."""
        starts = [len(self._boxes)] * (len(self._boxes) + 1)
        for at in range(len(self._boxes) - 1, -1, -1):
            box = self._boxes[at]
            starts[at] = starts[at + 1] if box.is_blank or (at and box.takes_no_room) else at
        return starts

    def _page_ends(self, first: int) -> Iterator[tuple[int, float]]:
        """Yield where the next page may begin if one begins with this box, and the cost of this page and its end."""
        starts, break_costs, full = self._starts, self._break_costs, self._height + _EPSILON
        for at, (box, top) in enumerate(self._placed(first, len(self._boxes)), first):
            depth = top + box.height
            if at > first and depth > full and not box.takes_no_room:
                return
            if box.is_blank or (at > first and box.takes_no_room):
                continue
            following = starts[at + 1]
            yield following, PAGE_COST + self._fill_cost(depth, following) + break_costs[at]

    def _fill_cost(self, depth: float, following: int) -> float:
        free = max(1.0 - depth / self._height, 0.0)
        if following == len(self._boxes):
            return _NEARLY_EMPTY_COST if self._is_end and free > 1 - _NEARLY_EMPTY else 0.0
        return _FREE_COST * max(free - _FREE_SHARE, 0.0) ** 2 + (_SPARSE_COST if free > _SPARSE_SHARE else 0.0)

    def _break_cost(self, last: int) -> float:
        """Return the cost of ending a page with a box; asked once of each, since pages end there in many divisions."""
        following = self._starts[last + 1]
        if following == len(self._boxes):
            return 0.0
        ended = (box for box in self._boxes[last:following] if not box.is_blank)
        return max((_KEEP_COST if box.keep_with_next else box.break_cost for box in ended), default=0.0)

    def _estimate(self, start: int) -> float:
        """Return the least that the pages from here on can cost: their number, if each were full."""
        return PAGE_COST * max(-(-(self._rest[start] - _EPSILON) // self._height), 0.0)

    @staticmethod
    def _trace(before: dict[int, int], begin: int, end: int) -> list[int]:
        starts = [end]
        while end != begin:
            end = before[end]
            starts.append(end)
        return starts[::-1]
