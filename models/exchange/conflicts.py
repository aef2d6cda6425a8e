"""The conflict inbox: what two books set differently without knowing of each other, and choosing between them.

Both values stay in the log. The row shows the later one until somebody chooses; choosing is an edit that has seen them
all. A field left alone in the inbox stays a conflict, whatever is typed into the row: nobody had the other value before
their eyes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger, ledger_named
from models.browse import names_of
from models.edits import (
    MARK,
    REMOVED,
    ROW,
    Batch,
    Contest,
    Values,
    disputed,
    edits_of,
    heads,
    mark_in,
    values_of,
    wall,
)
from models.field import field_of
from models.history import rows_of
from models.kind import Read, Stored
from models.ledgers import Received
from models.refusal import Refusal
from models.renewal import Amendment, amend, apart

_FEW = 500


@dataclass(frozen=True, slots=True)
class Rival:
    """One of the competing values: the edit that set it, by whom, when (milliseconds since 1970), in which deed.

    ``ours`` says that it was made in this book; ``sender`` is the row of 报送来源 it came from, where that is known. Of
    a removal that clashes, ``removed`` is true for who removed the row; ``keys`` are the fields others went on editing.
    """

    edit: str
    value: Stored
    mark: str
    who: str
    at: int
    deed: str
    batch: str
    book: str
    ours: bool
    sender: str | None = None
    removed: bool = False
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of a row with competing values, oldest first; the last is the one shown. ``key`` may be “removed”."""

    ledger: str
    row: str
    name: str
    key: str
    label: str
    rivals: tuple[Rival, ...]


def count(session: Session) -> int:
    """Count the rows that may be contested; quick, and never too few."""
    return session.execute(sa.select(sa.func.count()).select_from(Contest)).scalar_one()


def conflicts(session: Session, ledger: str | None = None) -> list[Conflict]:
    """List what is contested, of one ledger or of all, in the order the rows were born."""
    query = sa.select(Contest.row, Contest.ledger).order_by(Contest.ledger, Contest.row)
    found = [one for one in session.execute(query) if ledger in {None, one.ledger}]
    logs = edits_of(session, [row for row, _ in found])
    told = _Told(session, [edit for log in logs.values() for edit in log])
    listed: list[Conflict] = []
    by_ledger: dict[str, list[str]] = {}
    for row, name in found:
        by_ledger.setdefault(name, []).append(row)
    for name, rows in by_ledger.items():
        kind = ledger_named(name)
        names = _names(session, kind, rows)
        following = _following(session, kind, {row: logs[row] for row in rows})
        for row in rows:
            for key, rivals in disputed(logs[row], following.get(row, ())).items():
                label = "回收站" if key == REMOVED else field_of(kind, key).label
                by_id = {edit.id: edit for edit in logs[row]}
                made = tuple(told.rival(key, edit, by_id) for edit in rivals)
                listed.append(Conflict(name, row, names.get(row, ""), key, label, made))
    return listed


def _names(session: Session, ledger: type[Ledger], rows: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(rows), _FEW):
        found |= names_of(session, ledger, rows[start : start + _FEW])
    return found


def _following(session: Session, ledger: type[Ledger], logs: Mapping[str, Sequence[Any]]) -> dict[str, list[str]]:
    """Name the fields of rows that follow from other rows, and so are nobody's to choose."""
    asked = [row for row, edits in logs.items() if ledger.derived and apart(ledger, edits)]
    return {row: list(values) for row, values in ledger.derive(session.connection(), asked).items()} if asked else {}


class _Told:
    """What is known of the batches and senders of some edits."""

    def __init__(self, session: Session, edits: Sequence[Any]) -> None:
        batches = sorted({edit.batch for edit in edits})
        self._labels: dict[str, str] = {}
        for start in range(0, len(batches), _FEW):
            query = sa.select(Batch.id, Batch.label).where(Batch.id.in_(batches[start : start + _FEW]))
            self._labels |= {batch: label for batch, label in session.execute(query)}  # noqa: C416 - a Result has keys()
        senders = sa.select(Received.id, Received.sender)
        self._senders = {row: sender for row, sender in session.execute(senders)}  # noqa: C416 - the same

    def rival(self, key: str, edit: Any, by_id: Mapping[str, Any]) -> Rival:
        """Tell one of the competing values."""
        values = values_of(edit)
        facts = (edit.who, wall(edit.clock), self._labels.get(edit.batch, ""), edit.batch, edit.book, edit.came is None)
        sender = self._senders.get(edit.came)
        if key == REMOVED:
            removed = bool(values.get(REMOVED))
            keys = () if removed else tuple(dict.fromkeys(one.removesuffix(MARK) for one in values if one != REMOVED))
            return Rival(edit.id, None, "", *facts, sender, removed, keys)
        return Rival(edit.id, values[key], mark_in(edit, key, by_id) or "", *facts, sender)


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided of one conflict: the edit whose value stands, or a third value read from the keyboard."""

    row: str
    key: str
    edit: str = ""
    read: Read | None = None


def settle(session: Session, ledger: str, choices: Sequence[Choice]) -> None:
    """Write down what was chosen; within ``store.writing``. The losers stay in the history.

    Of a row removed here and edited there (key “removed”), choosing the removal keeps it in the recycle bin, choosing
    another brings it back. Refuses an edit that is not the row's.
    """
    session.flush()
    kind = ledger_named(ledger)
    logs = edits_of(session, [choice.row for choice in choices])
    found: dict[str, Amendment] = {}
    for choice in choices:
        values, saw = _chosen(kind, logs[choice.row], choice)
        made = found.setdefault(choice.row, Amendment(ledger, choice.row, {}, {}))
        made.values.update(values)
        made.saw.update(saw)
    amend(session, list(found.values()))
    if kind.carries:
        for row in rows_of(session, kind, list(found)):
            row.carry(session)


def _chosen(kind: type[Ledger], log: Sequence[Any], choice: Choice) -> tuple[Values, dict[str, list[str]]]:
    """Give the values a choice sets, and all it has seen."""
    by_id = {edit.id: edit for edit in log}
    tops = heads(log)
    key, mark = choice.key, choice.key + MARK
    edit = by_id.get(choice.edit)
    if edit is None and choice.read is None:
        raise Refusal("这个冲突已经有人处理过，请刷新后再看。")
    if key == REMOVED:
        stays = 1 if edit is not None and values_of(edit).get(REMOVED) else None
        every = list(dict.fromkeys(one.id for rivals in tops.values() for one in rivals))
        return {REMOVED: stays}, {REMOVED: [one.id for one in tops.get(REMOVED, ())], ROW: every}
    if edit is None:
        value, said = choice.read or Read(None)
        stored = field_of(kind, key).kind.store(value)
    elif key in values_of(edit):
        stored, said = values_of(edit)[key], mark_in(edit, key, by_id) or ""
    else:
        raise Refusal("这个冲突已经有人处理过，请刷新后再看。")
    if stored is None and field_of(kind, key).required:
        raise Refusal(f"“{field_of(kind, key).label}”必填，不能空着。")
    values: Values = {key: stored}
    if said or mark in tops:
        values[mark] = said or None
    return values, {one: [edit.id for edit in tops[one]] for one in values if one in tops}


def settle_all(
    session: Session, found: Iterable[Conflict], *, book: str | None = None, sender: str | None = None
) -> tuple[int, list[Conflict]]:
    """Take one side in many conflicts: a book's, a sender's, or our own where neither is named.

    Gives how many were settled, and those left because that side has no value in them.
    """
    choices: dict[str, list[Choice]] = {}
    left: list[Conflict] = []
    settled = 0
    for conflict in found:
        side = [one for one in conflict.rivals if _is_of(one, book, sender)]
        if side:
            choices.setdefault(conflict.ledger, []).append(Choice(conflict.row, conflict.key, side[-1].edit))
            settled += 1
        else:
            left.append(conflict)
    for ledger, some in choices.items():
        settle(session, ledger, some)
    return settled, left


def _is_of(rival: Rival, book: str | None, sender: str | None) -> bool:
    if sender is not None:
        return rival.sender == sender
    return rival.ours if book is None else rival.book == book
