"""Project timelines for 挂图作战: planned stages and milestones against the calendar, with the days they were done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Milestone, Project, StageMove, TaskForce
from models.rules.deadlines import DeadlineLight
from models.rules.stages import STAGE_ORDER, STATUS_MOVES
from models.rules.vocabulary import ProjectStatus, Stage
from models.statistics.alerts import lights
from models.statistics.counting_rules import has_not_ended, is_live

_PLANNED = ((Stage.STARTED, "plan_start"), (Stage.FINISHED, "plan_finish"), (Stage.PRODUCED, "plan_produce"))


@dataclass(frozen=True, slots=True)
class TimelineNode:
    """A milestone or (``stage``) a stage of a project, with its planned day and the day it was done."""

    row: str
    name: str
    plan_on: date | None
    done_on: date | None
    stage: bool = False

    @property
    def day(self) -> date:
        """Its position on the calendar: the day it was done, else the planned day."""
        return self.done_on or self.plan_on or date.max

    def is_late(self, today: date) -> bool:
        """Whether its planned day is past and it is not done."""
        return self.done_on is None and self.plan_on is not None and self.plan_on < today

    def was_late(self) -> bool:
        """Whether it was done after its planned day."""
        return self.done_on is not None and self.plan_on is not None and self.done_on > self.plan_on


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One project with its nodes in the order of their days; ``since`` is when it entered its first stage."""

    row: str
    name: str
    total: Decimal | None
    stage: str
    state: str
    owner: str
    light: DeadlineLight | None
    since: date | None
    nodes: tuple[TimelineNode, ...]


@dataclass(frozen=True, slots=True)
class TimelineGroup:
    """The projects of one task force; ``name`` is 未分专班 for those of none."""

    name: str
    unit: str
    rows: tuple[TimelineRow, ...]


def timelines(session: Session, today: date, force: str | None = None) -> list[TimelineGroup]:
    """Read the active projects by task force; projects that ended (终止、退库) or reached 达效 are left out."""
    ours = Project.task_force == force if force else sa.true()
    query: Any = sa.select(Project).where(is_live(Project), has_not_ended(), ours).order_by(Project.id)
    projects = [project for project in session.execute(query).scalars() if project.stage != Stage.AT_CAPACITY]
    steps = _milestone_nodes(session)
    moves = _stage_days(session)
    lit = lights(session, Project, [project.id for project in projects], today)
    lines: dict[str | None, list[TimelineRow]] = {}
    for project in projects:
        entered = moves.get(project.id, {})
        nodes = [*_stage_nodes(project, entered), *steps.get(project.id, ())]
        if nodes:
            lines.setdefault(project.task_force, []).append(_timeline_row(project, entered, nodes, lit.get(project.id)))
    forces = session.execute(sa.select(TaskForce).where(is_live(TaskForce)).order_by(TaskForce.rank, TaskForce.id))
    groups = [
        TimelineGroup(of.short_name, of.lead_units or "", _furthest_first(lines.pop(of.id, [])))
        for of in forces.scalars()
    ]
    groups.append(
        TimelineGroup("未分专班", "", _furthest_first(line for force_lines in lines.values() for line in force_lines))
    )
    return [group for group in groups if group.rows]


def _timeline_row(
    project: Project, entered: dict[str, date], nodes: Sequence[TimelineNode], light: DeadlineLight | None
) -> TimelineRow:
    state = project.status if project.status in STATUS_MOVES and project.status != ProjectStatus.NORMAL else ""
    return TimelineRow(
        project.id,
        project.name,
        project.total,
        project.stage or "",
        state or "",
        project.owner or "",
        light,
        min(entered.values(), default=None),
        tuple(sorted(nodes, key=lambda node: (node.day, node.name))),
    )


def _furthest_first(lines: Iterable[TimelineRow]) -> tuple[TimelineRow, ...]:
    """Sort the projects by stage, the furthest first, then by total investment, the largest first."""
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                -(STAGE_ORDER.index(line.stage) if line.stage in STAGE_ORDER else -1),
                -(line.total or 0),
                line.name,
            ),
        )
    )


def _stage_nodes(project: Project, entered: dict[str, date]) -> list[TimelineNode]:
    """Build the nodes of the signing and of the planned start, finish and production."""
    nodes = (
        [TimelineNode(project.id, Stage.SIGNED, None, entered[Stage.SIGNED], stage=True)]
        if Stage.SIGNED in entered
        else []
    )
    for stage, key in _PLANNED:
        # A project in production has been finished, even if no day of finishing was recorded.
        passed = [on for name, on in entered.items() if STAGE_ORDER.index(name) >= STAGE_ORDER.index(stage)]
        plan, done = getattr(project, key), min(passed, default=None)
        if plan or done:
            nodes.append(TimelineNode(project.id, stage, plan, done, stage=True))
    return nodes


def _milestone_nodes(session: Session) -> dict[str, list[TimelineNode]]:
    query: Any = sa.select(Milestone).where(is_live(Milestone))
    by_project: dict[str, list[TimelineNode]] = {}
    for milestone in session.execute(query.order_by(Milestone.plan_on, Milestone.id)).scalars():
        if milestone.plan_on or milestone.done_on:
            by_project.setdefault(milestone.project, []).append(
                TimelineNode(milestone.id, milestone.name, milestone.plan_on, milestone.done_on)
            )
    return by_project


def _stage_days(session: Session) -> dict[str, dict[str, date]]:
    """Return the first day each project entered each stage."""
    query = sa.select(StageMove.project, StageMove.stage, StageMove.on).where(is_live(StageMove))
    entered: dict[str, dict[str, date]] = {}
    for project, stage, on in session.execute(query.order_by(StageMove.on, StageMove.id)):
        if stage in STAGE_ORDER:
            entered.setdefault(project, {}).setdefault(stage, on)
    return entered
