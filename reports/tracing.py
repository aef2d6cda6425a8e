"""Every figure of a document under a number, with where it stands and how an auditor reckons it again."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from reports.content import Block, Chart, Document, Heading, Paragraph, RowKind, Table
from reports.figures import Figure

_NO_COUNT = {"%", "个百分点", "分", "名"}


class Way(Enum):
    """How a figure comes about: rows counted, rows added up, from other figures, or as the ledger states it."""

    COUNT = "计数"
    SUM = "求和"
    RELATED = "推算"
    STATED = "原值"


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure with its number; ``where`` is the first place it stands at, ``stated`` whether the text tells it.

    The text tells what stands in the body's sentences and in the totals of its tables; of a table without totals, all.
    """

    number: str
    figure: Figure
    where: str
    stated: bool

    @property
    def way(self) -> Way:
        """How it comes about."""
        return way_of(self.figure)


def way_of(figure: Figure) -> Way:
    """Tell how a figure comes about."""
    if figure.value is None:
        return Way.STATED
    if figure.relation:
        return Way.RELATED
    if figure.parts:
        return Way.SUM
    plain = figure.ledger and figure.places == 0 and figure.unit not in _NO_COUNT
    # What is short of a quota may happen to be as many as the rows there are; only a count is always.
    told_apart = not figure.key.endswith((".goal", ".short", ".target"))
    return Way.COUNT if plain and told_apart and figure.value == len(figure.rows) else Way.STATED


def entries(document: Document) -> tuple[Entry, ...]:
    """List every distinct figure in reading order, then those that others follow from and that nobody prints."""
    found: dict[Figure, tuple[str, bool]] = {}
    for figure, where, stated in _printed(document):
        first, told = found.get(figure, (where, False))
        found[figure] = (first, told or stated)
    numbers = {figure: number for number, figure in enumerate(found, start=1)}
    waiting = list(found)
    for figure in waiting:
        for one in figure.operands:
            if one not in found:
                found[one] = (f"（推算 {_number(numbers[figure])} 用）", False)
                numbers[one] = len(found)
                waiting.append(one)
    return tuple(Entry(_number(numbers[one]), one, where, stated) for one, (where, stated) in found.items())


def _number(number: int) -> str:
    return f"F{number:03}"


def _printed(document: Document) -> Iterator[tuple[Figure, str, bool]]:
    """Give every figure printed, with its place and whether the text tells it."""
    yield from _within(document.body, "", told=True)
    for number, annex in enumerate(document.annexes, start=1):
        yield from _within(annex.blocks, f"附件{number}" if len(document.annexes) > 1 else "附件", told=False)


def _within(blocks: tuple[Block, ...], room: str, *, told: bool) -> Iterator[tuple[Figure, str, bool]]:
    heading = room
    for block in blocks:
        match block:
            case Heading(_, text):
                heading = " ".join(part for part in (room, text) if part)
            case Paragraph(spans):
                yield from ((span.figure, heading, told) for span in spans if span.figure)
            case Table():
                yield from _in_table(block, block.caption.partition("　")[0] or heading, told=told)
            case Chart():
                lines = [
                    (one, label) for row in block.series for one, label in zip(row.figures, block.labels, strict=True)
                ]
                yield from ((one, f"图“{block.caption}” {label}", False) for one, label in lines if one)
                yield from ((block.line, f"图“{block.caption}”", False),) if block.line else ()


def _in_table(table: Table, name: str, *, told: bool) -> Iterator[tuple[Figure, str, bool]]:
    totals = any(row.kind is RowKind.TOTAL for row in table.rows)
    for row in table.rows:
        if row.kind is RowKind.GROUP:
            continue
        words = (cell.text for cell in row.cells if cell.figure is None and not cell.text.strip().isdigit())
        label = next((text for text in words if text.strip()), "")
        for cell, column in zip(row.cells, table.columns, strict=True):
            if cell.figure is not None:
                title = column.title.replace("\n", "")
                stated = told and (row.kind is RowKind.TOTAL or not totals)
                yield cell.figure, " ".join(part for part in (name, label, title) if part), stated
