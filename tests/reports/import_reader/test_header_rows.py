"""The header of a table as offices write it: one row or several, merged or not, with units and numbers below."""

from collections.abc import Sequence
from typing import Any

import pytest

from reports.import_reader.header_rows import ColumnHeading, find_header, headings_of, is_label_row
from reports.import_reader.sheet_grid import SheetGrid
from tests.reports.import_reader.files import sheet_of

PLAIN = ["序号", "项目名称", "投资方", "总投资"]
ROWS = [[1, "汾河焦化", "甲公司", 1200], [2, "龙门医药", "乙公司", 800]]
Merges = Sequence[tuple[int, int, int, int]]


def header_span(rows: Sequence[Any], merges: Merges = ()) -> tuple[int, int, tuple[int, ...], bool] | None:
    header = find_header(SheetGrid(sheet_of(rows, merges)))
    return None if header is None else (header.top, header.bottom, header.hint_rows, header.is_certain)


def headings(rows: Sequence[Any], merges: Merges = ()) -> list[tuple[str, str]]:
    """Return each column's heading and unit."""
    grid = SheetGrid(sheet_of(rows, merges))
    header = find_header(grid)
    assert header is not None
    return [(heading.text, heading.unit) for heading in headings_of(grid, header)]


# --- where it stands ------------------------------------------------------------------------------------------------
def test_a_header_of_one_row() -> None:
    assert header_span([PLAIN, *ROWS]) == (0, 0, (), True)


def test_titles_and_lines_of_the_office_stand_above_it() -> None:
    title = ["河津市招商项目台账", None, None, None]
    office = ["填报单位：招商局", None, "填报时间：2026年10月", None]
    assert header_span([title, office, PLAIN, *ROWS], [(0, 0, 0, 3)]) == (2, 2, (), True)
    assert header_span([title, [None] * 4, office, PLAIN, *ROWS]) == (3, 3, (), True)


def test_a_sheet_of_sentences_has_no_header() -> None:
    assert header_span([["说明"], ["一、请按月填报。"], ["二、金额以万元计。"]]) is None
    assert header_span([[1, 2, 3], [4, 5, 6]]) is None
    assert header_span([[None, None]]) is None


def test_a_table_is_looked_for_in_the_first_forty_rows() -> None:
    blanks: list[list[object]] = [[None] * 4 for _ in range(39)]
    assert header_span([*blanks, PLAIN, *ROWS]) == (39, 39, (), True)
    assert header_span([*blanks, [None] * 4, PLAIN, *ROWS]) is None


@pytest.mark.parametrize(
    ("named", "certain"),
    [(6, True), (5, False), (4, False), (3, None)],
)
def test_a_row_must_name_most_of_the_columns(named: int, certain: bool | None) -> None:
    head = [f"栏{'甲乙丙丁戊己'[number]}" if number < named else None for number in range(10)]
    values = [1.5] * 10
    header = header_span([head, values, values])
    assert (None if header is None else header[3]) is certain


def test_years_among_the_headings_are_headings() -> None:
    assert header_span([["指标", "单位", 2024, 2025], ["税收", "万元", 1, 2], ["产值", "万元", 3, 4]]) == (
        0,
        0,
        (),
        True,
    )
    assert header_span([["指标", 17, 18], ["税收", 1, 2]]) is None


@pytest.mark.parametrize(
    ("row", "label"),
    [
        (["填报单位：招商局", None, "填报时间：10月"], True),
        (["单 位 : 万元"], True),
        (["项目名称", "备注：", "投资方"], False),
        (["项目名称", "投资方"], False),
        (["填报人：", "王"], True),
        ([None], False),
    ],
)
def test_a_line_of_labelled_values(row: list[str | None], label: bool) -> None:
    assert is_label_row(SheetGrid(sheet_of([row])).cells(0)) is label


# --- several rows ---------------------------------------------------------------------------------------------------
GROUPED = [["序号", "项目", None, "投资（万元）", None], [None, "名称", "业主", "计划", "完成"]]
GROUPED_MERGES = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)]
GROUPED_ROWS = [[1, "汾河焦化", "甲公司", 1200, 300], [2, "龙门医药", "乙公司", 800, 0]]


@pytest.mark.parametrize("merges", [GROUPED_MERGES, GROUPED_MERGES[1:]], ids=["all merged", "number not merged"])
def test_group_headings_go_before_the_columns_they_group(merges: Merges) -> None:
    rows = [*GROUPED, *GROUPED_ROWS]
    assert header_span(rows, merges) == (0, 1, (), True)
    assert headings(rows, merges) == [
        ("序号", ""),
        ("项目 名称", ""),
        ("项目 业主", ""),
        ("投资 计划", "万元"),
        ("投资 完成", "万元"),
    ]


def test_three_rows_of_headings() -> None:
    rows = [
        ["项目名称", "投资", None, None],
        [None, "总投资", "其中", None],
        [None, None, "外资", "内资"],
        ["汾河焦化", 1200, 200, 1000],
        ["龙门医药", 800, 0, 800],
    ]
    merges = [(0, 0, 2, 0), (0, 1, 0, 3), (1, 1, 2, 1), (1, 2, 1, 3)]
    assert header_span(rows, merges) == (0, 2, (), True)
    assert [text for text, _ in headings(rows, merges)] == [
        "项目名称",
        "投资 总投资",
        "投资 其中 外资",
        "投资 其中 内资",
    ]


def test_group_headings_that_nobody_merged() -> None:
    rows = [
        ["序号", "项目名称", "联系人", None, "备注"],
        [None, None, "姓名", "电话", None],
        [1, "汾河焦化", "示例甲", "13800000000", "无"],
        [2, "龙门医药", "示例乙", "13900000000", "无"],
    ]
    assert header_span(rows) == (0, 1, (), True)
    assert [text for text, _ in headings(rows)] == ["序号", "项目名称", "联系人 姓名", "联系人 电话", "备注"]


def test_a_first_row_of_words_is_not_taken_for_a_second_header_row() -> None:
    rows = [["项目名称", "投资方", "备注"], ["汾河焦化", "甲公司", "在谈"], ["龙门医药", "乙公司", "签约"]]
    assert header_span(rows) == (0, 0, (), True)


def test_a_wide_title_over_a_whole_header_is_no_group_heading() -> None:
    rows = [["河津市重点项目", None, None, None], PLAIN, *ROWS]
    assert header_span(rows, [(0, 0, 0, 3)]) == (1, 1, (), True)
    assert [text for text, _ in headings(rows, [(0, 0, 0, 3)])] == PLAIN


# --- units and numbers below ----------------------------------------------------------------------------------------
def test_a_row_of_units_below_gives_the_units() -> None:
    rows = [["项目名称", "总投资", "用地", "用工"], [None, "（万元）", "（亩）", "（人）"], ["汾河焦化", 1200, 30, 80]]
    assert header_span(rows) == (0, 0, (1,), True)
    assert headings(rows) == [("项目名称", ""), ("总投资", "万元"), ("用地", "亩"), ("用工", "人")]


def test_a_unit_in_the_heading_is_kept_before_one_below() -> None:
    rows = [["项目名称", "总投资（亿元）"], ["（全称）", "（万元）"], ["汾河焦化", 12]]
    assert headings(rows) == [("项目名称", ""), ("总投资", "亿元")]


@pytest.mark.parametrize(
    ("numbers", "hint_rows"),
    [
        ([1, 2, 3, 4], (1,)),
        ([0, 1, 2, 3], (1,)),
        (["甲", 1, 2, 3], (1,)),
        (["甲", 1.0, 2.0, 3.0], (1,)),
        (["甲", "乙", 1, 2], (1,)),
        ([2, 3, 4, 5], ()),
        ([1, 2, 4, 5], ()),
        ([1, "汾河焦化", 2, 3], ()),
    ],
)
def test_a_row_that_numbers_the_columns_is_no_row_of_the_table(numbers: list[Any], hint_rows: tuple[int, ...]) -> None:
    header = header_span([PLAIN, numbers, *ROWS])
    assert header is not None
    assert header[2] == hint_rows


def test_units_and_numbers_may_stand_below_each_other() -> None:
    rows = [PLAIN, [None, "（全称）", None, "（万元）"], ["甲", 1, 2, 3], *ROWS]
    assert header_span(rows) == (0, 0, (1, 2), True)


# --- the words of a heading -----------------------------------------------------------------------------------------
def test_a_heading_merged_downwards_is_said_once() -> None:
    rows = [["项目名称", "总投资"], [None, None], ["汾河焦化", 1200]]
    assert headings(rows, [(0, 0, 1, 0), (0, 1, 1, 1)]) == [("项目名称", ""), ("总投资", "")]


def test_a_column_without_a_heading_is_left_out() -> None:
    grid = SheetGrid(sheet_of([["项目名称", None, "投资方", "总投资"], ["汾河焦化", "某", "甲公司", 12]]))
    header = find_header(grid)
    assert header is not None
    assert [heading.column for heading in headings_of(grid, header)] == [0, 2, 3]


def test_the_text_of_a_heading_is_one_line() -> None:
    assert ColumnHeading(3, ("项目业主单位", "联系人"), "").text == "项目业主单位 联系人"
