"""The protection of leads in a book: which ones have lapsed, and what the clocks of some or all of them say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import Appeal, Lead, Negotiation, Project, Visit
from models.rules.lead_protection import LeadClocks, LeadRecord, LeadStanding, ProtectionState
from models.rules.vocabulary import AppealState, LeadState
from models.settings.definitions import load_definitions, load_work_calendar

_CONTACTS: tuple[type[Ledger], ...] = (Visit, Negotiation)
_Condition = sa.ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class ProtectedLead:
    """A lead that still claims its investor, with what its clocks say."""

    row: str
    name: str
    task_force: str | None
    standing: LeadStanding


def load_clocks(session: Session) -> LeadClocks:
    """Load the county's clocks."""
    return LeadClocks(load_definitions(session).lead_clocks, load_work_calendar(session))


def lapsed_leads(session: Session, today: date) -> set[str]:
    """Return the leads whose protection is over; they keep no other task force from reporting the same."""
    start = load_clocks(session).latest_lapsed_start(today)
    if start is None:
        return set()
    query = sa.select(Lead.id).where(Lead.removed.is_(False), _first_day() <= start.isoformat())
    for ledger in _CONTACTS:
        row: Any = ledger
        later = sa.select(row.lead).where(ledger.removed.is_(False), row.lead.is_not(None), row.on > start)
        query = query.where(Lead.id.not_in(later.where(row.on <= today)))
    granted = sa.and_(Appeal.state == AppealState.GRANTED, Appeal.protected_to >= today)
    held = sa.select(Appeal.lead).where(Appeal.removed.is_(False), sa.or_(_is_open_appeal(), granted))
    return set(session.execute(query.where(Lead.id.not_in(held))).scalars())


def _first_day() -> sa.ColumnElement[str]:
    """Return the day (ISO text) that a lead's clocks start: that of its stamp, else the one registered."""
    stamp = sa.func.substr(sa.type_coerce(Lead.first_report, sa.String()), 1, 10)
    return sa.func.coalesce(stamp, sa.type_coerce(Lead.reported_on, sa.String()))


def _is_open_appeal() -> _Condition:
    return sa.func.coalesce(Appeal.state, AppealState.OPEN) == AppealState.OPEN


def claiming_leads(session: Session, today: date, rows: Sequence[str] | None = None) -> Iterator[ProtectedLead]:
    """Yield the leads that are still worked on with what their clocks say, or those of some rows; none without clocks.

    A lead that was rejected, handed away or grown into a project has no clock.
    """
    clocks = load_clocks(session)
    if clocks.rules.is_off:
        return
    contacts, appeals = _latest_contacts(session, today, rows), _appeals(session, rows)
    query = sa.select(Lead.id, Lead.name, Lead.task_force, Lead.reported_on, Lead.first_report, Lead.judged_on)
    for row, name, force, registered, stamp, judged in session.execute(query.where(*_is_worked_on(rows))):
        extended_to, appealed = appeals.get(row, (None, None))
        reported = date.fromisoformat(stamp[:10]) if stamp else None
        record = LeadRecord(registered, reported, judged, contacts.get(row), extended_to, appealed)
        yield ProtectedLead(row, name, force, clocks.standing(record, today))


def standing_of(session: Session, row: str, today: date) -> LeadStanding | None:
    """Return what the clocks of one lead say; None where it has none."""
    return next((lead.standing for lead in claiming_leads(session, today, [row])), None)


def _is_worked_on(rows: Sequence[str] | None) -> tuple[_Condition, ...]:
    grown = sa.select(Project.lead).where(Project.lead.is_not(None), Project.removed.is_(False))
    rejected = sa.func.coalesce(Lead.state, "") == LeadState.REJECTED
    moved = sa.or_(Lead.moved_to.is_not(None), Lead.moved_on.is_not(None))
    chosen = () if rows is None else (Lead.id.in_(rows),)
    return (Lead.removed.is_(False), Lead.id.not_in(grown), sa.not_(sa.or_(rejected, moved)), *chosen)


def _latest_contacts(session: Session, today: date, rows: Sequence[str] | None) -> dict[str, date]:
    latest: dict[str, date] = {}
    for ledger in _CONTACTS:
        row: Any = ledger
        query: Any = sa.select(row.lead, sa.func.max(row.on)).where(row.removed.is_(False), row.lead.is_not(None))
        query = query.where(row.on <= today, *(() if rows is None else (row.lead.in_(rows),)))
        for lead, on in session.execute(query.group_by(row.lead)):
            latest[lead] = max(latest.get(lead, date.min), on)
    return latest


def _appeals(session: Session, rows: Sequence[str] | None) -> dict[str, tuple[date | None, date | None]]:
    """Return by lead the latest day granted to it and the day of its oldest appeal that is open."""
    query = sa.select(Appeal.lead, Appeal.state, Appeal.raised_on, Appeal.protected_to).where(Appeal.removed.is_(False))
    if rows is not None:
        query = query.where(Appeal.lead.in_(rows))
    by_lead: dict[str, tuple[date | None, date | None]] = {}
    for lead, state, raised, protected_to in session.execute(query.order_by(Appeal.raised_on.desc(), Appeal.id)):
        extended, appealed = by_lead.get(lead, (None, None))
        if state == AppealState.GRANTED and protected_to is not None:
            extended = max(extended or protected_to, protected_to)
        elif (state or AppealState.OPEN) == AppealState.OPEN:
            appealed = raised or appealed or date.min
        by_lead[lead] = (extended, appealed)
    return by_lead


def standing_text(standing: LeadStanding, today: date) -> str:
    """Say in a sentence or two how a lead stands: its protection, and what is owed."""
    parts = [_protection_text(standing, today)] if standing.until else []
    for duty in standing.duties:
        left = (duty.due - today).days
        when = f"还有{left}天" if left > 0 else "今天到期" if not left else f"已过{-left}天"
        parts.append(f"{duty.words}应在{duty.due.isoformat()}前，{when}")
    if standing.days_late:
        parts.append(f"登记以后才录入账本，比规定晚了{standing.days_late}天")
    return "；".join(parts)


def _protection_text(standing: LeadStanding, today: date) -> str:
    day = standing.until.isoformat() if standing.until else ""
    left = (standing.until - today).days if standing.until else 0
    match standing.state:
        case ProtectionState.RUNNING:
            return f"首报保护到{day}，{f'还有{left}天' if left else '今天最后一天'}；记一次走访或洽谈就重新起算"
        case ProtectionState.EXTENDED:
            return f"申诉获支持，首报保护延到{day}，{f'还有{left}天' if left else '今天最后一天'}"
        case ProtectionState.UNDER_APPEAL:
            return f"首报保护已于{day}到期，申诉处理以前继续保护"
    return f"首报保护已于{day}到期，期间没有走访、洽谈；别的专班登记同一家不再算撞单"
