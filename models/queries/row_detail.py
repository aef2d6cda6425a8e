"""Reads one row for its form: its values as text, and the rows of its detail ledgers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.fields.field import field_of, fields
from models.fields.kind import ReadValue, StoredValue, Value
from models.fields.kinds import DayKind, LinkKind
from models.ledgers import LEDGERS
from models.queries.ledger_query import (
    Condition,
    LedgerQuery,
    cell_texts,
    column_sums,
    linked_names,
    matching_ids,
    titles_by_id,
    value_text,
)

_SUMMED_MEASURE = "笔"  # measure word of ledgers whose amounts may be summed; the stages of one project may not
_MAX_SETTING_ROWS = 1000  # rows of a settings ledger at most, such as twenty years of holidays
_MAX_DETAIL_ROWS = 50  # rows of a detail ledger that a form lists; the rest are only counted


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field of a row: its value, mark, stored form, and text (links by name)."""

    value: Value
    mark: str
    stored: StoredValue
    text: str


EMPTY_VALUE = FieldValue(None, "", None, "")


@dataclass(frozen=True, slots=True)
class RowDetail:
    """A whole row as its form shows it."""

    row: str
    title: str
    values: dict[str, FieldValue]
    removed: bool


@dataclass(frozen=True, slots=True)
class DetailRows:
    """A detail ledger's rows of one parent: (id, texts in the order of ``keys``), how many in all, their sums."""

    ledger: type[Ledger]
    keys: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    total: int
    sums: dict[str, Decimal]


def load_row_detail(session: Session, ledger: type[Ledger], row: str) -> RowDetail | None:
    """Read a row for its form; None where it is not in the book."""
    stored_row = session.get(ledger, row)
    if stored_row is None:
        return None
    shown = fields(ledger)
    fetched = (row, stored_row.marks, *(getattr(stored_row, field.key) for field in shown))
    names = linked_names(session, shown, [fetched])
    values = {}
    for field in shown:
        value, mark = getattr(stored_row, field.key), stored_row.mark_of(field.key)
        text = "" if value is None else value_text(field, value, mark, names)
        values[field.key] = FieldValue(value, mark, field.kind.store(value), text)
    return RowDetail(row, titles_by_id(session, ledger, [row])[row], values, stored_row.removed)


def initial_values(session: Session, ledger: type[Ledger], preset: Mapping[str, object]) -> dict[str, FieldValue]:
    """Return the initial values of a new row, by key, as its form shows them; a ReadValue brings its mark."""
    shown = [field_of(ledger, key) for key in preset]
    read = [value if isinstance(value, ReadValue) else ReadValue(_plain_value(value)) for value in preset.values()]
    names = linked_names(session, shown, [("", {}, *(value.value for value in read))])
    return {
        field.key: FieldValue(value.value, value.mark, None, value_text(field, value.value, value.mark, names))
        for field, value in zip(shown, read, strict=True)
    }


def _plain_value(value: object) -> Value:
    return value if isinstance(value, (str, int, Decimal, date)) else None


def detail_ledgers(ledger: type[Ledger]) -> tuple[type[Ledger], ...]:
    """List the detail ledgers: those whose parent link leads to this ledger."""
    return tuple(
        detail for detail in LEDGERS if detail.about.parent and _parent_link(detail).to == ledger.__tablename__
    )


def _parent_link(ledger: type[Ledger]) -> LinkKind:
    kind = field_of(ledger, ledger.about.parent).kind
    if not isinstance(kind, LinkKind):
        raise TypeError(f"{ledger.__name__}.about.parent is no link")
    return kind


def load_details(session: Session, ledger: type[Ledger], row: str) -> list[DetailRows]:
    """Read the detail rows of a row, one entry per detail ledger, each sorted by its first day field, latest first."""
    return [_load_detail(session, detail, row) for detail in detail_ledgers(ledger)]


def _load_detail(session: Session, ledger: type[Ledger], row: str) -> DetailRows:
    return _load_rows(session, ledger, (Condition(ledger.about.parent, "is", row),), _MAX_DETAIL_ROWS)


def load_whole_ledger(session: Session, ledger: type[Ledger]) -> DetailRows:
    """Read all rows of a short ledger, as the settings pages show it (1,000 at most)."""
    return _load_rows(session, ledger, (), _MAX_SETTING_ROWS)


def _load_rows(session: Session, ledger: type[Ledger], where: tuple[Condition, ...], limit: int) -> DetailRows:
    keys = tuple(key for key in ledger.about.columns if key != ledger.about.parent)
    day = next((key for key in keys if isinstance(field_of(ledger, key).kind, DayKind)), "")
    row_ids = matching_ids(session, LedgerQuery(ledger, where=where, sort=((day, True),) if day else ()))
    shown = row_ids[:limit]
    texts = cell_texts(session, ledger, shown, keys)
    rows = tuple((row_id, texts[row_id]) for row_id in shown)
    return DetailRows(ledger, keys, rows, len(row_ids), _sums(session, ledger, row_ids, keys))


def _sums(session: Session, ledger: type[Ledger], rows: Sequence[str], keys: Sequence[str]) -> dict[str, Decimal]:
    if ledger.about.measure_word != _SUMMED_MEASURE:
        return {}
    money = [key for key in keys if field_of(ledger, key).kind.unit in {"万元", "亿元", "万美元"}]
    return column_sums(session, ledger, rows, money)
