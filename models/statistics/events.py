"""The dated events that figures are counted from: what happened, for which task force, on which day, what amount."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.duplicates.concession import FOR_CONCEDER, SETTING_KEY, ConcessionRule
from models.ledgers import (
    Activity,
    Chain,
    County,
    Funding,
    Lead,
    Obligation,
    PastFigure,
    Project,
    Quota,
    Setting,
    StageMove,
    Target,
    TaskForce,
    Visit,
)
from models.rules.stages import RUNNING, STATUS_MOVES, current_stage

SIGNED, STARTED, FINISHED, PRODUCED, TALKS = "签约", "开工", "竣工", "投产", "在谈"
ZERO = Decimal(0)
ENDED = {"终止", "退库"}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that counts once, on a day, for a task force (None: for none), with its amount (万元) if any."""

    row: str
    task_force: str | None
    day: date
    amount: Decimal = ZERO
    project: str = ""


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project as statistics see it: the first day it entered each stage, and its amounts (万元).

    ``state_changes`` are its dated changes of state (正常、暂停、终止……) in their order.
    """

    row: str
    name: str
    investor: str
    task_force: str | None
    stage: str
    status: str
    total: Decimal
    signed_amount: Decimal
    contract: str
    progress: str
    plan_start: date | None
    plan_produce: date | None
    unit: str = ""
    status_on: date | None = None
    entered: dict[str, date] = field(default_factory=dict)
    state_changes: list[tuple[date, str]] = field(default_factory=list)

    def stage_on(self, day: date) -> str:
        """Return the project's stage at the end of a day; empty before its first stage."""
        return current_stage((stage, on) for stage, on in self.entered.items() if on <= day)

    def state_on(self, day: date) -> str:
        """Return the state (正常、暂停、终止……) at the end of a day; a state without a day holds for every day."""
        if self.state_changes:
            return next((state for on, state in reversed(self.state_changes) if on <= day), RUNNING[0])
        return self.status if self.status_on is None or self.status_on <= day else RUNNING[0]

    def has_ended(self, day: date) -> bool:
        """Whether it was ended or removed from the library (终止、退库) by the end of a day."""
        return self.state_on(day) in ENDED


@dataclass(frozen=True, slots=True)
class StatisticsData:
    """Everything that a report counts from, read once."""

    county: Any
    settings: dict[str, str]
    forces: list[Any]
    projects: dict[str, ProjectRecord]
    events: dict[str, list[Event]]
    targets: list[Any]
    quotas: list[Any]
    obligations: list[Any]
    chains: int
    past: tuple[Any, ...] = ()  # 往年数据 of the county
    only_force: Any = None  # the task force that the data is limited to; None for the whole county


def read_statistics(session: Session, since: date = date.min) -> StatisticsData:
    """Read the statistics data of a whole book; rows in the recycle bin do not count.

    ``since`` leaves out leads, visits, events and closed obligations of earlier days, which a period's report does not
    count; projects and their funds are always read in full, since some rates are over all of them.
    """
    query = sa.select(Setting.key, Setting.value).where(Setting.removed.is_(False)).order_by(Setting.id)
    settings = {key: value or "" for key, value in session.execute(query)}
    ceded = ConcessionRule(settings.get(SETTING_KEY) == FOR_CONCEDER)
    courses = _project_records(session, ceded)
    events = {
        "leads_reported": list(_leads(session, ceded, Lead.reported_on, since)),
        "leads_recognised": list(_leads(session, ceded, Lead.recognised_on, since, Lead.state == "已认定")),
        "visits_out": list(_visits(session, "外出", since)),
        "visits_in": list(_visits(session, "来访", since)),
        "activities": list(_activities(session, since)),
        "funds": list(_funds(session, courses)),
    }
    only_contracts = settings.get("signed") == "只计投资合同"
    for key, stage in (("signed", SIGNED), ("started", STARTED), ("finished", FINISHED), ("produced", PRODUCED)):
        events[key] = [
            Event(course.row, course.task_force, course.entered[stage], course.signed_amount, course.row)
            for course in courses.values()
            if stage in course.entered and not (stage == SIGNED and only_contracts and course.contract != "投资合同")
        ]
    return StatisticsData(
        county=session.execute(_live_rows(County).limit(1)).scalar_one_or_none(),
        settings=settings,
        forces=list(session.execute(_live_rows(TaskForce).order_by(TaskForce.rank, TaskForce.id)).scalars()),
        projects=courses,
        events=events,
        targets=list(session.execute(_live_rows(Target)).scalars()),
        quotas=list(session.execute(_live_rows(Quota)).scalars()),
        obligations=list(session.execute(_obligation_query(since)).scalars()),
        chains=session.execute(sa.select(sa.func.count()).where(Chain.removed.is_(False))).scalar_one(),
        past=tuple(session.execute(_live_rows(PastFigure).order_by(PastFigure.id)).scalars()),
    )


def for_task_force(facts: StatisticsData, force: Any) -> StatisticsData:
    """Limit the county's data to one task force: its own projects, events, targets and obligations."""
    force_id = force.id
    courses = {row: course for row, course in facts.projects.items() if course.task_force == force_id}
    return replace(
        facts,
        forces=[force],
        projects=courses,
        events={
            key: [event for event in listed if event.task_force == force_id] for key, listed in facts.events.items()
        },
        targets=[target for target in facts.targets if target.task_forces == force_id],
        quotas=[quota for quota in facts.quotas if quota.task_force in {None, force_id}],
        obligations=[
            obligation
            for obligation in facts.obligations
            if obligation.task_force == force_id or obligation.project in courses
        ],
        past=(),
        only_force=force,
    )


def _live_rows(ledger: Any) -> Any:
    return sa.select(ledger).where(ledger.removed.is_(False))


def _obligation_query(since: date) -> Any:
    """Select the obligations not closed before a day, by their deadlines."""
    open_then = sa.or_(Obligation.closed_on.is_(None), Obligation.closed_on >= since)
    return _live_rows(Obligation).where(open_then).order_by(Obligation.due, Obligation.id)


def _project_records(session: Session, ceded: ConcessionRule) -> dict[str, ProjectRecord]:
    columns: Sequence[Any] = (
        Project.id,
        Project.name,
        Project.investor,
        ceded.owner_column(Project).label("task_force"),
        Project.stage,
        Project.status,
        Project.total,
        Project.signed_amount,
        Project.contract,
        Project.progress,
        Project.plan_start,
        Project.plan_produce,
        Project.status_on,
        sa.func.coalesce(Project.patron_unit, Project.one_unit),
    )
    records: dict[str, ProjectRecord] = {}
    query = sa.select(*columns).where(Project.removed.is_(False), *ceded.counted_conditions(Project))
    for row in session.execute(query.order_by(Project.id)):
        texts = [text or "" for text in (row.investor, row.stage, row.status, row.contract, row.progress)]
        investor, stage, status, contract, progress = texts
        amounts = (row.total or ZERO, row.signed_amount or row.total or ZERO)
        plans = (row.plan_start, row.plan_produce)
        values = (row.id, row.name, investor, row.task_force, stage, status, *amounts, contract, progress, *plans)
        records[row.id] = ProjectRecord(*values, unit=row[-1] or "", status_on=row.status_on)
    moves = sa.select(StageMove.project, StageMove.stage, StageMove.on).where(StageMove.removed.is_(False))
    for project, stage, on in session.execute(moves.order_by(StageMove.on, StageMove.id)):
        if project not in records:
            continue
        if stage in STATUS_MOVES:
            records[project].state_changes.append((on, stage))
        else:
            records[project].entered.setdefault(stage, on)
    return records


def _leads(session: Session, ceded: ConcessionRule, day: Any, since: date, *where: Any) -> Iterator[Event]:
    query: Any = sa.select(Lead.id, ceded.owner_column(Lead), day).where(Lead.removed.is_(False), day >= since)
    for row, force, on in session.execute(query.where(*where, *ceded.counted_conditions(Lead))):
        yield Event(row, force, on)


def _visits(session: Session, direction: str, since: date) -> Iterator[Event]:
    # A planned visit counts only once it took place.
    done = sa.or_(Visit.done.is_(None), Visit.done == sa.literal(1))
    query: Any = sa.select(Visit.id, Visit.task_force, Visit.on).where(
        Visit.removed.is_(False), Visit.direction == direction, Visit.on >= since, done
    )
    for row, force, on in session.execute(query):
        yield Event(row, force, on)


def _activities(session: Session, since: date) -> Iterator[Event]:
    query: Any = sa.select(Activity.id, Activity.task_force, Activity.on, Activity.signed_amount)
    for row, force, on, amount in session.execute(query.where(Activity.removed.is_(False), Activity.on >= since)):
        yield Event(row, force, on, amount or ZERO)


def _funds(session: Session, courses: dict[str, ProjectRecord]) -> Iterator[Event]:
    query = sa.select(Funding.id, Funding.project, Funding.month, Funding.amount)
    for row, project, month, amount in session.execute(query.where(Funding.removed.is_(False))):
        course = courses.get(project)
        if course is not None:
            yield Event(row, course.task_force, month, amount or ZERO, project)
