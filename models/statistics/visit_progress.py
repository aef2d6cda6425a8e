"""The visit plan against what was done, counted by leader, task force and month, with the rows behind each count."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy.orm import Session

from models.rules import rates
from models.rules.visit_plans import PlanState, names_of
from models.statistics.contacts import LastContact, quiet_firms, quiet_persons
from models.statistics.owners import force_names
from models.statistics.visit_plans import (
    PlannedVisit,
    ProposedMatch,
    UnplannedVisit,
    VisitPlanYear,
    proposed_matches,
    visit_plan_year,
)

_NOT_SET = "（未定）"


class PlanGrouping(StrEnum):
    """What the plan is counted by."""

    LEADER = "带队县领导"
    TASK_FORCE = "专班"
    MONTH = "月份"


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """The planned visits of one leader, task force or month by their state, and the visits made outside the plan."""

    name: str
    planned: tuple[PlannedVisit, ...]
    by_state: dict[PlanState, tuple[PlannedVisit, ...]]
    unplanned: tuple[UnplannedVisit, ...]

    def of_state(self, state: PlanState) -> tuple[PlannedVisit, ...]:
        """Return the planned visits of a state."""
        return self.by_state.get(state, ())

    @property
    def held(self) -> tuple[PlannedVisit, ...]:
        """The planned visits that were not cancelled: what the plan asks for."""
        cancelled = {visit.row for visit in self.of_state(PlanState.CANCELLED)}
        return tuple(visit for visit in self.planned if visit.row not in cancelled)

    @property
    def completion(self) -> Decimal | None:
        """The share of the planned visits that was made, in percent; None where none was planned."""
        return rates.percent(len(self.of_state(PlanState.DONE)), len(self.held))


@dataclass(frozen=True, slots=True)
class VisitProgress:
    """All that is shown of a year's visit plan: counts and their total, proposed matches, firms and persons quiet."""

    year: int
    plan_year: VisitPlanYear
    counts: dict[PlanGrouping, tuple[PlanCounts, ...]]
    total: PlanCounts
    matches: tuple[ProposedMatch, ...]
    firms: tuple[LastContact, ...]
    persons: tuple[LastContact, ...]
    force_names: dict[str, str]


def visit_progress(session: Session, year: int, today: date, force: str | None = None) -> VisitProgress:
    """Count the plan of a year as of a day, the county's or a task force's."""
    plan_year, names = visit_plan_year(session, year, today, force), force_names(session)
    return VisitProgress(
        year,
        plan_year,
        {grouping: tuple(_grouped(plan_year, grouping, names)) for grouping in PlanGrouping},
        _counts(plan_year, "合计", plan_year.planned, plan_year.unplanned),
        tuple(proposed_matches(session, plan_year)),
        tuple(quiet_firms(session, today, force)),
        tuple(quiet_persons(session, today, force)),
        names,
    )


def _grouped(plan_year: VisitPlanYear, grouping: PlanGrouping, names: dict[str, str]) -> Iterable[PlanCounts]:
    """Yield the counts of each group: months and task forces in their order, leaders by how much they planned.

    A visit led by two counts for each of them, and once in the total.
    """
    keys: Callable[[PlannedVisit | UnplannedVisit], Sequence[str]]
    if grouping is PlanGrouping.LEADER:
        keys = _leaders_of
    elif grouping is PlanGrouping.TASK_FORCE:
        keys = _forces_of
    else:
        keys = _months_of
    planned, unplanned = dict[str, list[PlannedVisit]](), dict[str, list[UnplannedVisit]]()
    for visit in plan_year.planned:
        for key in keys(visit):
            planned.setdefault(key, []).append(visit)
    for made_visit in plan_year.unplanned:
        for key in keys(made_visit):
            unplanned.setdefault(key, []).append(made_visit)
    in_order = sorted({*planned, *unplanned})
    if grouping is PlanGrouping.LEADER:
        in_order.sort(key=lambda key: (not key, -len(planned.get(key, ()))))
    elif grouping is PlanGrouping.TASK_FORCE:
        places = {force: number for number, force in enumerate(names)}
        in_order.sort(key=lambda key: places.get(key, len(places)))
    for key in in_order:
        name = _group_name(grouping, key, names)
        yield _counts(plan_year, name, planned.get(key, ()), unplanned.get(key, ()))


def _leaders_of(visit: PlannedVisit | UnplannedVisit) -> Sequence[str]:
    return names_of(visit.leader) or [""]


def _forces_of(visit: PlannedVisit | UnplannedVisit) -> Sequence[str]:
    return [visit.task_force or ""]


def _months_of(visit: PlannedVisit | UnplannedVisit) -> Sequence[str]:
    return [f"{(visit.due if isinstance(visit, PlannedVisit) else visit.on).month:02}"]


def _group_name(grouping: PlanGrouping, key: str, names: dict[str, str]) -> str:
    if grouping is PlanGrouping.MONTH:
        return f"{int(key)}月"
    return (names.get(key, "") if grouping is PlanGrouping.TASK_FORCE else key) or _NOT_SET


def _counts(
    plan_year: VisitPlanYear, name: str, planned: Sequence[PlannedVisit], unplanned: Sequence[UnplannedVisit]
) -> PlanCounts:
    by_state: dict[PlanState, list[PlannedVisit]] = {}
    for visit in planned:
        by_state.setdefault(plan_year.state(visit), []).append(visit)
    states = {state: tuple(visits) for state, visits in by_state.items()}
    return PlanCounts(name, tuple(planned), states, tuple(unplanned))
