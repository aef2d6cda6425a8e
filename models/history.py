"""What the log is read for: a row's history, undo and redo, the recycle bin, one value's return."""

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
_RECEIVED = "received"  # the ledger whose rows say what came from other books, and when
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
    return list(values_of(edit))


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
    field = next(field for field in fields(type(row)) if field.key == key)
    if field.kind.stamped:
        raise Refusal(f"“{field.label}”由程序记下，不能直接恢复。")
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

    What came with the batch from other books counts as its own. The store opens the transaction with ``undoes=batch``;
    undoing that batch in turn is redo.
    """
    session.flush()
    found = session.execute(sa.select(Batch.label, Batch.seq, Batch.came).where(Batch.id == batch)).one_or_none()
    if found is None:
        raise Refusal("要撤销的这一步不在账本里。")
    label, began, came = found
    if came is not None:
        raise Refusal(f"“{label}”是在别的账本里做的；要撤销的话，请撤销收进它的那一次。")
    arrivals = _arrivals(session)
    ledgers = _rows_of_batch(session, batch, [row for row, (deed, _) in arrivals.items() if deed == batch])
    logs = edits_of(session, list(ledgers))
    _refuse_issued(label, ledgers, logs, batch)
    undoes = _undoing(session, logs)
    kept: list[tuple[str, str]] = []
    amended: list[Amendment] = []
    done = 0
    for row, ledger in ledgers.items():
        log = _Log(logs[row], undoes, arrivals)
        back, untouched = _before(log, batch, began)
        if not untouched:
            kept.append((ledger, row))
        done += bool(back) and ledger != _RECEIVED
        if values := log.news(back):
            amended.append(Amendment(ledger, row, values, log.sight(values)))
    amend(session, amended)
    return Undone(label, done, tuple(kept))


def _arrivals(session: Session) -> dict[str, tuple[str, int]]:
    """Give, for each receipt that edits of other books came with, its batch and its place in this book's own chain."""
    query = sa.select(Edit.row, Edit.batch, Edit.seq).where(Edit.ledger == _RECEIVED, Edit.came.is_(None))
    found: dict[str, tuple[str, int]] = {}
    for row, batch, seq in session.execute(query.order_by(Edit.seq)):
        found.setdefault(row, (batch, seq))
    return found


def _rows_of_batch(session: Session, batch: str, receipts: Sequence[str]) -> dict[str, str]:
    """Give the rows a batch changed, each with its ledger, in the order it did."""
    columns = sa.select(Edit.row, Edit.ledger)
    found = [session.execute(columns.where(Edit.batch == batch, Edit.came.is_(None)).order_by(Edit.seq))]
    if receipts:
        found.append(session.execute(columns.where(Edit.came.in_(receipts)).order_by(Edit.clock, Edit.id)))
    return {row: ledger for some in found for row, ledger in some}


def _refuse_issued(label: str, ledgers: Mapping[str, str], logs: Mapping[str, Sequence[Any]], batch: str) -> None:
    """Refuse to undo the issue of a circular: it is on other desks by now, and its number stays used."""
    for row, ledger in ledgers.items():
        mine = [values_of(edit) for edit in logs[row] if edit.batch == batch]
        if ledger == "circular" and any(values.get("content") for values in mine):
            raise Refusal(f"“{label}”已经发出，不能撤销；发错了请到“通报”里撤回，内容有变请更正。")


def _undoing(session: Session, logs: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Tell, of the batches that undid or redid another, which one."""
    wanted = sorted({edit.batch for edits in logs.values() for edit in edits if edit.came is None})
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _FEW):
        few = wanted[start : start + _FEW]
        query = sa.select(Batch.id, Batch.undoes).where(Batch.id.in_(few), Batch.undoes.is_not(None))
        found |= {batch: str(undone) for batch, undone in session.execute(query)}
    return found


def _before(log: "_Log", batch: str, began: int) -> tuple[Values, bool]:
    """Give the values to set so that a batch is taken back, and whether nobody touched what it set since."""
    current = heads(log.edits)
    earlier = [edit for edit in log.edits if log.place(edit) < began and log.deed(edit) != batch]
    old = {edit.id for edit in earlier}

    def strange(key: str) -> bool:
        return any(edit.id not in old and log.set_by(edit, key, batch) is None for edit in current[key])

    if not earlier:
        # The batch made this row; it goes, unless somebody worked on it afterwards.
        return ({}, False) if any(map(strange, current)) else ({REMOVED: 1}, True)
    then = state_of(earlier)
    back: Values = {}
    untouched = True
    mine = {key for edit in log.edits if log.deed(edit) == batch for key in values_of(edit)}
    for key in mine:
        if strange(key):
            untouched = False
        elif any(edit.id not in old for edit in current[key]):
            back[key] = then.get(key)
    return back, untouched


class _Log:
    """A row's edits, read with an eye on which of them only brought back what an earlier one had set."""

    def __init__(
        self, edits: Sequence[Any], undoes: Mapping[str, str], arrivals: Mapping[str, tuple[str, int]]
    ) -> None:
        self.edits = edits
        self._by_id = {edit.id: edit for edit in edits}
        self._undoes = undoes  # the batch each undoing or redoing batch took back
        self._arrivals = arrivals  # the batch and the place of what came from other books

    def deed(self, edit: Any) -> str:
        """Give the batch of this book that an edit was made in, or came with."""
        return str(edit.batch if edit.came is None else self._arrivals[edit.came][0])

    def place(self, edit: Any) -> int:
        """Tell where in this book's own chain an edit was made, or came."""
        return int(edit.seq if edit.came is None else self._arrivals[edit.came][1])

    def news(self, back: Values) -> Values:
        """Give what must be written so that the row says some values; a value and its mark go together."""
        tops = heads(self.edits)
        wanted = {key for key, value in back.items() if key not in tops or self._differs(tops[key], key, value)}
        return {key: value for key, value in back.items() if {key, key + MARK, key.removesuffix(MARK)} & wanted}

    def _differs(self, tops: Sequence[Any], key: str, value: Any) -> bool:
        return any(values_of(edit)[key] != value for edit in tops)

    def sight(self, values: Values) -> dict[str, list[str]]:
        """Name the edits that some values are meant to replace: all that stand, rivals among them."""
        tops = heads(self.edits)
        saw = {key: [edit.id for edit in tops[key]] for key in values if key in tops}
        gone = tops.get(REMOVED, [])
        if values.get(REMOVED):
            saw[ROW] = list(dict.fromkeys(edit.id for rivals in tops.values() for edit in rivals))
        elif REMOVED not in values and gone and values_of(gone[-1])[REMOVED]:
            saw[ROW] = [edit.id for edit in gone]
        return saw

    def set_by(self, edit: Any, key: str, batch: str) -> Any:
        """Find the batch's own edit whose value a field still has, through any undoing and redoing since.

        A field that was empty at the row's birth and is so again counts as set by the birth.
        """
        while edit is not None and self.deed(edit) != batch:
            if self.deed(edit) not in self._undoes:
                return None
            edit = self._brought_back(edit, key)
        return edit or (self.edits[0] if self.deed(self.edits[0]) == batch else None)

    def _brought_back(self, edit: Any, key: str) -> Any:
        """Find the edit whose value an undoing edit set again; none where the field was empty before."""
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
        """Give the edit whose value the clerk saw when this one was made."""
        seen = [self._by_id[one] for one in seen_by(edit).get(key, []) if one in self._by_id]
        return max(seen, key=lambda one: (one.clock, one.id), default=None)


def label_of(session: Session, batch: str) -> str:
    """Give the words of a batch; refuse one the book does not have."""
    label = session.execute(sa.select(Batch.label).where(Batch.id == batch)).scalar_one_or_none()
    if label is None:
        raise Refusal(f"账本里没有“{batch}”这一批；批次编号在收表时给出，请核对。")
    return label


def undoable(session: Session, who: str | None = None) -> tuple[Batch | None, Batch | None]:
    """Give the batch that Ctrl+Z takes back next, and the one that Ctrl+Y brings again.

    In a book that several write in, ``who`` keeps everybody to their own deeds.
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
