"""Dividing boxes among pages: what stays together, what is repeated, what begins on a line of the grid.

Whatever is to stand on paper becomes boxes: to add a kind of block, give each of its pieces a ``Box`` with a height and
an ``Ink`` that draws it below a given height of the frame (see reports/paper/charts.py for the smallest example).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from reports.paper.pen import Pen

_EPSILON = 0.01
_FULL = 2 / 3  # of a page: what holding together as a favour must leave filled


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

    ``prefer`` holds like ``keep``, but only where the page stays two thirds full. Boxes of one ``group`` are a table or
    chart that what follows may pass: where it does not fit it heads the next page, and the text fills this one; nothing
    passes it from a ``fixed`` box on.
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
        late: list[Box] = []
        placed, is_end = _fill(waiting, source, height, pitch, late)
        if not placed:
            return
        cut = len(placed) if is_end else _cut(placed, height)
        head = placed[0][0].head
        page = placed[:cut]
        last, top = page[-1]
        waiting[:cut] = late
        yield Page(((head, 0.0), *page) if head is not None else tuple(page), top + last.height)


def _cut(placed: list[tuple[Box, float]], height: float) -> int:
    """Tell how many of the boxes that fit a page stay on it, the others being held to what comes next."""
    cut = len(placed)
    while cut and (placed[cut - 1][0].keep or placed[cut - 1][0].prefer):
        cut -= 1
    if not cut or placed[cut - 1][1] + placed[cut - 1][0].height < height * _FULL:
        cut = len(placed)
        while cut and placed[cut - 1][0].keep:
            cut -= 1
    # What can never fit together is divided all the same.
    return cut or len(placed)


def _fill(
    waiting: list[Box], source: Iterator[Box], height: float, pitch: float, late: list[Box]
) -> tuple[list[tuple[Box, float]], bool]:
    """Put as many boxes on a page as fit, at the least one; tell whether these were the last.

    What gave way to the text after it is taken from those waiting and put among the late.
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
            top = min(top, height)  # the mere step onto the grid wants no page of its own
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
    """Find where on a page a group begins that may give way; 0 where it heads the page or is held to a heading."""
    first = next((at for at, (box, _) in enumerate(placed) if box.group == group), len(placed))
    return 0 if first and placed[first - 1][0].keep else first


def _give_way(waiting: list[Box], source: Iterator[Box], first: int, late: list[Box]) -> None:
    """Move a whole group from the boxes that wait to the late ones."""
    group = waiting[first].group
    while first < len(waiting) and waiting[first].group == group:
        late.append(waiting.pop(first))
        if first == len(waiting) and (box := next(source, None)) is not None:
            waiting.append(box)
