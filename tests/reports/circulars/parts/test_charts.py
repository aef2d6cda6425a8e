"""The charts of circulars show the figures of the county counted by hand, and none where there is nothing to show."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.audit.recorder import add_many
from models.ledgers import Setting, Target, TaskForce
from models.rules.periods import read_period
from models.rules.scheme_vocabulary import RankingSubject, ScoreGoal, ScoreSpan
from models.rules.scoring import Indicator, ScoringScheme
from models.settings.ranking_schemes import RankingScheme
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.circulars.parts import charts
from reports.content.document import Chart, ChartKind
from reports.figures.figure import Figure, PeriodFigures
from reports.figures.rankings import Ranking, RankingLine
from tests.definitions import SETTING_NAMES
from tests.reports.county import small_county
from tests.rows import add_row, copy_template, open_unsynced

County = tuple[Store, dict[str, str]]


def board(book: Store, period: str = "2026-10") -> PeriodFigures:
    with book.reading() as session:
        return PeriodFigures(read_statistics(session), read_period(period))


def drawn(chart: Chart) -> list[tuple[str, list[str]]]:
    """Return each label with the texts of its figures, series after series."""
    columns = zip(*(series.figures for series in chart.series), strict=True)
    return [
        (label, [figure.text if figure else "" for figure in column])
        for label, column in zip(chart.labels, columns, strict=True)
    ]


# --- completion -----------------------------------------------------------------------------------------------------
def test_targets_that_can_be_compared_are_bars_beside_the_pace(county: County) -> None:
    (chart,) = charts.completion(board(county[0]), "全县")
    # 3 of 8 projects, 8.80 of 15 亿元, 2 of 4 starts, 1 of 2 productions; leads have nought for a target.
    assert dict(drawn(chart)) == {
        "签约项目数": ["37.50"],
        "签约金额": ["58.67"],
        "开工项目数": ["50.00"],
        "投产项目数": ["50.00"],
    }
    assert chart.line is not None
    assert (chart.kind, chart.unit, chart.line.text) == (ChartKind.BARS, "%", "83.33")
    assert chart.caption == "全县主要指标完成率"


def test_one_target_alone_is_no_chart(county: County) -> None:
    assert charts.completion(board(county[0], "2025-12"), "全县") == ()


def test_task_forces_stand_from_the_highest_to_the_lowest(county: County) -> None:
    (chart,) = charts.by_force(board(county[0]))
    assert drawn(chart) == [("焦化", ["78.00"]), ("钢铁", ["20.00"])]
    assert chart.caption == "各专班签约金额完成率"


def test_the_county_says_by_what_its_task_forces_are_ranked(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        small_county(book)
        with book.writing("口径") as session:
            add_row(session, Setting, key="rank_by", name=SETTING_NAMES["rank_by"], value="签约项目数完成率")
        # The eight projects are a target of both together, so neither has a rate of its own.
        assert charts.by_force(board(book)) == ()


# --- funnel and trend -----------------------------------------------------------------------------------------------
def test_the_funnel_counts_the_year_step_by_step(county: County) -> None:
    (chart,) = charts.funnel(board(county[0]))
    # In talks this year: P1, P2, P3, P5, P6, P7. P4 came in 2025, P8 is deleted.
    assert drawn(chart) == [
        ("上报线索", ["5"]),
        ("认定线索", ["3"]),
        ("进入在谈", ["6"]),
        ("签约", ["3"]),
        ("开工", ["2"]),
        ("投产", ["1"]),
    ]
    talks = chart.series[0].figures[2]
    assert talks is not None
    assert sorted(talks.rows) == sorted(county[1][name] for name in ("P1", "P2", "P3", "P5", "P6", "P7"))


def test_the_funnel_ends_with_its_period(county: County) -> None:
    (chart,) = charts.funnel(board(county[0], "2026-04"))
    # By the end of April: L3; L5 recognised in January; P1, P2 and P3 in talks; P1 signed; P4 started.
    assert [texts[0] for _, texts in drawn(chart)] == ["1", "1", "3", "1", "1", "0"]


def test_nothing_is_no_funnel(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        assert charts.funnel(board(book)) == ()
        assert charts.trend(board(book)) == ()


def test_the_trend_has_a_point_for_each_month_so_far(county: County) -> None:
    (chart,) = charts.trend(board(county[0]))
    months = dict(drawn(chart))
    assert list(months) == [f"{number}月" for number in range(1, 11)]
    assert months["3月"] == ["2.80", "0.00"]
    assert months["4月"] == ["0.00", "0.30"]
    assert months["10月"] == ["6.00", "0.60"]
    assert all(texts == ["0.00", "0.00"] for month, texts in months.items() if month not in {"3月", "4月", "10月"})
    assert [series.name for series in chart.series] == ["签约金额", "到位资金"]
    assert chart.unit == "亿元"


@pytest.mark.parametrize(("period", "labels"), [("2026-01", 0), ("2026-02", 0), ("2026-03", 3), ("2026", 12)])
def test_a_trend_needs_two_months_and_something_in_them(county: County, period: str, labels: int) -> None:
    drawn_charts = charts.trend(board(county[0], period))
    assert sum(len(chart.labels) for chart in drawn_charts) == labels


# --- places ---------------------------------------------------------------------------------------------------------
def ranking(*places: tuple[str, int | None, int | None], period: str = "2026-10", group: str = "") -> Ranking:
    """Make a ranking of subjects with their places now and before."""
    scheme = ScoringScheme("方案", (Indicator("签约金额", Decimal(100)),))
    chosen = RankingScheme("", RankingSubject.TASK_FORCE, ScoreSpan.TO_DATE, ScoreGoal.WHOLE_YEAR, 1, (), scheme, ())
    score = Figure("score", "得分", "分", Decimal(0), "")
    lines = tuple(RankingLine(name, name, place, score, (), {}, {}, before, group) for name, place, before in places)
    return Ranking(chosen, read_period(period), Decimal(100), lines, {}, ())


def test_places_now_stand_beside_the_places_before() -> None:
    (chart,) = charts.place_changes(ranking(("焦化", 1, 2), ("钢铁", 2, 1), ("医药", 3, None)))
    assert chart.kind is ChartKind.PLACES
    assert drawn(chart) == [("焦化", ["1", "2"]), ("钢铁", ["2", "1"]), ("医药", ["3", ""])]
    assert [series.name for series in chart.series] == ["2026年10月", "2026年9月"]


@pytest.mark.parametrize(
    ("period", "before"),
    [("2026-01", "2025年12月"), ("2026-Q1", "2025年第四季度"), ("2026", "2025年"), ("2026-H2", "2026年上半年")],
)
def test_the_period_before_may_be_last_year_s(period: str, before: str) -> None:
    (chart,) = charts.place_changes(ranking(("焦化", 1, 2), ("钢铁", 2, 1), period=period))
    assert chart.series[1].name == before


def test_more_places_than_fit_a_page_are_cut() -> None:
    places = tuple((f"{number}专班", number, number) for number in range(1, 42))
    (chart,) = charts.place_changes(ranking(*places))
    assert chart.caption == "名次变化（前30名）"
    assert (len(chart.labels), chart.labels[-1]) == (30, "30专班")


def test_more_bars_than_fit_a_page_are_the_first_and_the_last_ten(book: Store) -> None:
    with book.writing("新增") as session:
        names = [{"name": f"{number}产业招商专班", "short": f"{number}产业", "rank": number} for number in range(1, 32)]
        forces = add_many(session, TaskForce, names)
        goals = [
            {"metric": "签约金额", "task_forces": force, "period": "2026", "value": Decimal(1), "unit": "亿元"}
            for force in forces
        ]
        add_many(session, Target, goals)
    (chart,) = charts.by_force(board(book))
    assert chart.caption.endswith("（前10名和后10名）")
    assert chart.labels == tuple(f"{number}产业" for number in (*range(1, 11), *range(22, 32)))


def test_those_without_a_place_are_left_out() -> None:
    (chart,) = charts.place_changes(ranking(("焦化", 1, 2), ("钢铁", 2, 1), ("医药", None, 3)))
    assert chart.labels == ("焦化", "钢铁")


@pytest.mark.parametrize(
    "without",
    [
        ranking(("焦化", 1, 2)),
        ranking(("焦化", 1, 2), ("钢铁", None, 1)),
        ranking(("焦化", 1, None), ("钢铁", 2, None)),
        ranking(("甲集团", 1, 2), ("乙集团", 2, 1), group="化工"),
    ],
    ids=["one", "one with a place", "first ranking", "by industries"],
)
def test_where_nothing_changed_places_there_is_no_chart(without: Ranking) -> None:
    assert charts.place_changes(without) == ()


def test_a_day_before_the_first_of_the_period_is_in_the_one_before() -> None:
    assert ranking(("焦化", 1, 2)).period.first == date(2026, 10, 1)
