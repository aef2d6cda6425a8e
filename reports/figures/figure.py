"""Figures (numbers with unit, formula and the rows behind them) and the catalogue of a period's figures."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from models.ledgers import Funding, Target
from models.rules import rates
from models.rules.periods import Period
from models.rules.placed_funds import ALL_FUNDS, FUNDS_COUNTED, FUNDS_SHOWN, FundsBasis, basis_note
from models.rules.target_spans import is_target_of_year
from models.rules.vocabulary import Stage
from models.statistics.aggregates import target_in_unit
from models.statistics.events import Event, FundingEvent, ProjectRecord, StatisticsData
from models.statistics.metrics import (
    BY_KEY,
    CIRCULAR_METRICS,
    TARGET_METRICS,
    WAN_PER_YI,
    CountedDays,
    Metric,
    projects_in_talks,
)

EMPTY = "—"
_DOLLARS = "万美元"
_ALL = ""  # the key of all task forces together among those of each
UNASSIGNED = "unassigned"  # stands for a task force: the rows of none, or of one that was dissolved
UNASSIGNED_NAME = "未分专班"
# How a figure follows from its operands.
SHARE, LESS, LEFT, GROWTH = "÷", "−", "剩余", "增长"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report.

    ``value`` is None where there is no number (a rate over zero, a target not set); ``rows`` are the ids of the rows
    of ``ledger`` it was counted from; ``places`` are the decimals printed, rounded half up.

    For recalculation by an auditor: ``parts`` are the amounts each row adds to a sum and ``days`` the dates of events,
    both parallel to ``rows``; a figure derived from others has these as ``operands`` and the operation as ``relation``:
    SHARE (first ÷ second, %), LESS (first − second, as both print), LEFT (the same, never below 0), GROWTH
    (first ÷ second − 1, %). These fields are stored in issued circulars and must not be renamed.
    """

    key: str
    label: str
    unit: str
    value: Decimal | None
    formula: str
    rows: tuple[str, ...] = ()
    places: int = 0
    ledger: str = ""
    parts: tuple[Decimal, ...] = ()
    days: tuple[date, ...] = ()
    operands: "tuple[Figure, ...]" = ()
    relation: str = ""

    @property
    def text(self) -> str:
        """The number alone, as printed: ``82.19``, ``1,204``, or a dash where there is none."""
        if self.value is None:
            return EMPTY
        return f"{rates.half_up(self.value, self.places):,}"

    @property
    def phrase(self) -> str:
        """The number with its unit, as printed in a sentence."""
        return EMPTY if self.value is None else f"{self.text}{self.unit}"


def in_yi(
    key: str, label: str, amounts: Iterable[tuple[str, Decimal]], formula: str, ledger: str = "project"
) -> Figure:
    """Add up (row id, amount in 万元) pairs to a figure in 亿元 that keeps each row's part."""
    pairs = tuple((row, amount / WAN_PER_YI) for row, amount in amounts)
    return _amount_figure((key, label, "亿元"), pairs, formula, ledger)


def _amount_figure(
    about: tuple[str, str, str], pairs: tuple[tuple[str, Decimal], ...], formula: str, ledger: str
) -> Figure:
    """Add up (row id, amount) pairs in the unit printed; rows of which none has an amount make no number, not nought.

    ``about`` is the figure's key, label and unit.
    """
    parts, rows = tuple(amount for _, amount in pairs), tuple(row for row, _ in pairs)
    value = sum(parts, Decimal(0)) if not parts or any(parts) else None
    return Figure(*about, value, formula, rows, places_of(about[2], value), ledger, parts)


def places_of(unit: str, value: Decimal | None) -> int:
    """Return the decimals an amount is printed with: two, but whole dollars without any (800万美元)."""
    return 0 if unit == _DOLLARS and value is not None and value == value.to_integral_value() else 2


class PeriodFigures:
    """All figures of one period, for the county (``force=None``) and each task force; computed once and cached."""

    def __init__(self, facts: StatisticsData, period: Period) -> None:
        self.facts = facts
        self.period = period
        self.pace = rates.elapsed_at_end(period, by_day=facts.settings.get("pace") == "按日")
        self._computed: dict[tuple[str, str, str | None], Figure] = {}
        self._forces = {force.id for force in facts.forces}
        self._events_by_force: dict[tuple[str, date, date], dict[str, list[Event]]] = {}
        self._funds_by_project: dict[str, list[FundingEvent]] = {}
        self._talks: dict[str, list[ProjectRecord]] | None = None
        self._targets: dict[str, dict[str | None, list[Target]]] = {}

    def now(self, key: str, force: str | None = None) -> Figure:
        """Return a measure within the period (本期)."""
        return self._cached(("now", key, force), lambda: self._measure(key, force, self.period.first, "now"))

    def year(self, key: str, force: str | None = None) -> Figure:
        """Return a measure from January to the period's end (累计)."""
        return self._cached(("year", key, force), lambda: self._measure(key, force, self.period.year_start, "year"))

    def _cached(self, key: tuple[str, str, str | None], compute: Callable[[], Figure]) -> Figure:
        if key not in self._computed:
            self._computed[key] = compute()
        return self._computed[key]

    def _measure(self, key: str, force: str | None, first: date, scope: str) -> Figure:
        measure, last = BY_KEY[key], self.period.last if scope == "now" else self.period.year_last
        events = self._counted(key, force, first, last)
        rows, days = tuple(event.row for event in events), tuple(event.day for event in events)
        scope_text = "本期" if scope == "now" else "累计"
        span = f"{first.isoformat()} 至 {last.isoformat()}"
        label = f"{measure.label}（{scope_text}）"
        if measure.is_amount:
            how = "万元÷10000" if measure.per_unit != 1 else measure.unit
            formula = f"{span} 内 {len(events)} 项{measure.label}合计（{how}）{self._basis_of(measure)}"
            amounts = tuple((event.row, event.amount / measure.per_unit) for event in events)
            about = (f"{key}.{scope}", label, measure.unit)
            return replace(_amount_figure(about, amounts, formula, measure.ledger), days=days)
        value, formula = Decimal(len(events)), f"日期在 {span} 的{measure.label}数"
        return Figure(f"{key}.{scope}", label, measure.unit, value, formula, rows, 0, measure.ledger, days=days)

    def _basis_of(self, measure: Metric) -> str:
        """Name which amount of placed funds counts, where a metric counts them and it is not simply the reported."""
        settings = self.facts.settings
        basis, shown = settings.get(FUNDS_COUNTED) or FundsBasis.REPORTED, settings.get(FUNDS_SHOWN)
        return basis_note(basis, always=shown == ALL_FUNDS) if measure.ledger == Funding.__tablename__ else ""

    def _counted(self, key: str, force: str | None, first: date, last: date | None = None) -> list[Event]:
        """Return what a metric counts in a span, of one task force, of none (UNASSIGNED) or all.

        The span ends with the year to date where no last day is given. Counted and grouped once, since every task
        force is queried in turn.
        """
        span = CountedDays(first, last or self.period.year_last)
        if (key, span.first, span.last) not in self._events_by_force:
            count = BY_KEY[key].count
            counted = count(self.facts, span) if count else []
            groups: dict[str, list[Event]] = {}
            for event in counted:
                groups.setdefault(self.holder(event.task_force), []).append(event)
            self._events_by_force[key, span.first, span.last] = groups | {_ALL: counted}
        return self._events_by_force[key, span.first, span.last].get(force or _ALL, [])

    def holder(self, task_force: str | None) -> str:
        """Return the task force that a row counts for; UNASSIGNED where it has none, or one that is not there."""
        return task_force if task_force in self._forces and task_force else UNASSIGNED

    def funds_of(self, project: str) -> list[FundingEvent]:
        """Return a project's payments by month; grouped once, since every project of a list is queried in turn."""
        if not self._funds_by_project:
            for event in (event for event in self.facts.events.funds if event.counts):
                self._funds_by_project.setdefault(event.project, []).append(event)
        return self._funds_by_project.get(project, [])

    def talks(self, force: str | None = None) -> Figure:
        """Count projects in talks at the period's end (在谈是期末数)."""
        rows = tuple(project.row for project in self._in_talks(force))
        formula = f"{self.period.last.isoformat()} 阶段为“{Stage.TALKS}”且未终止、退库的项目数"
        return Figure("talks", "在谈项目", "个", Decimal(len(rows)), formula, rows, 0, "project")

    def talks_amount(self, force: str | None = None) -> Figure:
        """Add up the planned investment of projects in talks."""
        amounts = ((project.row, project.total) for project in self._in_talks(force))
        return in_yi("talks_amount", "在谈总投资", amounts, "在谈项目总投资合计（万元÷10000）")

    def _in_talks(self, force: str | None) -> Iterable[ProjectRecord]:
        """Return the projects in talks; selected and grouped once, since every task force is queried in turn."""
        if self._talks is None:
            only = self.facts.only_force
            talks = projects_in_talks(self.facts, self.period.last)
            self._talks = {_ALL: [project for project in talks if only is None or project.task_force == only.id]}
            for project in self._talks[_ALL]:
                self._talks.setdefault(self.holder(project.task_force), []).append(project)
        return self._talks.get(force or _ALL, [])

    def target(self, key: str, force: str | None = None) -> Figure:
        """Return the year's target of a measure: the county's own, else the sum of its task forces'."""
        return self._cached(("target", key, force), lambda: self._target(key, force))

    def _target(self, key: str, force: str | None) -> Figure:
        measure, metric, year = BY_KEY[key], TARGET_METRICS[key], str(self.period.year)
        by_force = self._targets_of_year(metric)
        counted = by_force.get(force, [])
        formula = f"{year}年目标任务“{metric}”"
        if force is None and not counted:
            counted = by_force.get(_ALL, [])
            formula += "，各专班目标之和"
        parts = tuple(
            target_in_unit(target.value, target.unit, measure.unit) for target in counted if target.value is not None
        )
        value = sum(parts, Decimal(0)) if counted else None
        rows = tuple(target.id for target in counted)
        label = f"{measure.label}年度目标"
        places = places_of(measure.unit, value) if measure.is_amount else 0
        return Figure(f"{key}.target", label, measure.unit, value, formula, rows, places, "target", parts)

    def _targets_of_year(self, metric: str) -> dict[str | None, list[Target]]:
        """Return the targets of a metric by their task forces, and those of all; grouped once, as events are."""
        if metric not in self._targets:
            by_force = self._targets[metric] = dict[str | None, list[Target]]()
            for target in self.facts.targets:
                if target.metric != metric or not is_target_of_year(target.period, self.period.year):
                    continue
                if target.value is not None and target.enterprise is None and target.owner is None:
                    by_force.setdefault(target.task_forces, []).append(target)
                    if target.task_forces:
                        by_force.setdefault(_ALL, []).append(target)
        return self._targets[metric]

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The metrics that tables of targets list, by key: capital from outside where there is any, or a target."""
        return tuple(
            key
            for key in TARGET_METRICS
            if not BY_KEY[key].where_it_occurs or self.year(key).value or self.target(key).value is not None
        )

    def completion(self, key: str, force: str | None = None) -> Figure:
        """Return 完成率 = 累计 ÷ 年度目标."""
        done, goal = self.year(key, force), self.target(key, force)
        value = rates.percent(done.value or 0, goal.value)
        formula = f"完成率＝累计{done.text}{done.unit}÷年度目标{goal.text}{goal.unit}"
        facts = (f"{key}.completion", f"{BY_KEY[key].label}完成率", "%", value, formula, done.rows, 2, done.ledger)
        return Figure(*facts, operands=(done, goal), relation=SHARE)

    def elapsed(self) -> Figure:
        """Return 序时进度 as a figure: the reference value of every rate of completion."""
        by_day = self.facts.settings.get("pace") == "按日" or self.period.kind == "week"
        by_month = "已过半月数÷24" if self.period.kind == "half-month" else "已过月数÷12"
        how = "已过天数÷全年天数" if by_day else by_month
        return Figure("pace", "序时进度", "%", self.pace, f"序时进度＝{how}", (), 2)

    def pace_gap(self, key: str, force: str | None = None) -> Figure:
        """Return 序时进度差 = 完成率 − 序时进度, in percentage points."""
        done = self.completion(key, force)
        value = rates.ahead(done.value, self.pace)
        formula = f"序时进度差＝完成率{done.text}%−序时进度{rates.half_up(self.pace, 2)}%"
        label, operands = f"{BY_KEY[key].label}序时进度差", (done, self.elapsed())
        facts = (f"{key}.ahead", label, "个百分点", value, formula, done.rows, 2, done.ledger)
        return Figure(*facts, operands=operands, relation=LESS)

    def _signed(self, force: str | None, setting: str) -> list[Event]:
        """Return the signings that are the base of a rate: this year's or all, as the county's setting says."""
        first = date.min if self.facts.settings.get(setting) == "历年签约项目" else self.period.year_start
        return self._counted("signed", force, first)

    def _reached(self, row: str, stage: str) -> bool:
        return self.facts.projects[row].has_entered(stage, self.period.last)

    def started_rate(self, force: str | None = None) -> Figure:
        """Return 开工率 = 已开工的签约项目数 ÷ 签约项目数."""
        signed = self._signed(force, "started_base")
        started = [event.row for event in signed if self._reached(event.row, Stage.STARTED)]
        base = self.facts.settings.get("started_base", "当年签约项目")
        formula = f"开工率＝已开工 {len(started)} 个÷{base} {len(signed)} 个"
        done = _count("started_rate.done", "已开工的签约项目", started)
        operands = done, _count("started_rate.base", base, _rows(signed))
        return _share("started_rate", "开工率", formula, *operands)

    def produced_rate(self, force: str | None = None) -> Figure:
        """Return 投产率 = 已投产 ÷ 已开工 (or ÷ 签约, as the county's setting says)."""
        over = self.facts.settings.get("produced_base", "已开工项目")
        base = _rows(self._counted("started" if over == "已开工项目" else "signed", force, date.min))
        done = [row for row in base if self._reached(row, Stage.PRODUCED)]
        formula = f"投产率＝已投产 {len(done)} 个÷{over} {len(base)} 个"
        operands = _count("produced_rate.done", "已投产项目", done), _count("produced_rate.base", over, base)
        return _share("produced_rate", "投产率", formula, *operands)

    def funds_rate(self, force: str | None = None) -> Figure:
        """Return 资金到位率 = 到位资金 ÷ 签约金额, both of the same projects."""
        signed = self._signed(force, "funds_base")
        projects = {event.row for event in signed}
        placed = [event for event in self._counted("funds", force, date.min) if event.project in projects]
        money = sum((event.amount for event in placed), Decimal(0))
        worth = sum((event.amount for event in signed), Decimal(0))
        over = self.facts.settings.get("funds_base", "当年签约项目")
        formula = f"资金到位率＝到位资金 {_yi(money)} 亿元÷{over}签约金额 {_yi(worth)} 亿元"
        labels = f"{over}到位资金", f"{over}签约金额"
        done = in_yi("funds_rate.done", labels[0], _amounts(placed), f"{labels[0]}合计（万元÷10000）", "funding")
        base = in_yi("funds_rate.base", labels[1], _amounts(signed), f"{labels[1]}合计（万元÷10000）")
        return replace(_share("funds_rate", "资金到位率", formula, done, base), rows=done.rows, ledger="funding")

    def fulfilment_rate(self, force: str | None = None) -> Figure:
        """Return 履约率 = (签约 − 终止) ÷ 签约, over the signings of 开工率 (setting ``started_base``)."""
        signed = self._signed(force, "started_base")
        last = self.period.last
        running = [event.row for event in signed if not self.facts.projects[event.row].has_ended(last)]
        formula = f"履约率＝（签约 {len(signed)} 个−终止 {len(signed) - len(running)} 个）÷签约 {len(signed)} 个"
        done = _count("kept_rate.done", "没有终止的签约项目", running)
        operands = done, _count("kept_rate.base", "签约项目", _rows(signed))
        return _share("kept_rate", "履约率", formula, *operands)

    def all_figures(self, force: str | None = None) -> list[Figure]:
        """List all figures of one subject, as ``zhuanban figures`` prints them."""
        figures = [figure for m in CIRCULAR_METRICS for figure in (self.now(m.key, force), self.year(m.key, force))]
        figures += [self.talks(force), self.talks_amount(force)]
        figures += [
            self.started_rate(force),
            self.produced_rate(force),
            self.funds_rate(force),
            self.fulfilment_rate(force),
        ]
        for key in TARGET_METRICS:
            figures += [self.target(key, force), self.completion(key, force), self.pace_gap(key, force)]
        return figures


def _rows(events: Iterable[Event]) -> list[str]:
    return [event.row for event in events]


def _amounts(events: Iterable[Event]) -> list[tuple[str, Decimal]]:
    return [(event.row, event.amount) for event in events]


def _count(key: str, label: str, rows: list[str]) -> Figure:
    return Figure(key, label, "个", Decimal(len(rows)), f"{label}数", tuple(rows), 0, "project")


def _share(key: str, label: str, formula: str, done: Figure, base: Figure) -> Figure:
    """Return the rate ``done`` ÷ ``base`` (%), with the rows of its base."""
    value = rates.percent(done.value or 0, base.value)
    return Figure(key, label, "%", value, formula, base.rows, 2, base.ledger, operands=(done, base), relation=SHARE)


def _yi(wan: Decimal) -> str:
    return f"{rates.half_up(wan / WAN_PER_YI, 2):,}"
