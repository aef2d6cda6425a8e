"""The catalogue of metrics: what each counts, of which rows, in which unit, against which target.

Every figure of a period in circulars, rankings, the funnel and the window is counted by ``Metric.count``; which rows
count at all is in ``counting_rules``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Protocol, TypeVar

from models.rules.scheme_vocabulary import ScoreMetric, TargetMetric
from models.rules.vocabulary import ActivityKind, CapitalOrigin, Stage
from models.statistics.counting_rules import COUNTY_LEADERS, OUTSIDE_CITY
from models.statistics.events import Event, Events, ProjectRecord, VisitEvent
from models.statistics.placed_funds import placed_within

WAN_PER_YI = 10_000
YI = Decimal(WAN_PER_YI)  # one 亿元 in 万元
_COUNTS, _YI_PLACES = 0, 2
AnyEvent = TypeVar("AnyEvent", bound=Event)


@dataclass(frozen=True, slots=True)
class CountedDays:
    """The days that a metric counts, both ends included."""

    first: date
    last: date

    @property
    def iso_bounds(self) -> tuple[str, str]:
        """Both ends as ISO text."""
        return self.first.isoformat(), self.last.isoformat()

    def within(self, events: Iterable[AnyEvent]) -> list[AnyEvent]:
        """Keep the events of these days."""
        first, last = self.first, self.last
        return [event for event in events if first <= event.day <= last]


class Counted(Protocol):
    """What metrics are counted from."""

    @property
    def projects(self) -> dict[str, ProjectRecord]:
        """The projects by row id."""

    @property
    def events(self) -> Events:
        """The events by kind."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric: what circulars call it, its unit, the ledger of its rows, and the events it counts.

    An amount (``is_amount``) adds up the events' amounts (万元, printed in ``unit``), else the events are counted.
    ``score`` is its name in a ranking scheme, ``target`` the target it is compared with. Circulars list it where
    ``in_circulars``, and compare it with the year's target at ``goal_place`` (from 1; 0: not); one marked
    ``where_it_occurs`` is printed by a county that has any of it or a target for it. ``count`` returns what
    counts in a span of days; None where the number is the absence of rows or follows from another metric
    (``aggregates``).
    """

    key: str
    label: str
    unit: str
    ledger: str
    count: Callable[[Counted, CountedDays], list[Event]] | None
    score: ScoreMetric | None = None
    target: TargetMetric | None = None
    is_amount: bool = False
    in_circulars: bool = False
    goal_place: int = 0
    where_it_occurs: bool = False

    @property
    def places(self) -> int:
        """Decimals printed: two for amounts, none for counts."""
        return _YI_PLACES if self.is_amount else _COUNTS

    @property
    def per_unit(self) -> int:
        """How many 万元 one printed unit is; 1 for other currencies."""
        return WAN_PER_YI if self.unit == "亿元" else 1


def _dated(kind: Callable[[Events], Sequence[Event]]) -> Callable[[Counted, CountedDays], list[Event]]:
    """Count all events of a kind."""
    return lambda data, span: span.within(kind(data.events))


def _signed_where(
    counts: Callable[[ProjectRecord], bool],
) -> Callable[[Counted, CountedDays], list[Event]]:
    """Count the signings of projects of a sort."""
    return lambda data, span: [
        event for event in span.within(data.events.signed) if counts(data.projects[event.project])
    ]


def _sized(least: int | Decimal, below: int | None = None) -> Callable[[Counted, CountedDays], list[Event]]:
    """Count the signings of projects of some size in 亿元; “以上” includes the number itself."""
    return _signed_where(lambda project: least * YI <= project.size and (below is None or project.size < below * YI))


def _talks(data: Counted, span: CountedDays) -> list[Event]:
    """Count the projects in talks at the end of the span, whenever they began (在谈是期末数)."""
    return [project.event(span.last) for project in projects_in_talks(data, span.last)]


def projects_in_talks(data: Counted, day: date) -> list[ProjectRecord]:
    """List the projects in talks at the end of a day that have not ended."""
    return [
        project
        for project in data.projects.values()
        if project.stage_on(day) == Stage.TALKS and not project.has_ended(day)
    ]


def _start_overdue(data: Counted, span: CountedDays) -> list[Event]:
    """Count the signed projects that should have started by the end of the span, did not, and have not ended.

    They count for the task force that has them then, whoever signed them.
    """
    last = span.last
    return [
        replace(event, task_force=data.projects[event.project].owner_on(last))
        for event in data.events.signed
        if event.day <= last and _should_have_started(data.projects[event.project], last)
    ]


def _should_have_started(project: ProjectRecord, day: date) -> bool:
    planned = project.plan_start is not None and project.plan_start <= day
    return planned and not project.has_entered(Stage.STARTED, day) and not project.has_ended(day)


def _funds_from(*origins: CapitalOrigin) -> Callable[[Counted, CountedDays], list[Event]]:
    """Count the money placed from some origins; from any where none is named."""
    return lambda data, span: [
        event for event in placed_within(data.events.funds, span) if not origins or event.origin in origins
    ]


def _signed_foreign(data: Counted, span: CountedDays) -> list[Event]:
    """Count the signings of projects with foreign capital, each with what its contract says of it, in 万美元."""
    return [
        replace(event, amount=data.projects[event.project].foreign)
        for event in span.within(data.events.signed)
        if data.projects[event.project].foreign
    ]


def _funds_foreign(data: Counted, span: CountedDays) -> list[Event]:
    """Count the foreign part of the money placed, in 万美元."""
    return [replace(event, amount=event.foreign) for event in placed_within(data.events.funds, span) if event.foreign]


def _leader_visits(data: Counted, span: CountedDays) -> list[Event]:
    return _distinct_firms(event for event in span.within(data.events.visits_out) if event.level in COUNTY_LEADERS)


def _distinct_firms(visits: Iterable[VisitEvent]) -> list[Event]:
    """Keep the last visit for each firm and task force, since firms are counted, not visits."""
    by_day = sorted(visits, key=lambda visit: (visit.day, visit.row))
    return list({(visit.task_force, visit.firm): visit for visit in by_day}.values())


def _promotions(data: Counted, span: CountedDays) -> list[Event]:
    return [event for event in span.within(data.events.activities) if event.kind == ActivityKind.PROMOTION]


def _leading(data: Counted, span: CountedDays) -> list[Event]:
    visits = [*span.within(data.events.visits_out), *span.within(data.events.visits_in)]
    return _distinct_firms(visit for visit in visits if visit.of_leading_firm)


# Capital from outside: printed by a county that has any of it, or a target for it.
_capital = partial(Metric, is_amount=True, in_circulars=True, where_it_occurs=True)

# The metrics of circulars, in the order they are listed, then those that only rankings score.
METRICS: tuple[Metric, ...] = (
    Metric(
        "leads_reported",
        "上报线索",
        "条",
        "lead",
        _dated(lambda events: events.leads_reported),
        ScoreMetric.LEADS_REPORTED,
        in_circulars=True,
    ),
    Metric(
        "leads_recognised",
        "认定线索",
        "条",
        "lead",
        _dated(lambda events: events.leads_recognised),
        ScoreMetric.LEADS_RECOGNISED,
        TargetMetric.LEADS_RECOGNISED,
        in_circulars=True,
        goal_place=6,
    ),
    Metric(
        "visits_out",
        "外出招商",
        "次",
        "visit",
        _dated(lambda events: events.visits_out),
        ScoreMetric.VISITS_OUT,
        TargetMetric.VISITS_OUT,
        in_circulars=True,
        goal_place=7,
    ),
    Metric(
        "visits_in",
        "来访接待",
        "次",
        "visit",
        _dated(lambda events: events.visits_in),
        ScoreMetric.VISITS_IN,
        in_circulars=True,
    ),
    Metric(
        "activities",
        "招商活动",
        "场",
        "activity",
        _dated(lambda events: events.activities),
        ScoreMetric.ACTIVITIES,
        in_circulars=True,
    ),
    Metric(
        "signed",
        "签约项目",
        "个",
        "project",
        _dated(lambda events: events.signed),
        ScoreMetric.SIGNED,
        TargetMetric.SIGNED,
        in_circulars=True,
        goal_place=1,
    ),
    Metric(
        "signed_value",
        "签约金额",
        "亿元",
        "project",
        _dated(lambda events: events.signed),
        ScoreMetric.SIGNED_AMOUNT,
        TargetMetric.SIGNED_AMOUNT,
        is_amount=True,
        in_circulars=True,
        goal_place=2,
    ),
    Metric(
        "started",
        "开工项目",
        "个",
        "project",
        _dated(lambda events: events.started),
        ScoreMetric.STARTED,
        TargetMetric.STARTED,
        in_circulars=True,
        goal_place=3,
    ),
    Metric(
        "produced",
        "投产项目",
        "个",
        "project",
        _dated(lambda events: events.produced),
        ScoreMetric.PRODUCED,
        TargetMetric.PRODUCED,
        in_circulars=True,
        goal_place=4,
    ),
    Metric(
        "funds",
        "到位资金",
        "亿元",
        "funding",
        _funds_from(),
        ScoreMetric.FUNDS,
        TargetMetric.FUNDS,
        is_amount=True,
        in_circulars=True,
        goal_place=5,
    ),
    _capital(
        "funds_other_province",
        "省外到位资金",
        "亿元",
        "funding",
        _funds_from(CapitalOrigin.OTHER_PROVINCE),
        ScoreMetric.FUNDS_OTHER_PROVINCE,
        TargetMetric.FUNDS_OTHER_PROVINCE,
        goal_place=8,
    ),
    _capital(
        "funds_other_city",
        "市外到位资金",
        "亿元",
        "funding",
        _funds_from(*OUTSIDE_CITY),
        ScoreMetric.FUNDS_OTHER_CITY,
        TargetMetric.FUNDS_OTHER_CITY,
        goal_place=9,
    ),
    _capital(
        "signed_foreign",
        "合同外资",
        "万美元",
        "project",
        _signed_foreign,
        ScoreMetric.SIGNED_FOREIGN,
        TargetMetric.SIGNED_FOREIGN,
        goal_place=10,
    ),
    _capital(
        "funds_foreign",
        "到位外资",
        "万美元",
        "funding",
        _funds_foreign,
        ScoreMetric.FUNDS_FOREIGN,
        TargetMetric.FUNDS_FOREIGN,
        goal_place=11,
    ),
    Metric("leader_visits", "县领导走访", "家", "visit", _leader_visits, ScoreMetric.LEADER_VISITS),
    Metric(
        "leading_firms", "对接龙头企业", "家", "visit", _leading, ScoreMetric.LEADING_FIRMS, TargetMetric.LEADING_FIRMS
    ),
    Metric("promotions", "推介会", "场", "activity", _promotions, ScoreMetric.PROMOTIONS),
    Metric("talks", "在谈项目", "个", "project", _talks, ScoreMetric.TALKS),
    Metric(
        "other_province_yi",
        "省外亿元项目",
        "个",
        "project",
        _signed_where(lambda project: project.size >= YI and project.origin == CapitalOrigin.OTHER_PROVINCE),
        ScoreMetric.OTHER_PROVINCE_YI,
        TargetMetric.OTHER_PROVINCE_YI,
    ),
    Metric("beyond_other_province_yi", "超额省外亿元项目", "个", "project", None, ScoreMetric.BEYOND_OTHER_PROVINCE_YI),
    Metric(
        "on_chain",
        "产业契合项目",
        "个",
        "project",
        _signed_where(lambda signed: signed.fits_chain is True),
        ScoreMetric.ON_CHAIN,
    ),
    Metric(
        "over_10_yi", "10亿元以上项目", "个", "project", _sized(10), ScoreMetric.OVER_10_YI, TargetMetric.OVER_10_YI
    ),
    Metric(
        "over_20m", "2000万元以上项目", "个", "project", _sized(2000 / YI), ScoreMetric.OVER_20M, TargetMetric.OVER_20M
    ),
    Metric("from_10_to_50_yi", "10亿至50亿元项目", "个", "project", _sized(10, 50), ScoreMetric.FROM_10_TO_50_YI),
    Metric("over_50_yi", "50亿元以上项目", "个", "project", _sized(50), ScoreMetric.OVER_50_YI),
    Metric(
        "top_500",
        "500强投资项目",
        "个",
        "project",
        _signed_where(lambda project: project.of_top_500),
        ScoreMetric.TOP_500,
        TargetMetric.TOP_500,
    ),
    Metric("start_overdue", "超期未开工项目", "个", "project", _start_overdue, ScoreMetric.START_OVERDUE),
    Metric("reports_missing", "缺报", "次", "receipt", None, ScoreMetric.REPORTS_MISSING),
    Metric("reports_late", "迟报", "次", "receipt", None, ScoreMetric.REPORTS_LATE),
)
BY_KEY: Mapping[str, Metric] = {metric.key: metric for metric in METRICS}
BY_SCORE: Mapping[str, Metric] = {metric.score: metric for metric in METRICS if metric.score}
# What circulars list, and what they compare with the year's targets, each in the order printed.
CIRCULAR_METRICS = tuple(metric for metric in METRICS if metric.in_circulars)
TARGET_METRICS: Mapping[str, TargetMetric] = {
    metric.key: metric.target
    for metric in sorted(METRICS, key=lambda metric: metric.goal_place)
    if metric.target and metric.goal_place
}
# By value of the setting ``rank_by``: the metric whose completion circulars order task forces by.
RANKED_BY: Mapping[str, str] = {
    "签约金额完成率": "signed_value",
    "签约项目数完成率": "signed",
    "到位资金完成率": "funds",
    "省外资金完成率": "funds_other_province",
    "到位外资完成率": "funds_foreign",
}
