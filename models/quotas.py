"""What each task force did towards the recurring quotas (夏邑 X9–X16): counts and the rows they are counted from.

A quota may apply to a unit that is no task force, such as 高新区 (X16); then the rows that name the unit count.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ceding import counting
from models.facts import SIGNED
from models.ledgers import (
    Activity,
    Dossier,
    Enterprise,
    Lead,
    Negotiation,
    Project,
    Quota,
    Spending,
    StageMove,
    TaskForce,
    Term,
)
from models.rules.duties import period_of

LEADS, FIRMS, DOSSIERS, EVENTS = "上报有价值线索", "重点招引企业", "招商专案", "区域专场活动"
INSIDE, OUTSIDE, BUDGET, TALKS, PACKAGES = (
    "县内专题推介",
    "目标区域专题推介",
    "年度经费",
    "接洽亿元以上项目",
    "重大项目包装",
)
ORDER = (
    LEADS,
    "接洽亿元以上项目",
    "重点招引企业",
    "招商专案",
    "重大项目包装",
    EVENTS,
    "县内专题推介",
    "目标区域专题推介",
    BUDGET,
    "引进10亿元以上项目",
    "重点企业信息库",
)
_EVERY = {"每周": "week", "每月": "month", "每季": "quarter", "每年": "year"}
_LARGE, _HUGE = Decimal(10_000), Decimal(100_000)  # 亿元以上, 10亿元以上, in 万元; “以上” includes the number
_BIG = ("世界500强", "中国500强", "民营500强", "央企", "独角兽企业", "专精特新小巨人")  # tiers in the library of X16
_NOT_A_REGION = {"省内", "其他"}
_ONE = re.compile(r"(?:不少于|不低于|至少)\s*[一1](?![\d0-9十百])")


@dataclass(frozen=True, slots=True)
class Count:
    """A number and the rows it was counted from."""

    value: Decimal = Decimal(0)
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """One quota: metric, interval, minimum (None: the document names no number), task force (None: all).

    ``first`` and ``last`` are the days it is counted over. ``unit_name`` is the unit it applies to where that is no
    task force; its counts are then by the unit's name.
    """

    row: str
    metric: str
    every: str
    least: Decimal | None
    unit: str
    source: str
    task_force: str | None
    first: date
    last: date
    whose: str = ""


@dataclass(slots=True)
class QuotaCounts:
    """All quotas, and by quota row the counts of each task force.

    ``side_counts`` are figures shown beside the counts (上报, 支出); ``regions`` are each task force's regional events
    by region.
    """

    demands: list[Demand]
    done: dict[str, dict[str, Count]] = field(default_factory=dict)
    beside: dict[str, dict[str, Count]] = field(default_factory=dict)
    regions: dict[str, dict[str, Count]] = field(default_factory=dict)
    known_regions: tuple[str, ...] = ()


def quota_counts(session: Session, last: date) -> QuotaCounts:
    """Count towards all quotas up to a day: within its week, month, quarter or year, or since ever (累计)."""
    query = sa.select(Quota).where(Quota.removed.is_(False)).order_by(Quota.id)
    demands = [_demand(row, last) for row in session.execute(query).scalars()]
    counts = QuotaCounts(
        sorted(demands, key=lambda demand: ORDER.index(demand.metric) if demand.metric in ORDER else len(ORDER))
    )
    for demand in counts.demands:
        counts.done[demand.row] = _done(session, demand)
        counts.beside[demand.row] = _beside(session, demand)
        if demand.metric == EVENTS:
            counts.regions = _by_region(session, demand)
    words = sa.select(Term.word).where(Term.dictionary == "region", Term.removed.is_(False)).order_by(Term.rank)
    counts.known_regions = tuple(session.execute(words).scalars())
    return counts


def _demand(row: Any, last: date) -> Demand:
    first = period_of(_EVERY[row.every], last).first if row.every in _EVERY else date.min
    source, unit = row.source or "", row.unit or ""
    least = row.least
    if least is None and _ONE.search(source):
        least = Decimal(1)
    return Demand(row.id, row.metric, row.every, least, unit, source, row.task_force, first, last, row.whose or "")


def _count(rows: Iterable[Any]) -> dict[str, Count]:
    """Count (task force, row) pairs by task force."""
    by_force: dict[str, list[str]] = {}
    for force, row in rows:
        if force:
            by_force.setdefault(force, []).append(row)
    return {force: Count(Decimal(len(rows)), tuple(rows)) for force, rows in by_force.items()}


def _on(demand: Demand, column: Any) -> Any:
    return column.between(demand.first, demand.last)


def _not_cancelled() -> Any:
    return sa.func.coalesce(Dossier.state, "") != "已取消"


_SELECTED: Mapping[str, Callable[[Demand], tuple[Any, ...]]] = {  # by metric: the ledger, and which of its rows count
    LEADS: lambda demand: (Lead, _on(demand, Lead.recognised_on), Lead.state == "已认定"),
    FIRMS: lambda _: (Enterprise, Enterprise.kind == "目标企业"),
    "重点企业信息库": lambda _: (Enterprise, sa.or_(*(Enterprise.tier.contains(tier) for tier in _BIG))),
    DOSSIERS: lambda _: (Dossier, _not_cancelled()),
    PACKAGES: lambda demand: (Dossier, _on(demand, Dossier.made_on), _not_cancelled()),
    "引进10亿元以上项目": lambda demand: (Project, Project.total >= _HUGE, Project.id.in_(_signed(demand))),
    INSIDE: lambda demand: (Activity, *_shows(demand), Activity.inside == sa.literal(1)),
    OUTSIDE: lambda demand: (Activity, *_shows(demand), sa.func.coalesce(Activity.inside, 0) == sa.literal(0)),
}


def _done(session: Session, demand: Demand) -> dict[str, Count]:
    if demand.metric in _SELECTED:
        ledger, *where = _SELECTED[demand.metric](demand)
        return _select(session, demand, ledger, *where)
    if demand.metric == EVENTS:
        return _count((force, row) for force, row, _ in _regional(session, demand))
    if demand.metric == BUDGET:
        query = sa.select(TaskForce.id, TaskForce.budget).where(TaskForce.removed.is_(False))
        return {row: Count(budget or Decimal(0), (row,)) for row, budget in session.execute(query)}
    return _large_talks(session, demand) if demand.metric == TALKS else {}


def _select(session: Session, demand: Demand, ledger: Any, *where: Any) -> dict[str, Count]:
    ceded = counting(session)
    owner, conditions = _owner(ledger, demand), ()
    if ledger in (Lead, Project):
        owner, conditions = owner if demand.whose else ceded.owner(ledger), ceded.kept(ledger)
    query = sa.select(owner, ledger.id).where(ledger.removed.is_(False), *conditions, *where).order_by(ledger.id)
    return _count(_of_unit(session.execute(query), demand))


def _owner(ledger: Any, demand: Demand) -> Any:
    """Return the column with the task force of a row, or with its unit where the quota applies to a unit."""
    if not demand.whose:
        return ledger.task_force
    units = {Lead: Lead.first_unit, Enterprise: Enterprise.unit, Dossier: Dossier.unit, Project: Project.township}
    return units.get(ledger, sa.null())


def _of_unit(rows: Iterable[Any], demand: Demand) -> Iterable[Any]:
    """Keep only the rows of a quota's unit: “县高新区” and “高新区管委会” both mean 高新区."""
    if not demand.whose:
        return rows
    return [(demand.whose, row) for unit, row in rows if demand.whose in (unit or "")]


def _signed(demand: Demand) -> Any:
    """Select the projects first signed within a quota's span."""
    moves = sa.select(StageMove.project).where(StageMove.removed.is_(False), StageMove.stage == SIGNED)
    first = sa.func.min(StageMove.on)
    return moves.group_by(StageMove.project).having(first >= demand.first, first <= demand.last)


def _shows(demand: Demand) -> tuple[Any, ...]:
    return (Activity.kind == "专场推介", Activity.on.between(demand.first, demand.last))


def _regional(session: Session, demand: Demand) -> list[tuple[str, str, str]]:
    """List the events held in the regions wanted: (task force, row, region)."""
    query = sa.select(Activity.task_force, Activity.id, Activity.region).where(Activity.removed.is_(False))
    held = session.execute(query.where(*_shows(demand)).order_by(Activity.on, Activity.id))
    return [(force, row, where) for force, row, where in held if force and where and where not in _NOT_A_REGION]


def _by_region(session: Session, demand: Demand) -> dict[str, dict[str, Count]]:
    by_force: dict[str, list[tuple[str, str]]] = {}
    for force, row, region in _regional(session, demand):
        by_force.setdefault(force, []).append((region, row))
    return {force: _count(rows) for force, rows in by_force.items()}


def _large_talks(session: Session, demand: Demand) -> dict[str, Count]:
    """Count the projects and leads of a hundred million and more that were talked about, each once."""
    owner = sa.func.coalesce(Project.township, Lead.first_unit) if demand.whose else Negotiation.task_force
    query = (
        sa.select(owner, Negotiation.id, Negotiation.project, Negotiation.lead)
        .outerjoin(Project, Project.id == Negotiation.project)
        .outerjoin(Lead, Lead.id == Negotiation.lead)
        .where(Negotiation.removed.is_(False), Negotiation.on.between(demand.first, demand.last))
        .where(sa.or_(Project.total >= _LARGE, Lead.total >= _LARGE))
    )
    things: dict[str, set[str]] = {}
    rows: dict[str, list[str]] = {}
    for holder, row, project, lead in session.execute(query.order_by(Negotiation.on, Negotiation.id)):
        force = (demand.whose if demand.whose in (holder or "") else None) if demand.whose else holder
        if force:
            things.setdefault(force, set()).add(project or lead or "")
            rows.setdefault(force, []).append(row)
    return {force: Count(Decimal(len(ids)), tuple(rows[force])) for force, ids in things.items()}


def _beside(session: Session, demand: Demand) -> dict[str, Count]:
    """Count what is shown beside a quota: leads reported beside those recognised, money spent beside the budget."""
    if demand.metric == LEADS:
        return _select(session, demand, Lead, Lead.reported_on.between(demand.first, demand.last))
    if demand.metric != BUDGET:
        return {}
    query = sa.select(Spending.task_force, Spending.id, Spending.amount).where(Spending.removed.is_(False))
    within = query.where(Spending.on.between(demand.first, demand.last)).order_by(Spending.id)
    totals: dict[str, Count] = {}
    for force, row, amount in session.execute(within):
        before = totals.get(force, Count())
        totals[force] = Count(before.value + amount, (*before.rows, row))
    return totals


def of(counts: Mapping[str, Count], force: str) -> Count:
    """Return a task force's count; zero where it has none."""
    return counts.get(force) or Count()
