"""The import log (收件记录): which file came from whom and what it brought; repeated files; missing reports."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import EditBatch
from models.audit.edit_writer import edit_writer
from models.errors import UserError
from models.ledgers import Receipt, Received, Sender, TaskForce
from models.rules.vocabulary import ReceivedKind, ReceivedState
from models.statistics.counting_rules import exists_on

NO_SENDER = "未写明来源"


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What a file brought: numbers of rows, for ``refused`` and ``conflicts`` of cells.

    The fields are columns of 收件记录: ``record_file`` copies them by name.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    duplicate: int = 0
    refused: int = 0
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class EarlierImport:
    """An earlier import of the same file (equal hash): when, with what result, and how to redo it if it was undone.

    ``undone`` says that its batch was undone; ``redo_batch`` is then the batch to undo in order to restore it.
    """

    row: str
    name: str
    on: date | None
    state: str
    undone: bool
    redo_batch: str

    @property
    def message(self) -> str:
        """The message for the clerk, with the next step."""
        day = self.on.isoformat() if self.on else "以前"
        if self.undone:
            return f"这个文件 {day} 收过（“{self.name}”），后来撤销了；要用的话请恢复那一次，不必重收。"
        return f"这个文件 {day} 已经收过（“{self.name}”，{self.state}），没有新内容。"


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A task force whose report for a period is missing: its deadline and the row of 报送记录, where there are any."""

    task_force: str
    name: str
    due: date | None
    late: bool
    receipt: str | None = None


def find_earlier_import(session: Session, sha256: str) -> EarlierImport | None:
    """Find an earlier import of the same file; a declined one does not count, since it may be tried again."""
    query = sa.select(Received).where(Received.sha256 == sha256, Received.state != ReceivedState.REFUSED)
    rows = session.execute(query.order_by(Received.removed, Received.born.desc())).scalars().all()
    if not rows:
        return None
    row = rows[0]
    redo = _latest_undo(session, row.batch) if row.removed and row.batch else ""
    return EarlierImport(row.id, row.name, row.on, row.state or "", row.removed, redo)


def _latest_undo(session: Session, batch: str) -> str:
    """Follow the undos and redos of a batch to the last; return its id, empty where the batch is in force."""
    undone, last = False, batch
    while True:
        query = (
            sa.select(EditBatch.id)
            .where(EditBatch.undoes == last, EditBatch.came.is_(None))
            .order_by(EditBatch.seq.desc())
        )
        undoing = session.execute(query).scalars().first()
        if undoing is None:
            return last if undone else ""
        undone, last = not undone, undoing


def find_sender(session: Session, name: str) -> Sender | None:
    """Find a sender by name."""
    query = sa.select(Sender).where(Sender.name == name.strip(), Sender.removed.is_(False))
    return session.execute(query).scalars().first()


def find_task_force(session: Session, name: str) -> str | None:
    """Find the id of the one task force with this name or short name; None where there is none or several."""
    wanted = name.strip()
    query = sa.select(TaskForce.id).where(TaskForce.removed.is_(False))
    rows = session.execute(query.where(sa.or_(TaskForce.name == wanted, TaskForce.short == wanted))).scalars().all()
    return rows[0] if len(rows) == 1 else None


def sender_in_text(session: Session, text: str) -> str | None:
    """Find the one known sender or task force whose name occurs in a text such as a file name; else None."""
    forces = session.execute(sa.select(TaskForce.name, TaskForce.short).where(TaskForce.removed.is_(False))).all()
    called = {whole: short or whole for whole, short in forces}
    called |= {f"{short}专班": short for _, short in forces if short}
    known = session.execute(sa.select(Sender.name).where(Sender.removed.is_(False))).scalars()
    called |= {name: name for name in known if name not in called}
    inside = [name for name in called if name and name in text]
    # “焦化专班” includes “焦化”, so only the longest names count; two different ones are ambiguous.
    names = {called[name] for name in inside if not any(name != other and name in other for other in inside)}
    return names.pop() if len(names) == 1 else None


def sender_of_nobody(session: Session) -> Sender:
    """Return the sender under which headings of files without one are remembered; within ``store.writing``."""
    return ensure_sender(session, NO_SENDER)


def ensure_sender(session: Session, name: str, task_force: str | None = None) -> Sender:
    """Find a sender by name, or create it; within ``store.writing``. Raises UserError for an empty name."""
    wanted = name.strip()
    if not wanted:
        raise UserError("请写明是谁送来的。")
    sender = find_sender(session, wanted)
    if sender is None:
        sender = Sender(name=wanted, task_force=task_force)
        session.add(sender)
        session.flush()
    elif task_force is not None and sender.task_force is None:
        sender.task_force = task_force
    return sender


def sender_headings(session: Session, sender: str) -> dict[str, dict[str, str]]:
    """Return a sender's remembered column mappings: by ledger, the field key of each folded heading."""
    row = session.get(Sender, sender)
    try:
        stored = json.loads(row.headings or "{}") if row else {}
    except ValueError:  # The clerk may have edited the field; an unreadable mapping is asked for anew.
        return {}
    return stored if isinstance(stored, dict) else {}


def all_headings(session: Session) -> list[dict[str, dict[str, str]]]:
    """Return the remembered column mappings of all senders, those without any left out."""
    query = sa.select(Sender.id).where(Sender.removed.is_(False), Sender.headings.is_not(None)).order_by(Sender.id)
    return [sender_headings(session, row) for row in session.execute(query).scalars()]


def remember_headings(session: Session, sender: str, ledger: str, mapping: Mapping[str, str]) -> None:
    """Remember which field each heading of a sender stands for; within ``store.writing``.

    Raises UserError where the sender is not in the book.
    """
    row = session.get(Sender, sender)
    if row is None:
        raise UserError("这个报送来源已不在账本里，请刷新后再试。")
    known = sender_headings(session, sender)
    known[ledger] = {**known.get(ledger, {}), **mapping}
    row.headings = json.dumps(known, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file to be recorded: its name and hash, who sent it, for which period, its kind, and what it brought."""

    name: str
    sha256: str
    kind: str = ReceivedKind.FOREIGN
    sender: str | None = None
    period: str | None = None
    state: str = ReceivedState.MERGED
    reason: str = ""
    counts: ImportCounts = field(default_factory=ImportCounts)


def record_file(session: Session, file: ReceivedFile, on: date, received_id: str | None = None) -> Received:
    """Record a file that came, in the same batch as its import, so that one undo covers both.

    ``received_id`` is the id of the row that merging the changeset created for it, where it brought edits.
    """
    writer = edit_writer(session)
    row = session.get(Received, received_id) if received_id else None
    if row is None:
        row = Received(name=file.name, on=on, batch=writer.batch)
        session.add(row)
    facts: dict[str, Any] = {key: getattr(file.counts, key) for key in ImportCounts.__slots__}
    facts |= {"name": file.name, "sha256": file.sha256, "kind": file.kind, "sender": file.sender}
    facts |= {"period": file.period, "state": file.state, "why": file.reason or None, "on": on}
    for key, value in facts.items():
        setattr(row, key, value)
    session.flush()
    if file.sender and file.state != ReceivedState.REFUSED:
        _update_sender(session, file, row, on)
    return row


def _update_sender(session: Session, file: ReceivedFile, row: Received, on: date) -> None:
    """Update the sender's last file and highest sequence numbers; an older file does not set them back."""
    sender = session.get_one(Sender, file.sender)
    if sender.last_on is None or on >= sender.last_on:
        sender.last_file, sender.last_on = file.name, on
    upto = _parse_numbers(sender.upto)
    for book, seq in _parse_numbers(row.upto).items():
        upto[book] = max(seq, upto.get(book, 0))
    sender.upto = json.dumps(upto, sort_keys=True) if upto else sender.upto
    session.flush()


def _parse_numbers(text: str | None) -> dict[str, int]:
    try:
        stored = json.loads(text or "{}")
    except ValueError:
        return {}
    return {book: seq for book, seq in stored.items() if isinstance(seq, int)} if isinstance(stored, dict) else {}


def missing_reports(session: Session, period: str, today: date, kind: str | None = None) -> list[MissingReport]:
    """List the task forces without a report for a period, neither a file nor a 零报告, in their order."""
    query = sa.select(Receipt).where(Receipt.period == period, Receipt.removed.is_(False))
    rows: dict[str, list[Receipt]] = {}
    for row in session.execute(query).scalars():
        if kind is None or row.kind in {None, kind}:
            rows.setdefault(row.task_force, []).append(row)
    forces = sa.select(TaskForce).where(TaskForce.removed.is_(False), exists_on(today))
    forces = forces.order_by(TaskForce.rank, TaskForce.id)
    missing = []
    for force in session.execute(forces).scalars():
        force_rows = rows.get(force.id, [])
        if any(row.received_on or row.empty for row in force_rows):
            continue
        due = min((row.due for row in force_rows if row.due), default=None)
        late = due is not None and due < today
        missing.append(
            MissingReport(force.id, force.short or force.name, due, late, force_rows[0].id if force_rows else None)
        )
    return missing


def mark_received(
    session: Session, task_force: str, period: str, on: date, *, kind: str | None = None, empty: bool = False
) -> Receipt:
    """Mark a task force's report for a period as received, or as 零报告 (``empty``); the first day is kept."""
    query = sa.select(Receipt).where(
        Receipt.task_force == task_force, Receipt.period == period, Receipt.removed.is_(False)
    )
    rows = [row for row in session.execute(query).scalars() if kind is None or row.kind in {None, kind}]
    row = next((candidate for candidate in rows if candidate.received_on), None) or next(iter(rows), None)
    if row is None:
        row = Receipt(task_force=task_force, period=period, kind=kind)
        session.add(row)
    row.received_on = row.received_on or on
    if empty:
        row.empty = True
    elif row.empty:
        row.empty = False  # A report came after a 零报告.
    session.flush()
    return row
