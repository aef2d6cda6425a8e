"""Reads one row for its form: its values as text, and the rows of its detail ledgers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.fields.field import Field, field_of, fields, firm_field
from models.fields.kind import PickedRow, ReadValue, StoredValue, Value
from models.fields.kinds import DayKind, FirmNameKind, LinkKind
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
from models.queries.linked_rows import linked_ledgers, linked_row_ids, linking_keys
from models.settings.optional_ledgers import ledgers_in_use

_SUMMED_MEASURE = "笔"  # measure word of ledgers whose amounts may be summed; the stages of one project may not
_MAX_SETTING_ROWS = 1000  # rows of a settings ledger at most, such as twenty years of holidays
_MAX_DETAIL_ROWS = 50  # rows of a detail ledger that a form lists; the rest are only counted


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One field of a row: its value, mark, stored form, and text (links by name).

    The value of the name of a firm of the library is the firm, as a PickedRow.
    """

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
    values = load_field_values(session, stored_row, fields(ledger))
    return RowDetail(row, titles_by_id(session, ledger, [row])[row], values, stored_row.removed)


def load_field_values(session: Session, record: Ledger, shown: Sequence[Field]) -> dict[str, FieldValue]:
    """Read some fields of a row, by key."""
    links = [field_of(type(record), field.kind.link) for field in shown if isinstance(field.kind, FirmNameKind)]
    wanted = [*shown, *(link for link in links if link not in shown)]
    fetched = (record.id, record.marks, *(getattr(record, field.key) for field in wanted))
    names = linked_names(session, wanted, [fetched])
    values = {}
    for field in wanted:
        value, mark = getattr(record, field.key), record.mark_of(field.key)
        text = "" if value is None else value_text(field, value, mark, names)
        values[field.key] = FieldValue(value, mark, field.kind.store(value), text)
    return _with_linked_firm(type(record), values)


def _with_linked_firm(ledger: type[Ledger], values: dict[str, FieldValue]) -> dict[str, FieldValue]:
    """Let the name of a firm stand for the firm it is linked to; a row linked without a name gets the firm's."""
    field = firm_field(ledger)
    linked = values.get(field.link, EMPTY_VALUE) if field is not None else EMPTY_VALUE
    if field is None or not isinstance(linked.value, str):
        return values
    name = values.get(field.key, EMPTY_VALUE)
    return {**values, field.key: FieldValue(PickedRow(linked.value), "", name.stored, name.text or linked.text)}


def initial_values(session: Session, ledger: type[Ledger], preset: Mapping[str, object]) -> dict[str, FieldValue]:
    """Return the initial values of a new row, by key, as its form shows them; a ReadValue brings its mark."""
    shown = [field_of(ledger, key) for key in preset]
    read = [value if isinstance(value, ReadValue) else ReadValue(_plain_value(value)) for value in preset.values()]
    names = linked_names(session, shown, [("", {}, *(value.value for value in read))])
    values = {
        field.key: FieldValue(value.value, value.mark, None, value_text(field, value.value, value.mark, names))
        for field, value in zip(shown, read, strict=True)
    }
    return _with_linked_firm(ledger, values)


def _plain_value(value: object) -> Value:
    return value if isinstance(value, (str, int, Decimal, date)) else None


def detail_ledgers(ledger: type[Ledger]) -> tuple[type[Ledger], ...]:
    """List the detail ledgers: those whose parent link leads to this ledger."""
    return tuple(
        detail for detail in LEDGERS if detail.about.parent and _parent_link(detail).to == ledger.__tablename__
    )


def has_details(ledger: type[Ledger]) -> bool:
    """Tell whether the rows of a ledger may have details: detail rows, or rows of other ledgers that link to them."""
    return bool(detail_ledgers(ledger) or linked_ledgers(ledger))


def _parent_link(ledger: type[Ledger]) -> LinkKind:
    kind = field_of(ledger, ledger.about.parent).kind
    if not isinstance(kind, LinkKind):
        raise TypeError(f"{ledger.__name__}.about.parent is no link")
    return kind


def load_details(session: Session, ledger: type[Ledger], row: str) -> list[DetailRows]:
    """Read the detail rows of a row, then the rows that link to it, one entry per ledger.

    Each is sorted by its first day field, latest first. Optional ledgers that the county does not use are left out.
    """
    in_use = ledgers_in_use(session)
    details = [
        _load_rows(
            session,
            LedgerQuery(detail, where=(Condition(detail.about.parent, "is", row),)),
            detail_keys(detail, ledger),
            _MAX_DETAIL_ROWS,
        )
        for detail in detail_ledgers(ledger)
        if detail in in_use
    ]
    for other in linked_ledgers(ledger):
        if other not in in_use:
            continue
        keys, row_ids = detail_keys(other, ledger), linked_row_ids(session, other, ledger, row)
        if row_ids:
            details.append(_load_rows(session, LedgerQuery(other, row_ids=row_ids), keys, _MAX_DETAIL_ROWS))
        else:
            details.append(DetailRows(other, keys, (), 0, {}))
    return details


def detail_keys(ledger: type[Ledger], of: type[Ledger] | None = None) -> tuple[str, ...]:
    """List the columns of a ledger's rows among the details of a row of ``of``, without those that repeat that row."""
    about = ledger.about
    if of is None or about.parent:
        return tuple(key for key in about.columns if key != about.parent)
    field = firm_field(ledger)
    repeated = {*linking_keys(ledger, of)}
    if field is not None and field.link in repeated:
        repeated.add(field.key)
    return tuple(key for key in dict.fromkeys((about.title, *about.columns)) if key not in repeated)


def load_whole_ledger(session: Session, ledger: type[Ledger]) -> DetailRows:
    """Read all rows of a short ledger, as the settings pages show it (1,000 at most)."""
    return _load_rows(session, LedgerQuery(ledger), detail_keys(ledger), _MAX_SETTING_ROWS)


def _load_rows(session: Session, query: LedgerQuery, keys: tuple[str, ...], limit: int) -> DetailRows:
    ledger = query.ledger
    day = next((key for key in keys if isinstance(field_of(ledger, key).kind, DayKind)), "")
    row_ids = matching_ids(session, query.with_changes(sort=((day, True),) if day else ()))
    shown = row_ids[:limit]
    texts = cell_texts(session, ledger, shown, keys)
    rows = tuple((row_id, texts[row_id]) for row_id in shown)
    return DetailRows(ledger, keys, rows, len(row_ids), _sums(session, ledger, row_ids, keys))


def _sums(session: Session, ledger: type[Ledger], rows: Sequence[str], keys: Sequence[str]) -> dict[str, Decimal]:
    if ledger.about.measure_word != _SUMMED_MEASURE:
        return {}
    money = [key for key in keys if field_of(ledger, key).kind.unit in {"万元", "亿元", "万美元"}]
    return column_sums(session, ledger, rows, money)
