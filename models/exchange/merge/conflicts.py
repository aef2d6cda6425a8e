"""The conflict inbox: fields that two books set concurrently to different values, and choosing between them.

Both values stay in the edit log. The row shows the later one until somebody chooses; a choice is an edit whose parents
are all competing edits. Typing into the row does not resolve a conflict, since the clerk has not seen the other value
then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import (
    MARK_SUFFIX,
    REMOVED,
    ROW_KEY,
    ConflictIndex,
    EditBatch,
    conflicting_fields,
    edits_of,
    effective_mark,
    heads,
    values_of,
    wall_ms,
)
from models.audit.history import fetch_rows
from models.audit.logged_edit import RecordedEdit
from models.audit.replay import RowPatch, apply_patches, diverging_fields
from models.errors import UserError
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import field_of
from models.fields.kind import ReadValue, StoredValue, StoredValues
from models.ledgers import Received
from models.queries.ledger_query import titles_by_id

_CHUNK_ROWS = 500


@dataclass(frozen=True, slots=True)
class CompetingValue:
    """One of the competing values: the edit that set it, by whom, when (ms since 1970), and the label of its batch.

    ``ours`` says that it was made in this book; ``sender`` is the row of 报送来源 it came from, where that is known.
    Where a removal conflicts with edits, ``removed`` is true for the removal, and ``keys`` are the fields that the
    other side went on editing.
    """

    edit: str
    value: StoredValue
    mark: str
    who: str
    at: int
    batch_label: str
    batch: str
    book: str
    ours: bool
    sender: str | None = None
    removed: bool = False
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of a row with its competing values, oldest first; the row shows the last. ``key`` may be “removed”."""

    ledger: str
    row: str
    name: str
    key: str
    label: str
    competing: tuple[CompetingValue, ...]


def count_conflicting(session: Session) -> int:
    """Count the rows that may have conflicts, from the index: quick, and an upper bound."""
    return session.execute(sa.select(sa.func.count()).select_from(ConflictIndex)).scalar_one()


def list_conflicts(session: Session, ledger: str | None = None) -> list[Conflict]:
    """List the conflicts of one ledger or of all, in the order the rows were created."""
    query = sa.select(ConflictIndex.row, ConflictIndex.ledger).order_by(ConflictIndex.ledger, ConflictIndex.row)
    entries = [entry for entry in session.execute(query) if ledger in {None, entry.ledger}]
    logs = edits_of(session, [row for row, _ in entries])
    sources = _EditSources(session, [edit for log in logs.values() for edit in log])
    listed: list[Conflict] = []
    by_ledger: dict[str, list[str]] = {}
    for row, name in entries:
        by_ledger.setdefault(name, []).append(row)
    for name, rows in by_ledger.items():
        kind = ledger_by_table(name)
        names = _row_names(session, kind, rows)
        following = _derived_fields(session, kind, {row: logs[row] for row in rows})
        for row in rows:
            for key, rivals in conflicting_fields(logs[row], following.get(row, ())).items():
                label = "回收站" if key == REMOVED else field_of(kind, key).label
                by_id = {edit.id: edit for edit in logs[row]}
                competing = tuple(sources.competing_value(key, edit, by_id) for edit in rivals)
                listed.append(Conflict(name, row, names.get(row, ""), key, label, competing))
    return listed


def _row_names(session: Session, ledger: type[Ledger], rows: Sequence[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for start in range(0, len(rows), _CHUNK_ROWS):
        names |= titles_by_id(session, ledger, rows[start : start + _CHUNK_ROWS])
    return names


def _derived_fields(
    session: Session, ledger: type[Ledger], logs: Mapping[str, Sequence[RecordedEdit]]
) -> dict[str, list[str]]:
    """Return the keys of derived fields by row; they follow from other rows, so nobody can choose their value."""
    asked = [row for row, edits in logs.items() if ledger.derived and diverging_fields(ledger, edits)]
    return {row: list(values) for row, values in ledger.derive(session.connection(), asked).items()} if asked else {}


class _EditSources:
    """Looks up the batch labels and senders of edits."""

    def __init__(self, session: Session, edits: Sequence[RecordedEdit]) -> None:
        batches = sorted({edit.batch for edit in edits})
        self._labels: dict[str, str] = {}
        for start in range(0, len(batches), _CHUNK_ROWS):
            query = sa.select(EditBatch.id, EditBatch.label).where(
                EditBatch.id.in_(batches[start : start + _CHUNK_ROWS])
            )
            self._labels |= {batch: label for batch, label in session.execute(query)}  # noqa: C416 - a Result has keys()
        senders = sa.select(Received.id, Received.sender)
        self._senders = {row: sender for row, sender in session.execute(senders)}  # noqa: C416 - the same

    def competing_value(self, key: str, edit: RecordedEdit, by_id: Mapping[str, RecordedEdit]) -> CompetingValue:
        """Describe one competing edit of a field."""
        values = values_of(edit)
        facts = (
            edit.who,
            wall_ms(edit.clock),
            self._labels.get(edit.batch, ""),
            edit.batch,
            edit.book,
            edit.came is None,
        )
        sender = self._senders.get(edit.came or "")
        if key == REMOVED:
            removed = bool(values.get(REMOVED))
            keys = (
                ()
                if removed
                else tuple(
                    dict.fromkeys(field_key.removesuffix(MARK_SUFFIX) for field_key in values if field_key != REMOVED)
                )
            )
            return CompetingValue(edit.id, None, "", *facts, sender, removed, keys)
        return CompetingValue(edit.id, values[key], effective_mark(edit, key, by_id) or "", *facts, sender)


@dataclass(frozen=True, slots=True)
class ConflictChoice:
    """The resolution of one conflict: the edit whose value holds, or another value that the clerk typed."""

    row: str
    key: str
    edit: str = ""
    typed: ReadValue | None = None


def settle_conflicts(session: Session, ledger: str, choices: Sequence[ConflictChoice]) -> None:
    """Write the chosen values, within ``store.writing``; the other values stay in the history.

    For a row removed in one book and edited in another (key “removed”), choosing the removal keeps it in the recycle
    bin, choosing another edit restores it. Raises UserError where the conflict was resolved already.
    """
    session.flush()
    kind = ledger_by_table(ledger)
    logs = edits_of(session, [choice.row for choice in choices])
    amendments: dict[str, RowPatch] = {}
    for choice in choices:
        values, parents = _chosen_values(kind, logs[choice.row], choice)
        amendment = amendments.setdefault(choice.row, RowPatch(ledger, choice.row, {}, {}))
        amendment.values.update(values)
        amendment.parents.update(parents)
    apply_patches(session, list(amendments.values()))
    if kind.dependent_link:
        for row in fetch_rows(session, kind, list(amendments)):
            row.update_dependents(session)


def _chosen_values(
    kind: type[Ledger], log: Sequence[RecordedEdit], choice: ConflictChoice
) -> tuple[StoredValues, dict[str, list[str]]]:
    """Return the values that a choice sets, and the parents of each."""
    by_id = {edit.id: edit for edit in log}
    tops = heads(log)
    key, mark = choice.key, choice.key + MARK_SUFFIX
    edit = by_id.get(choice.edit)
    if edit is None and choice.typed is None:
        raise UserError("这个冲突已经有人处理过，请刷新后再看。")
    if key == REMOVED:
        stays = 1 if edit is not None and values_of(edit).get(REMOVED) else None
        every = list(dict.fromkeys(head.id for rivals in tops.values() for head in rivals))
        return {REMOVED: stays}, {REMOVED: [head.id for head in tops.get(REMOVED, ())], ROW_KEY: every}
    if edit is None:
        value, mark_value = choice.typed or ReadValue(None)
        stored = field_of(kind, key).kind.store(value)
    elif key in values_of(edit):
        stored, mark_value = values_of(edit)[key], effective_mark(edit, key, by_id) or ""
    else:
        raise UserError("这个冲突已经有人处理过，请刷新后再看。")
    if stored is None and field_of(kind, key).required:
        raise UserError(f"“{field_of(kind, key).label}”必填，不能空着。")
    values: StoredValues = {key: stored}
    if mark_value or mark in tops:
        values[mark] = mark_value or None
    return values, {field_key: [edit.id for edit in tops[field_key]] for field_key in values if field_key in tops}


def settle_all_conflicts(
    session: Session, listed: Iterable[Conflict], *, book: str | None = None, sender: str | None = None
) -> tuple[int, list[Conflict]]:
    """Resolve many conflicts for one side: a book's, a sender's, or this book's where neither is given.

    Returns how many were resolved, and the conflicts left because that side has no value in them.
    """
    choices: dict[str, list[ConflictChoice]] = {}
    left: list[Conflict] = []
    settled = 0
    for conflict in listed:
        side = [rival for rival in conflict.competing if _is_from(rival, book, sender)]
        if side:
            choices.setdefault(conflict.ledger, []).append(ConflictChoice(conflict.row, conflict.key, side[-1].edit))
            settled += 1
        else:
            left.append(conflict)
    for ledger, ledger_choices in choices.items():
        settle_conflicts(session, ledger, ledger_choices)
    return settled, left


def _is_from(rival: CompetingValue, book: str | None, sender: str | None) -> bool:
    if sender is not None:
        return rival.sender == sender
    return rival.ours if book is None else rival.book == book
