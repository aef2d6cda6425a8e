"""What each ranked subject did in a span, with the rows behind every number; counted straight from the driver.

A ranking asks for some twenty figures of hundreds of subjects. The columns are read raw, amounts in the database's own
ten-thousandths and days as ISO text, since turning 50,000 rows into objects would take longer than fetching them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.facts import ENDED, PRODUCED, SIGNED, STARTED, TALKS
from models.ledgers import (
    Activity,
    Chain,
    Enterprise,
    Funding,
    Lead,
    Project,
    Receipt,
    Setting,
    StageMove,
    Target,
    TaskForce,
    Visit,
)
from models.rules.stages import STATES
from models.standing import FIRMS, METRICS, TOWNSHIPS
from models.subjects import Holders, Raw, fetch
from models.subjects import holders as holders_of

STEP = 10_000  # a stored amount counts ten-thousandths of 万元 or 万美元
YI = 10_000  # 万元
_COUNTY_LEADERS = ("党政主要领导", "分管领导")


@dataclass(frozen=True, slots=True)
class Span:
    """The days a ranking counts, both ends in it."""

    first: date
    last: date

    @property
    def text(self) -> tuple[str, str]:
        """Both ends as the database keeps them."""
        return self.first.isoformat(), self.last.isoformat()


@dataclass(slots=True)
class Tally:
    """A number in the unit its metric prints in, and the rows it was counted from."""

    value: Decimal = Decimal(0)
    rows: tuple[str, ...] = ()
    said: str = ""


@dataclass(slots=True)
class Tallies:
    """Subjects by key with their names, and by metric what each did and should; a metric not there has no ledger."""

    names: dict[str, str]
    done: dict[str, dict[str, Tally]] = field(default_factory=dict)
    target: dict[str, dict[str, Tally]] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)


class _Heap:
    """Rows and amounts by subject, gathered row by row."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]]) -> None:
        self._keys = keys
        self.rows: dict[str, list[str]] = {}
        self.sums: dict[str, int] = {}

    def take(self, found: Iterable[Raw]) -> "_Heap":
        """Take rows of (whose, id) or (whose, id, amount)."""
        keys, rows, sums = self._keys, self.rows, self.sums
        for whose, row, *amount in found:
            for key in keys.get(whose, ()):
                if key in rows:
                    rows[key].append(row)
                else:
                    rows[key] = [row]
                if amount and amount[0]:
                    sums[key] = sums.get(key, 0) + amount[0]
        return self

    def counts(self) -> dict[str, Tally]:
        """Give how many rows each subject has."""
        return {key: Tally(Decimal(len(rows)), tuple(rows)) for key, rows in self.rows.items()}

    def amounts(self, per: int) -> dict[str, Tally]:
        """Give each subject's sum, from ten-thousandths to the printed unit."""
        whole = STEP * per
        return {key: Tally(Decimal(self.sums.get(key, 0)) / whole, tuple(rows)) for key, rows in self.rows.items()}


def tally(session: Session, subject: str, span: Span) -> Tallies:
    """Count everything a scheme may score, for all subjects of a kind (招商专班, 单位, 乡镇 or 企业)."""
    holders = holders_of(session, subject)
    found = Tallies(holders.names, groups=holders.groups)
    _projects(session, holders, span, found)
    _funds(session, holders, span, found)
    _leads(session, holders, span, found)
    if holders.by_force:
        _visits(session, holders, span, found)
        _activities(session, holders, span, found)
        _receipts(session, holders, span, found)
    _targets(session, subject, holders, span.last.year, found)
    _beyond(found)
    return found


def _live_targets(*columns: Any) -> Any:
    return sa.select(*columns).where(Target.removed.is_(False))


def _courses(session: Session, last: str) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Give the first day each project entered each stage up to a day, and the stage it stood in then."""
    query = sa.select(StageMove.project, StageMove.stage, StageMove.on).where(
        StageMove.removed.is_(False), StageMove.stage.not_in(STATES)
    )
    entered: dict[str, dict[str, str]] = {}
    stage: dict[str, str] = {}
    for project, name, on in fetch(session, query.order_by(StageMove.on, StageMove.id)):
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
    """Give the state of each project whose log notes any, as it was at the end of a day."""
    query = sa.select(StageMove.project, StageMove.stage, StageMove.on).where(
        StageMove.removed.is_(False), StageMove.stage.in_(STATES)
    )
    found: dict[str, str] = {}
    for project, state, on in fetch(session, query.order_by(StageMove.on, StageMove.id)):
        found[project] = state if on <= last else found.get(project, "")
    return found


@dataclass(slots=True)
class _Sorted:
    """Projects by the metric they count for: (whose, id, amount)."""

    found: dict[str, list[Raw]] = field(default_factory=dict)

    def put(self, metric: str, row: Raw) -> None:
        """Count a project for a metric."""
        self.found.setdefault(metric, []).append(row)


def _projects(session: Session, holders: Holders, span: Span, found: Tallies) -> None:
    first, last = span.text
    entered, stage = _courses(session, last)
    states = _states(session, last)
    only_contracts = sa.select(Setting.id).where(Setting.key == "signed", Setting.value == "只计投资合同")
    strict = bool(fetch(session, only_contracts))
    chains: dict[str, str] = dict(fetch(session, sa.select(Chain.id, Chain.task_force)))
    great = {row for (row,) in fetch(session, sa.select(Enterprise.id).where(Enterprise.tier.contains("500强")))}
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
    into, on_chain = _Sorted(), set[str]()
    for row in fetch(session, sa.select(*columns).where(*_live(Project, holders)).order_by(Project.id)):
        whose, project, total, amount, contract, status, origin, plan, force, chain, firm = row
        course = entered.get(project)
        if course is None:
            continue
        status = states.get(project, status)
        _standing(into, (whose, project), course, (first, last), stage[project] if status not in ENDED else "")
        on = course.get(SIGNED, "")
        if not on or (strict and contract != "投资合同"):
            continue
        if plan and plan <= last and STARTED not in course and status not in ENDED:
            into.put("超期未开工项目数", (whose, project))
        if on < first:
            continue
        into.put("签约金额", (whose, project, amount or total or 0))
        _size(into, (whose, project), total or amount or 0, origin)
        if firm in great:
            into.put("500强投资项目数", (whose, project))
        if chain:
            on_chain.update(holders.keys.get(whose, ()))
            if chains.get(chain) == force:
                into.put("产业契合项目数", (whose, project))
    _fold(holders, into, on_chain, found)


def _standing(into: _Sorted, row: Raw, course: dict[str, str], span: tuple[str, str], stage: str) -> None:
    """Count a project as in talks at the end, and as started or in production within the span."""
    if stage == TALKS:
        into.put("在谈项目数", row)
    for metric, name in (("开工项目数", STARTED), ("投产项目数", PRODUCED)):
        if span[0] <= course.get(name, "") <= span[1]:
            into.put(metric, row)


def _size(into: _Sorted, row: Raw, worth: int, origin: str | None) -> None:
    """Count a signed project by its size; “以上” includes the number."""
    yi = YI * STEP
    if worth >= yi and origin == "省外":
        into.put("省外亿元项目数", row)
    if worth >= 10 * yi:
        into.put("10亿元以上项目数", row)
        into.put("50亿元以上项目数" if worth >= 50 * yi else "10亿至50亿元项目数", row)


def _fold(holders: Holders, into: _Sorted, on_chain: set[str], found: Tallies) -> None:
    metrics = [
        name for name, one in METRICS.items() if one.ledger == "project" and name not in {"签约金额", "签约项目数"}
    ]
    for metric in metrics:
        found.done[metric] = _filled(holders, _Heap(holders.keys).take(into.found.get(metric, ())).counts())
    signed = _Heap(holders.keys).take(into.found.get("签约金额", ()))
    found.done["签约金额"] = _filled(holders, signed.amounts(YI))
    found.done["签约项目数"] = _filled(holders, signed.counts())
    # 契合度 is over all new projects; whoever has put none on a chain has no figure rather than a nought.
    fitting = found.done["产业契合项目数"]
    found.done["产业契合项目数"] = {key: one for key, one in fitting.items() if key in on_chain}
    every = found.done["签约项目数"]
    found.target["产业契合项目数"] = {
        key: Tally(one.value, one.rows, "全部新签约项目数") for key, one in every.items() if one.value
    }


def _filled(holders: Holders, found: dict[str, Tally]) -> dict[str, Tally]:
    """Give every subject its number: who has no rows has nought."""
    return {key: found.get(key) or Tally() for key in holders.names}


def _funds(session: Session, holders: Holders, span: Span, found: Tallies) -> None:
    columns = (holders.project, Funding.id, Funding.amount, Funding.foreign, Funding.origin, Project.origin)
    query = sa.select(*columns).join(Project, Project.id == Funding.project)
    kept = query.where(Funding.removed.is_(False), *_live(Project, holders), Funding.month.between(*_days(span)))
    rows = fetch(session, kept.order_by(Funding.id))
    outside = [row[:3] for row in rows if (row[4] or row[5]) == "省外"]
    foreign = [(row[0], row[1], row[3]) for row in rows if row[3]]
    for metric, some, per in (("到位资金", rows, YI), ("省外到位资金", outside, YI), ("境外到位资金", foreign, 1)):
        found.done[metric] = _filled(holders, _Heap(holders.keys).take(row[:3] for row in some).amounts(per))


def _live(ledger: type[Lead | Project], holders: Holders) -> tuple[Any, ...]:
    return ledger.removed.is_(False), *holders.ceded.kept(ledger)


def _days(span: Span) -> tuple[Any, Any]:
    return span.first, span.last


def _leads(session: Session, holders: Holders, span: Span, found: Tallies) -> None:
    if holders.lead is None:
        return
    for metric, day, state in (("上报线索数", Lead.reported_on, ""), ("有效线索数", Lead.recognised_on, "已认定")):
        query: Any = sa.select(holders.lead, Lead.id).where(*_live(Lead, holders), day.between(*_days(span)))
        rows = fetch(session, query.where(Lead.state == state) if state else query)
        found.done[metric] = _filled(holders, _Heap(holders.keys).take(rows).counts())


def _visits(session: Session, holders: Holders, span: Span, found: Tallies) -> None:
    done = sa.or_(Visit.done.is_(None), Visit.done == sa.literal(1))
    columns = (Visit.task_force, Visit.id, Visit.direction, Visit.level, Visit.enterprise, Visit.company)
    kept = sa.select(*columns).where(Visit.removed.is_(False), done, Visit.on.between(*_days(span)))
    rows = fetch(session, kept.order_by(Visit.on, Visit.id))
    tiers = sa.select(Enterprise.id).where(Enterprise.tier.is_not(None), Enterprise.tier != "本地龙头")
    leading = {row for (row,) in fetch(session, tiers)}
    out = [row for row in rows if row[2] == "外出"]
    parts = {
        "外出招商次数": out,
        "来访接待次数": [row for row in rows if row[2] == "来访"],
        "县领导走访家数": _once(row for row in out if row[3] in _COUNTY_LEADERS),
        "对接龙头企业数": _once(row for row in rows if row[4] in leading),
    }
    for metric, some in parts.items():
        found.done[metric] = _filled(holders, _Heap(holders.keys).take(row[:2] for row in some).counts())


def _once(rows: Iterable[Raw]) -> list[Raw]:
    """Keep one visit a firm and task force: firms are counted, not visits."""
    return list({(row[0], row[4] or row[5]): row for row in rows}.values())


def _activities(session: Session, holders: Holders, span: Span, found: Tallies) -> None:
    query = sa.select(Activity.task_force, Activity.id, Activity.kind)
    rows = fetch(session, query.where(Activity.removed.is_(False), Activity.on.between(*_days(span))))
    shows = [row for row in rows if row[2] == "专场推介"]
    for metric, some in (("招商活动场数", rows), ("推介会场数", shows)):
        found.done[metric] = _filled(holders, _Heap(holders.keys).take(row[:2] for row in some).counts())


def _receipts(session: Session, holders: Holders, span: Span, found: Tallies) -> None:
    """Count reports missed and late; what others sent for a period and one has no row for, it missed."""
    columns = (Receipt.task_force, Receipt.id, Receipt.kind, Receipt.period, Receipt.due, Receipt.received_on)
    rows = fetch(session, sa.select(*columns).where(Receipt.removed.is_(False), Receipt.due.between(*_days(span))))
    if not rows:
        return  # Nobody kept count, so nobody missed any.
    asked = {(row[2], row[3]) for row in rows}
    kept = {(row[0], row[2], row[3]) for row in rows}
    forces = [row for (row,) in fetch(session, sa.select(TaskForce.id).where(TaskForce.removed.is_(False)))]
    missed = [(row[0], row[1], f"{row[3]}{row[2] or ''}") for row in rows if not row[5]]
    missed += [(one, "", f"{what[1]}{what[0] or ''}") for one in forces for what in asked if (one, *what) not in kept]
    late = [(row[0], row[1], f"{row[3]}{row[2] or ''}") for row in rows if row[5] and row[5] > row[4]]
    for metric, some in (("缺报次数", missed), ("迟报次数", late)):
        of: dict[str, list[tuple[str, str]]] = {}
        for whose, row, what in sorted(some, key=lambda one: one[2]):
            for key in holders.keys.get(whose, ()):
                of.setdefault(key, []).append((row, what))
        tallies = {
            key: Tally(Decimal(len(some)), tuple(row for row, _ in some if row), "、".join(what for _, what in some))
            for key, some in of.items()
        }
        found.done[metric] = _filled(holders, tallies)


def _targets(session: Session, subject: str, holders: Holders, year: int, found: Tallies) -> None:
    """Give every subject its year's target: a task force's own, a unit's task forces', a firm's or township's named."""
    wanted = {one.target: one for one in METRICS.values() if one.target}
    firms: dict[str, str] = dict(fetch(session, sa.select(Enterprise.id, Enterprise.name)))
    columns = (Target.id, Target.metric, Target.task_forces, Target.enterprise, Target.owner, Target.period)
    query = _live_targets(*columns, Target.value, Target.unit).where(Target.value.is_not(None))
    for row, metric, forces, firm, owner, period, value, unit in fetch(session, query.order_by(Target.id)):
        if metric not in wanted or (period or "").rstrip("年") != str(year):
            continue
        whose = {FIRMS: firms.get(firm or ""), TOWNSHIPS: owner}.get(subject, None if firm or owner else forces)
        exact = Decimal(value) / STEP / (YI if (unit, wanted[metric].unit) == ("万元", "亿元") else 1)
        for name in (one.name for one in METRICS.values() if one.target == metric):
            into = found.target.setdefault(name, {})
            for key in holders.keys.get(whose or "", ()):
                before = into.get(key) or Tally()
                into[key] = Tally(before.value + exact, (*before.rows, row), f"{year}年目标任务“{metric}”")


def _beyond(found: Tallies) -> None:
    """Count what goes past the target (每超目标任务引进1个); without a target nothing does."""
    goals = found.target.get("省外亿元项目数", {})
    for key, one in found.done["省外亿元项目数"].items():
        goal = goals.get(key)
        beyond = max(one.value - goal.value, Decimal(0)) if goal else Decimal(0)
        found.done["超额省外亿元项目数"][key] = Tally(beyond, one.rows if beyond else ())
