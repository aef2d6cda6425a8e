"""Tables below and beside each other are parted where a person would part them, and one table stays one."""

import pytest

from reports.import_reader.table_blocks import Block, cut_out, find_blocks
from reports.import_reader.table_detection import detect_tables
from reports.import_reader.workbook_data import CellValue, MergedArea, SheetData
from tests.reports.import_reader.files import sheet_of

HEAD: list[CellValue] = ["序号", "项目名称", "投资方", "总投资（万元）"]
BLANK: list[CellValue] = ["", "", "", ""]


def data_rows(rows: list[list[CellValue]]) -> list[tuple[int, ...]]:
    """Return the data rows of each table found, counted from the sheet's first row."""
    return [layout.data_rows for layout in detect_tables(sheet_of(rows))]


def test_a_sheet_with_one_table_is_one_block() -> None:
    rows = [["签约项目", "", "", ""], HEAD, [1, "甲", "甲公司", 1], [2, "乙", "乙公司", 2]]
    assert find_blocks(sheet_of(rows)) == (Block(0, 3, 0, 3),)


def test_an_empty_sheet_is_one_block() -> None:
    assert len(find_blocks(SheetData("空", []))) == 1


def test_a_second_heading_row_begins_a_table_with_its_title() -> None:
    second: list[CellValue] = ["序号", "项目名称", "投资方", "拟投资（亿元）"]
    rows = [HEAD, [1, "甲", "甲公司", 1], BLANK, ["在谈项目", "", "", ""], second, [1, "乙", "乙公司", 2]]
    first, other = detect_tables(sheet_of(rows))
    assert (first.data_rows, other.data_rows) == ((1,), (5,))
    assert (other.title, other.name) == ("在谈项目", "Sheet1（第二张表）")
    assert (first.headings[3].unit, other.headings[3].unit) == ("万元", "亿元")


def test_the_same_head_again_is_a_printed_page_unless_a_title_stands_above_it() -> None:
    assert data_rows([HEAD, [1, "甲", "甲公司", 1], HEAD, [2, "乙", "乙公司", 2]]) == [(1, 3)]
    titled: list[CellValue] = ["在谈项目", "", "", ""]
    assert data_rows([HEAD, [1, "甲", "甲公司", 1], titled, HEAD, [1, "乙", "乙公司", 2]]) == [(1,), (4,)]


def test_a_row_of_words_is_no_heading() -> None:
    words: list[CellValue] = ["三", "项目名称待定", "投资方甲", "面议"]
    assert data_rows([HEAD, [1, "甲", "甲公司", 1], words, [2, "乙", "乙公司", 2]]) == [(1, 2, 3)]


@pytest.mark.parametrize("gap", [[], [""]], ids=["touching", "with a gap"])
def test_tables_beside_each_other_are_parted_where_the_headings_come_again(gap: list[CellValue]) -> None:
    head: list[CellValue] = ["序号", "项目名称", "总投资"]
    rows = [[*head, *gap, *head], [1, "甲", 1, *gap, 1, "丙", 3], [2, "乙", 2, *gap, "", "", ""]]
    left, right = detect_tables(sheet_of(rows))
    assert [heading.column for heading in right.headings] == [3 + len(gap), 4 + len(gap), 5 + len(gap)]
    assert (left.data_rows, right.data_rows) == ((1, 2), (1,))


def test_a_gap_inside_one_table_parts_nothing() -> None:
    rows: list[list[CellValue]] = [["序号", "项目名称", "", "投资方", "总投资"], [1, "甲", "", "甲公司", 1]]
    assert len(find_blocks(sheet_of(rows))) == 1


def test_a_block_keeps_the_merged_areas_inside_it() -> None:
    sheet = SheetData("表", [["", "", ""] for _ in range(4)], merges=(MergedArea(1, 1, 3, 2), MergedArea(0, 0, 0, 2)))
    assert cut_out(sheet, Block(1, 2, 1, 2)).merges == (MergedArea(0, 0, 1, 1),)
