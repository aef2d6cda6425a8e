"""What a form shows of one row: its values as text, and the detail ledgers that hang on it."""

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

_COUNTED_MONEY = "笔"  # the measure of ledgers whose amounts may be added up; stages of one project may not
_ALL = 1000  # rows of a ledger of settings, such as twenty years of holidays
_MOST = 50  # A form lists no more rows of a detail ledger; the rest are counted.


@dataclass(frozen=True, slots=True)
class Value:
    """One field of a row: its value, its mark, as stored, and as text with links by name."""

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
    """Read a row for its form; None where it is no longer in the book."""
    found = session.get(ledger, row)
    if found is None:
        return None
    shown = fields(ledger)
    names = linked_names(session, shown, [(row, found.marks, *(getattr(found, field.key) for field in shown))])
    values = {}
    for field in shown:
        value, mark = getattr(found, field.key), found.mark(field.key)
        text = "" if value is None else text_of(field, value, mark, names)
        values[field.key] = Value(value, mark, field.kind.store(value), text)
    return Card(row, names_of(session, ledger, [row])[row], values, found.removed)


def preset_values(session: Session, ledger: type[Ledger], preset: dict[str, Any]) -> dict[str, Value]:
    """Write the values a new row begins with, by key."""
    shown = [field_of(ledger, key) for key in preset]
    names = linked_names(session, shown, [("", {}, *preset.values())])
    return {
        field.key: Value(value, "", None, text_of(field, value, "", names))
        for field, value in zip(shown, preset.values(), strict=True)
    }


def details_of(ledger: type[Ledger]) -> tuple[type[Ledger], ...]:
    """List the ledgers whose rows hang on this one's."""
    return tuple(one for one in LEDGERS if one.about.parent and _parent(one).to == ledger.__tablename__)


def _parent(ledger: type[Ledger]) -> Link:
    kind = field_of(ledger, ledger.about.parent).kind
    if not isinstance(kind, Link):
        raise TypeError(f"{ledger.__name__}.about.parent is no link")
    return kind


def details(session: Session, ledger: type[Ledger], row: str) -> list[Detail]:
    """Read what hangs on a row, each detail ledger by its first day, the latest on top."""
    return [_detail(session, one, row) for one in details_of(ledger)]


def _detail(session: Session, ledger: type[Ledger], row: str) -> Detail:
    return _read(session, ledger, (Condition(ledger.about.parent, "is", row),), _MOST)


def listing(session: Session, ledger: type[Ledger]) -> Detail:
    """Read a short ledger whole, as the settings show it."""
    return _read(session, ledger, (), _ALL)


def _read(session: Session, ledger: type[Ledger], where: tuple[Condition, ...], most: int) -> Detail:
    keys = tuple(key for key in ledger.about.columns if key != ledger.about.parent)
    day = next((key for key in keys if isinstance(field_of(ledger, key).kind, Day)), "")
    found = ids(session, View(ledger, where=where, sort=((day, True),) if day else ()))
    shown = found[:most]
    texts = cells(session, ledger, shown, keys)
    rows = tuple((one, texts[one]) for one in shown)
    return Detail(ledger, keys, rows, len(found), _sums(session, ledger, found, keys))


def _sums(session: Session, ledger: type[Ledger], rows: Sequence[str], keys: Sequence[str]) -> dict[str, Decimal]:
    if ledger.about.measure != _COUNTED_MONEY:
        return {}
    money = [key for key in keys if field_of(ledger, key).kind.unit in {"万元", "亿元", "万美元"}]
    return sums(session, ledger, rows, money)
