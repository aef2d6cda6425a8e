"""Everything a book knows for one visit's 接待方案: the visit, its itinerary, and the firm with what stands open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import field_of, firm_field
from models.ledgers import Contact, Enterprise, Itinerary, Lead, Negotiation, Obligation, Project, Visit, VisitPlan
from models.queries.ledger_query import cell_texts
from models.queries.linked_rows import linked_row_ids
from models.rules.visit_plans import clock_minutes
from models.rules.vocabulary import VisitDirection
from models.statistics.contacts import last_contact_of, last_met
from models.statistics.counting_rules import SqlCondition, is_live, is_open, took_place
from models.statistics.project_profile import RelatedRows

_FIRM_KEYS = ("kind", "tier", "anchor", "place", "industry", "legal", "capital", "founded", "main", "wanted")
_CONTACT_KEYS = ("name", "post", "native", "last_met")
_LEAD_KEYS = ("name", "reported_on", "state", "total", "progress", "support")
_TALK_KEYS = ("on", "subject", "depth", "content", "next_step")
_PROJECT_KEYS = ("name", "stage", "total", "signed_amount", "progress")
_OBLIGATION_KEYS = ("name", "kind", "unit", "owner", "due", "state")
_VISIT_KEYS = ("on", "direction", "leader", "content", "outcome")
_STOP_KEYS = ("on", "hours", "content", "place", "people", "unit")
_VISIT_FACTS = {
    "direction": "direction",
    "on": "on",
    "until": "until",
    "place": "place",
    "task_force": "task_force",
    "leader": "leader",
    "people": "people",
    "heads": "heads",
    "met": "met",
    "met_post": "met_post",
    "purpose": "purpose",
    "content": "content",
}
_PLAN_FACTS = {
    "direction": "direction",
    "on": "planned_on",
    "task_force": "task_force",
    "leader": "leader",
    "people": "owner",
    "met": "person",
    "met_post": "person_post",
    "purpose": "purpose",
    "content": "content",
}


@dataclass(frozen=True, slots=True)
class ItineraryStop:
    """One stop of an itinerary, as text."""

    day: str
    hours: str
    content: str
    place: str
    people: str
    unit: str


@dataclass(frozen=True, slots=True)
class FirmBrief:
    """What the ledgers hold of a firm: facts as (heading, text), people, and its rows, the latest first.

    ``row`` is empty for a firm that is not in the library: its rows are then those that write its name.
    """

    row: str
    name: str
    facts: tuple[tuple[str, str], ...]
    last_contact: date | None
    contacts: RelatedRows
    leads: RelatedRows
    talks: RelatedRows
    projects: RelatedRows
    obligations: RelatedRows
    visits: RelatedRows


@dataclass(frozen=True, slots=True)
class VisitProfile:
    """A visit, or a planned one, with its itinerary and the brief on its firm; ``facts`` are texts by a visit's key."""

    ledger: type[Ledger]
    row: str
    month: str
    facts: dict[str, str]
    stops: tuple[ItineraryStop, ...]
    firm: FirmBrief

    @property
    def is_reception(self) -> bool:
        """Whether guests are received, rather than a firm visited where it is."""
        return self.facts.get("direction") != VisitDirection.OUT


def visit_profile(session: Session, row: str, today: date) -> VisitProfile:
    """Read everything about a visit or a row of the visit plan; raises UserError where neither is in the book.

    A planned visit has the itinerary of the visits that were prepared for it.
    """
    visit = session.get(Visit, row)
    record: Visit | VisitPlan | None = visit if visit is not None else session.get(VisitPlan, row)
    if record is None or record.removed:
        raise UserError("这次走访或者这项拜访计划已不在账本里，请刷新后再试。")
    ledger = type(record)
    keys = _VISIT_FACTS if ledger is Visit else _PLAN_FACTS
    texts = cell_texts(session, ledger, [row], list(keys.values()))[row]
    month = cell_texts(session, VisitPlan, [row], ["month"])[row][0] if ledger is VisitPlan else ""
    prepared = Visit.id == row if ledger is Visit else sa.and_(is_live(Visit), Visit.plan == row)
    return VisitProfile(
        ledger,
        row,
        month,
        dict(zip(keys, texts, strict=True)),
        tuple(_stops(session, prepared)),
        _firm_brief(session, record, today),
    )


def find_visit(session: Session, text: str) -> str:
    """Find a visit or planned visit by its id or its firm's name: one being prepared, else the latest, else a plan.

    Raises UserError where the name fits none, or firms of several names.
    """
    if session.get(Visit, text) is not None or session.get(VisitPlan, text) is not None:
        return text
    rows = [
        *_rows_naming(session, Visit, text, (sa.func.coalesce(Visit.done, 1), Visit.on.desc())),
        *_rows_naming(session, VisitPlan, text, (VisitPlan.month.desc(),)),
    ]
    exact = [pair for pair in rows if pair[1] == text]
    names = dict.fromkeys(name for _, name in exact or rows)
    if not names:
        raise UserError(f"账本里没有到“{text}”的走访，也没有它的拜访计划，请检查名称。")
    if len(names) > 1:
        raise UserError(f"有 {len(names)} 家企业的名称含“{text}”，请写全称：{'、'.join(list(names)[:5])}。")
    return (exact or rows)[0][0]


def _rows_naming(
    session: Session, ledger: type[Visit | VisitPlan], text: str, order: Sequence[Any]
) -> list[tuple[str, str]]:
    query = sa.select(ledger.id, ledger.company).where(is_live(ledger), ledger.company.contains(text, autoescape=True))
    return [(row, name) for row, name in session.execute(query.order_by(*order, ledger.id.desc()))]


def _stops(session: Session, visits: SqlCondition) -> list[ItineraryStop]:
    """Read the stops of visits in the order of their days and times; one without a day is on the visit's first."""
    query = sa.select(Itinerary.id, Itinerary.on, Visit.on, Itinerary.hours).join(Visit, Visit.id == Itinerary.visit)
    rows = session.execute(query.where(is_live(Itinerary), visits)).all()
    in_order = sorted(rows, key=lambda stop: (stop[1] or stop[2] or date.max, clock_minutes(stop[3] or ""), stop[0]))
    texts = cell_texts(session, Itinerary, [stop[0] for stop in in_order], _STOP_KEYS)
    days = {row: day or first for row, day, first, _ in in_order}
    rows_in_order = [stop[0] for stop in in_order]
    return [ItineraryStop(day.isoformat() if (day := days[row]) else "", *texts[row][1:]) for row in rows_in_order]


def _firm_brief(session: Session, record: Visit | VisitPlan, today: date) -> FirmBrief:
    name = record.company
    firm = (
        record.enterprise
        or session.execute(
            sa.select(Enterprise.id)
            .where(is_live(Enterprise), Enterprise.name == name)
            .order_by(Enterprise.id)
            .limit(1)
        ).scalar_one_or_none()
    )
    facts: list[tuple[str, str]] = []
    if firm:
        texts = cell_texts(session, Enterprise, [firm], _FIRM_KEYS)[firm]
        titles = (field_of(Enterprise, key).title for key in _FIRM_KEYS)
        facts = [(title, text) for title, text in zip(titles, texts, strict=True) if text]
    earlier = sa.and_(took_place(), Visit.id != record.id, Visit.on <= today)
    return FirmBrief(
        firm or "",
        name,
        tuple(facts),
        last_contact_of(session, firm, today) if firm else None,
        _with_days_met(session, _related(session, Contact, _CONTACT_KEYS, (firm, ""), Contact.last_met), firm, today),
        _related(session, Lead, _LEAD_KEYS, (firm, name), Lead.reported_on),
        _related(session, Negotiation, _TALK_KEYS, (firm, ""), Negotiation.on),
        _related(session, Project, _PROJECT_KEYS, (firm, name), Project.id),
        _related(session, Obligation, _OBLIGATION_KEYS, (firm, ""), Obligation.due, is_open()),
        _related(session, Visit, _VISIT_KEYS, (firm, name), Visit.on, earlier),
    )


def _with_days_met(session: Session, contacts: RelatedRows, firm: str | None, today: date) -> RelatedRows:
    """Put the day each contact person was last met, by visits and talks too, in the place of the one noted."""
    if not contacts.rows:
        return contacts
    days = {met.row: met.last for met in last_met(session, today, Enterprise.id == firm)}
    cells = (
        (*texts[:-1], day.isoformat() if (day := days.get(row)) else "")
        for row, texts in zip(contacts.rows, contacts.cells, strict=True)
    )
    return replace(contacts, cells=tuple(cells))


def _related(
    session: Session,
    ledger: type[Ledger],
    keys: tuple[str, ...],
    firm: tuple[str | None, str],
    latest: Any,
    *where: SqlCondition,
) -> RelatedRows:
    """Read a ledger's rows of a firm, given as its id and the name that rows without a link write; latest first."""
    row_type: Any = ledger
    firm_id, name = firm
    belongs: list[SqlCondition] = []
    if firm_id:
        linked = [*_details(row_type, firm_id)] or [
            row_type.id.in_(linked_row_ids(session, ledger, Enterprise, firm_id))
        ]
        belongs += linked
    if name and (named := firm_field(ledger)) is not None:
        text, link = getattr(row_type, named.key), getattr(row_type, named.link)
        belongs.append(sa.and_(text == name, link.is_(None)))
    rows: list[str] = []
    if belongs:
        query = sa.select(row_type.id).where(is_live(ledger), sa.or_(*belongs), *where)
        in_order = query.order_by(latest.is_(None), latest.desc(), row_type.id.desc())
        rows = list(session.execute(in_order).scalars())
    texts = cell_texts(session, ledger, rows, keys)
    titles = tuple(field_of(ledger, key).title for key in keys)
    return RelatedRows(ledger.__tablename__, titles, tuple(rows), tuple(tuple(texts[row]) for row in rows))


def _details(row_type: Any, firm: str) -> list[SqlCondition]:
    """Return the condition for the detail rows of a firm, such as its contacts; none for other ledgers."""
    return [row_type.enterprise == firm] if row_type.about.parent == Enterprise.__tablename__ else []
