"""What happened in a span and what comes next, one by one: the lines of 周动态, 半月调度 and 月例会."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models import duties
from models.duties import Planned
from models.ledgers import Activity, Lead, Meeting, Milestone, Negotiation, Obligation, Project, Visit
from models.refusal import Refusal
from models.rules.stages import ASIDE

LEADS, RECOGNISED, OUT, COME, TALKS, EVENTS = "leads", "recognised", "out", "in", "talks", "events"


@dataclass(frozen=True, slots=True)
class Happening:
    """One row that happened on a day: of which ledger and task force, its name, and what is told of it."""

    kind: str
    ledger: str
    row: str
    task_force: str | None
    day: date
    name: str
    said: str = ""
    place: str = ""
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone of a project that still runs, with its planned day and the day it was done."""

    row: str
    name: str
    project: str
    project_name: str
    task_force: str | None
    plan_on: date
    done_on: date | None
    owner: str


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting held: who led it, who was there, what was on the table, and the obligations it decided."""

    row: str
    name: str
    kind: str
    on: date
    host: str
    present: str
    topics: str
    decisions: str
    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Diary:
    """A span's happenings in the order of their days, its meetings, all milestones, and the duties that follow it."""

    happened: tuple[Happening, ...]
    meetings: tuple[Held, ...]
    steps: tuple[Step, ...]
    duties: tuple[Planned, ...]

    def of(self, kind: str, force: str | None = None) -> tuple[Happening, ...]:
        """Give the happenings of a kind, of one task force or all."""
        return tuple(one for one in self.happened if one.kind == kind and force in {None, one.task_force})


def diary(session: Session, first: date, last: date, until: date, force: str | None = None) -> Diary:
    """Read what happened from ``first`` to ``last``, and the duties due after it up to ``until``.

    With a task force only what is its own; meetings of the whole county are everybody's.
    """
    happened = [
        *_leads(session, first, last),
        *_visits(session, first, last),
        *_talks(session, first, last),
        *_events(session, first, last),
    ]
    own = [one for one in happened if force in {None, one.task_force}]
    return Diary(
        tuple(sorted(own, key=lambda one: (one.day, one.name, one.row))),
        tuple(one for one in _meetings(session, first, last, force)),
        tuple(one for one in _steps(session) if force in {None, one.task_force}),
        tuple(_duties(session, last, until)),
    )


def _between(column: Any, first: date, last: date) -> Any:
    return sa.and_(column.is_not(None), column.between(first, last))


def _leads(session: Session, first: date, last: date) -> Iterator[Happening]:
    facts = (Lead.id, Lead.task_force, Lead.name, Lead.investor, Lead.place, Lead.total)
    for kind, day, state in ((LEADS, Lead.reported_on, None), (RECOGNISED, Lead.recognised_on, "已认定")):
        query: Any = sa.select(*facts, day).where(Lead.removed.is_(False), _between(day, first, last))
        for row, force, name, investor, place, total, on in session.execute(
            query.where(Lead.state == state) if state else query
        ):
            yield Happening(kind, "lead", row, force, on, name, investor or "", place or "", total)


def _visits(session: Session, first: date, last: date) -> Iterator[Happening]:
    done = sa.or_(Visit.done.is_(None), Visit.done == sa.literal(1))
    facts = (Visit.id, Visit.task_force, Visit.on, Visit.direction, Visit.company, Visit.place, Visit.outcome)
    query: Any = sa.select(*facts).where(Visit.removed.is_(False), done, _between(Visit.on, first, last))
    for row, force, on, direction, company, place, outcome in session.execute(query):
        kind = OUT if direction == "外出" else COME
        yield Happening(kind, "visit", row, force, on, company, outcome or "", place or "")


def _talks(session: Session, first: date, last: date) -> Iterator[Happening]:
    facts = (Negotiation.id, Negotiation.task_force, Negotiation.on, Negotiation.subject, Negotiation.depth)
    query: Any = sa.select(*facts).where(Negotiation.removed.is_(False), _between(Negotiation.on, first, last))
    for row, force, on, subject, depth in session.execute(query):
        yield Happening(TALKS, "negotiation", row, force, on, subject, depth or "")


def _events(session: Session, first: date, last: date) -> Iterator[Happening]:
    facts = (Activity.id, Activity.task_force, Activity.on, Activity.name, Activity.kind, Activity.place)
    query: Any = sa.select(*facts).where(Activity.removed.is_(False), _between(Activity.on, first, last))
    for row, force, on, name, kind, place in session.execute(query):
        yield Happening(EVENTS, "activity", row, force, on, name, kind or "", place or "")


def _meetings(session: Session, first: date, last: date, force: str | None) -> Iterator[Held]:
    query: Any = sa.select(Meeting).where(Meeting.removed.is_(False), _between(Meeting.on, first, last))
    of_all = sa.or_(Meeting.task_force.is_(None), Meeting.task_force == force) if force else sa.true()
    for one in session.execute(query.where(of_all).order_by(Meeting.on, Meeting.id)).scalars():
        kept = sa.select(Obligation).where(Obligation.removed.is_(False), Obligation.meeting == one.id)
        items = tuple(session.execute(kept.order_by(Obligation.due, Obligation.id)).scalars())
        host, present, topics, decisions = (text or "" for text in (one.host, one.present, one.topics, one.decisions))
        yield Held(one.id, one.name, one.kind or "", one.on, host, present, topics, decisions, items)


def _steps(session: Session) -> Iterator[Step]:
    facts = (Milestone.id, Milestone.name, Milestone.project, Project.name, Project.task_force)
    query: Any = (
        sa.select(*facts, Milestone.plan_on, Milestone.done_on, Milestone.owner)
        .join(Project, Project.id == Milestone.project)
        .where(Milestone.removed.is_(False), Milestone.plan_on.is_not(None), Project.removed.is_(False))
        .where(sa.func.coalesce(Project.status, "").not_in(ASIDE))
    )
    found = session.execute(query.order_by(Milestone.plan_on, Milestone.id))
    for row, name, project, called, force, plan_on, done_on, owner in found:
        yield Step(row, name, project, called, force, plan_on, done_on, owner or "")


def _duties(session: Session, last: date, until: date) -> list[Planned]:
    try:
        return duties.calendar(session, date.fromordinal(last.toordinal() + 1), until)
    except Refusal:  # A cadence nobody knows is told where it is set; a bulletin is not held up by it.
        return []
