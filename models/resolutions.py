"""From a meeting's 纪要 to the ledger: what was decided becomes obligations, each with its unit and its day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models import laws
from models.ledgers import Meeting, Obligation
from models.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Resolved:
    """One thing a meeting decided: what, who answers for it (责任单位, 责任人), by when, for whose project."""

    name: str
    unit: str
    due: date
    owner: str = ""
    task_force: str | None = None
    project: str | None = None


def resolve(session: Session, meeting: str, items: Sequence[Resolved], today: date) -> list[str]:
    """Enter what a meeting decided as obligations, all or none; gives their ids.

    Raises Refusal where an item names no unit or falls due before the meeting, and where it was entered already.
    """
    held = session.get(Meeting, meeting)
    if held is None or held.removed:
        raise Refusal("这次会议已不在账本里，请刷新后再试。")
    raised = held.on or today
    known = {one.name for one in session.query(Obligation).filter_by(meeting=meeting, removed=False)}
    faults = [said for number, one in enumerate(items, 1) for said in _faults(one, number, raised, known)]
    if faults:
        raise Refusal("".join(faults))
    return [_enter(session, held, one, raised, today) for one in items]


def _faults(one: Resolved, number: int, raised: date, known: set[str]) -> list[str]:
    found = []
    if not one.name.strip():
        found.append(f"第{number}项没有写议定事项。")
    if not one.unit.strip():
        found.append(f"第{number}项“{one.name}”没有写责任单位。")
    if one.due < raised:
        found.append(f"第{number}项“{one.name}”的完成时限 {one.due.isoformat()} 早于会议日期 {raised.isoformat()}。")
    if one.name in known:
        found.append(f"第{number}项“{one.name}”已经登记过了。")
    return found


def _enter(session: Session, held: Meeting, one: Resolved, raised: date, today: date) -> str:
    row = Obligation(
        name=one.name,
        side="政府",
        kind="会议议定",
        task_force=one.task_force or held.task_force,
        project=one.project,
        meeting=held.id,
        source=held.name,
        unit=one.unit,
        owner=one.owner or None,
        raised_on=raised,
        due=one.due,
        state="办理中",
    )
    if faults := laws.keep(row, session, today):
        raise Refusal("".join(faults.values()))
    session.add(row)
    session.flush()
    return row.id
