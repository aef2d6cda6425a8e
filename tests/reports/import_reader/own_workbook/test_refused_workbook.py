"""The workbook that goes back to its sender: everything as it was, the refused cells marked and explained."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.exchange.sheet_import.row_outcome import RejectedCell
from reports.import_reader.own_workbook.refused_workbook import CellRemarks, write_refused_workbook
from reports.import_reader.workbook_data import HIDDEN, VERY_HIDDEN, VISIBLE, MergedArea, SheetData, WorkbookData
from tests.reports.import_reader.files import read

MARKED = "FFFFF2A8"
ROWS: list[list[Any]] = [
    ["河津市线索台账", "", "", ""],
    ["名称", "总投资", "登记时间", "跟进"],
    ["汾河焦化", 1200.5, date(2026, 9, 1), True],
    ["=1+1", "面议", "", False],
    ["", "", "", ""],
]
LEADS = SheetData("线索", ROWS, merges=(MergedArea(0, 0, 0, 3),), faults={(3, 2): "#REF!"})


def remarks(**texts: str) -> CellRemarks:
    return CellRemarks(dict(texts), header_rows=(1,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the workbook is written."""
    return tmp_path / "退回.xlsx"


def written(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def colour(cell: Any) -> str:
    return str(cell.fill.fgColor.rgb) if cell.fill.fill_type else ""


def test_only_refused_cells_are_marked_and_each_says_why(path: Path) -> None:
    source = WorkbookData("甲.xlsx", (LEADS,))
    count = write_refused_workbook(path, source, {"线索": remarks(B4="总投资：“面议”不是数。", C3="登记时间在以后。")})
    sheet = written(path)["线索"]
    assert count == 2
    commented = {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
    assert commented == {"B4": "总投资：“面议”不是数。", "C3": "登记时间在以后。"}
    assert {cell.coordinate for row in sheet.iter_rows() for cell in row if colour(cell) == MARKED} == {"B4", "C3"}


def test_values_keep_their_types(path: Path) -> None:
    write_refused_workbook(path, WorkbookData("甲.xlsx", (LEADS,)), {"线索": remarks(B4="错")})
    sheet = read(path).sheets[0]
    assert sheet.rows[:3] == ROWS[:3]
    assert sheet.rows[3] == ["=1+1", "面议", "#REF!", False]
    assert sheet.faults == {}, "a text that begins like a formula stays a text"
    assert sheet.merges == (MergedArea(0, 0, 0, 3),)


def test_a_blank_cell_can_be_refused_too(path: Path) -> None:
    assert write_refused_workbook(path, WorkbookData("甲.xlsx", (LEADS,)), {"线索": remarks(A5="名称没有填。")}) == 1
    assert colour(written(path)["线索"]["A5"]) == MARKED


def test_hidden_sheets_go_back_hidden_and_without_remarks(path: Path) -> None:
    hidden = SheetData("选项", [["云平台"], ["中介"]], visible=HIDDEN)
    deep = SheetData("_招商台账_", [["zhuanban 1"]], visible=VERY_HIDDEN)
    source = WorkbookData("甲.xlsx", (deep, LEADS, hidden))
    count = write_refused_workbook(path, source, {"线索": remarks(B4="错"), "选项": CellRemarks({"A1": "不该有"})})
    assert count == 1
    book = written(path)
    assert [sheet.sheet_state for sheet in book.worksheets] == ["veryHidden", "visible", "hidden"]
    assert book["选项"]["A2"].value == "中介"
    assert book["_招商台账_"]["A1"].value == "zhuanban 1"


@pytest.mark.parametrize(("refused", "shown"), [("乙", 1), ("丙", 2), ("", 0)])
def test_it_opens_at_the_first_sheet_with_a_remark(path: Path, refused: str, shown: int) -> None:
    sheets = tuple(SheetData(name, [["名称"], ["某"]], visible=VISIBLE) for name in "甲乙丙")
    write_refused_workbook(
        path, WorkbookData("甲.xlsx", sheets), {refused: CellRemarks({"A2": "错"})} if refused else {}
    )
    assert written(path).active.title == "甲乙丙"[shown]


def test_the_header_stays_in_sight_and_the_page_fits_its_width(path: Path) -> None:
    write_refused_workbook(path, WorkbookData("甲.xlsx", (LEADS,)), {"线索": remarks(B4="错")})
    sheet = written(path)["线索"]
    assert sheet.freeze_panes == "A3"
    assert sheet["B2"].font.bold
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages down as it takes


def test_columns_are_as_wide_as_their_texts_within_reason(path: Path) -> None:
    rows: list[list[Any]] = [["短", "长" * 15, "很长" * 50, "abcdefghij"]]
    write_refused_workbook(path, WorkbookData("甲.xlsx", (SheetData("表", rows),)), {})
    sheet = written(path)["表"]
    widths = [round(sheet.column_dimensions[letter].width) for letter in "ABCD"]
    assert widths == pytest.approx([8, 32, 40, 12], abs=1)


def test_a_merged_title_does_not_widen_its_first_column(path: Path) -> None:
    title = SheetData("表", [["很长的标题" * 6, ""], ["甲", "乙"]], merges=(MergedArea(0, 0, 0, 1),))
    write_refused_workbook(path, WorkbookData("甲.xlsx", (title,)), {})
    assert written(path)["表"].column_dimensions["A"].width == pytest.approx(8, abs=1)


def test_merged_areas_of_a_broken_file_cost_no_value(path: Path) -> None:
    areas = (MergedArea(0, 0, 1, 1), MergedArea(1, 1, 2, 2), MergedArea(9, 0, 9, 1), MergedArea(2, 2, 2, 2))
    sheet = SheetData("表", [["甲", "", ""], ["", "乙", ""], ["", "", "丙"]], merges=areas)
    write_refused_workbook(path, WorkbookData("甲.xlsx", (sheet,)), {})
    back = read(path).sheets[0]
    assert back.rows[0][0] == "甲"
    assert back.rows[2][2] == "丙"
    assert back.merges == (MergedArea(0, 0, 1, 1),)


def test_remarks_on_one_cell_are_put_below_each_other_with_the_suggestion() -> None:
    given = CellRemarks()
    given.add_rejected(
        [
            RejectedCell("channel", "B4", "信息渠道", "云台", "信息渠道：没有“云台”。", "云平台"),
            RejectedCell("name", "A4", "线索名称", "", "名称没有填。"),
        ]
    )
    given.add("B4", "这一行没有收。")
    assert given.texts == {"B4": "信息渠道：没有“云台”。\n是不是“云平台”？\n这一行没有收。", "A4": "名称没有填。"}


def test_sheet_names_too_alike_for_excel_are_told_apart(path: Path) -> None:
    sheets = tuple(SheetData(name, [[name]]) for name in ("Leads", "LEADS", "线索"))
    write_refused_workbook(path, WorkbookData("甲.ods", sheets), {})
    book = written(path)
    assert len({name.lower() for name in book.sheetnames}) == 3
    assert [sheet["A1"].value for sheet in book.worksheets] == ["Leads", "LEADS", "线索"]
