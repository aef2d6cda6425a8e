"""The words for a chart that a screen reader speaks."""

from decimal import Decimal

from reports.content.chart_text import chart_text
from reports.content.document import Chart, ChartKind, Series
from reports.figures.figure import Figure


def figure(value: int) -> Figure:
    """Give a count."""
    return Figure(f"signed.{value}", "签约项目", "个", Decimal(value), "计数", ())


def test_a_single_series_needs_no_name() -> None:
    chart = Chart(ChartKind.BARS, "图1　签约项目", ("焦化", "铝"), (Series("本期", (figure(9), figure(2))),))
    assert chart_text(chart) == "图1　签约项目：焦化9个；铝2个。"


def test_several_series_are_named_and_gaps_left_out() -> None:
    series = (Series("本期", (figure(9), None)), Series("上期", (figure(4), figure(3))))
    chart = Chart(ChartKind.PLACES, "图2　名次", ("焦化", "铝\n专班"), series)
    assert chart_text(chart) == "图2　名次：焦化，本期9个、上期4个；铝专班，上期3个。"


def test_a_long_chart_is_cut_and_says_how_many_there_are() -> None:
    labels = tuple(f"第{number}" for number in range(1, 61))
    chart = Chart(ChartKind.BARS, "图", labels, (Series("本期", tuple(figure(2) for _ in labels)),), line=figure(8))
    text = chart_text(chart)
    assert "第40" in text
    assert "第41" not in text
    assert text.endswith("；共60项；参考线8个。")


def test_an_empty_chart_is_its_caption() -> None:
    assert chart_text(Chart(ChartKind.BARS, "图1　无", (), ())) == "图1　无。"
