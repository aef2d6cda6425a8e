"""The head of a 信函: the organ above two red double rules, the number at the right (GB/T 9704, 10.1)."""

from dataclasses import dataclass

from reports.content.document import Document
from reports.pdf.elements import TextInk, Typesetter
from reports.pdf.fonts import printable
from reports.pdf.geometry import Geometry, mm
from reports.pdf.line_breaking import PdfLine
from reports.pdf.masthead import MastheadInk, build_masthead, header_marks
from reports.pdf.pagination import LayoutBox
from reports.pdf.pdf_canvas import PdfCanvas

_THICK_RULE, _THIN_RULE, _RULE_DISTANCE = (
    mm(0.7),
    mm(0.25),
    mm(0.9),
)  # _APART from the middle of one line to the other's
_RULE_TO_TEXT = 7 / 8  # of the type size: from a rule to the text beside it


@dataclass(frozen=True, slots=True)
class LetterheadInk:
    """The organ's name and both double rules, positioned from the edges of the paper whatever the margins are."""

    organ: MastheadInk | None
    geometry: Geometry

    @property
    def depth(self) -> float:
        """From the top of 版心 to the lower edge of the upper double rule."""
        return self._rule + _RULE_DISTANCE + _THIN_RULE / 2 - self.geometry.top

    @property
    def _rule(self) -> float:
        """From the top of the paper to the middle of the upper thick line, which is 4 mm below the organ."""
        height = self.organ.height if self.organ else 0.0
        return self.geometry.letter_drop + height + self.geometry.rule_gap + _THICK_RULE / 2

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw the head; ``top`` is the top of 版心, since this box is the first of its page."""
        geometry = self.geometry
        edge = top + geometry.top  # of the paper
        if self.organ:
            self.organ.draw(canvas, edge - geometry.letter_drop)
        foot = edge - geometry.page_height + geometry.letter_foot
        upper = edge - self._rule
        for y, width in (
            (upper, _THICK_RULE),
            (upper - _RULE_DISTANCE, _THIN_RULE),
            (foot + _RULE_DISTANCE, _THIN_RULE),
            (foot, _THICK_RULE),
        ):
            left = (geometry.page_width - geometry.letter_rule) / 2 - geometry.left
            canvas.draw_rule((left, y), (left + geometry.letter_rule, y), width, geometry.masthead_colour)


def letter_head(setter: Typesetter, document: Document, spacing_scale: float) -> list[LayoutBox]:
    """Set the head of a 信函 down to two lines above its title."""
    geometry = setter.geometry
    name = printable(document.masthead)
    organ = build_masthead(setter, name, geometry.masthead_size) if name else None
    head = LetterheadInk(organ, geometry)
    number = setter.breaker.single(printable(document.number), setter.style())
    rows: list[list[tuple[float, PdfLine]]] = [[(0.0, mark)] for mark in header_marks(setter, document)] or [[]]
    if document.number:
        rows[0].append((setter.measure - number.width, number))
    boxes = [LayoutBox(max(head.depth, 0.0) + _RULE_TO_TEXT * geometry.size, head, keep_with_next=True)]
    last = len(rows) - 1
    for index, row in enumerate(rows):
        height = geometry.size if index == last else geometry.line_pitch
        boxes.append(LayoutBox(height, TextInk(tuple(row), geometry.size), keep_with_next=True))
    return [*boxes, LayoutBox(2 * geometry.line_pitch * spacing_scale, keep_with_next=True)]
