"""Printing a circular to a PDF file in the layout of GB/T 9704-2012."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from models.files import whole
from reports.content import Annex, Block, Document, Heading, Paragraph, Table
from reports.paper.elements import Setter
from reports.paper.ending import Imprint, imprint, remark, signature, together
from reports.paper.faces import Faces, Role, printable
from reports.paper.flow import Box, Page, paginate
from reports.paper.geometry import GB9704, Frame, Geometry
from reports.paper.lines import Breaker, Style
from reports.paper.opening import opening
from reports.paper.pen import Mark, Pen
from reports.paper.places import refuse_missing
from reports.paper.tables import Tabulator

_TIGHTNESS = (1.0, 0.7, 0.45, 0.25)  # of the head's blank lines, until body text comes onto the first page
_BODY_LINES = 2  # that the first page shows at the least, and the page with the signature
_DASH_TOP = 0.36  # of the size: how far a dash's upper edge rises above its baseline


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
    """One page to be drawn: its frame and what stands in it."""

    frame: Frame
    page: Page


def print_pdf(
    document: Document,
    path: Path,
    *,
    faces: Faces | None = None,
    geometry: Geometry = GB9704,
    draft: bool = False,
) -> Printed:
    """Print a circular to a file, whole or not at all; the same circular gives the same bytes.

    Raises Refusal where a character cannot be drawn.
    """
    chosen = faces or Faces.installed()
    refuse_missing(chosen, document)
    breaker = Breaker(chosen)
    sheets = list(_sheets(breaker, document, geometry))
    foot = imprint(breaker, geometry, document)
    if foot and not _has_room(sheets[-1], foot):
        sheets.append(Sheet(Frame.of(geometry), Page((), 0.0)))
    stream = BytesIO()
    canvas = _canvas(stream, document, geometry, chosen)
    pen = Pen(canvas, chosen)
    for number, sheet in enumerate(sheets, 1):
        pen.begin(sheet.frame)
        for box, depth in sheet.page.boxes:
            _draw(pen, box, sheet.frame.height - depth)
        if foot and number == len(sheets):
            foot.draw(pen)
        pen.leave_frame()
        _number(pen, breaker, geometry)
        if draft:
            _stamp(pen, breaker, geometry)
        pen.end()
    canvas.save()
    with whole(path) as draft_file:
        draft_file.write_bytes(stream.getvalue())
    sideways = tuple(number for number, sheet in enumerate(sheets, 1) if sheet.frame.sideways)
    return Printed(len(sheets), tuple(pen.marks), pen.used(), sideways)


def _canvas(stream: BytesIO, document: Document, geometry: Geometry, faces: Faces) -> Any:
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
    canvas.setAuthor(document.signed_by.replace("\n", "、"))
    canvas.setSubject(document.subject)
    canvas.setKeywords("，".join(document.keywords))
    canvas.setCreator("招商台账")
    canvas.setProducer("招商台账")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _sheets(breaker: Breaker, document: Document, geometry: Geometry) -> Iterator[Sheet]:
    """Divide a circular and its annexes among pages."""
    frame = Frame.of(geometry)
    for page in _main(breaker, document, geometry, frame):
        yield Sheet(frame, page)
    for number, annex in enumerate(document.annexes, 1):
        name = f"附件{number}" if len(document.annexes) > 1 else "附件"
        frame = Frame.of(geometry, sideways=annex.landscape)
        for page in paginate(_annex(breaker, annex, name, geometry, frame), frame.height, geometry.pitch):
            yield Sheet(frame, page)


def _main(breaker: Breaker, document: Document, geometry: Geometry, frame: Frame) -> list[Page]:
    """Set the circular itself, closing up its head until the first page shows body text (7.3.3)."""
    setter = Setter(breaker, geometry, frame.width)
    body = list(_blocks(setter, document.body, frame))
    addressed = setter.recipients(document.recipients) if document.recipients else []
    listed = setter.annexes(document.annexes)
    signed = [*signature(setter, document), *remark(setter, document)]
    # No page carries a signature alone: the last lines of the text go over with it.
    closing = [
        *together(body, _BODY_LINES),
        *together(listed, len(listed)),
        *together(signed[:-1], len(signed)),
        signed[-1],
    ]
    pages: list[Page] = []
    for tightness in _TIGHTNESS:
        head = [*opening(setter, document, tightness), *addressed]
        pages = list(paginate([*head, *closing], frame.height, geometry.pitch))
        if len(pages[0].boxes) >= len(head) + min(_BODY_LINES, len(body)):
            break
    return pages


def _blocks(setter: Setter, blocks: Iterable[Block], frame: Frame) -> Iterator[Box]:
    for block in blocks:
        match block:
            case Heading():
                yield from setter.heading(block)
            case Paragraph():
                yield from setter.paragraph(block)
            case Table():
                tabulator = Tabulator(setter, block, frame.width, frame.height, sideways=frame.sideways)
                yield from tabulator.boxes()


def _annex(breaker: Breaker, annex: Annex, name: str, geometry: Geometry, frame: Frame) -> list[Box]:
    """Set an annex: 附件 and its number on the first line, its title on the third (7.3.7)."""
    setter = Setter(breaker, geometry, frame.width)
    title = printable(annex.title)
    return [
        *setter.text(name, Role.HEI, indent=0),
        Box(geometry.pitch, keep=True),
        *setter.title(annex.title, entry=(0, f"{name} {title}")),
        Box(geometry.pitch * 0.5, keep=True),
        Box(0, snap=not frame.sideways, keep=True),
        *_blocks(setter, annex.blocks, frame),
    ]


def _draw(pen: Pen, box: Box, top: float) -> None:
    if box.entry is not None:
        pen.bookmark(*box.entry, top)
    if box.ink is not None:
        box.ink.draw(pen, top)


def _has_room(sheet: Sheet, foot: Imprint) -> bool:
    """Tell whether 版记 fits below what stands on a page; on one that lies on its side it would stand askew."""
    return not sheet.frame.sideways and sheet.page.depth + foot.height <= sheet.frame.height


def _number(pen: Pen, breaker: Breaker, geometry: Geometry) -> None:
    """Set the page number below 版心: at the right of odd pages, at the left of even ones (7.5)."""
    line = breaker.single(f"— {pen.page} —", Style(Role.SONG, geometry.small_size))
    inset = geometry.small_size
    right = geometry.left + geometry.width - inset - line.width
    x = right if pen.page % 2 else geometry.left + inset
    bottom = geometry.page_height - geometry.top - geometry.height
    pen.text(line, x, bottom - geometry.number_drop - _DASH_TOP * line.size)


def _stamp(pen: Pen, breaker: Breaker, geometry: Geometry) -> None:
    """Say across a page that it is only a draft, in a grey that lets the text be read."""
    line = breaker.single("草　稿", Style(Role.HEI, 120.0))
    pen.canvas.saveState()
    pen.canvas.translate(geometry.page_width / 2, geometry.page_height / 2)
    pen.canvas.rotate(50)
    pen.canvas.setFillAlpha(0.12)
    pen.text(line, -line.width / 2, -40)
    pen.canvas.restoreState()
