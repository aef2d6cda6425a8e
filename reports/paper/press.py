"""Printing a document to a PDF file in the layouts of GB/T 9704-2012."""

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

_TIGHTNESS = (1.0, 0.7, 0.45, 0.25)  # of the head's blank lines, until body text comes onto the first page
_CLOSENESS = (0.9, 0.8, 0.7)  # of the type of tables, the air in their rows and the size of pictures
_SPARSE = 0.4  # of a page: an annex whose last page holds less is set closer
_SHORT_ANNEX = 150  # rows
_BODY_LINES = 2  # that the first page shows at the least, and the page with the signature
_DASH_TOP = 0.36  # of the size: how far a dash's upper edge rises above its baseline
_FAINT = (0.88, 0.88, 0.88)


@dataclass(frozen=True, slots=True)
class Printed:
    """What came out: the number of pages, where the figures stand, which pages lie on their side, which faces drew it.

    Marks are in PDF points from the lower left corner of the upright sheet, also on pages that lie on their side;
    a window that turns such a page for reading turns its marks with it.
    """

    pages: int
    marks: tuple[Mark, ...]
    faces: tuple[tuple[str, str], ...]
    sideways: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to be drawn: how it lies, what stands in its frame, and whether it has a number."""

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
    """Print a document to a file, whole or not at all; the same document gives the same bytes.

    ``archive`` makes it PDF/A-1b, for what is issued and must open alike in thirty years; it is set in the faces that
    ship unless others are asked for, so that it can be reprinted byte for byte on another computer.
    Raises Refusal where a character cannot be drawn.
    """
    chosen = faces or (Faces.bundled() if archive else Faces.installed())
    refuse_missing(chosen, document)
    breaker = Breaker(chosen)
    stream = BytesIO()
    canvas = begun(stream, document, geometry, chosen)
    pen = Pen(canvas, chosen)
    sideways = []
    for sheet in _closed(_sheets(breaker, document, geometry), imprint(breaker, geometry, document), geometry):
        frame = Frame.of(geometry, sheet.turn, pen.page + 1)
        canvas.setPageSize(paper_of(geometry, sheet.turn))
        if draft:
            _stamp(pen, breaker, paper_of(geometry, sheet.turn))
        _draw(pen, sheet, frame)
        if sheet.numbered and not (document.layout is Layout.LETTER and pen.page == 1):
            _number(pen, breaker, geometry, frame)
        pen.end()
        sideways += [pen.page] if frame.sideways else []
    canvas.save()
    content = stream.getvalue()
    if archive:
        from reports.paper.archive import archived

        content = archived(content, document.dated)
    with whole(path) as draft_file:
        draft_file.write_bytes(content)
    return Printed(pen.page, tuple(pen.marks), pen.used(), tuple(sideways))


def begun(stream: BytesIO, document: Document, geometry: Geometry, faces: Faces) -> Any:
    """Open a PDF that says what it is, in bytes that depend on nothing but its content."""
    # Streams written as ASCII take a quarter more room, and reportlab has this switch only for all PDFs at once.
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
    """Divide an annex among pages; one that runs a little over is set closer, its pictures smaller, if that saves one.

    A long annex is set once, page by page, and never as a whole in memory.
    """

    def divided_at(closeness: float) -> Iterator[Page]:
        setter = Setter(breaker, geometry, frame.width, closeness)
        return paginate(_annex(setter, annex, name, frame, needs), frame.height, geometry.pitch)

    if sum(len(one.rows) for one in annex.blocks if isinstance(one, Table)) > _SHORT_ANNEX:
        return divided_at(1.0)
    roomy = list(divided_at(1.0))
    if len(roomy) == 1 or roomy[-1].depth > frame.height * _SPARSE:
        return roomy
    closer = (list(divided_at(one)) for one in _CLOSENESS)
    return next((pages for pages in closer if len(pages) < len(roomy)), roomy)


def _turn(annex: Annex, needs: Iterable[Needs], geometry: Geometry) -> Turn:
    """Choose how an annex lies: as it asks, unless a table of it can be read only on a wider sheet."""
    least = Turn.SIDEWAYS if annex.landscape else Turn.UPRIGHT
    turns = list(Turn)[list(Turn).index(least) :]
    return next((one for one in turns if all(need.fit(Frame.of(geometry, one).width) for need in needs)), Turn.WIDE)


def _main(breaker: Breaker, document: Document, geometry: Geometry) -> list[Page]:
    """Set the document itself, closing up its head until the first page shows body text (7.3.3)."""
    frame = Frame.of(geometry)
    setter = Setter(breaker, geometry, frame.width)
    body = list(_body(setter, document.body, frame))
    addressed = setter.recipients(document.recipients) if document.recipients else []
    listed = setter.annexes(document.annexes)
    # A table that ends the text is not torn for the signature, where the list of annexes goes over with that.
    held = 0 if listed and document.body and isinstance(document.body[-1], Table) else _BODY_LINES
    closing = [*together(body, held), *together(listed, len(listed))]
    # No page carries a signature alone: the last lines of the text go over with it.
    signed = ending(setter, document)
    closing += [*together(signed[:-1], len(signed)), *signed[-1:]]
    # What gave way to the text still stands before the list of annexes and the signature.
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
    """Set the blocks of the body; what is to stay whole gives way to the text after it rather than leave a page bare.

    A table long enough to be divided is passed by nothing: tables keep their order.
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
    """Put 版记 on the last page that has room for it below the text, or on one of its own (7.4).

    Printed on both sides, it is the last even page; a page left blank before it has no number, nor has its own (7.5).
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
    # On a page that lies on its side, or is folded, it would stand askew.
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


def _draw(pen: Pen, sheet: Sheet, frame: Frame) -> None:
    """Draw what stands in the frame of a page."""
    pen.begin(frame)
    for box, depth in sheet.page.boxes:
        top = frame.height - depth
        if box.entry is not None:
            pen.bookmark(*box.entry, top)
        if box.ink is not None:
            box.ink.draw(pen, top)
    if sheet.imprint:
        sheet.imprint.draw(pen)
    pen.leave_frame()


def _number(pen: Pen, breaker: Breaker, geometry: Geometry, frame: Frame) -> None:
    """Set the page number below 版心: at the right of odd pages, at the left of even ones (7.5)."""
    line = breaker.single(f"— {pen.page} —", Style(Role.SONG, geometry.small_size))
    inset = geometry.small_size
    right = frame.left + frame.across - inset - line.width
    x = right if pen.page % 2 else frame.left + inset
    pen.text(line, x, frame.bottom - geometry.number_drop - _DASH_TOP * line.size)


def _stamp(pen: Pen, breaker: Breaker, paper: tuple[float, float]) -> None:
    """Say across a page that it is only a draft, in a grey so faint that the text over it is read."""
    line = breaker.single("草　稿", Style(Role.HEI, 120.0))
    pen.slanted(line, (paper[0] / 2, paper[1] / 2), 50, _FAINT)
