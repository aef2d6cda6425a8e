"""Dividing boxes among pages: what stays together, what is repeated, what begins on a line of the grid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from reports.paper.pen import Pen

_EPSILON = 0.01


class Ink(Protocol):
    """What a box draws."""

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


def paginate(boxes: Sequence[Box], height: float, pitch: float) -> Iterator[Page]:
    """Divide boxes among pages of this height, whose lines stand this far apart."""
    start = 0
    while start < len(boxes):
        if boxes[start].blank:
            start += 1
            continue
        page, end = _fill(boxes, start, height, pitch)
        if end < len(boxes):
            cut = end
            while cut > start and boxes[cut - 1].keep:
                cut -= 1
            if start < cut < end:
                # Filling up to the cut gives the same places as before, only fewer.
                page, end = _fill(boxes[:cut], start, height, pitch)
        yield page
        start = end


def _fill(boxes: Sequence[Box], start: int, height: float, pitch: float) -> tuple[Page, int]:
    """Put as many boxes on a page as fit, at the least one."""
    placed: list[tuple[Box, float]] = []
    depth = 0.0
    head = boxes[start].head
    if head is not None:
        placed.append((head, depth))
        depth += head.height
    index = start
    while index < len(boxes):
        box = boxes[index]
        top = -(-(depth - _EPSILON) // pitch) * pitch if box.snap else depth
        if top + box.height > height + _EPSILON and index > start:
            break
        placed.append((box, top))
        depth = top + box.height
        index += 1
    return Page(tuple(placed), depth), index
