"""The changeset hidden in an exported workbook: the edits of its rows and of all rows they link to, as one text.

A link never dangles: linked rows are included with those requested, and a project with its stage log. What belongs to
one book only (收件记录, issued circulars) is never sent. In a masked export the values of private fields are left out
of every edit and listed as withheld; the edit keeps its digest, which is checked once the values arrive after all.

A changeset is written as a stream of records (the record codec): a head with the sender, then edits and their batches
for some hundred rows at a time, at the end the totals. An edit that directly follows the one before it in its book's
chain leaves out the previous digest, since that is the digest of the edit before.
"""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, TypedDict, Unpack

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import (
    MARK_SUFFIX,
    REVEALED,
    Book,
    EditBatch,
    EditRecord,
    canonical,
    edits_of,
    state_of,
)
from models.audit.logged_edit import RecordedEdit
from models.exchange.merge.record_codec import RecordWriter, read_records
from models.fields.base import ledger_by_table
from models.fields.field import fields, link_fields
from models.fields.kind import StoredValues
from models.ledgers import LEDGERS, Project, StageMove

LOCAL_ONLY = frozenset(ledger.__tablename__ for ledger in LEDGERS if ledger.about.local_only)
_MAGIC = "zhuanban-parcel-1"
_MAX_BYTES = 400 * 1024 * 1024  # bytes unpacked
_CHUNK_ROWS = 500  # rows whose edits are held at once


class ChangesetOptions(TypedDict, total=False):
    """The options of ``ChangesetWriter``."""

    name: str
    who: str
    unmasked: bool
    task_forces: Sequence[str]


class ChangesetEdit(NamedTuple):
    """An edit in a changeset: the columns of the edit log without the column for where it was received."""

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
    previous: str
    withheld: str


class ChangesetBatch(NamedTuple):
    """A batch in a changeset; the fields are columns of the batch table."""

    id: str
    book: str
    seq: int
    at: int
    who: str
    label: str
    undoes: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Changeset:
    """A changeset: from which book (id and name), by whom, when (ms since 1970), its edits and their batches.

    ``edits`` are the edits, sorted by book and sequence number; ``upto`` is the highest sequence number by book;
    ``withheld`` are the private fields left out, by ledger; ``schema`` is the sender's schema version.
    """

    book: str
    name: str
    who: str
    at: int
    schema: str
    task_forces: tuple[str, ...]
    edits: tuple[ChangesetEdit, ...]
    batches: tuple[ChangesetBatch, ...]
    upto: Mapping[str, int]
    withheld: Mapping[str, tuple[str, ...]]

    def exported_values(self) -> dict[str, StoredValues]:
        """Return every row's values as exported, by row id: stored values and marks (“total~”), none withheld."""
        logs: dict[str, list[ChangesetEdit]] = {}
        for op in self.edits:
            logs.setdefault(op.row, []).append(op)
        return {row: state_of(log) for row, log in logs.items()}

    def seen_edits(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of all edits at the time of the export, by row: what the author of the sheet has seen."""
        by_row: dict[str, list[str]] = {}
        for op in self.edits:
            by_row.setdefault(op.row, []).append(op.id)
        return {row: tuple(ids) for row, ids in by_row.items()}


def changeset_of(session: Session, rows: Mapping[str, Sequence[str]], **options: Unpack[ChangesetOptions]) -> Changeset:
    """Write rows as a changeset and read it back: what another book will know of them."""
    changeset = read_changeset(changeset_text(session, rows, **options))
    if changeset is None:
        raise AssertionError
    return changeset


def changeset_text(session: Session, rows: Mapping[str, Sequence[str]], **options: Unpack[ChangesetOptions]) -> str:
    """Write all edits of some rows (ids by ledger) and of the rows they link to as one text; see ChangesetWriter."""
    packing = ChangesetWriter(session, **options)
    lines = [line for ledger, ids in rows.items() for line in packing.add_rows(ledger, ids)]
    return "\n".join((*lines, *packing.close()))


class ChangesetWriter:
    """Writes edits as lines that each fit into a cell; remembers only the ids of the rows and batches written.

    ``name`` is the book's name, ``who`` the clerk; private values are included only where ``unmasked``;
    ``task_forces`` (row ids) are those that the export was limited to.
    """

    def __init__(
        self,
        session: Session,
        *,
        name: str = "",
        who: str = "",
        unmasked: bool = False,
        task_forces: Sequence[str] = (),
    ) -> None:
        self._session, self._unmasked = session, unmasked
        self._packed_rows: set[str] = set()
        self._linked_rows: dict[str, set[str]] = {}
        self._batches: set[str] = set()
        self._upto: dict[str, int] = {}
        self._withheld: dict[str, tuple[str, ...]] = {}
        self._last_edit: ChangesetEdit | None = None
        self._writer = RecordWriter(_MAGIC)
        self._book = session.execute(sa.select(Book.id)).scalar_one()
        version = session.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()
        now = time.time_ns() // 1_000_000
        self._pending_records: list[object] = [
            {"head": [self._book, name, who, now, version], "task_forces": [*task_forces]}
        ]

    def add_rows(self, ledger: str, ids: Iterable[str]) -> Iterator[str]:
        """Write the edits of those rows of a ledger that were not written before; yields the lines that became full."""
        if ledger not in LOCAL_ONLY:
            yield from self._pack_rows(ledger, ids)

    def close(self) -> Iterator[str]:
        """Write the linked rows, and the rows those link to; yields the remaining lines."""
        while self._linked_rows:
            ledger, ids = self._linked_rows.popitem()
            yield from self._pack_rows(ledger, sorted(ids))
        yield from self._writer.add([*self._pending_records, {"upto": self._upto, "withheld": self._withheld}])
        yield from self._writer.close()

    def _pack_rows(self, ledger: str, ids: Iterable[str]) -> Iterator[str]:
        fresh = [row for row in dict.fromkeys(ids) if row not in self._packed_rows]
        self._packed_rows.update(fresh)
        for start in range(0, len(fresh), _CHUNK_ROWS):
            chunk = fresh[start : start + _CHUNK_ROWS]
            edits = [edit for log in edits_of(self._session, chunk).values() for edit in log]
            if ledger == Project.__tablename__:
                self._add_linked(StageMove.__tablename__, _stage_move_ids(self._session, chunk))
            edits.sort(key=lambda edit: (edit.book, edit.seq))
            before = _previous_digests(self._session, self._book, edits)
            ops = [self._as_record(self._edit_to_send(edit, before)) for edit in edits]
            batches = {edit.batch for edit in edits} - self._batches
            self._batches |= batches
            self._pending_records.append({"ops": ops, "deeds": [*_batches(self._session, batches)]})
            yield from self._writer.add(self._pending_records)
            self._pending_records = []

    def _add_linked(self, ledger: str, rows: Iterable[str]) -> None:
        """Note linked rows that must be included too."""
        if further := {row for row in rows if row not in self._packed_rows}:
            self._linked_rows.setdefault(ledger, set()).update(further)

    def _edit_to_send(self, edit: RecordedEdit, before: Mapping[tuple[str, int], str]) -> ChangesetEdit:
        """Prepare an edit for sending, without private values where the export is masked."""
        previous = (edit.previous or "") if edit.came is not None else before.get((edit.book, edit.seq - 1), "")
        withheld = edit.withheld or ""
        if withheld.startswith(REVEALED):
            withheld = ""
        private = () if self._unmasked else private_fields(edit.ledger)
        values = edit.values
        if private:
            self._withheld[edit.ledger] = private
        if private or _links_of(edit.ledger):
            # Not values_of: its cache would keep values that are needed only once here.
            held = json.loads(values)
            for _, to, row in linked_rows(edit.ledger, held):
                self._add_linked(to, (row,))
            hidden = [key for key in private if key in held or key + MARK_SUFFIX in held]
            if hidden:
                values = canonical(
                    {key: value for key, value in held.items() if key.removesuffix(MARK_SUFFIX) not in hidden}
                )
                withheld = " ".join(dict.fromkeys((*withheld.split(), *hidden)))
        facts = (edit.id, edit.book, edit.seq, edit.ledger, edit.row, values, edit.saw, edit.clock, edit.who)
        return ChangesetEdit(*facts, edit.batch, edit.digest, previous, withheld)

    def _as_record(self, op: ChangesetEdit) -> list[str | int | None]:
        """Return an edit as a JSON list; the previous digest only where it is not that of the edit written before."""
        last, self._last_edit = self._last_edit, op
        self._upto[op.book] = max(op.seq, self._upto.get(op.book, 0))
        follows = last is not None and (last.book, last.seq + 1, last.digest) == (op.book, op.seq, op.previous)
        return [*op[:11], None if follows else op.previous, op.withheld]


@cache
def private_fields(ledger: str) -> tuple[str, ...]:
    """Return the keys of a ledger's private fields."""
    return tuple(field.key for field in fields(ledger_by_table(ledger)) if field.private)


@cache
def _links_of(ledger: str) -> tuple[tuple[str, str], ...]:
    return link_fields(ledger_by_table(ledger))


def linked_rows(ledger: str, values: StoredValues) -> Iterator[tuple[str, str, str]]:
    """Yield the rows that an edit's values link to as (field key, ledger, row id)."""
    for key, to in _links_of(ledger):
        for row in str(values.get(key) or "").split():
            yield key, to, row


def _stage_move_ids(session: Session, projects: Sequence[str]) -> Sequence[str]:
    """Return the ids of the stage moves of some projects."""
    return session.execute(sa.select(StageMove.id).where(StageMove.project.in_(projects))).scalars().all()


def _previous_digests(session: Session, ours: str, edits: Sequence[RecordedEdit]) -> dict[tuple[str, int], str]:
    """Return the digests of this book's edits and of those before them in its chain, by (book, sequence number)."""
    known = {(edit.book, edit.seq): edit.digest for edit in edits if edit.came is None}
    missing = sorted({seq - 1 for book, seq in known if seq > 1 and (book, seq - 1) not in known})
    for start in range(0, len(missing), _CHUNK_ROWS):
        query = sa.select(EditRecord.book, EditRecord.seq, EditRecord.digest).where(
            EditRecord.book == ours, EditRecord.seq.in_(missing[start : start + _CHUNK_ROWS]), EditRecord.came.is_(None)
        )
        known |= {(book, seq): digest for book, seq, digest in session.execute(query)}
    return known


def _batches(session: Session, batches: Iterable[str]) -> Iterator[list[str | int | None]]:
    wanted = sorted(batches)
    columns = tuple(getattr(EditBatch, key) for key in ChangesetBatch._fields)
    for start in range(0, len(wanted), _CHUNK_ROWS):
        query = sa.select(*columns).where(EditBatch.id.in_(wanted[start : start + _CHUNK_ROWS]))
        yield from map(list, session.execute(query))


def read_changeset(text: str) -> Changeset | None:
    """Read a changeset; None where it is damaged, was changed by hand, or has an unknown format."""
    try:
        return _read_records(read_records([line.strip() for line in text.strip().splitlines()], _MAGIC, _MAX_BYTES))
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _read_records(stream: Iterator[object]) -> Changeset:
    records: Iterator[Any] = stream  # what they hold is checked one by one
    first: Any = next(records, {})
    last, ops, batches = first, [], []
    texts: dict[str, str] = {}
    before: ChangesetEdit | None = None
    for last in records:
        for packed in last.get("ops", ()):
            before = _read_edit(packed, before, texts)
            ops.append(before)
        batches += [ChangesetBatch(*batch) for batch in last.get("deeds", ())]
    book, name, who, at, schema = first["head"]
    return Changeset(
        str(book),
        str(name),
        str(who),
        int(at),
        str(schema),
        tuple(_string_list(first["task_forces"])),
        tuple(sorted(ops, key=lambda op: (op.book, op.seq))),
        tuple(batches),
        {str(book): int(seq) for book, seq in last["upto"].items()},
        {str(ledger): tuple(_string_list(keys)) for ledger, keys in last["withheld"].items()},
    )


def _read_edit(packed: Sequence[object], last: ChangesetEdit | None, interned: dict[str, str]) -> ChangesetEdit:
    """Read an edit that follows ``last``; ``interned`` has repeated strings, so that each is kept only once."""
    id_, book, seq, *texts, previous, withheld = packed
    if previous is None and last is not None:
        previous = last.digest
    texts = [id_, book, *texts, previous, withheld]
    if not isinstance(seq, int) or not all(isinstance(text, str) for text in texts):
        raise TypeError
    id_, book, ledger, row, values, saw, clock, who, batch, digest, before, hidden = map(str, texts)
    book, ledger, who, batch = (interned.setdefault(text, text) for text in (book, ledger, who, batch))
    return ChangesetEdit(id_, book, seq, ledger, row, values, saw, clock, who, batch, digest, before, hidden)


def _string_list(items: object) -> list[str]:
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise TypeError
    return items
