"""Print a document to a PDF file in the layouts of GB/T 9704-2012."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from models.storage.files import atomic_write
from reports.content.document import (
    Annex,
    Block,
    Chart,
    Document,
    DocumentLayout,
    Paragraph,
    Picture,
    SectionHeading,
    Table,
)
from reports.pdf import chart_painter
from reports.pdf.column_widths import ColumnNeeds, measure_columns
from reports.pdf.elements import Typesetter
from reports.pdf.first_page import first_page_head
from reports.pdf.fonts import FontRole, FontSet, printable
from reports.pdf.geometry import GB9704, Frame, Geometry, PageOrientation, paper_size
from reports.pdf.imprint import Imprint, build_imprint
from reports.pdf.line_breaking import Breaker, TextStyle
from reports.pdf.pagination import LayoutBox, PaginatedPage, paginate
from reports.pdf.pdf_canvas import FigureMark, PdfCanvas
from reports.pdf.photo import photo_boxes
from reports.pdf.signature_block import keep_together, signature_block
from reports.pdf.table_setting import TableSetter, is_divisible
from reports.pdf.text_locations import reject_missing_characters

_HEAD_SPACINGS = (
    1.0,
    0.7,
    0.45,
    0.25,
)  # scales of the head's blank lines, tried until body text fits on the first page
_ANNEX_SCALES = (0.9, 0.8, 0.7)  # scales of table type, row padding and picture size, tried in turn
_SPARSE_PAGE = 0.4  # share of a page: an annex whose last page is filled less is set smaller
_SHORT_ANNEX = 150  # rows
_MIN_BODY_LINES = 2  # minimum on the first page and on the page with the signature
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


@dataclass(frozen=True, slots=True)
class PrintSheet:
    """One page to be drawn: its orientation, its boxes, 版记 if it is on this page, and whether it is numbered."""

    orientation: PageOrientation
    page: PaginatedPage
    imprint: Imprint | None = None
    numbered: bool = True


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
    for sheet in _with_imprint(
        _sheets(breaker, document, geometry), build_imprint(breaker, geometry, document), geometry
    ):
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


def _sheets(breaker: Breaker, document: Document, geometry: Geometry) -> Iterator[PrintSheet]:
    """Divide a document and its annexes among pages."""
    for page in _main_pages(breaker, document, geometry):
        yield PrintSheet(PageOrientation.UPRIGHT, page)
    for number, annex in enumerate(document.annexes, 1):
        name = f"附件{number}" if len(document.annexes) > 1 else "附件"
        needs = {id(block): measure_columns(breaker, block) for block in annex.blocks if isinstance(block, Table)}
        turn = _choose_orientation(annex, needs.values(), geometry)
        for page in _pages(breaker, annex, name, geometry, Frame.for_page(geometry, turn), needs):
            yield PrintSheet(turn, page)


def _pages(
    breaker: Breaker, annex: Annex, name: str, geometry: Geometry, frame: Frame, needs: dict[int, ColumnNeeds]
) -> Iterable[PaginatedPage]:
    """Divide an annex among pages; if its last page is nearly empty it is set smaller, provided that saves a page.

    A long annex is set once, page by page, and is never completely in memory.
    """

    def divided_at(closeness: float) -> Iterator[PaginatedPage]:
        setter = Typesetter(breaker, geometry, frame.width, closeness)
        return paginate(_annex_boxes(setter, annex, name, frame, needs), frame.height, geometry.line_pitch)

    if sum(len(block.rows) for block in annex.blocks if isinstance(block, Table)) > _SHORT_ANNEX:
        return divided_at(1.0)
    roomy = list(divided_at(1.0))
    if len(roomy) == 1 or roomy[-1].used_height > frame.height * _SPARSE_PAGE:
        return roomy
    closer = (list(divided_at(closeness)) for closeness in _ANNEX_SCALES)
    return next((pages for pages in closer if len(pages) < len(roomy)), roomy)


def _choose_orientation(annex: Annex, needs: Iterable[ColumnNeeds], geometry: Geometry) -> PageOrientation:
    """Choose the orientation of an annex: as declared, unless one of its tables needs a wider sheet to be readable."""
    least = PageOrientation.SIDEWAYS if annex.landscape else PageOrientation.UPRIGHT
    turns = list(PageOrientation)[list(PageOrientation).index(least) :]
    return next(
        (turn for turn in turns if all(need.fits(Frame.for_page(geometry, turn).width) for need in needs)),
        PageOrientation.WIDE,
    )


def _main_pages(breaker: Breaker, document: Document, geometry: Geometry) -> list[PaginatedPage]:
    """Set the document without its annexes, closing up the head until the first page shows body text (7.3.3)."""
    frame = Frame.for_page(geometry)
    setter = Typesetter(breaker, geometry, frame.width)
    body = list(_body_boxes(setter, document.body, frame))
    addressed = setter.recipients_boxes(document.recipients) if document.recipients else []
    listed = setter.annex_list_boxes(document.annexes)
    # A table at the end of the text is not split for the signature if the list of annexes moves over with it.
    held = 0 if listed and document.body and isinstance(document.body[-1], Table) else _MIN_BODY_LINES
    closing = [*keep_together(body, held), *keep_together(listed, len(listed))]
    # No page holds a signature alone: the last lines of the text are kept with it.
    signed = signature_block(setter, document)
    closing += [*keep_together(signed[:-1], len(signed)), *signed[-1:]]
    # Floating tables and charts stay before the list of annexes and the signature.
    after = len(body)
    closing[after:] = [replace(box, stops_floats=True) for box in closing[after:]]
    pages: list[PaginatedPage] = []
    for tightness in _HEAD_SPACINGS:
        head = [*first_page_head(setter, document, tightness), *addressed]
        pages = list(paginate([*head, *closing], frame.height, geometry.line_pitch))
        if len(pages[0].boxes) >= len(head) + min(_MIN_BODY_LINES, len(body)):
            break
    return pages


def _body_boxes(setter: Typesetter, blocks: Iterable[Block], frame: Frame) -> Iterator[LayoutBox]:
    """Set the blocks of the body; charts and short tables float, so that none leaves a page half empty.

    A table long enough to be divided does not float and stops floats: tables keep their order.
    """
    for number, block in enumerate(blocks, 1):
        boxes = list(_block_boxes(setter, (block,), frame, {}))
        if isinstance(block, Chart) or (isinstance(block, Table) and not is_divisible(boxes)):
            boxes = [replace(box, float_group=number) for box in boxes]
        elif isinstance(block, Table):
            boxes[0] = replace(boxes[0], stops_floats=True)
        yield from boxes


def _block_boxes(
    setter: Typesetter, blocks: Iterable[Block], frame: Frame, needs: dict[int, ColumnNeeds]
) -> Iterator[LayoutBox]:
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table) and isinstance(before, Table):
            yield LayoutBox(setter.geometry.line_pitch * 0.4 * setter.scale, is_blank=True)
        before = block
        match block:
            case SectionHeading():
                yield from setter.heading_boxes(block)
            case Paragraph():
                yield from setter.paragraph_boxes(block)
            case Table():
                known = needs.get(id(block)) or measure_columns(setter.breaker, block)
                yield from TableSetter(setter, block, known, frame).boxes()
            case Chart():
                yield from chart_painter.chart_boxes(setter, block, frame.width)
            case Picture():
                yield from photo_boxes(setter, block, frame.width, frame.height)


def _annex_boxes(
    setter: Typesetter, annex: Annex, name: str, frame: Frame, needs: dict[int, ColumnNeeds]
) -> Iterator[LayoutBox]:
    """Set an annex: 附件 and its number on the first line, its title on the third (7.3.7)."""
    geometry = setter.geometry
    title = printable(annex.title)
    head = [
        *setter.text_boxes(name, FontRole.HEI, indent=0),
        LayoutBox(geometry.line_pitch, keep_with_next=True),
        *setter.title_boxes(annex.title, outline_entry=(0, f"{name} {title}")),
        LayoutBox(geometry.line_pitch * 0.5, keep_with_next=True),
        LayoutBox(0, snap_to_grid=frame.width < frame.height, keep_with_next=True),
    ]
    return chain(head, _block_boxes(setter, annex.blocks, frame, needs))


def _with_imprint(sheets: Iterator[PrintSheet], foot: Imprint | None, geometry: Geometry) -> Iterator[PrintSheet]:
    """Put 版记 on the last page if there is room below the text, otherwise on a page of its own (7.4).

    In duplex printing that is the last even page; an empty page before it is not numbered, nor is its own (7.5).
    """
    number = 0
    last: PrintSheet | None = None
    for sheet in sheets:
        if last:
            yield last
        last, number = sheet, number + 1
    if last is None or foot is None:
        yield from (last,) if last else ()
        return
    even = not geometry.duplex or number % 2 == 0
    # On a sideways or folded page 版记 would be turned.
    if even and last.orientation is PageOrientation.UPRIGHT and last.page.used_height + foot.height <= geometry.height:
        yield PrintSheet(last.orientation, last.page, foot)
        return
    yield last
    blank = PaginatedPage((), 0.0)
    if geometry.duplex and even:
        yield PrintSheet(PageOrientation.UPRIGHT, blank, numbered=False)
        yield PrintSheet(PageOrientation.UPRIGHT, blank, foot, numbered=False)
    else:
        yield PrintSheet(PageOrientation.UPRIGHT, blank, foot)


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
