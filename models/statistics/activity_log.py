"""The activity log of a span: what happened, row by row, and what is due next, for 周动态, 半月调度 and 月例会."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.duplicates.concession import concession_rule
from models.errors import UserError
from models.ledgers import Activity, Lead, Meeting, Milestone, Negotiation, Obligation, Project, Visit
from models.rules.vocabulary import VisitDirection
from models.statistics import duty_calendar
from models.statistics.counting_rules import (
    SqlCondition,
    has_begun,
    is_active_project,
    is_live,
    is_recognised,
    took_place,
)
from models.statistics.duty_calendar import PlannedDuty

LEADS, RECOGNISED, VISITS_OUT, VISITS_IN, TALKS, EVENTS = "leads", "recognised", "out", "in", "talks", "events"


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """One row that happened on a day: its ledger, task force, name, and a short detail; ``amount`` in 万元."""

    kind: str
    ledger: str
    row: str
    task_force: str | None
    day: date
    name: str
    detail: str = ""
    place: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ActiveMilestone:
    """A milestone of an active project, with its planned day and the day it was done."""

    row: str
    name: str
    project: str
    project_name: str
    task_force: str | None
    plan_on: date
    done_on: date | None
    owner: str


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting that was held: its host, attendance, agenda, decisions, and the obligations that came of it."""

    row: str
    name: str
    kind: str
    on: date
    host: str
    present: str
    topics: str
    decisions: str
    items: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class ActivityLog:
    """The entries of a span in the order of their days, its meetings, all milestones, and the duties due after it."""

    entries: tuple[ActivityEntry, ...]
    meetings: tuple[HeldMeeting, ...]
    milestones: tuple[ActiveMilestone, ...]
    duties: tuple[PlannedDuty, ...]

    def entries_of(self, kind: str, force: str | None = None) -> tuple[ActivityEntry, ...]:
        """Return the entries of a kind, of one task force or all."""
        return tuple(entry for entry in self.entries if entry.kind == kind and force in {None, entry.task_force})


def activity_log(session: Session, first: date, last: date, until: date, force: str | None = None) -> ActivityLog:
    """Read what happened from ``first`` to ``last``, and the duties due after that up to ``until``.

    With a task force, only its own entries; meetings of the whole county belong to every task force.
    """
    logged = [
        *_leads(session, first, last),
        *_visits(session, first, last),
        *_talks(session, first, last),
        *_events(session, first, last),
    ]
    entries = [entry for entry in logged if force in {None, entry.task_force}]
    return ActivityLog(
        tuple(sorted(entries, key=lambda entry: (entry.day, entry.name, entry.row))),
        tuple(meeting for meeting in _meetings(session, first, last, force)),
        tuple(step for step in _milestones(session) if force in {None, step.task_force}),
        tuple(_duties(session, last, until)),
    )


def _between(column: sa.SQLColumnExpression[date | None], first: date, last: date) -> SqlCondition:
    return sa.and_(column.is_not(None), column.between(first, last))


def _leads(session: Session, first: date, last: date) -> Iterator[ActivityEntry]:
    ceded = concession_rule(session)
    facts = (Lead.id, ceded.owner_column(Lead), Lead.name, Lead.investor, Lead.place, Lead.total)
    counted = (is_live(Lead), *ceded.counted_conditions(Lead))
    for kind, day, counts in ((LEADS, Lead.reported_on, sa.true()), (RECOGNISED, Lead.recognised_on, is_recognised())):
        query: Any = sa.select(*facts, day).where(*counted, _between(day, first, last), counts)
        for row, force, name, investor, place, total, on in session.execute(query):
            yield ActivityEntry(kind, "lead", row, force, on, name, investor or "", place or "", total)


def _visits(session: Session, first: date, last: date) -> Iterator[ActivityEntry]:
    facts = (Visit.id, Visit.task_force, Visit.on, Visit.direction, Visit.company, Visit.place, Visit.outcome)
    query: Any = sa.select(*facts).where(is_live(Visit), took_place(), _between(Visit.on, first, last))
    for row, force, on, direction, company, place, outcome in session.execute(query):
        kind = VISITS_OUT if direction == VisitDirection.OUT else VISITS_IN
        yield ActivityEntry(kind, "visit", row, force, on, company, outcome or "", place or "")


def _talks(session: Session, first: date, last: date) -> Iterator[ActivityEntry]:
    facts = (Negotiation.id, Negotiation.task_force, Negotiation.on, Negotiation.subject, Negotiation.depth)
    query: Any = sa.select(*facts).where(is_live(Negotiation), _between(Negotiation.on, first, last))
    for row, force, on, subject, depth in session.execute(query):
        yield ActivityEntry(TALKS, "negotiation", row, force, on, subject, depth or "")


def _events(session: Session, first: date, last: date) -> Iterator[ActivityEntry]:
    facts = (Activity.id, Activity.task_force, Activity.on, Activity.name, Activity.kind, Activity.place)
    query: Any = sa.select(*facts).where(is_live(Activity), _between(Activity.on, first, last))
    for row, force, on, name, kind, place in session.execute(query):
        yield ActivityEntry(EVENTS, "activity", row, force, on, name, kind or "", place or "")


def _meetings(session: Session, first: date, last: date, force: str | None) -> Iterator[HeldMeeting]:
    query: Any = sa.select(Meeting).where(is_live(Meeting), _between(Meeting.on, first, last))
    of_all = sa.or_(Meeting.task_force.is_(None), Meeting.task_force == force) if force else sa.true()
    for meeting in session.execute(query.where(of_all).order_by(Meeting.on, Meeting.id)).scalars():
        obligations = sa.select(Obligation).where(is_live(Obligation), Obligation.meeting == meeting.id)
        items = tuple(session.execute(obligations.order_by(Obligation.due, Obligation.id)).scalars())
        host, present, topics, decisions = (
            text or "" for text in (meeting.host, meeting.present, meeting.topics, meeting.decisions)
        )
        yield HeldMeeting(
            meeting.id, meeting.name, meeting.kind or "", meeting.on, host, present, topics, decisions, items
        )


def _milestones(session: Session) -> Iterator[ActiveMilestone]:
    facts = (Milestone.id, Milestone.name, Milestone.project, Project.name, Project.task_force)
    query: Any = (
        sa.select(*facts, Milestone.plan_on, Milestone.done_on, Milestone.owner)
        .join(Project, Project.id == Milestone.project)
        .where(is_live(Milestone), Milestone.plan_on.is_not(None), is_live(Project))
        .where(is_active_project(), has_begun())
    )
    rows = session.execute(query.order_by(Milestone.plan_on, Milestone.id))
    for row, name, project, project_name, force, plan_on, done_on, owner in rows:
        yield ActiveMilestone(row, name, project, project_name, force, plan_on, done_on, owner or "")


def _duties(session: Session, last: date, until: date) -> list[PlannedDuty]:
    try:
        return duty_calendar.duty_calendar(session, date.fromordinal(last.toordinal() + 1), until)
    except UserError:  # An unknown cadence is reported where it is set; it must not block a bulletin.
        return []
