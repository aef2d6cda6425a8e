"""Parts common to all heads: 发文机关标志, the marks at the upper left, coloured rules (GB/T 9704, 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.content.document import Document
from reports.pdf.content_stream import BLACK, Colour
from reports.pdf.elements import TextInk, Typesetter
from reports.pdf.fonts import FontRole, printable
from reports.pdf.line_breaking import PdfLine, TextStyle
from reports.pdf.pagination import LayoutBox
from reports.pdf.pdf_canvas import PdfCanvas
from reports.pdf.structure import Tag

LETTER_ASCENT = 0.85  # of the size: how far the letters of a masthead rise above their baseline
LETTER_HEIGHT = 0.95  # of the size: from the upper to the lower edge of a masthead's letters
MIN_HORIZONTAL_SCALE = 0.66  # smallest horizontal scale of a masthead's letters
_WIDEST_GAP = 0.6  # ems between the letters of a short masthead
_SPREAD_SHARE = 0.8  # share of the line that a short masthead is spread to


@dataclass(frozen=True, slots=True)
class MastheadInk:
    """发文机关标志 in the county's red, its upper edge at the top of the box (7.2.4)."""

    line: PdfLine
    measure: float
    horizontal_scale: float
    colour: Colour

    @property
    def height(self) -> float:
        """From the upper to the lower edge of its letters."""
        return self.line.size * LETTER_HEIGHT

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw it centred."""
        x = (self.measure - self.line.width * self.horizontal_scale) / 2
        canvas.draw_text(
            self.line,
            x,
            top - LETTER_ASCENT * self.line.size,
            colour=self.colour,
            horizontal_scale=self.horizontal_scale,
        )


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A rule across 版心 at the top of its box."""

    measure: float
    width: float
    colour: Colour = BLACK

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw it."""
        canvas.draw_rule((0, top), (self.measure, top), self.width, self.colour)


@dataclass(frozen=True, slots=True)
class TextStack:
    """Text lines one below the other, from the top of the box."""

    lines: tuple[TextInk, ...]

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw them."""
        for line in self.lines:
            line.draw(canvas, top)
            top -= line.height


def build_masthead(setter: Typesetter, text: str, size: float) -> MastheadInk:
    """Set 发文机关标志 as large as fits: a short name is spread, a long one narrowed, a very long one made smaller."""
    geometry, breaker = setter.geometry, setter.breaker
    natural = breaker.width(text, TextStyle(FontRole.TITLE, size))
    squeeze = max(min(geometry.width / natural, 1.0), MIN_HORIZONTAL_SCALE)
    if natural * squeeze > geometry.width:
        size *= geometry.width / (natural * squeeze)
    gaps = max(len(text) - 1, 1)
    spread = max(min((geometry.width * _SPREAD_SHARE - natural) / gaps, size * _WIDEST_GAP), 0.0)
    line = breaker.single(text, TextStyle(FontRole.TITLE, size, spread))
    return MastheadInk(line, geometry.width, squeeze, geometry.masthead_colour)


def header_marks(setter: Typesetter, document: Document) -> list[PdfLine]:
    """Set 份号, 密级和保密期限, 紧急程度, in this order and each only where it is given (7.2.1 to 7.2.3)."""
    given = ((document.copy_number, FontRole.BODY), (document.secrecy, FontRole.HEI), (document.urgency, FontRole.HEI))
    return [setter.breaker.single(printable(text), setter.style(role)) for text, role in given if text]


def stack_lines(lines: Sequence[PdfLine], pitch: float) -> TextStack:
    """Stack lines flush left."""
    return TextStack(tuple(TextInk(((0.0, line),), pitch) for line in lines))


def opposite_ends(setter: Typesetter, left: str, right: str, inset: float) -> list[LayoutBox]:
    """Set two texts at the two ends of a line; a left text that is too long gets lines of its own."""
    geometry, style = setter.geometry, setter.style()
    last = setter.breaker.single(printable(right), style)
    words = setter.breaker.paragraph(printable(left), style, setter.measure - 2 * inset)
    at = setter.measure - inset - last.width
    rows = [[(inset, line)] for line in words]
    if not rows or inset + words[-1].width + geometry.char_pitch > at:
        rows.append([])
    rows[-1].append((at, last))
    first, second = Tag("P", setter.section), Tag("P", setter.section)
    tags = [tuple(second if line is last else first for _, line in row) for row in rows]
    inks = [TextInk(tuple(row), geometry.line_pitch, tags=tag) for row, tag in zip(rows, tags, strict=True)]
    return [LayoutBox(geometry.line_pitch, ink, keep_with_next=True) for ink in inks]
