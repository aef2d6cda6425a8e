"""How far projects are from land to start (拿地即开工), and what their sites promised and reached (标准地)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import LandStandard, Milestone, PermitStep, Project, StageMove
from models.rules.site_standards import StandardState, average_days, standard_state
from models.rules.vocabulary import Stage
from models.statistics.counting_rules import has_not_ended, is_live


@dataclass(frozen=True, slots=True)
class SiteStep:
    """A permit step of a project: its milestone, the day promised, and the day it was done."""

    row: str
    name: str
    promised: date | None
    done: date | None

    def days_late(self, today: date) -> int:
        """Return the days past the promise, of a step not done up to today; nought where it is within it."""
        end = self.done or today
        return max((end - self.promised).days, 0) if self.promised is not None else 0


@dataclass(frozen=True, slots=True)
class SiteProject:
    """A project with its permit steps in the county's order, the day of its land, and the day it was started."""

    row: str
    name: str
    task_force: str | None
    steps: tuple[SiteStep, ...]
    land_on: date | None
    started_on: date | None

    @property
    def days_to_start(self) -> int | None:
        """The days from land to start; none where either is missing. A start before the land counts as nought."""
        if self.land_on is None or self.started_on is None:
            return None
        return max((self.started_on - self.land_on).days, 0)


@dataclass(frozen=True, slots=True)
class SiteStandard:
    """An indicator of a project's site: promised, real, and where it stands."""

    row: str
    project: str
    project_name: str
    indicator: str
    unit: str
    promised: Decimal | None
    real: Decimal | None
    due: date | None
    checked_on: date | None
    state: StandardState

    def is_late(self, today: date) -> bool:
        """Whether its day is past and it is not met."""
        return self.state is not StandardState.MET and self.due is not None and self.due < today


def permit_steps(session: Session) -> tuple[PermitStep, ...]:
    """Return the county's steps in their order; those without a place come last."""
    query = sa.select(PermitStep).where(is_live(PermitStep))
    return tuple(
        sorted(session.execute(query).scalars(), key=lambda step: (step.rank is None, step.rank or 0, step.id))
    )


def site_projects(session: Session, today: date, force: str | None = None) -> tuple[SiteProject, ...]:
    """Read the projects that have permit steps, of all or of one task force; ended ones (终止、退库) are left out."""
    steps = permit_steps(session)
    order = {step.name: number for number, step in enumerate(steps)}
    of_land = {step.name for step in steps if step.is_land}
    ours = Project.task_force == force if force else sa.true()
    query = (
        sa.select(Project.id, Project.name, Project.task_force, Milestone)
        .join(Milestone, Milestone.project == Project.id)
        .where(is_live(Project), has_not_ended(), ours, is_live(Milestone), Milestone.name.in_(order))
        .order_by(Project.id, Milestone.id)
    )
    listed: dict[str, tuple[str, str | None, list[Milestone]]] = {}
    for row, name, owner, milestone in session.execute(query):
        listed.setdefault(row, (name, owner, []))[2].append(milestone)
    started = _started_days(session, today)
    return tuple(
        SiteProject(
            row,
            name,
            owner,
            tuple(
                SiteStep(step.id, step.name, step.plan_on, step.done_on)
                for step in sorted(milestones, key=lambda step: (order[step.name], step.id))
            ),
            max((step.done_on for step in milestones if step.name in of_land and step.done_on), default=None),
            started.get(row),
        )
        for row, (name, owner, milestones) in listed.items()
    )


def average_to_start(projects: Sequence[SiteProject]) -> tuple[Decimal | None, tuple[SiteProject, ...]]:
    """Return the average days from land to start, and the projects it is of."""
    counted = tuple(project for project in projects if project.days_to_start is not None)
    return average_days([project.days_to_start for project in counted if project.days_to_start is not None]), counted


def _started_days(session: Session, today: date) -> dict[str, date]:
    query = sa.select(StageMove.project, sa.func.min(StageMove.on)).where(
        is_live(StageMove), StageMove.stage == Stage.STARTED, StageMove.on <= today
    )
    return {project: on for project, on in session.execute(query.group_by(StageMove.project)) if on}


def site_standards(session: Session, force: str | None = None) -> tuple[SiteStandard, ...]:
    """Read the indicators of all sites, of all or of one task force's projects; ended projects are left out."""
    ours = Project.task_force == force if force else sa.true()
    query = (
        sa.select(LandStandard, Project.name)
        .join(Project, Project.id == LandStandard.project)
        .where(is_live(LandStandard), is_live(Project), has_not_ended(), ours)
        .order_by(Project.id, LandStandard.id)
    )
    return tuple(
        SiteStandard(
            site.id,
            site.project,
            name,
            site.indicator,
            site.unit or "",
            site.promised,
            site.real,
            site.due,
            site.checked_on,
            standard_state(site.indicator, site.direction, site.promised, site.real, site.meets),
        )
        for site, name in session.execute(query)
    )
