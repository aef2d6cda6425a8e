"""Totals and groups are told by where they stand and what they lack, never by how a name begins."""

import pytest

from reports.import_reader.row_roles import is_subtotal, is_total
from reports.import_reader.table_detection import detect_layout
from tests.reports.import_reader.files import sheet_of

HEAD = ["序号", "项目名称", "投资方", "总投资"]


@pytest.mark.parametrize(
    "text",
    ["合计", "总 计", "小计", "合计：", "合计（3个）", "总计12个", "东区合计", "一、工业小计", "其中：外资"],
)
def test_the_label_of_a_total(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize(
    "text",
    ["合计科技产业园", "小计划农业项目", "其中镇光伏项目", "累计算力中心", "总计算中心", "统计局"],
)
def test_a_name_that_begins_like_one(text: str) -> None:
    assert not is_total(text)


@pytest.mark.parametrize(("text", "part"), [("合计", False), ("总计", False), ("小计", True), ("东区合计", True)])
def test_a_total_of_a_part(text: str, part: bool) -> None:
    assert is_subtotal(text) is part


def test_groups_with_a_number_and_a_title_are_no_rows() -> None:
    rows = [["一、", "工业", "", ""], [1, "甲", "甲公司", 1], ["二、", "农业", "", ""], [1, "乙", "乙公司", 2]]
    layout = detect_layout(sheet_of([HEAD, *rows]))
    assert (layout.group_rows, layout.data_rows) == ((1, 3), (2, 4))


def test_a_row_numbered_in_chinese_is_a_row() -> None:
    layout = detect_layout(sheet_of([HEAD, ["一", "甲", "甲公司", 1], ["二", "乙", "乙公司", 2]]))
    assert layout.data_rows == (1, 2)


def test_sums_without_a_word_are_a_total_and_a_row_without_a_name_is_none() -> None:
    rows = [HEAD, [1, "甲", "甲公司", 1], [2, "乙", "乙公司", 2]]
    assert detect_layout(sheet_of([*rows, ["", "", "", 3]])).total_rows == (3,)
    assert detect_layout(sheet_of([*rows, ["", "", "", 4]])).total_rows == ()


def test_a_row_of_nothing_but_a_name_is_a_row() -> None:
    layout = detect_layout(sheet_of([HEAD, [1, "甲", "甲公司", 1], [2, "乙", "", ""], [3, "丙", "丙公司", 2]]))
    assert layout.data_rows == (1, 2, 3)


@pytest.mark.parametrize("label", ["示例", "例", "（示例）", "填写示例", "例1", "样例："])
def test_a_row_numbered_as_an_example_is_not_taken(label: str) -> None:
    layout = detect_layout(sheet_of([HEAD, [label, "甲", "甲公司", 1], [1, "示例", "乙公司", 2], [2, "丙", "例", 3]]))
    assert (layout.example_rows, layout.data_rows) == ((1,), (2, 3))


def test_only_the_column_of_the_row_numbers_names_an_example() -> None:
    layout = detect_layout(sheet_of([HEAD[1:], ["示例", "甲公司", 1], ["乙", "乙公司", 2]]))
    assert (layout.example_rows, layout.data_rows) == ((), (1, 2))
