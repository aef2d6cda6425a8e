"""The append-only log of edits: what was changed, by whom, having seen what; chained by hashes per book."""

import hashlib
import json
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, ledger_named, new_id

Values = dict[str, Any]
REMOVED = "removed"
FILLED = "+"  # before the names of fields that had been withheld and came later
MARK = "~"  # “total~” keeps the mark of “total”
ROW = "*"  # in ``saw``: edits of the row's other fields that were seen too, and are not replaced


_HERE, _CAME = "came IS NULL", "came IS NOT NULL"


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
    came: Mapped[str | None] = mapped_column(sa.String(32))
    __table_args__ = (sa.Index(None, "book", "seq"),)


class Edit(Base):
    """One change of one row. ``values`` are the fields set, as stored; ``saw`` the edits each of them replaces.

    ``clock`` is a hybrid logical clock (48 bits of milliseconds, 16 of count, as hex), so that order survives a wrong
    wall clock; ``digest`` covers the edit and its forerunner's digest in the same book.

    An edit of another book also keeps that forerunner's digest (``previous``), the receipt (收件记录) it ``came`` with,
    and the names of the private fields ``withheld`` from it, a “+” before them once they came after all.
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
    # A book and its copy both count on from where they parted, so only what was made here has its number alone.
    __table_args__ = (
        sa.Index(None, "book", "seq", unique=True, sqlite_where=sa.text(_HERE), postgresql_where=sa.text(_HERE)),
        sa.Index(None, "came", sqlite_where=sa.text(_CAME), postgresql_where=sa.text(_CAME)),
    )


class Contest(Base):
    """A row whose edits may say two things at once, so that conflicts are found without reading the whole log."""

    __tablename__ = "contest"

    row: Mapped[str] = mapped_column(sa.String(32), primary_key=True)
    ledger: Mapped[str] = mapped_column(sa.String(32))


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


def link_digest(edit: Any) -> str:
    """Hash an edit of another book onto the forerunner's digest that came with it."""
    facts = (edit.id, edit.book, edit.seq, edit.ledger, edit.row, edit.values, edit.saw, edit.clock, edit.who)
    return chain_digest(edit.previous, *facts, edit.batch)


def seal_of(edits: Iterable[Any]) -> str:
    """Hash all the edits that came together, so that our own chain vouches for them.

    Each has its own digest; one with private values held back has its other values, for nobody can check its digest.
    """
    lines = []
    for edit in edits:
        kept = f" {canonical(public(edit))}" if edit.withheld else ""
        lines.append(f"{edit.id} {edit.digest}{kept}")
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def public(edit: Any) -> Values:
    """Give what an edit set besides the fields once withheld from it."""
    hidden = set((edit.withheld or "").removeprefix(FILLED).split())
    return {key: value for key, value in values_of(edit).items() if key.removesuffix(MARK) not in hidden}


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


@lru_cache(maxsize=65_536)
def _loaded(text: str) -> Any:
    return json.loads(text)


def values_of(edit: Any) -> Values:
    """Give the fields an edit set, as stored; not to be changed, many share it."""
    return _loaded(edit.values)  # type: ignore[no-any-return]  # always an object


def seen_by(edit: Any) -> dict[str, list[str]]:
    """Give the edits each field of an edit replaced; not to be changed."""
    return {} if edit.saw == "{}" else _loaded(edit.saw)


def heads(edits: Iterable[Any]) -> dict[str, list[Any]]:
    """Find, for each field, the edits nobody has replaced, oldest first; more than one is a conflict."""
    kept = sorted(edits, key=_age)
    if len(kept) == 1:
        return dict.fromkeys(values_of(kept[0]), kept)
    replaced = {(key, old) for edit in kept for key, seen in seen_by(edit).items() for old in seen}
    found: dict[str, list[Any]] = {}
    for edit in kept:
        for key in values_of(edit):
            if (key, edit.id) not in replaced:
                found.setdefault(key, []).append(edit)
    return found


def _age(edit: Any) -> tuple[str, str]:
    return edit.clock, edit.id


def state_of(edits: Iterable[Any]) -> Values:
    """Give the values a row should have: the latest head of each field with its own mark, the empty ones left out."""
    kept = list(edits)
    tops = heads(kept)
    values = {key: values_of(found[-1])[key] for key, found in tops.items()}
    if torn := [key for key, found in tops.items() if len(found) > 1 and not key.endswith(MARK)]:
        by_id = {edit.id: edit for edit in kept}
        values |= {key + MARK: mark_in(tops[key][-1], key, by_id) for key in torn}
    return {key: value for key, value in values.items() if value is not None}


def shown(rivals: Sequence[Any], key: str) -> list[Any]:
    """Give those of a field's heads that say what the row shows: another value was not before anybody's eyes."""
    return [edit for edit in rivals if values_of(edit)[key] == values_of(rivals[-1])[key]]


def mark_in(edit: Any, key: str, by_id: Mapping[str, Any]) -> str | None:
    """Give the mark a field had once an edit had set it: its own, or the one its writer saw."""
    while edit is not None and key + MARK not in values_of(edit):
        seen = seen_by(edit)
        before = [by_id[one] for one in (*seen.get(key, ()), *seen.get(key + MARK, ())) if one in by_id]
        edit = max(before, key=_age, default=None)
    return None if edit is None else values_of(edit)[key + MARK]


def disputed(edits: Sequence[Any], derived: Iterable[str] = ()) -> dict[str, list[Any]]:
    """Give the fields whose heads differ, with these heads, oldest first; “removed” also where others went on editing.

    ``derived`` names fields that follow from other rows, and so are nobody's to choose.
    """
    if len(edits) < 2:
        return {}
    by_id = {edit.id: edit for edit in edits}
    tops = heads(edits)
    found: dict[str, list[Any]] = {}
    for key, rivals in tops.items():
        if len(rivals) < 2 or key.endswith(MARK) or key in derived:
            continue
        if len({(values_of(one)[key], mark_in(one, key, by_id) or None) for one in rivals}) > 1:
            found[key] = rivals
    removed = tops.get(REMOVED, [])
    if removed and REMOVED not in found and values_of(removed[-1])[REMOVED]:
        others = {one.id: one for key, rivals in tops.items() for one in rivals if key not in (REMOVED, *derived)}
        unseen = [one for one in others.values() if not any(_knew(gone, one) for gone in removed)]
        if unseen:
            found[REMOVED] = sorted((*removed, *unseen), key=_age)
    return found


def _knew(removal: Any, edit: Any) -> bool:
    """Tell whether a removal was made knowing an edit, or the edit knowing the removal: then they do not clash."""
    if removal.id == edit.id:
        return True
    seen = seen_by(removal)
    if ROW in seen or ROW in seen_by(edit):
        return edit.id in seen.get(ROW, ()) or removal.id in seen_by(edit).get(ROW, ())
    return bool(removal.book == edit.book)  # made before removals told what they saw, when books had not met yet


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

    def meet(self, clock: str, most: int) -> None:
        """Move the clock on to one of another book, though not past ``most`` milliseconds: clocks can be far wrong."""
        self.clock = max(self.clock, min(clock, f"{most:012x}0000"))

    def seen(self, rows: Sequence[str]) -> dict[str, dict[str, list[str]]]:
        """Give the ids of the heads of each row's fields whose value a clerk sees: what an edit made now has seen."""
        found: dict[str, dict[str, list[str]]] = {}
        for row, edits in edits_of(self.session, rows).items():
            derived = ledger_named(edits[0].ledger).derived if edits else ()
            tops = heads(edits)
            found[row] = {
                key: [edit.id for edit in (rivals if key in derived else shown(rivals, key))]
                for key, rivals in tops.items()
            }
            found[row][ROW] = list(dict.fromkeys(edit.id for rivals in tops.values() for edit in rivals))
        return found

    def drain(self) -> None:
        """Write the noted edits into the log."""
        insert_many(self.session.connection(), Edit.__tablename__, NOTED, self._edits)
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
NOTED = EDIT_COLUMNS[:11]  # what an edit made here has


def edits_of(session: Session, rows: Sequence[str]) -> dict[str, list[Any]]:
    """Fetch the edits of some rows, by row, in the order of their clocks."""
    found: dict[str, list[Any]] = {row: [] for row in rows}
    table = Edit.__table__
    for start in range(0, len(rows), 500):
        few = rows[start : start + 500]
        query = sa.select(table).where(table.c.row.in_(few)).order_by(table.c.clock, table.c.id)
        for edit in session.execute(query):
            found[edit.row].append(edit)
    return found


def insert_many(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert stored values by the driver's own executemany; columns and table are names of ours, never input."""
    mark = "%s" if connection.dialect.paramstyle in {"format", "pyformat"} else "?"
    quoted = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join([mark] * len(columns))
    if rows:
        connection.exec_driver_sql(f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', list(rows))
