"""The sheet of choices: drop-downs take their words from it, and it is never in the way."""

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from reports.xlsx.choices_sheet import MAX_CHOICES, SHEET_NAME, link_list_name, list_ranges, write_choices
from reports.xlsx.sheet_styles import Styles

LISTS = {"信息渠道": ["云平台", "中介"], "空": [], "走访方向": ["外出"], "企业": [f"示例{n}" for n in range(300)]}


def written(folder: Path) -> openpyxl.Workbook:
    with xlsxwriter.Workbook(str(folder / "表.xlsx")) as book:
        book.add_worksheet("线索")
        write_choices(book.add_worksheet(SHEET_NAME), Styles(book), LISTS)
    return openpyxl.load_workbook(folder / "表.xlsx")


def test_every_range_holds_exactly_the_words_of_its_list(tmp_path: Path) -> None:
    sheet = written(tmp_path)[SHEET_NAME]
    ranges = list_ranges(LISTS)
    assert set(ranges) == {"信息渠道", "走访方向"}
    for name, place in ranges.items():
        cells = sheet[place.removeprefix(f"={SHEET_NAME}!").replace("$", "")]
        row = cells[0] if isinstance(cells, tuple) else [cells]
        assert [cell.value for cell in row] == LISTS[name]


def test_a_list_of_one_word_is_a_range_of_one_cell() -> None:
    assert list_ranges({"甲": ["一"]}) == {"甲": f"={SHEET_NAME}!$B$1:$B$1"}


@pytest.mark.parametrize(("count", "offered"), [(0, False), (1, True), (MAX_CHOICES, True), (MAX_CHOICES + 1, False)])
def test_lists_too_long_to_search_have_no_drop_down(count: int, offered: bool) -> None:
    assert bool(list_ranges({"甲": ["词"] * count})) is offered


def test_the_sheet_is_hidden_and_names_each_list(tmp_path: Path) -> None:
    sheet = written(tmp_path)[SHEET_NAME]
    assert sheet.sheet_state == "hidden"
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == list(LISTS)
    assert sheet.cell(4, MAX_CHOICES + 1).value == "示例249"
    assert sheet.cell(4, MAX_CHOICES + 2).value is None


def test_a_word_that_begins_like_a_formula_stays_a_word(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "式.xlsx")) as book:
        write_choices(book.add_worksheet(SHEET_NAME), Styles(book), {"甲": ["=1+1", "http://示例"]})
        book.add_worksheet("线索")
    sheet = openpyxl.load_workbook(tmp_path / "式.xlsx")[SHEET_NAME]
    assert (sheet["B1"].value, sheet["B1"].data_type) == ("=1+1", "s")
    assert sheet["C1"].hyperlink is None


def test_the_rows_of_a_ledger_are_no_dictionary() -> None:
    assert link_list_name("task_force") not in {"task_force", "专班"}
