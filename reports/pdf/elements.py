"""Lay out the text elements of a circular as boxes: headings, paragraphs, recipients, the list of annexes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reports.content.document import Annex, Paragraph, SectionHeading, TextSpan
from reports.pdf.fonts import FontRole, printable
from reports.pdf.geometry import Geometry
from reports.pdf.line_breaking import Breaker, PdfLine, TextStyle
from reports.pdf.pagination import LayoutBox
from reports.pdf.pdf_canvas import FigureSpan, PdfCanvas
from reports.pdf.structure import Tag, heading
from reports.pdf.title_breaking import balance_title

_ASCENT = 0.88  # of the size: the top of a character's square above its baseline
_HEADING_ROLES = {1: FontRole.HEI, 2: FontRole.KAI, 3: FontRole.BODY, 4: FontRole.BODY}  # 7.3.3
_INDENT = 2  # characters


@dataclass(frozen=True, slots=True)
class TextInk:
    """Draws text lines side by side, each at its left end (points), all centred in the height of the box.

    ``tags`` are the elements the lines belong to: one for all of them, or one for each.
    """

    parts: tuple[tuple[float, PdfLine], ...]
    height: float
    figure_spans: tuple[FigureSpan, ...] = ()
    tags: tuple[Tag, ...] = ()

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw the lines and record where their figures are printed."""
        tags: tuple[Tag | None, ...] = self.tags or (None,)
        for (x, line), tag in zip(self.parts, tags * len(self.parts) if len(tags) == 1 else tags, strict=True):
            baseline = top - (self.height - line.size) / 2 - _ASCENT * line.size
            canvas.draw_text(line, x, baseline, tag)
            canvas.record_figures(line, x, baseline, self.figure_spans)


def flatten(spans: Iterable[TextSpan]) -> tuple[str, tuple[FigureSpan, ...]]:
    """Join spans into the printed text; also return which part of it is which figure."""
    text, places = "", []
    for span in spans:
        part = printable(span.text)
        if span.figure is not None and part:
            places.append(FigureSpan(len(text), len(text) + len(part), span.figure))
        text += part
    return text, tuple(places)


class Typesetter:
    """Turns text elements into layout boxes of one line each."""

    def __init__(self, breaker: Breaker, geometry: Geometry, width: float, scale: float = 1.0) -> None:
        """Set for a frame of this width in points; a full line holds as many whole characters as fit.

        ``scale`` below 1 sets tables and pictures smaller, never the running text.
        """
        self.breaker, self.scale = breaker, scale
        self.geometry = geometry
        self.section: Tag | None = None  # what is set becomes a child of this element; of the document without one
        self.measure = int((width - geometry.size) / geometry.char_pitch + 0.001) * geometry.char_pitch + geometry.size

    def style(self, role: FontRole = FontRole.BODY) -> TextStyle:
        """Return the body text style in one of its fonts."""
        return TextStyle(role, self.geometry.size, self.geometry.tracking)

    def blank_lines(self, lines: float = 1, *, keep: bool = False) -> LayoutBox:
        """Return an empty box so many lines high; it is dropped at the top of a page."""
        return LayoutBox(self.geometry.line_pitch * lines, is_blank=True, keep_with_next=keep)

    def text_boxes(
        self,
        text: str,
        role: FontRole = FontRole.BODY,
        indent: float = _INDENT,
        figure_spans: tuple[FigureSpan, ...] = (),
        tag: Tag | None = None,
    ) -> list[LayoutBox]:
        """Set a paragraph: first line indented by so many characters, the others flush (7.3.3)."""
        shift = indent * self.geometry.char_pitch
        lines = self.breaker.paragraph(text, self.style(role), self.measure, shift)
        tags = (tag or Tag("P", self.section),)
        return [
            self._line_box(((shift if number == 0 else 0.0, line),), tags, figure_spans)
            for number, line in enumerate(lines)
        ]

    def paragraph_boxes(self, paragraph: Paragraph) -> list[LayoutBox]:
        """Set a paragraph of the body."""
        text, places = flatten(paragraph.spans)
        return self.text_boxes(text, figure_spans=places)

    def heading_boxes(self, block: SectionHeading) -> list[LayoutBox]:
        """Set a heading, which does not stay behind at the foot of a page (7.3.3)."""
        text = printable(block.text)
        set_boxes = self.text_boxes(text, _HEADING_ROLES[block.level], tag=heading(block.level + 1, self.section))
        boxes = [replace(box, keep_with_next=True) for box in set_boxes]
        return [replace(boxes[0], outline_entry=(block.level - 1, text)), *boxes[1:]] if boxes else []

    def recipients_boxes(self, recipients: str) -> list[LayoutBox]:
        """Set 主送机关: flush left, with a full-width colon (7.3.2)."""
        return self.text_boxes(f"{printable(recipients)}：", indent=0)

    def title_boxes(
        self, title: str, *, outline_entry: tuple[int, str] | None = None, tag: Tag | None = None
    ) -> list[LayoutBox]:
        """Set a title centred in balanced lines (7.3.1)."""
        geometry = self.geometry
        tags = (tag or heading(1, self.section),)
        style = TextStyle(FontRole.TITLE, geometry.title_size)
        boxes = []
        for text in balance_title(self.breaker, printable_lines(title), style, self.measure):
            line = self.breaker.single(text, style)
            ink = TextInk((((self.measure - line.width) / 2, line),), geometry.title_pitch, tags=tags)
            boxes.append(LayoutBox(geometry.title_pitch, ink, keep_with_next=True))
        return [replace(boxes[0], outline_entry=outline_entry), *boxes[1:]] if boxes else []

    def annex_list_boxes(self, annexes: Sequence[Annex]) -> list[LayoutBox]:
        """Set 附件说明: a blank line, two characters in, names hanging under their first character (7.3.4)."""
        style, cell = self.style(), self.geometry.char_pitch
        boxes: list[LayoutBox] = []
        label, names = self.breaker.single("附件：", style), Tag("P" if len(annexes) == 1 else "L", self.section)
        label_tag = names if len(annexes) == 1 else Tag("P", self.section)
        for number, annex in enumerate(annexes, 1):
            item = Tag("LI", names)
            count_tag, name_tag = (Tag("Lbl", item), Tag("LBody", item)) if len(annexes) > 1 else (names, names)
            count = self.breaker.single(f"{number}." if len(annexes) > 1 else "", style)
            at = (_INDENT + 3) * cell
            begin = at + (1.75 if len(annexes) > 9 else 1.25) * cell if len(annexes) > 1 else at
            name = printable(annex.title)
            for row, line in enumerate(self.breaker.paragraph(name, style, self.measure - begin)):
                parts, tags = [(begin, line)], [name_tag]
                if row == 0 and len(annexes) > 1:
                    parts, tags = [(at, count), *parts], [count_tag, *tags]
                if row == 0 and number == 1:
                    parts, tags = [(_INDENT * cell, label), *parts], [label_tag, *tags]
                boxes.append(self._line_box(tuple(parts), tuple(tags)))
        return [self.blank_lines(), *boxes] if boxes else []

    def labelled_paragraph(self, label: PdfLine, text: str, indent: float = _INDENT) -> list[LayoutBox]:
        """Set a text after a label, its other lines below its own first character."""
        at = indent * self.geometry.char_pitch
        begin = at + label.width
        lines = self.breaker.paragraph(text, self.style(), self.measure - begin)
        first = ((at, label), (begin, lines[0])) if lines else ((at, label),)
        tags = (Tag("P", self.section),)
        return [self._line_box(first, tags), *(self._line_box(((begin, line),), tags) for line in lines[1:])]

    def line_at(self, line: PdfLine, x: float) -> LayoutBox:
        """Set a finished line at this distance from the left edge."""
        return self._line_box(((x, line),), (Tag("P", self.section),))

    def _line_box(
        self,
        parts: tuple[tuple[float, PdfLine], ...],
        tags: tuple[Tag, ...],
        figure_spans: tuple[FigureSpan, ...] = (),
    ) -> LayoutBox:
        pitch = self.geometry.line_pitch
        return LayoutBox(pitch, TextInk(parts, pitch, figure_spans, tags))


def long_date(day: date) -> str:
    """Format a date as 成文日期: full year, no leading zero in month or day (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def printable_lines(text: str) -> str:
    """Clean a text but keep its line breaks."""
    return "\n".join(printable(line) for line in text.splitlines())
