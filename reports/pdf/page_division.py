"""Divide a document and its annexes among pages: what the PDF draws and the Word file follows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from reports.content.document import Annex, Block, Document, Table
from reports.pdf.column_widths import ColumnNeeds, measure_columns
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontRole, printable
from reports.pdf.geometry import Frame, Geometry, PageOrientation
from reports.pdf.imprint import Imprint, build_imprint
from reports.pdf.line_breaking import Breaker
from reports.pdf.main_text import MainText, block_boxes, set_main_text, table_gap
from reports.pdf.pagination import LayoutBox, PaginatedPage, paginate
from reports.pdf.structure import Tag, heading

_ANNEX_SCALES = (0.9, 0.8, 0.7, 0.55, 0.45)  # scales of table type, row padding and picture size, tried in turn
_SPARSE_PAGE = 0.4  # share of a page: an annex whose last page is filled less is set smaller
_SHORT_ANNEX = 150  # rows
_IMPRINT_ALONE, _IMPRINT_AFTER_BLANK = 6.0, 30.0  # costs of 版记 on a page of its own, and of a blank page before it


@dataclass(frozen=True, slots=True)
class PrintSheet:
    """One page to be drawn: its orientation, its boxes, 版记 if it is on this page, and whether it is numbered."""

    orientation: PageOrientation
    page: PaginatedPage
    imprint: Imprint | None = None
    numbered: bool = True


def print_sheets(
    breaker: Breaker, document: Document, geometry: Geometry, main: MainText | None = None
) -> Iterator[PrintSheet]:
    """Divide a document, its annexes and 版记 among pages; ``main`` is its text, if that was divided already."""
    main = main or divide_main_text(breaker, document, geometry)
    sheets = _sheets(breaker, document, main)
    return _with_imprint(sheets, build_imprint(breaker, geometry, document), geometry)


def divide_main_text(breaker: Breaker, document: Document, geometry: Geometry) -> MainText:
    """Divide the text of a document among pages, so that 版记 finds its place if no annex comes before it."""
    foot = None if document.annexes else build_imprint(breaker, geometry, document)

    def imprint_cost(pages: Sequence[PaginatedPage]) -> float:
        if foot is None or not pages or _has_room(foot, pages[-1], len(pages), geometry):
            return 0.0
        return _IMPRINT_AFTER_BLANK if geometry.duplex and len(pages) % 2 == 0 else _IMPRINT_ALONE

    return set_main_text(breaker, document, geometry, imprint_cost)


def pages_before_imprint(
    breaker: Breaker, document: Document, geometry: Geometry, main: MainText | None = None
) -> int | None:
    """Return how many pages 版记 begins after the text's last page: 0 on that page, at most 2; None without 版记."""
    if build_imprint(breaker, geometry, document) is None:
        return None
    sheets = list(print_sheets(breaker, document, geometry, main))
    return sum(not sheet.page.boxes for sheet in sheets[-2:])


def annex_name(document: Document, number: int) -> str:
    """Return what stands above an annex: 附件, with its number (from 1) if there are several (7.3.7)."""
    return f"附件{number}" if len(document.annexes) > 1 else "附件"


def _sheets(breaker: Breaker, document: Document, main: MainText) -> Iterator[PrintSheet]:
    """Divide the annexes of a document among pages, on the grid of its text, and put them behind it."""
    geometry = main.geometry
    for page in main.pages:
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


def _blocks_boxes(
    setter: Typesetter, blocks: Iterable[Block], frame: Frame, needs: dict[int, ColumnNeeds]
) -> Iterator[LayoutBox]:
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table) and isinstance(before, Table):
            yield table_gap(setter)
        before = block
        yield from block_boxes(setter, block, frame, needs.get(id(block)))


def _annex_boxes(
    setter: Typesetter, annex: Annex, name: str, frame: Frame, needs: dict[int, ColumnNeeds]
) -> Iterator[LayoutBox]:
    """Set an annex: 附件 and its number on the first line, its title on the third (7.3.7)."""
    geometry = setter.geometry
    title = printable(annex.title)
    setter.section = Tag("Sect")
    above = heading(1, setter.section)  # 附件 and the title are one heading
    head = [
        *setter.text_boxes(name, FontRole.HEI, indent=0, tag=above),
        LayoutBox(geometry.line_pitch, keep_with_next=True),
        *setter.title_boxes(annex.title, outline_entry=(0, f"{name} {title}"), tag=above),
        LayoutBox(geometry.line_pitch * 0.5, keep_with_next=True),
        LayoutBox(0, snap_to_grid=frame.width < frame.height, keep_with_next=True),
    ]
    return chain(head, _blocks_boxes(setter, annex.blocks, frame, needs))


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
    # On a sideways or folded page 版记 would be turned.
    if last.orientation is PageOrientation.UPRIGHT and _has_room(foot, last.page, number, geometry):
        yield PrintSheet(last.orientation, last.page, foot)
        return
    yield last
    blank = PaginatedPage((), 0.0)
    if geometry.duplex and number % 2 == 0:
        yield PrintSheet(PageOrientation.UPRIGHT, blank, numbered=False)
        yield PrintSheet(PageOrientation.UPRIGHT, blank, foot, numbered=False)
    else:
        yield PrintSheet(PageOrientation.UPRIGHT, blank, foot)


def _has_room(foot: Imprint, page: PaginatedPage, number: int, geometry: Geometry) -> bool:
    """Return whether 版记 may stand on a page: below its text and, in duplex printing, on an even one."""
    on_its_side = not geometry.duplex or number % 2 == 0
    return on_its_side and page.used_height + foot.height <= geometry.height
