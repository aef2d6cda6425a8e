"""The projects' wall chart: every project once, marks where their days are, nothing beyond the sheet."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.rules.deadlines import DeadlineLight
from models.statistics.timelines import TimelineGroup, TimelineNode, TimelineRow
from reports.content.chart_layout import ChartText, Drawing, FilledArea, Stroke, TextAnchor, Tone, text_width
from reports.wallcharts.chart_board import DrawingArea
from reports.wallcharts.schedule_chart import MonthSpan, schedule_chart
from tests.rows import TODAY

DRAWING_AREA = DrawingArea(1100.0, 700.0, 9.5)


def line(number: int, *nodes: TimelineNode) -> TimelineRow:
    """Make a project."""
    return TimelineRow(
        f"r{number}",
        f"示例项目{number}号",
        Decimal(10_000),
        "签约",
        "",
        "示例甲",
        DeadlineLight.RED,
        date(2026, 1, 5),
        nodes,
    )


def words(drawn: Drawing) -> list[str]:
    return [shape.text for shape in drawn.shapes if isinstance(shape, ChartText)]


def filled(drawn: Drawing, tone: Tone, most: float = 12) -> list[FilledArea]:
    """Give the marks of a tone, without the bars and the legend's."""
    areas = [shape for shape in drawn.shapes if isinstance(shape, FilledArea) and shape.tone is tone]
    return [
        area for area in areas if max(y for _, y in area.points) < DRAWING_AREA.height - 2.6 * DRAWING_AREA.font_size
    ]


def middle(area: FilledArea) -> float:
    xs = [x for x, _ in area.points]
    return (min(xs) + max(xs)) / 2


def test_a_mark_stands_on_its_day_and_shows_its_state() -> None:
    group = TimelineGroup(
        "铝",
        "工科局",
        (
            line(
                1,
                TimelineNode("a", "环评", date(2026, 4, 1), date(2026, 4, 1)),
                TimelineNode("b", "用地", date(2026, 7, 1), None),
                TimelineNode("c", "验收", date(2026, 12, 20), None),
            ),
        ),
    )
    (drawn,) = schedule_chart([group], TODAY, DRAWING_AREA)
    (done,), (late,) = filled(drawn, Tone.BAR), filled(drawn, Tone.BAD)
    (heading,) = [shape for shape in drawn.shapes if isinstance(shape, ChartText) and shape.text == "4月"]
    months = [shape for shape in drawn.shapes if isinstance(shape, ChartText) and shape.text in {"4月", "5月", "7月"}]
    month = months[1].x - months[0].x
    assert middle(done) == pytest.approx(heading.x - month / 2, abs=month / 30)
    assert middle(late) == pytest.approx(months[2].x - month / 2, abs=month / 30)
    assert "用地逾期142天" in words(drawn)
    # What is only planned is hollow: an outline, never filled.
    hollow = [
        shape
        for shape in drawn.shapes
        if isinstance(shape, Stroke) and len(shape.points) == 5 and shape.tone is Tone.INK
    ]
    assert any(points[0][0] > months[2].x for points in (stroke.points for stroke in hollow))
    assert "逾期节点1个" in words(drawn)


@pytest.mark.parametrize(
    ("today", "latest", "first", "count"),
    [
        (date(2026, 11, 20), None, date(2026, 1, 1), 12),
        (date(2026, 11, 20), date(2027, 4, 2), date(2026, 1, 1), 16),
        (date(2026, 11, 20), date(2031, 4, 2), date(2026, 1, 1), 18),
        (date(2026, 2, 3), None, date(2025, 10, 1), 15),
    ],
)
def test_the_span_is_the_year_and_what_is_planned_beyond_it(
    today: date, latest: date | None, first: date, count: int
) -> None:
    nodes = (TimelineNode("a", "验收", latest, None),) if latest else ()
    assert MonthSpan.around([TimelineGroup("铝", "", (line(1, *nodes),))], today) == MonthSpan(first, count)


def test_steps_outside_the_span_are_counted_and_late_ones_never_hidden() -> None:
    nodes = (
        TimelineNode("a", "立项", date(2025, 3, 1), date(2025, 3, 1)),
        TimelineNode("b", "环评", date(2025, 5, 1), None),
        TimelineNode("c", "达产", date(2032, 5, 1), None),
    )
    (drawn,) = schedule_chart([TimelineGroup("铝", "", (line(1, *nodes),))], TODAY, DRAWING_AREA)
    texts = words(drawn)
    assert "此前完成1项" in texts
    assert "以后1项" in texts
    assert len(filled(drawn, Tone.BAD)) == 1


def test_many_projects_take_several_sheets_each_once_and_the_band_again() -> None:
    groups = [
        TimelineGroup(name, "", tuple(line(number + base) for number in range(30)))
        for name, base in (("铝", 0), ("钢", 30))
    ]
    pages = schedule_chart(groups, TODAY, DRAWING_AREA)
    assert len(pages) > 1
    named = [text for page in pages for text in words(page) if text.startswith("示例项目")]
    assert sorted(named) == sorted(f"示例项目{number}号" for number in range(60))
    assert any(text.endswith("（续）") for text in words(pages[1]))
    assert all("今天11月20日" in words(page) for page in pages)


DAYS = st.none() | st.dates(date(2024, 1, 1), date(2029, 12, 31))
NODES = st.builds(
    TimelineNode, st.just("n"), st.text("环评用地验收", min_size=1, max_size=12), DAYS, DAYS, st.booleans()
).filter(lambda node: node.plan_on or node.done_on)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(NODES, max_size=9), min_size=1, max_size=40))
def test_nothing_leaves_the_sheet_and_no_two_names_of_a_project_overlap(projects: list[list[TimelineNode]]) -> None:
    lines = tuple(
        line(number, *sorted(nodes, key=lambda node: (node.day, node.name))) for number, nodes in enumerate(projects)
    )
    for drawn in schedule_chart([TimelineGroup("铝", "工科局", lines)], TODAY, DRAWING_AREA):
        spans: dict[float, list[tuple[float, float]]] = {}
        for shape in drawn.shapes:
            points = ((shape.x, shape.y),) if isinstance(shape, ChartText) else shape.points
            assert all(-1 <= x <= DRAWING_AREA.width + 8 and -1 <= y <= DRAWING_AREA.height + 1 for x, y in points)
            if (
                isinstance(shape, ChartText)
                and shape.size == pytest.approx(DRAWING_AREA.font_size * 0.78)
                and shape.anchor is TextAnchor.LEFT
            ):
                spans.setdefault(shape.y, []).append((shape.x, shape.x + text_width(shape.text, shape.size)))
        for row in spans.values():
            assert all(before[1] <= after[0] + 0.01 for before, after in pairwise(sorted(row)))
