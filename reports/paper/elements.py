"""Lay out the text elements of a circular as boxes: headings, paragraphs, recipients, the list of annexes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reports.content import Annex, Heading, Paragraph, Span
from reports.paper.faces import Role, printable
from reports.paper.flow import Box
from reports.paper.geometry import Geometry
from reports.paper.lines import Breaker, Line, Style
from reports.paper.pen import Pen, Place
from reports.paper.titles import balanced

_RISE = 0.88  # of the size: the top of a character's square above its baseline
_HEADING_FACES = {1: Role.HEI, 2: Role.KAI, 3: Role.BODY, 4: Role.BODY}  # 7.3.3
_INDENT = 2  # characters


@dataclass(frozen=True, slots=True)
class Text:
    """Draws text lines side by side, each at its left end (points), all centred in the height of the box."""

    parts: tuple[tuple[float, Line], ...]
    height: float
    places: tuple[Place, ...] = ()

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw the lines and record where their figures are printed."""
        for x, line in self.parts:
            baseline = top - (self.height - line.size) / 2 - _RISE * line.size
            canvas.text(line, x, baseline)
            canvas.mark(line, x, baseline, self.places)


def flatten(spans: Iterable[Span]) -> tuple[str, tuple[Place, ...]]:
    """Join spans into the printed text; also return which part of it is which figure."""
    text, places = "", []
    for span in spans:
        part = printable(span.text)
        if span.figure is not None and part:
            places.append(Place(len(text), len(text) + len(part), span.figure))
        text += part
    return text, tuple(places)


class Setter:
    """Turns text elements into layout boxes of one line each."""

    def __init__(self, breaker: Breaker, geometry: Geometry, width: float, closeness: float = 1.0) -> None:
        """Set for a frame of this width in points; a full line holds as many whole characters as fit.

        ``scale`` below 1 sets tables and pictures smaller, never the running text.
        """
        self.breaker, self.closeness = breaker, closeness
        self.geometry = geometry
        self.measure = int((width - geometry.size) / geometry.cell + 0.001) * geometry.cell + geometry.size

    def style(self, role: Role = Role.BODY) -> Style:
        """Return the body text style in one of its fonts."""
        return Style(role, self.geometry.size, self.geometry.tracking)

    def blank(self, lines: float = 1, *, keep: bool = False) -> Box:
        """Return an empty box so many lines high; it is dropped at the top of a page."""
        return Box(self.geometry.pitch * lines, blank=True, keep=keep)

    def text(
        self, text: str, role: Role = Role.BODY, indent: float = _INDENT, places: tuple[Place, ...] = ()
    ) -> list[Box]:
        """Set a paragraph: first line indented by so many characters, the others flush (7.3.3)."""
        shift = indent * self.geometry.cell
        lines = self.breaker.paragraph(text, self.style(role), self.measure, shift)
        return [self._line(((shift if number == 0 else 0.0, line),), places) for number, line in enumerate(lines)]

    def paragraph(self, paragraph: Paragraph) -> list[Box]:
        """Set a paragraph of the body."""
        text, places = flatten(paragraph.spans)
        return self.text(text, places=places)

    def heading(self, heading: Heading) -> list[Box]:
        """Set a heading, which does not stay behind at the foot of a page (7.3.3)."""
        text = printable(heading.text)
        boxes = [replace(box, keep=True) for box in self.text(text, _HEADING_FACES[heading.level])]
        return [replace(boxes[0], entry=(heading.level - 1, text)), *boxes[1:]] if boxes else []

    def recipients(self, recipients: str) -> list[Box]:
        """Set 主送机关: flush left, with a full-width colon (7.3.2)."""
        return self.text(f"{printable(recipients)}：", indent=0)

    def title(self, title: str, *, entry: tuple[int, str] | None = None) -> list[Box]:
        """Set a title centred in balanced lines (7.3.1)."""
        geometry = self.geometry
        style = Style(Role.TITLE, geometry.title_size)
        boxes = []
        for text in balanced(self.breaker, printable_lines(title), style, self.measure):
            line = self.breaker.single(text, style)
            ink = Text((((self.measure - line.width) / 2, line),), geometry.title_pitch)
            boxes.append(Box(geometry.title_pitch, ink, keep=True))
        return [replace(boxes[0], entry=entry), *boxes[1:]] if boxes else []

    def annexes(self, annexes: Sequence[Annex]) -> list[Box]:
        """Set 附件说明: a blank line, two characters in, names hanging under their first character (7.3.4)."""
        style, cell = self.style(), self.geometry.cell
        boxes: list[Box] = []
        label = self.breaker.single("附件：", style)
        for number, annex in enumerate(annexes, 1):
            count = self.breaker.single(f"{number}." if len(annexes) > 1 else "", style)
            at = (_INDENT + 3) * cell
            begin = at + (1.75 if len(annexes) > 9 else 1.25) * cell if len(annexes) > 1 else at
            name = printable(annex.title)
            for row, line in enumerate(self.breaker.paragraph(name, style, self.measure - begin)):
                parts = [(begin, line)]
                if row == 0:
                    parts.append((at, count))
                    if number == 1:
                        parts.append((_INDENT * cell, label))
                boxes.append(self._line(tuple(sorted(parts, key=lambda part: part[0]))))
        return [self.blank(), *boxes] if boxes else []

    def hanging(self, label: Line, text: str, indent: float = _INDENT) -> list[Box]:
        """Set a text after a label, its other lines below its own first character."""
        at = indent * self.geometry.cell
        begin = at + label.width
        lines = self.breaker.paragraph(text, self.style(), self.measure - begin)
        first = ((at, label), (begin, lines[0])) if lines else ((at, label),)
        return [self._line(first), *(self._line(((begin, line),)) for line in lines[1:])]

    def shifted(self, line: Line, x: float) -> Box:
        """Set a finished line at this distance from the left edge."""
        return self._line(((x, line),))

    def _line(self, parts: tuple[tuple[float, Line], ...], places: tuple[Place, ...] = ()) -> Box:
        pitch = self.geometry.pitch
        return Box(pitch, Text(parts, pitch, places))


def written(day: date) -> str:
    """Format a date as 成文日期: full year, no leading zero in month or day (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def printable_lines(text: str) -> str:
    """Clean a text but keep its line breaks."""
    return "\n".join(printable(line) for line in text.splitlines())
