"""Lay out on a project what it takes from land to start (拿地即开工), and the indicators of its site (标准地)."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import LandStandard, Milestone, PermitStep, Project
from models.rules.site_standards import EXAMPLE_STEPS, SITE_INDICATORS
from models.settings.optional_ledgers import is_in_use
from models.statistics.counting_rules import is_live
from models.statistics.site_progress import permit_steps

EXAMPLE = "示例"


def lay_out_site(session: Session, project: str, since: date) -> tuple[int, int]:
    """Add the steps and indicators in use that the project has no row of yet; return how many of each were added.

    Steps become milestones, each promised after those of the place before; steps of one place run side by side. A
    county without steps gets the examples, to be changed into its own. Raises UserError where the project is gone,
    neither group is in use, or nothing is missing.
    """
    row = session.get(Project, project)
    if row is None or row.removed:
        raise UserError("这个项目已不在账本里，请刷新后再试。")
    with_steps, with_standards = is_in_use(session, PermitStep), is_in_use(session, LandStandard)
    if not with_steps and not with_standards:
        raise UserError("本县没有启用“拿地即开工”“标准地”；要用的，先到“设置—统计口径—选用台账”勾上。")
    milestones = _missing_milestones(session, project, since) if with_steps else []
    standards = _missing_standards(session, project) if with_standards else []
    if not milestones and not standards:
        raise UserError("审批步骤和标准地指标都已经排在这个项目的明细里了。")
    session.add_all((*milestones, *standards))
    session.flush()
    return len(milestones), len(standards)


def _missing_milestones(session: Session, project: str, since: date) -> list[Milestone]:
    steps = permit_steps(session) or _add_example_steps(session)
    query = sa.select(Milestone.name).where(is_live(Milestone), Milestone.project == project)
    existing = set(session.execute(query).scalars())
    return [
        Milestone(project=project, name=step.name, plan_on=day)
        for step, day in zip(steps, promised_days(steps, since), strict=True)
        if step.name not in existing
    ]


def promised_days(steps: Sequence[PermitStep], since: date) -> list[date]:
    """Return the day each step is promised for: its days after the last one of the place before."""
    days: list[date] = []
    begun, rank = since, None
    for step in steps:
        if step.rank != rank or rank is None:
            begun, rank = max(days, default=since), step.rank
        days.append(begun + timedelta(days=step.days or 0))
    return days


def _add_example_steps(session: Session) -> tuple[PermitStep, ...]:
    for rank, name, days, is_land in EXAMPLE_STEPS:
        session.add(PermitStep(rank=rank, name=name, days=days, is_land=is_land or None, remark=EXAMPLE))
        session.flush()  # one by one, so that they keep this order
    return permit_steps(session)


def _missing_standards(session: Session, project: str) -> list[LandStandard]:
    query = sa.select(LandStandard.indicator).where(is_live(LandStandard), LandStandard.project == project)
    existing = set(session.execute(query).scalars())
    return [
        LandStandard(project=project, indicator=name, unit=unit or None)
        for name, unit in SITE_INDICATORS
        if name not in existing
    ]
