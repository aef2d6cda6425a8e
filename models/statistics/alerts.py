"""The daily alerts of 四库五日滚动预警: leads and projects without update, milestones and obligations due."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import (
    Asset,
    Dormant,
    Feedback,
    Funding,
    Lead,
    Member,
    Milestone,
    Negotiation,
    Obligation,
    Project,
    StageMove,
    Visit,
    VisitPlan,
)
from models.rules import stages
from models.rules.deadlines import DeadlineLight, light
from models.rules.kept_promises import PromiseState
from models.rules.visit_plans import PlanState
from models.rules.vocabulary import Fulfilment, LeadState, ObligationSide, ObligationState, ReviewState, Stage
from models.rules.workdays import WorkCalendar
from models.settings.definitions import Definitions, load_definitions, load_work_calendar
from models.statistics.alert import OVERDUE_KINDS, SOON_KINDS, Alert, RowFilter, in_rows
from models.statistics.clock_alerts import (
    asset_alerts,
    dormant_alerts,
    is_dormant,
    is_idle,
    lead_clock_alerts,
    response_alerts,
)
from models.statistics.contacts import quiet_firms
from models.statistics.counting_rules import SqlCondition, has_begun, is_active_project, is_live
from models.statistics.inspections import inspection_alerts
from models.statistics.kept_promises import of_side
from models.statistics.merit import merit_alerts
from models.statistics.next_steps import LEDGERS_WITH_NEXT_STEPS, open_next_steps
from models.statistics.optional_alerts import (
    OPTIONAL_LEDGERS_WITH_LIGHTS,
    active_rows,
    alerts_of_ledger,
    optional_alerts,
)
from models.statistics.unrecognised_funds import waiting_funds
from models.statistics.visit_plans import open_plan_rows

_CLOSED_LEAD_STATES = frozenset({LeadState.REJECTED})
_FINAL_STAGES = frozenset({Stage.AT_CAPACITY})
_OF_PROJECT: tuple[type[Ledger], ...] = (Negotiation, Visit, Funding, Milestone, StageMove)
_OF_LEAD: tuple[type[Ledger], ...] = (Negotiation, Visit)
_LEDGERS_WITH_PLANS: tuple[type[Ledger], ...] = (VisitPlan, Visit)
LEDGERS_WITH_LIGHTS: tuple[type[Ledger], ...] = (
    Lead,
    Project,
    Obligation,
    Visit,
    VisitPlan,
    Negotiation,
    Dormant,
    Asset,
    *OPTIONAL_LEDGERS_WITH_LIGHTS,
)  # the ledgers whose rows have a traffic light


def daily_alerts(session: Session, today: date) -> list[Alert]:
    """List the alerts of a day, the most urgent first: overdue, due soon, without update."""
    rules, days = load_definitions(session), load_work_calendar(session)
    listed = [
        *_quiet_leads(session, today, rules, days),
        *_quiet_projects(session, today, rules, days),
        *_milestones(session, today, rules),
        *_obligations(session, today, rules),
        *_unclaimed_promises(session, today),
        *response_alerts(session, today, rules),
        *lead_clock_alerts(session, today, rules),
        *dormant_alerts(session, today),
        *asset_alerts(session, today),
        *_of_leavers(session, today),
        *(alert for ledger in _LEDGERS_WITH_PLANS for alert in _planned_visits(session, ledger, today, rules)),
        *_quiet_firms(session, today),
        *_waiting_funds(session, today),
        *optional_alerts(session, today),
        *merit_alerts(session, today),
        *inspection_alerts(session, today, rules),
        *(alert for ledger in LEDGERS_WITH_NEXT_STEPS for alert in _next_steps(session, ledger, today, rules)),
    ]
    order = dict.fromkeys(OVERDUE_KINDS, 0) | dict.fromkeys(SOON_KINDS, 1)
    # Overdue rows are sorted from the oldest, rows due soon from the nearest.
    return sorted(
        listed,
        key=lambda warned: (
            order.get(warned.kind, 2),
            warned.days if "临期" in warned.kind else -warned.days,
            warned.row,
        ),
    )


_QUARTER = 900_000  # milliseconds in a quarter of an hour: the offset of every time zone is a multiple of it
QuietCheck = Callable[[str, date], stages.StageWarning | None]


def lights(session: Session, ledger: type[Ledger], rows: Sequence[str], today: date) -> dict[str, DeadlineLight]:
    """Return the traffic lights of some rows of one ledger, by the rules of the alerts; inactive rows have none.

    A visit or a negotiation is active while its next step is, a planned visit until it is made.
    """
    rules, days = load_definitions(session), load_work_calendar(session)
    by_row = dict.fromkeys(_active_rows(session, ledger, rows, today), DeadlineLight.GREEN)
    listed: list[Alert] = []
    if ledger in LEDGERS_WITH_NEXT_STEPS:
        listed = list(_next_steps(session, ledger, today, rules, rows))
    if ledger in _LEDGERS_WITH_PLANS:
        listed += _planned_visits(session, ledger, today, rules, rows)
    if ledger is Lead:
        listed += [*_quiet_leads(session, today, rules, days, rows), *lead_clock_alerts(session, today, rules, rows)]
    elif ledger is Project:
        listed = [*_quiet_projects(session, today, rules, days, rows), *_milestones(session, today, rules, rows)]
    elif ledger is Obligation:
        listed = [*_obligations(session, today, rules, rows), *response_alerts(session, today, rules, rows)]
    elif ledger in {Dormant, Asset}:
        listed = list((dormant_alerts if ledger is Dormant else asset_alerts)(session, today, rows))
    elif ledger in OPTIONAL_LEDGERS_WITH_LIGHTS:
        listed = list(alerts_of_ledger(session, ledger, today, rows))
    for warned in sorted(listed, key=lambda warned: warned.kind in OVERDUE_KINDS):
        by_row[warned.row] = DeadlineLight.RED if warned.kind in OVERDUE_KINDS else DeadlineLight.YELLOW
    return by_row


def _active_rows(session: Session, ledger: type[Ledger], rows: Sequence[str], today: date) -> list[str]:
    if ledger in OPTIONAL_LEDGERS_WITH_LIGHTS:
        return active_rows(session, ledger, rows, today)
    if ledger in {Visit, VisitPlan, Negotiation}:
        steps = open_next_steps(session, ledger, rows) if ledger in LEDGERS_WITH_NEXT_STEPS else ()
        planned = open_plan_rows(session, ledger, rows) if ledger in _LEDGERS_WITH_PLANS else ()
        return [*(step.row for step in steps), *(visit.row for visit in planned)]
    moving: Any = sa.select(ledger.id).where(ledger.id.in_(rows), *active_conditions(ledger))
    return list(session.execute(moving).scalars())


def active_conditions(ledger: type[Ledger]) -> tuple[SqlCondition, ...]:
    """Return the SQL conditions for the active rows of a ledger."""
    if ledger is Lead:
        grown = sa.select(Project.lead).where(Project.lead.is_not(None), is_live(Project))
        return (
            is_live(Lead),
            Lead.id.not_in(grown),
            sa.func.coalesce(Lead.state, "").not_in(_CLOSED_LEAD_STATES),
        )
    if ledger is Project:
        running = sa.func.coalesce(Project.status, "").not_in(stages.SUSPENDED)
        return is_live(Project), running, sa.func.coalesce(Project.stage, "").not_in(_FINAL_STAGES)
    if ledger in {Dormant, Asset}:
        return is_dormant() if ledger is Dormant else is_idle()
    # An imported row may say 已销号 without a closing day.
    still = sa.func.coalesce(Obligation.state, "") != ObligationState.CLOSED
    return is_live(Obligation), Obligation.closed_on.is_(None), still


def _day_of(touched: int) -> date:
    return _day_of_quarter(touched // _QUARTER)


@lru_cache(maxsize=65_536)
def _day_of_quarter(quarter: int) -> date:
    return datetime.fromtimestamp(quarter * _QUARTER / 1000, UTC).astimezone().date()


def _quiet_check(today: date, rules: Definitions, days: WorkCalendar) -> QuietCheck:
    """Return a cached check of a library's row by the day of its last update, since many rows share the same days."""

    @cache
    def judged(library: str, updated: date) -> stages.StageWarning | None:
        return stages.warn_if_quiet("", library, updated, today, rules.warning_rules, days)

    return judged


def _quiet_since(today: date, rules: Definitions) -> int:
    """Return the time (ms since 1970) before which a row must have been touched last to be without update.

    A preselection in calendar days, valid for working days too, since those span at least as many.
    """
    since = today - timedelta(days=int(min(rules.warning_rules.quiet_days.values(), default=0)) - 1)
    return int(datetime(since.year, since.month, since.day).astimezone().timestamp() * 1000)


def _last_touched(session: Session, ledgers: tuple[type[Ledger], ...], link: str, rows: RowFilter) -> dict[str, int]:
    """Return when rows linked to a row by ``link`` were last changed (ms since 1970), by the id of that row."""
    latest: dict[str, int] = {}
    for ledger in ledgers:
        to = getattr(ledger, link)
        query = sa.select(to, sa.func.max(ledger.touched)).where(is_live(ledger), to.is_not(None), in_rows(to, rows))
        for row, touched in session.execute(query.group_by(to)):
            latest[row] = max(latest.get(row, 0), touched)
    return latest


def _quiet_leads(
    session: Session, today: date, rules: Definitions, days: WorkCalendar, rows: RowFilter = None
) -> Iterator[Alert]:
    """Find leads without update; talks and visits update a lead too.

    A lead that a project grew out of, or that was rejected, is inactive.
    """
    latest = _last_touched(session, _OF_LEAD, "lead", rows)
    query = sa.select(Lead.id, Lead.name, Lead.task_force, Lead.touched).where(
        *active_conditions(Lead), Lead.touched < _quiet_since(today, rules), in_rows(Lead.id, rows)
    )
    library, judged = stages.library_of("线索", rules.libraries), _quiet_check(today, rules, days)
    for row, name, force, touched in session.execute(query):
        warned = judged(library, _day_of(max(touched, latest.get(row, 0))))
        if warned:
            yield Alert(Lead, row, name, force, warned.kind, warned.days, warned.text)


def _quiet_projects(
    session: Session, today: date, rules: Definitions, days: WorkCalendar, rows: RowFilter = None
) -> Iterator[Alert]:
    """Find projects without update; talks, visits, funds, milestones and stage moves update a project too."""
    latest = _last_touched(session, _OF_PROJECT, "project", rows)
    query = sa.select(Project.id, Project.name, Project.task_force, Project.touched, Project.stage).where(
        *active_conditions(Project), Project.touched < _quiet_since(today, rules), in_rows(Project.id, rows)
    )
    judged, libraries = _quiet_check(today, rules, days), rules.libraries
    for row, name, force, touched, stage in session.execute(query):
        library = stages.library_of(stage or "", libraries)
        warned = judged(library, _day_of(max(touched, latest.get(row, 0))))
        if warned:
            yield Alert(Project, row, name, force, warned.kind, warned.days, warned.text)


def _milestones(session: Session, today: date, rules: Definitions, rows: RowFilter = None) -> Iterator[Alert]:
    query = (
        sa.select(Milestone.project, Milestone.name, Milestone.plan_on, Project.name, Project.task_force)
        .join(Project, Project.id == Milestone.project)
        .where(is_live(Milestone), Milestone.done_on.is_(None), Milestone.plan_on.is_not(None))
        .where(is_live(Project), is_active_project(), has_begun(), in_rows(Project.id, rows))
    )
    for project, name, due, of, force in session.execute(query):
        warned = stages.warn_if_due(project, name, due, today, rules.warning_rules) if due else None
        if warned:
            yield Alert(Project, project, of, force, warned.kind, warned.days, warned.text)


def _obligations(session: Session, today: date, rules: Definitions, rows: RowFilter = None) -> Iterator[Alert]:
    """Find obligations past or near their deadline, and 13710 items without feedback in time."""
    feedback = sa.select(Feedback.obligation).where(is_live(Feedback), in_rows(Feedback.obligation, rows))
    answered = set(session.execute(feedback).scalars())
    columns = (Obligation.id, Obligation.name, Obligation.task_force, Obligation.due, Obligation.extended_to)
    query = sa.select(*columns, Obligation.feedback_due).where(
        *active_conditions(Obligation), in_rows(Obligation.id, rows)
    )
    warn = rules.warn_days
    for obligation in session.execute(query):
        due = obligation.extended_to or obligation.due
        if obligation.feedback_due and obligation.feedback_due < today and obligation.id not in answered:
            late = (today - obligation.feedback_due).days
            message = f"应于{obligation.feedback_due.isoformat()}反馈，已过{late}天"
            yield Alert(Obligation, obligation.id, obligation.name, obligation.task_force, "逾期", late, message)
        lit = light(due, today, warn=warn)
        if due is not None and lit is DeadlineLight.RED:
            late = (today - due).days
            message = f"应于{due.isoformat()}办结，已过{late}天"
            yield Alert(Obligation, obligation.id, obligation.name, obligation.task_force, "逾期", late, message)
        elif due is not None and lit is DeadlineLight.YELLOW:
            left = (due - today) // timedelta(days=1)
            message = f"{'今天' if not left else f'{left}天后'}到期（{due.isoformat()}）"
            yield Alert(Obligation, obligation.id, obligation.name, obligation.task_force, "临期", left, message)


def _unclaimed_promises(session: Session, today: date) -> Iterator[Alert]:
    """Find promises whose condition is met and that the enterprise has not claimed; a refused one is not offered."""
    columns = (Obligation.id, Obligation.name, Obligation.task_force, Obligation.met_on)
    settled = (Fulfilment.OWED, Fulfilment.PARTLY, Fulfilment.PAID)
    query = sa.select(*columns).where(
        *active_conditions(Obligation),
        of_side(ObligationSide.GOVERNMENT),
        Obligation.met_on <= today,
        sa.or_(Obligation.applied_on.is_(None), Obligation.applied_on > today),
        sa.func.coalesce(Obligation.paid_without_claim, 0) == 0,
        Obligation.fulfilled.is_(None),
        sa.func.coalesce(Obligation.fulfilment, "").not_in(settled),
        sa.func.coalesce(Obligation.review, "").not_in((ReviewState.REFUSED, ReviewState.STOPPED)),
    )
    for row, name, force, met_on in session.execute(query.order_by(Obligation.met_on, Obligation.id)):
        if met_on is None:  # the query leaves these out
            continue
        message = f"{met_on.isoformat()}达到兑现条件，企业还没有申请"
        yield Alert(Obligation, row, name, force, PromiseState.UNCLAIMED, (today - met_on).days, message)


def _of_leavers(session: Session, today: date) -> Iterator[Alert]:
    """Find open rows whose responsible person left (离岗) and is in no task force any more: somebody must take over."""
    gone: dict[str, date] = {}
    stays: set[str] = set()
    for name, until in session.execute(sa.select(Member.name, Member.until).where(is_live(Member))):
        if until is None or until > today:
            stays.add(name)
        else:
            gone[name] = max(gone.get(name, until), until)
    left = {name: until for name, until in gone.items() if name not in stays}
    for ledger in (Obligation, Lead, Project) if left else ():
        named = sa.or_(*(ledger.owner.contains(name, autoescape=True) for name in left))
        columns: sa.Select[str, str, str | None, str | None] = sa.select(
            ledger.id, ledger.name, ledger.task_force, ledger.owner
        )
        for row, title, force, owners in session.execute(columns.where(*active_conditions(ledger), named)):
            for name in (owners or "").split("、"):
                if name in left:
                    days = (today - left[name]).days
                    message = f"责任人{name}已于{left[name].isoformat()}离岗，请改派"
                    yield Alert(ledger, row, title, force, "责任人离岗", days, message)


def _waiting_funds(session: Session, today: date) -> Iterator[Alert]:
    """Find funds that were reported and that nobody has recognised within the county's days."""
    for payment in waiting_funds(session, today):
        name = f"{payment.project}　{payment.month.year}年{payment.month.month}月"
        lacking = f"，缺{'、'.join(payment.missing)}" if payment.missing else ""
        message = f"上报{payment.days(today)}天没有认定{lacking}"
        yield Alert(Funding, payment.row, name, payment.force, "没有认定", payment.days(today), message)


def _next_steps(
    session: Session, ledger: type[Ledger], today: date, rules: Definitions, rows: RowFilter = None
) -> Iterator[Alert]:
    """Find next steps past or near their day; who is to take them stands in the message."""
    for step in open_next_steps(session, ledger, rows):
        lit, left = light(step.due, today, warn=rules.warn_days), (step.due - today).days
        what = f"“{step.text}”" if step.text else "下一步"
        by = f"（{step.officer}）" if step.officer else ""
        if lit is DeadlineLight.RED:
            message = f"{what}应于{step.due.isoformat()}前办好，已过{-left}天{by}"
            yield Alert(ledger, step.row, step.name, step.task_force, "下一步逾期", -left, message)
        elif lit is DeadlineLight.YELLOW:
            message = f"{what}{f'{left}天后' if left else '今天'}到期（{step.due.isoformat()}）{by}"
            yield Alert(ledger, step.row, step.name, step.task_force, "下一步临期", left, message)


def _planned_visits(
    session: Session, ledger: type[Ledger], today: date, rules: Definitions, rows: RowFilter = None
) -> Iterator[Alert]:
    """Find planned visits that were not made and are past or near their last day; who is to go stands in the message.

    The plans of earlier years are over: what was not done then is not called to mind for ever.
    """
    for visit in open_plan_rows(session, ledger, rows):
        if visit.due.year < today.year:
            continue
        state, left = visit.state(today, rules.visit_warn_days), (visit.due - today).days
        who = f"（{visit.who}）" if visit.who else ""
        if state is PlanState.OVERDUE:
            message = f"应于{visit.due.isoformat()}前拜访，已过{-left}天{who}"
            yield Alert(ledger, visit.row, visit.company, visit.task_force, "逾期", -left, message)
        elif state is PlanState.SOON:
            message = f"{f'{left}天内' if left else '今天'}要拜访（{visit.due.isoformat()}前）{who}"
            yield Alert(ledger, visit.row, visit.company, visit.task_force, "临期", left, message)


def _quiet_firms(session: Session, today: date) -> Iterator[Alert]:
    """Find the firms of the visit plan that nobody visited or talked with for the days of the county's setting."""
    for contact in quiet_firms(session, today):
        days = contact.quiet_days(today)
        since = f"上次联系{contact.last.isoformat()}，" if contact.last else "还没有联系记录，"
        message = f"{since}{'已' if contact.last else '登记后已'}过{days}天"
        yield Alert(contact.ledger, contact.row, contact.name, contact.task_force, "久未联系", days, message)
