"""Divide a document and its annexes among pages: what the PDF draws and the Word file follows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from reports.content.document import (
    Annex,
    Block,
    Chart,
    Document,
    Paragraph,
    Picture,
    SectionHeading,
    Table,
)
from reports.pdf import chart_painter
from reports.pdf.column_widths import ColumnNeeds, measure_columns
from reports.pdf.elements import Typesetter
from reports.pdf.first_page import first_page_head
from reports.pdf.fonts import FontRole, printable
from reports.pdf.geometry import Frame, Geometry, PageOrientation
from reports.pdf.imprint import Imprint, build_imprint
from reports.pdf.line_breaking import Breaker
from reports.pdf.pagination import LayoutBox, PaginatedPage, paginate
from reports.pdf.photo import photo_boxes
from reports.pdf.signature_block import keep_together, signature_block
from reports.pdf.table_setting import TableSetter, is_divisible

# Scales of the head's blank lines, tried until body text fits on the first page.
_HEAD_SPACINGS = (1.0, 0.7, 0.45, 0.25)
_ANNEX_SCALES = (0.9, 0.8, 0.7)  # scales of table type, row padding and picture size, tried in turn
_SPARSE_PAGE = 0.4  # share of a page: an annex whose last page is filled less is set smaller
_SHORT_ANNEX = 150  # rows
_MIN_BODY_LINES = 2  # minimum on the first page and on the page with the signature


@dataclass(frozen=True, slots=True)
class PrintSheet:
    """One page to be drawn: its orientation, its boxes, 版记 if it is on this page, and whether it is numbered."""

    orientation: PageOrientation
    page: PaginatedPage
    imprint: Imprint | None = None
    numbered: bool = True


def print_sheets(breaker: Breaker, document: Document, geometry: Geometry) -> Iterator[PrintSheet]:
    """Divide a document, its annexes and 版记 among pages."""
    return _with_imprint(_sheets(breaker, document, geometry), build_imprint(breaker, geometry, document), geometry)


def pages_before_imprint(breaker: Breaker, document: Document, geometry: Geometry) -> int | None:
    """Return how many pages 版记 begins after the text's last page: 0 on that page, at most 2; None without 版记."""
    if build_imprint(breaker, geometry, document) is None:
        return None
    sheets = list(print_sheets(breaker, document, geometry))
    return sum(not sheet.page.boxes for sheet in sheets[-2:])


def annex_name(document: Document, number: int) -> str:
    """Return what stands above an annex: 附件, with its number (from 1) if there are several (7.3.7)."""
    return f"附件{number}" if len(document.annexes) > 1 else "附件"


def _sheets(breaker: Breaker, document: Document, geometry: Geometry) -> Iterator[PrintSheet]:
    """Divide a document and its annexes among pages."""
    _, pages = divide_main_text(breaker, document, geometry)
    for page in pages:
        yield PrintSheet(PageOrientation.UPRIGHT, page)
    for number, annex in enumerate(document.annexes, 1):
        name = annex_name(document, number)
        needs = _column_needs(breaker, annex)
        turn = _choose_orientation(annex, needs.values(), geometry)
        _, annex_pages = _divide_annex(breaker, annex, name, geometry, Frame.for_page(geometry, turn), needs)
        for page in annex_pages:
            yield PrintSheet(turn, page)


def annex_layout(breaker: Breaker, annex: Annex, name: str, geometry: Geometry) -> tuple[PageOrientation, float]:
    """Return the paper on which an annex is printed, and the scale of its tables and pictures."""
    needs = _column_needs(breaker, annex)
    turn = _choose_orientation(annex, needs.values(), geometry)
    return turn, _divide_annex(breaker, annex, name, geometry, Frame.for_page(geometry, turn), needs)[0]


def _column_needs(breaker: Breaker, annex: Annex) -> dict[int, ColumnNeeds]:
    return {id(block): measure_columns(breaker, block) for block in annex.blocks if isinstance(block, Table)}


def _divide_annex(
    breaker: Breaker, annex: Annex, name: str, geometry: Geometry, frame: Frame, needs: dict[int, ColumnNeeds]
) -> tuple[float, Iterable[PaginatedPage]]:
    """Divide an annex among pages; if its last page is nearly empty it is set smaller, provided that saves a page.

    Returns the scale and the pages.

    A long annex is set once, page by page, and is never completely in memory.
    """

    def divided_at(closeness: float) -> Iterator[PaginatedPage]:
        setter = Typesetter(breaker, geometry, frame.width, closeness)
        return paginate(_annex_boxes(setter, annex, name, frame, needs), frame.height, geometry.line_pitch)

    if sum(len(block.rows) for block in annex.blocks if isinstance(block, Table)) > _SHORT_ANNEX:
        return 1.0, divided_at(1.0)
    roomy = list(divided_at(1.0))
    if len(roomy) == 1 or roomy[-1].used_height > frame.height * _SPARSE_PAGE:
        return 1.0, roomy
    closer: Iterator[tuple[float, list[PaginatedPage]]] = (
        (closeness, list(divided_at(closeness))) for closeness in _ANNEX_SCALES
    )
    return next(((scale, pages) for scale, pages in closer if len(pages) < len(roomy)), (1.0, roomy))


def _choose_orientation(annex: Annex, needs: Iterable[ColumnNeeds], geometry: Geometry) -> PageOrientation:
    """Choose the orientation of an annex: as declared, unless one of its tables needs a wider sheet to be readable."""
    least = PageOrientation.SIDEWAYS if annex.landscape else PageOrientation.UPRIGHT
    turns = list(PageOrientation)[list(PageOrientation).index(least) :]
    return next(
        (turn for turn in turns if all(need.fits(Frame.for_page(geometry, turn).width) for need in needs)),
        PageOrientation.WIDE,
    )


def divide_main_text(
    breaker: Breaker, document: Document, geometry: Geometry
) -> tuple[list[LayoutBox], list[PaginatedPage]]:
    """Set the document without its annexes, closing up the head until the first page shows body text (7.3.3).

    Returns the boxes of the head, above 主送机关, and the pages.
    """
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
    head: list[LayoutBox] = []
    pages: list[PaginatedPage] = []
    for tightness in _HEAD_SPACINGS:
        head = first_page_head(setter, document, tightness)
        pages = list(paginate([*head, *addressed, *closing], frame.height, geometry.line_pitch))
        if len(pages[0].boxes) >= len(head) + len(addressed) + min(_MIN_BODY_LINES, len(body)):
            break
    return head, pages


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
