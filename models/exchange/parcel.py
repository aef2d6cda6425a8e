"""What travels inside our workbook beside what one sees: the edits of its rows, of the rows they point at, in one text.

A link never dangles: rows linked to travel along with those that were asked for, and a project with its stage log. A
book's own memory (收件记录, issued circulars) stays at home. Of a masked export the private fields' values are left out
of every edit and named as withheld; the edit keeps its digest, which can be checked once the values come after all.

A parcel leaves as a stream (models/exchange/lines.py): who sends it, then edits and their batches some hundred rows at
a time, and at the end what only the end knows. An edit that follows the one before it in its book's chain leaves out
its forerunner's digest, for that is the other's own.
"""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import ledger_named
from models.edits import FILLED, MARK, Batch, Book, Edit, Values, canonical, edits_of, state_of
from models.exchange.lines import Lines, records
from models.field import fields
from models.kinds import Link, Links
from models.ledgers import StageMove

STAYS = frozenset({"sender", "received", "circular", "circular_text", "export_note"})
_MAGIC = "zhuanban-parcel-1"
_MOST = 400 * 1024 * 1024  # bytes unpacked
_FEW = 500  # rows whose edits are held at once


class Op(NamedTuple):
    """An edit on its way; the columns of the log without where it came from."""

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


class Deed(NamedTuple):
    """A batch on its way."""

    id: str
    book: str
    seq: int
    at: int
    who: str
    label: str
    undoes: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """Edits under way: from which book (its id and name), by whom, when (milliseconds since 1970), and of what.

    ``ops`` stand in the order of their books' chains; ``upto`` is the latest edit of each book among them; ``withheld``
    are the private fields left out, by ledger.
    """

    book: str
    name: str
    who: str
    at: int
    schema: str
    task_forces: tuple[str, ...]
    ops: tuple[Op, ...]
    deeds: tuple[Deed, ...]
    upto: Mapping[str, int]
    withheld: Mapping[str, tuple[str, ...]]

    def values(self) -> dict[str, Values]:
        """Give every row's values as they were exported, as stored, marks (“total~”) among them; none withheld."""
        logs: dict[str, list[Op]] = {}
        for op in self.ops:
            logs.setdefault(op.row, []).append(op)
        return {row: state_of(log) for row, log in logs.items()}

    def seen(self) -> dict[str, tuple[str, ...]]:
        """Give the ids of the edits the exporter had, by row: what a hand that edits the sheet has before it."""
        found: dict[str, list[str]] = {}
        for op in self.ops:
            found.setdefault(op.row, []).append(op.id)
        return {row: tuple(ids) for row, ids in found.items()}


def parcel_of(session: Session, rows: Mapping[str, Sequence[str]], **how: Any) -> Parcel:
    """Pack rows and unpack them again: what will be known of them elsewhere."""
    parcel = from_text(text_of(session, rows, **how))
    if parcel is None:
        raise AssertionError
    return parcel


def text_of(session: Session, rows: Mapping[str, Sequence[str]], **how: Any) -> str:
    """Pack all edits of some rows (ids by ledger), and of what they point at, in one text; see ``Packing``."""
    packing = Packing(session, **how)
    lines = [line for ledger, ids in rows.items() for line in packing.rows(ledger, ids)]
    return "\n".join((*lines, *packing.close()))


class Packing:
    """Packs edits into lines that each fit a cell, and keeps of what it packed only which rows and batches they were.

    ``name`` is the book's, ``who`` the clerk; private values travel only where ``unmasked``; ``task_forces`` (row ids)
    are those the export was bound to.
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
        self._met: set[str] = set()
        self._linked: dict[str, set[str]] = {}
        self._batches: set[str] = set()
        self._upto: dict[str, int] = {}
        self._withheld: dict[str, tuple[str, ...]] = {}
        self._last: Op | None = None
        self._lines = Lines(_MAGIC)
        self._book = session.execute(sa.select(Book.id)).scalar_one()
        version = session.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()
        now = time.time_ns() // 1_000_000
        self._head: list[Any] = [{"head": [self._book, name, who, now, version], "task_forces": [*task_forces]}]

    def rows(self, ledger: str, ids: Iterable[str]) -> Iterator[str]:
        """Pack the edits of rows of a ledger, those not packed before; gives the lines that became full."""
        if ledger not in STAYS:
            yield from self._pack(ledger, ids)

    def close(self) -> Iterator[str]:
        """Pack what the rows point at, and what that points at; gives the lines to the last."""
        while self._linked:
            ledger, ids = self._linked.popitem()
            yield from self._pack(ledger, sorted(ids))
        yield from self._lines.add([*self._head, {"upto": self._upto, "withheld": self._withheld}])
        yield from self._lines.close()

    def _pack(self, ledger: str, ids: Iterable[str]) -> Iterator[str]:
        fresh = [row for row in dict.fromkeys(ids) if row not in self._met]
        self._met.update(fresh)
        for start in range(0, len(fresh), _FEW):
            few = fresh[start : start + _FEW]
            edits = [edit for log in edits_of(self._session, few).values() for edit in log]
            if ledger == "project":
                self._point("stage_move", _moves(self._session, few))
            edits.sort(key=lambda edit: (edit.book, edit.seq))
            before = _forerunners(self._session, self._book, edits)
            ops = [self._leave(self._op(edit, before)) for edit in edits]
            batches = {edit.batch for edit in edits} - self._batches
            self._batches |= batches
            self._head.append({"ops": ops, "deeds": [*_deeds(self._session, batches)]})
            yield from self._lines.add(self._head)
            self._head = []

    def _point(self, ledger: str, rows: Iterable[str]) -> None:
        """Note rows that must travel too."""
        if further := {row for row in rows if row not in self._met}:
            self._linked.setdefault(ledger, set()).update(further)

    def _op(self, edit: Any, before: Mapping[tuple[str, int], str]) -> Op:
        """Make an edit ready to travel, private values left out where they are not to be seen."""
        previous = edit.previous if edit.came is not None else before.get((edit.book, edit.seq - 1), "")
        withheld = "" if (edit.withheld or FILLED).startswith(FILLED) else edit.withheld
        private = () if self._unmasked else private_of(edit.ledger)
        values = edit.values
        if private:
            self._withheld[edit.ledger] = private
        if private or links_of(edit.ledger):
            # Not values_of, which would keep what is met only once here.
            held = json.loads(values)
            for _, to, row in linked(edit.ledger, held):
                self._point(to, (row,))
            hidden = [key for key in private if key in held or key + MARK in held]
            if hidden:
                values = canonical({key: one for key, one in held.items() if key.removesuffix(MARK) not in hidden})
                withheld = " ".join(dict.fromkeys((*withheld.split(), *hidden)))
        facts = (edit.id, edit.book, edit.seq, edit.ledger, edit.row, values, edit.saw, edit.clock, edit.who)
        return Op(*facts, edit.batch, edit.digest, previous, withheld)

    def _leave(self, op: Op) -> list[str | int | None]:
        """Write an edit, its forerunner's digest only where that was not the last one written."""
        last, self._last = self._last, op
        self._upto[op.book] = max(op.seq, self._upto.get(op.book, 0))
        follows = last is not None and (last.book, last.seq + 1, last.digest) == (op.book, op.seq, op.previous)
        return [*op[:11], None if follows else op.previous, op.withheld]


@cache
def private_of(ledger: str) -> tuple[str, ...]:
    """Name the private fields of a ledger."""
    return tuple(field.key for field in fields(ledger_named(ledger)) if field.private)


@cache
def links_of(ledger: str) -> tuple[tuple[str, str], ...]:
    """Name the links of a ledger, and the ledger each leads to."""
    kinds = ((field.key, field.kind) for field in fields(ledger_named(ledger)))
    return tuple((key, kind.to) for key, kind in kinds if isinstance(kind, (Link, Links)))


def linked(ledger: str, values: Values) -> Iterator[tuple[str, str, str]]:
    """Give what an edit points at: the field, the ledger, the row."""
    for key, to in links_of(ledger):
        for row in str(values.get(key) or "").split():
            yield key, to, row


def _moves(session: Session, projects: Sequence[str]) -> Sequence[str]:
    """Give the stage log of a few projects."""
    return session.execute(sa.select(StageMove.id).where(StageMove.project.in_(projects))).scalars().all()


def _forerunners(session: Session, ours: str, edits: Sequence[Any]) -> dict[tuple[str, int], str]:
    """Give the digest that stood before each of our own edits in the chain."""
    known = {(edit.book, edit.seq): edit.digest for edit in edits if edit.came is None}
    missing = sorted({seq - 1 for book, seq in known if seq > 1 and (book, seq - 1) not in known})
    for start in range(0, len(missing), _FEW):
        query = sa.select(Edit.book, Edit.seq, Edit.digest).where(
            Edit.book == ours, Edit.seq.in_(missing[start : start + _FEW]), Edit.came.is_(None)
        )
        known |= {(book, seq): digest for book, seq, digest in session.execute(query)}
    return known


def _deeds(session: Session, batches: Iterable[str]) -> Iterator[Sequence[Any]]:
    wanted = sorted(batches)
    columns = tuple(getattr(Batch, key) for key in Deed._fields)
    for start in range(0, len(wanted), _FEW):
        query = sa.select(*columns).where(Batch.id.in_(wanted[start : start + _FEW]))
        yield from map(tuple, session.execute(query))


def from_text(text: str) -> Parcel | None:
    """Read a parcel; None where it is damaged, was changed by hand, or is of a kind this program does not know."""
    try:
        return _read(records([line.strip() for line in text.strip().splitlines()], _MAGIC, _MOST))
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _read(told: Iterator[Any]) -> Parcel:
    first: Any = next(told, None)
    last, ops, deeds = first, [], []
    texts: dict[str, str] = {}
    before: Op | None = None
    for last in told:
        for found in last.get("ops", ()):
            before = _op_read(found, before, texts)
            ops.append(before)
        deeds += [Deed(*deed) for deed in last.get("deeds", ())]
    book, name, who, at, schema = first["head"]
    return Parcel(
        str(book),
        str(name),
        str(who),
        int(at),
        str(schema),
        tuple(_texts(first["task_forces"])),
        tuple(sorted(ops, key=lambda op: (op.book, op.seq))),
        tuple(deeds),
        {str(book): int(seq) for book, seq in last["upto"].items()},
        {str(ledger): tuple(_texts(keys)) for ledger, keys in last["withheld"].items()},
    )


def _op_read(found: Sequence[Any], last: Op | None, texts: dict[str, str]) -> Op:
    """Read an edit that stands behind another; ``texts`` are those met before, so that each is kept once."""
    id_, book, seq, ledger, row, values, saw, clock, who, batch, digest, previous, withheld = found
    if previous is None and last is not None:
        previous = last.digest
    op = Op(id_, book, seq, ledger, row, values, saw, clock, who, batch, digest, previous, withheld)
    if not isinstance(seq, int) or not all(isinstance(one, str) for one in (*op[:2], *op[3:])):
        raise TypeError
    book, ledger, who, batch = (texts.setdefault(one, one) for one in (book, ledger, who, batch))
    return op._replace(book=book, ledger=ledger, who=who, batch=batch)


def _texts(found: Any) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise TypeError
    return found
