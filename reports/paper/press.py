"""Print a document to a PDF file in the layouts of GB/T 9704-2012."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from models.files import whole
from reports.content import Annex, Block, Chart, Document, Heading, Layout, Paragraph, Picture, Table
from reports.paper import charts
from reports.paper.columns import Needs, needs_of
from reports.paper.elements import Setter
from reports.paper.ending import ending, together
from reports.paper.faces import Faces, Role, printable
from reports.paper.flow import Box, Page, paginate
from reports.paper.geometry import GB9704, Frame, Geometry, Turn, paper_of
from reports.paper.imprint import Imprint, imprint
from reports.paper.lines import Breaker, Style
from reports.paper.opening import opening
from reports.paper.pen import Mark, Pen
from reports.paper.picture import picture
from reports.paper.places import refuse_missing
from reports.paper.tables import Tabulator, divided

_TIGHTNESS = (1.0, 0.7, 0.45, 0.25)  # scales of the head's blank lines, tried until body text fits on the first page
_CLOSENESS = (0.9, 0.8, 0.7)  # scales of table type, row padding and picture size, tried in turn
_SPARSE = 0.4  # share of a page: an annex whose last page is filled less is set smaller
_SHORT_ANNEX = 150  # rows
_BODY_LINES = 2  # minimum on the first page and on the page with the signature
_DASH_TOP = 0.36  # of the size: how far a dash's upper edge rises above its baseline
_FAINT = (0.88, 0.88, 0.88)


@dataclass(frozen=True, slots=True)
class Printed:
    """The result of printing: number of pages, where the figures are, which pages are sideways, which fonts were used.

    Marks are in PDF points from the lower left corner of the upright sheet, also on sideways pages; a viewer that
    rotates such a page must rotate its marks too.
    """

    pages: int
    marks: tuple[Mark, ...]
    faces: tuple[tuple[str, str], ...]
    sideways: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to be drawn: its orientation, its boxes, 版记 if it is on this page, and whether it is numbered."""

    turn: Turn
    page: Page
    imprint: Imprint | None = None
    numbered: bool = True


def print_pdf(
    document: Document,
    path: Path,
    *,
    faces: Faces | None = None,
    geometry: Geometry = GB9704,
    draft: bool = False,
    archive: bool = False,
) -> Printed:
    """Print a document to a file, atomically; the same document gives the same bytes.

    ``archive`` writes PDF/A-1b, for issued documents that must still open in thirty years; it uses the bundled fonts
    unless others are given, so that it can be reprinted byte for byte on another computer. ``draft`` stamps every page.
    Raises UserError if a character is in no font.
    """
    chosen = faces or (Faces.bundled() if archive else Faces.installed())
    refuse_missing(chosen, document)
    breaker = Breaker(chosen)
    stream = BytesIO()
    reportlab_canvas = begun(stream, document, geometry, chosen)
    canvas = Pen(reportlab_canvas, chosen)
    sideways = []
    for sheet in _closed(_sheets(breaker, document, geometry), imprint(breaker, geometry, document), geometry):
        frame = Frame.of(geometry, sheet.turn, canvas.page + 1)
        reportlab_canvas.setPageSize(paper_of(geometry, sheet.turn))
        if draft:
            _stamp(canvas, breaker, paper_of(geometry, sheet.turn))
        _draw(canvas, sheet, frame)
        if sheet.numbered and not (document.layout is Layout.LETTER and canvas.page == 1):
            _number(canvas, breaker, geometry, frame)
        canvas.end()
        sideways += [canvas.page] if frame.sideways else []
    reportlab_canvas.save()
    content = stream.getvalue()
    if archive:
        from reports.paper.archive import archived

        content = archived(content, document.dated)
    with whole(path) as draft_file:
        draft_file.write_bytes(content)
    return Printed(canvas.page, tuple(canvas.marks), canvas.used(), tuple(sideways))


def begun(stream: BytesIO, document: Document, geometry: Geometry, faces: Faces) -> Any:
    """Create a reportlab canvas with the document's metadata; its bytes depend on nothing but the content."""
    # ASCII85 streams are a quarter larger, and reportlab has this switch only globally.
    rl_config.useA85 = 0
    canvas: Any = Canvas(
        stream,
        pagesize=(geometry.page_width, geometry.page_height),
        pageCompression=1,
        invariant=1,
        initialFontName=faces.face(Role.BODY).name,
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


def _sheets(breaker: Breaker, document: Document, geometry: Geometry) -> Iterator[Sheet]:
    """Divide a document and its annexes among pages."""
    for page in _main(breaker, document, geometry):
        yield Sheet(Turn.UPRIGHT, page)
    for number, annex in enumerate(document.annexes, 1):
        name = f"附件{number}" if len(document.annexes) > 1 else "附件"
        needs = {id(block): needs_of(breaker, block) for block in annex.blocks if isinstance(block, Table)}
        turn = _turn(annex, needs.values(), geometry)
        for page in _pages(breaker, annex, name, geometry, Frame.of(geometry, turn), needs):
            yield Sheet(turn, page)


def _pages(
    breaker: Breaker, annex: Annex, name: str, geometry: Geometry, frame: Frame, needs: dict[int, Needs]
) -> Iterable[Page]:
    """Divide an annex among pages; if its last page is nearly empty it is set smaller, provided that saves a page.

    A long annex is set once, page by page, and is never completely in memory.
    """

    def divided_at(closeness: float) -> Iterator[Page]:
        setter = Setter(breaker, geometry, frame.width, closeness)
        return paginate(_annex(setter, annex, name, frame, needs), frame.height, geometry.pitch)

    if sum(len(block.rows) for block in annex.blocks if isinstance(block, Table)) > _SHORT_ANNEX:
        return divided_at(1.0)
    roomy = list(divided_at(1.0))
    if len(roomy) == 1 or roomy[-1].depth > frame.height * _SPARSE:
        return roomy
    closer = (list(divided_at(closeness)) for closeness in _CLOSENESS)
    return next((pages for pages in closer if len(pages) < len(roomy)), roomy)


def _turn(annex: Annex, needs: Iterable[Needs], geometry: Geometry) -> Turn:
    """Choose the orientation of an annex: as declared, unless one of its tables needs a wider sheet to be readable."""
    least = Turn.SIDEWAYS if annex.landscape else Turn.UPRIGHT
    turns = list(Turn)[list(Turn).index(least) :]
    return next((turn for turn in turns if all(need.fit(Frame.of(geometry, turn).width) for need in needs)), Turn.WIDE)


def _main(breaker: Breaker, document: Document, geometry: Geometry) -> list[Page]:
    """Set the document without its annexes, closing up the head until the first page shows body text (7.3.3)."""
    frame = Frame.of(geometry)
    setter = Setter(breaker, geometry, frame.width)
    body = list(_body(setter, document.body, frame))
    addressed = setter.recipients(document.recipients) if document.recipients else []
    listed = setter.annexes(document.annexes)
    # A table at the end of the text is not split for the signature if the list of annexes moves over with it.
    held = 0 if listed and document.body and isinstance(document.body[-1], Table) else _BODY_LINES
    closing = [*together(body, held), *together(listed, len(listed))]
    # No page holds a signature alone: the last lines of the text are kept with it.
    signed = ending(setter, document)
    closing += [*together(signed[:-1], len(signed)), *signed[-1:]]
    # Floating tables and charts stay before the list of annexes and the signature.
    after = len(body)
    closing[after:] = [replace(box, fixed=True) for box in closing[after:]]
    pages: list[Page] = []
    for tightness in _TIGHTNESS:
        head = [*opening(setter, document, tightness), *addressed]
        pages = list(paginate([*head, *closing], frame.height, geometry.pitch))
        if len(pages[0].boxes) >= len(head) + min(_BODY_LINES, len(body)):
            break
    return pages


def _body(setter: Setter, blocks: Iterable[Block], frame: Frame) -> Iterator[Box]:
    """Set the blocks of the body; charts and short tables float, so that none leaves a page half empty.

    A table long enough to be divided does not float and stops floats: tables keep their order.
    """
    for number, block in enumerate(blocks, 1):
        boxes = list(_blocks(setter, (block,), frame, {}))
        if isinstance(block, Chart) or (isinstance(block, Table) and not divided(boxes)):
            boxes = [replace(box, group=number) for box in boxes]
        elif isinstance(block, Table):
            boxes[0] = replace(boxes[0], fixed=True)
        yield from boxes


def _blocks(setter: Setter, blocks: Iterable[Block], frame: Frame, needs: dict[int, Needs]) -> Iterator[Box]:
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table) and isinstance(before, Table):
            yield Box(setter.geometry.pitch * 0.4 * setter.closeness, blank=True)
        before = block
        match block:
            case Heading():
                yield from setter.heading(block)
            case Paragraph():
                yield from setter.paragraph(block)
            case Table():
                known = needs.get(id(block)) or needs_of(setter.breaker, block)
                yield from Tabulator(setter, block, known, frame).boxes()
            case Chart():
                yield from charts.boxes(setter, block, frame.width)
            case Picture():
                yield from picture(setter, block, frame.width, frame.height)


def _annex(setter: Setter, annex: Annex, name: str, frame: Frame, needs: dict[int, Needs]) -> Iterator[Box]:
    """Set an annex: 附件 and its number on the first line, its title on the third (7.3.7)."""
    geometry = setter.geometry
    title = printable(annex.title)
    head = [
        *setter.text(name, Role.HEI, indent=0),
        Box(geometry.pitch, keep=True),
        *setter.title(annex.title, entry=(0, f"{name} {title}")),
        Box(geometry.pitch * 0.5, keep=True),
        Box(0, snap=frame.width < frame.height, keep=True),
    ]
    return chain(head, _blocks(setter, annex.blocks, frame, needs))


def _closed(sheets: Iterator[Sheet], foot: Imprint | None, geometry: Geometry) -> Iterator[Sheet]:
    """Put 版记 on the last page if there is room below the text, otherwise on a page of its own (7.4).

    In duplex printing that is the last even page; an empty page before it is not numbered, nor is its own (7.5).
    """
    number = 0
    last: Sheet | None = None
    for sheet in sheets:
        if last:
            yield last
        last, number = sheet, number + 1
    if last is None or foot is None:
        yield from (last,) if last else ()
        return
    even = not geometry.duplex or number % 2 == 0
    # On a sideways or folded page 版记 would be turned.
    if even and last.turn is Turn.UPRIGHT and last.page.depth + foot.height <= geometry.height:
        yield Sheet(last.turn, last.page, foot)
        return
    yield last
    blank = Page((), 0.0)
    if geometry.duplex and even:
        yield Sheet(Turn.UPRIGHT, blank, numbered=False)
        yield Sheet(Turn.UPRIGHT, blank, foot, numbered=False)
    else:
        yield Sheet(Turn.UPRIGHT, blank, foot)


def _draw(canvas: Pen, sheet: Sheet, frame: Frame) -> None:
    """Draw the boxes of a page and 版记."""
    canvas.begin(frame)
    for box, depth in sheet.page.boxes:
        top = frame.height - depth
        if box.entry is not None:
            canvas.bookmark(*box.entry, top)
        if box.ink is not None:
            box.ink.draw(canvas, top)
    if sheet.imprint:
        sheet.imprint.draw(canvas)
    canvas.leave_frame()


def _number(canvas: Pen, breaker: Breaker, geometry: Geometry, frame: Frame) -> None:
    """Draw the page number below 版心: at the right of odd pages, at the left of even ones (7.5)."""
    line = breaker.single(f"— {canvas.page} —", Style(Role.SONG, geometry.small_size))
    inset = geometry.small_size
    right = frame.left + frame.across - inset - line.width
    x = right if canvas.page % 2 else frame.left + inset
    canvas.text(line, x, frame.bottom - geometry.number_drop - _DASH_TOP * line.size)


def _stamp(canvas: Pen, breaker: Breaker, paper: tuple[float, float]) -> None:
    """Stamp 草稿 across a page in a grey so faint that the text above it stays readable."""
    line = breaker.single("草　稿", Style(Role.HEI, 120.0))
    canvas.slanted(line, (paper[0] / 2, paper[1] / 2), 50, _FAINT)
