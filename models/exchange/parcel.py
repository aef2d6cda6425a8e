"""What travels inside our workbook beside what one sees: the edits of its rows, of the rows they point at, in one text.

A link never dangles: rows linked to travel along with those that were asked for, and a project with its stage log. A
book's own memory (收件记录, issued circulars) stays at home. Of a masked export the private fields' values are left out
of every edit and named as withheld; the edit keeps its digest, which can be checked once the values come after all.
"""

import base64
import hashlib
import json
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import ledger_named
from models.edits import FILLED, MARK, Batch, Book, Edit, Values, canonical, edits_of, state_of, values_of
from models.field import fields
from models.kinds import Link, Links
from models.ledgers import StageMove

STAYS = frozenset({"sender", "received", "circular", "circular_text", "export_note"})
_MAGIC = "zhuanban-parcel-1"
_LINE = 30_000  # characters; a cell holds 32,767
_MOST = 400 * 1024 * 1024  # bytes unpacked
_FEW = 500


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

    ``rows`` are those exported, by ledger; ``upto`` is the latest edit of each book among them; ``withheld`` are the
    private fields left out, by ledger.
    """

    book: str
    name: str
    who: str
    at: int
    schema: str
    task_forces: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
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


def parcel_of(
    session: Session,
    rows: Mapping[str, Sequence[str]],
    *,
    name: str = "",
    who: str = "",
    unmasked: bool = False,
    task_forces: Sequence[str] = (),
) -> Parcel:
    """Pack all edits of some rows (ids by ledger) and of what they point at; private values only where ``unmasked``."""
    book = session.execute(sa.select(Book)).scalar_one()
    asked = {ledger: tuple(ids) for ledger, ids in rows.items() if ledger not in STAYS and ids}
    edits = [edit for log in _closure(session, asked).values() for edit in log]
    before = _forerunners(session, [edit for edit in edits if edit.came is None])
    ops = tuple(sorted((_op(edit, before, unmasked=unmasked) for edit in edits), key=lambda op: (op.book, op.seq)))
    upto: dict[str, int] = {}
    for op in ops:
        upto[op.book] = max(op.seq, upto.get(op.book, 0))
    private = {} if unmasked else {edit.ledger: private_of(edit.ledger) for edit in edits if private_of(edit.ledger)}
    deeds = tuple(_deeds(session, {edit.batch for edit in edits}))
    version = str(session.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one())
    now = time.time_ns() // 1_000_000
    return Parcel(book.id, name, who, now, version, tuple(task_forces), asked, ops, deeds, upto, private)


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


def _closure(session: Session, asked: Mapping[str, Sequence[str]]) -> dict[str, list[Any]]:
    """Fetch the edits of rows, of all rows any of these edits point at, and of the stage logs of projects."""
    logs: dict[str, list[Any]] = {}
    wanted = {ledger: dict.fromkeys(ids) for ledger, ids in asked.items()}
    while wanted:
        further: dict[str, dict[str, None]] = {}
        for ledger, ids in wanted.items():
            found = {row: log for row, log in edits_of(session, list(ids)).items() if log}
            logs |= found
            for log in found.values():
                for edit in log:
                    for _, to, row in linked(ledger, values_of(edit)):
                        further.setdefault(to, {})[row] = None
            if ledger == "project":
                further.setdefault("stage_move", {}).update(dict.fromkeys(_moves(session, list(found))))
        wanted = {to: new for to, ids in further.items() if (new := {row: None for row in ids if row not in logs})}
    return logs


def _moves(session: Session, projects: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(projects), _FEW):
        query = sa.select(StageMove.id).where(StageMove.project.in_(projects[start : start + _FEW]))
        yield from session.execute(query).scalars()


def _forerunners(session: Session, edits: Sequence[Any]) -> dict[tuple[str, int], str]:
    """Give the digest that stood before each of our own edits in the chain."""
    known = {(edit.book, edit.seq): edit.digest for edit in edits}
    missing = [edit.seq - 1 for edit in edits if edit.seq > 1 and (edit.book, edit.seq - 1) not in known]
    for start in range(0, len(missing), _FEW):
        query = sa.select(Edit.book, Edit.seq, Edit.digest).where(
            Edit.book == edits[0].book, Edit.seq.in_(missing[start : start + _FEW]), Edit.came.is_(None)
        )
        known |= {(book, seq): digest for book, seq, digest in session.execute(query)}
    return known


def _op(edit: Any, before: Mapping[tuple[str, int], str], *, unmasked: bool) -> Op:
    """Make an edit ready to travel, private values left out where they are not to be seen."""
    previous = edit.previous if edit.came is not None else before.get((edit.book, edit.seq - 1), "")
    withheld = "" if (edit.withheld or FILLED).startswith(FILLED) else edit.withheld
    values = edit.values
    if not unmasked:
        held = values_of(edit)
        hidden = [key for key in private_of(edit.ledger) if key in held or key + MARK in held]
        if hidden:
            values = canonical({key: one for key, one in held.items() if key.removesuffix(MARK) not in hidden})
            withheld = " ".join(dict.fromkeys((*withheld.split(), *hidden)))
    facts = (edit.id, edit.book, edit.seq, edit.ledger, edit.row, values, edit.saw, edit.clock, edit.who, edit.batch)
    return Op(*facts, edit.digest, previous, withheld)


def _deeds(session: Session, batches: Iterable[str]) -> Iterator[Deed]:
    wanted = sorted(batches)
    columns = tuple(getattr(Batch, key) for key in Deed._fields)
    for start in range(0, len(wanted), _FEW):
        for found in session.execute(sa.select(*columns).where(Batch.id.in_(wanted[start : start + _FEW]))):
            yield Deed(*found)


def to_text(parcel: Parcel) -> str:
    """Write a parcel as lines of letters, each short enough for a cell, the first telling the hash of the rest."""
    words: dict[str, int] = {}

    def word(text: str) -> int:
        return words.setdefault(text, len(words))

    digests = {(op.book, op.seq): op.digest for op in parcel.ops}
    ops = []
    for op in parcel.ops:
        known = digests.get((op.book, op.seq - 1)) == op.previous
        few = (word(op.book), op.seq, word(op.ledger), word(op.row), op.values, op.saw, op.clock, word(op.who))
        ops.append((op.id, *few, word(op.batch), op.digest, None if known else op.previous, op.withheld))
    facts = {
        "head": [parcel.book, parcel.name, parcel.who, parcel.at, parcel.schema],
        "task_forces": parcel.task_forces,
        "rows": parcel.rows,
        "upto": parcel.upto,
        "withheld": parcel.withheld,
        "ops": ops,
        "deeds": parcel.deeds,
        "words": list(words),
    }
    plain = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()
    packed = base64.b64encode(zlib.compress(plain, 6)).decode()
    lines = [packed[start : start + _LINE] for start in range(0, len(packed), _LINE)]
    return "\n".join([f"{_MAGIC} {hashlib.sha256(packed.encode()).hexdigest()}", *lines])


def from_text(text: str) -> Parcel | None:
    """Read a parcel; None where it is damaged, was changed by hand, or is of a kind this program does not know."""
    first, _, rest = text.strip().partition("\n")
    packed = "".join(rest.split())
    if first.strip() != f"{_MAGIC} {hashlib.sha256(packed.encode()).hexdigest()}":
        return None
    try:
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(base64.b64decode(packed, validate=True), _MOST)
        if not unpacking.eof:
            return None
        return _read(json.loads(plain))
    except (ValueError, TypeError, LookupError, AttributeError, zlib.error, RecursionError):
        return None


def _read(facts: Any) -> Parcel:
    words = facts["words"]
    digests: dict[tuple[str, int], str] = {}
    ops = []
    for id_, book, seq, ledger, row, values, saw, clock, who, batch, digest, previous, withheld in facts["ops"]:
        told = (words[book], seq, words[ledger], words[row], values, saw, clock, words[who], words[batch])
        before = digests[words[book], seq - 1] if previous is None else previous
        digests[words[book], seq] = digest
        op = Op(id_, *told, digest, before, withheld)
        if not isinstance(seq, int) or not all(isinstance(one, str) for one in (*op[:2], *op[3:])):
            raise TypeError
        ops.append(op)
    book, name, who, at, schema = facts["head"]
    return Parcel(
        str(book),
        str(name),
        str(who),
        int(at),
        str(schema),
        tuple(_texts(facts["task_forces"])),
        {str(ledger): tuple(_texts(rows)) for ledger, rows in facts["rows"].items()},
        tuple(ops),
        tuple(Deed(*deed) for deed in facts["deeds"]),
        {str(book): int(seq) for book, seq in facts["upto"].items()},
        {str(ledger): tuple(_texts(keys)) for ledger, keys in facts["withheld"].items()},
    )


def _texts(found: Any) -> list[str]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise TypeError
    return found
