"""Set tables: columns scaled to the page, rows as high as their cells, the head repeated on every page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from reports.content import Align, Row, RowKind, Table
from reports.paper.columns import PAD, Needs, columns
from reports.paper.elements import Setter, Text, flatten
from reports.paper.faces import Role, printable
from reports.paper.flow import Box
from reports.paper.geometry import Frame
from reports.paper.lines import Line, Style
from reports.paper.pen import Pen, Place

_LARGEST_SIDEWAYS = 12.0
_SMALLEST = 9.0  # lower limit when a table is set smaller to save a page
_LEADING = 1.3  # of the size, from line to line within a cell
_AIR = 0.75  # of the type size: added to the height of a row
_RISE = 0.88
_SHORT = 0.3  # share of a page: a table up to this height is not divided
_FEW = 40  # rows; a table with more is never short
_CONTINUED = "（续表）"
_THICK, _THIN = 1.0, 0.5
_NOTE_LARGEST, _NOTE_SMALLEST = 10.5, 9.0
_CAPTION_SIZE = 14.0


class Cell(NamedTuple):
    """A table cell: its set lines between a left and a right edge (points)."""

    left: float
    right: float
    lines: tuple[Line, ...]
    align: Align
    places: tuple[Place, ...] = ()

    def slice(self, first: int, last: int) -> "Cell":
        """Return the cell with only some of its lines, for a row divided between pages."""
        return self._replace(lines=self.lines[first:last])


@dataclass(frozen=True, slots=True)
class Cells:
    """Draws a table row; every row draws its lower rule, the head its upper rule too."""

    cells: tuple[Cell, ...]
    height: float
    size: float
    head: bool = False
    last: bool = False

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw the rules, then the text centred between them."""
        left, right = self.cells[0].left, self.cells[-1].right
        low = top - self.height
        if self.head:
            canvas.rule((left, top), (right, top), _THICK)
        canvas.rule((left, low), (right, low), _THICK if self.last else _THIN)
        for x, width in ((left, _THICK), (right, _THICK), *((cell.left, _THIN) for cell in self.cells[1:])):
            canvas.rule((x, top), (x, low), width)
        for cell in self.cells:
            self._text(canvas, cell, top)

    def _text(self, canvas: Pen, cell: Cell, top: float) -> None:
        pad, leading = PAD * self.size, _LEADING * self.size
        first = top - (self.height - leading * len(cell.lines)) / 2 - (leading - self.size) / 2 - _RISE * self.size
        for number, line in enumerate(cell.lines):
            if cell.align is Align.LEFT:
                x = cell.left + pad
            elif cell.align is Align.RIGHT:
                x = cell.right - pad - line.width
            else:
                x = (cell.left + cell.right - line.width) / 2
            baseline = first - number * leading
            canvas.text(line, x, baseline)
            canvas.mark(line, x, baseline, cell.places)


@dataclass(frozen=True, slots=True)
class Again:
    """Draws the top of a continued table: （续表） at the upper right, and the head."""

    label: Line
    width: float
    gap: float
    head: Cells | None

    def draw(self, canvas: Pen, top: float) -> None:
        """Draw the label and the head below it; a form has only an upper rule."""
        baseline = top - (self.gap - self.label.size) / 2 - _RISE * self.label.size
        canvas.text(self.label, self.width - self.label.width, baseline)
        if self.head:
            self.head.draw(canvas, top - self.gap)
        else:
            canvas.rule((0.0, top - self.gap), (self.width, top - self.gap), _THICK)


class Tabulator:
    """Sets one table as boxes of one row each; a table without column titles is a form and has no head."""

    def __init__(self, setter: Setter, table: Table, needs: Needs, frame: Frame) -> None:
        """Choose the type size and the column edges."""
        self.setter, self.table, self.width, self.height = setter, table, frame.width, frame.height
        self.breaker = setter.breaker
        self.titled = any(column.title for column in table.columns)
        upright = frame.width < frame.height
        largest = setter.geometry.table_size if upright else min(setter.geometry.table_size, _LARGEST_SIDEWAYS)
        self.size, self.edges = columns(needs, frame.width, max(largest * setter.closeness, _SMALLEST))
        self.air = _AIR * setter.closeness * self.size

    def boxes(self) -> Iterator[Box]:
        """Yield the boxes of caption, unit, head, rows and notes lazily."""
        yield from self._caption()
        head = self._head() if self.titled else None
        if head:
            yield Box(head.height, head, keep=True)
        yield from self._kept(self._rows(self._again(head)))
        yield from self._notes()
        yield Box(0, snap=True)

    def _again(self, head: Cells | None) -> Box:
        """Return the box repeated at the top of each further page of this table."""
        unit = self._unit()
        words = f"{_CONTINUED}　{unit}" if unit else _CONTINUED
        label = self.breaker.single(words, Style(Role.BODY, min(self.size, 12.0)))
        gap = label.size * 1.6
        return Box(gap + (head.height if head else 0.0), Again(label, self.width, gap, head))

    def _caption(self) -> Iterator[Box]:
        """Set the caption centred and the unit at the right, both kept with the table."""
        pitch = self.setter.geometry.pitch
        caption = printable(self.table.caption)
        if caption:
            size = min(_CAPTION_SIZE, self.setter.geometry.size)
            for line in self.breaker.paragraph(caption, Style(Role.HEI, size), self.width):
                yield Box(pitch, Text((((self.width - line.width) / 2, line),), pitch), keep=True)
        unit = self._unit()
        if unit:
            line = self.breaker.single(unit, Style(Role.BODY, min(self.size, 12.0)))
            height = line.size * 1.6
            yield Box(height, Text(((self.width - line.width, line),), height), keep=True)

    def _unit(self) -> str:
        unit = printable(self.table.unit)
        return unit if not unit or unit.startswith("单位") else f"单位：{unit}"

    def _head(self) -> Cells:
        titles = [column.title for column in self.table.columns]
        cells = self._cells([(title, ()) for title in titles], Role.HEI, [Align.CENTRE] * len(titles))
        return Cells(cells, self._height(cells), self.size, head=True)

    def _rows(self, again: Box) -> Iterator[tuple[list[Box], RowKind]]:
        """Set each row; a row too high for a page becomes several boxes."""
        most = max(int((self.height - again.height - self.air) / (_LEADING * self.size)), 1)
        for number, row in enumerate(self.table.rows, 1):
            cells = self._row(row)
            high = max(len(cell.lines) for cell in cells)
            boxes = []
            for first in range(0, max(high, 1), most):
                part = cells if high <= most else tuple(cell.slice(first, first + most) for cell in cells)
                last = number == len(self.table.rows) and first + most >= high
                top = number == 1 and first == 0 and not self.titled
                ink = Cells(part, self._height(part), self.size, head=top, last=last)
                # The first row of a form draws its upper rule itself, wherever it stands.
                boxes.append(Box(ink.height, ink, head=None if top else again))
            yield boxes, row.kind

    def _row(self, row: Row) -> tuple[Cell, ...]:
        if row.kind is RowKind.GROUP:
            text, places = flatten(row.cells[:1])
            style = Style(Role.HEI, self.size)
            lines = self.breaker.cell(text, style, self.width - 2 * PAD * self.size)
            return (Cell(0.0, self.width, lines, Align.LEFT, places),)
        role = Role.HEI if row.kind is RowKind.TOTAL else Role.BODY
        texts = [_flat(span.text, flatten([span])[1]) for span in row.cells]
        return self._cells(texts, role, [column.align for column in self.table.columns])

    def _cells(
        self, texts: Sequence[tuple[str, tuple[Place, ...]]], role: Role, aligns: Sequence[Align]
    ) -> tuple[Cell, ...]:
        style = Style(role, self.size)
        sides = zip(self.edges, self.edges[1:], strict=False)
        return tuple(
            Cell(left, right, self.breaker.cell(text, style, right - left - 2 * PAD * self.size), align, places)
            for (text, places), align, (left, right) in zip(texts, aligns, sides, strict=True)
        )

    def _height(self, cells: tuple[Cell, ...]) -> float:
        return max(len(cell.lines) for cell in cells) * _LEADING * self.size + self.air

    def _kept(self, rows: Iterable[tuple[list[Box], RowKind]]) -> Iterator[Box]:
        """Keep a group title with the row below, a total with the row above, the first and last row with a neighbour.

        None of these is alone on a page, and a short table is not divided at all.
        """
        count = len(self.table.rows)
        short = False
        if count <= _FEW:
            rows = list(rows)
            short = sum(box.height for boxes, _ in rows for box in boxes) <= self.height * _SHORT
        before: list[Box] = []
        group = False
        for index, (boxes, kind) in enumerate(rows):
            firm = group or kind is RowKind.TOTAL or index in {1, count - 1}
            yield from _held(before, held=firm, preferred=short)
            before, group = boxes, kind is RowKind.GROUP
        yield from _held(before, held=bool(self.table.notes), preferred=short)

    def _notes(self) -> Iterator[Box]:
        size = max(min(self.size, _NOTE_LARGEST), _NOTE_SMALLEST)
        style = Style(Role.BODY, size)
        height = size * 1.45
        label = self.breaker.single("注：", style)
        hang = 2 * size
        for number, note in enumerate(self.table.notes, 1):
            text = printable(note).removeprefix("注：")
            if len(self.table.notes) > 1:
                text = f"{number}. {text}"
            for row, line in enumerate(self.breaker.paragraph(text, style, self.width - hang)):
                parts = ((0.0, label), (hang, line)) if number == 1 and row == 0 else ((hang, line),)
                yield Box(height, Text(parts, height))


def _held(boxes: list[Box], *, held: bool, preferred: bool) -> list[Box]:
    """Keep the last box with what follows: always (``keep``), or if the page stays filled (``prefer``)."""
    return [*boxes[:-1], replace(boxes[-1], keep=held, prefer=preferred)] if boxes else boxes


def divided(boxes: Sequence[Box]) -> bool:
    """Return whether a table may be divided between its rows, that is, whether it is not short."""
    return not any(box.prefer for box in boxes)


def _flat(text: str, places: tuple[Place, ...]) -> tuple[str, tuple[Place, ...]]:
    """Clean a cell's text; its line breaks are kept unless the position of a figure in it matters."""
    return (printable(text), places) if places else ("\n".join(map(printable, text.split("\n"))), ())
