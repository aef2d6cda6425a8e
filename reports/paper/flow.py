"""Divide boxes among pages: what is kept together, what is repeated, what begins on a grid line.

Everything printed is a sequence of ``LayoutBox``. To add a kind of block, give each of its pieces a box with a height
and a ``Drawable`` that draws it below a given height of the frame (see the chart painter for the smallest example).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from reports.paper.pen import Pen

_EPSILON = 0.01
_FULL = 2 / 3  # share of a page that must stay filled if boxes are kept together only by preference


class Ink(Protocol):
    """Draws the content of a box on a ``PdfCanvas``.

    Text, rules and fills go through the canvas's own methods; anything drawn on its reportlab canvas lies below them.
    x counts from the left edge of the frame, y from its foot, both in points; the box extends from ``top`` downwards.
    """

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw below this height of the frame."""


@dataclass(frozen=True, slots=True)
class Box:
    """An indivisible piece of a page, ``height`` points high.

    ``keep_with_next`` keeps it on the page of the next box; ``is_blank`` drops it at the top of a page;
    ``snap_to_grid`` moves it down to a grid line; ``repeated_head`` is drawn above it when a page begins with it;
    ``outline_entry`` is its level and text in the PDF outline.

    ``prefer_keep`` is like ``keep_with_next``, but only if the page stays two thirds full. Boxes with the same non-zero
    ``float_group`` are a floating table or chart: if it does not fit, it moves to the top of the next page and the text
    after it fills this one, up to the first box that ``stops_floats``.
    """

    height: float
    ink: Ink | None = None
    keep: bool = False
    blank: bool = False
    snap: bool = False
    head: "Box | None" = None
    entry: tuple[int, str] | None = None
    prefer: bool = False
    group: int = 0
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The boxes of one page, each with its distance below the frame's top, and where the last one ends (points)."""

    boxes: tuple[tuple[Box, float], ...]
    depth: float


def paginate(boxes: Iterable[Box], height: float, pitch: float) -> Iterator[Page]:
    """Divide boxes among pages of this height; ``pitch`` is the distance of the grid lines (points).

    Boxes are taken from the iterable only as the current page needs them, so that a long table is never completely in
    memory.
    """
    source = iter(boxes)
    waiting: list[Box] = []
    while True:
        deferred: list[Box] = []
        placed, is_end = _fill(waiting, source, height, pitch, deferred)
        if not placed:
            return
        cut = len(placed) if is_end else _cut(placed, height)
        head = placed[0][0].head
        page = placed[:cut]
        last, top = page[-1]
        waiting[:cut] = deferred
        yield Page(((head, 0.0), *page) if head is not None else tuple(page), top + last.height)


def _cut(placed: list[tuple[Box, float]], height: float) -> int:
    """Return how many of the boxes that fit stay on the page; the rest is kept with what comes next."""
    cut = len(placed)
    while cut and (placed[cut - 1][0].keep or placed[cut - 1][0].prefer):
        cut -= 1
    if not cut or placed[cut - 1][1] + placed[cut - 1][0].height < height * _FULL:
        cut = len(placed)
        while cut and placed[cut - 1][0].keep:
            cut -= 1
    # Boxes that can never fit on one page together are divided all the same.
    return cut or len(placed)


def _fill(
    waiting: list[Box], source: Iterator[Box], height: float, pitch: float, late: list[Box]
) -> tuple[list[tuple[Box, float]], bool]:
    """Place as many boxes on a page as fit, at least one; also return whether they were the last.

    Floating groups that do not fit are moved from ``waiting`` to ``deferred``.
    """
    placed: list[tuple[Box, float]] = []
    depth = 0.0
    while True:
        if len(placed) == len(waiting):
            box = next(source, None)
            if box is None:
                return placed, not late
            waiting.append(box)
        box = waiting[len(placed)]
        if not placed and box.blank:
            waiting.pop(0)
            continue
        if not placed and box.head is not None:
            depth = box.head.height
        top = -(-(depth - _EPSILON) // pitch) * pitch if box.snap else depth
        if not box.height and box.ink is None:
            top = min(top, height)  # an empty box that only snaps to the grid needs no page of its own
        full = bool(placed) and top + box.height > height + _EPSILON
        if late and box.fixed:
            return placed, False
        if box.group and (full or late) and (first := _begun(placed, box.group)):
            _give_way(waiting, source, first, late)
            del placed[first:]
            depth = placed[-1][1] + placed[-1][0].height
            continue
        if full or (late and box.group):
            return placed, False
        placed.append((box, top))
        depth = top + box.height


def _begun(placed: list[tuple[Box, float]], group: int) -> int:
    """Return the index of a floating group's first box; 0 if it begins the page or is kept with a heading."""
    first = next((at for at, (box, _) in enumerate(placed) if box.group == group), len(placed))
    return 0 if first and placed[first - 1][0].keep else first


def _give_way(waiting: list[Box], source: Iterator[Box], first: int, late: list[Box]) -> None:
    """Move a whole group from the waiting boxes to the deferred ones."""
    group = waiting[first].group
    while first < len(waiting) and waiting[first].group == group:
        late.append(waiting.pop(first))
        if first == len(waiting) and (box := next(source, None)) is not None:
            waiting.append(box)
