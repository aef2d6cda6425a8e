"""Count what each ranked subject did in a span, with the rows behind every number.

A ranking needs some twenty figures of hundreds of subjects. The columns are read raw from the database driver, amounts
in ten-thousandths and days as ISO text, since turning 50,000 rows into objects would take longer than fetching them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import (
    Activity,
    Chain,
    Enterprise,
    Funding,
    Lead,
    Project,
    Receipt,
    StageMove,
    Target,
    TaskForce,
    Visit,
)
from models.rules.stages import STATUS_MOVES
from models.settings.definitions import load_definitions
from models.settings.ranking_schemes import FIRMS, METRICS, TOWNSHIPS
from models.statistics.events import ENDED, PRODUCED, SIGNED, STARTED, TALKS
from models.statistics.subjects import RawRow, SubjectIndex, fetch_raw
from models.statistics.subjects import subject_index as holders_of

AMOUNT_SCALE = 10_000  # stored amounts are in ten-thousandths of 万元 or 万美元
YI = 10_000  # 万元
_COUNTY_LEADERS = ("党政主要领导", "分管领导")


@dataclass(frozen=True, slots=True)
class CountedDays:
    """The days that a ranking counts, both ends included."""

    first: date
    last: date

    @property
    def iso_bounds(self) -> tuple[str, str]:
        """Both ends as the database stores them (ISO text)."""
        return self.first.isoformat(), self.last.isoformat()


@dataclass(slots=True)
class Aggregate:
    """A number in the unit of its metric, the rows it was counted from, and a note for the trace."""

    value: Decimal = Decimal(0)
    rows: tuple[str, ...] = ()
    note: str = ""


@dataclass(slots=True)
class Aggregates:
    """The subjects' names by key, and by metric and subject key what was done and the target.

    A metric that is missing cannot be counted from any ledger.
    """

    names: dict[str, str]
    done: dict[str, dict[str, Aggregate]] = field(default_factory=dict)
    target: dict[str, dict[str, Aggregate]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


class _Accumulator:
    """Accumulates rows and amounts by subject."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        self._keys = keys
        self.rows: dict[str, list[str]] = {}
        self.sums: dict[str, int] = {}

    def add(self, raw_rows: Iterable[RawRow]) -> "_Accumulator":
        """Add rows of (subject value, id) or (subject value, id, amount in ten-thousandths); return self."""
        keys, rows, sums = self._keys, self.rows, self.sums
        for holder, row, *amount in raw_rows:
            for key in keys.get(holder, ()):
                if key in rows:
                    rows[key].append(row)
                else:
                    rows[key] = [row]
                if amount and amount[0]:
                    sums[key] = sums.get(key, 0) + amount[0]
        return self

    def counts(self) -> dict[str, Aggregate]:
        """Return the number of rows of each subject."""
        return {key: Aggregate(Decimal(len(rows)), tuple(rows)) for key, rows in self.rows.items()}

    def amounts(self, per: int) -> dict[str, Aggregate]:
        """Return the sum of each subject, converted from ten-thousandths to the printed unit (``per`` 万元)."""
        whole = AMOUNT_SCALE * per
        return {key: Aggregate(Decimal(self.sums.get(key, 0)) / whole, tuple(rows)) for key, rows in self.rows.items()}


def count_aggregates(session: Session, subject: str, span: CountedDays) -> Aggregates:
    """Count everything that a ranking scheme may score, for all subjects of a kind (招商专班, 单位, 乡镇 or 企业)."""
    holders = holders_of(session, subject)
    aggregates = Aggregates(holders.names, groups=holders.groups)
    _projects(session, holders, span, aggregates)
    _funds(session, holders, span, aggregates)
    _leads(session, holders, span, aggregates)
    if holders.by_force:
        _visits(session, holders, span, aggregates)
        _activities(session, holders, span, aggregates)
        _receipts(session, holders, span, aggregates)
    _targets(session, subject, holders, span.last.year, aggregates)
    _count_beyond_target(aggregates)
    return aggregates


def _live_targets(*columns: Any) -> Any:
    return sa.select(*columns).where(Target.removed.is_(False))


def _stage_days(session: Session, last: str) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Return the first day each project entered each stage up to a day, and its stage on that day."""
    query = sa.select(StageMove.project, StageMove.stage, StageMove.on).where(
        StageMove.removed.is_(False), StageMove.stage.not_in(STATUS_MOVES)
    )
    entered: dict[str, dict[str, str]] = {}
    stage: dict[str, str] = {}
    for project, name, on in fetch_raw(session, query.order_by(StageMove.on, StageMove.id)):
        if on > last:
            break
        course = entered.get(project)
        if course is None:
            course = entered[project] = {}
        if name not in course:
            course[name] = on
            stage[project] = name
    return entered, stage


def _states(session: Session, last: str) -> dict[str, str]:
    """Return the state at the end of a day of each project whose stage log has state changes; empty before them."""
    query = sa.select(StageMove.project, StageMove.stage, StageMove.on).where(
        StageMove.removed.is_(False), StageMove.stage.in_(STATUS_MOVES)
    )
    states: dict[str, str] = {}
    for project, state, on in fetch_raw(session, query.order_by(StageMove.on, StageMove.id)):
        states[project] = state if on <= last else states.get(project, "")
    return states


@dataclass(slots=True)
class _ProjectsByMetric:
    """Projects by the metric they count for: (subject value, id, amount)."""

    rows: dict[str, list[RawRow]] = field(default_factory=dict)

    def add(self, metric: str, row: RawRow) -> None:
        """Count a project for a metric."""
        self.rows.setdefault(metric, []).append(row)


def _projects(session: Session, holders: SubjectIndex, span: CountedDays, aggregates: Aggregates) -> None:
    first, last = span.iso_bounds
    entered, stage = _stage_days(session, last)
    states = _states(session, last)
    strict = load_definitions(session).values.get("signed") == "只计投资合同"
    chains: dict[str, str] = dict(fetch_raw(session, sa.select(Chain.id, Chain.task_force)))
    great = {row for (row,) in fetch_raw(session, sa.select(Enterprise.id).where(Enterprise.tier.contains("500强")))}
    columns = (
        holders.project,
        Project.id,
        Project.total,
        Project.signed_amount,
        Project.contract,
        Project.status,
        Project.origin,
        Project.plan_start,
        Project.task_force,
        Project.chain,
        Project.enterprise,
    )
    by_metric, on_chain = _ProjectsByMetric(), set[str]()
    for row in fetch_raw(session, sa.select(*columns).where(*_live_conditions(Project, holders)).order_by(Project.id)):
        holder, project, total, amount, contract, status, origin, plan, force, chain, firm = row
        course = entered.get(project)
        if course is None:
            continue
        status = states.get(project, status)
        _count_progress(
            by_metric, (holder, project), course, (first, last), stage[project] if status not in ENDED else ""
        )
        on = course.get(SIGNED, "")
        if not on or (strict and contract != "投资合同"):
            continue
        if plan and plan <= last and STARTED not in course and status not in ENDED:
            by_metric.add("超期未开工项目数", (holder, project))
        if on < first:
            continue
        by_metric.add("签约金额", (holder, project, amount or total or 0))
        _count_size(by_metric, (holder, project), total or amount or 0, origin)
        if firm in great:
            by_metric.add("500强投资项目数", (holder, project))
        if chain:
            on_chain.update(holders.keys.get(holder, ()))
            if chains.get(chain) == force:
                by_metric.add("产业契合项目数", (holder, project))
    _finalise_projects(holders, by_metric, on_chain, aggregates)


def _count_progress(
    by_metric: _ProjectsByMetric, row: RawRow, course: dict[str, str], span: tuple[str, str], stage: str
) -> None:
    """Count a project as in talks at the end of the span, and as started or in production within it."""
    if stage == TALKS:
        by_metric.add("在谈项目数", row)
    for metric, name in (("开工项目数", STARTED), ("投产项目数", PRODUCED)):
        if span[0] <= course.get(name, "") <= span[1]:
            by_metric.add(metric, row)


def _count_size(by_metric: _ProjectsByMetric, row: RawRow, worth: int, origin: str | None) -> None:
    """Count a signed project by its size; “以上” includes the number."""
    yi = YI * AMOUNT_SCALE
    if worth >= yi and origin == "省外":
        by_metric.add("省外亿元项目数", row)
    if worth >= 10 * yi:
        by_metric.add("10亿元以上项目数", row)
        by_metric.add("50亿元以上项目数" if worth >= 50 * yi else "10亿至50亿元项目数", row)


def _finalise_projects(
    holders: SubjectIndex, by_metric: _ProjectsByMetric, on_chain: set[str], aggregates: Aggregates
) -> None:
    metrics = [
        name for name, spec in METRICS.items() if spec.ledger == "project" and name not in {"签约金额", "签约项目数"}
    ]
    for metric in metrics:
        aggregates.done[metric] = _with_zeros(
            holders, _Accumulator(holders.keys).add(by_metric.rows.get(metric, ())).counts()
        )
    signed = _Accumulator(holders.keys).add(by_metric.rows.get("签约金额", ()))
    aggregates.done["签约金额"] = _with_zeros(holders, signed.amounts(YI))
    aggregates.done["签约项目数"] = _with_zeros(holders, signed.counts())
    # 契合度 is a share of all new projects; a subject without any project on a chain has no figure, not zero.
    fitting = aggregates.done["产业契合项目数"]
    aggregates.done["产业契合项目数"] = {key: aggregate for key, aggregate in fitting.items() if key in on_chain}
    every = aggregates.done["签约项目数"]
    aggregates.target["产业契合项目数"] = {
        key: Aggregate(aggregate.value, aggregate.rows, "全部新签约项目数")
        for key, aggregate in every.items()
        if aggregate.value
    }


def _with_zeros(holders: SubjectIndex, by_subject: dict[str, Aggregate]) -> dict[str, Aggregate]:
    """Return a number for every subject: zero for those without rows."""
    return {key: by_subject.get(key) or Aggregate() for key in holders.names}


def _funds(session: Session, holders: SubjectIndex, span: CountedDays, aggregates: Aggregates) -> None:
    columns = (holders.project, Funding.id, Funding.amount, Funding.foreign, Funding.origin, Project.origin)
    query = sa.select(*columns).join(Project, Project.id == Funding.project)
    filtered = query.where(
        Funding.removed.is_(False), *_live_conditions(Project, holders), Funding.month.between(*_day_bounds(span))
    )
    rows = fetch_raw(session, filtered.order_by(Funding.id))
    outside = [row[:3] for row in rows if (row[4] or row[5]) == "省外"]
    foreign = [(row[0], row[1], row[3]) for row in rows if row[3]]
    for metric, metric_rows, per in (
        ("到位资金", rows, YI),
        ("省外到位资金", outside, YI),
        ("境外到位资金", foreign, 1),
    ):
        aggregates.done[metric] = _with_zeros(
            holders, _Accumulator(holders.keys).add(row[:3] for row in metric_rows).amounts(per)
        )


def _live_conditions(ledger: type[Lead | Project], holders: SubjectIndex) -> tuple[Any, ...]:
    return ledger.removed.is_(False), *holders.concession.counted_conditions(ledger)


def _day_bounds(span: CountedDays) -> tuple[Any, Any]:
    return span.first, span.last


def _leads(session: Session, holders: SubjectIndex, span: CountedDays, aggregates: Aggregates) -> None:
    if holders.lead is None:
        return
    for metric, day, state in (("上报线索数", Lead.reported_on, ""), ("有效线索数", Lead.recognised_on, "已认定")):
        query: Any = sa.select(holders.lead, Lead.id).where(
            *_live_conditions(Lead, holders), day.between(*_day_bounds(span))
        )
        rows = fetch_raw(session, query.where(Lead.state == state) if state else query)
        aggregates.done[metric] = _with_zeros(holders, _Accumulator(holders.keys).add(rows).counts())


def _visits(session: Session, holders: SubjectIndex, span: CountedDays, aggregates: Aggregates) -> None:
    done = sa.or_(Visit.done.is_(None), Visit.done == sa.literal(1))
    columns = (Visit.task_force, Visit.id, Visit.direction, Visit.level, Visit.enterprise, Visit.company)
    query = sa.select(*columns).where(Visit.removed.is_(False), done, Visit.on.between(*_day_bounds(span)))
    rows = fetch_raw(session, query.order_by(Visit.on, Visit.id))
    tiers = sa.select(Enterprise.id).where(Enterprise.tier.is_not(None), Enterprise.tier != "本地龙头")
    leading = {row for (row,) in fetch_raw(session, tiers)}
    out = [row for row in rows if row[2] == "外出"]
    parts = {
        "外出招商次数": out,
        "来访接待次数": [row for row in rows if row[2] == "来访"],
        "县领导走访家数": _distinct_visits(row for row in out if row[3] in _COUNTY_LEADERS),
        "对接龙头企业数": _distinct_visits(row for row in rows if row[4] in leading),
    }
    for metric, metric_rows in parts.items():
        aggregates.done[metric] = _with_zeros(
            holders, _Accumulator(holders.keys).add(row[:2] for row in metric_rows).counts()
        )


def _distinct_visits(rows: Iterable[RawRow]) -> list[RawRow]:
    """Keep one visit for each firm and task force, since firms are counted, not visits."""
    return list({(row[0], row[4] or row[5]): row for row in rows}.values())


def _activities(session: Session, holders: SubjectIndex, span: CountedDays, aggregates: Aggregates) -> None:
    query = sa.select(Activity.task_force, Activity.id, Activity.kind)
    rows = fetch_raw(session, query.where(Activity.removed.is_(False), Activity.on.between(*_day_bounds(span))))
    shows = [row for row in rows if row[2] == "专场推介"]
    for metric, metric_rows in (("招商活动场数", rows), ("推介会场数", shows)):
        aggregates.done[metric] = _with_zeros(
            holders, _Accumulator(holders.keys).add(row[:2] for row in metric_rows).counts()
        )


def _receipts(session: Session, holders: SubjectIndex, span: CountedDays, aggregates: Aggregates) -> None:
    """Count missing and late reports; a task force without a row for a report that others have missed it too."""
    columns = (Receipt.task_force, Receipt.id, Receipt.kind, Receipt.period, Receipt.due, Receipt.received_on)
    rows = fetch_raw(
        session, sa.select(*columns).where(Receipt.removed.is_(False), Receipt.due.between(*_day_bounds(span)))
    )
    if not rows:
        return  # Reports are not recorded in this book, so none can be missing.
    asked = {(row[2], row[3]) for row in rows}
    on_file = {(row[0], row[2], row[3]) for row in rows}
    forces = [row for (row,) in fetch_raw(session, sa.select(TaskForce.id).where(TaskForce.removed.is_(False)))]
    missed = [(row[0], row[1], f"{row[3]}{row[2] or ''}") for row in rows if not row[5]]
    missed += [
        (force, "", f"{what[1]}{what[0] or ''}") for force in forces for what in asked if (force, *what) not in on_file
    ]
    late = [(row[0], row[1], f"{row[3]}{row[2] or ''}") for row in rows if row[5] and row[5] > row[4]]
    for metric, metric_rows in (("缺报次数", missed), ("迟报次数", late)):
        of: dict[str, list[tuple[str, str]]] = {}
        for holder, row, what in sorted(metric_rows, key=lambda item: item[2]):
            for key in holders.keys.get(holder, ()):
                of.setdefault(key, []).append((row, what))
        by_subject = {
            key: Aggregate(
                Decimal(len(reports)), tuple(row for row, _ in reports if row), "、".join(what for _, what in reports)
            )
            for key, reports in of.items()
        }
        aggregates.done[metric] = _with_zeros(holders, by_subject)


def _targets(session: Session, subject: str, holders: SubjectIndex, year: int, aggregates: Aggregates) -> None:
    """Sum the year's targets of every subject: a task force's, a unit's task forces', a named firm's or township's."""
    wanted = {spec.target: spec for spec in METRICS.values() if spec.target}
    firms: dict[str, str] = dict(fetch_raw(session, sa.select(Enterprise.id, Enterprise.name)))
    columns = (Target.id, Target.metric, Target.task_forces, Target.enterprise, Target.owner, Target.period)
    query = _live_targets(*columns, Target.value, Target.unit).where(Target.value.is_not(None))
    for row, metric, forces, firm, owner, period, value, unit in fetch_raw(session, query.order_by(Target.id)):
        if metric not in wanted or (period or "").rstrip("年") != str(year):
            continue
        holder = {FIRMS: firms.get(firm or ""), TOWNSHIPS: owner}.get(subject, None if firm or owner else forces)
        exact = Decimal(value) / AMOUNT_SCALE / (YI if (unit, wanted[metric].unit) == ("万元", "亿元") else 1)
        for name in (spec.name for spec in METRICS.values() if spec.target == metric):
            by_subject = aggregates.target.setdefault(name, {})
            for key in holders.keys.get(holder or "", ()):
                before = by_subject.get(key) or Aggregate()
                by_subject[key] = Aggregate(before.value + exact, (*before.rows, row), f"{year}年目标任务“{metric}”")


def _count_beyond_target(aggregates: Aggregates) -> None:
    """Count what exceeds the target (每超目标任务引进1个); zero without a target."""
    goals = aggregates.target.get("省外亿元项目数", {})
    for key, aggregate in aggregates.done["省外亿元项目数"].items():
        goal = goals.get(key)
        beyond = max(aggregate.value - goal.value, Decimal(0)) if goal else Decimal(0)
        aggregates.done["超额省外亿元项目数"][key] = Aggregate(beyond, aggregate.rows if beyond else ())
