"""发文机关标志 of several lines: joint organs, or a long name in two lines, with 文件 at their right (7.2.4)."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.content.document import Document
from reports.pdf.content_stream import Colour
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontRole, printable
from reports.pdf.line_breaking import PdfLine, TextStyle
from reports.pdf.masthead import (
    LETTER_ASCENT,
    LETTER_HEIGHT,
    MIN_HORIZONTAL_SCALE,
    MastheadInk,
    build_masthead,
    header_marks,
    stack_lines,
)
from reports.pdf.pagination import LayoutBox
from reports.pdf.pdf_canvas import PdfCanvas
from reports.pdf.structure import Tag
from reports.pdf.title_breaking import balance_title

_SUFFIX = "文件"
_SEEMLY_SIZE = 34.0  # points: a name that would be set smaller on one line takes two
_LEADING = 1.2  # of the type size, from name to name
_MAX_HEIGHT = 2.3  # of the county's masthead size: the height of all names together
_NAME_SIZE = 0.85  # of the county's masthead size, at most
_GAP = 0.3  # of the type size, between the names and 文件
_BROKEN_SHARE = 0.62  # of a name's width that one of its two lines may hold


@dataclass(frozen=True, slots=True)
class StackedMasthead:
    """Names below each other, spread to one width, with 文件 in the middle of their right side."""

    names: tuple[PdfLine, ...]
    suffix: PdfLine | None
    measure: float
    horizontal_scale: float
    colour: Colour

    @property
    def names_width(self) -> float:
        """The width of the widest name in points."""
        return max(line.width for line in self.names) * self.horizontal_scale

    @property
    def suffix_width(self) -> float:
        """The width of 文件 with the gap before it, in points."""
        return 0.0 if self.suffix is None else self.suffix.width * self.horizontal_scale + _GAP * self.suffix.size

    @property
    def left(self) -> float:
        """The left edge of the names, so that all stands in the middle of the line."""
        return (self.measure - self.names_width - self.suffix_width) / 2

    @property
    def pitch(self) -> float:
        """From name to name in points."""
        return _LEADING * self.names[0].size

    @property
    def height(self) -> float:
        """From the upper edge of the first name to the lower edge of the last."""
        return self.pitch * (len(self.names) - 1) + LETTER_HEIGHT * self.names[0].size

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw the names, then 文件."""
        scale, tag = self.horizontal_scale, Tag("P")
        for number, line in enumerate(self.names):
            baseline = top - number * self.pitch - LETTER_ASCENT * line.size
            canvas.draw_text(line, self.left, baseline, tag, colour=self.colour, horizontal_scale=scale)
        if self.suffix is not None:
            size = self.suffix.size
            x = self.left + self.names_width + _GAP * size
            baseline = top - (self.height - LETTER_HEIGHT * size) / 2 - LETTER_ASCENT * size
            canvas.draw_text(self.suffix, x, baseline, tag, colour=self.colour, horizontal_scale=scale)


def fitting_masthead(setter: Typesetter, text: str, size: float) -> MastheadInk | StackedMasthead:
    """Set 发文机关标志 on one line, or on several where there are several organs or one line would dwarf it."""
    names = [name for name in map(printable, text.splitlines()) if name.strip()]
    if len(names) == 1:
        single = build_masthead(setter, names[0], size)
        if single.line.size >= min(_SEEMLY_SIZE, size):
            return single
    has_suffix = names[-1].endswith(_SUFFIX) and names[-1] != _SUFFIX
    if has_suffix:
        names[-1] = names[-1].removesuffix(_SUFFIX)
    if len(names) == 1:
        style = TextStyle(FontRole.TITLE, size)
        share = setter.breaker.width(names[0], style) * _BROKEN_SHARE
        names = balance_title(setter.breaker, names[0], style, share)
    return _stack(setter, names, size, has_suffix=has_suffix)


def _stack(setter: Typesetter, names: Sequence[str], size: float, *, has_suffix: bool) -> StackedMasthead:
    """Choose the type size of the names, condense them to the room beside 文件, and spread them to one width."""
    breaker, measure = setter.breaker, setter.geometry.width
    ems = max(breaker.width(name, TextStyle(FontRole.TITLE, 1.0)) for name in names)
    name_size = min(_NAME_SIZE * size, _MAX_HEIGHT * size / (LETTER_HEIGHT + _LEADING * (len(names) - 1)))
    suffix_ems = (breaker.width(_SUFFIX, TextStyle(FontRole.TITLE, 1.0)), _GAP) if has_suffix else (0.0, 0.0)
    # All is condensed alike, but the gap before 文件 is not.
    scale = min((measure - suffix_ems[1] * size) / (ems * name_size + suffix_ems[0] * size), 1.0)
    if scale < MIN_HORIZONTAL_SCALE:
        scale = MIN_HORIZONTAL_SCALE
        name_size = ((measure - suffix_ems[1] * size) / scale - suffix_ems[0] * size) / ems
    width = ems * name_size
    lines = []
    for name in names:
        natural = breaker.width(name, TextStyle(FontRole.TITLE, name_size))
        spread = (width - natural) / max(len(name) - 1, 1)
        lines.append(breaker.single(name, TextStyle(FontRole.TITLE, name_size, spread)))
    suffix = breaker.single(_SUFFIX, TextStyle(FontRole.TITLE, size)) if has_suffix else None
    return StackedMasthead(tuple(lines), suffix, measure, scale, setter.geometry.masthead_colour)


def masthead_boxes(setter: Typesetter, document: Document, drop: float) -> list[LayoutBox]:
    """Set the marks at the top of 版心 and 发文机关标志 ``drop`` points below it; no boxes if there is neither."""
    pitch = setter.geometry.line_pitch
    given = header_marks(setter, document)
    room = max(drop if document.masthead else 0.0, len(given) * pitch)
    boxes = [LayoutBox(room, stack_lines(given, pitch), keep_with_next=True)] if room else []
    if document.masthead:
        ink = fitting_masthead(setter, document.masthead, setter.geometry.masthead_size)
        boxes.append(LayoutBox(ink.height, ink, keep_with_next=True))
    return boxes
