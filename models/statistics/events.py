"""The dated events that figures are counted from: what happened, for which task force, on which day, what amount."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.duplicates.concession import FOR_CONCEDER, SETTING_KEY, ConcessionRule
from models.errors import UserError
from models.fields.base import Ledger
from models.ledgers import (
    Activity,
    Chain,
    County,
    Enterprise,
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
from models.rules.vocabulary import Stage, VisitDirection
from models.statistics import counting_rules

ZERO = Decimal(0)
LedgerRow = TypeVar("LedgerRow", bound=Ledger)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that counts once, on a day, for a task force (None: for none), with its amount (万元) if any.

    Events of projects name the project, its township and the firm that referred it; those of leads the firm only.
    """

    row: str
    task_force: str | None
    day: date
    amount: Decimal = ZERO
    project: str = ""
    township: str = ""
    referrer: str = ""


@dataclass(frozen=True, slots=True)
class VisitEvent(Event):
    """A visit that took place: the rank of its leader, and the firm by its row id (or its name where it has none)."""

    level: str = ""
    firm: str = ""
    of_leading_firm: bool = False


@dataclass(frozen=True, slots=True)
class ActivityEvent(Event):
    """A promotion event with its kind."""

    kind: str = ""


@dataclass(frozen=True, slots=True)
class FundingEvent(Event):
    """Money placed: its origin (that of its project where none is written) and the foreign part in 万美元.

    An opening amount counts on the day it was summed up to; ``since`` is the first day it covers (None: one month's).
    """

    origin: str = ""
    foreign: Decimal = ZERO
    since: date | None = None


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project as statistics see it: the first day it entered each stage, and its amounts (万元), nought for none.

    ``state_changes`` are its dated changes of state (正常、暂停、终止……) in their order. ``fits_chain`` is whether its
    chain is its own task force's, None where it is on no chain.
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
    foreign: Decimal = ZERO  # 合同外资, in 万美元
    size: Decimal = ZERO
    origin: str = ""
    township: str = ""
    referrer: str = ""
    activities: tuple[str, ...] = ()
    fits_chain: bool | None = None
    of_top_500: bool = False

    def stage_on(self, day: date) -> str:
        """Return the project's stage at the end of a day; empty before its first stage."""
        return current_stage((stage, on) for stage, on in self.entered.items() if on <= day)

    def has_entered(self, stage: str, day: date) -> bool:
        """Whether it had entered a stage by the end of a day."""
        return self.entered.get(stage, date.max) <= day

    def state_on(self, day: date) -> str:
        """Return the state (正常、暂停、终止……) at the end of a day; a state without a day holds for every day."""
        if self.state_changes:
            return next((state for on, state in reversed(self.state_changes) if on <= day), RUNNING[0])
        return self.status if self.status_on is None or self.status_on <= day else RUNNING[0]

    def has_ended(self, day: date) -> bool:
        """Whether it was ended or removed from the library (终止、退库) by the end of a day."""
        return counting_rules.has_ended_in(self.state_on(day))

    def event(self, day: date) -> Event:
        """Return the event that counts this project on a day, with its signed amount."""
        return Event(self.row, self.task_force, day, self.signed_amount, self.row, self.township, self.referrer)


@dataclass(frozen=True, slots=True)
class Events:
    """All events by kind; signings only those that count by the county's setting."""

    leads_reported: Sequence[Event]
    leads_recognised: Sequence[Event]
    visits_out: Sequence[VisitEvent]
    visits_in: Sequence[VisitEvent]
    activities: Sequence[ActivityEvent]
    funds: Sequence[FundingEvent]
    signed: Sequence[Event]
    started: Sequence[Event]
    finished: Sequence[Event]
    produced: Sequence[Event]

    def of_task_force(self, task_force: str) -> "Events":
        """Return the events of one task force."""
        return Events(*([e for e in getattr(self, kind.name) if e.task_force == task_force] for kind in fields(self)))


@dataclass(frozen=True, slots=True)
class StatisticsData:
    """Everything that a report counts from, read once."""

    county_row: County | None
    settings: Mapping[str, str]
    forces: list[TaskForce]
    projects: dict[str, ProjectRecord]
    events: Events
    targets: list[Target]
    quotas: list[Quota]
    obligations: list[Obligation]
    chains: int
    past: tuple[PastFigure, ...] = ()  # 往年数据 of the county
    only_force: TaskForce | None = None  # the task force that the data is limited to; None for the whole county

    @property
    def county(self) -> County:
        """The county's own row, which names the issuing organ; raises UserError where the book has none."""
        if self.county_row is None:
            raise UserError("账本里还没有县情设置，请先在“设置”里填写县市名称和印发单位。")
        return self.county_row


def read_statistics(session: Session, since: date = date.min) -> StatisticsData:
    """Read the statistics data of a whole book; rows in the recycle bin do not count.

    ``since`` leaves out leads, visits, events and closed obligations of earlier days, which a period's report does not
    count; projects and their funds are always read in full, since some rates are over all of them.
    """
    settings = _settings(session)
    projects, events = _projects_and_events(session, settings, since)
    return StatisticsData(
        county_row=session.execute(_live_rows(County).limit(1)).scalar_one_or_none(),
        settings=settings,
        forces=list(session.execute(_live_rows(TaskForce).order_by(TaskForce.rank, TaskForce.id)).scalars()),
        projects=projects,
        events=events,
        targets=list(session.execute(_live_rows(Target)).scalars()),
        quotas=list(session.execute(_live_rows(Quota)).scalars()),
        obligations=list(session.execute(_obligation_query(since)).scalars()),
        chains=session.execute(sa.select(sa.func.count()).where(counting_rules.is_live(Chain))).scalar_one(),
        past=tuple(session.execute(_live_rows(PastFigure).order_by(PastFigure.id)).scalars()),
    )


@dataclass(frozen=True, slots=True)
class CountedData:
    """The part of the statistics data that metrics are counted from: projects and events, under the settings."""

    projects: dict[str, ProjectRecord]
    events: Events


def read_counted_data(session: Session, since: date = date.min) -> CountedData:
    """Read what metrics are counted from, without the rest of a report's data; ``since`` as in ``read_statistics``."""
    return CountedData(*_projects_and_events(session, _settings(session), since))


def _settings(session: Session) -> dict[str, str]:
    query = sa.select(Setting.key, Setting.value).where(counting_rules.is_live(Setting)).order_by(Setting.id)
    return {key: value or "" for key, value in session.execute(query)}


def _projects_and_events(
    session: Session, settings: Mapping[str, str], since: date
) -> tuple[dict[str, ProjectRecord], Events]:
    ceded = ConcessionRule(settings.get(SETTING_KEY) == FOR_CONCEDER)
    projects = _project_records(session, ceded, settings)
    leading = set(session.execute(sa.select(Enterprise.id).where(counting_rules.is_leading_firm())).scalars())
    visits = {direction: list(_visits(session, direction, since, leading)) for direction in VisitDirection}
    signed = [project for project in projects.values() if counting_rules.counts_as_signed(project.contract, settings)]
    events = Events(
        leads_reported=list(_leads(session, ceded, Lead.reported_on, since)),
        leads_recognised=list(_leads(session, ceded, Lead.recognised_on, since, counting_rules.is_recognised())),
        visits_out=visits[VisitDirection.OUT],
        visits_in=visits[VisitDirection.IN],
        activities=list(_activities(session, since)),
        funds=list(_funds(session, projects)),
        signed=_entries(signed, Stage.SIGNED),
        started=_entries(projects.values(), Stage.STARTED),
        finished=_entries(projects.values(), Stage.FINISHED),
        produced=_entries(projects.values(), Stage.PRODUCED),
    )
    return projects, events


def for_task_force(facts: StatisticsData, force: TaskForce) -> StatisticsData:
    """Limit the county's data to one task force: its own projects, events, targets and obligations."""
    force_id = force.id
    projects = {row: project for row, project in facts.projects.items() if project.task_force == force_id}
    return replace(
        facts,
        forces=[force],
        projects=projects,
        events=facts.events.of_task_force(force_id),
        targets=[target for target in facts.targets if target.task_forces == force_id],
        quotas=[quota for quota in facts.quotas if quota.task_force in {None, force_id}],
        obligations=[
            obligation
            for obligation in facts.obligations
            if obligation.task_force == force_id or obligation.project in projects
        ],
        past=(),
        only_force=force,
    )


def _live_rows(ledger: type[LedgerRow]) -> sa.Select[LedgerRow]:
    return sa.select(ledger).where(counting_rules.is_live(ledger))


def _obligation_query(since: date) -> sa.Select[Obligation]:
    """Select the obligations not closed before a day, by their deadlines."""
    open_then = sa.or_(Obligation.closed_on.is_(None), Obligation.closed_on >= since)
    return _live_rows(Obligation).where(open_then).order_by(Obligation.due, Obligation.id)


def _project_query(ceded: ConcessionRule) -> sa.Select[*tuple[object, ...]]:
    """Select the columns of a project's record, of the projects that are counted."""
    columns: sa.Select[*tuple[object, ...]] = sa.select(
        Project.id,
        Project.name,
        Project.investor,
        ceded.owner_column(Project).label("owner_force"),
        Project.stage,
        Project.status,
        Project.total,
        Project.signed_amount,
        Project.foreign,
        Project.contract,
        Project.progress,
        Project.plan_start,
        Project.plan_produce,
        Project.status_on,
        sa.func.coalesce(Project.patron_unit, Project.one_unit).label("unit"),
        Project.origin,
        Project.township,
        Project.referrer,
        Project.activity,
        Project.chain,
        Project.enterprise,
        Project.task_force,
    )
    return columns.where(counting_rules.is_live(Project), *ceded.counted_conditions(Project)).order_by(Project.id)


def _project_records(session: Session, ceded: ConcessionRule, settings: Mapping[str, str]) -> dict[str, ProjectRecord]:
    force_of_chain = dict(session.execute(sa.select(Chain.id, Chain.task_force)).all())
    top_500 = set(session.execute(sa.select(Enterprise.id).where(counting_rules.is_top_500())).scalars())
    records: dict[str, ProjectRecord] = {}
    for row in session.execute(_project_query(ceded)):
        records[row.id] = ProjectRecord(
            row=row.id,
            name=row.name,
            investor=row.investor or "",
            task_force=row.owner_force,
            stage=row.stage or "",
            status=row.status or "",
            total=row.total or ZERO,
            signed_amount=counting_rules.signed_worth(row.signed_amount, row.total, settings),
            contract=row.contract or "",
            progress=row.progress or "",
            plan_start=row.plan_start,
            plan_produce=row.plan_produce,
            unit=row.unit or "",
            status_on=row.status_on,
            foreign=row.foreign or ZERO,
            size=counting_rules.project_size(row.signed_amount, row.total),
            origin=row.origin or "",
            township=row.township or "",
            referrer=row.referrer or "",
            activities=tuple(row.activity.split()) if row.activity else (),
            fits_chain=force_of_chain.get(row.chain) == row.task_force if row.chain else None,
            of_top_500=row.enterprise in top_500,
        )
    _add_stage_moves(session, records)
    return records


def _add_stage_moves(session: Session, records: dict[str, ProjectRecord]) -> None:
    moves = sa.select(StageMove.project, StageMove.stage, StageMove.on).where(counting_rules.is_live(StageMove))
    for project, stage, on in session.execute(moves.order_by(StageMove.on, StageMove.id)):
        if project not in records:
            continue
        if stage in STATUS_MOVES:
            records[project].state_changes.append((on, stage))
        else:
            records[project].entered.setdefault(stage, on)


def _entries(projects: Iterable[ProjectRecord], stage: Stage) -> list[Event]:
    """List the projects that entered a stage, each on its first day there."""
    return [project.event(project.entered[stage]) for project in projects if stage in project.entered]


def _leads(
    session: Session,
    ceded: ConcessionRule,
    day: InstrumentedAttribute[date | None],
    since: date,
    *where: counting_rules.SqlCondition,
) -> Iterator[Event]:
    query = sa.select(Lead.id, ceded.owner_column(Lead), day, Lead.referrer)
    counted = query.where(counting_rules.is_live(Lead), day >= since, *where, *ceded.counted_conditions(Lead))
    for row, force, on, referrer in session.execute(counted.order_by(Lead.id)):
        if on is not None:
            yield Event(row, force, on, referrer=referrer or "")


def _visits(session: Session, direction: VisitDirection, since: date, leading: Collection[str]) -> Iterator[VisitEvent]:
    query = sa.select(Visit.id, Visit.task_force, Visit.on, Visit.level, Visit.enterprise, Visit.company).where(
        counting_rules.is_live(Visit),
        counting_rules.has_direction(direction),
        Visit.on >= since,
        counting_rules.took_place(),
    )
    for row, force, on, level, enterprise, company in session.execute(query.order_by(Visit.id)):
        firm = enterprise or company or ""
        if on is not None:
            yield VisitEvent(row, force, on, level=level or "", firm=firm, of_leading_firm=enterprise in leading)


def _activities(session: Session, since: date) -> Iterator[ActivityEvent]:
    query = sa.select(Activity.id, Activity.task_force, Activity.on, Activity.signed_amount, Activity.kind)
    held = query.where(counting_rules.is_live(Activity), Activity.on >= since)
    for row, force, on, amount, kind in session.execute(held.order_by(Activity.id)):
        if on is not None:
            yield ActivityEvent(row, force, on, amount or ZERO, kind=kind or "")


def _funds(session: Session, projects: Mapping[str, ProjectRecord]) -> Iterator[FundingEvent]:
    span = (Funding.month, Funding.covers_from, Funding.covers_to)
    query = sa.select(Funding.id, Funding.project, Funding.amount, Funding.origin, Funding.foreign, *span)
    for row in session.execute(query.where(counting_rules.is_live(Funding)).order_by(Funding.id)):
        project = projects.get(row.project)
        if project is not None:
            day, amount = row.covers_to or row.month, row.amount or ZERO
            yield FundingEvent(
                *(row.id, project.task_force, day, amount, project.row, project.township, project.referrer),
                origin=row.origin or project.origin,
                foreign=row.foreign or ZERO,
                since=(row.covers_from or date.min) if row.covers_to else None,
            )
