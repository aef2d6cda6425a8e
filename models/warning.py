"""The daily list of 四库五日滚动预警: leads and projects nobody touched, milestones and obligations due or past."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger
from models.definitions import Definitions, definitions, holidays
from models.ledgers import Feedback, Funding, Lead, Milestone, Negotiation, Obligation, Project, StageMove, Visit
from models.rules import stages
from models.rules.deadlines import Light, light
from models.rules.workdays import Calendar

_JUDGED = {"不予认定"}
_ARRIVED = {"达效"}
_CLOSED = "已销号"
_OF_PROJECT: tuple[Any, ...] = (Negotiation, Visit, Funding, Milestone, StageMove)
_OF_LEAD: tuple[Any, ...] = (Negotiation, Visit)


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
    return sorted(
        found, key=lambda one: (order.get(one.kind, 2), one.days if "临期" in one.kind else -one.days, one.row)
    )


def _day_of(touched: int) -> date:
    return datetime.fromtimestamp(touched / 1000, UTC).astimezone().date()


def _latest(session: Session, ledgers: tuple[Any, ...], link: str) -> dict[str, int]:
    """Tell when a row that others hang on was last written about in any of them."""
    latest: dict[str, int] = {}
    for ledger in ledgers:
        to = getattr(ledger, link)
        query = sa.select(to, sa.func.max(ledger.touched)).where(ledger.removed.is_(False), to.is_not(None))
        for row, touched in session.execute(query.group_by(to)):
            latest[row] = max(latest.get(row, 0), touched)
    return latest


def _quiet_leads(session: Session, today: date, rules: Definitions, days: Calendar) -> Iterator[Warned]:
    """Warn of leads without an update; talks and visits update one too.

    A lead a project grew out of, or that was turned down, is at rest.
    """
    latest = _latest(session, _OF_LEAD, "lead")
    grown = sa.select(Project.lead).where(Project.lead.is_not(None), Project.removed.is_(False))
    query = sa.select(Lead.id, Lead.name, Lead.task_force, Lead.touched, Lead.state).where(
        Lead.removed.is_(False), Lead.id.not_in(grown)
    )
    library = stages.library_of("线索", rules.libraries)
    for row, name, force, touched, state in session.execute(query):
        if state not in _JUDGED:
            updated = _day_of(max(touched, latest.get(row, 0)))
            warned = stages.quiet(row, library, updated, today, rules.watch, days)
            if warned:
                yield Warned(Lead, row, name, force, warned.kind, warned.days, warned.said)


def _quiet_projects(session: Session, today: date, rules: Definitions, days: Calendar) -> Iterator[Warned]:
    """Warn of projects without an update; its talks, visits, funds, milestones and moves update it too."""
    latest = _latest(session, _OF_PROJECT, "project")
    columns = (Project.id, Project.name, Project.task_force, Project.touched, Project.stage, Project.status)
    for row, name, force, touched, stage, status in session.execute(
        sa.select(*columns).where(Project.removed.is_(False))
    ):
        if status in stages.ASIDE or stage in _ARRIVED:
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
        .where(Project.removed.is_(False), sa.func.coalesce(Project.status, "").not_in(stages.ASIDE))
    )
    for project, name, due, of, force in session.execute(query):
        warned = stages.node(project, name, due, today, rules.watch) if due else None
        if warned:
            yield Warned(Project, project, of, force, warned.kind, warned.days, warned.said)


def _obligations(session: Session, today: date, rules: Definitions) -> Iterator[Warned]:
    """Warn of obligations past or near their deadline, and of 13710 items not fed back in time."""
    answered = set(session.execute(sa.select(Feedback.obligation).where(Feedback.removed.is_(False))).scalars())
    # One brought in from a sheet may say 已销号 without the day.
    still = sa.func.coalesce(Obligation.state, "") != _CLOSED
    query = sa.select(Obligation).where(Obligation.removed.is_(False), Obligation.closed_on.is_(None), still)
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
