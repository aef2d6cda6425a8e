"""A table fits the page, its numbers stay whole and its long texts get the room."""

from itertools import pairwise

import pytest

from reports.content import Align, Column, Row, Span, Table
from reports.paper.columns import PAD, columns, needs_of
from reports.paper.faces import Faces, Role
from reports.paper.lines import Breaker, Style
from tests.reports.paper.sheets import counted, table

BREAKER = Breaker(Faces.bundled())


def laid(table: Table, width: float, largest: float) -> tuple[float, tuple[float, ...]]:
    return columns(needs_of(BREAKER, table), width, largest)


def widths(edges: tuple[float, ...]) -> list[float]:
    return [right - left for left, right in pairwise(edges)]


def test_columns_fill_the_page() -> None:
    size, edges = laid(table(5), 442.2, 14.0)
    assert edges[0] == 0
    assert edges[-1] == pytest.approx(442.2)
    assert 9 <= size <= 14


def test_a_number_is_never_broken_however_narrow_its_column_was_declared() -> None:
    long = Table("", tuple(Column(f"列{n}", 1, Align.RIGHT) for n in range(9)), (Row((counted("123456789"),) * 9),))
    size, edges = laid(long, 442.2, 14.0)
    needed = BREAKER.width("123,456,789", Style(Role.BODY, size))
    assert all(width - 2 * PAD * size >= needed for width in widths(edges))


def test_a_date_is_never_broken_either() -> None:
    dates = Table("", tuple(Column("开工", 3) for _ in range(6)), (Row((Span("2026年10月"),) * 6),))
    size, edges = laid(dates, 442.2, 14.0)
    needed = BREAKER.width("2026年10月", Style(Role.BODY, size))
    assert all(width - 2 * PAD * size >= needed for width in widths(edges))


def test_a_table_wider_than_any_type_allows_is_scaled_down_onto_the_page() -> None:
    wide = Table("", tuple(Column(f"第{n}列", 9) for n in range(20)), ())
    size, edges = laid(wide, 442.2, 14.0)
    assert size == 5.5
    assert edges[-1] == pytest.approx(442.2)


def test_room_goes_to_the_column_with_the_long_texts() -> None:
    row = Row((Span("1"), Span("各专班要对照年度目标任务倒排工期挂图作战确保全年任务圆满完成")))
    _, edges = laid(Table("", (Column("序号", 2), Column("说明", 4)), (row,) * 3), 442.2, 14.0)
    first, second = widths(edges)
    assert second > 4 * first
