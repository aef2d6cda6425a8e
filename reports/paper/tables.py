"""Setting tables: columns scaled to the page, rows as high as their cells, the head again on every page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.content import Align, Row, RowKind, Table
from reports.paper.columns import PAD, columns
from reports.paper.elements import Setter, Text, flatten
from reports.paper.faces import Role, printable
from reports.paper.flow import Box
from reports.paper.lines import Line, Style
from reports.paper.pen import Pen, Place

_LARGEST_SIDEWAYS = 12.0
_LEADING = 1.3  # of the size, from line to line within a cell
_AIR = 0.75  # of the size, added to the height of a row
_RISE = 0.88
_SHORT = 0.3  # of a page: up to which height a table is not divided
_THICK, _THIN = 1.0, 0.5
_NOTE_LARGEST, _NOTE_SMALLEST = 10.5, 9.0
_CAPTION_SIZE = 14.0


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one cell between two edges."""

    left: float
    right: float
    lines: tuple[Line, ...]
    align: Align
    places: tuple[Place, ...] = ()

    def slice(self, first: int, last: int) -> "Cell":
        """Give the part of a cell that a row divided between pages carries."""
        return replace(self, lines=self.lines[first:last])


@dataclass(frozen=True, slots=True)
class Cells:
    """A table row with its rules; every row draws its own lower rule, the head its upper one too."""

    cells: tuple[Cell, ...]
    height: float
    size: float
    head: bool = False
    last: bool = False

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the rules, then the text centred between them."""
        left, right = self.cells[0].left, self.cells[-1].right
        low = top - self.height
        if self.head:
            pen.rule((left, top), (right, top), _THICK)
        pen.rule((left, low), (right, low), _THICK if self.last else _THIN)
        for x, width in ((left, _THICK), (right, _THICK), *((cell.left, _THIN) for cell in self.cells[1:])):
            pen.rule((x, top), (x, low), width)
        for cell in self.cells:
            self._text(pen, cell, top)

    def _text(self, pen: Pen, cell: Cell, top: float) -> None:
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
            pen.text(line, x, baseline)
            pen.mark(line, x, baseline, cell.places)


class Tabulator:
    """Sets one table for frames of one size."""

    def __init__(self, setter: Setter, table: Table, width: float, height: float, *, sideways: bool) -> None:
        """Choose the type size and the columns' edges."""
        self.setter, self.table, self.width, self.height = setter, table, width, height
        self.breaker = setter.breaker
        largest = setter.geometry.table_size
        self.size, self.edges = columns(
            self.breaker, table, width, min(largest, _LARGEST_SIDEWAYS) if sideways else largest
        )

    def boxes(self) -> list[Box]:
        """Set caption, unit, head, rows and notes; a table whose columns have no titles is a form and has no head."""
        if not any(column.title for column in self.table.columns):
            return [*self._caption(), *self._ends_kept(self._form()), *self._notes(), Box(0, snap=True)]
        head = Box(0, self._head(), keep=True)
        head = replace(head, height=head.ink.height if isinstance(head.ink, Cells) else 0)
        rows = [box for row, kind in self._rows(head) for box in self._together(row, kind)]
        rows = self._ends_kept(rows)
        return [*self._caption(), head, *rows, *self._notes(), Box(0, snap=True)]

    def _form(self) -> list[Box]:
        """Set rows without a head above them: the first draws the upper rule itself."""
        rows = [replace(box, head=None) for row, _ in self._rows(Box(0)) for box in row]
        first = rows[0].ink if rows else None
        return [replace(rows[0], ink=replace(first, head=True)), *rows[1:]] if isinstance(first, Cells) else rows

    def _caption(self) -> Iterator[Box]:
        """Set the caption centred and the unit at the right, both held to the table."""
        pitch = self.setter.geometry.pitch
        caption = printable(self.table.caption)
        if caption:
            size = min(_CAPTION_SIZE, self.setter.geometry.size)
            for line in self.breaker.paragraph(caption, Style(Role.HEI, size), self.width):
                yield Box(pitch, Text((((self.width - line.width) / 2, line),), pitch), keep=True)
        unit = printable(self.table.unit)
        if unit:
            label = unit if unit.startswith("单位") else f"单位：{unit}"
            line = self.breaker.single(label, Style(Role.BODY, min(self.size, 12.0)))
            height = line.size * 1.6
            yield Box(height, Text(((self.width - line.width, line),), height), keep=True)

    def _head(self) -> Cells:
        titles = [column.title for column in self.table.columns]
        cells = self._cells([(title, ()) for title in titles], Role.HEI, [Align.CENTRE] * len(titles))
        return Cells(cells, self._height(cells), self.size, head=True)

    def _rows(self, head: Box) -> Iterator[tuple[list[Box], RowKind]]:
        """Set each row; one too high for a page becomes several."""
        most = max(int((self.height - head.height - _AIR * self.size) / (_LEADING * self.size)), 1)
        for number, row in enumerate(self.table.rows, 1):
            cells = self._row(row)
            high = max(len(cell.lines) for cell in cells)
            boxes = []
            for first in range(0, max(high, 1), most):
                part = tuple(cell.slice(first, first + most) for cell in cells)
                last = number == len(self.table.rows) and first + most >= high
                ink = Cells(part, self._height(part), self.size, last=last)
                boxes.append(Box(ink.height, ink, head=head))
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
        return max(len(cell.lines) for cell in cells) * _LEADING * self.size + _AIR * self.size

    @staticmethod
    def _together(boxes: list[Box], kind: RowKind) -> list[Box]:
        """Hold a group's title to the row below it."""
        return [replace(box, keep=True) for box in boxes] if kind is RowKind.GROUP else boxes

    def _ends_kept(self, rows: list[Box]) -> list[Box]:
        """Hold a sum to the row before it, and the last row to the one before it: neither stands on a page alone.

        The first row does not stand alone under the head either, and a short table is not divided at all.
        """
        kinds = [row.kind for row in self.table.rows]
        if len(kinds) != len(rows):
            return rows
        short = sum(box.height for box in rows) <= self.height * _SHORT
        for index in range(1, len(rows)):
            if short or kinds[index] is RowKind.TOTAL or index in {1, len(rows) - 1}:
                rows[index - 1] = replace(rows[index - 1], keep=True)
        if rows and self.table.notes:
            rows[-1] = replace(rows[-1], keep=True)
        return rows

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


def _flat(text: str, places: tuple[Place, ...]) -> tuple[str, tuple[Place, ...]]:
    """Clean a cell's text, keeping the line breaks meant where no figure's place depends on its length."""
    return (printable(text), places) if places else ("\n".join(map(printable, text.split("\n"))), ())
