"""Readers of the edit log: a row's history, undo and redo, the recycle bin, restoring one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from models.audit.edit_log import (
    MARK_SUFFIX,
    REMOVED,
    EditBatch,
    EditRecord,
    edits_of,
    state_of,
    values_of,
    wall_ms,
)
from models.audit.logged_edit import RecordedEdit
from models.audit.replay import RowPatch, apply_patches
from models.audit.row_log import RowLog, values_before
from models.errors import UserError
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, fields, firm_field
from models.fields.kind import StoredValues

_MAX_UNDO_STEPS = 500
_RECEIVED = "received"  # the ledger of receipts (收件记录): what was received from other books, and when
_CHUNK_SIZE = 500  # rows fetched at once


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's old and new value within an edit, as stored; None where empty."""

    key: str
    label: str
    old: str | int | None
    new: str | int | None
    old_mark: str = ""
    new_mark: str = ""


@dataclass(frozen=True, slots=True)
class EditEntry:
    """One edit in a row's history; ``at`` in milliseconds since 1970, ``deed`` the label of its batch."""

    edit: str
    at: int
    who: str
    label: str
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class UndoResult:
    """The result of an undo: how many rows changed, and which were skipped because they were changed since.

    ``has_changes`` is false where nothing was written, as for a batch that was undone before; ``rows`` does not count
    receipts.
    """

    label: str
    rows: int
    skipped: tuple[tuple[str, str], ...]  # (ledger, row)
    has_changes: bool = True


def row_history(session: Session, row: Ledger) -> list[EditEntry]:
    """Return a row's history, latest edit first."""
    edits = edits_of(session, [row.id])[row.id]
    batches = {edit.batch for edit in edits}
    result = session.execute(sa.select(EditBatch.id, EditBatch.label).where(EditBatch.id.in_(batches)))
    labels = {batch: label for batch, label in result}  # noqa: C416 - a Result has keys(), dict() is misled
    by_key = {field.key: field for field in fields(type(row))}
    before: StoredValues = {}
    entries: list[EditEntry] = []
    for number, edit in enumerate(edits):
        after = state_of(edits[: number + 1])
        changes = tuple(
            _change(by_key, key, before, after)
            for key in dict.fromkeys(k.removesuffix(MARK_SUFFIX) for k in _changed_keys(edit))
        )
        entries.append(EditEntry(edit.id, wall_ms(edit.clock), edit.who, labels.get(edit.batch, ""), changes))
        before = after
    return entries[::-1]


def _changed_keys(edit: RecordedEdit) -> list[str]:
    return list(values_of(edit))


def _change(by_key: dict[str, Field], key: str, before: StoredValues, after: StoredValues) -> FieldChange:
    label = "在回收站" if key == REMOVED else by_key[key].label if key in by_key else key
    mark = key + MARK_SUFFIX
    return FieldChange(key, label, before.get(key), after.get(key), str(before.get(mark, "")), str(after.get(mark, "")))


def apply_values(row: Ledger, values: StoredValues) -> None:
    """Set stored values on a row, marks and removal included; None clears a field."""
    marks = dict(row.marks or {})
    by_key = {field.key: field for field in fields(type(row))}
    for key, value in values.items():
        if key == REMOVED:
            row.removed = bool(value)
        elif key.endswith(MARK_SUFFIX):
            marks[key.removesuffix(MARK_SUFFIX)] = str(value or "")
        else:
            setattr(row, key, by_key[key].kind.load(value))
    row.marks = {key: mark for key, mark in marks.items() if mark}


def restore_value(session: Session, row: Ledger, key: str, edit: str) -> None:
    """Restore the value a field had right after an earlier edit; raises UserError where that is not possible."""
    edits = edits_of(session, [row.id])[row.id]
    positions = [number for number, logged in enumerate(edits) if logged.id == edit]
    if not positions:
        raise UserError("这条历史不属于这一行，请刷新后再试。")
    field = next(field for field in fields(type(row)) if field.key == key)
    if field.kind.set_by_program:
        raise UserError(f"“{field.label}”由程序记下，不能直接恢复。")
    then = state_of(edits[: positions[0] + 1])
    firm = firm_field(type(row))
    # A firm's name and its link to the library come back together.
    keys = (firm.key, firm.link) if firm is not None and key in {firm.key, firm.link} else (key,)
    apply_values(row, {name: then.get(name) for part in keys for name in (part, part + MARK_SUFFIX)})


def fetch_rows(session: Session, ledger: type[Ledger], ids: Sequence[str]) -> list[Ledger]:
    """Fetch rows by id as objects; ids that are not in the book are left out."""
    rows: list[Ledger] = []
    for start in range(0, len(ids), _CHUNK_SIZE):
        query = sa.select(ledger).where(ledger.id.in_(ids[start : start + _CHUNK_SIZE]))
        rows += session.execute(query).scalars()
    return rows


def move_to_recycle_bin(rows: Sequence[Ledger]) -> None:
    """Move rows to the recycle bin."""
    _set_removed(rows, removed=True)


def restore_from_recycle_bin(rows: Sequence[Ledger]) -> None:
    """Restore rows from the recycle bin."""
    _set_removed(rows, removed=False)


def _set_removed(rows: Sequence[Ledger], *, removed: bool) -> None:
    for row in rows:
        row.removed = removed
    for row in rows:
        if (session := object_session(row)) is not None:
            row.update_dependents(session)


def undo(session: Session, batch: str) -> UndoResult:
    """Undo a batch: rows it created are removed, values it set are reset; rows changed since are skipped and reported.

    A field that was in conflict before the batch is in conflict again, with the same competing values.
    Edits received from other books with the batch count as its own. The caller opens the transaction with
    ``undoes=batch``; undoing that batch in turn is redo. Raises UserError for a batch that cannot be undone.
    """
    session.flush()
    batch_row = session.execute(
        sa.select(EditBatch.label, EditBatch.seq, EditBatch.came).where(EditBatch.id == batch)
    ).one_or_none()
    if batch_row is None:
        raise UserError("要撤销的这一步不在账本里。")
    label, began, came = batch_row
    if came is not None:
        raise UserError(f"“{label}”是在别的账本里做的；要撤销的话，请撤销收进它的那一次。")
    arrivals = _received_batches(session)
    ledgers = _rows_of_batch(session, batch, [row for row, (via, _) in arrivals.items() if via == batch])
    logs = edits_of(session, list(ledgers))
    _reject_issued(label, ledgers, logs, batch)
    undoes = _undone_by_batch(session, logs)
    skipped: list[tuple[str, str]] = []
    patches: list[RowPatch] = []
    done = 0
    for row, ledger in ledgers.items():
        log = RowLog(logs[row], undoes, arrivals)
        before = values_before(log, batch, began, ledger_by_table(ledger).derived)
        if not before.untouched:
            skipped.append((ledger, row))
        amendments = [RowPatch(ledger, row, *amendment) for amendment in log.amendments(before)]
        done += bool(amendments) and ledger != _RECEIVED
        patches += amendments
    apply_patches(session, patches)
    return UndoResult(label, done, tuple(skipped), bool(patches))


def _received_batches(session: Session) -> dict[str, tuple[str, int]]:
    """Return, for each receipt of edits of other books, its batch and its sequence number in this book's chain."""
    query = sa.select(EditRecord.row, EditRecord.batch, EditRecord.seq).where(
        EditRecord.ledger == _RECEIVED, EditRecord.came.is_(None)
    )
    arrivals: dict[str, tuple[str, int]] = {}
    for row, batch, seq in session.execute(query.order_by(EditRecord.seq)):
        arrivals.setdefault(row, (batch, seq))
    return arrivals


def _rows_of_batch(session: Session, batch: str, receipts: Sequence[str]) -> dict[str, str]:
    """Return the rows a batch changed, row id to ledger, in the order of its edits."""
    columns = sa.select(EditRecord.row, EditRecord.ledger)
    results = [
        session.execute(columns.where(EditRecord.batch == batch, EditRecord.came.is_(None)).order_by(EditRecord.seq))
    ]
    if receipts:
        results.append(
            session.execute(columns.where(EditRecord.came.in_(receipts)).order_by(EditRecord.clock, EditRecord.id))
        )
    return {row: ledger for result in results for row, ledger in result}


def _reject_issued(
    label: str, ledgers: Mapping[str, str], logs: Mapping[str, Sequence[RecordedEdit]], batch: str
) -> None:
    """Raise UserError where the batch issued a circular: it has been distributed, and its number stays used."""
    for row, ledger in ledgers.items():
        mine = [values_of(edit) for edit in logs[row] if edit.batch == batch]
        if ledger == "circular" and any(values.get("content") for values in mine):
            raise UserError(f"“{label}”已经发出，不能撤销；发错了请到“通报”里撤回，内容有变请更正。")


def _undone_by_batch(session: Session, logs: Mapping[str, Sequence[RecordedEdit]]) -> dict[str, str]:
    """Return, for batches that undid or redid another batch, the id of that batch."""
    wanted = sorted({edit.batch for edits in logs.values() for edit in edits if edit.came is None})
    undone_batches: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK_SIZE):
        chunk = wanted[start : start + _CHUNK_SIZE]
        query = sa.select(EditBatch.id, EditBatch.undoes).where(EditBatch.id.in_(chunk), EditBatch.undoes.is_not(None))
        undone_batches |= {batch: str(undone) for batch, undone in session.execute(query)}
    return undone_batches


def batch_label(session: Session, batch: str) -> str:
    """Return the label of a batch; raises UserError for one the book does not have."""
    label = session.execute(sa.select(EditBatch.label).where(EditBatch.id == batch)).scalar_one_or_none()
    if label is None:
        raise UserError(f"账本里没有“{batch}”这一批；批次编号在收表时给出，请核对。")
    return label


def undoable(session: Session, who: str | None = None) -> tuple[EditBatch | None, EditBatch | None]:
    """Return the batch that Ctrl+Z undoes next and the one that Ctrl+Y redoes, None where there is none.

    In a book with several writers, ``who`` limits both to that user's own batches; those that another user has undone
    or redone meanwhile are passed over. Looks back 500 batches.
    """
    mine = sa.select(EditBatch).where(EditBatch.came.is_(None))
    query = mine.order_by(EditBatch.at.desc(), EditBatch.seq.desc(), EditBatch.id.desc()).limit(_MAX_UNDO_STEPS)
    recent = session.execute(query if who is None else query.where(EditBatch.who == who.strip())).scalars()
    passed_over = _undone_by_others(session, who.strip()) if who is not None else set[str]()
    done: list[EditBatch] = []
    undone: list[EditBatch] = []
    for batch in reversed(list(recent)):
        if batch.id in passed_over or batch.undoes in passed_over:
            passed_over.add(batch.id)  # with the user's own undos and redos of it
        elif batch.undoes and undone and batch.undoes == undone[-1].id:
            undone.pop()
            done.append(batch)
        elif batch.undoes and done and batch.undoes == done[-1].id:
            done.pop()
            undone.append(batch)
        else:
            done.append(batch)
            undone.clear()
    return (done[-1] if done else None, undone[-1] if undone else None)


def _undone_by_others(session: Session, who: str) -> set[str]:
    """Return the batches that are undone by another user of this book."""
    columns = sa.select(EditBatch.id, EditBatch.undoes, EditBatch.who)
    undos = columns.where(EditBatch.came.is_(None), EditBatch.undoes.is_not(None)).order_by(EditBatch.seq.desc())
    undone: set[str] = set()
    by_others: set[str] = set()
    # An undo follows what it undoes: going backwards, it is known of each whether it was undone itself.
    for batch, undoes, user in session.execute(undos):
        if batch not in undone:
            undone.add(str(undoes))
            by_others.update([str(undoes)] if user != who else ())
    return by_others
