"""The catalogue of metrics on events written down by hand: edges of days and amounts, and what counts only once."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal

import pytest

from models.rules.scheme_vocabulary import ScoreMetric, TargetMetric
from models.statistics.events import ActivityEvent, Event, Events, FundingEvent, ProjectRecord, VisitEvent
from models.statistics.metrics import (
    BY_KEY,
    BY_SCORE,
    CIRCULAR_METRICS,
    METRICS,
    RANKED_BY,
    TARGET_METRICS,
    CountedDays,
    projects_in_talks,
)
from models.statistics.target_progress import SOURCES

D = Decimal
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
OCTOBER = CountedDays(FIRST, LAST)
BEFORE, AFTER = date(2026, 9, 30), date(2026, 11, 1)
EDGES = (BEFORE, FIRST, LAST, AFTER)


def events_of(**by_kind: Iterable[Event]) -> Events:
    """Return events with only some kinds."""
    return Events(**{kind.name: tuple(by_kind.get(kind.name, ())) for kind in fields(Events)})  # type: ignore[arg-type]  # kinds of events


@dataclass
class Counted:
    """Projects and events as metrics are counted from."""

    projects: dict[str, ProjectRecord] = field(default_factory=dict)
    events: Events = field(default_factory=events_of)


def project(row: str, entered: dict[str, date], **facts: object) -> ProjectRecord:
    """Return a project of task force A that entered some stages."""
    given: dict[str, object] = {
        "name": row,
        "investor": "",
        "task_force": "A",
        "stage": "",
        "status": "",
        "total": D(0),
        "signed_amount": D(0),
        "contract": "",
        "progress": "",
        "plan_start": None,
        "plan_produce": None,
    }
    return ProjectRecord(row=row, entered=entered, **(given | facts))  # type: ignore[arg-type]  # facts by name


def signed_projects(*projects: ProjectRecord) -> Counted:
    """Return projects with their signings as events."""
    signed = [record.event(record.entered["签约"]) for record in projects if "签约" in record.entered]
    return Counted({record.row: record for record in projects}, events_of(signed=signed))


def rows(key: str, counted: Counted, span: CountedDays = OCTOBER) -> list[str]:
    """Return the rows that a metric counts."""
    count = BY_KEY[key].count
    assert count is not None
    return [event.row for event in count(counted, span)]


def test_a_span_has_both_its_ends() -> None:
    events = [Event(on.isoformat(), None, on) for on in EDGES]
    assert [event.day for event in OCTOBER.within(events)] == [FIRST, LAST]
    assert OCTOBER.iso_bounds == ("2026-10-01", "2026-10-31")


@pytest.mark.parametrize(
    "kind",
    ["leads_reported", "leads_recognised", "visits_out", "visits_in", "activities", "signed", "started", "produced"],
)
def test_dated_metrics_count_the_events_of_their_kind(kind: str) -> None:
    counted = Counted(events=events_of(**{kind: [Event(on.isoformat(), None, on) for on in EDGES]}))
    assert rows(kind, counted) == ["2026-10-01", "2026-10-31"]
    others = {"leads_reported", "leads_recognised", "visits_out", "visits_in", "signed", "started", "produced"} - {kind}
    assert all(rows(other, counted) == [] for other in others)


def test_money_is_counted_by_its_origin_and_the_foreign_part_apart() -> None:
    payments = [
        FundingEvent("甲", "A", FIRST, D(100), origin="省外", foreign=D(7)),
        FundingEvent("乙", "A", LAST, D(200), origin="省内县外"),
        FundingEvent("丙", "A", FIRST, D(300), origin="境外", foreign=D("0.5")),
        FundingEvent("丁", "A", AFTER, D(400), origin="省外", foreign=D(9)),
        FundingEvent("戊", "A", FIRST, D(50), origin="市外"),
    ]
    counted = Counted(events=events_of(funds=payments))
    assert rows("funds", counted) == ["甲", "乙", "丙", "戊"]
    assert rows("funds_other_province", counted) == ["甲"]
    assert rows("funds_other_city", counted) == ["甲", "戊"]  # what is outside the province is outside the city
    count = BY_KEY["funds_foreign"].count
    assert count is not None
    assert [(event.row, event.amount) for event in count(counted, OCTOBER)] == [("甲", D(7)), ("丙", D("0.5"))]


def test_an_opening_amount_counts_only_where_all_its_days_do() -> None:
    january, june, december = date(2026, 1, 1), date(2026, 6, 30), date(2025, 12, 31)
    payments = [
        FundingEvent("往年", "A", december, D(3000), since=date.min),
        FundingEvent("本年", "A", june, D(500), since=january),
        FundingEvent("七月", "A", date(2026, 7, 1), D(40)),
    ]
    counted = Counted(events=events_of(funds=payments))
    count = BY_KEY["funds"].count
    assert count is not None
    by_span = {
        (date.min, december): ["往年"],  # whatever was placed so far
        (date.min, LAST): ["往年", "本年", "七月"],
        (date(2025, 1, 1), december): [],  # how much of it came in 2025 nobody knows
        (january, LAST): ["本年", "七月"],
        (january, date(2026, 6, 29)): [],
        (january, june): ["本年"],
        (date(2026, 1, 2), LAST): ["七月"],
        (date(2026, 6, 1), june): [],  # the month it was summed up in
    }
    for (first, last), expected in by_span.items():
        assert [event.row for event in count(counted, CountedDays(first, last))] == expected


def test_foreign_capital_is_signed_where_the_contract_has_dollars() -> None:
    counted = signed_projects(
        project("外资", {"签约": FIRST}, foreign=D(800), signed_amount=D(5)),
        project("内资", {"签约": FIRST}, signed_amount=D(9)),
        project("上月外资", {"签约": BEFORE}, foreign=D(100)),
        project("在谈外资", {}, foreign=D(50)),
    )
    count = BY_KEY["signed_foreign"].count
    assert count is not None
    assert [(event.row, event.amount) for event in count(counted, OCTOBER)] == [("外资", D(800))]


def test_county_leaders_visits_count_firms_of_each_task_force() -> None:
    visits = [
        VisitEvent("1", "A", FIRST, level="党政主要领导", firm="甲"),
        VisitEvent("2", "A", LAST, level="分管领导", firm="甲"),  # the same firm again
        VisitEvent("3", "B", LAST, level="分管领导", firm="甲"),  # of another task force
        VisitEvent("4", "A", LAST, level="其他", firm="乙"),
        VisitEvent("5", "A", AFTER, level="分管领导", firm="丙"),
    ]
    counted = Counted(events=events_of(visits_out=visits))
    assert rows("leader_visits", counted) == ["2", "3"]


def test_leading_firms_are_met_out_or_in() -> None:
    out = [VisitEvent("1", "A", LAST, firm="甲", of_leading_firm=True), VisitEvent("2", "A", FIRST, firm="乙")]
    received = [
        VisitEvent("3", "A", FIRST, firm="甲", of_leading_firm=True),
        VisitEvent("4", "A", FIRST, firm="丙", of_leading_firm=True),
        VisitEvent("5", "A", BEFORE, firm="丁", of_leading_firm=True),
    ]
    # 甲 came on the 1st and was visited on the 31st: once, by the later row.
    assert rows("leading_firms", Counted(events=events_of(visits_out=out, visits_in=received))) == ["1", "4"]


def test_promotions_are_one_kind_of_event() -> None:
    held = [ActivityEvent("甲", "A", FIRST, kind="专场推介"), ActivityEvent("乙", "A", FIRST, kind="座谈会")]
    held.append(ActivityEvent("丙", "A", BEFORE, kind="专场推介"))
    assert rows("promotions", Counted(events=events_of(activities=held))) == ["甲"]


def test_talks_are_a_stock_at_the_end_of_the_span() -> None:
    projects = [
        project("早谈", {"在谈": date(2025, 1, 1)}),
        project("末日谈", {"在谈": LAST}),
        project("次日谈", {"在谈": AFTER}),
        project("末日签", {"在谈": BEFORE, "签约": LAST}),
        project("次日签", {"在谈": BEFORE, "签约": AFTER}),
        project("终止", {"在谈": BEFORE}, state_changes=[(LAST, "终止")]),
        project("次日退库", {"在谈": BEFORE}, state_changes=[(AFTER, "退库")]),
        project("暂停", {"在谈": BEFORE}, state_changes=[(LAST, "暂停")]),
        project("没有阶段", {}),
    ]
    counted = Counted({record.row: record for record in projects})
    expected = ["早谈", "末日谈", "次日签", "次日退库", "暂停"]
    assert rows("talks", counted) == expected
    assert [record.row for record in projects_in_talks(counted, LAST)] == expected


@pytest.mark.parametrize(
    ("name", "facts", "overdue"),
    [
        ("计划末日", {"plan_start": LAST}, True),
        ("计划次日", {"plan_start": AFTER}, False),
        ("没有计划", {}, False),
        ("末日开工", {"plan_start": BEFORE, "entered": {"签约": BEFORE, "开工": LAST}}, False),
        ("次日开工", {"plan_start": BEFORE, "entered": {"签约": BEFORE, "开工": AFTER}}, True),
        ("末日终止", {"plan_start": BEFORE, "state_changes": [(LAST, "终止")]}, False),
        ("次日终止", {"plan_start": BEFORE, "state_changes": [(AFTER, "终止")]}, True),
        ("末日签约", {"plan_start": BEFORE, "entered": {"签约": LAST}}, True),
        ("次日签约", {"plan_start": BEFORE, "entered": {"签约": AFTER}}, False),
    ],
)
def test_who_should_have_started_by_the_last_day(name: str, facts: dict[str, object], overdue: bool) -> None:
    entered = facts.get("entered", {"签约": date(2025, 5, 1)})
    assert isinstance(entered, dict)
    record = project(name, entered, **{key: value for key, value in facts.items() if key != "entered"})
    assert rows("start_overdue", signed_projects(record)) == ([name] if overdue else [])


@pytest.mark.parametrize(
    ("size", "counted_as"),
    [
        (1_999, set()),
        (2_000, {"over_20m"}),
        (9_999, {"over_20m"}),
        (10_000, {"over_20m", "other_province_yi"}),
        (99_999, {"over_20m", "other_province_yi"}),
        (100_000, {"over_20m", "other_province_yi", "over_10_yi", "from_10_to_50_yi"}),
        (499_999, {"over_20m", "other_province_yi", "over_10_yi", "from_10_to_50_yi"}),
        (500_000, {"over_20m", "other_province_yi", "over_10_yi", "over_50_yi"}),
    ],
)
def test_sizes_include_their_lower_bound(size: int, counted_as: set[str]) -> None:
    """“2000万元以上”, “亿元以上” and “10亿元以上” include the number; 万元 here."""
    counted = signed_projects(project("甲", {"签约": LAST}, size=D(size), origin="省外"))
    keys = ("other_province_yi", "over_10_yi", "from_10_to_50_yi", "over_50_yi", "over_20m")
    assert {key for key in keys if rows(key, counted)} == counted_as


def test_signings_of_a_sort() -> None:
    counted = signed_projects(
        project("省内", {"签约": LAST}, size=D(20_000), origin="省内县外"),
        project("契合", {"签约": LAST}, fits_chain=True),
        project("不契合", {"签约": LAST}, fits_chain=False),
        project("五百强", {"签约": FIRST}, of_top_500=True),
        project("次月五百强", {"签约": AFTER}, of_top_500=True),
    )
    assert rows("other_province_yi", counted) == []
    assert rows("on_chain", counted) == ["契合"]
    assert rows("top_500", counted) == ["五百强"]


def test_the_catalogue_names_every_metric_once() -> None:
    assert len(BY_KEY) == len(METRICS)
    assert set(BY_SCORE) == set(ScoreMetric)
    assert [metric.label for metric in CIRCULAR_METRICS] == [
        *("上报线索", "认定线索", "外出招商", "来访接待", "招商活动", "签约项目", "签约金额"),
        *("开工项目", "投产项目", "到位资金", "省外到位资金", "市外到位资金", "合同外资", "到位外资"),
    ]
    # Every target is counted: by a metric of the catalogue, or by target_progress alone.
    by_metric = {metric.target for metric in METRICS if metric.target}
    counted_alone = {
        *(TargetMetric.PLANT_REUSED, TargetMetric.LAND_REUSED, TargetMetric.PROJECTS, TargetMetric.OUTPUT),
        *(TargetMetric.TAX, TargetMetric.CHAIN_FIRMS, TargetMetric.FOREIGN_FIRMS, TargetMetric.DORMANT_REVIVED),
    }
    assert not by_metric & counted_alone
    assert by_metric | counted_alone == set(TargetMetric) == set(SOURCES)
    assert set(RANKED_BY.values()) < set(TARGET_METRICS)


def test_amounts_are_printed_with_two_decimals_and_only_yi_is_converted() -> None:
    printed = {metric.key: (metric.unit, metric.places, metric.per_unit) for metric in METRICS if metric.is_amount}
    assert printed == {
        "signed_value": ("亿元", 2, 10_000),
        "funds": ("亿元", 2, 10_000),
        "funds_other_province": ("亿元", 2, 10_000),
        "funds_other_city": ("亿元", 2, 10_000),
        "signed_foreign": ("万美元", 2, 1),
        "funds_foreign": ("万美元", 2, 1),
    }
    assert {(metric.places, metric.per_unit) for metric in METRICS if not metric.is_amount} == {(0, 1)}
