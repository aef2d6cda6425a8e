"""The head of a 信函: the organ above two red double rules, the number at the right (GB/T 9704, 10.1)."""

from dataclasses import dataclass

from reports.content import Document
from reports.paper.elements import Setter, Text
from reports.paper.faces import printable
from reports.paper.flow import Box
from reports.paper.geometry import Geometry, mm
from reports.paper.lines import Line
from reports.paper.masthead import Masthead, marks, masthead
from reports.paper.pen import Pen

_THICK, _THIN, _APART = mm(0.7), mm(0.25), mm(0.9)  # _APART from the middle of one line to the other's
_CLOSE = 7 / 8  # of the type size: from a rule to the text beside it


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The organ's name and both double rules, positioned from the edges of the paper whatever the margins are."""

    organ: Masthead | None
    geometry: Geometry

    @property
    def depth(self) -> float:
        """From the top of 版心 to the lower edge of the upper double rule."""
        return self._rule + _APART + _THIN / 2 - self.geometry.top

    @property
    def _rule(self) -> float:
        """From the top of the paper to the middle of the upper thick line, which is 4 mm below the organ."""
        height = self.organ.height if self.organ else 0.0
        return self.geometry.letter_drop + height + self.geometry.rule_gap + _THICK / 2

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw the head; ``top`` is the top of 版心, since this box is the first of its page."""
        geometry = self.geometry
        edge = top + geometry.top  # of the paper
        if self.organ:
            self.organ.draw(canvas, edge - geometry.letter_drop)
        foot = edge - geometry.page_height + geometry.letter_foot
        upper = edge - self._rule
        for y, width in ((upper, _THICK), (upper - _APART, _THIN), (foot + _APART, _THIN), (foot, _THICK)):
            left = (geometry.page_width - geometry.letter_rule) / 2 - geometry.left
            canvas.rule((left, y), (left + geometry.letter_rule, y), width, geometry.masthead_colour)


def letter(setter: Setter, document: Document, tightness: float) -> list[Box]:
    """Set the head of a 信函 down to two lines above its title."""
    geometry = setter.geometry
    name = printable(document.masthead)
    organ = masthead(setter, name, geometry.masthead_size) if name else None
    head = Letterhead(organ, geometry)
    number = setter.breaker.single(printable(document.number), setter.style())
    rows: list[list[tuple[float, Line]]] = [[(0.0, mark)] for mark in marks(setter, document)] or [[]]
    if document.number:
        rows[0].append((setter.measure - number.width, number))
    boxes = [Box(max(head.depth, 0.0) + _CLOSE * geometry.size, head, keep=True)]
    last = len(rows) - 1
    for index, row in enumerate(rows):
        height = geometry.size if index == last else geometry.pitch
        boxes.append(Box(height, Text(tuple(row), geometry.size), keep=True))
    return [*boxes, Box(2 * geometry.pitch * tightness, keep=True)]
