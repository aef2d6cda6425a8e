"""The daily list of 四库五日滚动预警: leads and projects nobody touched, milestones and obligations due or past."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
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
_OVERDUE = ("逾期", "节点逾期")
LIT: tuple[type[Ledger], ...] = (Lead, Project, Obligation)  # the ledgers whose rows bear a light
Few = Sequence[str] | None  # the rows looked at; None for all


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
    order = dict.fromkeys(_OVERDUE, 0) | {"临期": 1, "节点临期": 1}
    # Of what is past the oldest comes first, of what is coming the nearest.
    return sorted(
        found, key=lambda one: (order.get(one.kind, 2), one.days if "临期" in one.kind else -one.days, one.row)
    )


_QUARTER = 900_000  # milliseconds: no clock on earth is set otherwise than by whole quarters of an hour
Judge = Callable[[str, date], stages.Warned | None]


def lights(session: Session, ledger: type[Ledger], rows: Sequence[str], today: date) -> dict[str, Light]:
    """Give the lights of some rows of a ledger of LIT, by the same reckoning; a row at rest bears none."""
    rules, days = definitions(session), holidays(session)
    moving: Any = sa.select(ledger.id).where(ledger.id.in_(rows), *_moving(ledger))
    found = dict.fromkeys(session.execute(moving).scalars(), Light.GREEN)
    listed: list[Warned] = []
    if ledger is Lead:
        listed = list(_quiet_leads(session, today, rules, days, rows))
    elif ledger is Project:
        listed = [*_quiet_projects(session, today, rules, days, rows), *_milestones(session, today, rules, rows)]
    elif ledger is Obligation:
        listed = list(_obligations(session, today, rules, rows))
    for one in sorted(listed, key=lambda one: one.kind in _OVERDUE):
        found[one.row] = Light.RED if one.kind in _OVERDUE else Light.YELLOW
    return found


def _moving(ledger: type[Ledger]) -> tuple[Any, ...]:
    """Say which rows of a ledger are not at rest."""
    if ledger is Lead:
        grown = sa.select(Project.lead).where(Project.lead.is_not(None), Project.removed.is_(False))
        return Lead.removed.is_(False), Lead.id.not_in(grown), sa.func.coalesce(Lead.state, "").not_in(_JUDGED)
    if ledger is Project:
        running = sa.func.coalesce(Project.status, "").not_in(stages.ASIDE)
        return Project.removed.is_(False), running, sa.func.coalesce(Project.stage, "").not_in(_ARRIVED)
    # One brought in from a sheet may say 已销号 without the day.
    still = sa.func.coalesce(Obligation.state, "") != _CLOSED
    return Obligation.removed.is_(False), Obligation.closed_on.is_(None), still


def _among(column: Any, few: Few) -> Any:
    return sa.true() if few is None else column.in_(few)


def _day_of(touched: int) -> date:
    return _day_of_quarter(touched // _QUARTER)


@lru_cache(maxsize=65_536)
def _day_of_quarter(quarter: int) -> date:
    return datetime.fromtimestamp(quarter * _QUARTER / 1000, UTC).astimezone().date()


def _judge(today: date, rules: Definitions, days: Calendar) -> Judge:
    """Give what judges a library's row by its last day; thousands of rows share a few days, so each is judged once."""

    @cache
    def judged(library: str, updated: date) -> stages.Warned | None:
        return stages.quiet("", library, updated, today, rules.watch, days)

    return judged


def _quiet_since(today: date, rules: Definitions) -> int:
    """Give the clock before which a row must have been touched last to be quiet; no shorter in working days."""
    since = today - timedelta(days=int(min(rules.watch.quiet.values(), default=0)) - 1)
    return int(datetime(since.year, since.month, since.day).astimezone().timestamp() * 1000)


def _latest(session: Session, ledgers: tuple[Any, ...], link: str, few: Few) -> dict[str, int]:
    """Tell when a row that others hang on was last written about in any of them."""
    latest: dict[str, int] = {}
    for ledger in ledgers:
        to = getattr(ledger, link)
        query = sa.select(to, sa.func.max(ledger.touched)).where(
            ledger.removed.is_(False), to.is_not(None), _among(to, few)
        )
        for row, touched in session.execute(query.group_by(to)):
            latest[row] = max(latest.get(row, 0), touched)
    return latest


def _quiet_leads(
    session: Session, today: date, rules: Definitions, days: Calendar, few: Few = None
) -> Iterator[Warned]:
    """Warn of leads without an update; talks and visits update one too.

    A lead a project grew out of, or that was turned down, is at rest.
    """
    latest = _latest(session, _OF_LEAD, "lead", few)
    query = sa.select(Lead.id, Lead.name, Lead.task_force, Lead.touched).where(
        *_moving(Lead), Lead.touched < _quiet_since(today, rules), _among(Lead.id, few)
    )
    library, judged = stages.library_of("线索", rules.libraries), _judge(today, rules, days)
    for row, name, force, touched in session.execute(query):
        warned = judged(library, _day_of(max(touched, latest.get(row, 0))))
        if warned:
            yield Warned(Lead, row, name, force, warned.kind, warned.days, warned.said)


def _quiet_projects(
    session: Session, today: date, rules: Definitions, days: Calendar, few: Few = None
) -> Iterator[Warned]:
    """Warn of projects without an update; its talks, visits, funds, milestones and moves update it too."""
    latest = _latest(session, _OF_PROJECT, "project", few)
    query = sa.select(Project.id, Project.name, Project.task_force, Project.touched, Project.stage).where(
        *_moving(Project), Project.touched < _quiet_since(today, rules), _among(Project.id, few)
    )
    judged, libraries = _judge(today, rules, days), rules.libraries
    for row, name, force, touched, stage in session.execute(query):
        library = stages.library_of(stage or "", libraries)
        warned = judged(library, _day_of(max(touched, latest.get(row, 0))))
        if warned:
            yield Warned(Project, row, name, force, warned.kind, warned.days, warned.said)


def _milestones(session: Session, today: date, rules: Definitions, few: Few = None) -> Iterator[Warned]:
    query = (
        sa.select(Milestone.project, Milestone.name, Milestone.plan_on, Project.name, Project.task_force)
        .join(Project, Project.id == Milestone.project)
        .where(Milestone.removed.is_(False), Milestone.done_on.is_(None), Milestone.plan_on.is_not(None))
        .where(Project.removed.is_(False), sa.func.coalesce(Project.status, "").not_in(stages.ASIDE))
        .where(_among(Project.id, few))
    )
    for project, name, due, of, force in session.execute(query):
        warned = stages.node(project, name, due, today, rules.watch) if due else None
        if warned:
            yield Warned(Project, project, of, force, warned.kind, warned.days, warned.said)


def _obligations(session: Session, today: date, rules: Definitions, few: Few = None) -> Iterator[Warned]:
    """Warn of obligations past or near their deadline, and of 13710 items not fed back in time."""
    feedback = sa.select(Feedback.obligation).where(Feedback.removed.is_(False), _among(Feedback.obligation, few))
    answered = set(session.execute(feedback).scalars())
    columns = (Obligation.id, Obligation.name, Obligation.task_force, Obligation.due, Obligation.extended_to)
    query = sa.select(*columns, Obligation.feedback_due).where(*_moving(Obligation), _among(Obligation.id, few))
    warn = rules.warn_days
    for one in session.execute(query):
        due = one.extended_to or one.due
        if one.feedback_due and one.feedback_due < today and one.id not in answered:
            late = (today - one.feedback_due).days
            said = f"应于{one.feedback_due.isoformat()}反馈，已过{late}天"
            yield Warned(Obligation, one.id, one.name, one.task_force, "逾期", late, said)
        lit = light(due, today, warn=warn)
        if due is not None and lit is Light.RED:
            late = (today - due).days
            said = f"应于{due.isoformat()}办结，已过{late}天"
            yield Warned(Obligation, one.id, one.name, one.task_force, "逾期", late, said)
        elif due is not None and lit is Light.YELLOW:
            left = (due - today) // timedelta(days=1)
            said = f"{'今天' if not left else f'{left}天后'}到期（{due.isoformat()}）"
            yield Warned(Obligation, one.id, one.name, one.task_force, "临期", left, said)
