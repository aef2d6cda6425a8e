"""The append-only edit log: what was changed, by whom, on top of which edits; hash-chained per book."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.audit.logged_edit import LoggedBatch, LoggedEdit
from models.fields.base import Base
from models.fields.kind import StoredValues

AnyEdit = TypeVar("AnyEdit", bound=LoggedEdit)
REMOVED = "removed"
REVEALED = "+"  # prefix of ``withheld`` where the withheld fields were received later
MARK_SUFFIX = "~"  # suffix of a mark's key: “total~” holds the mark of “total”
ROW_KEY = "*"  # key in ``saw``: edits of the row's other fields that were seen as well and are not replaced


_LOCAL_EDITS, _RECEIVED_EDITS = "came IS NULL", "came IS NOT NULL"


class EditBatch(Base):
    """One command of a user, applied whole or not at all: the edits that undo takes back together."""

    __tablename__ = "batch"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    book: Mapped[str] = mapped_column(sa.String(32))
    seq: Mapped[int] = mapped_column(sa.BigInteger)
    at: Mapped[int] = mapped_column(sa.BigInteger)
    who: Mapped[str] = mapped_column(sa.Text)
    label: Mapped[str] = mapped_column(sa.Text)
    undoes: Mapped[str | None] = mapped_column(sa.String(32))
    digest: Mapped[str] = mapped_column(sa.String(64))
    came: Mapped[str | None] = mapped_column(sa.String(32))
    __table_args__ = (sa.Index(None, "book", "seq"),)


class EditRecord(Base):
    """One change of one row. ``values`` are the fields set, as stored; ``saw`` the parents: the edits each replaces.

    ``clock`` is a hybrid logical clock (48 bits of milliseconds, 16 of count, as hex), so that order survives a wrong
    wall clock; ``digest`` covers the edit and the digest of the edit before it in the same book.

    An edit of another book also stores that preceding digest (``previous``), the receipt (收件记录) it ``came`` with,
    and the names of the private fields ``withheld`` from it, prefixed with “+” once they were received later.
    """

    __tablename__ = "edit"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    book: Mapped[str] = mapped_column(sa.String(32))
    seq: Mapped[int] = mapped_column(sa.BigInteger)
    ledger: Mapped[str] = mapped_column(sa.String(32))
    row: Mapped[str] = mapped_column(sa.String(32), index=True)
    values: Mapped[str] = mapped_column(sa.Text)
    saw: Mapped[str] = mapped_column(sa.Text)
    clock: Mapped[str] = mapped_column(sa.String(16))
    who: Mapped[str] = mapped_column(sa.Text)
    batch: Mapped[str] = mapped_column(sa.String(32), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    previous: Mapped[str | None] = mapped_column(sa.String(64))
    came: Mapped[str | None] = mapped_column(sa.String(32))
    withheld: Mapped[str | None] = mapped_column(sa.Text)
    # A book and its copy both continue the same numbering, so the number is unique only among edits made here.
    __table_args__ = (
        sa.Index(
            None, "book", "seq", unique=True, sqlite_where=sa.text(_LOCAL_EDITS), postgresql_where=sa.text(_LOCAL_EDITS)
        ),
        sa.Index(None, "came", sqlite_where=sa.text(_RECEIVED_EDITS), postgresql_where=sa.text(_RECEIVED_EDITS)),
    )


class ConflictIndex(Base):
    """Index of rows whose edits conflict, so that conflicts are found without reading the whole log."""

    __tablename__ = "contest"

    row: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    ledger: Mapped[str] = mapped_column(sa.String(32))


class Book(Base):
    """The single row that identifies the book and holds the head of its chain of edits."""

    __tablename__ = "book"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    born: Mapped[int] = mapped_column(sa.BigInteger)
    program: Mapped[str] = mapped_column(sa.Text)
    seq: Mapped[int] = mapped_column(sa.BigInteger)
    head: Mapped[str] = mapped_column(sa.String(64))
    clock: Mapped[str] = mapped_column(sa.String(16))


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


def canonical(values: Mapping[str, object]) -> str:
    """Serialise values as the canonical JSON that is hashed."""
    return _CANONICAL.encode(values)


def state_digest(ledger: str, row: str, state: str) -> str:
    """Hash a row's state: its non-empty values as canonical JSON."""
    return hashlib.sha256(f"{ledger}\n{row}\n{state}".encode()).hexdigest()


def chain_digest(previous: str, *parts: str | int) -> str:
    """Hash an edit together with the previous digest; no part can hold a line feed, JSON escapes its own."""
    return hashlib.sha256("\n".join((previous, *map(str, parts))).encode()).hexdigest()


def link_digest(edit: LoggedEdit) -> str:
    """Hash an edit of another book together with the previous digest that was received with it."""
    facts = (edit.id, edit.book, edit.seq, edit.ledger, edit.row, edit.values, edit.saw, edit.clock, edit.who)
    return chain_digest(edit.previous or "", *facts, edit.batch)


def seal_of(edits: Iterable[LoggedEdit]) -> str:
    """Hash all edits received together; this book's own chain stores the result and so protects them.

    Each line holds an edit's digest; where private values were withheld the digest cannot be checked, so the line
    also holds the edit's other values.
    """
    lines = []
    for edit in edits:
        visible = f" {canonical(public_values(edit))}" if edit.withheld else ""
        lines.append(f"{edit.id} {edit.digest}{visible}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def public_values(edit: LoggedEdit) -> StoredValues:
    """Return the values an edit set except the fields that were once withheld from it."""
    hidden = set((edit.withheld or "").removeprefix(REVEALED).split())
    return {key: value for key, value in values_of(edit).items() if key.removesuffix(MARK_SUFFIX) not in hidden}


def batch_digest(batch: LoggedBatch) -> str:
    """Hash a batch's own columns (label, user, time), which no edit covers."""
    label = batch.label.replace("\n", " ")
    return chain_digest("", batch.id, batch.book, batch.seq, batch.at, batch.who, label, batch.undoes or "")


def hlc_tick(previous_clock: str, now_ms: int) -> str:
    """Advance a hybrid logical clock to ``now`` (milliseconds), or by one count where the wall clock went back."""
    time_then, count = int(previous_clock[:12], 16), int(previous_clock[12:], 16)
    return (
        f"{now_ms:012x}0000"
        if now_ms > time_then
        else f"{time_then + (count == 0xFFFF):012x}{(count + 1) % 0x10000:04x}"
    )


def wall_ms(clock: str) -> int:
    """Return the milliseconds since 1970 of a hybrid logical clock."""
    return int(clock[:12], 16)


@lru_cache(maxsize=65_536)
def _parsed_values(text: str) -> StoredValues:
    values: StoredValues = json.loads(text)
    return values


@lru_cache(maxsize=65_536)
def _parsed_parents(text: str) -> dict[str, list[str]]:
    parents: dict[str, list[str]] = json.loads(text)
    return parents


def values_of(edit: LoggedEdit) -> StoredValues:
    """Return the fields an edit set, as stored; the dict is cached and must not be changed."""
    return _parsed_values(edit.values)


def parents_of(edit: LoggedEdit) -> dict[str, list[str]]:
    """Return an edit's parents: field to the ids of the edits it replaced; cached, must not be changed."""
    return {} if edit.saw == "{}" else _parsed_parents(edit.saw)


def heads(edits: Iterable[AnyEdit]) -> dict[str, list[AnyEdit]]:
    """Return, for each field, the edits that no other has replaced, oldest first; more than one is a conflict."""
    ordered = sorted(edits, key=_clock_order)
    if len(ordered) == 1:
        return dict.fromkeys(values_of(ordered[0]), ordered)
    replaced = {(key, old) for edit in ordered for key, seen in parents_of(edit).items() for old in seen}
    by_field: dict[str, list[AnyEdit]] = {}
    for edit in ordered:
        for key in values_of(edit):
            if (key, edit.id) not in replaced:
                by_field.setdefault(key, []).append(edit)
    return by_field


def _clock_order(edit: LoggedEdit) -> tuple[str, str]:
    return edit.clock, edit.id


def state_of(edits: Iterable[LoggedEdit]) -> StoredValues:
    """Return the state the edits give a row: the latest head of each field with its mark, without empty values."""
    row_edits = list(edits)
    tops = heads(row_edits)
    values = {key: values_of(rivals[-1])[key] for key, rivals in tops.items()}
    if conflicting := [key for key, rivals in tops.items() if len(rivals) > 1 and not key.endswith(MARK_SUFFIX)]:
        by_id = {edit.id: edit for edit in row_edits}
        values |= {key + MARK_SUFFIX: effective_mark(tops[key][-1], key, by_id) for key in conflicting}
    return {key: value for key, value in values.items() if value is not None}


def visible_heads(rivals: Sequence[AnyEdit], key: str) -> list[AnyEdit]:
    """Return those heads of a field that have the value the row shows; the other values were visible to nobody."""
    return [edit for edit in rivals if values_of(edit)[key] == values_of(rivals[-1])[key]]


def effective_mark(edit: LoggedEdit, key: str, by_id: Mapping[str, LoggedEdit]) -> str | None:
    """Return the mark a field has after an edit: the edit's own, or else that of the parents."""
    marked: LoggedEdit | None = edit
    while marked is not None and key + MARK_SUFFIX not in values_of(marked):
        seen = parents_of(marked)
        before = [by_id[parent] for parent in (*seen.get(key, ()), *seen.get(key + MARK_SUFFIX, ())) if parent in by_id]
        marked = max(before, key=_clock_order, default=None)
    mark = None if marked is None else values_of(marked)[key + MARK_SUFFIX]
    return None if mark is None else str(mark)


def conflicting_fields(edits: Sequence[AnyEdit], derived: Iterable[str] = ()) -> dict[str, list[AnyEdit]]:
    """Return the fields in conflict with their differing heads, oldest first.

    “removed” conflicts also where somebody else went on editing the row. ``derived`` names fields that are computed
    from other rows and so never conflict.
    """
    if len(edits) < 2:
        return {}
    by_id = {edit.id: edit for edit in edits}
    tops = heads(edits)
    conflicts: dict[str, list[AnyEdit]] = {}
    for key, rivals in tops.items():
        if len(rivals) < 2 or key.endswith(MARK_SUFFIX) or key in derived:
            continue
        if len({(values_of(edit)[key], effective_mark(edit, key, by_id) or None) for edit in rivals}) > 1:
            conflicts[key] = rivals
    removed = tops.get(REMOVED, [])
    if removed and REMOVED not in conflicts and values_of(removed[-1])[REMOVED]:
        others = {edit.id: edit for key, rivals in tops.items() for edit in rivals if key not in (REMOVED, *derived)}
        unseen = [edit for edit in others.values() if not any(_causally_ordered(removal, edit) for removal in removed)]
        if unseen:
            conflicts[REMOVED] = sorted((*removed, *unseen), key=_clock_order)
    return conflicts


def _causally_ordered(removal: LoggedEdit, edit: LoggedEdit) -> bool:
    """Tell whether removal and edit do not conflict, because one was made on top of the other."""
    if removal.id == edit.id:
        return True
    seen = parents_of(removal)
    if ROW_KEY in seen or ROW_KEY in parents_of(edit):
        return edit.id in seen.get(ROW_KEY, ()) or removal.id in parents_of(edit).get(ROW_KEY, ())
    return removal.book == edit.book  # older removals recorded no parents; books could not be merged then


EDIT_COLUMNS = tuple(column.key for column in EditRecord.__table__.columns)
LOCAL_EDIT_COLUMNS = EDIT_COLUMNS[:11]  # the columns an edit made in this book fills


class StoredEdit(NamedTuple):
    """A row of the edit log with the columns of ``EditRecord``, in their order."""

    id: str
    book: str
    seq: int
    ledger: str
    row: str
    values: str
    saw: str
    clock: str
    who: str
    batch: str
    digest: str
    previous: str | None
    came: str | None
    withheld: str | None


def stored_edits(connection: Connection, query: sa.Select[*tuple[object, ...]]) -> Iterator[StoredEdit]:
    """Yield the edits that a query of whole rows of the edit log finds."""
    return (StoredEdit._make(edit) for edit in connection.execute(query))


def edits_of(session: Session, rows: Sequence[str]) -> dict[str, list[StoredEdit]]:
    """Fetch the edits of some rows, by row id, in the order of their clocks."""
    by_row: dict[str, list[StoredEdit]] = {row: [] for row in rows}
    table = EditRecord.__table__
    for start in range(0, len(rows), 500):
        chunk = rows[start : start + 500]
        query = sa.select(table).where(table.c.row.in_(chunk)).order_by(table.c.clock, table.c.id)
        for edit in stored_edits(session.connection(), query):
            by_row[edit.row].append(edit)
    return by_row


def insert_many(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    """Insert stored values by the driver's executemany; table and column names are the models', never input."""
    mark = "%s" if connection.dialect.paramstyle in {"format", "pyformat"} else "?"
    quoted = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join([mark] * len(columns))
    if rows:
        connection.exec_driver_sql(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', list(rows))
