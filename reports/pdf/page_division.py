"""Divide a document and its annexes among pages: what the PDF draws and the Word file follows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from reports.content.document import Annex, Block, Document, Table
from reports.pdf.column_widths import ColumnNeeds, measure_columns
from reports.pdf.elements import TextInk, Typesetter
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
_TABLE_TO_IMPRINT, _ROUNDING = 8.0, 0.01  # points
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
    foot = build_imprint(breaker, geometry, document)
    return _with_imprint(_sheets(breaker, document, main, foot, geometry), foot, geometry)


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


def _sheets(
    breaker: Breaker, document: Document, main: MainText, foot: Imprint | None, geometry: Geometry
) -> Iterator[PrintSheet]:
    """Put the pages of the annexes behind those of the text."""
    for page in main.pages:
        yield PrintSheet(PageOrientation.UPRIGHT, page)
    for annex in _annex_divisions(breaker, document, main, foot, geometry):
        for page in annex.pages:
            yield PrintSheet(annex.orientation, page)


@dataclass(frozen=True, slots=True)
class _AnnexDivision:
    """An annex on its pages: the paper, the scale of its tables and pictures, and the pages, of a long one lazily."""

    orientation: PageOrientation
    scale: float
    pages: Iterable[PaginatedPage]


def annex_layouts(
    breaker: Breaker, document: Document, geometry: Geometry, main: MainText
) -> list[tuple[PageOrientation, float]]:
    """Return of each annex the paper on which it is printed, and the scale of its tables and pictures."""
    foot = build_imprint(breaker, geometry, document)
    return [(annex.orientation, annex.scale) for annex in _annex_divisions(breaker, document, main, foot, geometry)]


def _annex_divisions(
    breaker: Breaker, document: Document, main: MainText, foot: Imprint | None, geometry: Geometry
) -> Iterator[_AnnexDivision]:
    """Divide the annexes on the grid of the text; the last is set closer if 版记 then finds room below it."""
    before: int | None = len(main.pages)
    for number, annex in enumerate(document.annexes, 1):
        last = foot if number == len(document.annexes) else None

        def ends_well(pages: Sequence[PaginatedPage], foot: Imprint | None = last, before: int | None = before) -> bool:
            return foot is None or before is None or _has_room(foot, pages[-1], before + len(pages), geometry)

        divided = _divide_annex(breaker, annex, annex_name(document, number), main.geometry, ends_well)
        before = before + len(divided.pages) if before is not None and isinstance(divided.pages, list) else None
        yield divided


def _column_needs(breaker: Breaker, annex: Annex) -> dict[int, ColumnNeeds]:
    return {id(block): measure_columns(breaker, block) for block in annex.blocks if isinstance(block, Table)}


def _divide_annex(
    breaker: Breaker,
    annex: Annex,
    name: str,
    geometry: Geometry,
    ends_well: Callable[[Sequence[PaginatedPage]], bool] = lambda _: True,
) -> _AnnexDivision:
    """Divide an annex among pages; it is set smaller if that saves a nearly empty page, or makes it end well.

    A long annex is set once, page by page, and is never completely in memory.
    """
    needs = _column_needs(breaker, annex)
    turn = _choose_orientation(annex, needs.values(), geometry)
    frame = Frame.for_page(geometry, turn)

    def divided_at(closeness: float) -> Iterator[PaginatedPage]:
        setter = Typesetter(breaker, geometry, frame.width, closeness)
        return paginate(_annex_boxes(setter, annex, name, frame, needs), frame.height, geometry.line_pitch)

    if sum(len(block.rows) for block in annex.blocks if isinstance(block, Table)) > _SHORT_ANNEX:
        return _AnnexDivision(turn, 1.0, divided_at(1.0))
    roomy = list(divided_at(1.0))
    is_upright = turn is PageOrientation.UPRIGHT
    is_sparse = len(roomy) > 1 and roomy[-1].used_height <= frame.height * _SPARSE_PAGE
    if not is_sparse and (not is_upright or ends_well(roomy)):
        return _AnnexDivision(turn, 1.0, roomy)
    closer = [(scale, list(divided_at(scale))) for scale in _ANNEX_SCALES]
    shorter = [(scale, pages) for scale, pages in closer if len(pages) < len(roomy)] if is_sparse else []
    ending = [(scale, pages) for scale, pages in closer if is_upright and ends_well(pages)]
    best = [division for division in shorter if division in ending] or shorter or ending or [(1.0, roomy)]
    scale, pages = best[0]
    return _AnnexDivision(turn, scale, pages)


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
    inked = [box.ink for box, _ in page.boxes if box.ink is not None]
    # Lines of text have their space below them, the rules of a table and of 版记 would touch.
    gap = 0.0 if inked and isinstance(inked[-1], TextInk) else _TABLE_TO_IMPRINT
    return on_its_side and page.used_height + gap + foot.height <= geometry.height + _ROUNDING
