"""Makes every change of a ledger an edit: follows the session's flushes, and takes whole lists at once."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, inspect
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from models.base import Ledger, Marks, new_id
from models.edits import MARK, REMOVED, ROW, Contest, Edit, Pen, Values, canonical, insert_many, state_digest, wall
from models.field import Field, fields
from models.kind import Read
from models.kinds import Moment
from models.refusal import Refusal
from models.search import Words, searched, words_of

# Found anywhere in a statement: a WITH or a comment may stand before it.
_WRITES = re.compile(
    r"\b(INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|MERGE\s+INTO|"
    r"TRUNCATE(?:\s+TABLE)?)(?:\s+ONLY)?\s+(?:[\"`\[]?\w+[\"`\]]?\.)?[\"`\[]?(\w+)",
    re.IGNORECASE,
)
_OPEN = "recording"
SAW = "saw"  # in a session's info: (row, field) -> the edits a value from outside had seen, fewer than this book has


@cache
def _by_key(ledger: type[Ledger]) -> dict[str, Field]:
    return {field.key: field for field in fields(ledger)}


def state_values(row: Ledger) -> Values:
    """Give a row's values as stored and logged, the empty ones left out."""
    values = {key: field.kind.store(getattr(row, key)) for key, field in _by_key(type(row)).items()}
    values |= {key + MARK: mark for key, mark in (row.marks or {}).items()}
    values[REMOVED] = 1 if row.removed else None
    return {key: value for key, value in values.items() if value is not None}


def changed_values(row: Ledger) -> Values:
    """Give what a flush is about to change on a row, as stored; None where it is cleared."""
    found: Values = {}
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
            if isinstance(field.kind, Moment) and old is not None:
                raise Refusal(f"{field.label}：由程序在首次登记时记下，不能改。")
            found[key] = field.kind.store(new)
        elif key == "marks":
            new, old = new or {}, old or {}
            found |= {name + MARK: new.get(name) for name in {*new, *old} if new.get(name) != old.get(name)}
        elif key == REMOVED and bool(new) != bool(old):
            found[REMOVED] = 1 if new else None
    return found | _companions(row, found)


def _companions(row: Ledger, changed: Values) -> Values:
    """Give what belongs to a changed field though it stayed: a value and its mark are always written together."""
    marks = row.marks or {}
    beside: Values = {key + MARK: marks[key] for key in changed if key in marks and key + MARK not in changed}
    for mark in changed:
        key = mark.removesuffix(MARK)
        if key not in changed and key in _by_key(type(row)):
            beside[key] = _by_key(type(row))[key].kind.store(getattr(row, key))
    return beside


def follow(session: Session) -> None:
    """Make a session record what it flushes."""
    event.listen(session, "before_flush", _before_flush)
    event.listen(session, "after_flush", _after_flush)


def _before_flush(session: Session, _context: object, _instances: object) -> None:
    born = [row for row in session.new if isinstance(row, Ledger)]
    dirty = [row for row in session.dirty if isinstance(row, Ledger)]
    if any(isinstance(row, Ledger) for row in session.deleted):
        raise TypeError("a ledger row is removed, never deleted")
    pen: Pen | None = session.info.get("pen")
    if pen is None:
        if born or dirty:
            raise TypeError("a change outside Store.writing()")
        return
    changes = {row: changed_values(row) for row in dirty}
    changes = {row: values for row, values in changes.items() if values}
    for row in sorted(born, key=lambda row: row.id or ""):
        _note_birth(pen, row)
    seen = pen.seen([row.id for row in changes]) if changes else {}
    less = session.info.get(SAW, {})
    for row, values in changes.items():
        known = seen[row.id]
        saw = {key: tops for key in values if (tops := less.get((row.id, key), known.get(key)))}
        if REMOVED in values or row.removed:
            gone = known[ROW] if values.get(REMOVED) else known.get(REMOVED, [])
            saw[ROW] = less.get((row.id, ROW), gone)
        if (row.id, ROW) in less or any(saw.get(key, []) != known.get(key, []) for key in values):
            contest(session.connection(), {row.id: row.__tablename__})
        at = wall(pen.note(row.__tablename__, row.id, canonical(values), canonical(saw)))
        # A row from a book whose clock is far ahead was touched, and even born, after what is done to it now.
        row.born, row.touched = min(row.born, at), max(row.touched, at)
        _seal(row)
    session.info["worded"] = [*born, *changes]
    session.connection().info[_OPEN] = True


def _note_birth(pen: Pen, row: Ledger) -> None:
    row.id = row.id or new_id()
    for field in fields(type(row)):
        if isinstance(field.kind, Moment) and getattr(row, field.key) is None:
            setattr(row, field.key, time.strftime("%Y-%m-%d %H:%M"))
        if field.required and getattr(row, field.key) is None:
            raise Refusal(f"{type(row).about.label}：“{field.label}”必填，不能空着。")
    row.removed = bool(row.removed)
    row.marks = row.marks or {}
    row.born = row.touched = wall(pen.note(row.__tablename__, row.id, canonical(state_values(row))))
    _seal(row)


def _seal(row: Ledger) -> None:
    """Hash the row as it will stand."""
    row.digest = state_digest(row.__tablename__, row.id, canonical(state_values(row)))


def contest(connection: Connection, rows: Mapping[str, str]) -> None:
    """Note rows (id to ledger) whose edits say two things at once."""
    table: Any = Contest.__table__
    known = set(connection.execute(sa.select(table.c.row).where(table.c.row.in_(list(rows)))).scalars())
    insert_many(
        connection, Contest.__tablename__, ("row", "ledger"), [one for one in rows.items() if one[0] not in known]
    )


def _after_flush(session: Session, _context: object) -> None:
    pen: Pen | None = session.info.get("pen")
    if pen is None:
        return
    pen.drain()
    rows = session.info.pop("worded", [])
    found = [(row.__tablename__, row.id, "" if row.removed else _words(row)) for row in rows]
    write_words(session.connection(), found)
    session.connection().info.pop(_OPEN, None)


def _words(row: Ledger) -> str:
    return words_of(searched(type(row)), state_values(row))


def write_words(connection: Connection, found: list[tuple[str, str, str]]) -> None:
    """Renew what rows are found by; one with no words, as in the recycle bin, is not found at all."""
    table: Any = Words.__table__
    gone = table.delete().where(table.c.ledger == sa.bindparam("of"), table.c.row == sa.bindparam("which"))
    if found:
        connection.execute(gone, [{"of": ledger, "which": row} for ledger, row, _ in found])
    insert_many(connection, Words.__tablename__, ("ledger", "row", "text"), [one for one in found if one[2]])


def add_many(session: Session, ledger: type[Ledger], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Add many rows at once, each an edit of its own; values are Python values or what a kind read.

    Some ten times faster than adding objects, for imports and demonstrations. Returns the new ids.
    """
    known = _by_key(ledger)
    return add_stored(session, ledger, (_stored(ledger, known, given) for given in rows))


def add_stored(session: Session, ledger: type[Ledger], rows: Iterable[tuple[Values, Mapping[str, str]]]) -> list[str]:
    """Add many rows at once of values as stored, none of them empty, and their marks; for who has them so already."""
    pen: Pen = session.info["pen"]
    session.flush()
    name, known, keys = ledger.__tablename__, _by_key(ledger), searched(ledger)
    marks = Marks()
    dialect = session.get_bind().dialect
    states: list[tuple[Any, ...]] = []
    words: list[tuple[str, str, str]] = []
    for values, marked in rows:
        row = new_id()
        state = canonical(values | {key + MARK: mark for key, mark in marked.items()} if marked else values)
        at = wall(pen.note(name, row, state))
        digest = state_digest(name, row, state)
        tail = (marks.process_bind_param(dict(marked), dialect), False, at, at, digest)
        states.append((row, *map(values.get, known), *tail))
        if text := words_of(keys, values):
            words.append((name, row, text))
    _insert_many(session, ledger, states, words)
    return [state[0] for state in states]


def _stored(ledger: type[Ledger], known: dict[str, Field], given: Mapping[str, Any]) -> tuple[Values, dict[str, str]]:
    """Store one row's values and part their marks from them."""
    values: Values = {}
    marked: dict[str, str] = {}
    for key, value in given.items():
        if isinstance(value, Read):
            value, mark = value  # noqa: PLW2901 - the mark is parted from its value
            if mark:
                marked[key] = mark
        if value is not None:
            values[key] = known[key].kind.store(value)
    for key, field in known.items():
        if field.required and key not in values:
            raise Refusal(f"{ledger.about.label}：“{field.label}”必填，不能空着。")
    return values, marked


def _insert_many(
    session: Session, ledger: type[Ledger], states: list[tuple[Any, ...]], words: list[tuple[str, str, str]]
) -> None:
    """Write state and search words by the driver's own executemany."""
    with door(session) as connection:
        insert_many(connection, ledger.__tablename__, columns_of(ledger), states)
        insert_many(connection, Words.__tablename__, ("ledger", "row", "text"), words)
        session.info["pen"].drain()


@contextmanager
def door(session: Session) -> Iterator[Connection]:
    """Let statements change the ledgers and the log, for those who keep the two in step themselves."""
    connection = session.connection()
    connection.info[_OPEN] = True
    yield connection
    connection.info.pop(_OPEN, None)


def columns_of(ledger: type[Ledger]) -> tuple[str, ...]:
    """Name the columns of a ledger's table: its fields, and what every row has."""
    return ("id", *_by_key(ledger), "marks", REMOVED, "born", "touched", "digest")


def guard(engine: Engine) -> None:
    """Refuse any statement that would change a ledger or the log past the recorder."""
    protected = {mapper.class_.__tablename__ for mapper in Ledger.registry.mappers if issubclass(mapper.class_, Ledger)}
    protected.add(Edit.__tablename__)

    @event.listens_for(engine, "begin")
    def _shut(connection: Connection) -> None:
        # A flush that failed half way must not leave its door open to the next transaction.
        connection.info.pop(_OPEN, None)

    @event.listens_for(engine, "before_cursor_execute")
    def _refuse(
        connection: Connection, _cursor: object, statement: str, _parameters: object, _context: object, _many: bool
    ) -> None:
        if connection.info.get(_OPEN):
            return
        for verb, table in _WRITES.findall(statement):
            added = table.lower() == Edit.__tablename__ and verb.upper().split() == ["INSERT", "INTO"]
            if table.lower() in protected and not added:
                raise TypeError(f"“{statement[:60]}” would slip past the edit log; use Store.writing() and objects")
