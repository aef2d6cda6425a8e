"""Dividing boxes among pages: what stays together, what is repeated, what begins on a line of the grid.

Whatever is to stand on paper becomes boxes: to add a kind of block, give each of its pieces a ``Box`` with a height and
an ``Ink`` that draws it below a given height of the frame (see reports/paper/charts.py for the smallest example).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from reports.paper.pen import Pen

_EPSILON = 0.01


class Ink(Protocol):
    """What a box draws: with the pen's ``text``, ``rule`` and ``fill``, or on ``pen.canvas`` itself, below those.

    x counts from the left edge of the frame, y from its foot; the box reaches from ``top`` down by its height.
    """

    def draw(self, pen: Pen, top: float) -> None:
        """Draw below this height of the frame."""


@dataclass(frozen=True, slots=True)
class Box:
    """A piece of a page that is not divided.

    ``keep`` holds it on the page of the box after it; ``blank`` lets it vanish at the head of a page; ``snap`` moves it
    down to a line of the grid; ``head`` stands again above it when a page begins with it; ``entry`` is its place in
    the outline, level and text.
    """

    height: float
    ink: Ink | None = None
    keep: bool = False
    blank: bool = False
    snap: bool = False
    head: "Box | None" = None
    entry: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The boxes of one page with how far below its top each begins, and where the last one ends."""

    boxes: tuple[tuple[Box, float], ...]
    depth: float


def paginate(boxes: Iterable[Box], height: float, pitch: float) -> Iterator[Page]:
    """Divide boxes among pages of this height, whose lines stand this far apart.

    No more boxes are asked for than the page at hand and those held to it need, so that a long table is never whole in
    memory.
    """
    source = iter(boxes)
    waiting: list[Box] = []
    while True:
        placed, is_end = _fill(waiting, source, height, pitch)
        if not placed:
            return
        cut = len(placed)
        if not is_end:
            while cut and placed[cut - 1][0].keep:
                cut -= 1
            # What can never fit together is divided all the same.
            cut = cut or len(placed)
        head = placed[0][0].head
        page = placed[:cut]
        last, top = page[-1]
        del waiting[:cut]
        yield Page(((head, 0.0), *page) if head is not None else tuple(page), top + last.height)


def _fill(
    waiting: list[Box], source: Iterator[Box], height: float, pitch: float
) -> tuple[list[tuple[Box, float]], bool]:
    """Put as many boxes on a page as fit, at the least one; tell whether these were the last."""
    placed: list[tuple[Box, float]] = []
    depth = 0.0
    while True:
        if len(placed) == len(waiting):
            box = next(source, None)
            if box is None:
                return placed, True
            waiting.append(box)
        box = waiting[len(placed)]
        if not placed and box.blank:
            waiting.pop(0)
            continue
        if not placed and box.head is not None:
            depth = box.head.height
        top = -(-(depth - _EPSILON) // pitch) * pitch if box.snap else depth
        if placed and top + box.height > height + _EPSILON:
            return placed, False
        placed.append((box, top))
        depth = top + box.height
