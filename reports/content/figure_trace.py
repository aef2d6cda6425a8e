"""The figure trace: every figure of a document with a number (F001 …), its place and how it can be recalculated."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from reports.content.document import Block, Chart, Document, Paragraph, RowKind, SectionHeading, Table
from reports.figures.figure import Figure

_NOT_COUNTED_UNITS = {"%", "个百分点", "分", "名"}


class FigureOrigin(Enum):
    """How a figure was obtained: rows counted, rows added up, derived from others, or as the ledger states it."""

    COUNT = "计数"
    SUM = "求和"
    DERIVED = "推算"
    STATED = "原值"


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """A figure with its number; ``where`` is the first place it is printed, ``in_text`` whether the text states it.

    The text states the figures in the body's sentences and in the totals of its tables; of a table without totals, all.
    """

    number: str
    figure: Figure
    where: str
    in_text: bool

    @property
    def origin(self) -> FigureOrigin:
        """How the figure was obtained."""
        return origin_of(self.figure)


def origin_of(figure: Figure) -> FigureOrigin:
    """Determine how a figure was obtained."""
    if figure.value is None:
        return FigureOrigin.STATED
    if figure.relation:
        return FigureOrigin.DERIVED
    if figure.parts:
        return FigureOrigin.SUM
    plain = figure.ledger and figure.places == 0 and figure.unit not in _NOT_COUNTED_UNITS
    # A shortfall or a target may equal the number of its rows by chance; only a count always does.
    underived = not figure.key.endswith((".goal", ".short", ".target"))
    return FigureOrigin.COUNT if plain and underived and figure.value == len(figure.rows) else FigureOrigin.STATED


def trace_entries(document: Document) -> tuple[TraceEntry, ...]:
    """List every distinct figure in reading order, then the operands that are not printed themselves."""
    places: dict[Figure, tuple[str, bool]] = {}
    for figure, where, stated in _printed(document):
        first, was_stated = places.get(figure, (where, False))
        places[figure] = (first, was_stated or stated)
    numbers = {figure: number for number, figure in enumerate(places, start=1)}
    waiting = list(places)
    for figure in waiting:
        for operand in figure.operands:
            if operand not in places:
                places[operand] = (f"（推算 {_number(numbers[figure])} 用）", False)
                numbers[operand] = len(places)
                waiting.append(operand)
    return tuple(
        TraceEntry(_number(numbers[figure]), figure, where, stated) for figure, (where, stated) in places.items()
    )


def _number(number: int) -> str:
    return f"F{number:03}"


def _printed(document: Document) -> Iterator[tuple[Figure, str, bool]]:
    """Yield every printed figure with its place and whether the text states it."""
    yield from _block_figures(document.body, "", in_text=True)
    for number, annex in enumerate(document.annexes, start=1):
        yield from _block_figures(annex.blocks, f"附件{number}" if len(document.annexes) > 1 else "附件", in_text=False)


def _block_figures(blocks: tuple[Block, ...], section: str, *, in_text: bool) -> Iterator[tuple[Figure, str, bool]]:
    heading = section
    for block in blocks:
        match block:
            case SectionHeading(_, text):
                heading = " ".join(part for part in (section, text) if part)
            case Paragraph(spans):
                yield from ((span.figure, heading, in_text) for span in spans if span.figure)
            case Table():
                yield from _table_figures(block, block.caption.partition("　")[0] or heading, in_text=in_text)
            case Chart():
                lines = [
                    (figure, label)
                    for row in block.series
                    for figure, label in zip(row.figures, block.labels, strict=True)
                ]
                yield from ((figure, f"图“{block.caption}” {label}", False) for figure, label in lines if figure)
                yield from ((block.line, f"图“{block.caption}”", False),) if block.line else ()


def _table_figures(table: Table, name: str, *, in_text: bool) -> Iterator[tuple[Figure, str, bool]]:
    totals = any(row.kind is RowKind.TOTAL for row in table.rows)
    for row in table.rows:
        if row.kind is RowKind.GROUP:
            continue
        words = (cell.text for cell in row.cells if cell.figure is None and not cell.text.strip().isdigit())
        label = next((text for text in words if text.strip()), "")
        for cell, column in zip(row.cells, table.columns, strict=True):
            if cell.figure is not None:
                title = column.title.replace("\n", "")
                stated = in_text and (row.kind is RowKind.TOTAL or not totals)
                yield cell.figure, " ".join(part for part in (name, label, title) if part), stated
