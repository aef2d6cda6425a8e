"""The append-only log of edits: what was changed, by whom, having seen what; chained by hashes per book."""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, new_id

Values = dict[str, Any]
REMOVED = "removed"
MARK = "~"  # “total~” keeps the mark of “total”


class Batch(Base):
    """One deed of a clerk, whole or not at all: the edits that undo takes back together."""

    __tablename__ = "batch"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    book: Mapped[str] = mapped_column(sa.String(32))
    seq: Mapped[int] = mapped_column(sa.BigInteger)
    at: Mapped[int] = mapped_column(sa.BigInteger)
    who: Mapped[str] = mapped_column(sa.Text)
    label: Mapped[str] = mapped_column(sa.Text)
    undoes: Mapped[str | None] = mapped_column(sa.String(32))
    digest: Mapped[str] = mapped_column(sa.String(64))
    __table_args__ = (sa.Index(None, "book", "seq"),)


class Edit(Base):
    """One change of one row. ``values`` are the fields set, as stored; ``saw`` the edits each of them replaces.

    ``clock`` is a hybrid logical clock (48 bits of milliseconds, 16 of count, as hex), so that order survives a wrong
    wall clock; ``digest`` covers the edit and its forerunner's digest in the same book.
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
    __table_args__ = (sa.UniqueConstraint("book", "seq"),)


class Book(Base):
    """The one row that says which book this is and where its chain stands."""

    __tablename__ = "book"

    id: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    born: Mapped[int] = mapped_column(sa.BigInteger)
    program: Mapped[str] = mapped_column(sa.Text)
    seq: Mapped[int] = mapped_column(sa.BigInteger)
    head: Mapped[str] = mapped_column(sa.String(64))
    clock: Mapped[str] = mapped_column(sa.String(16))


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


def canonical(values: Mapping[str, Any]) -> str:
    """Write values the one way they are hashed."""
    return _CANONICAL.encode(values)


def state_digest(ledger: str, row: str, state: str) -> str:
    """Hash a row's values, written canonically without the empty ones."""
    return hashlib.sha256(f"{ledger}\n{row}\n{state}".encode()).hexdigest()


def chain_digest(previous: str, *parts: str | int) -> str:
    """Hash an edit onto its forerunner; no part can hold a line feed, JSON escapes its own."""
    return hashlib.sha256("\n".join((previous, *map(str, parts))).encode()).hexdigest()


def batch_digest(batch: Any) -> str:
    """Hash a batch's own words, which no edit carries."""
    label = batch.label.replace("\n", " ")
    return chain_digest("", batch.id, batch.book, batch.seq, batch.at, batch.who, label, batch.undoes or "")


def tick(previous: str, now: int) -> str:
    """Move a hybrid logical clock on: never back, even where the wall clock went back."""
    time_then, count = int(previous[:12], 16), int(previous[12:], 16)
    return f"{now:012x}0000" if now > time_then else f"{time_then + (count == 0xFFFF):012x}{(count + 1) % 0x10000:04x}"


def wall(clock: str) -> int:
    """Read the milliseconds since 1970 off a clock."""
    return int(clock[:12], 16)


def heads(edits: Iterable[Any]) -> dict[str, list[Any]]:
    """Find, for each field, the edits nobody has replaced, oldest first; more than one is a conflict."""
    kept = sorted(edits, key=lambda edit: (edit.clock, edit.id))
    replaced = {(key, old) for edit in kept for key, seen in json.loads(edit.saw).items() for old in seen}
    found: dict[str, list[Any]] = {}
    for edit in kept:
        for key in json.loads(edit.values):
            if (key, edit.id) not in replaced:
                found.setdefault(key, []).append(edit)
    return found


def state_of(edits: Iterable[Any]) -> Values:
    """Give the values a row should have: the latest head of each field, the empty ones left out."""
    values = {key: json.loads(tops[-1].values)[key] for key, tops in heads(edits).items()}
    return {key: value for key, value in values.items() if value is not None}


class Pen:
    """Writes the edits of one transaction; opened by the store, closed before the commit."""

    def __init__(self, session: Session, who: str, label: str, undoes: str | None = None) -> None:
        # Locking the book's row makes writers of one PostgreSQL book wait for each other; SQLite's lock is the file's.
        book = session.execute(sa.select(Book).with_for_update()).scalar_one()
        self.session = session
        self.book, self.seq, self.head, self.clock = book.id, book.seq, book.head, book.clock
        self.who, self.label, self.undoes = who.replace("\n", " ").strip(), label.replace("\n", " "), undoes
        self.batch = new_id()
        self.began = self.seq
        self._edits: list[tuple[Any, ...]] = []

    @property
    def wrote(self) -> bool:
        """Whether anything was changed at all."""
        return self.seq > self.began

    def note(self, ledger: str, row: str, values: str, saw: str = "{}") -> str:
        """Note one edit, its values and what it saw already written canonically; returns its clock."""
        self.seq += 1
        self.clock = tick(self.clock, time.time_ns() // 1_000_000)
        edit = new_id()
        facts = (edit, self.book, self.seq, ledger, row, values, saw, self.clock, self.who, self.batch)
        self.head = chain_digest(self.head, *facts)
        self._edits.append((*facts, self.head))
        return self.clock

    def seen(self, rows: Sequence[str]) -> dict[str, dict[str, list[str]]]:
        """Give the ids of the heads of each row's fields: what an edit made now has seen."""
        found: dict[str, dict[str, list[str]]] = {}
        for row, edits in edits_of(self.session, rows).items():
            found[row] = {key: [edit.id for edit in tops] for key, tops in heads(edits).items()}
        return found

    def drain(self) -> None:
        """Write the noted edits into the log."""
        insert_many(self.session.connection(), Edit.__tablename__, EDIT_COLUMNS, self._edits)
        self._edits = []

    def close(self) -> None:
        """Write the batch and move the book's chain on.

        An undo that found nothing left to take back is written all the same, or the next one would try it again.
        """
        self.drain()
        if not self.wrote and self.undoes is None:
            return
        batch = Batch(
            id=self.batch,
            book=self.book,
            seq=self.began + 1,
            at=wall(self.clock),
            who=self.who,
            label=self.label,
            undoes=self.undoes,
        )
        batch.digest = batch_digest(batch)
        self.session.add(batch)
        book = self.session.execute(sa.select(Book)).scalar_one()
        book.seq, book.head, book.clock = self.seq, self.head, self.clock
        self.session.flush()


EDIT_COLUMNS = tuple(column.key for column in Edit.__table__.columns)


def edits_of(session: Session, rows: Sequence[str]) -> dict[str, list[Any]]:
    """Fetch the edits of some rows, by row, in the order of their clocks."""
    found: dict[str, list[Any]] = {row: [] for row in rows}
    columns = (Edit.id, Edit.row, Edit.values, Edit.saw, Edit.clock, Edit.who, Edit.batch, Edit.ledger)
    for start in range(0, len(rows), 500):
        few = rows[start : start + 500]
        for edit in session.execute(sa.select(*columns).where(Edit.row.in_(few)).order_by(Edit.clock, Edit.id)):
            found[edit.row].append(edit)
    return found


def insert_many(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert stored values by the driver's own executemany; columns and table are names of ours, never input."""
    mark = "%s" if connection.dialect.paramstyle in {"format", "pyformat"} else "?"
    quoted = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join([mark] * len(columns))
    if rows:
        connection.exec_driver_sql(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', list(rows))
