"""Projects against the calendar, for 挂图作战: their planned steps, what is done, since when they stand where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Milestone, Project, StageMove, TaskForce
from models.rules.deadlines import Light
from models.rules.stages import LOOP, STATES
from models.warning import lights

_PLANNED = (("开工", "plan_start"), ("竣工", "plan_finish"), ("投产", "plan_produce"))
_ENDED = ("终止", "退库")
_ARRIVED = "达效"


@dataclass(frozen=True, slots=True)
class Node:
    """A planned step with the day it was done; ``stage`` where it is a stage of the project itself."""

    row: str
    name: str
    plan_on: date | None
    done_on: date | None
    stage: bool = False

    @property
    def day(self) -> date:
        """Where it stands on the calendar: on the day it was done, else on its planned one."""
        return self.done_on or self.plan_on or date.max

    def is_late(self, today: date) -> bool:
        """Whether its day is past and it is not done."""
        return self.done_on is None and self.plan_on is not None and self.plan_on < today

    def was_late(self) -> bool:
        """Whether it was done after its day."""
        return self.done_on is not None and self.plan_on is not None and self.done_on > self.plan_on


@dataclass(frozen=True, slots=True)
class Line:
    """One project: its nodes in the order of their days; ``since`` is when it entered its first stage."""

    row: str
    name: str
    total: Decimal | None
    stage: str
    state: str
    owner: str
    light: Light | None
    since: date | None
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The projects of one task force; ``name`` is 未分专班 for those of none."""

    name: str
    unit: str
    lines: tuple[Line, ...]


def timelines(session: Session, today: date, force: str | None = None) -> list[Group]:
    """Read the projects on their way, task force by task force; what ended, or has all its steps behind it, is off."""
    moving = sa.func.coalesce(Project.status, "").not_in(_ENDED)
    ours = Project.task_force == force if force else sa.true()
    query: Any = sa.select(Project).where(Project.removed.is_(False), moving, ours).order_by(Project.id)
    projects = [one for one in session.execute(query).scalars() if one.stage != _ARRIVED]
    steps = _steps(session)
    moves = _moves(session)
    lit = lights(session, Project, [one.id for one in projects], today)
    lines: dict[str | None, list[Line]] = {}
    for one in projects:
        entered = moves.get(one.id, {})
        nodes = [*_staged(one, entered), *steps.get(one.id, ())]
        if nodes:
            lines.setdefault(one.task_force, []).append(_line(one, entered, nodes, lit.get(one.id)))
    forces = session.execute(
        sa.select(TaskForce).where(TaskForce.removed.is_(False)).order_by(TaskForce.rank, TaskForce.id)
    )
    groups = [Group(of.short or of.name, of.lead_units or "", _sorted(lines.pop(of.id, []))) for of in forces.scalars()]
    groups.append(Group("未分专班", "", _sorted(line for some in lines.values() for line in some)))
    return [group for group in groups if group.lines]


def _line(one: Project, entered: dict[str, date], nodes: Sequence[Node], light: Light | None) -> Line:
    state = one.status if one.status in STATES and one.status != "正常" else ""
    return Line(
        one.id,
        one.name,
        one.total,
        one.stage or "",
        state or "",
        one.owner or "",
        light,
        min(entered.values(), default=None),
        tuple(sorted(nodes, key=lambda node: (node.day, node.name))),
    )


def _sorted(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Put the furthest first, within a stage the largest."""
    return tuple(
        sorted(
            lines, key=lambda one: (-(LOOP.index(one.stage) if one.stage in LOOP else -1), -(one.total or 0), one.name)
        )
    )


def _staged(one: Project, entered: dict[str, date]) -> list[Node]:
    """Make nodes of the signing and of the days a start, a finish and production are planned for."""
    found = [Node(one.id, "签约", None, entered["签约"], stage=True)] if "签约" in entered else []
    for stage, key in _PLANNED:
        # A project that produces has been finished, whether or not anybody wrote down when.
        passed = [on for name, on in entered.items() if LOOP.index(name) >= LOOP.index(stage)]
        plan, done = getattr(one, key), min(passed, default=None)
        if plan or done:
            found.append(Node(one.id, stage, plan, done, stage=True))
    return found


def _steps(session: Session) -> dict[str, list[Node]]:
    query: Any = sa.select(Milestone).where(Milestone.removed.is_(False))
    found: dict[str, list[Node]] = {}
    for one in session.execute(query.order_by(Milestone.plan_on, Milestone.id)).scalars():
        if one.plan_on or one.done_on:
            found.setdefault(one.project, []).append(Node(one.id, one.name, one.plan_on, one.done_on))
    return found


def _moves(session: Session) -> dict[str, dict[str, date]]:
    """Give the first day each project entered each stage."""
    kept = sa.select(StageMove.project, StageMove.stage, StageMove.on).where(StageMove.removed.is_(False))
    found: dict[str, dict[str, date]] = {}
    for project, stage, on in session.execute(kept.order_by(StageMove.on, StageMove.id)):
        if stage in LOOP:
            found.setdefault(project, {}).setdefault(stage, on)
    return found
