"""The daily list of 四库五日滚动预警: leads and projects nobody touched, milestones and obligations due or past."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger
from models.definitions import Definitions, definitions, holidays
from models.ledgers import Feedback, Funding, Lead, Milestone, Negotiation, Obligation, Project, StageMove
from models.rules import stages
from models.rules.deadlines import Light, light
from models.rules.workdays import Calendar

_JUDGED = {"不予认定"}
_AT_REST = {"暂停", "终止", "退库"}
_ARRIVED = {"达效"}
_OF_PROJECT: tuple[Any, ...] = (Negotiation, Funding, Milestone, StageMove)


@dataclass(frozen=True, slots=True)
class Warned:
    """One line of the daily list: the row to open, whose it is, what is wrong, how many days."""

    ledger: type[Ledger]
    row: str
    name: str
    task_force: str | None
    kind: str
    days: int
    said: str


def daily_list(session: Session, today: date) -> list[Warned]:
    """Make the list of a day, the most pressing first: past due, due soon, not updated."""
    rules, days = definitions(session), holidays(session)
    found = [
        *_quiet_leads(session, today, rules, days),
        *_quiet_projects(session, today, rules, days),
        *_milestones(session, today, rules),
        *_obligations(session, today, rules),
    ]
    order = {"逾期": 0, "节点逾期": 0, "临期": 1, "节点临期": 1}
    # Of what is past the oldest comes first, of what is coming the nearest.
    return sorted(found, key=lambda one: (order.get(one.kind, 2), -one.days if "临期" not in one.kind else one.days))


def _day_of(touched: int) -> date:
    return datetime.fromtimestamp(touched / 1000, UTC).astimezone().date()


def _quiet_leads(session: Session, today: date, rules: Definitions, days: Calendar) -> Iterator[Warned]:
    """Warn of leads without an update; a lead a project grew out of, or that was turned down, is at rest."""
    grown = sa.select(Project.lead).where(Project.lead.is_not(None), Project.removed.is_(False))
    query = sa.select(Lead.id, Lead.name, Lead.task_force, Lead.touched, Lead.state).where(
        Lead.removed.is_(False), Lead.id.not_in(grown)
    )
    library = stages.library_of("线索", rules.libraries)
    for row, name, force, touched, state in session.execute(query):
        if state not in _JUDGED:
            warned = stages.quiet(row, library, _day_of(touched), today, rules.watch, days)
            if warned:
                yield Warned(Lead, row, name, force, warned.kind, warned.days, warned.said)


def _quiet_projects(session: Session, today: date, rules: Definitions, days: Calendar) -> Iterator[Warned]:
    """Warn of projects without an update; talks, funds, milestones and moves of a project update it too."""
    latest: dict[str, int] = {}
    for ledger in _OF_PROJECT:
        query = sa.select(ledger.project, sa.func.max(ledger.touched)).where(ledger.removed.is_(False))
        for project, touched in session.execute(query.group_by(ledger.project)):
            latest[project] = max(latest.get(project, 0), touched)
    columns = (Project.id, Project.name, Project.task_force, Project.touched, Project.stage, Project.status)
    for row, name, force, touched, stage, status in session.execute(
        sa.select(*columns).where(Project.removed.is_(False))
    ):
        if status in _AT_REST or stage in _ARRIVED:
            continue
        library = stages.library_of(stage or "", rules.libraries)
        updated = _day_of(max(touched, latest.get(row, 0)))
        warned = stages.quiet(row, library, updated, today, rules.watch, days)
        if warned:
            yield Warned(Project, row, name, force, warned.kind, warned.days, warned.said)


def _milestones(session: Session, today: date, rules: Definitions) -> Iterator[Warned]:
    query = (
        sa.select(Milestone.project, Milestone.name, Milestone.plan_on, Project.name, Project.task_force)
        .join(Project, Project.id == Milestone.project)
        .where(Milestone.removed.is_(False), Milestone.done_on.is_(None), Milestone.plan_on.is_not(None))
        .where(Project.removed.is_(False), sa.func.coalesce(Project.status, "").not_in(_AT_REST))
    )
    for project, name, due, of, force in session.execute(query):
        warned = stages.node(project, name, due, today, rules.watch) if due else None
        if warned:
            yield Warned(Project, project, of, force, warned.kind, warned.days, warned.said)


def _obligations(session: Session, today: date, rules: Definitions) -> Iterator[Warned]:
    """Warn of obligations past or near their deadline, and of 13710 items not fed back in time."""
    answered = set(session.execute(sa.select(Feedback.obligation).where(Feedback.removed.is_(False))).scalars())
    query = sa.select(Obligation).where(Obligation.removed.is_(False), Obligation.closed_on.is_(None))
    for one in session.execute(query).scalars():
        due = one.extended_to or one.due
        if one.feedback_due and one.feedback_due < today and one.id not in answered:
            late = (today - one.feedback_due).days
            said = f"应于{one.feedback_due.isoformat()}反馈，已过{late}天"
            yield Warned(Obligation, one.id, one.name, one.task_force, "逾期", late, said)
        lit = light(due, today, warn=rules.warn_days)
        if due is not None and lit is Light.RED:
            late = (today - due).days
            said = f"应于{due.isoformat()}办结，已过{late}天"
            yield Warned(Obligation, one.id, one.name, one.task_force, "逾期", late, said)
        elif due is not None and lit is Light.YELLOW:
            left = (due - today) // timedelta(days=1)
            said = f"{'今天' if not left else f'{left}天后'}到期（{due.isoformat()}）"
            yield Warned(Obligation, one.id, one.name, one.task_force, "临期", left, said)
