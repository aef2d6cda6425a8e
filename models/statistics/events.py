"""The dated events that figures are counted from: what happened, for which task force, on which day, what amount."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal

from models.ledgers import Obligation, PastFigure, Quota, Target, TaskForce
from models.rules.placed_funds import FundsEntry
from models.rules.stages import RUNNING, current_stage
from models.statistics import counting_rules
from models.statistics.county_head import CountyHead
from models.statistics.owners import Handovers, owner_on

ZERO = Decimal(0)
_NO_ENTRY = FundsEntry()


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
    firm: str = ""  # the firm by its row id, or its name where it is none of the library
    owners: str = ""  # the persons who do it, joined by 、


@dataclass(frozen=True, slots=True)
class LeadEvent(Event):
    """A lead that was reported or recognised, with its channel (信息渠道) and how it was sought (招商方式)."""

    channel: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class VisitEvent(Event):
    """A visit that took place, with the rank of its leader."""

    level: str = ""
    of_leading_firm: bool = False


@dataclass(frozen=True, slots=True)
class ActivityEvent(Event):
    """A promotion event with its kind."""

    kind: str = ""


@dataclass(frozen=True, slots=True)
class FundingEvent(Event):
    """Money placed: its origin (that of its project where none is written) and the foreign part in 万美元.

    An opening amount counts on the day it was summed up to; ``since`` is the first day it covers (None: one month's).
    ``entry`` has the amounts reported, recognised and verified, of which the county's setting counts one; a payment
    that has nothing on that basis does not count (``counts``).
    """

    origin: str = ""
    foreign: Decimal = ZERO
    since: date | None = None
    entry: FundsEntry = _NO_ENTRY
    counts: bool = True


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
    fixed: Decimal = ZERO  # 固定资产投资
    origin: str = ""
    township: str = ""
    referrer: str = ""
    activities: tuple[str, ...] = ()
    fits_chain: bool | None = None
    of_top_500: bool = False
    firm: str = ""
    owners: str = ""
    real_output: Decimal = ZERO
    real_tax: Decimal = ZERO
    handovers: Handovers = ()  # its transfers up to the day of the report, on which ``task_force`` has it

    def owner_on(self, day: date) -> str | None:
        """Return the task force that it belonged to on a day."""
        return owner_on(day, self.task_force, self.handovers)

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
        """Return the event that counts this project on a day, for its task force then, with its signed amount."""
        return Event(
            self.row,
            self.owner_on(day),
            day,
            self.signed_amount,
            self.row,
            self.township,
            self.referrer,
            self.firm,
            self.owners,
        )


@dataclass(frozen=True, slots=True)
class Events:
    """All events by kind; signings only those that count by the county's setting."""

    leads_reported: Sequence[LeadEvent]
    leads_recognised: Sequence[LeadEvent]
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
class StatisticsData(CountyHead):
    """Everything that a report counts from, read once."""

    projects: dict[str, ProjectRecord]
    events: Events
    targets: list[Target]
    quotas: list[Quota]
    obligations: list[Obligation]
    chains: int
    past: tuple[PastFigure, ...] = ()  # 往年数据 of the county
    only_force: TaskForce | None = None  # the task force that the data is limited to; None for the whole county
    as_of: date = date.max  # the last day of the report
    issued_on: date | None = None  # the day that it is made on; None for the day its kind is planned for

    @property
    def ranked_forces(self) -> list[TaskForce]:
        """The task forces that exist at the end of the report's last day: those dissolved by then are not judged."""
        return [force for force in self.forces if not force.dissolved or force.dissolved > self.as_of]

    @property
    def held_projects(self) -> list[ProjectRecord]:
        """The projects that the county or the only task force has on the report's last day.

        ``projects`` of a task force also has those it handed over since, which its events name.
        """
        force = self.only_force
        return [project for project in self.projects.values() if force is None or project.task_force == force.id]


@dataclass(frozen=True, slots=True)
class CountedData:
    """The part of the statistics data that metrics are counted from: projects and events, under the settings."""

    projects: dict[str, ProjectRecord]
    events: Events


def for_task_force(facts: StatisticsData, force: TaskForce) -> StatisticsData:
    """Limit the county's data to one task force: its own projects, events, targets and obligations."""
    force_id = force.id
    events = facts.events.of_task_force(force_id)
    of_events = {event.project for kind in fields(events) for event in getattr(events, kind.name)}
    projects = {
        row: project for row, project in facts.projects.items() if project.task_force == force_id or row in of_events
    }
    return replace(
        facts,
        forces=[force],
        projects=projects,
        events=events,
        targets=[target for target in facts.targets if target.task_forces == force_id],
        quotas=[quota for quota in facts.quotas if quota.task_force in {None, force_id}],
        obligations=[
            obligation
            for obligation in facts.obligations
            if obligation.task_force == force_id
            or ((project := projects.get(obligation.project or "")) and project.task_force == force_id)
        ],
        past=(),
        only_force=force,
    )
