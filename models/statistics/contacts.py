"""When each firm and each entrepreneur was last in contact with the county, and who was not for too long.

Contacts are visits that took place, rounds of talks on the firm's leads and projects, and the day noted with a contact
person (最近联系).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import Contact, Enterprise, Lead, Negotiation, Project, Visit, VisitPlan
from models.settings.definitions import load_definitions
from models.statistics.counting_rules import SqlCondition, is_live, took_place


@dataclass(frozen=True, slots=True)
class LastContact:
    """A firm or a person of it, with the day of the latest contact; None where the ledgers know of none."""

    ledger: type[Ledger]
    row: str
    name: str
    firm: str
    task_force: str | None
    last: date | None
    known_since: date

    def quiet_days(self, today: date) -> int:
        """Return the days since the latest contact, or since it was entered where there was none."""
        return (today - (self.last or self.known_since)).days


def firms_on_the_plan(year: int) -> SqlCondition:
    """Select the firms of the list of entrepreneurs: with a visit planned in a year, or a text of their plan."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    planned = sa.exists().where(
        VisitPlan.enterprise == Enterprise.id,
        is_live(VisitPlan),
        VisitPlan.cancelled_on.is_(None),
        VisitPlan.month.between(first, last),
    )
    return sa.or_(sa.func.coalesce(Enterprise.visit_plan, "") != "", planned)


def quiet_firms(session: Session, today: date, force: str | None = None) -> list[LastContact]:
    """List the firms of this year's plan not contacted for as many days as the county's setting says, longest first."""
    days = load_definitions(session).contact_days
    if not days:
        return []
    listed = _last_contacts(session, today, firms_on_the_plan(today.year), force)
    quiet = [contact for contact in listed if contact.quiet_days(today) >= days]
    return sorted(quiet, key=lambda contact: (-contact.quiet_days(today), contact.row))


def quiet_persons(session: Session, today: date, force: str | None = None) -> list[LastContact]:
    """List the contact persons of those firms not met for as many days, longest first."""
    days = load_definitions(session).contact_days
    if not days:
        return []
    listed = last_met(session, today, firms_on_the_plan(today.year), force)
    quiet = [contact for contact in listed if contact.quiet_days(today) >= days]
    return sorted(quiet, key=lambda contact: (-contact.quiet_days(today), contact.row))


def last_contact_of(session: Session, firm: str, today: date) -> date | None:
    """Return the day of a firm's latest contact."""
    return next((contact.last for contact in _last_contacts(session, today, Enterprise.id == firm)), None)


def _last_contacts(
    session: Session, today: date, wanted: SqlCondition, force: str | None = None
) -> Iterator[LastContact]:
    """Yield the firms that a condition selects, each with its latest contact by a day."""
    by_link, by_name = _contact_days(today).subquery(), _unlinked_visit_days(today).subquery()
    query = sa.select(
        *(Enterprise.id, Enterprise.name, Enterprise.task_force, Enterprise.born),
        *(by_link.c.day, by_name.c.day.label("visited")),
    )
    query = query.outerjoin(by_link, by_link.c.firm == Enterprise.id)
    query = query.outerjoin(by_name, by_name.c.company == Enterprise.name)
    query = query.where(is_live(Enterprise), wanted, *_of_force(force))
    for row, name, task_force, born, *days in session.execute(query.order_by(Enterprise.id)):
        day = max(filter(None, days), default=None)
        yield LastContact(Enterprise, row, name, name, task_force, day, _entered_on(born, today))


def last_met(session: Session, today: date, wanted: SqlCondition, force: str | None = None) -> Iterator[LastContact]:
    """Yield the contact persons of some firms, each with the latest day noted or of a visit or talk naming them."""
    met = _days_met(today).subquery()
    day_type = Visit.on.type
    latest = (
        sa.select(met.c.person, sa.func.max(met.c.day, type_=day_type).label("day")).group_by(met.c.person).subquery()
    )
    columns = (Contact.id, Contact.name, Enterprise.name, Enterprise.task_force, Contact.born, latest.c.day)
    query = sa.select(*columns).join(Enterprise, Enterprise.id == Contact.enterprise)
    query = query.outerjoin(latest, latest.c.person == Contact.id)
    query = query.where(is_live(Contact), is_live(Enterprise), wanted, *_of_force(force))
    for row, name, firm, task_force, born, day in session.execute(query.order_by(Contact.id)):
        yield LastContact(Contact, row, name, firm, task_force, day, _entered_on(born, today))


def _of_force(force: str | None) -> Sequence[SqlCondition]:
    return () if force is None else (Enterprise.task_force == force,)


def _entered_on(born: int, today: date) -> date:
    """Return the local day a row was entered, from milliseconds since 1970; today where that is unknown."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=born)).astimezone().date() if born else today


def _contact_days(today: date) -> sa.Select[Any, Any]:
    """Select the latest contact of each firm of the library that rows link to, as (firm, day)."""
    visited = sa.select(Visit.enterprise.label("firm"), Visit.on.label("day")).where(
        is_live(Visit), took_place(), Visit.enterprise.is_not(None), Visit.on <= today
    )
    talked = [
        sa.select(about.enterprise, Negotiation.on)
        .join(Negotiation, getattr(Negotiation, link) == about.id)
        .where(is_live(Negotiation), is_live(about), about.enterprise.is_not(None), Negotiation.on <= today)
        for link, about in (("lead", Lead), ("project", Project))
    ]
    noted = sa.select(Contact.enterprise, Contact.last_met).where(is_live(Contact), Contact.last_met <= today)
    days = sa.union_all(visited, *talked, noted).subquery()
    return sa.select(days.c.firm, sa.func.max(days.c.day, type_=Visit.on.type).label("day")).group_by(days.c.firm)


def _unlinked_visit_days(today: date) -> sa.Select[Any, Any]:
    """Select the latest day of the visits without a link, which count by the firm's name, as (company, day)."""
    latest = sa.select(Visit.company, sa.func.max(Visit.on, type_=Visit.on.type).label("day"))
    unlinked = latest.where(is_live(Visit), took_place(), Visit.enterprise.is_(None), Visit.on <= today)
    return unlinked.group_by(Visit.company)


def _days_met(today: date) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Select every day a contact person was met as (person, day): noted, or named by a visit or a talk of the firm."""
    noted = sa.select(Contact.id.label("person"), Contact.last_met.label("day")).where(
        is_live(Contact), Contact.last_met <= today
    )
    visited = (
        sa.select(Contact.id, Visit.on)
        .join(Visit, Visit.enterprise == Contact.enterprise)
        .where(is_live(Contact), is_live(Visit), took_place(), Visit.on <= today, _names(Visit.met))
    )
    talked = [
        sa.select(Contact.id, Negotiation.on)
        .join(about, about.enterprise == Contact.enterprise)
        .join(Negotiation, getattr(Negotiation, link) == about.id)
        .where(is_live(Contact), is_live(Negotiation), Negotiation.on <= today, _names(Negotiation.theirs))
        for link, about in (("lead", Lead), ("project", Project))
    ]
    return sa.union_all(noted, visited, *talked)


def _names(persons: sa.SQLColumnExpression[str | None]) -> SqlCondition:
    """Whether a list of persons joined by 、 names the contact."""
    listed = sa.literal("、").concat(persons).concat("、")
    return listed.contains(sa.literal("、").concat(Contact.name).concat("、"))
