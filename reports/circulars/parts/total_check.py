"""Checks the totals of every printed table against its rows and columns, recalculated from the page (襄城 C5)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from reports.content.document import Document, Row, RowKind, Table, TextSpan
from reports.figures.figure import EMPTY

ROUNDING_NOTE = "金额四舍五入到两位小数，分项之和与合计的末位可能略有出入，以合计为准。"
ROUNDING_WORD = "四舍五入"  # a note that says so lets the last digit differ
_TOTAL_WORDS = ("合计", "总计", "小计")
_NOT_SUMMABLE = re.compile(r"率|%|百分点|进度|名次|排名|均|占比|得分|序\n?号")
_NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")


def total_faults(document: Document) -> list[str]:
    """List totals that do not match, down or across: table, row and column, the printed and the recalculated number."""
    messages: list[str] = []
    for place, table in _tables(document):
        name = place if not table.caption else f"{place}“{table.caption}”" if place else f"“{table.caption}”"
        messages += [f"{name}：{fault}" for fault in (*_sum_row_faults(table), *_sum_column_faults(table))]
    return messages


def with_rounding_note(table: Table) -> Table:
    """Add the rounding note to a table whose rounded parts do not add up to its rounded total."""
    if not any((*_sum_row_faults(table), *_sum_column_faults(table))):
        return table
    return replace(table, notes=(*table.notes, ROUNDING_NOTE))


def _tables(document: Document) -> Iterator[tuple[str, Table]]:
    for block in document.body:
        if isinstance(block, Table):
            yield "", block
    for number, annex in enumerate(document.annexes, 1):
        for block in annex.blocks:
            if isinstance(block, Table):
                yield f"附件{number}《{annex.title}》", block


def _sum_row_faults(table: Table) -> Iterator[str]:
    """Check every total row against the plain rows above it: a 小计 against its group's, any other against all."""
    parts: list[Row] = []
    group: list[Row] = []
    for row in table.rows:
        if row.kind is RowKind.PLAIN:
            parts.append(row)
            group.append(row)
        elif row.kind is RowKind.GROUP:
            group = []
        elif sum_word := next((word for cell in row.cells if (word := cell.text.strip()) in _TOTAL_WORDS), ""):
            yield from _check_columns(table, row, group if sum_word == "小计" else parts, sum_word)
            group = []


def _check_columns(table: Table, total: Row, parts: list[Row], sum_word: str) -> Iterator[str]:
    for number, column in enumerate(table.columns):
        printed = _summable_value(total.cells[number], column.title)
        values = [_value(row.cells[number]) for row in parts]
        if printed is None or any(value is None for value in values):
            continue
        counted = sum((value for value in values if value is not None), Decimal(0))
        if not _agrees(printed, counted, len(values), table):
            title = column.title.replace("\n", "")
            yield f"“{sum_word}”行“{title}”列印的是 {printed:,}，各行相加是 {counted:,}"


def _sum_column_faults(table: Table) -> Iterator[str]:
    """Check every 合计 column against the columns of the same unit to its left."""
    for number, column in enumerate(table.columns):
        if not column.title.replace("\n", "").startswith(_TOTAL_WORDS):
            continue
        for row in table.rows:
            if row.kind is RowKind.GROUP or (printed := _summable_value(row.cells[number], column.title)) is None:
                continue
            unit = _unit(row.cells[number])
            parts = [cell for cell in row.cells[:number] if cell.figure is not None and _unit(cell) == unit]
            values = [value for cell in parts if (value := _value(cell)) is not None]
            counted = sum(values, Decimal(0))
            if len(values) > 1 and not _agrees(printed, counted, len(values), table):
                name = next((cell.text for cell in row.cells if cell.text and cell.figure is None), "")
                title = column.title.replace("\n", "")
                yield f"“{name}”行“{title}”列印的是 {printed:,}，左边各列相加是 {counted:,}"


def _summable_value(cell: TextSpan, title: str) -> Decimal | None:
    """Return a cell's number where it may be added up; None for rates, for targets and where there is no number."""
    figure = cell.figure
    if figure is not None and (figure.unit in {"%", "个百分点", "分"} or _is_target(figure.key)):
        return None
    if figure is None and _NOT_SUMMABLE.search(title):
        return None
    return _value(cell) if cell.text.strip() not in {"", EMPTY} else None


def _is_target(key: str) -> bool:
    """Whether the key is a target's: the county's is not the sum of its task forces', and a shared one is in no row."""
    return key.endswith((".target", ".goal"))


def _value(cell: TextSpan) -> Decimal | None:
    """Read a printed number; a dash or an empty cell counts as 0, other text as no number (None)."""
    text = cell.text.strip().replace("−", "-")
    if text in {"", EMPTY}:
        return Decimal(0)
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None


def _unit(cell: TextSpan) -> str:
    return cell.figure.unit if cell.figure is not None else ""


def _agrees(printed: Decimal, counted: Decimal, parts: int, table: Table) -> bool:
    """Whether a total matches, or differs by no more than its parts' rounding where a note below the table says so."""
    if printed == counted:
        return True
    exponent = printed.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    slack = Decimal(5).scaleb(-places - 1) * (parts + 1)
    return any(ROUNDING_WORD in note for note in table.notes) and abs(printed - counted) <= slack
