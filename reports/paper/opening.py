"""The head of a circular's first page: 发文机关标志, 发文字号, the red rule, the title (GB/T 9704, 7.2 and 7.3)."""

from dataclasses import dataclass

from reports.content import Document
from reports.paper.elements import Setter, Text
from reports.paper.faces import Role, printable
from reports.paper.flow import Box
from reports.paper.lines import Line, Style
from reports.paper.pen import RED, Pen

_INK_TOP = 0.85  # of the size: how far the letters of a masthead rise above their baseline
_NARROWEST = 0.66  # of its width: how far a masthead's letters may be narrowed
_WIDEST_GAP = 0.6  # ems between the letters of a short masthead
_SPREAD = 0.8  # of the measure: what a short masthead is spread to


@dataclass(frozen=True, slots=True)
class Masthead:
    """发文机关标志 in red, its upper edge at the top of the box (7.2.4)."""

    line: Line
    measure: float
    squeeze: float

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it centred."""
        x = (self.measure - self.line.width * self.squeeze) / 2
        pen.text(self.line, x, top - _INK_TOP * self.line.size, colour=RED, squeeze=self.squeeze)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule across 版心 at the top of its box."""

    measure: float
    width: float
    colour: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it."""
        pen.rule((0, top), (self.measure, top), self.width, self.colour)


def opening(setter: Setter, document: Document, tightness: float) -> list[Box]:
    """Set all that stands above 主送机关; ``tightness`` 1 leaves the blank lines the standard asks for, less fewer.

    The first page must show body text (7.3.3); a long title or many recipients need the room.
    """
    geometry = setter.geometry
    gap = 2 * geometry.pitch * tightness
    boxes: list[Box] = []
    if document.masthead:
        boxes += [Box(geometry.masthead_drop * tightness, keep=True), masthead(setter, printable(document.masthead))]
    if document.number:
        number = setter.breaker.single(printable(document.number), setter.style())
        ink = Text((((setter.measure - number.width) / 2, number),), geometry.size)
        boxes += [Box(gap if boxes else 0, keep=True), Box(geometry.size, ink, keep=True)]
    if boxes:
        rule = Rule(geometry.width, geometry.rule_width, RED)
        boxes += [Box(geometry.rule_gap, keep=True), Box(gap, rule, keep=True)]
    boxes += setter.title(document.title, entry=(0, document.title.replace("\n", "")))
    # A blank line follows the title (7.3.2); half of it is left to the step back onto the grid.
    boxes.append(Box(geometry.pitch * (0.5 if tightness == 1 else 0.2), keep=True))
    boxes.append(Box(0, snap=True, keep=True))
    return boxes


def masthead(setter: Setter, text: str) -> Box:
    """Set 发文机关标志 as large as fits: a short one is spread, a long one narrowed, a very long one made smaller."""
    geometry, breaker = setter.geometry, setter.breaker
    size = geometry.masthead_size
    natural = breaker.width(text, Style(Role.TITLE, size))
    squeeze = max(min(geometry.width / natural, 1.0), _NARROWEST)
    if natural * squeeze > geometry.width:
        size *= geometry.width / (natural * squeeze)
    gaps = max(len(text) - 1, 1)
    spread = max(min((geometry.width * _SPREAD - natural) / gaps, size * _WIDEST_GAP), 0.0)
    line = breaker.single(text, Style(Role.TITLE, size, spread))
    return Box(size * 0.95, Masthead(line, geometry.width, squeeze), keep=True)
