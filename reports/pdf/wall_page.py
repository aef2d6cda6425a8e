"""Print wall charts on landscape A3 or A2: border, title, issuing unit and date, and one drawing per page."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from itertools import pairwise
from pathlib import Path

from reports.content.chart_layout import ChartText, Drawing
from reports.content.document import Document
from reports.pdf.chart_painter import SPACE_ABOVE, ChartInk
from reports.pdf.elements import long_date
from reports.pdf.fonts import FontRole, FontSet, printable
from reports.pdf.geometry import GB9704, Frame, mm
from reports.pdf.line_breaking import Breaker, TextStyle
from reports.pdf.pdf_canvas import PdfCanvas
from reports.pdf.pdf_renderer import PrintResult, open_canvas, save
from reports.pdf.structure import ARTIFACT, figure, heading
from reports.pdf.text_locations import reject_characters

_BORDER_MARGIN, _BORDER_PADDING = mm(8), mm(4)  # from the paper edge to the border, and from the border to the content
_BASELINE_DROP = 0.36  # of the size: from the middle of a line down to its baseline


class PaperSize(Enum):
    """A landscape paper size: width and height in millimetres, and the scale of its lettering relative to A3."""

    A3 = (420.0, 297.0, 1.0)
    A2 = (594.0, 420.0, 1.25)

    @property
    def scale(self) -> float:
        """How much larger everything is than on A3."""
        return self.value[2]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return mm(self.value[0]), mm(self.value[1])

    @property
    def drawing_area(self) -> tuple[float, float]:
        """Width and height available to a drawing, in points."""
        width, height = self.size
        return width - 2 * (_BORDER_MARGIN + _BORDER_PADDING), height - 2 * (
            _BORDER_MARGIN + _BORDER_PADDING
        ) - self.head_height - self.foot_height

    @property
    def head_height(self) -> float:
        """The height of the title and the line below it."""
        return 58 * self.scale

    @property
    def foot_height(self) -> float:
        """The height of the line at the foot."""
        return 16 * self.scale


def print_wall_chart(document: Document, drawings: Sequence[Drawing], path: Path, paper: PaperSize) -> PrintResult:
    """Print drawings made for this paper size, one per page, atomically; the same input gives the same bytes.

    Of the document only the title (its second line is set smaller), 署名, date and properties are used.
    Raises UserError if a character is in no font.
    """
    faces = FontSet.installed()
    written_words = (
        (words.text, words.text) for drawing in drawings for words in drawing.shapes if isinstance(words, ChartText)
    )
    texts = [
        ("标题", document.title),
        ("署名", document.signed_by),
        *((f"“{where[:12]}”", text) for where, text in written_words),
    ]
    reject_characters(faces.missing_characters([(where, printable(text)) for where, text in texts]))
    breaker, (width, height) = Breaker(faces), paper.size
    canvas = PdfCanvas(open_canvas(replace(GB9704, page_width=width, page_height=height), faces), faces)
    room = paper.drawing_area
    for number, drawing in enumerate(drawings, start=1):
        canvas.reportlab_canvas.setPageSize(paper.size)
        canvas.begin_page(
            Frame(
                room[0],
                height - 2 * (_BORDER_MARGIN + _BORDER_PADDING),
                _BORDER_MARGIN + _BORDER_PADDING,
                _BORDER_MARGIN + _BORDER_PADDING,
            )
        )
        _draw_border(canvas, room[0], height - 2 * (_BORDER_MARGIN + _BORDER_PADDING))
        _draw_head(canvas, breaker, document, paper, first=number == 1)
        ink = ChartInk(drawing, breaker, figure(printable(drawing.description) or document.title.partition("\n")[0]))
        ink.draw(canvas, paper.foot_height + room[1] + SPACE_ABOVE)
        _draw_foot(canvas, breaker, paper, number, len(drawings))
        canvas.leave_frame()
        canvas.end_page()
    save(canvas, document, path)
    return PrintResult(canvas.page, tuple(canvas.marks), canvas.used_fonts())


def _draw_border(canvas: PdfCanvas, width: float, height: float) -> None:
    for gap, thick in ((_BORDER_PADDING, 1.5), (_BORDER_PADDING - 2.5, 0.5)):
        left, low, right, top = -gap, -gap, width + gap, height + gap
        corners = ((left, low), (left, top), (right, top), (right, low), (left, low))
        for start, end in pairwise(corners):
            canvas.draw_rule(start, end, thick)


def _draw_head(canvas: PdfCanvas, breaker: Breaker, document: Document, paper: PaperSize, *, first: bool) -> None:
    """Draw the title; below it the subtitle at the left, issuing unit and date at the right; read out once."""
    title, _, about = document.title.partition("\n")
    room, top = paper.drawing_area, paper.foot_height + paper.drawing_area[1] + paper.head_height
    size = 28 * paper.scale
    line = breaker.single(printable(title), TextStyle(FontRole.TITLE, size))
    baseline = top - size * (0.5 + _BASELINE_DROP)
    canvas.draw_text(line, (room[0] - line.width) / 2, baseline, heading(1) if first else ARTIFACT)
    if first:
        canvas.add_bookmark(0, title, top)
    small, low = 11 * paper.scale, top - size * 1.18 - 11 * paper.scale * (0.5 + _BASELINE_DROP)
    left = breaker.single(printable(about), TextStyle(FontRole.KAI, small))
    canvas.draw_text(left, 0, low, None if first else ARTIFACT)
    right = breaker.single(
        printable(f"{document.signed_by}　{long_date(document.dated)}"), TextStyle(FontRole.KAI, small)
    )
    canvas.draw_text(right, room[0] - right.width, low, None if first else ARTIFACT)


def _draw_foot(canvas: PdfCanvas, breaker: Breaker, paper: PaperSize, number: int, page_count: int) -> None:
    if page_count == 1:
        return
    line = breaker.single(f"第 {number} 张，共 {page_count} 张", TextStyle(FontRole.SONG, 9 * paper.scale))
    canvas.draw_text(line, paper.drawing_area[0] - line.width, 2, ARTIFACT)
