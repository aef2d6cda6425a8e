"""What the log is read for: a row's history, undo and redo, the recycle bin, one value's return."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from models.base import Ledger, ledger_named
from models.edits import MARK, REMOVED, Batch, Edit, Values, edits_of, heads, state_of, wall
from models.field import Field, fields
from models.refusal import Refusal

_STEPS_BACK = 500
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
    """One edit of a row as its history shows it; ``at`` in milliseconds since 1970."""

    edit: str
    at: int
    who: str
    deed: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking a batch back did: how many rows changed, and which stayed because somebody touched them since."""

    label: str
    rows: int
    kept: tuple[tuple[str, str], ...]  # (ledger, row)


def history(session: Session, row: Ledger) -> list[Entry]:
    """Tell a row's history, latest first."""
    edits = edits_of(session, [row.id])[row.id]
    batches = {edit.batch for edit in edits}
    found = session.execute(sa.select(Batch.id, Batch.label).where(Batch.id.in_(batches)))
    deeds = {batch: label for batch, label in found}  # noqa: C416 - a Result has keys(), dict() is misled
    by_key = {field.key: field for field in fields(type(row))}
    before: Values = {}
    entries: list[Entry] = []
    for number, edit in enumerate(edits):
        after = state_of(edits[: number + 1])
        changes = tuple(
            _change(by_key, key, before, after) for key in dict.fromkeys(k.removesuffix(MARK) for k in _keys(edit))
        )
        entries.append(Entry(edit.id, wall(edit.clock), edit.who, deeds.get(edit.batch, ""), changes))
        before = after
    return entries[::-1]


def _keys(edit: Any) -> list[str]:
    return list(json.loads(edit.values))


def _change(by_key: dict[str, Field], key: str, before: Values, after: Values) -> Change:
    label = "在回收站" if key == REMOVED else by_key[key].label if key in by_key else key
    mark = key + MARK
    return Change(key, label, before.get(key), after.get(key), before.get(mark, ""), after.get(mark, ""))


def apply(row: Ledger, values: Values) -> None:
    """Set stored values on a row, marks and removal among them; None clears."""
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
    """Bring back the value a field had right after an earlier edit."""
    edits = edits_of(session, [row.id])[row.id]
    upto = [number for number, one in enumerate(edits) if one.id == edit]
    if not upto:
        raise Refusal("这条历史不属于这一行，请刷新后再试。")
    then = state_of(edits[: upto[0] + 1])
    apply(row, {key: then.get(key), key + MARK: then.get(key + MARK)})


def rows_of(session: Session, ledger: type[Ledger], ids: Sequence[str]) -> list[Ledger]:
    """Fetch some rows to work on; one that is gone is left out."""
    found: list[Ledger] = []
    for start in range(0, len(ids), _FEW):
        query = sa.select(ledger).where(ledger.id.in_(ids[start : start + _FEW]))
        found += session.execute(query).scalars()
    return found


def remove(rows: Sequence[Ledger]) -> None:
    """Put rows into the recycle bin."""
    _set_removed(rows, removed=True)


def bring_back(rows: Sequence[Ledger]) -> None:
    """Take rows out of the recycle bin."""
    _set_removed(rows, removed=False)


def _set_removed(rows: Sequence[Ledger], *, removed: bool) -> None:
    for row in rows:
        row.removed = removed
    for row in rows:
        if (session := object_session(row)) is not None:
            row.carry(session)


def undo(session: Session, batch: str) -> Undone:
    """Take a batch back: rows it made go, values it set return; what somebody touched since stays and is named.

    The store opens the transaction with ``undoes=batch``; undoing that batch in turn is redo.
    """
    edits = session.execute(sa.select(Edit.row, Edit.ledger).where(Edit.batch == batch)).all()
    label = session.execute(sa.select(Batch.label).where(Batch.id == batch)).scalar_one_or_none()
    if label is None:
        raise Refusal("要撤销的这一步不在账本里。")
    ledgers = {edit.row: edit.ledger for edit in edits}
    logs = edits_of(session, list(ledgers))
    undoes = _undoing(session, logs)
    kept: list[tuple[str, str]] = []
    done = 0
    for row, ledger in ledgers.items():
        found = session.get(ledger_named(ledger), row)
        back, untouched = _before(_Log(logs[row], undoes), batch)
        if not untouched:
            kept.append((ledger, row))
        if found is not None and back:
            apply(found, back)
            done += 1
    return Undone(label, done, tuple(kept))


def _undoing(session: Session, logs: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Tell, of the batches that undid or redid another, which one."""
    wanted = sorted({edit.batch for edits in logs.values() for edit in edits})
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _FEW):
        few = wanted[start : start + _FEW]
        query = sa.select(Batch.id, Batch.undoes).where(Batch.id.in_(few), Batch.undoes.is_not(None))
        found |= {batch: str(undone) for batch, undone in session.execute(query)}
    return found


def _before(log: "_Log", batch: str) -> tuple[Values, bool]:
    """Give the values to set so that a batch is taken back, and whether nobody touched what it set since."""
    current = heads(log.edits)
    if log.edits[0].batch == batch:
        # The batch made this row; it goes, unless somebody worked on it afterwards.
        touched = any(log.set_by(edit, key, batch) is None for key, tops in current.items() for edit in tops)
        return ({}, False) if touched else ({REMOVED: 1}, True)
    back: Values = {}
    untouched = True
    for key, tops in current.items():
        ours = [log.set_by(edit, key, batch) for edit in tops]
        if all(ours):
            back[key] = log.value_before(ours[-1], key, batch)
        elif any(key in json.loads(edit.values) for edit in log.edits if edit.batch == batch):
            untouched = False
    return back, untouched


class _Log:
    """A row's edits, read with an eye on which of them only brought back what an earlier one had set."""

    def __init__(self, edits: Sequence[Any], undoes: Mapping[str, str]) -> None:
        self.edits = edits
        self._by_id = {edit.id: edit for edit in edits}
        self._undoes = undoes  # the batch each undoing or redoing batch took back

    def set_by(self, edit: Any, key: str, batch: str) -> Any:
        """Find the batch's own edit whose value a field still has, through any undoing and redoing since.

        A field that was empty at the row's birth and is so again counts as set by the birth.
        """
        while edit is not None and edit.batch != batch:
            if edit.batch not in self._undoes:
                return None
            edit = self._brought_back(edit, key)
        return edit or (self.edits[0] if self.edits[0].batch == batch else None)

    def value_before(self, edit: Any, key: str, batch: str) -> Any:
        """Give the value a field had when the batch began; None where it had none."""
        before = self._skip(edit, key, batch)
        return None if before is None else json.loads(before.values)[key]

    def _brought_back(self, edit: Any, key: str) -> Any:
        """Find the edit whose value an undoing edit set again; none where the field was empty before."""
        batch = self._undoes[edit.batch]
        seen = self._seen(edit, key)
        while seen is not None and seen.batch != batch and seen.batch in self._undoes:
            seen = self._brought_back(seen, key)
        return self._skip(seen, key, batch)

    def _skip(self, edit: Any, key: str, batch: str) -> Any:
        while edit is not None and edit.batch == batch:
            edit = self._seen(edit, key)
        return edit

    def _seen(self, edit: Any, key: str) -> Any:
        """Give the edit whose value the clerk saw when this one was made."""
        seen = [self._by_id[one] for one in json.loads(edit.saw).get(key, []) if one in self._by_id]
        return max(seen, key=lambda one: (one.clock, one.id), default=None)


def undoable(session: Session, who: str | None = None) -> tuple[Batch | None, Batch | None]:
    """Give the batch that Ctrl+Z takes back next, and the one that Ctrl+Y brings again.

    In a book that several write in, ``who`` keeps everybody to their own deeds.
    """
    query = sa.select(Batch).order_by(Batch.at.desc(), Batch.seq.desc(), Batch.id.desc()).limit(_STEPS_BACK)
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
