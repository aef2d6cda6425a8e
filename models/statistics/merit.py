"""重奖项目 (夏邑 X32): which projects meet the county's rule for a great reward, and what was decided on each.

The county's clerk proposes or declines (the field 重奖项目); the program only says who meets the rule and why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Project, StageMove, TaskForce
from models.rules.rates import without_trailing_zeros
from models.rules.stages import STAGE_ORDER
from models.rules.vocabulary import Stage
from models.settings.definitions import Definitions, load_definitions
from models.statistics.alert import Alert
from models.statistics.counting_rules import has_not_ended, is_live
from models.statistics.metrics import WAN_PER_YI

OPEN_KIND = "达到重奖条件，还没有提出"
_BROUGHT_IN = STAGE_ORDER[STAGE_ORDER.index(Stage.SIGNED) :]  # 引进: signed, or any stage after it


class MeritState(StrEnum):
    """What the county's clerk decided on a project that meets the rule."""

    OPEN = "还没有提出"
    PROPOSED = "已提出"
    DECLINED = "不提出"


@dataclass(frozen=True, slots=True)
class MeritProject:
    """A project that meets the rule, with its investment in fixed assets and the threshold in 亿元."""

    row: str
    name: str
    force: str | None
    force_name: str
    stage: str
    fixed: Decimal
    least: Decimal
    state: MeritState

    @property
    def reason(self) -> str:
        """Why it meets the rule."""
        return f"固定资产投资{without_trailing_zeros(self.fixed):f}亿元，超过{without_trailing_zeros(self.least):f}亿元"


def merit_threshold(rules: Definitions) -> Decimal:
    """Return the investment in fixed assets (亿元) above which a project meets the rule; nought for no rule."""
    return rules.number("merit_fixed", "0")


def merit_projects(
    session: Session, force: str | None = None, signed_within: tuple[date, date] | None = None
) -> list[MeritProject]:
    """List the projects signed or further that exceed the threshold: the undecided first, then the largest.

    None where the county has no threshold. The threshold itself does not exceed it (过10亿元, 不含本数). With two days
    only those that came to be signed between them, or to a later stage where the log has no signing.
    """
    least = merit_threshold(load_definitions(session))
    if not least:
        return []
    names = sa.func.coalesce(TaskForce.short, TaskForce.name, "").label("force_name")
    query = (
        sa.select(Project.id, Project.name, Project.task_force, names, Project.stage, Project.fixed, Project.merit)
        .outerjoin(TaskForce, TaskForce.id == Project.task_force)
        .where(is_live(Project), has_not_ended(), Project.stage.in_(_BROUGHT_IN), Project.fixed > least * WAN_PER_YI)
    )
    if force is not None:
        query = query.where(Project.task_force == force)
    if signed_within is not None:
        first_day = sa.select(sa.func.min(StageMove.on, type_=StageMove.on.type)).where(
            StageMove.project == Project.id, StageMove.stage.in_(_BROUGHT_IN), is_live(StageMove)
        )
        query = query.where(first_day.scalar_subquery().between(*signed_within))
    projects = [
        MeritProject(
            row.id,
            row.name,
            row.task_force,
            row.force_name,
            row.stage or "",
            (row.fixed or Decimal(0)) / WAN_PER_YI,
            least,
            _state_of(row.merit),
        )
        for row in session.execute(query)
    ]
    return sorted(projects, key=lambda project: (project.state != MeritState.OPEN, -project.fixed, project.row))


def _state_of(merit: bool | None) -> MeritState:
    if merit is None:
        return MeritState.OPEN
    return MeritState.PROPOSED if merit else MeritState.DECLINED


def merit_alerts(session: Session, today: date) -> Iterator[Alert]:
    """Find the projects that meet the rule and that nobody has proposed or declined."""
    for project in merit_projects(session):
        if project.state == MeritState.OPEN:
            yield Alert(Project, project.row, project.name, project.force, OPEN_KIND, 0, project.reason)


def decide(session: Session, rows: list[str], *, proposed: bool) -> int:
    """Propose or decline some projects for a great reward; return how many changed."""
    changed = 0
    for row in rows:
        project = session.get_one(Project, row)
        if project.merit is not proposed:
            project.merit, changed = proposed, changed + 1
    session.flush()
    return changed
