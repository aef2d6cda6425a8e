"""Who sent what and how far it was taken in; what came twice; who has not reported yet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.edits import Batch, Pen
from models.ledgers import Receipt, Received, Sender, TaskForce
from models.refusal import Refusal

OURS, EDITED, FOREIGN = "本程序", "手改", "外来"
TAKEN, NOTHING, DECLINED = "已并入", "没有新内容", "已拒收"


@dataclass(frozen=True, slots=True)
class Tally:
    """What a file brought, by rows; refused and conflicts by cells."""

    new: int = 0
    changed: int = 0
    same: int = 0
    duplicate: int = 0
    refused: int = 0
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Already:
    """A file of the very same bytes that came before: when, with what result, how to bring it back if it was undone.

    ``undone`` says that its batch was taken back; ``redo`` is then the batch to take back in turn.
    """

    row: str
    name: str
    on: date | None
    state: str
    undone: bool
    redo: str

    @property
    def said(self) -> str:
        """Say it in words, with the next step."""
        day = self.on.isoformat() if self.on else "以前"
        if self.undone:
            return f"这个文件 {day} 收过（“{self.name}”），后来撤销了；要用的话请恢复那一次，不必重收。"
        return f"这个文件 {day} 已经收过（“{self.name}”，{self.state}），没有新内容。"


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A task force that has not reported for a period, and whether a row waits for its report (with its day)."""

    task_force: str
    name: str
    due: date | None
    late: bool
    receipt: str | None = None


def already(session: Session, sha256: str) -> Already | None:
    """Find a file that was taken in before; one declined may be tried again, and does not count."""
    query = sa.select(Received).where(Received.sha256 == sha256, Received.state != DECLINED)
    rows = session.execute(query.order_by(Received.removed, Received.born.desc())).scalars().all()
    if not rows:
        return None
    row = rows[0]
    redo = _latest_undo(session, row.batch) if row.removed and row.batch else ""
    return Already(row.id, row.name, row.on, row.state or "", row.removed, redo)


def _latest_undo(session: Session, batch: str) -> str:
    """Follow undoing and redoing of a batch to its end; empty where it stands as it was made."""
    undone, last = False, batch
    while True:
        query = sa.select(Batch.id).where(Batch.undoes == last, Batch.came.is_(None)).order_by(Batch.seq.desc())
        found = session.execute(query).scalars().first()
        if found is None:
            return last if undone else ""
        undone, last = not undone, found


def sender_called(session: Session, name: str) -> Sender | None:
    """Find a sender by name."""
    query = sa.select(Sender).where(Sender.name == name.strip(), Sender.removed.is_(False))
    return session.execute(query).scalars().first()


def force_called(session: Session, name: str) -> str | None:
    """Find the task force that goes by a sender's name, whole or short."""
    wanted = name.strip()
    query = sa.select(TaskForce.id).where(TaskForce.removed.is_(False))
    found = session.execute(query.where(sa.or_(TaskForce.name == wanted, TaskForce.short == wanted))).scalars().all()
    return found[0] if len(found) == 1 else None


def sender_in(session: Session, text: str) -> str | None:
    """Find whose name stands in a text such as a file's name: one sender known or task force, else nobody."""
    forces = session.execute(sa.select(TaskForce.name, TaskForce.short).where(TaskForce.removed.is_(False))).all()
    called = {whole: short or whole for whole, short in forces}
    called |= {f"{short}专班": short for _, short in forces if short}
    known = session.execute(sa.select(Sender.name).where(Sender.removed.is_(False))).scalars()
    called |= {name: name for name in known if name not in called}
    inside = [name for name in called if name and name in text]
    # “焦化专班” says more than “焦化”; two different ones say nothing.
    found = {called[one] for one in inside if not any(one != other and one in other for other in inside)}
    return found.pop() if len(found) == 1 else None


def sender_named(session: Session, name: str, task_force: str | None = None) -> Sender:
    """Find a sender by name, or make it; within ``store.writing``."""
    wanted = name.strip()
    if not wanted:
        raise Refusal("请写明是谁送来的。")
    found = sender_called(session, wanted)
    if found is None:
        found = Sender(name=wanted, task_force=task_force)
        session.add(found)
        session.flush()
    elif task_force is not None and found.task_force is None:
        found.task_force = task_force
    return found


def headings(session: Session, sender: str) -> dict[str, dict[str, str]]:
    """Give a sender's past mappings: by ledger, what each heading of theirs (as folded by the reader) stands for."""
    row = session.get(Sender, sender)
    try:
        found = json.loads(row.headings or "{}") if row else {}
    except ValueError:  # A clerk may have typed there; what cannot be read is asked for anew.
        return {}
    return found if isinstance(found, dict) else {}


def remember_headings(session: Session, sender: str, ledger: str, mapping: Mapping[str, str]) -> None:
    """Remember which field each heading of a sender stands for; within ``store.writing``."""
    row = session.get(Sender, sender)
    if row is None:
        raise Refusal("这个报送来源已不在账本里，请刷新后再试。")
    known = headings(session, sender)
    known[ledger] = {**known.get(ledger, {}), **mapping}
    row.headings = json.dumps(known, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Came:
    """A file to be written down: its name and hash, who sent it, for which period, its kind, and what it brought."""

    name: str
    sha256: str
    kind: str = FOREIGN
    sender: str | None = None
    period: str | None = None
    state: str = TAKEN
    why: str = ""
    tally: Tally = field(default_factory=Tally)


def note(session: Session, came: Came, on: date, received: str | None = None) -> Received:
    """Write down a file that came, within the batch that takes it in; so one undo takes back both.

    ``received`` is the row ``union.merge`` made for it, where it brought edits.
    """
    pen: Pen = session.info["pen"]
    row = session.get(Received, received) if received else None
    if row is None:
        row = Received(name=came.name, on=on, batch=pen.batch)
        session.add(row)
    facts: dict[str, Any] = {key: getattr(came.tally, key) for key in Tally.__slots__}
    facts |= {"name": came.name, "sha256": came.sha256, "kind": came.kind, "sender": came.sender}
    facts |= {"period": came.period, "state": came.state, "why": came.why or None, "on": on}
    for key, value in facts.items():
        setattr(row, key, value)
    session.flush()
    if came.sender and came.state != DECLINED:
        _remember(session, came, row, on)
    return row


def _remember(session: Session, came: Came, row: Received, on: date) -> None:
    """Note on the sender how far it was received; an older file does not set that back."""
    sender = session.get_one(Sender, came.sender)
    if sender.last_on is None or on >= sender.last_on:
        sender.last_file, sender.last_on = came.name, on
    upto = _numbers(sender.upto)
    for book, seq in _numbers(row.upto).items():
        upto[book] = max(seq, upto.get(book, 0))
    sender.upto = json.dumps(upto, sort_keys=True) if upto else sender.upto
    session.flush()


def _numbers(text: str | None) -> dict[str, int]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {book: seq for book, seq in found.items() if isinstance(seq, int)} if isinstance(found, dict) else {}


def outstanding(session: Session, period: str, today: date, kind: str | None = None) -> list[Outstanding]:
    """List the task forces that have not reported for a period, in their order: no report, and no 零报告 either."""
    query = sa.select(Receipt).where(Receipt.period == period, Receipt.removed.is_(False))
    rows: dict[str, list[Receipt]] = {}
    for row in session.execute(query).scalars():
        if kind is None or row.kind in {None, kind}:
            rows.setdefault(row.task_force, []).append(row)
    forces = sa.select(TaskForce).where(TaskForce.removed.is_(False)).order_by(TaskForce.rank, TaskForce.id)
    found = []
    for force in session.execute(forces).scalars():
        mine = rows.get(force.id, [])
        if any(row.received_on or row.empty for row in mine):
            continue
        due = min((row.due for row in mine if row.due), default=None)
        late = due is not None and due < today
        found.append(Outstanding(force.id, force.short or force.name, due, late, mine[0].id if mine else None))
    return found


def tick(
    session: Session, task_force: str, period: str, on: date, *, kind: str | None = None, empty: bool = False
) -> Receipt:
    """Tick a report off as a file came in for a period, or as nothing to report (零报告); the first day stays."""
    query = sa.select(Receipt).where(
        Receipt.task_force == task_force, Receipt.period == period, Receipt.removed.is_(False)
    )
    rows = [row for row in session.execute(query).scalars() if kind is None or row.kind in {None, kind}]
    row = next((one for one in rows if one.received_on), None) or next(iter(rows), None)
    if row is None:
        row = Receipt(task_force=task_force, period=period, kind=kind)
        session.add(row)
    row.received_on = row.received_on or on
    if empty:
        row.empty = True
    elif row.empty:
        row.empty = False  # It said there was nothing, and then something came.
    session.flush()
    return row
