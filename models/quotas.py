"""What each task force did towards the recurring quotas (夏邑 X9–X16): counts and the rows they are counted from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Activity, Dossier, Enterprise, Lead, Negotiation, Project, Quota, Spending, TaskForce, Term
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
)
_EVERY = {"每周": "week", "每月": "month", "每季": "quarter", "每年": "year"}
_LARGE = Decimal(10_000)  # 亿元以上, in 万元; “以上” includes the number
_NOT_A_REGION = {"省内", "其他"}
_ONE = re.compile(r"(?:不少于|不低于|至少)\s*[一1](?![\d0-9十百])")


@dataclass(frozen=True, slots=True)
class Count:
    """A number and the rows it was counted from."""

    value: Decimal = Decimal(0)
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """One quota: what, how often, how much at the least (None: the document names no number), for whom (None: all)."""

    row: str
    metric: str
    every: str
    least: Decimal | None
    unit: str
    source: str
    task_force: str | None
    first: date
    last: date


@dataclass(slots=True)
class QuotaCounts:
    """Every quota, and by its row each task force's counts; ``beside`` is what stands beside them: 上报, 支出.

    ``regions`` are a task force's regional events by region.
    """

    demands: list[Demand]
    done: dict[str, dict[str, Count]] = field(default_factory=dict)
    beside: dict[str, dict[str, Count]] = field(default_factory=dict)
    regions: dict[str, dict[str, Count]] = field(default_factory=dict)
    known_regions: tuple[str, ...] = ()


def quota_counts(session: Session, last: date) -> QuotaCounts:
    """Count towards all quotas up to a day: the week, month, quarter or year it lies in, or all there is (累计)."""
    kept = sa.select(Quota).where(Quota.removed.is_(False)).order_by(Quota.id)
    demands = [_demand(row, last) for row in session.execute(kept).scalars()]
    found = QuotaCounts(sorted(demands, key=lambda one: ORDER.index(one.metric) if one.metric in ORDER else len(ORDER)))
    for demand in found.demands:
        found.done[demand.row] = _done(session, demand)
        found.beside[demand.row] = _beside(session, demand)
        if demand.metric == EVENTS:
            found.regions = _by_region(session, demand)
    words = sa.select(Term.word).where(Term.dictionary == "region", Term.removed.is_(False)).order_by(Term.rank)
    found.known_regions = tuple(session.execute(words).scalars())
    return found


def _demand(row: Any, last: date) -> Demand:
    first = period_of(_EVERY[row.every], last).first if row.every in _EVERY else date.min
    source, unit = row.source or "", row.unit or ""
    least = row.least
    if least is None and _ONE.search(source):
        least = Decimal(1)
    return Demand(row.id, row.metric, row.every, least, unit, source, row.task_force, first, last)


def _count(rows: Iterable[Any]) -> dict[str, Count]:
    """Count (task force, row) pairs by task force."""
    found: dict[str, list[str]] = {}
    for force, row in rows:
        if force:
            found.setdefault(force, []).append(row)
    return {force: Count(Decimal(len(rows)), tuple(rows)) for force, rows in found.items()}


def _done(session: Session, demand: Demand) -> dict[str, Count]:
    within = (demand.first, demand.last)
    match demand.metric:
        case "上报有价值线索":
            return _select(session, Lead, Lead.recognised_on.between(*within), Lead.state == "已认定")
        case "重点招引企业":
            return _select(session, Enterprise, Enterprise.kind == "目标企业")
        case "招商专案":
            return _select(session, Dossier, sa.func.coalesce(Dossier.state, "") != "已取消")
        case "重大项目包装":
            return _select(session, Dossier, Dossier.made_on.between(*within), Dossier.state != "已取消")
        case "区域专场活动":
            return _count((force, row) for force, row, _ in _regional(session, demand))
        case "县内专题推介":
            return _select(session, Activity, *_shows(demand), Activity.inside == sa.literal(1))
        case "目标区域专题推介":
            return _select(session, Activity, *_shows(demand), sa.func.coalesce(Activity.inside, 0) == sa.literal(0))
        case "年度经费":
            kept = sa.select(TaskForce.id, TaskForce.budget).where(TaskForce.removed.is_(False))
            return {row: Count(budget or Decimal(0), (row,)) for row, budget in session.execute(kept)}
        case "接洽亿元以上项目":
            return _large_talks(session, demand)
    return {}


def _select(session: Session, ledger: Any, *where: Any) -> dict[str, Count]:
    query = sa.select(ledger.task_force, ledger.id).where(ledger.removed.is_(False), *where).order_by(ledger.id)
    return _count(session.execute(query))


def _shows(demand: Demand) -> tuple[Any, ...]:
    return (Activity.kind == "专场推介", Activity.on.between(demand.first, demand.last))


def _regional(session: Session, demand: Demand) -> list[tuple[str, str, str]]:
    """List the events held in the regions wanted: (task force, row, region)."""
    query = sa.select(Activity.task_force, Activity.id, Activity.region).where(Activity.removed.is_(False))
    held = session.execute(query.where(*_shows(demand)).order_by(Activity.on, Activity.id))
    return [(force, row, where) for force, row, where in held if force and where and where not in _NOT_A_REGION]


def _by_region(session: Session, demand: Demand) -> dict[str, dict[str, Count]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for force, row, region in _regional(session, demand):
        found.setdefault(force, []).append((region, row))
    return {force: _count(rows) for force, rows in found.items()}


def _large_talks(session: Session, demand: Demand) -> dict[str, Count]:
    """Count the projects and leads of a hundred million and more that were talked about, each once."""
    query = (
        sa.select(Negotiation.task_force, Negotiation.id, Negotiation.project, Negotiation.lead)
        .outerjoin(Project, Project.id == Negotiation.project)
        .outerjoin(Lead, Lead.id == Negotiation.lead)
        .where(Negotiation.removed.is_(False), Negotiation.on.between(demand.first, demand.last))
        .where(sa.or_(Project.total >= _LARGE, Lead.total >= _LARGE))
    )
    things: dict[str, set[str]] = {}
    rows: dict[str, list[str]] = {}
    for force, row, project, lead in session.execute(query.order_by(Negotiation.on, Negotiation.id)):
        if force:
            things.setdefault(force, set()).add(project or lead or "")
            rows.setdefault(force, []).append(row)
    return {force: Count(Decimal(len(some)), tuple(rows[force])) for force, some in things.items()}


def _beside(session: Session, demand: Demand) -> dict[str, Count]:
    """Count what is told beside a quota: leads reported beside those recognised, money spent beside the budget."""
    if demand.metric == LEADS:
        return _select(session, Lead, Lead.reported_on.between(demand.first, demand.last))
    if demand.metric != BUDGET:
        return {}
    query = sa.select(Spending.task_force, Spending.id, Spending.amount).where(Spending.removed.is_(False))
    within = query.where(Spending.on.between(demand.first, demand.last)).order_by(Spending.id)
    found: dict[str, Count] = {}
    for force, row, amount in session.execute(within):
        before = found.get(force, Count())
        found[force] = Count(before.value + amount, (*before.rows, row))
    return found


def of(counts: Mapping[str, Count], force: str) -> Count:
    """Give a task force's count; who has none has nought."""
    return counts.get(force) or Count()
