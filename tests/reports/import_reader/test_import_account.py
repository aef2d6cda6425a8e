"""What of a table is not taken is said: columns with counts, totals that do not add up, hidden rows, pictures."""

from reports.import_reader.column_mapping import map_columns
from reports.import_reader.import_account import TableAccount, account_of
from reports.import_reader.table_detection import detect_layout
from reports.import_reader.workbook_data import PICTURE, CellValue, SheetData
from tests.reports.import_reader.files import sheet_of

Rows = list[list[CellValue]]
HEAD: list[CellValue] = ["序号", "项目名称", "投资方", "总投资（万元）", "领导的秘书"]


def account(rows: Rows, **facts: object) -> TableAccount:
    """Account for a sheet of projects."""
    plain = sheet_of(rows)
    sheet = SheetData(plain.name, plain.rows, **facts)  # type: ignore[arg-type]  # the sheet's own keywords
    layout = detect_layout(sheet)
    return account_of(sheet, layout, map_columns(sheet, layout, "project"))


def rows_with_total(total: CellValue, *amounts: CellValue) -> Rows:
    """Build a table with amounts and their total."""
    data: Rows = [[number, f"项目{number}", f"公司{number}", amount, ""] for number, amount in enumerate(amounts, 1)]
    return [HEAD, *data, ["合计", "", "", total, ""]]


def test_a_column_without_a_field_is_named_with_the_number_of_its_cells() -> None:
    rows: Rows = [
        HEAD,
        [1, "甲", "甲公司", 1, "某某"],
        [2, "乙", "乙公司", 2, ""],
        [3, "丙", "丙公司", 3, "某某"],
    ]
    (column,) = account(rows).unread_columns
    assert (column.header, column.letters, column.cells) == ("领导的秘书", "E", 2)


def test_a_column_of_blanks_and_the_row_numbers_are_not_named() -> None:
    assert account([HEAD, [1, "甲", "甲公司", 1, ""]]).unread_columns == ()


def test_a_column_without_a_heading_is_named_by_its_letter() -> None:
    rows: Rows = [
        ["序号", "项目名称", "", "总投资（万元）"],
        [1, "甲", "旧称", 1],
        [2, "乙", "旧名", 2],
    ]
    (column,) = account(rows).unread_columns
    assert (column.header, column.letters, column.cells) == ("没有栏名", "C", 2)


def test_a_total_that_adds_up_says_nothing() -> None:
    assert account(rows_with_total(6, 1, 2, 3)).total_faults == ()
    assert account(rows_with_total(4.2, 1.2, "约3")).total_faults == ()


def test_a_total_that_does_not_add_up_is_named_with_both_sums() -> None:
    (sentence,) = account(rows_with_total(7, 1, 2, 3)).total_faults
    assert sentence.startswith("第 5 行合计的“总投资”写 7，逐行相加是 6")


def test_a_total_is_not_judged_where_a_cell_cannot_be_added() -> None:
    assert account(rows_with_total(7, 1, "待定", 3)).total_faults == ()
    assert account(rows_with_total(7, 1, "3亿元", 3)).total_faults == ()


def test_hidden_rows_are_taken_and_named() -> None:
    rows: Rows = [HEAD, [1, "甲", "甲公司", 1, ""], [2, "乙", "乙公司", 2, ""]]
    assert account(rows, hidden_rows=frozenset({2, 9})).hidden_rows == (2,)


def test_a_picture_is_named_with_its_cell() -> None:
    rows: Rows = [HEAD, [1, "甲", "甲公司", 1, ""], [2, "乙", "乙公司", 2, ""]]
    pictured = account(rows, faults={(1, 4): PICTURE, (2, 3): "#REF!"})
    assert pictured.pictures == ("E2",)
    assert any("图片 1 格没有收（E2）" in sentence for sentence in pictured.sentences())


def test_a_name_of_another_office_is_said_with_the_field_it_was_taken_for() -> None:
    rows: Rows = [
        ["项目名称", "承办单位", "估算投资（万元）"],
        ["甲", "工科局", 1],
        ["乙", "发改局", 2],
    ]
    assert account(rows).matched_otherwise == ("承办单位→包联部门", "估算投资→总投资")


def test_a_column_right_of_the_last_heading_is_named() -> None:
    rows: Rows = [["序号", "项目名称", "投资方", "总投资（万元）", ""], [1, "甲", "甲公司", 1, "补报"]]
    (column,) = account([*rows, [2, "乙", "乙公司", 2, ""]]).unread_columns
    assert (column.text, column.reason) == ("没有栏名（E 列，1 格）", "")


def test_a_column_is_named_with_the_reason_why_it_is_not_taken() -> None:
    rows: Rows = [["项目名称", "投资方", "2025年产值"], ["甲", "甲公司", 1], ["乙", "乙公司", 2]]
    (column,) = account(rows).unread_columns
    assert column.text == "2025年产值（C 列，2 格：写的是2025年，“预计年产值”一栏不分年月）"


def test_codes_below_the_heading_of_row_numbers_are_not_passed_over() -> None:
    head: list[CellValue] = ["编号", "项目名称", "投资方"]
    assert account([head, [1, "甲", "甲公司"], ["2-1", "乙", "乙公司"]]).matched_otherwise == ()
    codes = account([head, ["ZS-01", "甲", "甲公司"], ["ZS-02", "乙", "乙公司"]])
    assert codes.matched_otherwise == ("编号→项目编号",)


def test_rows_without_anything_that_is_read_are_named() -> None:
    rows: Rows = [HEAD, [1, "甲", "甲公司", 1, ""], [2, "", "", 0, ""], [3, "", "", "", "某某"], [4, "乙", "", 2, ""]]
    assert account(rows).empty_rows == (2, 3)
    assert "认得的栏都空着或是 0 的 2 行没有收（第 3、4 行）。" in account(rows).sentences()


def test_what_stands_outside_the_table_is_named_unless_it_is_written_into_the_rows() -> None:
    rows: Rows = [
        ["示例区招商项目表", "", "", "", ""],
        ["填报单位：新能源专班", "", "填报人：张某", "", "单位：万元"],
        HEAD,
        [1, "甲", "甲公司", 1, ""],
        [2, "乙", "乙公司", 2, ""],
    ]
    assert account(rows).unused_labels == ("填报人：张某",)  # the task force is written, the unit is used
