"""Import rows carry the unit of their heading, the faults of their cells and the filled-down merged texts."""

from decimal import Decimal
from typing import Any

from models.exchange.sheet_import.import_rows import ImportTable
from models.fields.field import field_of
from models.fields.kind import ReadContext
from models.ledgers import Project
from reports.import_reader.column_mapping import map_columns
from reports.import_reader.foreign_rows import foreign_import_table
from reports.import_reader.table_detection import detect_layout
from reports.import_reader.workbook_data import NO_VALUE, MergedArea, SheetData, WorkbookData
from tests.reports.import_reader.files import sheet_of


def import_table_of(sheet: SheetData, ledger: str = "project") -> ImportTable:
    """Offer a sheet as it was found."""
    layout = detect_layout(sheet)
    return foreign_import_table(WorkbookData("表.xlsx", (sheet,)), sheet, layout, map_columns(sheet, layout, ledger))


def total(raw: Any) -> Decimal:
    """Read an imported amount with its field: whatever the unit, the result is in 万元."""
    amount: Decimal = field_of(Project, "total").read(raw, ReadContext()).value
    return amount


def test_a_unit_in_the_heading_is_said_in_the_cell() -> None:
    sheet = sheet_of([["项目名称", "总投资（亿元）"], ["甲", 1.2], ["乙", "约3"], ["丙", "5000万元"], ["丁", "待定"]])
    cells = [row.raw("total") for row in import_table_of(sheet).rows]
    assert cells == ["1.2亿元", "约3亿元", "5000万元", "待定"]
    assert [total(cell) for cell in cells[:3]] == [12000, 30000, 5000]


def test_the_unit_line_speaks_where_the_heading_is_silent() -> None:
    rows = [["台账"], ["单位：亿元"], ["项目名称", "总投资", "固定资产投资（万元）"], ["甲", 0.5, 300]]
    row = import_table_of(sheet_of(rows, [(0, 0, 0, 2), (1, 0, 1, 2)])).rows[0]
    assert (row.raw("total"), row.raw("fixed")) == ("0.5亿元", 300)


def test_a_line_that_other_columns_need_does_not_contradict_a_heading_with_its_own_unit() -> None:
    head = ["项目名称", "总投资（亿元）", "固定资产投资"]
    both = sheet_of([["台账", "", ""], ["单位：万元", "", ""], head, ["甲", 1.5, 300]], [(0, 0, 0, 2), (1, 0, 1, 2)])
    (row,) = import_table_of(both).rows
    assert total(row.raw("total")) == 15_000
    assert row.raw("fixed") == 300
    alone = sheet_of(
        [["台账", ""], ["单位：万元", ""], ["项目名称", "总投资（亿元）"], ["甲", 1.5], ["乙", 2]],
        [(0, 0, 0, 1), (1, 0, 1, 1)],
    )
    assert all(
        "分不清" in cell.fault for row in import_table_of(alone).rows for cell in row.cells if cell.key == "total"
    )


def test_yuan_are_yuan() -> None:
    sheet = sheet_of([["项目名称", "总投资（元）"], ["甲", 12_000_000], ["乙", 8000]])
    assert [total(row.raw("total")) for row in import_table_of(sheet).rows] == [1200, Decimal("0.8")]


def test_words_of_a_merged_area_go_down_and_its_number_does_not() -> None:
    rows = [["项目名称", "投资方", "总投资"], ["甲", "某公司", 500], ["乙", "", ""], ["丙", "另一家", 7]]
    rows_read = import_table_of(sheet_of(rows, [(1, 1, 2, 1), (1, 2, 2, 2)])).rows
    assert [row.raw("investor") for row in rows_read] == ["某公司", "某公司", "另一家"]
    assert [row.raw("total") for row in rows_read] == [500, "", 7]
    assert "合并" in next(cell.fault for cell in rows_read[1].cells if cell.key == "total")


def test_faults_are_named_with_their_cell() -> None:
    sheet = sheet_of([["项目名称", "总投资", "项目编号"], ["甲", "", 123456789012345678], ["乙", "", "001"]])
    sheet = SheetData(sheet.name, sheet.rows, faults={(1, 1): "#REF!", (2, 1): NO_VALUE})
    first, second = import_table_of(sheet).rows
    cell_faults = {cell.address: cell.fault for cell in (*first.cells, *second.cells) if cell.fault}
    assert cell_faults.keys() == {"B2", "C2", "B3"}
    assert "#REF!" in cell_faults["B2"]
    assert "15 位" in cell_faults["C2"]
    assert "没有算出值" in cell_faults["B3"]
    assert second.raw("number") == "001"


def test_rows_of_nothing_but_noughts_are_left_out() -> None:
    offer = import_table_of(sheet_of([["项目名称", "总投资"], ["", 0], [" ", ""], ["甲", 0]]))
    assert [row.row_number for row in offer.rows] == [4]


def test_what_stands_outside_the_table() -> None:
    rows = [
        ["2026年来访接待登记"],
        ["填报单位：焦化专班"],
        ["接待日期", "来访单位", "陪同领导"],
        ["3月2日", "某公司", "某某"],
    ]
    offer = import_table_of(sheet_of(rows, [(0, 0, 0, 2), (1, 0, 1, 2)]), "visit")
    assert offer.year == 2026
    assert offer.common_values == {"direction": "来访"}
    assert offer.rows[0].raw("task_force") == "焦化专班"


def test_a_very_tall_merged_area_costs_nothing() -> None:
    sheet = sheet_of([["项目名称", "投资方"], ["甲", "乙"]])
    sheet = SheetData(sheet.name, sheet.rows, merges=(MergedArea(1, 0, 1_048_575, 16_383),))
    assert len(import_table_of(sheet).rows) == 1


def test_two_amounts_in_a_column_keep_its_unit() -> None:
    sheet = sheet_of([["项目名称", "总投资/签约金额（亿元）"], ["甲", "5/3"], ["乙", "12000000元/2"], ["丙", 1.5]])
    rows = import_table_of(sheet).rows
    assert [total(row.raw("total")) for row in rows] == [50_000, 1200, 15_000]
    assert [row.raw("signed_amount") for row in rows] == ["3亿元", "2亿元", ""]


def test_the_first_and_the_last_day_of_a_visit_may_stand_in_one_cell() -> None:
    sheet = sheet_of(
        [
            ["外出时间", "拜访企业", "目的地"],
            ["10月12日-15日", "甲公司", "深圳"],
            ["2026.10.28—11.2", "乙公司", "东莞"],
            ["10.20", "丙公司", "杭州"],
        ]
    )
    days = [(row.raw("on"), row.raw("until")) for row in import_table_of(sheet, "visit").rows]
    assert days == [("10月12日", "10月15日"), ("2026.10.28", "2026.11.2"), ("10.20", "")]


def test_two_days_under_one_heading_are_parted() -> None:
    sheet = sheet_of(
        [["项目名称", "投资方", "签约/开工时间"], ["甲", "甲公司", "2026.3/2026.8"], ["乙", "乙公司", "2026.5"]]
    )
    days = [(row.raw("signed_on"), row.raw("started_on")) for row in import_table_of(sheet).rows]
    assert days == [("2026.3", "2026.8"), ("2026.5", "")]
