"""What each task force did towards the recurring quotas (夏邑 X9–X16): counts and the rows they are counted from.

A quota may apply to a unit that is no task force, such as 高新区 (X16); then the rows that name the unit count.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.duplicates.concession import concession_rule
from models.fields.base import Ledger
from models.ledgers import (
    Activity,
    Dossier,
    Enterprise,
    Lead,
    Negotiation,
    Project,
    Quota,
    Spending,
    TaskForce,
    Term,
)
from models.rules.duty_schedule import period_of
from models.rules.rates import half_up
from models.rules.scheme_vocabulary import QuotaInterval, QuotaMetric, ScoreMetric
from models.rules.vocabulary import Region
from models.statistics.counting_rules import (
    SqlCondition,
    is_in_library,
    is_live,
    is_not_cancelled,
    is_promotion,
    is_recognised,
    is_target_firm,
)
from models.statistics.event_reader import read_counted_data
from models.statistics.metrics import BY_SCORE, CountedDays

ORDER = tuple(QuotaMetric)
_INTERVALS: Mapping[str, str] = {
    QuotaInterval.WEEK: "week",
    QuotaInterval.MONTH: "month",
    QuotaInterval.QUARTER: "quarter",
    QuotaInterval.YEAR: "year",
}
_LARGE = Decimal(10_000)  # 亿元以上, in 万元; “以上” includes the number
_NOT_A_REGION = frozenset(Region)
_MINIMUM_OF_ONE = re.compile(r"(?:不少于|不低于|至少)\s*[一1](?![\d0-9十百])")


@dataclass(frozen=True, slots=True)
class QuotaCount:
    """A number and the rows it was counted from."""

    value: Decimal = Decimal(0)
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotaDemand:
    """One quota: metric, interval, minimum (None: the document names no number), task force (None: all).

    ``first`` and ``last`` are the days it is counted over. ``unit_name`` is the unit it applies to where that is no
    task force; its counts are then by the unit's name.
    """

    row: str
    metric: str
    interval: str
    minimum: Decimal | None
    unit: str
    source: str
    task_force: str | None
    first: date
    last: date
    unit_name: str = ""


@dataclass(slots=True)
class QuotaCounts:
    """All quotas, and by quota row the counts of each task force.

    ``side_counts`` are figures shown beside the counts (上报, 支出); ``regions`` are each task force's regional events
    by region.
    """

    demands: list[QuotaDemand]
    done: dict[str, dict[str, QuotaCount]] = field(default_factory=dict)
    side_counts: dict[str, dict[str, QuotaCount]] = field(default_factory=dict)
    regions: dict[str, dict[str, QuotaCount]] = field(default_factory=dict)
    known_regions: tuple[str, ...] = ()


def minimum_since(demand: QuotaDemand, founded: date | None) -> Decimal | None:
    """Return the minimum asked of a task force: pro rata by days in the interval in which it was founded.

    A number of rows is rounded half up, an amount to the cent; nothing is asked before it was founded.
    """
    if demand.minimum is None or founded is None or demand.interval not in _INTERVALS or founded <= demand.first:
        return demand.minimum
    end = period_of(_INTERVALS[demand.interval], demand.last).last
    there, whole = (end - founded).days + 1, (end - demand.first).days + 1
    if founded > demand.last:
        return Decimal(0)
    return half_up(demand.minimum * there / whole, 2 if demand.metric == QuotaMetric.BUDGET else 0)


def quota_counts(session: Session, last: date) -> QuotaCounts:
    """Count towards all quotas up to a day: within its week, month, quarter or year, or since ever (累计)."""
    query = sa.select(Quota).where(is_live(Quota)).order_by(Quota.id)
    demands = [_demand(row, last) for row in session.execute(query).scalars()]
    counts = QuotaCounts(
        sorted(demands, key=lambda demand: ORDER.index(demand.metric) if demand.metric in ORDER else len(ORDER))
    )
    for demand in counts.demands:
        counts.done[demand.row] = _counts_by_force(session, demand)
        counts.side_counts[demand.row] = _side_counts(session, demand)
        if demand.metric == QuotaMetric.REGIONAL_EVENTS:
            counts.regions = _by_region(session, demand)
    words = sa.select(Term.word).where(Term.dictionary == "region", is_live(Term)).order_by(Term.rank)
    counts.known_regions = tuple(session.execute(words).scalars())
    return counts


def _demand(row: Quota, last: date) -> QuotaDemand:
    first = period_of(_INTERVALS[row.every], last).first if row.every in _INTERVALS else date.min
    source, unit = row.source or "", row.unit or ""
    least = row.least
    if least is None and _MINIMUM_OF_ONE.search(source):
        least = Decimal(1)
    return QuotaDemand(row.id, row.metric, row.every, least, unit, source, row.task_force, first, last, row.whose or "")


def _count(rows: Iterable[tuple[str | None, str]]) -> dict[str, QuotaCount]:
    """Count (task force, row) pairs by task force."""
    by_force: dict[str, list[str]] = {}
    for force, row in rows:
        if force:
            by_force.setdefault(force, []).append(row)
    return {force: QuotaCount(Decimal(len(rows)), tuple(rows)) for force, rows in by_force.items()}


def _in_span(demand: QuotaDemand, column: sa.SQLColumnExpression[date | None]) -> SqlCondition:
    return column.between(demand.first, demand.last)


_SELECTIONS: Mapping[
    str, Callable[[QuotaDemand], tuple[type[Ledger], *tuple[SqlCondition, ...]]]
] = {  # by metric: the ledger, and which of its rows count
    QuotaMetric.LEADS: lambda demand: (Lead, _in_span(demand, Lead.recognised_on), is_recognised()),
    QuotaMetric.FIRMS: lambda _: (Enterprise, is_target_firm()),
    QuotaMetric.LIBRARY: lambda _: (Enterprise, is_in_library()),
    QuotaMetric.DOSSIERS: lambda _: (Dossier, is_not_cancelled()),
    QuotaMetric.PACKAGES: lambda demand: (Dossier, _in_span(demand, Dossier.made_on), is_not_cancelled()),
    QuotaMetric.PROMOTION_INSIDE: lambda demand: (
        Activity,
        *_promotion_conditions(demand),
        Activity.inside == sa.literal(1),
    ),
    QuotaMetric.PROMOTION_OUTSIDE: lambda demand: (
        Activity,
        *_promotion_conditions(demand),
        sa.func.coalesce(Activity.inside, 0) == sa.literal(0),
    ),
}


def _counts_by_force(session: Session, demand: QuotaDemand) -> dict[str, QuotaCount]:
    if demand.metric in _SELECTIONS:
        ledger, *where = _SELECTIONS[demand.metric](demand)
        return _select_counts(session, demand, ledger, *where)
    if demand.metric == QuotaMetric.HUGE_PROJECTS:
        return _huge_projects(session, demand)
    if demand.metric == QuotaMetric.REGIONAL_EVENTS:
        return _count((force, row) for force, row, _ in _regional_events(session, demand))
    if demand.metric == QuotaMetric.BUDGET:
        query = sa.select(TaskForce.id, TaskForce.budget).where(is_live(TaskForce))
        return {row: QuotaCount(budget or Decimal(0), (row,)) for row, budget in session.execute(query)}
    return _large_talks(session, demand) if demand.metric == QuotaMetric.LARGE_TALKS else {}


def _select_counts(
    session: Session, demand: QuotaDemand, ledger: type[Ledger], *where: SqlCondition
) -> dict[str, QuotaCount]:
    ceded = concession_rule(session)
    owner, conditions = _owner_column(ledger, demand), tuple[SqlCondition, ...]()
    if ledger is Lead or ledger is Project:
        owner, conditions = owner if demand.unit_name else ceded.owner_column(ledger), ceded.counted_conditions(ledger)
    query = sa.select(owner, ledger.id).where(is_live(ledger), *conditions, *where).order_by(ledger.id)
    return _count(_rows_of_unit(session.execute(query), demand))


_UNITS: Mapping[type[Ledger], sa.SQLColumnExpression[str | None]] = {
    Lead: Lead.first_unit,
    Enterprise: Enterprise.unit,
    Dossier: Dossier.unit,
    Project: Project.township,
}


def _owner_column(ledger: type[Ledger], demand: QuotaDemand) -> sa.SQLColumnExpression[str | None]:
    """Return the column with the task force of a row, or with its unit where the quota applies to a unit."""
    if not demand.unit_name:
        task_force: sa.SQLColumnExpression[str | None] = getattr(ledger, TaskForce.__tablename__)
        return task_force
    return _UNITS.get(ledger, sa.null())


def _rows_of_unit(rows: Iterable[tuple[str | None, str]], demand: QuotaDemand) -> Iterable[tuple[str | None, str]]:
    """Keep only the rows of a quota's unit: “县高新区” and “高新区管委会” both mean 高新区."""
    if not demand.unit_name:
        return rows
    return [(demand.unit_name, row) for unit, row in rows if demand.unit_name in (unit or "")]


def _huge_projects(session: Session, demand: QuotaDemand) -> dict[str, QuotaCount]:
    """Count the signings of projects of 10亿元 and more within a quota's span, as circulars and rankings count them."""
    data = read_counted_data(session, demand.first)
    count = BY_SCORE[ScoreMetric.OVER_10_YI].count
    events = count(data, CountedDays(demand.first, demand.last)) if count else []
    owners = ((event.township if demand.unit_name else event.task_force, event.row) for event in events)
    return _count(_rows_of_unit(owners, demand))


def _promotion_conditions(demand: QuotaDemand) -> tuple[SqlCondition, SqlCondition]:
    return (is_promotion(), Activity.on.between(demand.first, demand.last))


def _regional_events(session: Session, demand: QuotaDemand) -> list[tuple[str, str, str]]:
    """List the events held in the regions wanted: (task force, row, region)."""
    query = sa.select(Activity.task_force, Activity.id, Activity.region).where(is_live(Activity))
    held = session.execute(query.where(*_promotion_conditions(demand)).order_by(Activity.on, Activity.id))
    return [(force, row, where) for force, row, where in held if force and where and where not in _NOT_A_REGION]


def _by_region(session: Session, demand: QuotaDemand) -> dict[str, dict[str, QuotaCount]]:
    by_force: dict[str, list[tuple[str, str]]] = {}
    for force, row, region in _regional_events(session, demand):
        by_force.setdefault(force, []).append((region, row))
    return {force: _count(rows) for force, rows in by_force.items()}


def _large_talks(session: Session, demand: QuotaDemand) -> dict[str, QuotaCount]:
    """Count the projects and leads of a hundred million and more that were talked about, each once."""
    owner = sa.func.coalesce(Project.township, Lead.first_unit) if demand.unit_name else Negotiation.task_force
    query = (
        sa.select(owner, Negotiation.id, Negotiation.project, Negotiation.lead)
        .outerjoin(Project, Project.id == Negotiation.project)
        .outerjoin(Lead, Lead.id == Negotiation.lead)
        .where(is_live(Negotiation), Negotiation.on.between(demand.first, demand.last))
        .where(sa.or_(Project.total >= _LARGE, Lead.total >= _LARGE))
    )
    things: dict[str, set[str]] = {}
    rows: dict[str, list[str]] = {}
    for holder, row, project, lead in session.execute(query.order_by(Negotiation.on, Negotiation.id)):
        force = (demand.unit_name if demand.unit_name in (holder or "") else None) if demand.unit_name else holder
        if force:
            things.setdefault(force, set()).add(project or lead or "")
            rows.setdefault(force, []).append(row)
    return {force: QuotaCount(Decimal(len(ids)), tuple(rows[force])) for force, ids in things.items()}


def _side_counts(session: Session, demand: QuotaDemand) -> dict[str, QuotaCount]:
    """Count what is shown beside a quota: leads reported beside those recognised, money spent beside the budget."""
    if demand.metric == QuotaMetric.LEADS:
        return _select_counts(session, demand, Lead, Lead.reported_on.between(demand.first, demand.last))
    if demand.metric != QuotaMetric.BUDGET:
        return {}
    query = sa.select(Spending.task_force, Spending.id, Spending.amount).where(is_live(Spending))
    within = query.where(Spending.on.between(demand.first, demand.last)).order_by(Spending.id)
    totals: dict[str, QuotaCount] = {}
    for force, row, amount in session.execute(within):
        before = totals.get(force, QuotaCount())
        totals[force] = QuotaCount(before.value + amount, (*before.rows, row))
    return totals


def count_of(counts: Mapping[str, QuotaCount], force: str) -> QuotaCount:
    """Return a task force's count; zero where it has none."""
    return counts.get(force) or QuotaCount()
