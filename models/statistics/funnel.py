"""活动漏斗: the outcomes of the promotion events of a span, step by step, with the rows behind each number (运城 Y7).

Invited and present firms are the numbers on the events' own rows. Leads, signings and starts are counted from the leads
and projects that name the event as their source; for an event that none names, the numbers on its own row count.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.duplicates.concession import concession_rule
from models.ledgers import Activity, Lead
from models.statistics.counting_rules import is_live
from models.statistics.event_reader import read_counted_data
from models.statistics.events import CountedData
from models.statistics.metrics import WAN_PER_YI, CountedDays


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step of the funnel: a number with its unit, the ledger and rows behind it, and how it was counted."""

    key: str
    label: str
    unit: str
    value: Decimal
    ledger: str
    rows: tuple[str, ...]
    explanation: str
    places: int = 0


@dataclass(frozen=True, slots=True)
class EventOutcome:
    """The numbers of one event, by key of the steps."""

    row: str
    name: str
    on: date | None
    task_force: str | None
    counts: dict[str, int]
    amount: Decimal  # 万元 signed


@dataclass(frozen=True, slots=True)
class Funnel:
    """The events of a span: the funnel's steps, the figures shown beside them, and each event's own numbers."""

    steps: tuple[FunnelStep, ...]
    side_figures: tuple[FunnelStep, ...]
    events: tuple[EventOutcome, ...]


# The steps of the funnel: key (also the event's own field), label, unit. Linked rows take precedence over the field.
STEPS = (
    ("invited", "邀请企业", "家"),
    ("firms", "到会企业", "家"),
    ("leads", "获得线索", "条"),
    ("docked", "对接项目", "个"),
    ("intended", "达成意向", "个"),
    ("signed", "签约项目", "个"),
    ("started", "开工项目", "个"),
)


@dataclass(slots=True)
class _EventLinks:
    leads: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    amount: Decimal = Decimal(0)


def funnel(session: Session, first: date, last: date, task_force: str | None = None) -> Funnel:
    """Count the events of a span, of one task force or all, and their leads and projects up to its end."""
    span = CountedDays(first, last)
    data = read_counted_data(session, first)
    of_force = (Activity.task_force == task_force,) if task_force else ()
    query = sa.select(Activity).where(is_live(Activity), Activity.on.between(first, last), *of_force)
    events = list(session.execute(query.order_by(Activity.on, Activity.id)).scalars())
    linked = _linked(session, data, {event.id for event in events}, last)
    outcomes = tuple(_event_outcome(event, linked[event.id]) for event in events)
    ids = tuple(event.id for event in events)
    steps = tuple(_step(key, label, unit, outcomes, linked, ids) for key, label, unit in STEPS)
    amount = sum((outcome.amount for outcome in outcomes), Decimal(0)) / WAN_PER_YI
    signed = tuple(row for event_links in linked.values() for row in event_links.signed)
    beside = (
        FunnelStep("events", "招商活动", "场", Decimal(len(ids)), "activity", ids, f"{first} 至 {last} 举办的活动"),
        *_visits(data, span, task_force),
        FunnelStep(
            "amount", "签约金额", "亿元", amount, *_rows_behind(signed, "project", ids), "签约项目的签约金额之和", 2
        ),
    )
    return Funnel(steps, beside, outcomes)


def _linked(session: Session, data: CountedData, events: set[str], last: date) -> dict[str, _EventLinks]:
    """Collect the rows that name an event as their source; a row that names several events counts for each."""
    linked = {event: _EventLinks() for event in events}
    ceded = concession_rule(session)
    leads = sa.select(Lead.id, Lead.activity).where(
        is_live(Lead), Lead.activity.is_not(None), *ceded.counted_conditions(Lead)
    )
    for row, named in session.execute(leads.order_by(Lead.id)):
        for event in events & set((named or "").split()):
            linked[event].leads.append(row)
    until = CountedDays(date.min, last)
    for signing in until.within(data.events.signed):
        for event in events & set(data.projects[signing.project].activities):
            linked[event].signed.append(signing.row)
            linked[event].amount += signing.amount
    for start in until.within(data.events.started):
        for event in events & set(data.projects[start.project].activities):
            linked[event].started.append(start.row)
    return linked


def _event_outcome(event: Activity, linked: _EventLinks) -> EventOutcome:
    numbers = {key: getattr(event, key) or 0 for key, *_ in STEPS}
    for key in ("leads", "signed", "started"):
        numbers[key] = len(getattr(linked, key)) or numbers[key]
    amount = linked.amount if linked.signed else event.signed_amount or Decimal(0)
    return EventOutcome(event.id, event.name, event.on, event.task_force, numbers, amount)


def _step(
    key: str,
    label: str,
    unit: str,
    outcomes: Iterable[EventOutcome],
    linked: dict[str, _EventLinks],
    events: tuple[str, ...],
) -> FunnelStep:
    value = Decimal(sum(outcome.counts[key] for outcome in outcomes))
    if key not in {"leads", "signed", "started"}:
        return FunnelStep(key, label, unit, value, "activity", events, f"各场活动登记的“{label}”之和")
    rows = tuple(dict.fromkeys(row for event_links in linked.values() for row in getattr(event_links, key)))
    typed = int(value) - sum(len(getattr(event_links, key)) for event_links in linked.values())
    notes = [f"来源写明是这些活动的{len(rows)}{unit}"] if rows else []
    notes += [f"活动自己登记的{typed}{unit}"] if typed or not rows else []
    return FunnelStep(
        key,
        label,
        unit,
        value,
        *_rows_behind(rows, "lead" if key == "leads" else "project", events),
        "，另有".join(notes),
    )


def _rows_behind(rows: tuple[str, ...], ledger: str, events: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the ledger and rows behind a number: those that name the events, or else the events themselves."""
    return (ledger, rows) if rows else ("activity", events)


def _visits(data: CountedData, span: CountedDays, task_force: str | None) -> tuple[FunnelStep, FunnelStep]:
    """Count the trips out and the firms visited on them; a firm visited twice counts once."""
    visits = [visit for visit in span.within(data.events.visits_out) if task_force in {None, visit.task_force}]
    ids = tuple(visit.row for visit in visits)
    firms = {visit.firm for visit in visits if visit.firm}
    between = f"{span.first} 至 {span.last}"
    return (
        FunnelStep("trips", "外出招商", "次", Decimal(len(ids)), "visit", ids, f"{between} 的外出走访"),
        FunnelStep("seen", "考察企业", "家", Decimal(len(firms)), "visit", ids, "外出走访到过的企业，同一家只计一次"),
    )
