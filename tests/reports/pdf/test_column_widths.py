"""A table fits the page, its numbers stay whole and its long texts get the room."""

from itertools import pairwise

import pytest

from reports.content.document import Align, Row, Table, TableColumn, TextSpan
from reports.pdf.column_widths import CELL_PADDING, choose_columns, measure_columns
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.line_breaking import Breaker, TextStyle
from tests.reports.pdf.sheets import cell_span, table

BREAKER = Breaker(FontSet.bundled())


def column_widths(table: Table, width: float, largest: float) -> tuple[float, tuple[float, ...]]:
    return choose_columns(measure_columns(BREAKER, table), width, largest)


def widths(edges: tuple[float, ...]) -> list[float]:
    return [right - left for left, right in pairwise(edges)]


def test_columns_fill_the_page() -> None:
    size, edges = column_widths(table(5), 442.2, 14.0)
    assert edges[0] == 0
    assert edges[-1] == pytest.approx(442.2)
    assert 9 <= size <= 14


def test_a_number_is_never_broken_however_narrow_its_column_was_declared() -> None:
    long = Table(
        "", tuple(TableColumn(f"列{n}", 1, Align.RIGHT) for n in range(9)), (Row((cell_span("123456789"),) * 9),)
    )
    size, edges = column_widths(long, 442.2, 14.0)
    needed = BREAKER.width("123,456,789", TextStyle(FontRole.BODY, size))
    assert all(width - 2 * CELL_PADDING * size >= needed for width in widths(edges))


def test_a_date_is_never_broken_either() -> None:
    dates = Table("", tuple(TableColumn("开工", 3) for _ in range(6)), (Row((TextSpan("2026年10月"),) * 6),))
    size, edges = column_widths(dates, 442.2, 14.0)
    needed = BREAKER.width("2026年10月", TextStyle(FontRole.BODY, size))
    assert all(width - 2 * CELL_PADDING * size >= needed for width in widths(edges))


def test_a_table_wider_than_any_type_allows_is_scaled_down_onto_the_page() -> None:
    wide = Table("", tuple(TableColumn(f"第{n}列", 9) for n in range(20)), ())
    size, edges = column_widths(wide, 442.2, 14.0)
    assert size == 5.5
    assert edges[-1] == pytest.approx(442.2)


def test_room_goes_to_the_column_with_the_long_texts() -> None:
    row = Row((TextSpan("1"), TextSpan("各专班要对照年度目标任务倒排工期挂图作战确保全年任务圆满完成")))
    _, edges = column_widths(Table("", (TableColumn("序号", 2), TableColumn("说明", 4)), (row,) * 3), 442.2, 14.0)
    first, second = widths(edges)
    assert second > 4 * first


def test_a_table_that_would_go_below_nine_points_has_its_texts_narrowed() -> None:
    """Eight columns of 6.6 ems need 8.4 points on 156 mm; narrowed to their five characters they need 9.9."""
    columns = tuple(TableColumn("列", 6) for _ in range(8))
    text_rows = (Row((TextSpan("示例专班"),) * 8),) * 3
    size, edges = column_widths(Table("", columns, text_rows), 442.2, 14.0)
    assert size == 9.0
    needed = BREAKER.width("示例专班", TextStyle(FontRole.BODY, size))
    assert min(widths(edges)) - 2 * CELL_PADDING * size >= needed


def test_numbers_and_titles_are_never_narrowed() -> None:
    columns = tuple(TableColumn("项目名称", 7, Align.RIGHT) for _ in range(8))
    numbers = Table("", columns, (Row((cell_span("12345678", 2),) * 8),))
    size, edges = column_widths(numbers, 442.2, 14.0)
    needed = BREAKER.width("12,345,678.00", TextStyle(FontRole.BODY, size))
    assert min(widths(edges)) - 2 * CELL_PADDING * size >= needed


def test_a_table_is_readable_from_nine_points_on() -> None:
    """Nine columns of five characters and their padding are 50.4 ems: 453.6 points at 9, 449.9 narrowed no further."""
    needs = measure_columns(BREAKER, Table("", tuple(TableColumn("列", 5) for _ in range(9)), ()))
    narrowest = (1.0 + 2 * CELL_PADDING) * 9  # an empty column shrinks to its title
    assert needs.fits(narrowest * 9 + 0.1)
    assert not needs.fits(narrowest * 9 - 0.1)
