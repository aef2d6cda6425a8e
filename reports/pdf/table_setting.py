"""Set tables: columns scaled to the page, rows as high as their cells, the head repeated on every page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reports.content.document import Align, Row, RowKind, Table
from reports.pdf.column_widths import CELL_PADDING, ColumnNeeds, choose_columns
from reports.pdf.elements import TextInk, Typesetter, flatten
from reports.pdf.fonts import FontRole, printable
from reports.pdf.geometry import Frame
from reports.pdf.line_breaking import PdfLine, TextStyle
from reports.pdf.page_costs import price_row_parts, row_break_cost
from reports.pdf.pagination import LayoutBox
from reports.pdf.pdf_canvas import FigureSpan, PdfCanvas
from reports.pdf.structure import ARTIFACT, Tag
from reports.pdf.table_tags import TableTags

_MAX_SIZE_SIDEWAYS = 12.0
_MIN_SIZE = 9.0  # lower limit when a table is set smaller to save a page
LEADING = 1.3  # of the size, from line to line within a cell
ROW_PADDING = 0.75  # of the type size: added to the height of a row
_ASCENT = 0.88
_SHORT_TABLE = 0.35  # share of a page: a table up to this height is divided only where nothing else helps
_MAX_SHORT_ROWS = 40  # rows; a table with more is never short
_CONTINUED = "（续表）"
_THICK, _THIN = 1.0, 0.5
_NOTE_LARGEST, _NOTE_SMALLEST = 10.5, 9.0
_CAPTION_SIZE = 14.0


class PdfCell(NamedTuple):
    """A table cell: its set lines between a left and a right edge (points)."""

    left: float
    right: float
    lines: tuple[PdfLine, ...]
    align: Align
    figure_spans: tuple[FigureSpan, ...] = ()

    def slice(self, first: int, last: int) -> "PdfCell":
        """Return the cell with only some of its lines, for a row divided between pages."""
        return self._replace(lines=self.lines[first:last])


@dataclass(frozen=True, slots=True)
class PdfTableRow:
    """Draws a table row; every row draws its lower rule, the head its upper rule too."""

    cells: tuple[PdfCell, ...]
    height: float
    size: float
    tag: Tag
    head: bool = False
    last: bool = False

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw the rules, then the text centred between them."""
        left, right = self.cells[0].left, self.cells[-1].right
        low = top - self.height
        if self.head:
            canvas.draw_rule((left, top), (right, top), _THICK)
        canvas.draw_rule((left, low), (right, low), _THICK if self.last else _THIN)
        for x, width in ((left, _THICK), (right, _THICK), *((cell.left, _THIN) for cell in self.cells[1:])):
            canvas.draw_rule((x, top), (x, low), width)
        mark = canvas.begin_row(self.tag)
        for place, cell in enumerate(self.cells):
            canvas.begin_cell(self.tag, mark, place, cell.lines)
            self._text(canvas, cell, top)

    def _text(self, canvas: PdfCanvas, cell: PdfCell, top: float) -> None:
        pad, leading = CELL_PADDING * self.size, LEADING * self.size
        first = top - (self.height - leading * len(cell.lines)) / 2 - (leading - self.size) / 2 - _ASCENT * self.size
        for number, line in enumerate(cell.lines):
            if cell.align is Align.LEFT:
                x = cell.left + pad
            elif cell.align is Align.RIGHT:
                x = cell.right - pad - line.width
            else:
                x = (cell.left + cell.right - line.width) / 2
            baseline = first - number * leading
            canvas.draw_text(line, x, baseline, self.tag)
            canvas.record_figures(line, x, baseline, cell.figure_spans)


@dataclass(frozen=True, slots=True)
class ContinuedHead:
    """Draws the top of a continued table: （续表） at the upper right, and the head, which a screen reader skips."""

    label: PdfLine
    width: float
    label_height: float
    head: PdfTableRow | None

    def draw(self, canvas: PdfCanvas, top: float) -> None:
        """Draw the label and the head below it; a form has only an upper rule."""
        baseline = top - (self.label_height - self.label.size) / 2 - _ASCENT * self.label.size
        canvas.draw_text(self.label, self.width - self.label.width, baseline, ARTIFACT)
        if self.head:
            self.head.draw(canvas, top - self.label_height)
        else:
            canvas.draw_rule((0.0, top - self.label_height), (self.width, top - self.label_height), _THICK)


class TableSetter:
    """Sets one table as boxes of one row each; a table without column titles is a form and has no head."""

    def __init__(self, setter: Typesetter, table: Table, needs: ColumnNeeds, frame: Frame) -> None:
        """Choose the type size and the column edges."""
        self.setter, self.table, self.width, self.height = setter, table, frame.width, frame.height
        self.breaker = setter.breaker
        self.titled = any(column.title for column in table.columns)
        upright = frame.width < frame.height
        largest = setter.geometry.table_size if upright else min(setter.geometry.table_size, _MAX_SIZE_SIDEWAYS)
        self.size, self.edges = choose_columns(needs, frame.width, max(largest * setter.scale, _MIN_SIZE))
        # Asked for less than the least type size, the table has its rows closed up instead.
        closeness = min(setter.geometry.table_size / _MIN_SIZE, 1.0) ** 2
        self.row_padding = ROW_PADDING * setter.scale * closeness * self.size
        self.tags = TableTags(table, setter.section, titled=self.titled)

    def boxes(self) -> Iterator[LayoutBox]:
        """Yield the boxes of caption, unit, head, rows and notes lazily."""
        yield from self._caption()
        head = self._head() if self.titled else None
        if head:
            yield LayoutBox(head.height, head, keep_with_next=True)
        yield from self._price_breaks(self._rows(self._continued_head(head)))
        yield from self._notes()
        yield LayoutBox(0, snap_to_grid=True)

    def _continued_head(self, head: PdfTableRow | None) -> LayoutBox:
        """Return the box repeated at the top of each further page of this table."""
        unit = self._unit()
        words = f"{_CONTINUED}　{unit}" if unit else _CONTINUED
        label = self.breaker.single(words, TextStyle(FontRole.BODY, min(self.size, 12.0)))
        gap = label.size * 1.6
        head = replace(head, tag=ARTIFACT) if head else None
        return LayoutBox(gap + (head.height if head else 0.0), ContinuedHead(label, self.width, gap, head))

    def _caption(self) -> Iterator[LayoutBox]:
        """Set the caption centred and the unit at the right, both kept with the table."""
        pitch = self.setter.geometry.line_pitch
        caption = printable(self.table.caption)
        if caption:
            size = min(_CAPTION_SIZE, self.setter.geometry.size)
            for line in self.breaker.paragraph(caption, TextStyle(FontRole.HEI, size), self.width):
                ink = TextInk((((self.width - line.width) / 2, line),), pitch, tags=(self.tags.caption,))
                yield LayoutBox(pitch, ink, keep_with_next=True)
        unit = self._unit()
        if unit:
            line = self.breaker.single(unit, TextStyle(FontRole.BODY, min(self.size, 12.0)))
            height = line.size * 1.6
            ink = TextInk(((self.width - line.width, line),), height, tags=(self.tags.caption,))
            yield LayoutBox(height, ink, keep_with_next=True)

    def _unit(self) -> str:
        unit = printable(self.table.unit)
        return unit if not unit or unit.startswith("单位") else f"单位：{unit}"

    def _head(self) -> PdfTableRow:
        titles = [column.title for column in self.table.columns]
        cells = self._cells([(title, ()) for title in titles], FontRole.HEI, [Align.CENTRE] * len(titles))
        return PdfTableRow(cells, self._height(cells), self.size, self.tags.head(), head=True)

    def _rows(self, again: LayoutBox) -> Iterator[tuple[list[LayoutBox], RowKind]]:
        """Set each row; a row too high for a page becomes several boxes."""
        most = max(int((self.height - again.height - self.row_padding) / (LEADING * self.size)), 1)
        for number, row in enumerate(self.table.rows, 1):
            cells, tag = self._row(row), self.tags.row(row)
            high = max(len(cell.lines) for cell in cells)
            boxes = []
            for first in range(0, max(high, 1), most):
                part = cells if high <= most else tuple(cell.slice(first, first + most) for cell in cells)
                last = number == len(self.table.rows) and first + most >= high
                top = number == 1 and first == 0 and not self.titled
                ink = PdfTableRow(part, self._height(part), self.size, tag, head=top, last=last)
                # The first row of a form draws its upper rule itself, wherever it stands.
                boxes.append(LayoutBox(ink.height, ink, repeated_head=None if top else again))
            yield boxes, row.kind

    def _row(self, row: Row) -> tuple[PdfCell, ...]:
        if row.kind is RowKind.GROUP:
            text, places = flatten(row.cells[:1])
            style = TextStyle(FontRole.HEI, self.size)
            lines = self.breaker.cell(text, style, self.width - 2 * CELL_PADDING * self.size)
            return (PdfCell(0.0, self.width, lines, Align.LEFT, places),)
        role = FontRole.HEI if row.kind is RowKind.TOTAL else FontRole.BODY
        texts = [_clean_cell(span.text, flatten([span])[1]) for span in row.cells]
        return self._cells(texts, role, [column.align for column in self.table.columns])

    def _cells(
        self, texts: Sequence[tuple[str, tuple[FigureSpan, ...]]], role: FontRole, aligns: Sequence[Align]
    ) -> tuple[PdfCell, ...]:
        style = TextStyle(role, self.size)
        sides = zip(self.edges, self.edges[1:], strict=False)
        return tuple(
            PdfCell(
                left, right, self.breaker.cell(text, style, right - left - 2 * CELL_PADDING * self.size), align, places
            )
            for (text, places), align, (left, right) in zip(texts, aligns, sides, strict=True)
        )

    def _height(self, cells: tuple[PdfCell, ...]) -> float:
        return max(len(cell.lines) for cell in cells) * LEADING * self.size + self.row_padding

    def _price_breaks(self, rows: Iterable[tuple[list[LayoutBox], RowKind]]) -> Iterator[LayoutBox]:
        """Keep a group title with the row below, a total with the row above, and price all other page breaks."""
        count = len(self.table.rows)
        short = False
        if count <= _MAX_SHORT_ROWS:
            rows = list(rows)
            short = sum(box.height for boxes, _ in rows for box in boxes) <= self.height * _SHORT_TABLE
        before: list[LayoutBox] = []
        group = False
        for index, (boxes, kind) in enumerate(rows):
            cost = row_break_cost(index, count - index, is_short=short)
            yield from _end_row(before, cost, keep=group or kind is RowKind.TOTAL)
            before, group = price_row_parts(boxes), kind is RowKind.GROUP
        yield from _end_row(before, 0.0, keep=bool(self.table.notes))

    def _notes(self) -> Iterator[LayoutBox]:
        size = max(min(self.size, _NOTE_LARGEST), _NOTE_SMALLEST)
        style = TextStyle(FontRole.BODY, size)
        height = size * 1.45
        label = self.breaker.single("注：", style)
        hang = 2 * size
        boxes: list[LayoutBox] = []
        for number, note in enumerate(self.table.notes, 1):
            text = printable(note).removeprefix("注：")
            if len(self.table.notes) > 1:
                text = f"{number}. {text}"
            tags = (Tag("P", self.setter.section),)
            for row, line in enumerate(self.breaker.paragraph(text, style, self.width - hang)):
                parts = ((0.0, label), (hang, line)) if number == 1 and row == 0 else ((hang, line),)
                boxes.append(LayoutBox(height, TextInk(parts, height, tags=tags), keep_with_next=True))
        yield from boxes[:-1]
        yield from (replace(box, keep_with_next=False) for box in boxes[-1:])


def _end_row(boxes: list[LayoutBox], cost: float, *, keep: bool) -> list[LayoutBox]:
    """Price the page break after a row, or keep its last box with what follows."""
    return [*boxes[:-1], replace(boxes[-1], keep_with_next=keep, break_cost=cost)] if boxes else boxes


def _clean_cell(text: str, figure_spans: tuple[FigureSpan, ...]) -> tuple[str, tuple[FigureSpan, ...]]:
    """Clean a cell's text; its line breaks are kept unless the position of a figure in it matters."""
    return (printable(text), figure_spans) if figure_spans else ("\n".join(map(printable, text.split("\n"))), ())
