"""Reads one row for its form: its values as text, and the rows of its detail ledgers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models.base import Ledger
from models.browse import Condition, View, cells, ids, linked_names, names_of, sums, text_of
from models.field import field_of, fields
from models.kind import Stored
from models.kinds import Day, Link
from models.ledgers import LEDGERS

_COUNTED_MONEY = "笔"  # measure word of ledgers whose amounts may be summed; the stages of one project may not
_ALL = 1000  # rows of a settings ledger at most, such as twenty years of holidays
_MOST = 50  # rows of a detail ledger that a form lists; the rest are only counted


@dataclass(frozen=True, slots=True)
class Value:
    """One field of a row: its value, mark, stored form, and text (links by name)."""

    value: Any
    mark: str
    stored: Stored
    text: str


EMPTY = Value(None, "", None, "")


@dataclass(frozen=True, slots=True)
class Card:
    """A whole row as its form shows it."""

    row: str
    title: str
    values: dict[str, Value]
    removed: bool


@dataclass(frozen=True, slots=True)
class Detail:
    """A detail ledger's rows of one parent: (id, texts in the order of ``keys``), how many in all, their sums."""

    ledger: type[Ledger]
    keys: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    total: int
    sums: dict[str, Decimal]


def card(session: Session, ledger: type[Ledger], row: str) -> Card | None:
    """Read a row for its form; None where it is not in the book."""
    stored_row = session.get(ledger, row)
    if stored_row is None:
        return None
    shown = fields(ledger)
    fetched = (row, stored_row.marks, *(getattr(stored_row, field.key) for field in shown))
    names = linked_names(session, shown, [fetched])
    values = {}
    for field in shown:
        value, mark = getattr(stored_row, field.key), stored_row.mark(field.key)
        text = "" if value is None else text_of(field, value, mark, names)
        values[field.key] = Value(value, mark, field.kind.store(value), text)
    return Card(row, names_of(session, ledger, [row])[row], values, stored_row.removed)


def preset_values(session: Session, ledger: type[Ledger], preset: dict[str, Any]) -> dict[str, Value]:
    """Return the initial values of a new row, by key, as its form shows them."""
    shown = [field_of(ledger, key) for key in preset]
    names = linked_names(session, shown, [("", {}, *preset.values())])
    return {
        field.key: Value(value, "", None, text_of(field, value, "", names))
        for field, value in zip(shown, preset.values(), strict=True)
    }


def details_of(ledger: type[Ledger]) -> tuple[type[Ledger], ...]:
    """List the detail ledgers: those whose parent link leads to this ledger."""
    return tuple(detail for detail in LEDGERS if detail.about.parent and _parent(detail).to == ledger.__tablename__)


def _parent(ledger: type[Ledger]) -> Link:
    kind = field_of(ledger, ledger.about.parent).kind
    if not isinstance(kind, Link):
        raise TypeError(f"{ledger.__name__}.about.parent is no link")
    return kind


def details(session: Session, ledger: type[Ledger], row: str) -> list[Detail]:
    """Read the detail rows of a row, one entry per detail ledger, each sorted by its first day field, latest first."""
    return [_detail(session, detail, row) for detail in details_of(ledger)]


def _detail(session: Session, ledger: type[Ledger], row: str) -> Detail:
    return _read(session, ledger, (Condition(ledger.about.parent, "is", row),), _MOST)


def listing(session: Session, ledger: type[Ledger]) -> Detail:
    """Read all rows of a short ledger, as the settings pages show it (1,000 at most)."""
    return _read(session, ledger, (), _ALL)


def _read(session: Session, ledger: type[Ledger], where: tuple[Condition, ...], most: int) -> Detail:
    keys = tuple(key for key in ledger.about.columns if key != ledger.about.parent)
    day = next((key for key in keys if isinstance(field_of(ledger, key).kind, Day)), "")
    row_ids = ids(session, View(ledger, where=where, sort=((day, True),) if day else ()))
    shown = row_ids[:most]
    texts = cells(session, ledger, shown, keys)
    rows = tuple((row_id, texts[row_id]) for row_id in shown)
    return Detail(ledger, keys, rows, len(row_ids), _sums(session, ledger, row_ids, keys))


def _sums(session: Session, ledger: type[Ledger], rows: Sequence[str], keys: Sequence[str]) -> dict[str, Decimal]:
    if ledger.about.measure != _COUNTED_MONEY:
        return {}
    money = [key for key in keys if field_of(ledger, key).kind.unit in {"万元", "亿元", "万美元"}]
    return sums(session, ledger, rows, money)
