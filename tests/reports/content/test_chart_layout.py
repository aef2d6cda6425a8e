"""Charts keep within their room, show every number once, and are true to scale."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.content.chart_layout import (
    ChartText,
    Drawing,
    FilledArea,
    Stroke,
    TextAnchor,
    Tone,
    ellipsize,
    lay_out_chart,
    text_width,
)
from reports.content.document import Chart, ChartKind, Series
from reports.figures.figure import EMPTY, Figure


def figure(value: str | None, unit: str = "个", places: int = 0) -> Figure:
    """Make a figure."""
    return Figure("k", "签约项目", unit, None if value is None else Decimal(value), "计数", (), places)


def chart(kind: ChartKind, *rows: tuple[str | None, ...], line: Figure | None = None) -> Chart:
    """Make a chart with a label a column."""
    series = tuple(Series(f"第{number}组", tuple(map(figure, row))) for number, row in enumerate(rows, 1))
    return Chart(kind, "图", tuple(f"示例专班{number}" for number in range(len(rows[0]))), series, "个", line)


def width_of(area: FilledArea) -> float:
    """Give how wide an area is at its top."""
    xs = sorted(x for x, y in area.points if y == min(y for _, y in area.points))
    return xs[-1] - xs[0]


def bars(drawn: Drawing) -> list[FilledArea]:
    """Give the areas that stand for figures."""
    return [shape for shape in drawn.shapes if isinstance(shape, FilledArea) and shape.figure]


def test_a_bar_is_as_long_as_its_number() -> None:
    drawn = lay_out_chart(chart(ChartKind.BARS, ("12", "6", "3", "0")), 400)
    long, half, quarter = map(width_of, bars(drawn))
    assert [long / half, long / quarter] == pytest.approx([2, 4])


def test_the_dashed_line_stands_at_its_value_and_tells_who_is_behind() -> None:
    drawn = lay_out_chart(chart(ChartKind.BARS, ("80", "40"), line=figure("60")), 400)
    (dashed,) = [shape for shape in drawn.shapes if isinstance(shape, Stroke) and shape.dashed]
    ahead, behind = bars(drawn)
    zero = min(x for x, _ in ahead.points)
    assert dashed.points[0][0] - zero == pytest.approx(width_of(ahead) * 60 / 80)
    assert ahead.tone is not behind.tone


def test_a_number_that_cannot_be_had_prints_a_dash_and_no_bar() -> None:
    drawn = lay_out_chart(chart(ChartKind.BARS, ("5", None)), 400)
    assert len(bars(drawn)) == 1
    assert EMPTY in [shape.text for shape in drawn.shapes if isinstance(shape, ChartText)]


def test_a_funnel_tells_what_share_came_through() -> None:
    drawn = lay_out_chart(chart(ChartKind.FUNNEL, ("200", "50", "0")), 500)
    labels = [shape.text for shape in drawn.shapes if isinstance(shape, ChartText) and "转化" in shape.text]
    assert labels == ["转化 25%", "转化 0%"]
    first, second, _ = bars(drawn)
    assert width_of(first) / width_of(second) == pytest.approx(4)
    # More came out than went in: the others skipped the step, and 200 % of it is no share.
    grown = lay_out_chart(chart(ChartKind.FUNNEL, ("50", "100", "100")), 500)
    labels = [shape.text for shape in grown.shapes if isinstance(shape, ChartText) and "转化" in shape.text]
    assert labels == ["转化 100%"]


def test_places_say_who_rose_and_who_fell_and_two_on_one_place_do_not_overlap() -> None:
    drawn = lay_out_chart(chart(ChartKind.PLACES, ("1", "2", "2", "4"), ("4", "2", "1", "3")), 500)
    words = [shape for shape in drawn.shapes if isinstance(shape, ChartText)]
    assert sorted(word.text for word in words if word.text[0] in "↑↓") == ["↑3", "↓1", "↓1"]
    names = [word.y for word in words if word.text.startswith("示例")]
    assert len(set(names)) == 4


@given(
    kind=st.sampled_from(ChartKind),
    rows=st.integers(1, 2).flatmap(
        lambda rows: st.integers(1, 12).flatmap(
            lambda columns: st.lists(
                st.lists(st.one_of(st.none(), st.integers(0, 40).map(str)), min_size=columns, max_size=columns),
                min_size=rows,
                max_size=rows,
            )
        )
    ),
    width=st.floats(260, 900),
)
def test_every_chart_stays_within_its_room(kind: ChartKind, rows: list[list[str | None]], width: float) -> None:
    drawn = lay_out_chart(chart(kind, *map(tuple, rows)), width)
    for shape in drawn.shapes:
        if isinstance(shape, ChartText):
            wide = text_width(shape.text, shape.size)
            left = shape.x - {TextAnchor.LEFT: 0, TextAnchor.CENTRE: wide / 2, TextAnchor.RIGHT: wide}[shape.anchor]
            assert left >= -1
            assert left + wide <= width + 1
            assert -1 <= shape.y <= drawn.height + shape.size * (20 if kind is ChartKind.PLACES else 1)
        else:
            assert all(-1 <= x <= width + 1 for x, _ in shape.points)


def test_a_name_too_long_is_cut_with_dots() -> None:
    assert ellipsize("新能源新材料专班", 50, 10) == "新能源新…"
    assert ellipsize("短", 50, 10) == "短"


def test_the_dashed_line_runs_under_a_number_and_not_through_it() -> None:
    drawn = lay_out_chart(chart(ChartKind.BARS, ("80", "58", "5"), line=figure("60")), 400)
    shapes = list(drawn.shapes)
    dashed = next(at for at, shape in enumerate(shapes) if isinstance(shape, Stroke) and shape.dashed)
    numbers = [
        at for at, shape in enumerate(shapes) if isinstance(shape, ChartText) and shape.text in {"80", "58", "5"}
    ]
    backgrounds = [at for at, shape in enumerate(shapes) if isinstance(shape, FilledArea) and shape.tone is Tone.PAPER]
    assert len(numbers) == 3
    assert dashed < min(backgrounds) <= max(backgrounds) < min(numbers)
    crossed = shapes[backgrounds[0]]
    assert isinstance(crossed, FilledArea)
    line = shapes[dashed]
    assert isinstance(line, Stroke)
    assert min(x for x, _ in crossed.points) <= line.points[0][0] <= max(x for x, _ in crossed.points)


@pytest.mark.parametrize("kind", ChartKind)
def test_a_chart_set_closer_is_lower_and_keeps_its_type_and_its_numbers(kind: ChartKind) -> None:
    wide = chart(kind, tuple(str(number) for number in range(1, 9)))
    usual, close = lay_out_chart(wide, 440), lay_out_chart(wide, 440, spread=0.7)
    assert close.height < usual.height * 0.95
    words = [
        [(shape.text, shape.size) for shape in each.shapes if isinstance(shape, ChartText)] for each in (usual, close)
    ]
    assert words[0] == words[1]
    rows = sorted(
        {shape.y for shape in close.shapes if isinstance(shape, ChartText) and shape.anchor is TextAnchor.RIGHT}
    )
    assert all(after - before > 9 for before, after in pairwise(rows))
