"""The visit plan against the visits made: planned visits of a year with their state, unplanned ones, likely matches.

A planned visit is a row of 拜访计划, or a visit that is itself marked as planned (计划内走访、计划日期). A row of the
plan is fulfilled by the first visit that links to it and took place.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import Visit, VisitPlan
from models.rules.visit_plans import PlanMatch, PlanState, closest_matches, distance_from_plan, month_end, plan_state
from models.settings.definitions import load_definitions
from models.statistics.counting_rules import SqlCondition, is_live, took_place

RowFilter = Sequence[str] | None  # ids of the rows to look at; None for all


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A planned visit: its row, whom and who, the first and last day it is planned for, and the visit made of it."""

    ledger: type[Ledger]
    row: str
    company: str
    person: str
    task_force: str | None
    leader: str
    owner: str
    first: date
    due: date
    visit: str | None = None
    visited_on: date | None = None
    cancelled_on: date | None = None

    @property
    def month(self) -> date:
        """The first day of the month it is planned for."""
        return self.due.replace(day=1)

    def state(self, today: date, ahead: int) -> PlanState:
        """Return where it stands at the end of a day, with ``ahead`` days of warning."""
        return plan_state(self.due, self.visited_on, self.cancelled_on, today, ahead)

    @property
    def who(self) -> str:
        """Who is to go: the leader, else the officer; empty where neither is set."""
        return self.leader or self.owner


@dataclass(frozen=True, slots=True)
class UnplannedVisit:
    """A visit made that belongs to no plan."""

    row: str
    task_force: str | None
    leader: str
    on: date


@dataclass(frozen=True, slots=True)
class ProposedMatch:
    """A planned visit not made yet, and a visit to the same firm about that time that may be it."""

    plan: PlannedVisit
    visit: str
    visited_on: date
    visit_text: str


@dataclass(frozen=True, slots=True)
class VisitPlanYear:
    """The plan of one year by a day: planned and unplanned visits, and how many days before its end one is soon due."""

    today: date
    ahead: int
    planned: tuple[PlannedVisit, ...]
    unplanned: tuple[UnplannedVisit, ...]

    def state(self, visit: PlannedVisit) -> PlanState:
        """Return where a planned visit stands."""
        return visit.state(self.today, self.ahead)


def visit_plan_year(session: Session, year: int, today: date, force: str | None = None) -> VisitPlanYear:
    """Read the plan of a year, the county's or a task force's, as of a day."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    planned = sorted(planned_visits(session, first, last, force), key=lambda visit: (visit.due, visit.row))
    return VisitPlanYear(
        today,
        load_definitions(session).visit_warn_days,
        tuple(planned),
        tuple(_unplanned(session, first, min(last, today), force)),
    )


def planned_visits(session: Session, first: date, last: date, force: str | None = None) -> Iterator[PlannedVisit]:
    """Yield the visits planned for the months or days between two days, of a task force or all."""
    yield from _plan_rows(
        session, VisitPlan.month.between(first.replace(day=1), last), *_of_force(VisitPlan.task_force, force)
    )
    counts_for = sa.func.coalesce(Visit.planned_on, Visit.on, type_=Visit.on.type)
    yield from _planned_by_themselves(session, counts_for.between(first, last), *_of_force(Visit.task_force, force))


def open_plan_rows(session: Session, ledger: type[Ledger], rows: RowFilter = None) -> Iterator[PlannedVisit]:
    """Yield the planned visits of one ledger that were neither made nor cancelled, of some rows or of all."""
    if ledger is VisitPlan:
        in_rows = () if rows is None else (VisitPlan.id.in_(rows),)
        planned = _plan_rows(session, VisitPlan.cancelled_on.is_(None), *in_rows)
    else:
        in_rows = () if rows is None else (Visit.id.in_(rows),)
        planned = _planned_by_themselves(session, Visit.planned_on.is_not(None), *in_rows)
    return (visit for visit in planned if visit.visited_on is None)


def _of_force(column: Any, force: str | None) -> tuple[SqlCondition, ...]:
    return () if force is None else (column == force,)


def _plan_rows(session: Session, *where: SqlCondition) -> Iterator[PlannedVisit]:
    """Yield rows of 拜访计划, each with the first visit that fulfils it."""
    columns = sa.select(
        VisitPlan.id,
        VisitPlan.company,
        VisitPlan.person,
        VisitPlan.task_force,
        VisitPlan.leader,
        VisitPlan.owner,
        VisitPlan.month,
        VisitPlan.planned_on,
        VisitPlan.cancelled_on,
        Visit.id.label("visit"),
        Visit.on.label("visited_on"),
    )
    fulfils = sa.and_(Visit.plan == VisitPlan.id, is_live(Visit), took_place(), Visit.on.is_not(None))
    query = columns.outerjoin(Visit, fulfils).where(is_live(VisitPlan), *where)
    latest_row = ""
    for row in session.execute(query.order_by(VisitPlan.id, Visit.on, Visit.id)):
        if row.id != latest_row:
            latest_row = row.id
            yield PlannedVisit(
                VisitPlan,
                row.id,
                row.company,
                row.person or "",
                row.task_force,
                row.leader or "",
                row.owner or "",
                row.planned_on or row.month,
                row.planned_on or month_end(row.month),
                row.visit,
                row.visited_on,
                row.cancelled_on,
            )


def _planned_by_themselves(session: Session, *where: SqlCondition) -> Iterator[PlannedVisit]:
    """Yield the visits of no plan row that are marked as planned, or have a planned day."""
    by_day = sa.and_(Visit.planned_on.is_not(None), sa.func.coalesce(Visit.planned, 1) != 0)
    columns = (Visit.id, Visit.company, Visit.met, Visit.task_force, Visit.leader, Visit.people)
    query = sa.select(*columns, Visit.on, Visit.planned_on, Visit.done).where(
        is_live(Visit), Visit.plan.is_(None), sa.or_(by_day, Visit.planned == sa.literal(1)), *where
    )
    for row in session.execute(query.order_by(Visit.id)):
        due = row.planned_on or row.on
        is_made = row.on is not None and row.done is not False
        if due is not None:
            yield PlannedVisit(
                Visit,
                row.id,
                row.company,
                row.met or "",
                row.task_force,
                row.leader or "",
                row.people or "",
                due,
                due,
                row.id if is_made else None,
                row.on if is_made else None,
            )


def _unplanned(session: Session, first: date, last: date, force: str | None) -> Iterator[UnplannedVisit]:
    by_day = sa.and_(Visit.planned_on.is_not(None), sa.func.coalesce(Visit.planned, 1) != 0)
    query = sa.select(Visit.id, Visit.task_force, Visit.leader, Visit.on).where(
        is_live(Visit),
        took_place(),
        Visit.plan.is_(None),
        sa.not_(by_day),
        sa.func.coalesce(Visit.planned, 0) == 0,
        Visit.on.between(first, last),
        *_of_force(Visit.task_force, force),
    )
    for row, task_force, leader, on in session.execute(query.order_by(Visit.on, Visit.id)):
        if on is not None:
            yield UnplannedVisit(row, task_force, leader or "", on)


def proposed_matches(session: Session, plan_year: VisitPlanYear) -> list[ProposedMatch]:
    """Propose for the planned visits not made yet the visits to the same firm about their time, each visit once.

    A firm is the same by its link to the library, or by its name where either row has none.
    """
    waiting = {
        visit.row: visit
        for visit in plan_year.planned
        if visit.ledger is VisitPlan and visit.visited_on is None and visit.cancelled_on is None
    }
    if not waiting:
        return []
    candidates, days = list[PlanMatch](), dict[str, tuple[date, str]]()
    for plan, visit, on, leader, content in session.execute(_same_firm_visits(plan_year)):
        planned = waiting.get(plan)
        if planned is None:
            continue
        distance = distance_from_plan(planned.first, planned.due, on)
        if distance is not None:
            candidates.append(PlanMatch(plan, visit, distance))
            days[visit] = on, "，".join(filter(None, (leader, " ".join((content or "").split()))))
    chosen = closest_matches(candidates)
    proposals = [ProposedMatch(waiting[match.plan], match.visit, *days[match.visit]) for match in chosen]
    return sorted(proposals, key=lambda match: (match.plan.due, match.plan.row))


def _same_firm_visits(plan_year: VisitPlanYear) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Select pairs of a plan and a free visit of the same firm and direction: by the link, and by the name."""
    rows = [visit.month for visit in plan_year.planned if visit.ledger is VisitPlan]
    first, last = min(rows), max(rows)
    free = (
        sa.select(Visit.id, Visit.on, Visit.leader, Visit.content, Visit.enterprise, Visit.company, Visit.direction)
        .where(is_live(Visit), took_place(), Visit.plan.is_(None), Visit.on.is_not(None), Visit.on <= plan_year.today)
        .cte("free_visit")  # used twice, so databases keep its rows and index them by what is joined
    )
    columns = sa.select(VisitPlan.id, free.c.id, free.c.on, free.c.leader, free.c.content)
    same_way = sa.or_(VisitPlan.direction.is_(None), VisitPlan.direction == free.c.direction)
    where = (is_live(VisitPlan), VisitPlan.month.between(first, last), same_way)
    unlinked = sa.or_(VisitPlan.enterprise.is_(None), free.c.enterprise.is_(None))
    by_link = columns.join(free, free.c.enterprise == VisitPlan.enterprise).where(*where)
    by_name = columns.join(free, free.c.company == VisitPlan.company).where(*where, unlinked)
    return by_link.union_all(by_name)
