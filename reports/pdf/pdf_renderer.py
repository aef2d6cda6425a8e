"""Print a document to a PDF file in the layouts of GB/T 9704-2012."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from models.storage.files import atomic_write
from reports.content.document import Document, DocumentLayout
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.geometry import GB9704, Frame, Geometry, paper_size
from reports.pdf.line_breaking import Breaker, TextStyle
from reports.pdf.page_division import PrintSheet, print_sheets
from reports.pdf.pdf_canvas import FigureMark, PdfCanvas
from reports.pdf.text_locations import reject_missing_characters

_DASH_ASCENT = 0.36  # of the size: how far a dash's upper edge rises above its baseline
_STAMP_COLOUR = (0.88, 0.88, 0.88)


@dataclass(frozen=True, slots=True)
class PrintResult:
    """The result of printing: number of pages, where the figures are, which pages are sideways, which fonts were used.

    Marks are in PDF points from the lower left corner of the upright sheet, also on sideways pages; a viewer that
    rotates such a page must rotate its marks too.
    """

    pages: int
    marks: tuple[FigureMark, ...]
    faces: tuple[tuple[str, str], ...]
    sideways: tuple[int, ...] = ()


def print_pdf(
    document: Document,
    path: Path,
    *,
    faces: FontSet | None = None,
    geometry: Geometry = GB9704,
    draft: bool = False,
    archive: bool = False,
) -> PrintResult:
    """Print a document to a file, atomically; the same document gives the same bytes.

    ``archive`` writes PDF/A-1b, for issued documents that must still open in thirty years; it uses the bundled fonts
    unless others are given, so that it can be reprinted byte for byte on another computer. ``draft`` stamps every page.
    Raises UserError if a character is in no font.
    """
    chosen = faces or (FontSet.bundled() if archive else FontSet.installed())
    reject_missing_characters(chosen, document)
    breaker = Breaker(chosen)
    stream = BytesIO()
    reportlab_canvas = open_canvas(stream, document, geometry, chosen)
    canvas = PdfCanvas(reportlab_canvas, chosen)
    sideways = []
    for sheet in print_sheets(breaker, document, geometry):
        frame = Frame.for_page(geometry, sheet.orientation, canvas.page + 1)
        reportlab_canvas.setPageSize(paper_size(geometry, sheet.orientation))
        if draft:
            _draw_draft_stamp(canvas, breaker, paper_size(geometry, sheet.orientation))
        _draw_frame(canvas, sheet, frame)
        if sheet.numbered and not (document.layout is DocumentLayout.LETTER and canvas.page == 1):
            _draw_page_number(canvas, breaker, geometry, frame)
        canvas.end_page()
        sideways += [canvas.page] if frame.sideways else []
    reportlab_canvas.save()
    content = stream.getvalue()
    if archive:
        from reports.pdf.pdfa import to_pdfa

        content = to_pdfa(content, document.printed_on or document.dated)
    with atomic_write(path) as draft_file:
        draft_file.write_bytes(content)
    return PrintResult(canvas.page, tuple(canvas.marks), canvas.used_fonts(), tuple(sideways))


def open_canvas(stream: BytesIO, document: Document, geometry: Geometry, faces: FontSet) -> Canvas:
    """Create a reportlab canvas with the document's metadata; its bytes depend on nothing but the content."""
    # ASCII85 streams are a quarter larger, and reportlab has this switch only globally.
    vars(rl_config)["useA85"] = 0
    canvas = Canvas(
        stream,
        pagesize=(geometry.page_width, geometry.page_height),
        pageCompression=1,
        invariant=1,
        initialFontName=faces.face(FontRole.BODY).name,
        initialFontSize=geometry.size,
        lang="zh-CN",
    )
    canvas.setTitle(document.title.replace("\n", ""))
    canvas.setAuthor((document.signed_by or document.printed_by).replace("\n", "、"))
    canvas.setSubject(document.subject)
    canvas.setKeywords("，".join(document.keywords))
    canvas.setCreator("招商台账")
    canvas.setProducer("招商台账")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _draw_frame(canvas: PdfCanvas, sheet: PrintSheet, frame: Frame) -> None:
    """Draw the boxes of a page and 版记."""
    canvas.begin_page(frame)
    for box, depth in sheet.page.boxes:
        top = frame.height - depth
        if box.outline_entry is not None:
            canvas.add_bookmark(*box.outline_entry, top)
        if box.ink is not None:
            box.ink.draw(canvas, top)
    if sheet.imprint:
        sheet.imprint.draw(canvas)
    canvas.leave_frame()


def _draw_page_number(canvas: PdfCanvas, breaker: Breaker, geometry: Geometry, frame: Frame) -> None:
    """Draw the page number below 版心: at the right of odd pages, at the left of even ones (7.5)."""
    line = breaker.single(f"— {canvas.page} —", TextStyle(FontRole.SONG, geometry.small_size))
    inset = geometry.small_size
    right = frame.left + frame.paper_width - inset - line.width
    x = right if canvas.page % 2 else frame.left + inset
    canvas.draw_text(line, x, frame.bottom - geometry.number_drop - _DASH_ASCENT * line.size)


def _draw_draft_stamp(canvas: PdfCanvas, breaker: Breaker, paper: tuple[float, float]) -> None:
    """Stamp 草稿 across a page in a grey so faint that the text above it stays readable."""
    line = breaker.single("草　稿", TextStyle(FontRole.HEI, 120.0))
    canvas.draw_rotated(line, (paper[0] / 2, paper[1] / 2), 50, _STAMP_COLOUR)
