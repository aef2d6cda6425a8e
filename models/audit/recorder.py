"""Recorder: writes an edit for every change of a ledger row, by listening to flushes or for bulk inserts."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, inspect
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from models.audit.edit_log import (
    MARK_SUFFIX,
    REMOVED,
    ROW_KEY,
    ConflictIndex,
    EditRecord,
    canonical,
    insert_many,
    state_digest,
    wall_ms,
)
from models.audit.edit_writer import EditWriter, edit_writer, edit_writer_or_none
from models.errors import UserError
from models.fields.base import Ledger, MarksType, new_id
from models.fields.field import Field, fields
from models.fields.kind import ReadValue, StoredValue, StoredValues
from models.fields.kinds import MomentKind
from models.search.index import SearchEntry, index_text, searched_fields

# Matched anywhere in a statement: a WITH clause or a comment may stand before it.
_WRITE_STATEMENT = re.compile(
    r"\b(INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|MERGE\s+INTO|"
    r"TRUNCATE(?:\s+TABLE)?)(?:\s+ONLY)?\s+(?:[\"`\[]?\w+[\"`\]]?\.)?[\"`\[]?(\w+)",
    re.IGNORECASE,
)
_RAW_WRITES_ALLOWED = "recording"
OUTSIDE_PARENTS = (
    "saw"  # session.info key: (row, field) -> parents of an imported value, fewer than the heads of this book
)


@cache
def _by_key(ledger: type[Ledger]) -> dict[str, Field]:
    return {field.key: field for field in fields(ledger)}


def state_values(row: Ledger) -> StoredValues:
    """Return a row's state: its values as stored and logged, without empty ones."""
    values = {key: field.kind.store(getattr(row, key)) for key, field in _by_key(type(row)).items()}
    values |= {key + MARK_SUFFIX: mark for key, mark in (row.marks or {}).items()}
    values[REMOVED] = 1 if row.removed else None
    return {key: value for key, value in values.items() if value is not None}


def changed_values(row: Ledger) -> StoredValues:
    """Return what a flush is about to change on a row, as stored; None where a field is cleared. Raises UserError."""
    changed: StoredValues = {}
    for key, attribute in inspect(row).attrs.items():
        history = attribute.history
        if not history.has_changes():
            continue
        new = history.added[0] if history.added else None
        old = history.deleted[0] if history.deleted else None
        if key in _by_key(type(row)):
            field = _by_key(type(row))[key]
            if field.kind.store(new) == field.kind.store(old):
                continue
            if isinstance(field.kind, MomentKind) and old is not None:
                raise UserError(f"{field.label}：由程序在首次登记时记下，不能改。")
            changed[key] = field.kind.store(new)
        elif key == "marks":
            new, old = new or {}, old or {}
            changed |= {name + MARK_SUFFIX: new.get(name) for name in {*new, *old} if new.get(name) != old.get(name)}
        elif key == REMOVED and bool(new) != bool(old):
            changed[REMOVED] = 1 if new else None
    return changed | _paired_values(row, changed)


def _paired_values(row: Ledger, changed: StoredValues) -> StoredValues:
    """Return the unchanged half of changed pairs, because a value and its mark are always written together."""
    marks = row.marks or {}
    companions: StoredValues = {
        key + MARK_SUFFIX: marks[key] for key in changed if key in marks and key + MARK_SUFFIX not in changed
    }
    for mark in changed:
        key = mark.removesuffix(MARK_SUFFIX)
        if key not in changed and key in _by_key(type(row)):
            companions[key] = _by_key(type(row))[key].kind.store(getattr(row, key))
    return companions


def attach_recorder(session: Session) -> None:
    """Attach the recorder to a session, so that every flush writes edits."""
    event.listen(session, "before_flush", _before_flush)
    event.listen(session, "after_flush", _after_flush)


def _before_flush(session: Session, _context: object, _instances: object) -> None:
    new_rows = [row for row in session.new if isinstance(row, Ledger)]
    dirty = [row for row in session.dirty if isinstance(row, Ledger)]
    if any(isinstance(row, Ledger) for row in session.deleted):
        raise TypeError("a ledger row is removed, never deleted")
    writer = edit_writer_or_none(session)
    if writer is None:
        if new_rows or dirty:
            raise TypeError("a change outside Store.writing()")
        return
    changes = {row: changed_values(row) for row in dirty}
    changes = {row: values for row, values in changes.items() if values}
    for row in sorted(new_rows, key=lambda row: row.id or ""):
        _record_new_row(writer, row)
    seen = writer.visible_parents([row.id for row in changes]) if changes else {}
    outside_parents = session.info.get(OUTSIDE_PARENTS, {})
    for row, values in changes.items():
        known = seen[row.id]
        parents = {key: tops for key in values if (tops := outside_parents.get((row.id, key), known.get(key)))}
        if REMOVED in values or row.removed:
            removal_parents = known[ROW_KEY] if values.get(REMOVED) else known.get(REMOVED, [])
            parents[ROW_KEY] = outside_parents.get((row.id, ROW_KEY), removal_parents)
        if (row.id, ROW_KEY) in outside_parents or any(parents.get(key, []) != known.get(key, []) for key in values):
            mark_conflicting(session.connection(), {row.id: row.__tablename__})
        at = wall_ms(writer.add_edit(row.__tablename__, row.id, canonical(values), canonical(parents)))
        # A row from a book whose clock is far ahead may have later times than this edit.
        row.born, row.touched = min(row.born, at), max(row.touched, at)
        _update_digest(row)
    session.info["rows_to_index"] = [*new_rows, *changes]
    session.connection().info[_RAW_WRITES_ALLOWED] = True


def _record_new_row(writer: EditWriter, row: Ledger) -> None:
    row.id = row.id or new_id()
    for field in fields(type(row)):
        if isinstance(field.kind, MomentKind) and getattr(row, field.key) is None:
            setattr(row, field.key, time.strftime("%Y-%m-%d %H:%M"))
        if field.required and getattr(row, field.key) is None:
            raise UserError(f"{type(row).about.label}：“{field.label}”必填，不能空着。")
    row.removed = bool(row.removed)
    row.marks = row.marks or {}
    row.born = row.touched = wall_ms(writer.add_edit(row.__tablename__, row.id, canonical(state_values(row))))
    _update_digest(row)


def _update_digest(row: Ledger) -> None:
    """Set the row's digest to the hash of its new state."""
    row.digest = state_digest(row.__tablename__, row.id, canonical(state_values(row)))


def mark_conflicting(connection: Connection, rows: Mapping[str, str]) -> None:
    """Add rows (id to table name) to the conflict index."""
    table: Any = ConflictIndex.__table__
    known = set(connection.execute(sa.select(table.c.row).where(table.c.row.in_(list(rows)))).scalars())
    insert_many(
        connection,
        ConflictIndex.__tablename__,
        ("row", "ledger"),
        [item for item in rows.items() if item[0] not in known],
    )


def _after_flush(session: Session, _context: object) -> None:
    writer = edit_writer_or_none(session)
    if writer is None:
        return
    writer.flush()
    rows = session.info.pop("rows_to_index", [])
    entries = [(row.__tablename__, row.id, "" if row.removed else _index_text(row)) for row in rows]
    update_search_index(session.connection(), entries)
    session.connection().info.pop(_RAW_WRITES_ALLOWED, None)


def _index_text(row: Ledger) -> str:
    return index_text(searched_fields(type(row)), state_values(row))


def update_search_index(connection: Connection, entries: list[tuple[str, str, str]]) -> None:
    """Replace the search index entries of rows, given as (ledger, row, text); an empty text removes the entry."""
    table: Any = SearchEntry.__table__
    delete = table.delete().where(table.c.ledger == sa.bindparam("of"), table.c.row == sa.bindparam("which"))
    if entries:
        connection.execute(delete, [{"of": ledger, "which": row} for ledger, row, _ in entries])
    insert_many(
        connection, SearchEntry.__tablename__, ("ledger", "row", "text"), [entry for entry in entries if entry[2]]
    )


def add_many(session: Session, ledger: type[Ledger], rows: Iterable[Mapping[str, object]]) -> list[str]:
    """Add many rows in bulk, each with its own edit; values are Python values or ReadValue. Return the new ids.

    About ten times faster than adding objects, for imports and demonstrations. Raises UserError for an empty required
    field.
    """
    known = _by_key(ledger)
    return add_stored(session, ledger, (_stored(ledger, known, given) for given in rows))


def add_stored(
    session: Session, ledger: type[Ledger], rows: Iterable[tuple[StoredValues, Mapping[str, str]]]
) -> list[str]:
    """Add many rows in bulk, given as (values as stored without empty ones, marks by field); return the new ids."""
    writer = edit_writer(session)
    session.flush()
    name, known, keys = ledger.__tablename__, _by_key(ledger), searched_fields(ledger)
    marks = MarksType()
    dialect = session.get_bind().dialect
    ids: list[str] = []
    states: list[tuple[StoredValue, ...]] = []
    words: list[tuple[str, str, str]] = []
    for values, marked in rows:
        row = new_id()
        state = canonical(values | {key + MARK_SUFFIX: mark for key, mark in marked.items()} if marked else values)
        at = wall_ms(writer.add_edit(name, row, state))
        digest = state_digest(name, row, state)
        tail = (marks.process_bind_param(dict(marked), dialect), False, at, at, digest)
        ids.append(row)
        states.append((row, *map(values.get, known), *tail))
        if text := index_text(keys, values):
            words.append((name, row, text))
    _insert_many(session, ledger, states, words)
    return ids


def _stored(
    ledger: type[Ledger], known: dict[str, Field], given: Mapping[str, object]
) -> tuple[StoredValues, dict[str, str]]:
    """Convert one row's values to stored form and split off their marks; raises UserError."""
    values: StoredValues = {}
    marked: dict[str, str] = {}
    for key, value in given.items():
        if isinstance(value, ReadValue):
            value, mark = value  # noqa: PLW2901 - splits the mark from the value
            if mark:
                marked[key] = mark
        if isinstance(value, (str, int, Decimal, date)):
            values[key] = known[key].kind.store(value)
        elif value is not None:
            raise TypeError(f"{ledger.__tablename__}.{key} cannot hold a {type(value).__name__}")
    for key, field in known.items():
        if field.required and key not in values:
            raise UserError(f"{ledger.about.label}：“{field.label}”必填，不能空着。")
    return values, marked


def _insert_many(
    session: Session, ledger: type[Ledger], states: list[tuple[StoredValue, ...]], words: list[tuple[str, str, str]]
) -> None:
    """Insert rows, search index entries and edits by the driver's executemany."""
    with allow_raw_writes(session) as connection:
        insert_many(connection, ledger.__tablename__, table_columns(ledger), states)
        insert_many(connection, SearchEntry.__tablename__, ("ledger", "row", "text"), words)
        edit_writer(session).flush()


@contextmanager
def allow_raw_writes(session: Session) -> Iterator[Connection]:
    """Allow raw SQL writes to ledgers and log within this block; the caller must write the matching edits."""
    connection = session.connection()
    connection.info[_RAW_WRITES_ALLOWED] = True
    try:
        yield connection
    finally:
        connection.info.pop(_RAW_WRITES_ALLOWED, None)


def table_columns(ledger: type[Ledger]) -> tuple[str, ...]:
    """Return the columns of a ledger's table in insert order: its fields and those of every row."""
    return ("id", *_by_key(ledger), "marks", REMOVED, "born", "touched", "digest")


def install_write_guard(engine: Engine) -> None:
    """Make an engine raise TypeError for statements that would change a ledger or the log without the recorder."""
    protected = {mapper.class_.__tablename__ for mapper in Ledger.registry.mappers if issubclass(mapper.class_, Ledger)}
    protected.add(EditRecord.__tablename__)

    @event.listens_for(engine, "begin")
    def _reset_flag(connection: Connection) -> None:
        # A flush that failed half way must not leave raw writes allowed in the next transaction.
        connection.info.pop(_RAW_WRITES_ALLOWED, None)

    @event.listens_for(engine, "before_cursor_execute")
    def _reject_raw_write(
        connection: Connection, _cursor: object, statement: str, _parameters: object, _context: object, _many: bool
    ) -> None:
        if connection.info.get(_RAW_WRITES_ALLOWED):
            return
        for verb, table in _WRITE_STATEMENT.findall(statement):
            added = table.lower() == EditRecord.__tablename__ and verb.upper().split() == ["INSERT", "INTO"]
            if table.lower() in protected and not added:
                raise TypeError(f"“{statement[:60]}” would slip past the edit log; use Store.writing() and objects")
