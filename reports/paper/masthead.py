"""Parts common to all heads: 发文机关标志, the marks at the upper left, coloured rules (GB/T 9704, 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.content import Document
from reports.paper.elements import Setter, Text
from reports.paper.faces import Role, printable
from reports.paper.flow import Box
from reports.paper.lines import Line, Style
from reports.paper.pen import Pen
from reports.paper.strokes import BLACK, Colour

_INK_TOP = 0.85  # of the size: how far the letters of a masthead rise above their baseline
INK_HEIGHT = 0.95  # of the size: from the upper to the lower edge of a masthead's letters
_NARROWEST = 0.66  # smallest horizontal scale of a masthead's letters
_WIDEST_GAP = 0.6  # ems between the letters of a short masthead
_SPREAD = 0.8  # share of the line that a short masthead is spread to


@dataclass(frozen=True, slots=True)
class Masthead:
    """发文机关标志 in the county's red, its upper edge at the top of the box (7.2.4)."""

    line: Line
    measure: float
    squeeze: float
    colour: Colour

    @property
    def height(self) -> float:
        """From the upper to the lower edge of its letters."""
        return self.line.size * INK_HEIGHT

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw it centred."""
        x = (self.measure - self.line.width * self.squeeze) / 2
        canvas.text(self.line, x, top - _INK_TOP * self.line.size, colour=self.colour, squeeze=self.squeeze)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule across 版心 at the top of its box."""

    measure: float
    width: float
    colour: Colour = BLACK

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw it."""
        canvas.rule((0, top), (self.measure, top), self.width, self.colour)


@dataclass(frozen=True, slots=True)
class Stack:
    """Text lines one below the other, from the top of the box."""

    lines: tuple[Text, ...]

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw them."""
        for line in self.lines:
            line.draw(canvas, top)
            top -= line.height


def masthead(setter: Setter, text: str, size: float) -> Masthead:
    """Set 发文机关标志 as large as fits: a short name is spread, a long one narrowed, a very long one made smaller."""
    geometry, breaker = setter.geometry, setter.breaker
    natural = breaker.width(text, Style(Role.TITLE, size))
    squeeze = max(min(geometry.width / natural, 1.0), _NARROWEST)
    if natural * squeeze > geometry.width:
        size *= geometry.width / (natural * squeeze)
    gaps = max(len(text) - 1, 1)
    spread = max(min((geometry.width * _SPREAD - natural) / gaps, size * _WIDEST_GAP), 0.0)
    line = breaker.single(text, Style(Role.TITLE, size, spread))
    return Masthead(line, geometry.width, squeeze, geometry.masthead_colour)


def marks(setter: Setter, document: Document) -> list[Line]:
    """Set 份号, 密级和保密期限, 紧急程度, in this order and each only where it is given (7.2.1 to 7.2.3)."""
    given = ((document.copy_number, Role.BODY), (document.secrecy, Role.HEI), (document.urgency, Role.HEI))
    return [setter.breaker.single(printable(text), setter.style(role)) for text, role in given if text]


def stacked(lines: Sequence[Line], pitch: float) -> Stack:
    """Stack lines flush left."""
    return Stack(tuple(Text(((0.0, line),), pitch) for line in lines))


def above(setter: Setter, document: Document, drop: float) -> list[Box]:
    """Set the marks at the top of 版心 and 发文机关标志 ``drop`` points below it; no boxes if there is neither."""
    pitch = setter.geometry.pitch
    given = marks(setter, document)
    room = max(drop if document.masthead else 0.0, len(given) * pitch)
    boxes = [Box(room, stacked(given, pitch), keep=True)] if room else []
    if document.masthead:
        ink = masthead(setter, printable(document.masthead), setter.geometry.masthead_size)
        boxes.append(Box(ink.height, ink, keep=True))
    return boxes


def ends(setter: Setter, left: str, right: str, inset: float) -> list[Box]:
    """Set two texts at the two ends of a line; a left text that is too long gets lines of its own."""
    geometry, style = setter.geometry, setter.style()
    last = setter.breaker.single(printable(right), style)
    words = setter.breaker.paragraph(printable(left), style, setter.measure - 2 * inset)
    at = setter.measure - inset - last.width
    rows = [[(inset, line)] for line in words]
    if not rows or inset + words[-1].width + geometry.cell > at:
        rows.append([])
    rows[-1].append((at, last))
    return [Box(geometry.pitch, Text(tuple(row), geometry.pitch), keep=True) for row in rows]
