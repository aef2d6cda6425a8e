"""Lines of a wall chart: text is wrapped within its width, and no line begins with a closing mark."""

import pytest

from reports.content.chart_layout import FilledArea, Stroke, Tone, text_width
from reports.wallcharts.chart_board import (
    filled_rectangle,
    horizontal_line,
    outline,
    vertical_line,
    wrap_text,
)

SIZE = 10.0


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("焦化", ["焦化"]),
        ("煤焦化链", ["煤焦化链"]),  # four characters of ten points fit exactly
        ("煤焦化产业链", ["煤焦化产", "业链"]),
        ("煤焦化链，一期", ["煤焦化链，", "一期"]),  # the comma stays with its word
        ("煤焦化链）。一期", ["煤焦化链）。", "一期"]),
        ("煤焦化（一期）", ["煤焦化（", "一期）"]),
    ],
)
def test_text_is_wrapped_by_characters(text: str, lines: list[str]) -> None:
    assert wrap_text(text, 4 * SIZE, SIZE) == lines


def test_nothing_is_lost_by_wrapping() -> None:
    text = "年产100万吨焦化项目（一期），总投资12.5亿元，2026年10月开工；二期待定。"
    for characters in range(2, 20):
        lines = wrap_text(text, characters * SIZE, SIZE)
        assert "".join(lines) == text
        assert all(text_width(line.rstrip("，。、；：）%"), SIZE) <= characters * SIZE for line in lines)


def test_a_character_wider_than_its_room_still_gets_a_line() -> None:
    assert wrap_text("焦化", 1.0, SIZE) == ["焦", "化"]


def test_rectangles_begin_at_their_upper_left_corner() -> None:
    corners = ((10, 20), (40, 20), (40, 25), (10, 25))
    area = filled_rectangle(10, 20, 30, 5, Tone.RULE)
    assert isinstance(area, FilledArea)
    assert area.points == corners
    line = outline(10, 20, 30, 5, Tone.RULE)
    assert line.points == (*corners, corners[0])  # closed
    assert not line.dashed


def test_lines_run_where_they_are_asked_to() -> None:
    across, down = horizontal_line(1, 2, 9, dashed=True), vertical_line(1, 2, 9, thick=2)
    assert isinstance(across, Stroke)
    assert isinstance(down, Stroke)
    assert (across.points, across.dashed) == (((1, 2), (9, 2)), True)
    assert (down.points, down.dashed) == (((1, 2), (1, 9)), False)
