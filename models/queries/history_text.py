"""A row's history as text: when, who, what, from which value to which."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.audit.edit_log import REMOVED
from models.audit.history import EditEntry, FieldChange, row_history
from models.errors import UserError
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, fields
from models.fields.kind import StoredValue
from models.fields.kinds import LinkKind, LinksKind
from models.queries.ledger_query import titles_by_id, value_text

_MAX_CHARS = 120  # characters shown of a long text


@dataclass(frozen=True, slots=True)
class ChangeText:
    """One change as text; ``key`` is empty where nothing can be restored."""

    key: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One edit of a row as text; ``first`` for the edit that created the row, ``at`` in milliseconds since 1970."""

    edit: str
    at: int
    who: str
    label: str
    changes: tuple[ChangeText, ...]
    is_first: bool


def history_entries(session: Session, ledger: type[Ledger], row: str) -> list[HistoryEntry]:
    """Return a row's history as text, latest first, links by name; raises UserError."""
    stored_row = session.get(ledger, row)
    if stored_row is None:
        raise UserError("这一行已不在账本里，请刷新后再试。")
    entries = row_history(session, stored_row)
    by_key = {field.key: field for field in fields(ledger)}
    names = _names(session, by_key, entries)
    return [
        HistoryEntry(
            entry.edit,
            entry.at,
            entry.who,
            entry.label,
            tuple(_change_text(by_key, change, names) for change in _in_order(by_key, entry)),
            entry is entries[-1],
        )
        for entry in entries
    ]


def _names(session: Session, by_key: dict[str, Field], entries: list[EditEntry]) -> dict[str, str]:
    wanted: dict[str, set[str]] = {}
    for change in (change for entry in entries for change in entry.changes):
        field = by_key.get(change.key)
        if field and isinstance(field.kind, LinkKind | LinksKind):
            wanted.setdefault(field.kind.to, set()).update(f"{change.old or ''} {change.new or ''}".split())
    linked: dict[str, str] = {}
    for name, rows in wanted.items():
        linked |= titles_by_id(session, ledger_by_table(name), sorted(rows))
    return linked


def _in_order(by_key: dict[str, Field], entry: EditEntry) -> list[FieldChange]:
    """Sort changes by the declared order of the fields; the recycle bin comes last."""
    order = {key: number for number, key in enumerate(by_key)}
    return sorted(entry.changes, key=lambda change: order.get(change.key, len(order)))


def _change_text(by_key: dict[str, Field], change: FieldChange, names: dict[str, str]) -> ChangeText:
    if change.key == REMOVED:
        return ChangeText("", change.label, "是" if change.old else "否", "是" if change.new else "否")
    field = by_key.get(change.key)
    if field is None:
        return ChangeText("", change.label, str(change.old or ""), str(change.new or ""))
    old = _text(field, change.old, change.old_mark, names)
    new = _text(field, change.new, change.new_mark, names)
    return ChangeText("" if field.kind.set_by_program else field.key, field.label, old, new)


def _text(field: Field, stored: StoredValue, mark: str, names: dict[str, str]) -> str:
    if stored is None:
        return ""
    text = value_text(field, field.kind.load(stored), mark, names)
    text = field.kind.mask(text) if field.private else " ".join(text.split())
    text = f"{text} {field.kind.unit}" if field.kind.unit else text
    return text if len(text) <= _MAX_CHARS else text[:_MAX_CHARS] + "…"


def moment_text(at: int, now: datetime | None = None) -> str:
    """Format a time relative to now: 刚才, 今天 09:41, 昨天 17:20, 3 天前, and the date after 30 days."""
    now = now or datetime.now().astimezone()
    then = datetime.fromtimestamp(at / 1000, now.tzinfo)
    days = (now.date() - then.date()).days
    if days <= 0:
        return "刚才" if 0 <= (now - then).total_seconds() < 60 else f"今天 {then:%H:%M}"
    if days == 1:
        return f"昨天 {then:%H:%M}"
    return f"{days} 天前" if days <= 30 else f"{then:%Y-%m-%d}"


def full_moment_text(at: int) -> str:
    """Format a time in full, for a tooltip."""
    return f"{datetime.fromtimestamp(at / 1000).astimezone():%Y-%m-%d %H:%M:%S}"
