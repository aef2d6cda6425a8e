"""Check every edit of a changeset before any is merged: complete, known to this program, loadable, chain intact."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.audit.edit_log import (
    MARK_SUFFIX,
    REMOVED,
    REVEALED,
    EditBatch,
    EditRecord,
    batch_digest,
    link_digest,
    parents_of,
    values_of,
)
from models.audit.logged_edit import LoggedEdit, RecordedEdit
from models.exchange.merge.changeset import LOCAL_ONLY, ChangesetBatch, ChangesetEdit, linked_rows, private_fields
from models.fields.base import ledger_by_table
from models.fields.field import Field, fields
from models.fields.kind import FieldKind, StoredValues
from models.fields.kinds import LinkKind, LinksKind
from models.ledgers import LEDGERS

_CHUNK_ROWS = 500
_HEX = re.compile(r"[0-9a-f]*")
_CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_MAX_INTEGER = 2**63 - 1
_LEDGERS_BY_NAME = {ledger.__tablename__: ledger for ledger in LEDGERS}


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row of a changeset that was not merged, and the reason as a sentence."""

    ledger: str
    row: str
    name: str
    reason: str


class ChangesetInspection:
    """Checks the rows of one changeset against what the book has of them; collects the rejected rows."""

    def __init__(
        self,
        session: Session,
        rows: Mapping[str, list[ChangesetEdit]],
        ours: Mapping[str, Sequence[RecordedEdit]],
        batches: Mapping[str, ChangesetBatch],
    ) -> None:
        self._session = session
        self._rows, self._ours, self._sent_batches = rows, ours, batches
        self._known = {edit.id: edit for log in ours.values() for edit in log}
        self._faults: dict[str, str] = {}
        self._known_batch_ids: set[str] = set()

    @property
    def rejected(self) -> list[RejectedRow]:
        """The rejected rows, each with its reason."""
        rejected = []
        for row, reason in self._faults.items():
            ledger = self._rows[row][0].ledger
            rejected.append(RejectedRow(ledger, row, _name_of_rejected(ledger, self._rows[row]), reason))
        return rejected

    def acceptable_edits(self) -> tuple[list[ChangesetEdit], list[ChangesetEdit]]:
        """Return the edits to add, and known edits whose withheld values came now; only of rows without errors."""
        fresh = {row: [op for op in ops if op.id not in self._known] for row, ops in self._rows.items()}
        self._known_batch_ids = self._known_batches(op.batch for ops in fresh.values() for op in ops)
        taken = self._known_edit_ids([op.id for ops in fresh.values() for op in ops])
        for row, ops in self._rows.items():
            reason = self._row_error(row, ops, fresh[row], taken)
            if reason:
                self._faults[row] = reason
        self._reject_dangling_links(fresh)
        added = [op for row, ops in fresh.items() if row not in self._faults for op in ops]
        filled = [
            op for row, ops in self._rows.items() if row not in self._faults for op in ops if self._fills_withheld(op)
        ]
        return added, [op._replace(withheld=f"{REVEALED}{self._known[op.id].withheld}") for op in filled]

    def new_batches_of(self, ops: Iterable[ChangesetEdit]) -> list[ChangesetBatch]:
        """Return the batches of some edits that are new to the book."""
        wanted = dict.fromkeys(op.batch for op in ops)
        return [self._sent_batches[batch_id] for batch_id in wanted if batch_id not in self._known_batch_ids]

    def _fills_withheld(self, op: ChangesetEdit) -> bool:
        known = self._known.get(op.id)
        return bool(known is not None and known.withheld and known.withheld[0] != REVEALED and not op.withheld)

    def _row_error(
        self, row: str, ops: Sequence[ChangesetEdit], fresh: Sequence[ChangesetEdit], taken: set[str]
    ) -> str:
        """Return what is wrong with a row's edits as a sentence; empty where nothing is."""
        ledgers = {op.ledger for op in ops} | {edit.ledger for edit in self._ours[row]}
        name = ops[0].ledger
        if name not in _LEDGERS_BY_NAME:
            return f"台账“{name[:20]}”本程序不认识，对方的程序较新；请升级后再收一次。"
        if len(ledgers) > 1 or name in LOCAL_ONLY:
            return "这一行的留痕分属不同的台账，或不该随表往来，没有收。"
        for op in ops:
            known = self._known.get(op.id)
            if known is not None and known.digest != op.digest:
                return "与本账本已有的留痕编号相同、内容不同，可能被改动过，没有收。"
        if len({op.id for op in fresh}) < len(fresh) or any(op.id in taken for op in fresh):
            return "留痕的编号重复，可能被改动过，没有收。"
        for op in (*fresh, *(op for op in ops if self._fills_withheld(op))):
            reason = _edit_error(op) or self._batch_error(op)
            if reason:
                return reason
        return self._completeness_error(row, name, fresh)

    def _batch_error(self, op: ChangesetEdit) -> str:
        if op.batch in self._known_batch_ids:
            return ""
        batch = self._sent_batches.get(op.batch)
        return "" if batch is not None and _is_intact_batch(batch) else "缺少这次操作的说明，文件可能不完整，没有收。"

    def _completeness_error(self, row: str, name: str, fresh: Sequence[ChangesetEdit]) -> str:
        """Check that all parents of the edits and all required fields are there; return the error or an empty text."""
        together: list[LoggedEdit] = [*self._ours[row], *fresh]
        known = {edit.id for edit in together}
        if any(edit_id not in known for op in fresh for seen in parents_of(op).values() for edit_id in seen):
            return "缺少其中一条留痕所依据的前一条，文件可能不完整，没有收。"
        if not self._ours[row]:
            given = {key for op in fresh for key, value in values_of(op).items() if value is not None}
            missing = [field for field in _required_fields(name) if field.key not in given]
            if missing:
                return f"缺少必填的“{missing[0].label}”，没有收。"
        cleared = next(
            (f for f in _required_fields(name) for op in fresh if values_of(op).get(f.key, "") is None), None
        )
        return f"“{cleared.label}”必填，对方却把它清空了，没有收。" if cleared else ""

    def _known_batches(self, batches: Iterable[str]) -> set[str]:
        return self._ids_in_book(EditBatch.id, batches)

    def _known_edit_ids(self, ids: Sequence[str]) -> set[str]:
        return self._ids_in_book(EditRecord.id, ids)

    def _ids_in_book(self, column: InstrumentedAttribute[str], ids: Iterable[str]) -> set[str]:
        """Return those of the ids that the book has in a column."""
        wanted = list(dict.fromkeys(ids))
        present: set[str] = set()
        for start in range(0, len(wanted), _CHUNK_ROWS):
            present |= set(
                self._session.execute(
                    sa.select(column).where(column.in_(wanted[start : start + _CHUNK_ROWS]))
                ).scalars()
            )
        return present

    def _reject_dangling_links(self, fresh: Mapping[str, Sequence[ChangesetEdit]]) -> None:
        """Reject rows that link to rows which neither the book nor the changeset has, and rows that link to those."""
        links_by_target: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for row, ops in fresh.items():
            for op in ops if row not in self._faults else ():
                for key, to, target_row in linked_rows(op.ledger, values_of(op)):
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
        here = {
            (to, row_id) for to, ids in by_ledger.items() for row_id in self._ids_in_book(_LEDGERS_BY_NAME[to].id, ids)
        }
        waiting = [target for target in absent if target not in here]
        while waiting:
            target = waiting.pop()
            for row, key in links_by_target.get(target, ()):
                if row in self._faults:
                    continue
                ledger = self._rows[row][0].ledger
                label = next(field.label for field in fields(_LEDGERS_BY_NAME[ledger]) if field.key == key)
                self._faults[row] = f"“{label}”所指的那一行没有收进来，这一行也没有收。"
                if not self._ours[row]:
                    waiting.append((ledger, row))


def _edit_error(op: ChangesetEdit) -> str:
    """Return what is wrong with an edit by itself as a sentence; empty where nothing is."""
    broken = "留痕被改动过，与它的校验值不符，没有收。"
    codes = (op.id, op.book, op.row, op.batch)
    if any(len(code) != 32 for code in codes) or len(op.clock) != 16 or len(op.digest) != 64:
        return broken
    if not _HEX.fullmatch("".join((*codes, op.clock, op.digest, op.previous))) or len(op.previous) != (
        64 if op.seq > 1 else 0
    ):
        return broken
    if not 0 < op.seq < _MAX_INTEGER or "\n" in op.who or _CONTROL_CHARACTERS.search(op.who):
        return broken
    try:
        values, parents = values_of(op), parents_of(op)
    except (ValueError, RecursionError):
        return broken
    if not isinstance(values, dict) or not _is_parents(parents):
        return broken
    hidden = op.withheld.split()
    if not op.withheld and link_digest(op) != op.digest:
        return broken
    if any(key not in private_fields(op.ledger) for key in hidden):
        return broken
    return _value_error(op.ledger, values, deep="\\u" in op.values)


def _is_parents(parents: object) -> bool:
    return isinstance(parents, dict) and all(
        isinstance(seen, list) and all(isinstance(edit_id, str) for edit_id in seen) for seen in parents.values()
    )


def _value_error(ledger: str, values: StoredValues, *, deep: bool) -> str:
    """Return an error naming the field whose value this program could not load; empty where all can be loaded."""
    known = _fields_by_key(ledger)
    for key, value in values.items():
        if key == REMOVED:
            if value is not None and value != 1:
                return "回收站的标记不对，没有收。"
            continue
        field = known.get(key.removesuffix(MARK_SUFFIX))
        if field is None:
            return f"栏目“{key[:20]}”本程序不认识，对方的程序较新；请升级后再收一次。"
        if value is None:
            continue
        if deep and isinstance(value, str) and _CONTROL_CHARACTERS.search(value):
            return f"“{field.label}”里有不能保存的控制字符，没有收。"
        if key.endswith(MARK_SUFFIX):
            if not isinstance(value, str) or len(value) > 8:
                return f"“{field.label}”的记号不对，没有收。"
        elif not is_storable(field.kind, value):
            return f"“{field.label}”的值“{str(value)[:20]}”不是这一栏能有的，没有收。"
    return ""


def is_storable(kind: FieldKind, value: object) -> bool:
    """Whether a stored value is one that the kind could have stored."""
    if isinstance(kind.impl_instance, sa.String):
        if not isinstance(value, str) or len(value) > (kind.impl_instance.length or _MAX_INTEGER):
            return False
        if isinstance(kind, (LinkKind, LinksKind)):
            return all(len(row_id) == 32 and _HEX.fullmatch(row_id) for row_id in value.split(" "))
    elif not isinstance(value, int) or isinstance(value, bool) or not -_MAX_INTEGER <= value <= _MAX_INTEGER:
        return False
    if type(kind).load is FieldKind.load:
        return True
    try:
        return bool(kind.store(kind.load(value)) == value)
    except (ValueError, TypeError, ArithmeticError):
        return False


def _is_intact_batch(batch: ChangesetBatch) -> bool:
    texts = (batch.id, batch.book, batch.who, batch.label, batch.digest)
    if (
        not all(isinstance(text, str) and not _CONTROL_CHARACTERS.search(text) for text in texts)
        or len(batch.id) != 32
        or len(batch.book) != 32
    ):
        return False
    if not all(isinstance(number, int) and 0 <= number < _MAX_INTEGER for number in (batch.seq, batch.at)):
        return False
    if batch.undoes is not None and not (isinstance(batch.undoes, str) and len(batch.undoes) == 32):
        return False
    return batch_digest(batch) == batch.digest


@cache
def _fields_by_key(ledger: str) -> dict[str, Field]:
    return {field.key: field for field in fields(ledger_by_table(ledger))}


@cache
def _required_fields(ledger: str) -> tuple[Field, ...]:
    return tuple(field for field in fields(ledger_by_table(ledger)) if field.required)


def _name_of_rejected(ledger: str, ops: Sequence[ChangesetEdit]) -> str:
    """Find a name for a rejected row in what can be read of its edits; else the end of its id."""
    title = _LEDGERS_BY_NAME[ledger].about.title if ledger in _LEDGERS_BY_NAME else "name"
    for op in reversed(ops):
        try:
            values = json.loads(op.values)
        except (ValueError, RecursionError):
            continue
        if isinstance(values, dict) and isinstance(values.get(title), str):
            return str(values[title])[:40]
    return ops[0].row[-6:]
