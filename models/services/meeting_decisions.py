"""Enter the decisions of a meeting (纪要) as obligations, each with its responsible unit and deadline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import Meeting, Obligation
from models.services import validation


@dataclass(frozen=True, slots=True)
class MeetingDecision:
    """One decision of a meeting: what, who is responsible (责任单位, 责任人), by when, for which project."""

    name: str
    unit: str
    due: date
    owner: str = ""
    task_force: str | None = None
    project: str | None = None


def enter_decisions(session: Session, meeting: str, items: Sequence[MeetingDecision], today: date) -> list[str]:
    """Enter a meeting's decisions as obligations, all or none; return their ids.

    Raises UserError where an item has no name or unit, is due before the meeting, or was entered already.
    """
    meeting_row = session.get(Meeting, meeting)
    if meeting_row is None or meeting_row.removed:
        raise UserError("这次会议已不在账本里，请刷新后再试。")
    raised = meeting_row.on or today
    known = {row.name for row in session.query(Obligation).filter_by(meeting=meeting, removed=False)}
    faults = [fault for number, item in enumerate(items, 1) for fault in _item_errors(item, number, raised, known)]
    if faults:
        raise UserError("".join(faults))
    return [_enter_item(session, meeting_row, item, raised, today) for item in items]


def _item_errors(item: MeetingDecision, number: int, raised: date, known: set[str]) -> list[str]:
    faults = []
    if not item.name.strip():
        faults.append(f"第{number}项没有写议定事项。")
    if not item.unit.strip():
        faults.append(f"第{number}项“{item.name}”没有写责任单位。")
    if item.due < raised:
        faults.append(f"第{number}项“{item.name}”的完成时限 {item.due.isoformat()} 早于会议日期 {raised.isoformat()}。")
    if item.name in known:
        faults.append(f"第{number}项“{item.name}”已经登记过了。")
    return faults


def _enter_item(session: Session, meeting: Meeting, item: MeetingDecision, raised: date, today: date) -> str:
    row = Obligation(
        name=item.name,
        side="政府",
        kind="会议议定",
        task_force=item.task_force or meeting.task_force,
        project=item.project,
        meeting=meeting.id,
        source=meeting.name,
        unit=item.unit,
        owner=item.owner or None,
        raised_on=raised,
        due=item.due,
        state="办理中",
    )
    if faults := validation.validate(row, session, today):
        raise UserError("".join(faults.values()))
    session.add(row)
    session.flush()
    return row.id
