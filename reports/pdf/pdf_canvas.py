"""Draw on the pages of one PDF: text, rules and bookmarks; record where each figure is printed.

Every text is drawn under the tag of its element in the structure; what has none becomes a paragraph by itself, so that
nothing printed is lost to a screen reader.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from reports.figures.figure import Figure
from reports.pdf.content_stream import BLACK, Colour, ContentStream, SubsetEncoder, reads_with_blanks
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.geometry import Frame
from reports.pdf.line_breaking import PdfLine
from reports.pdf.pdf_file import compress_page
from reports.pdf.structure import ARTIFACT, StructureTree, Tag, text_string

_PAGINATION_ARTIFACT = "/Artifact<</Type/Pagination>>"  # page numbers, stamps, the repeated head of a table
_ASCENT = 0.88  # of the size: the top of a character's square above its baseline


@dataclass(frozen=True, slots=True)
class FigureMark:
    """Where a figure is printed: the page from 1, and a rectangle in PDF points from its lower left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float
    figure: Figure


@dataclass(frozen=True, slots=True)
class FigureSpan:
    """The part ``text[start:end]`` of a paragraph that prints a figure."""

    start: int
    end: int
    figure: Figure


def _marked(role: str, number: int, text: str) -> str:
    """Return the operand of BDC for a piece of marked content; ``text`` tells what it says, if readers might err.

    Poppler heeds such text only if the content is called a span, whatever element it belongs to.
    """
    return f"/Span<</MCID {number}/ActualText{text_string(text)}>>" if text else f"/{role}<</MCID {number}>>"


class PdfCanvas:
    """Draws in the frame of the current page and collects the figure marks."""

    def __init__(self, reportlab_canvas: Canvas, faces: FontSet) -> None:
        """Draw on a reportlab canvas with these fonts."""
        self.reportlab_canvas = reportlab_canvas
        self.faces = faces
        self.page = 0
        self.marks: list[FigureMark] = []
        self._frame: Frame | None = None
        self._encoders: dict[str, SubsetEncoder] = {}
        self._content = ContentStream(reportlab_canvas, self._encoders)
        self._used_fonts: dict[tuple[FontRole, str], None] = {}
        self._bookmark_count = 0
        self._outline_depth, self._first_entry, self._several = -1, True, False
        self.tree = StructureTree()
        self._drawn_tag: Tag | None = None

    def begin_document(self, *, several: bool) -> None:
        """Begin a document; where a file has several, the headings of each stand below its title in the outline."""
        self.tree.begin_part(several=several)
        self._outline_depth, self._first_entry, self._several = -1, True, several

    def begin_page(self, frame: Frame) -> None:
        """Begin a page; coordinates are those of ``frame`` from now on."""
        self.page += 1
        self.tree.begin_page()
        self._frame = frame
        self._flush()
        self.reportlab_canvas.saveState()
        self.reportlab_canvas.transform(*frame.matrix)

    def leave_frame(self) -> None:
        """Return to the paper's own axes, as the page number needs."""
        self._flush()
        self.reportlab_canvas.restoreState()
        self._frame = None

    def end_page(self) -> None:
        """Finish the page."""
        if self._frame is not None:
            self.leave_frame()
        self._flush()
        self.reportlab_canvas.showPage()
        compress_page(self.reportlab_canvas)

    def _flush(self) -> None:
        """Write the pending content to the page; anything drawn directly on the reportlab canvas lies below it."""
        self._content.flush()
        self._drawn_tag = None
        self._content = ContentStream(self.reportlab_canvas, self._encoders)

    def draw_text(
        self,
        line: PdfLine,
        x: float,
        baseline: float,
        tag: Tag | None = None,
        *,
        colour: Colour = BLACK,
        horizontal_scale: float = 1.0,
    ) -> None:
        """Draw a line with its left end at ``x``; ``horizontal_scale`` narrows the letters, as in mastheads.

        Lines drawn one after the other under one tag are one piece of its content.
        """
        self.begin_text(tag or Tag("P"))
        for run in line.runs:
            self._used_fonts.setdefault((line.style.role, run.face))
        self._content.add_text(line, x, baseline, colour, horizontal_scale)

    def begin_text(self, tag: Tag) -> None:
        """Draw what follows under this tag."""
        if tag is self._drawn_tag:
            return
        self._drawn_tag = tag
        if tag is ARTIFACT:
            self._content.set_mark(_PAGINATION_ARTIFACT)
        else:
            self._content.mark_with(lambda text: self._mark(tag, text))

    def begin_row(self, row: Tag) -> int:
        """Begin a table row; return the number by which ``begin_cell`` begins its first cell."""
        self._drawn_tag = row
        return 0 if row is ARTIFACT else self.tree.mark(row)

    def begin_cell(self, row: Tag, number: int, place: int, lines: Sequence[PdfLine]) -> None:
        """Draw what follows in a cell of the row begun last, also where the cell is empty."""
        if row is ARTIFACT:
            self._content.set_mark(_PAGINATION_ARTIFACT)
            return
        for line in lines:
            if reads_with_blanks(line):
                text = "".join([line.text for line in lines])
                break
        else:
            text = ""
        self._content.set_mark(_marked(row.cells[place].role, number + place, text))

    def _mark(self, tag: Tag, text: str = "") -> str:
        number = self.tree.mark(tag)
        return _marked(self.tree.role(tag), number, text)

    @contextmanager
    def picture(self, tag: Tag, box: tuple[float, float, float, float]) -> Iterator[Canvas]:
        """Draw a picture on the reportlab canvas under its tag; ``box`` is its x, y, width and height in the frame."""
        if self._frame is not None:
            x, y, width, height = self._frame.on_paper(*box)
            self.tree.set_box(tag, (x, y, x + width, y + height))
        self.reportlab_canvas.addLiteral(f"{self._mark(tag)} BDC")
        yield self.reportlab_canvas
        self.reportlab_canvas.addLiteral("EMC")

    def record_figures(self, line: PdfLine, x: float, baseline: float, figure_spans: tuple[FigureSpan, ...]) -> None:
        """Record where the figures of a line are printed."""
        if self._frame is None:
            return
        for place in figure_spans:
            span = line.span(place.start, place.end)
            if span is not None:
                left, width = span
                low = baseline - (1 - _ASCENT) * line.size
                box = self._frame.on_paper(x + left, low, width, line.size)
                self.marks.append(FigureMark(self.page, *box, place.figure))

    def draw_rule(
        self, start: tuple[float, float], end: tuple[float, float], width: float, colour: Colour = BLACK
    ) -> None:
        """Draw a straight line."""
        self._content.add_rule(start, end, width, colour)

    def draw_rotated(self, line: PdfLine, middle: tuple[float, float], angle: float, colour: Colour) -> None:
        """Draw a line rotated about its middle, below everything drawn on the page later."""
        self.reportlab_canvas.saveState()
        self.reportlab_canvas.translate(*middle)
        self.reportlab_canvas.rotate(angle)
        self.draw_text(line, -line.width / 2, -line.size / 3, ARTIFACT, colour=colour)
        self._flush()
        self.reportlab_canvas.restoreState()

    def fill_rectangle(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        """Fill a rectangle given by its lower left corner; rules and text lie above it."""
        self._content.add_fill(x, y, width, height, colour)

    def add_bookmark(self, level: int, text: str, top: float) -> None:
        """Add an outline entry that leads to this height on the current page."""
        if self._frame is None:
            return
        self._bookmark_count += 1
        key = f"entry-{self._bookmark_count}"
        level += int(self._several and not self._first_entry)
        self._first_entry = False
        self._outline_depth = min(level, self._outline_depth + 1)
        x, y, _, _ = self._frame.on_paper(0, top, 0, 0)
        self.reportlab_canvas.bookmarkPage(key, fit="XYZ", left=x, top=y)
        self.reportlab_canvas.addOutlineEntry(text, key, self._outline_depth)

    def used_fonts(self) -> tuple[tuple[str, str], ...]:
        """Return the fonts used so far: role name, family name."""
        order = list(FontRole)
        pairs = sorted(self._used_fonts, key=lambda pair: order.index(pair[0]))
        return tuple(dict.fromkeys((role.value, self.faces.family(face)) for role, face in pairs))
