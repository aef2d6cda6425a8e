"""Divide boxes among pages: what is kept together, what is repeated, what begins on a grid line.

Everything printed is a sequence of ``LayoutBox``. To add a kind of block, give each of its pieces a box with a height
and a ``Drawable`` that draws it below a given height of the frame (see the chart painter for the smallest example).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from reports.pdf.pdf_canvas import PdfCanvas

_EPSILON = 0.01
_MIN_FILLED = 2 / 3  # share of a page that must stay filled if boxes are kept together only by preference


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
    ``outline_entry`` is its level and text in the PDF outline.

    ``prefer_keep`` is like ``keep_with_next``, but only if the page stays two thirds full. Boxes with the same non-zero
    ``float_group`` are a floating table or chart: if it does not fit, it moves to the top of the next page and the text
    after it fills this one, up to the first box that ``stops_floats``.
    """

    height: float
    ink: Drawable | None = None
    keep_with_next: bool = False
    is_blank: bool = False
    snap_to_grid: bool = False
    repeated_head: "LayoutBox | None" = None
    outline_entry: tuple[int, str] | None = None
    prefer_keep: bool = False
    float_group: int = 0
    stops_floats: bool = False


@dataclass(frozen=True, slots=True)
class PaginatedPage:
    """The boxes of one page, each with its distance below the frame's top, and where the last one ends (points)."""

    boxes: tuple[tuple[LayoutBox, float], ...]
    used_height: float


def paginate(boxes: Iterable[LayoutBox], height: float, pitch: float) -> Iterator[PaginatedPage]:
    """Divide boxes among pages of this height; ``pitch`` is the distance of the grid lines (points).

    Boxes are taken from the iterable only as the current page needs them, so that a long table is never completely in
    memory.
    """
    source = iter(boxes)
    waiting: list[LayoutBox] = []
    while True:
        deferred: list[LayoutBox] = []
        placed, is_end = _fill_page(waiting, source, height, pitch, deferred)
        if not placed:
            return
        cut = len(placed) if is_end else _count_staying(placed, height)
        head = placed[0][0].repeated_head
        page = placed[:cut]
        last, top = page[-1]
        waiting[:cut] = deferred
        yield PaginatedPage(((head, 0.0), *page) if head is not None else tuple(page), top + last.height)


def _count_staying(placed: list[tuple[LayoutBox, float]], height: float) -> int:
    """Return how many of the boxes that fit stay on the page; the rest is kept with what comes next."""
    cut = len(placed)
    while cut and (placed[cut - 1][0].keep_with_next or placed[cut - 1][0].prefer_keep):
        cut -= 1
    if not cut or placed[cut - 1][1] + placed[cut - 1][0].height < height * _MIN_FILLED:
        cut = len(placed)
        while cut and placed[cut - 1][0].keep_with_next:
            cut -= 1
    # Boxes that can never fit on one page together are divided all the same.
    return cut or len(placed)


def _fill_page(
    waiting: list[LayoutBox], source: Iterator[LayoutBox], height: float, pitch: float, deferred: list[LayoutBox]
) -> tuple[list[tuple[LayoutBox, float]], bool]:
    """Place as many boxes on a page as fit, at least one; also return whether they were the last.

    Floating groups that do not fit are moved from ``waiting`` to ``deferred``.
    """
    placed: list[tuple[LayoutBox, float]] = []
    depth = 0.0
    while True:
        if len(placed) == len(waiting):
            box = next(source, None)
            if box is None:
                return placed, not deferred
            waiting.append(box)
        box = waiting[len(placed)]
        if not placed and box.is_blank:
            waiting.pop(0)
            continue
        if not placed and box.repeated_head is not None:
            depth = box.repeated_head.height
        top = -(-(depth - _EPSILON) // pitch) * pitch if box.snap_to_grid else depth
        if not box.height and box.ink is None:
            top = min(top, height)  # an empty box that only snaps to the grid needs no page of its own
        full = bool(placed) and top + box.height > height + _EPSILON
        if deferred and box.stops_floats:
            return placed, False
        if box.float_group and (full or deferred) and (first := _float_start(placed, box.float_group)):
            _defer_group(waiting, source, first, deferred)
            del placed[first:]
            depth = placed[-1][1] + placed[-1][0].height
            continue
        if full or (deferred and box.float_group):
            return placed, False
        placed.append((box, top))
        depth = top + box.height


def _float_start(placed: list[tuple[LayoutBox, float]], group: int) -> int:
    """Return the index of a floating group's first box; 0 if it begins the page or is kept with a heading."""
    first = next((at for at, (box, _) in enumerate(placed) if box.float_group == group), len(placed))
    return 0 if first and placed[first - 1][0].keep_with_next else first


def _defer_group(waiting: list[LayoutBox], source: Iterator[LayoutBox], first: int, deferred: list[LayoutBox]) -> None:
    """Move a whole group from the waiting boxes to the deferred ones."""
    group = waiting[first].float_group
    while first < len(waiting) and waiting[first].float_group == group:
        deferred.append(waiting.pop(first))
        if first == len(waiting) and (box := next(source, None)) is not None:
            waiting.append(box)
