"""Check every edit of a changeset before any is merged: complete, known to this program, loadable, chain intact."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import ledger_named
from models.edits import FILLED, MARK, REMOVED, Batch, Edit, Values, batch_digest, link_digest, seen_by, values_of
from models.exchange.parcel import STAYS, Deed, Op, linked, private_of
from models.field import Field, fields
from models.kind import Kind
from models.kinds import Link, Links
from models.ledgers import LEDGERS

_FEW = 500
_HEX = re.compile(r"[0-9a-f]*")
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_MOST = 2**63 - 1
_NAMES = {ledger.__tablename__: ledger for ledger in LEDGERS}


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of a changeset that was not merged, and the reason as a sentence."""

    ledger: str
    row: str
    name: str
    reason: str


class Inspection:
    """Checks the rows of one changeset against what the book has of them; collects the rejected rows."""

    def __init__(
        self, session: Session, rows: Mapping[str, list[Op]], ours: Mapping[str, list[Any]], deeds: Mapping[str, Deed]
    ) -> None:
        self._session = session
        self._rows, self._ours, self._deeds = rows, ours, deeds
        self._known = {edit.id: edit for log in ours.values() for edit in log}
        self._faults: dict[str, str] = {}
        self._batches: set[str] = set()

    @property
    def refused(self) -> list[Refused]:
        """The rejected rows, each with its reason."""
        rejected = []
        for row, reason in self._faults.items():
            ledger = self._rows[row][0].ledger
            rejected.append(Refused(ledger, row, _name_of(ledger, self._rows[row]), reason))
        return rejected

    def pass_on(self) -> tuple[list[Op], list[Op]]:
        """Return the edits to add, and known edits whose withheld values came now; only of rows without errors."""
        fresh = {row: [op for op in ops if op.id not in self._known] for row, ops in self._rows.items()}
        self._batches = self._known_batches(op.batch for ops in fresh.values() for op in ops)
        taken = self._ids_elsewhere([op.id for ops in fresh.values() for op in ops])
        for row, ops in self._rows.items():
            reason = self._amiss(row, ops, fresh[row], taken)
            if reason:
                self._faults[row] = reason
        self._drop_what_dangles(fresh)
        added = [op for row, ops in fresh.items() if row not in self._faults for op in ops]
        filled = [op for row, ops in self._rows.items() if row not in self._faults for op in ops if self._fills(op)]
        return added, [op._replace(withheld=FILLED + self._known[op.id].withheld) for op in filled]

    def deeds_of(self, ops: Iterable[Op]) -> list[Deed]:
        """Return the batches of some edits that are new to the book."""
        wanted = dict.fromkeys(op.batch for op in ops)
        return [self._deeds[batch_id] for batch_id in wanted if batch_id not in self._batches]

    def _fills(self, op: Op) -> bool:
        known = self._known.get(op.id)
        return bool(known is not None and known.withheld and known.withheld[0] != FILLED and not op.withheld)

    def _amiss(self, row: str, ops: Sequence[Op], fresh: Sequence[Op], taken: set[str]) -> str:
        """Return what is wrong with a row's edits as a sentence; empty where nothing is."""
        ledgers = {op.ledger for op in (*ops, *self._ours[row])}
        name = ops[0].ledger
        if name not in _NAMES:
            return f"台账“{name[:20]}”本程序不认识，对方的程序较新；请升级后再收一次。"
        if len(ledgers) > 1 or name in STAYS:
            return "这一行的留痕分属不同的台账，或不该随表往来，没有收。"
        for op in ops:
            known = self._known.get(op.id)
            if known is not None and known.digest != op.digest:
                return "与本账本已有的留痕编号相同、内容不同，可能被改动过，没有收。"
        if len({op.id for op in fresh}) < len(fresh) or any(op.id in taken for op in fresh):
            return "留痕的编号重复，可能被改动过，没有收。"
        for op in (*fresh, *(op for op in ops if self._fills(op))):
            reason = _fault(op) or self._deedless(op)
            if reason:
                return reason
        return self._incomplete(row, name, fresh)

    def _deedless(self, op: Op) -> str:
        if op.batch in self._batches:
            return ""
        batch = self._deeds.get(op.batch)
        return "" if batch is not None and _sound(batch) else "缺少这次操作的说明，文件可能不完整，没有收。"

    def _incomplete(self, row: str, name: str, fresh: Sequence[Op]) -> str:
        """Check that all parents of the edits and all required fields are there; return the error or an empty text."""
        together = [*self._ours[row], *fresh]
        known = {edit.id for edit in together}
        if any(edit_id not in known for op in fresh for seen in seen_by(op).values() for edit_id in seen):
            return "缺少其中一条留痕所依据的前一条，文件可能不完整，没有收。"
        if not self._ours[row]:
            given = {key for op in fresh for key, value in values_of(op).items() if value is not None}
            missing = [field for field in _required(name) if field.key not in given]
            if missing:
                return f"缺少必填的“{missing[0].label}”，没有收。"
        cleared = next((f for f in _required(name) for op in fresh if values_of(op).get(f.key, "") is None), None)
        return f"“{cleared.label}”必填，对方却把它清空了，没有收。" if cleared else ""

    def _known_batches(self, batches: Iterable[str]) -> set[str]:
        return self._held(Batch.id, batches)

    def _ids_elsewhere(self, ids: Sequence[str]) -> set[str]:
        return self._held(Edit.id, ids)

    def _held(self, column: Any, ids: Iterable[str]) -> set[str]:
        """Return those of the ids that the book has in a column."""
        wanted = list(dict.fromkeys(ids))
        present: set[str] = set()
        for start in range(0, len(wanted), _FEW):
            present |= set(
                self._session.execute(sa.select(column).where(column.in_(wanted[start : start + _FEW]))).scalars()
            )
        return present

    def _drop_what_dangles(self, fresh: Mapping[str, Sequence[Op]]) -> None:
        """Reject rows that link to rows which neither the book nor the changeset has, and rows that link to those."""
        links_by_target: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for row, ops in fresh.items():
            for op in ops if row not in self._faults else ():
                for key, to, target_row in linked(op.ledger, values_of(op)):
                    links_by_target.setdefault((to, target_row), []).append((row, key))
        coming = {(ops[0].ledger, row) for row, ops in self._rows.items()}
        absent = [
            target
            for target in links_by_target
            if target not in coming or (target[1] in self._faults and not self._ours[target[1]])
        ]
        by_ledger: dict[str, list[str]] = {}
        for to, target_row in absent:
            by_ledger.setdefault(to, []).append(target_row)
        here = {(to, row_id) for to, ids in by_ledger.items() for row_id in self._held(_NAMES[to].id, ids)}
        waiting = [target for target in absent if target not in here]
        while waiting:
            target = waiting.pop()
            for row, key in links_by_target.get(target, ()):
                if row in self._faults:
                    continue
                ledger = self._rows[row][0].ledger
                label = next(field.label for field in fields(_NAMES[ledger]) if field.key == key)
                self._faults[row] = f"“{label}”所指的那一行没有收进来，这一行也没有收。"
                if not self._ours[row]:
                    waiting.append((ledger, row))


def _fault(op: Op) -> str:
    """Return what is wrong with an edit by itself as a sentence; empty where nothing is."""
    broken = "留痕被改动过，与它的校验值不符，没有收。"
    codes = (op.id, op.book, op.row, op.batch)
    if any(len(code) != 32 for code in codes) or len(op.clock) != 16 or len(op.digest) != 64:
        return broken
    if not _HEX.fullmatch("".join((*codes, op.clock, op.digest, op.previous))) or len(op.previous) != (
        64 if op.seq > 1 else 0
    ):
        return broken
    if not 0 < op.seq < _MOST or "\n" in op.who or _UNFIT.search(op.who):
        return broken
    try:
        values, parents = values_of(op), seen_by(op)
    except (ValueError, RecursionError):
        return broken
    if not isinstance(values, dict) or not _is_sight(parents):
        return broken
    hidden = op.withheld.split()
    if not op.withheld and link_digest(op) != op.digest:
        return broken
    if any(key not in private_of(op.ledger) for key in hidden):
        return broken
    return _misfit(op.ledger, values, deep="\\u" in op.values)


def _is_sight(parents: Any) -> bool:
    return isinstance(parents, dict) and all(
        isinstance(seen, list) and all(isinstance(edit_id, str) for edit_id in seen) for seen in parents.values()
    )


def _misfit(ledger: str, values: Values, *, deep: bool) -> str:
    """Return an error naming the field whose value this program could not load; empty where all can be loaded."""
    known = _by_key(ledger)
    for key, value in values.items():
        if key == REMOVED:
            if value is not None and value != 1:
                return "回收站的标记不对，没有收。"
            continue
        field = known.get(key.removesuffix(MARK))
        if field is None:
            return f"栏目“{key[:20]}”本程序不认识，对方的程序较新；请升级后再收一次。"
        if value is None:
            continue
        if deep and isinstance(value, str) and _UNFIT.search(value):
            return f"“{field.label}”里有不能保存的控制字符，没有收。"
        if key.endswith(MARK):
            if not isinstance(value, str) or len(value) > 8:
                return f"“{field.label}”的记号不对，没有收。"
        elif not fits(field.kind, value):
            return f"“{field.label}”的值“{str(value)[:20]}”不是这一栏能有的，没有收。"
    return ""


def fits(kind: Kind, value: Any) -> bool:
    """Whether a stored value is one that the kind could have stored."""
    if isinstance(kind.impl_instance, sa.String):
        if not isinstance(value, str) or len(value) > (kind.impl_instance.length or _MOST):
            return False
        if isinstance(kind, (Link, Links)):
            return all(len(row_id) == 32 and _HEX.fullmatch(row_id) for row_id in value.split(" "))
    elif not isinstance(value, int) or isinstance(value, bool) or not -_MOST <= value <= _MOST:
        return False
    if type(kind).load is Kind.load:
        return True
    try:
        return bool(kind.store(kind.load(value)) == value)
    except (ValueError, TypeError, ArithmeticError):
        return False


def _sound(batch: Deed) -> bool:
    texts = (batch.id, batch.book, batch.who, batch.label, batch.digest)
    if (
        not all(isinstance(text, str) and not _UNFIT.search(text) for text in texts)
        or len(batch.id) != 32
        or len(batch.book) != 32
    ):
        return False
    if not all(isinstance(number, int) and 0 <= number < _MOST for number in (batch.seq, batch.at)):
        return False
    if batch.undoes is not None and not (isinstance(batch.undoes, str) and len(batch.undoes) == 32):
        return False
    return batch_digest(batch) == batch.digest


@cache
def _by_key(ledger: str) -> dict[str, Field]:
    return {field.key: field for field in fields(ledger_named(ledger))}


@cache
def _required(ledger: str) -> tuple[Field, ...]:
    return tuple(field for field in fields(ledger_named(ledger)) if field.required)


def _name_of(ledger: str, ops: Sequence[Op]) -> str:
    """Find a name for a rejected row in what can be read of its edits; else the end of its id."""
    title = _NAMES[ledger].about.title if ledger in _NAMES else "name"
    for op in reversed(ops):
        try:
            values = json.loads(op.values)
        except (ValueError, RecursionError):
            continue
        if isinstance(values, dict) and isinstance(values.get(title), str):
            return str(values[title])[:40]
    return ops[0].row[-6:]
