"""Set the text of a document, from its head to its signature, on the pages on which it reads best.

The grid of the standard and the order of writing come first. Where they leave a page sparse, part a table after two
rows or strand the signature, other settings are tried and the cheapest of all is taken: a line more or fewer on every
page (GB/T 9704, 5.2.3 allows for it), lower charts, tables and charts a paragraph earlier or later in their section.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from reports.content.document import Block, Chart, Document, Paragraph, Picture, SectionHeading, Table
from reports.pdf import chart_painter
from reports.pdf.column_widths import ColumnNeeds, measure_columns
from reports.pdf.elements import Typesetter
from reports.pdf.first_page import first_page_head
from reports.pdf.float_places import SectionOrder, section_orders
from reports.pdf.geometry import Frame, Geometry
from reports.pdf.line_breaking import Breaker
from reports.pdf.page_costs import (
    ANNEX_LIST_DIVIDED,
    FIRST_PAGE_WITHOUT_TEXT,
    MIN_TABLE_ROWS,
    SIGNATURE_WITHOUT_TEXT,
    hold,
    price_lines,
)
from reports.pdf.pagination import Division, LayoutBox, PaginatedPage, divide
from reports.pdf.photo import photo_boxes
from reports.pdf.signature_block import keep_together, signature_block
from reports.pdf.table_setting import PdfTableRow, TableSetter

# Scales of the head's blank lines, tried until body text fits on the first page.
_HEAD_SPACINGS = (1.0, 0.7, 0.45, 0.25)
_MIN_BODY_LINES = 2  # on the first page and on the page with the signature
_GOOD_ENOUGH = 12.0  # a setting that costs no more than this, beside its pages, is not improved on
_EPSILON = 1e-9
_MOST_BOXES_TRIED = 40_000  # boxes divided among pages in all trials together: a long text gets fewer trials
_LINE_PITCHES = (1.6, 2.0)  # of the type size, beyond which lines crowd or fall apart


@dataclass(frozen=True, slots=True)
class _Adjustment:
    """A departure from the usual setting: lines more on every page, the height of charts, and what it costs."""

    lines: int
    chart_spread: float
    cost: float


_ADJUSTMENTS = (
    _Adjustment(0, 1.0, 0.0),
    _Adjustment(0, 0.85, 5.0),
    _Adjustment(1, 1.0, 10.0),
    _Adjustment(-1, 1.0, 10.0),
    _Adjustment(0, 0.7, 10.0),
    _Adjustment(1, 0.85, 15.0),
    _Adjustment(-1, 0.85, 15.0),
)


@dataclass(frozen=True, slots=True)
class MainText:
    """A text on its pages: the grid it was set on, its blocks in the order they stand, the boxes of its head."""

    geometry: Geometry
    blocks: tuple[Block, ...]
    chart_spread: float
    head: list[LayoutBox]
    pages: list[PaginatedPage]


EndCost = Callable[[Sequence[PaginatedPage]], float]


def set_main_text(breaker: Breaker, document: Document, geometry: Geometry, end_cost: EndCost) -> MainText:
    """Set a document without its annexes; ``end_cost`` is what its pages cost by where 版记 goes."""
    best: tuple[float, MainText] | None = None
    budget = _MOST_BOXES_TRIED
    needs = {id(block): measure_columns(breaker, block) for block in document.body if isinstance(block, Table)}
    for adjustment in _ADJUSTMENTS:
        grid = replace(geometry, lines=geometry.lines + adjustment.lines)
        if adjustment.lines and not _LINE_PITCHES[0] <= grid.line_pitch / grid.size <= _LINE_PITCHES[1]:
            continue
        if adjustment.chart_spread < 1 and not any(isinstance(block, Chart) for block in document.body):
            continue
        setting = _TextSetting(breaker, document, grid, adjustment.chart_spread, needs)
        if best is not None and budget <= 0:
            break
        trial = setting.cheapest(end_cost, budget)
        budget -= setting.boxes_tried
        cost = trial.cost + adjustment.cost
        if best is None or cost < best[0] - _EPSILON:
            best = cost, MainText(grid, trial.blocks, adjustment.chart_spread, setting.head, trial.division.pages)
        if trial.fault_cost <= _GOOD_ENOUGH:
            break
    if best is None:
        raise AssertionError("the usual setting is always tried")
    return best[1]


@dataclass(frozen=True, slots=True)
class _Trial:
    """The sections in some order, their pages, and the cost of both with that of 版记."""

    orders: tuple[SectionOrder, ...]
    division: Division
    end_cost: float

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks as they stand."""
        return tuple(block for order in self.orders for block in order.blocks)

    @property
    def fault_cost(self) -> float:
        """What may be improved on: all but the cost of the pages as such."""
        return self.division.fault_cost + self.end_cost

    @property
    def cost(self) -> float:
        """The cost of everything."""
        return self.division.cost + self.end_cost + sum(order.cost for order in self.orders)


class _TextSetting:
    """One setting of a text, whose tables and charts may stand in any of the places their sections allow."""

    def __init__(
        self,
        breaker: Breaker,
        document: Document,
        geometry: Geometry,
        chart_spread: float,
        needs: dict[int, ColumnNeeds],
    ) -> None:
        self._document, self._geometry, self._frame = document, geometry, Frame.for_page(geometry)
        self._setter = Typesetter(breaker, geometry, self._frame.width)
        self._spread, self._needs, self.boxes_tried = chart_spread, needs, 0
        self._known: dict[int, list[LayoutBox]] = {}
        self._addressed = self._setter.recipients_boxes(document.recipients) if document.recipients else []
        listed = self._setter.annex_list_boxes(document.annexes)
        self._listed = keep_together(hold(listed[:-1], len(listed), ANNEX_LIST_DIVIDED) + listed[-1:], 1)
        signed = signature_block(self._setter, document)
        # No page holds a signature alone: its lines stay together, and the last lines of the text with them.
        self._signed = [*keep_together(signed[:-1], len(signed)), *signed[-1:]]
        self.head = self._fitting_head()

    def cheapest(self, end_cost: EndCost, budget: int) -> _Trial:
        """Try the places of tables and charts, section by section, and return the cheapest of all that were tried.

        No more is tried once so many boxes have been divided among pages.
        """
        sections = section_orders(self._document.body)
        best = self._try(tuple(section[0] for section in sections), end_cost)
        for number, section in enumerate(sections):
            for order in section[1:]:
                if best.fault_cost <= _GOOD_ENOUGH or self.boxes_tried > budget:
                    return best
                trial = self._try((*best.orders[:number], order, *best.orders[number + 1 :]), end_cost)
                if trial.cost < best.cost - _EPSILON:
                    best = trial
        return best

    def _try(self, orders: tuple[SectionOrder, ...], end_cost: EndCost) -> _Trial:
        boxes = [*self.head, *self._opening()]
        blocks = [block for order in orders for block in order.blocks]
        boxes += self._held(list(self._body(blocks)), has_table=bool(blocks) and isinstance(blocks[-1], Table))
        boxes += self._listed
        boxes += self._signed
        self.boxes_tried += len(boxes)
        division = divide(boxes, self._frame.height, self._geometry.line_pitch)
        return _Trial(orders, division, end_cost(division.pages))

    def _opening(self) -> list[LayoutBox]:
        """Return 主送机关, which is not parted from the text."""
        return hold(self._addressed, len(self._addressed), FIRST_PAGE_WITHOUT_TEXT)

    def _fitting_head(self) -> list[LayoutBox]:
        """Close up the head until the first page shows body text (7.3.3)."""
        pitch, height = self._geometry.line_pitch, self._frame.height
        needed = (len(self._addressed) + min(_MIN_BODY_LINES, len(self._document.body))) * pitch
        head: list[LayoutBox] = []
        for tightness in _HEAD_SPACINGS:
            head = first_page_head(self._setter, self._document, tightness)
            (page,) = divide(head, 10 * height, pitch).pages
            if page.used_height + needed <= height:
                break
        return head

    def _body(self, blocks: Sequence[Block]) -> Iterator[LayoutBox]:
        before: Block | None = None
        for block in blocks:
            if isinstance(block, Table) and isinstance(before, Table):
                yield table_gap(self._setter)
            before = block
            if id(block) not in self._known:
                boxes = block_boxes(self._setter, block, self._frame, self._needs.get(id(block)), self._spread)
                self._known[id(block)] = list(boxes)
            yield from self._known[id(block)]

    @staticmethod
    def _held(body: list[LayoutBox], *, has_table: bool) -> list[LayoutBox]:
        """Keep the end of the text with what follows: two lines, or the last rows of a table."""
        rows = lines = 0
        for number, box in enumerate(reversed(body), 1):
            rows += isinstance(box.ink, PdfTableRow)
            lines += box.ink is not None
            if rows == MIN_TABLE_ROWS or (not has_table and lines == _MIN_BODY_LINES):
                return hold(body, number, SIGNATURE_WITHOUT_TEXT)
        return hold(body, len(body), SIGNATURE_WITHOUT_TEXT)


def table_gap(setter: Typesetter) -> LayoutBox:
    """Return the space between two tables."""
    return LayoutBox(setter.geometry.line_pitch * 0.4 * setter.scale, is_blank=True)


def block_boxes(
    setter: Typesetter, block: Block, frame: Frame, needs: ColumnNeeds | None = None, chart_spread: float = 1.0
) -> Iterator[LayoutBox]:
    """Set one block of a text or an annex."""
    match block:
        case SectionHeading():
            yield from setter.heading_boxes(block)
        case Paragraph():
            yield from price_lines(setter.paragraph_boxes(block), setter.measure)
        case Table():
            known = needs or measure_columns(setter.breaker, block)
            yield from TableSetter(setter, block, known, frame).boxes()
        case Chart():
            yield from chart_painter.chart_boxes(setter, block, frame.width, chart_spread)
        case Picture():
            yield from photo_boxes(setter, block, frame.width, frame.height)
