"""Amounts of a whole column that are off by noughts: a heading's unit was changed, or never written."""

import statistics
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from models.audit.edit_log import REMOVED
from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.preview import ImportPlan
from models.exchange.sheet_import.row_outcome import RowOutcome
from models.fields.amounts import AreaKind, MoneyKind, format_number
from models.fields.field import Field
from models.fields.kind import number_of

_MIN_CELLS = 3  # fewer changed amounts may be corrections
_MIN_SHARE = 0.8  # of the column's changed amounts that differ by the same power of ten
_POWERS = tuple(range(-8, 9))
_LEAST_POWER = 2  # a nought more may be a correction; 万 and 亿 are four apart
_FAR = 1000  # between the middle of the new amounts and the middle of the book's


@dataclass(frozen=True, slots=True)
class ScaleDoubt:
    """A column whose amounts look like another unit's: the field, the sheet, and the sentence for the clerk."""

    key: str
    sheet: str
    message: str


def scale_doubts(plan: ImportPlan, written: Collection[str], chosen: Collection[str] = ()) -> list[ScaleDoubt]:
    """Return the doubtful columns of a plan; never those in ``chosen``, whose unit the clerk named.

    A column that changes amounts of the book by one power of ten is doubted even where its unit is ``written`` in the
    sheet; a column of new rows only where nothing says its unit and its middle is a thousand times off the book's.
    """
    keys = dict.fromkeys(key for row in plan.rows for key in row.values)
    doubts = []
    for key in keys:
        field = import_column(plan.ledger, key)
        if isinstance(field.kind, MoneyKind | AreaKind) and key not in chosen:
            message = _changed_by_a_power(plan, field) or ("" if key in written else _far_from_the_book(plan, field))
            if message:
                doubts.append(ScaleDoubt(key, plan.table.sheet, message))
    return doubts


def _changed_by_a_power(plan: ImportPlan, field: Field) -> str:
    """Compare the changed amounts with the book's; empty where they do not differ by one power of ten."""
    powers = [_power_between(old, new) for old, new in _changed_amounts(plan, field)]
    common = statistics.mode(powers) if len(powers) >= _MIN_CELLS else None
    if common is None or powers.count(common) < _MIN_SHARE * len(powers) or abs(common) < _LEAST_POWER:
        return ""
    times = f"{format_number(10 ** abs(common))} {'倍' if common > 0 else '分之一'}"
    return (
        f"“{plan.table.sheet}”的{field.label}有 {powers.count(common)} 格都是账本里的 {times}，多半是单位变了"
        f"（本栏是{field.kind.unit}）。"
    )


def _changed_amounts(plan: ImportPlan, field: Field) -> Iterator[tuple[Decimal, Decimal]]:
    for row in plan.rows:
        if row.outcome is RowOutcome.CHANGED and field.key in row.values and field.key in row.old:
            old, new = field.kind.load(row.old[field.key].stored), row.values[field.key].value
            if old and new:
                yield Decimal(number_of(old)), Decimal(number_of(new))


def _power_between(old: Decimal, new: Decimal) -> int | None:
    """Return k where the new amount is 10^k times the old one; None where it is no such multiple."""
    return next((power for power in _POWERS if new == old.scaleb(power)), None)


def _far_from_the_book(plan: ImportPlan, field: Field) -> str:
    """Compare the middle of the new rows' amounts with the middle of the book's."""
    live_rows = (row for row in plan.import_context.stored_rows(plan.ledger).values() if not row.get(REMOVED))
    book = [abs(int(amount)) for row in live_rows if (amount := row.get(field.key))]
    if len(book) < _MIN_CELLS:
        return ""
    new = [
        abs(Decimal(number_of(row.values[field.key].value)))
        for row in plan.rows
        if row.outcome is RowOutcome.NEW and field.key in row.values and row.values[field.key].value
    ]
    if len(new) < _MIN_CELLS:
        return ""
    middle_of_new = statistics.median(new)
    middle_of_book = abs(Decimal(number_of(field.kind.load(int(statistics.median(book))))))
    if not middle_of_book or not middle_of_new or 1 / _FAR < middle_of_new / middle_of_book < _FAR:
        return ""
    return (
        f"“{plan.table.sheet}”的{field.label}没有写单位，按{field.kind.unit}算，{len(new)} 格居中的是"
        f" {format_number(middle_of_new.normalize())}，账本里居中的是 {format_number(middle_of_book.normalize())}。"
    )
