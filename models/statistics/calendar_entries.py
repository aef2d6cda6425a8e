"""What falls on each day of a month or week: visits, talks, events and meetings, planned visits, deadlines, duties."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.ledgers import Activity, DutyDone, Meeting, Milestone, Negotiation, Obligation, Project, Visit, VisitPlan
from models.rules.vocabulary import ObligationState
from models.settings.definitions import load_work_calendar
from models.statistics.counting_rules import SqlCondition, is_active_project, is_live
from models.statistics.duty_calendar import PlannedDuty, duty_calendar
from models.statistics.next_steps import LEDGERS_WITH_NEXT_STEPS, open_next_steps
from models.statistics.visit_plans import planned_visits


class EntryKind(StrEnum):
    """The kinds of entries in the order a day lists them: what is due before what takes place."""

    OBLIGATION = "责任事项"
    MILESTONE = "项目节点"
    NEXT_STEP = "下一步"
    DUTY = "工作节奏"
    PLAN = "拜访计划"
    VISIT = "走访"
    TALK = "洽谈"
    ACTIVITY = "活动"
    MEETING = "会议"


class EntryState(StrEnum):
    """Whether an entry was done, is still to come, or is late."""

    DONE = "已办"
    OPEN = "未到"
    LATE = "逾期"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry: its day, kind and text, the row to open, and the day it was done where that is known.

    A duty that was not ticked off has no row.
    """

    day: date
    kind: EntryKind
    ledger: type[Ledger]
    row: str
    text: str
    task_force: str | None
    done_on: date | None = None

    def state(self, today: date) -> EntryState:
        """Return where it stands on a day; what is dated ahead is still to come."""
        if self.done_on is not None and self.done_on <= today:
            return EntryState.DONE
        return EntryState.LATE if self.day < today else EntryState.OPEN


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """The entries between two days by day, and which days are free (放假) or worked weekends (调休上班).

    ``undated`` are the visits planned for a month without a day, each on the last day of its month.
    """

    entries: dict[date, tuple[CalendarEntry, ...]]
    undated: tuple[CalendarEntry, ...]
    free: frozenset[date]
    worked: frozenset[date]


def calendar_days(session: Session, first: date, last: date, force: str | None = None) -> CalendarDays:
    """Read what falls between two days (inclusive), of the county or of one task force.

    The county's duties belong to no task force, and are left out of one's own calendar.
    """
    order = list(EntryKind)
    by_day: dict[date, list[CalendarEntry]] = {}
    for entry in _entries(session, first, last):
        if first <= entry.day <= last and force in {None, entry.task_force}:
            by_day.setdefault(entry.day, []).append(entry)
    calendar = load_work_calendar(session)
    plans = [plan for plan in _plans(session, first, last) if force in {None, plan[0].task_force}]
    for entry, has_day in plans:
        if has_day and first <= entry.day <= last:
            by_day.setdefault(entry.day, []).append(entry)
    return CalendarDays(
        {
            day: tuple(sorted(entries, key=lambda entry: (order.index(entry.kind), entry.text, entry.row)))
            for day, entries in by_day.items()
        },
        tuple(entry for entry, has_day in plans if not has_day),
        calendar.free,
        calendar.worked,
    )


def _entries(session: Session, first: date, last: date) -> Iterator[CalendarEntry]:
    yield from _obligations(session, first, last)
    yield from _milestones(session, first, last)
    for ledger in LEDGERS_WITH_NEXT_STEPS:
        for step in open_next_steps(session, ledger):
            text = f"{step.name}：{step.text}" if step.text else step.name
            yield CalendarEntry(step.due, EntryKind.NEXT_STEP, ledger, step.row, text, step.task_force)
    for duty in _duties(session, first, last):
        yield CalendarEntry(duty.due.on, EntryKind.DUTY, DutyDone, duty.row, duty.due.duty.name, None, duty.done_on)
    yield from _visits(session, first, last)
    for ledger, kind in ((Negotiation, EntryKind.TALK), (Activity, EntryKind.ACTIVITY), (Meeting, EntryKind.MEETING)):
        yield from _dated(session, ledger, kind, first, last)


def _duties(session: Session, first: date, last: date) -> list[PlannedDuty]:
    try:
        return duty_calendar(session, first, last)
    except UserError:  # An unknown cadence is reported where it is set; it must not block the rest of the calendar.
        return []


def _plans(session: Session, first: date, last: date) -> Iterator[tuple[CalendarEntry, bool]]:
    """Yield the visits planned, and whether for a day; those planned on the visit itself are entries as visits."""
    for planned in planned_visits(session, first, last):
        if planned.ledger is VisitPlan and planned.cancelled_on is None:
            text = "，".join(filter(None, (planned.company, planned.who)))
            entry = CalendarEntry(
                planned.due, EntryKind.PLAN, VisitPlan, planned.row, text, planned.task_force, planned.visited_on
            )
            yield entry, planned.first == planned.due


def _obligations(session: Session, first: date, last: date) -> Iterator[CalendarEntry]:
    """Yield obligations on the day they are due, after an extension on that; a closed one without a day is done."""
    due = sa.func.coalesce(Obligation.extended_to, Obligation.due, type_=Obligation.due.type)
    columns = (Obligation.id, Obligation.name, Obligation.task_force, Obligation.closed_on, Obligation.state)
    for row, name, force, closed_on, state, day in session.execute(
        sa.select(*columns, due).where(is_live(Obligation), due.between(first, last))
    ):
        done_on = closed_on or (day if state == ObligationState.CLOSED else None)
        yield CalendarEntry(day, EntryKind.OBLIGATION, Obligation, row, name, force, done_on)


def _milestones(session: Session, first: date, last: date) -> Iterator[CalendarEntry]:
    query = (
        sa.select(Project.id, Project.name, Project.task_force, Milestone.name, Milestone.plan_on, Milestone.done_on)
        .join(Milestone, Milestone.project == Project.id)
        .where(is_live(Milestone), is_live(Project), is_active_project(), Milestone.plan_on.between(first, last))
    )
    for row, project, force, name, plan_on, done_on in session.execute(query):
        if plan_on is not None:
            yield CalendarEntry(plan_on, EntryKind.MILESTONE, Project, row, f"{project}：{name}", force, done_on)


def _visits(session: Session, first: date, last: date) -> Iterator[CalendarEntry]:
    """Yield visits on their day; one that did not take place stands on the day it was planned for."""
    day = sa.func.coalesce(Visit.on, Visit.planned_on, type_=Visit.on.type)
    columns = (Visit.id, Visit.company, Visit.direction, Visit.task_force, Visit.on, Visit.done)
    for row, company, direction, force, on, done, at in session.execute(
        sa.select(*columns, day).where(is_live(Visit), day.between(first, last))
    ):
        text = f"{company}（{direction}）" if direction else company
        yield CalendarEntry(at, EntryKind.VISIT, Visit, row, text, force, on if done is not False else None)


def _dated(session: Session, ledger: type[Any], kind: EntryKind, first: date, last: date) -> Iterator[CalendarEntry]:
    """Yield rows of a ledger that say of a day what was done on it."""
    name = getattr(ledger, ledger.about.title)
    conditions: tuple[SqlCondition, ...] = (is_live(ledger), ledger.on.between(first, last))
    force = ledger.task_force if hasattr(ledger, "task_force") else sa.null()
    for row, text, task_force, on in session.execute(sa.select(ledger.id, name, force, ledger.on).where(*conditions)):
        yield CalendarEntry(on, kind, ledger, row, text or "", task_force, on)
