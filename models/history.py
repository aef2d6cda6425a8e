"""Readers of the edit log: a row's history, undo and redo, the recycle bin, restoring one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from models.base import Ledger
from models.edits import MARK, REMOVED, ROW, Batch, Edit, Values, edits_of, heads, seen_by, state_of, values_of, wall
from models.field import Field, fields
from models.refusal import Refusal
from models.renewal import Amendment, amend

_STEPS_BACK = 500
_RECEIVED = "received"  # the ledger of receipts (收件记录): what was received from other books, and when
_FEW = 500  # rows fetched at once


@dataclass(frozen=True, slots=True)
class Change:
    """One field's old and new value within an edit, as stored; None where empty."""

    key: str
    label: str
    old: str | int | None
    new: str | int | None
    old_mark: str = ""
    new_mark: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One edit in a row's history; ``at`` in milliseconds since 1970, ``deed`` the label of its batch."""

    edit: str
    at: int
    who: str
    deed: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """The result of an undo: how many rows changed, and which were skipped because they were changed since."""

    label: str
    rows: int
    kept: tuple[tuple[str, str], ...]  # (ledger, row)


def history(session: Session, row: Ledger) -> list[Entry]:
    """Return a row's history, latest edit first."""
    edits = edits_of(session, [row.id])[row.id]
    batches = {edit.batch for edit in edits}
    result = session.execute(sa.select(Batch.id, Batch.label).where(Batch.id.in_(batches)))
    labels = {batch: label for batch, label in result}  # noqa: C416 - a Result has keys(), dict() is misled
    by_key = {field.key: field for field in fields(type(row))}
    before: Values = {}
    entries: list[Entry] = []
    for number, edit in enumerate(edits):
        after = state_of(edits[: number + 1])
        changes = tuple(
            _change(by_key, key, before, after) for key in dict.fromkeys(k.removesuffix(MARK) for k in _keys(edit))
        )
        entries.append(Entry(edit.id, wall(edit.clock), edit.who, labels.get(edit.batch, ""), changes))
        before = after
    return entries[::-1]


def _keys(edit: Any) -> list[str]:
    return list(values_of(edit))


def _change(by_key: dict[str, Field], key: str, before: Values, after: Values) -> Change:
    label = "在回收站" if key == REMOVED else by_key[key].label if key in by_key else key
    mark = key + MARK
    return Change(key, label, before.get(key), after.get(key), before.get(mark, ""), after.get(mark, ""))


def apply(row: Ledger, values: Values) -> None:
    """Set stored values on a row, marks and removal included; None clears a field."""
    marks = dict(row.marks or {})
    by_key = {field.key: field for field in fields(type(row))}
    for key, value in values.items():
        if key == REMOVED:
            row.removed = bool(value)
        elif key.endswith(MARK):
            marks[key.removesuffix(MARK)] = value
        else:
            setattr(row, key, by_key[key].kind.load(value))
    row.marks = {key: mark for key, mark in marks.items() if mark}


def restore_value(session: Session, row: Ledger, key: str, edit: str) -> None:
    """Restore the value a field had right after an earlier edit; raises UserError where that is not possible."""
    edits = edits_of(session, [row.id])[row.id]
    positions = [number for number, logged in enumerate(edits) if logged.id == edit]
    if not positions:
        raise Refusal("这条历史不属于这一行，请刷新后再试。")
    field = next(field for field in fields(type(row)) if field.key == key)
    if field.kind.stamped:
        raise Refusal(f"“{field.label}”由程序记下，不能直接恢复。")
    then = state_of(edits[: positions[0] + 1])
    apply(row, {key: then.get(key), key + MARK: then.get(key + MARK)})


def rows_of(session: Session, ledger: type[Ledger], ids: Sequence[str]) -> list[Ledger]:
    """Fetch rows by id as objects; ids that are not in the book are left out."""
    rows: list[Ledger] = []
    for start in range(0, len(ids), _FEW):
        query = sa.select(ledger).where(ledger.id.in_(ids[start : start + _FEW]))
        rows += session.execute(query).scalars()
    return rows


def remove(rows: Sequence[Ledger]) -> None:
    """Move rows to the recycle bin."""
    _set_removed(rows, removed=True)


def bring_back(rows: Sequence[Ledger]) -> None:
    """Restore rows from the recycle bin."""
    _set_removed(rows, removed=False)


def _set_removed(rows: Sequence[Ledger], *, removed: bool) -> None:
    for row in rows:
        row.removed = removed
    for row in rows:
        if (session := object_session(row)) is not None:
            row.carry(session)


def undo(session: Session, batch: str) -> Undone:
    """Undo a batch: rows it created are removed, values it set are reset; rows changed since are skipped and reported.

    Edits received from other books with the batch count as its own. The caller opens the transaction with
    ``undoes=batch``; undoing that batch in turn is redo. Raises UserError for a batch that cannot be undone.
    """
    session.flush()
    batch_row = session.execute(sa.select(Batch.label, Batch.seq, Batch.came).where(Batch.id == batch)).one_or_none()
    if batch_row is None:
        raise Refusal("要撤销的这一步不在账本里。")
    label, began, came = batch_row
    if came is not None:
        raise Refusal(f"“{label}”是在别的账本里做的；要撤销的话，请撤销收进它的那一次。")
    arrivals = _arrivals(session)
    ledgers = _rows_of_batch(session, batch, [row for row, (via, _) in arrivals.items() if via == batch])
    logs = edits_of(session, list(ledgers))
    _refuse_issued(label, ledgers, logs, batch)
    undoes = _undoing(session, logs)
    skipped: list[tuple[str, str]] = []
    patches: list[Amendment] = []
    done = 0
    for row, ledger in ledgers.items():
        log = _Log(logs[row], undoes, arrivals)
        back, untouched = _before(log, batch, began)
        if not untouched:
            skipped.append((ledger, row))
        done += bool(back) and ledger != _RECEIVED
        if values := log.news(back):
            patches.append(Amendment(ledger, row, values, log.sight(values)))
    amend(session, patches)
    return Undone(label, done, tuple(skipped))


def _arrivals(session: Session) -> dict[str, tuple[str, int]]:
    """Return, for each receipt of edits of other books, its batch and its sequence number in this book's chain."""
    query = sa.select(Edit.row, Edit.batch, Edit.seq).where(Edit.ledger == _RECEIVED, Edit.came.is_(None))
    arrivals: dict[str, tuple[str, int]] = {}
    for row, batch, seq in session.execute(query.order_by(Edit.seq)):
        arrivals.setdefault(row, (batch, seq))
    return arrivals


def _rows_of_batch(session: Session, batch: str, receipts: Sequence[str]) -> dict[str, str]:
    """Return the rows a batch changed, row id to ledger, in the order of its edits."""
    columns = sa.select(Edit.row, Edit.ledger)
    results = [session.execute(columns.where(Edit.batch == batch, Edit.came.is_(None)).order_by(Edit.seq))]
    if receipts:
        results.append(session.execute(columns.where(Edit.came.in_(receipts)).order_by(Edit.clock, Edit.id)))
    return {row: ledger for result in results for row, ledger in result}


def _refuse_issued(label: str, ledgers: Mapping[str, str], logs: Mapping[str, Sequence[Any]], batch: str) -> None:
    """Raise UserError where the batch issued a circular: it has been distributed, and its number stays used."""
    for row, ledger in ledgers.items():
        mine = [values_of(edit) for edit in logs[row] if edit.batch == batch]
        if ledger == "circular" and any(values.get("content") for values in mine):
            raise Refusal(f"“{label}”已经发出，不能撤销；发错了请到“通报”里撤回，内容有变请更正。")


def _undoing(session: Session, logs: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Return, for batches that undid or redid another batch, the id of that batch."""
    wanted = sorted({edit.batch for edits in logs.values() for edit in edits if edit.came is None})
    undone_batches: dict[str, str] = {}
    for start in range(0, len(wanted), _FEW):
        chunk = wanted[start : start + _FEW]
        query = sa.select(Batch.id, Batch.undoes).where(Batch.id.in_(chunk), Batch.undoes.is_not(None))
        undone_batches |= {batch: str(undone) for batch, undone in session.execute(query)}
    return undone_batches


def _before(log: "_Log", batch: str, began: int) -> tuple[Values, bool]:
    """Return the values that undo a batch on one row, and whether nothing it set was changed since."""
    current = heads(log.edits)
    earlier = [edit for edit in log.edits if log.place(edit) < began and log.deed(edit) != batch]
    old = {edit.id for edit in earlier}

    def changed_since(key: str) -> bool:
        return any(edit.id not in old and log.set_by(edit, key, batch) is None for edit in current[key])

    if not earlier:
        # The batch created this row: remove it, unless it was changed afterwards.
        return ({}, False) if any(map(changed_since, current)) else ({REMOVED: 1}, True)
    then = state_of(earlier)
    back: Values = {}
    untouched = True
    mine = {key for edit in log.edits if log.deed(edit) == batch for key in values_of(edit)}
    for key in mine:
        if changed_since(key):
            untouched = False
        elif any(edit.id not in old for edit in current[key]):
            back[key] = then.get(key)
    return back, untouched


class _Log:
    """A row's edits, aware of which of them (by undo or redo) only restored what an earlier one had set."""

    def __init__(
        self, edits: Sequence[Any], undoes: Mapping[str, str], arrivals: Mapping[str, tuple[str, int]]
    ) -> None:
        self.edits = edits
        self._by_id = {edit.id: edit for edit in edits}
        self._undoes = undoes  # batch that undid or redid -> the batch it took back
        self._arrivals = arrivals  # receipt -> batch and sequence number

    def deed(self, edit: Any) -> str:
        """Return the batch of this book in which an edit was made or received."""
        return str(edit.batch if edit.came is None else self._arrivals[edit.came][0])

    def place(self, edit: Any) -> int:
        """Return the sequence number in this book's chain at which an edit was made or received."""
        return int(edit.seq if edit.came is None else self._arrivals[edit.came][1])

    def news(self, back: Values) -> Values:
        """Return what must be written for the row to have some values; a value and its mark are written together."""
        tops = heads(self.edits)
        wanted = {key for key, value in back.items() if key not in tops or self._differs(tops[key], key, value)}
        return {key: value for key, value in back.items() if {key, key + MARK, key.removesuffix(MARK)} & wanted}

    def _differs(self, tops: Sequence[Any], key: str, value: Any) -> bool:
        return any(values_of(edit)[key] != value for edit in tops)

    def sight(self, values: Values) -> dict[str, list[str]]:
        """Return the parents of an edit that sets some values: all current heads, conflicting ones included."""
        tops = heads(self.edits)
        parents = {key: [edit.id for edit in tops[key]] for key in values if key in tops}
        removals = tops.get(REMOVED, [])
        if values.get(REMOVED):
            parents[ROW] = list(dict.fromkeys(edit.id for rivals in tops.values() for edit in rivals))
        elif REMOVED not in values and removals and values_of(removals[-1])[REMOVED]:
            parents[ROW] = [edit.id for edit in removals]
        return parents

    def set_by(self, edit: Any, key: str, batch: str) -> Any:
        """Return the batch's edit whose value a field still has, looking through any undo and redo since; else None.

        A field that was empty when the row was created and is empty again counts as set by the creating edit.
        """
        while edit is not None and self.deed(edit) != batch:
            if self.deed(edit) not in self._undoes:
                return None
            edit = self._brought_back(edit, key)
        return edit or (self.edits[0] if self.deed(self.edits[0]) == batch else None)

    def _brought_back(self, edit: Any, key: str) -> Any:
        """Return the edit whose value an undoing edit restored; None where the field was empty before."""
        batch = self._undoes[self.deed(edit)]
        seen = self._seen(edit, key)
        while seen is not None and self.deed(seen) != batch and self.deed(seen) in self._undoes:
            seen = self._brought_back(seen, key)
        return self._skip(seen, key, batch)

    def _skip(self, edit: Any, key: str, batch: str) -> Any:
        while edit is not None and self.deed(edit) == batch:
            edit = self._seen(edit, key)
        return edit

    def _seen(self, edit: Any, key: str) -> Any:
        """Return the latest parent of an edit for a field: the edit whose value was visible then."""
        seen = [self._by_id[parent] for parent in seen_by(edit).get(key, []) if parent in self._by_id]
        return max(seen, key=lambda candidate: (candidate.clock, candidate.id), default=None)


def label_of(session: Session, batch: str) -> str:
    """Return the label of a batch; raises UserError for one the book does not have."""
    label = session.execute(sa.select(Batch.label).where(Batch.id == batch)).scalar_one_or_none()
    if label is None:
        raise Refusal(f"账本里没有“{batch}”这一批；批次编号在收表时给出，请核对。")
    return label


def undoable(session: Session, who: str | None = None) -> tuple[Batch | None, Batch | None]:
    """Return the batch that Ctrl+Z undoes next and the one that Ctrl+Y redoes, None where there is none.

    In a book with several writers, ``who`` limits both to that user's own batches. Looks back 500 batches.
    """
    mine = sa.select(Batch).where(Batch.came.is_(None))
    query = mine.order_by(Batch.at.desc(), Batch.seq.desc(), Batch.id.desc()).limit(_STEPS_BACK)
    recent = session.execute(query if who is None else query.where(Batch.who == who.strip())).scalars()
    done: list[Batch] = []
    undone: list[Batch] = []
    for batch in reversed(list(recent)):
        if batch.undoes and undone and batch.undoes == undone[-1].id:
            undone.pop()
            done.append(batch)
        elif batch.undoes and done and batch.undoes == done[-1].id:
            done.pop()
            undone.append(batch)
        else:
            done.append(batch)
            undone.clear()
    return (done[-1] if done else None, undone[-1] if undone else None)
