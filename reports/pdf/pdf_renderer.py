"""Print documents to a PDF file in the layouts of GB/T 9704-2012."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
from reports.pdf.pdf_file import write_pdf
from reports.pdf.pdfa import FileFacts
from reports.pdf.structure import ARTIFACT
from reports.pdf.text_locations import reject_missing_characters

PrintPart = tuple[Document, Geometry]

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
    """Print a document to a file, atomically; the same document at the same moment gives the same bytes.

    Every file is tagged (PDF/UA-1). ``archive`` writes PDF/A-2a too, for issued documents that must still open in
    thirty years; it uses the bundled fonts unless others are given, so that it looks the same on another computer.
    ``draft`` stamps every page. Raises UserError if a character is in no font.
    """
    return print_documents([(document, geometry)], path, faces=faces, draft=draft, archive=archive)


def print_documents(
    parts: Sequence[PrintPart],
    path: Path,
    *,
    faces: FontSet | None = None,
    draft: bool = False,
    archive: bool = False,
) -> PrintResult:
    """Print documents one after the other into one file, as letters to many units are: see ``print_pdf``.

    Each has its own page numbers and its title in the outline; the file has the properties of the first. In duplex
    printing each begins on a sheet of its own, behind an empty page where the one before ends on an odd page.
    """
    chosen = faces or (FontSet.bundled() if archive else FontSet.installed())
    for document, _ in parts:
        reject_missing_characters(chosen, document)
    breaker = Breaker(chosen)
    canvas = PdfCanvas(open_canvas(parts[0][1], chosen), chosen)
    sideways: list[int] = []
    for document, geometry in parts:
        if geometry.duplex and canvas.page % 2:
            canvas.reportlab_canvas.setPageSize((geometry.page_width, geometry.page_height))
            canvas.begin_page(Frame.for_page(geometry))
            canvas.end_page()
        canvas.begin_document(several=len(parts) > 1)
        sideways += _draw_document(canvas, breaker, document, geometry, draft=draft)
    save(canvas, parts[0][0], path, archive=archive)
    return PrintResult(canvas.page, tuple(canvas.marks), canvas.used_fonts(), tuple(sideways))


def _draw_document(
    canvas: PdfCanvas, breaker: Breaker, document: Document, geometry: Geometry, *, draft: bool
) -> list[int]:
    """Draw the pages of a document; return the numbers of those that are sideways."""
    sideways = []
    first = canvas.page
    for sheet in print_sheets(breaker, document, geometry):
        number = canvas.page + 1 - first
        frame = Frame.for_page(geometry, sheet.orientation, number)
        paper = paper_size(geometry, sheet.orientation)
        canvas.reportlab_canvas.setPageSize(paper)
        if draft:
            _draw_draft_stamp(canvas, breaker, paper)
        _draw_frame(canvas, sheet, frame)
        if sheet.numbered and not (document.layout is DocumentLayout.LETTER and number == 1):
            _draw_page_number(canvas, breaker, geometry, frame, number)
        canvas.end_page()
        sideways += [canvas.page] if frame.sideways else []
    return sideways


def open_canvas(geometry: Geometry, faces: FontSet) -> Canvas:
    """Create a reportlab canvas; its content depends on nothing but what is drawn."""
    # ASCII85 streams are a quarter larger, and reportlab has this switch only globally.
    vars(rl_config)["useA85"] = 0
    return Canvas(
        BytesIO(),
        pagesize=(geometry.page_width, geometry.page_height),
        pageCompression=1,
        invariant=1,
        initialFontName=faces.face(FontRole.BODY).name,
        initialFontSize=geometry.size,
    )


def save(canvas: PdfCanvas, document: Document, path: Path, *, archive: bool = False) -> None:
    """Write what was drawn to a file, atomically, with the document's properties."""
    title = document.title.replace("\n", "")
    facts = FileFacts(
        title=title or document.subject or path.stem,
        author=(document.signed_by or document.printed_by).replace("\n", "、"),
        subject=document.subject,
        keywords="，".join(document.keywords),
        created=_now(),
        archive=archive,
    )
    with atomic_write(path) as draft_file, draft_file.open("wb") as out:
        write_pdf(canvas.reportlab_canvas, canvas.tree, facts, out)


def _now() -> datetime:
    """Return the present moment in this computer's time zone; SOURCE_DATE_EPOCH in its place makes equal files."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed) if fixed.isdecimal() else time.time_ns() // 10**9).astimezone()


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


def _draw_page_number(canvas: PdfCanvas, breaker: Breaker, geometry: Geometry, frame: Frame, number: int) -> None:
    """Draw the page number below 版心: at the right of odd pages, at the left of even ones (7.5)."""
    line = breaker.single(f"— {number} —", TextStyle(FontRole.SONG, geometry.small_size))
    inset = geometry.small_size
    right = frame.left + frame.paper_width - inset - line.width
    x = right if number % 2 else frame.left + inset
    canvas.draw_text(line, x, frame.bottom - geometry.number_drop - _DASH_ASCENT * line.size, ARTIFACT)


def _draw_draft_stamp(canvas: PdfCanvas, breaker: Breaker, paper: tuple[float, float]) -> None:
    """Stamp 草稿 across a page in a grey so faint that the text above it stays readable."""
    line = breaker.single("草　稿", TextStyle(FontRole.HEI, 120.0))
    canvas.draw_rotated(line, (paper[0] / 2, paper[1] / 2), 50, _STAMP_COLOUR)
