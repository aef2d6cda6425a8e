"""One ledger's sheet: headings with stars and units, what is printed, masked, offered and warned of."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from models.fields.base import Ledger
from models.fields.field import Field, field_of, fields
from models.ledgers import LEDGERS, Asset, Lead, Project
from reports.xlsx.hidden_sheet import ROW_CODE_HEADING
from reports.xlsx.ledger_sheet import FIRST_ROW, HEADING_ROW, LedgerSheet, LedgerSheetLayout
from reports.xlsx.row_writer import StreamingWorksheet
from reports.xlsx.sheet_styles import Styles
from tests.reports.xlsx.hands import open_workbook

KEYS = ("name", "task_force", "total", "phone", "channel", "followed", "reported_on")


def layout(ledger: type[Ledger], keys: tuple[str, ...], *, masked: frozenset[str] = frozenset()) -> LedgerSheetLayout:
    return LedgerSheetLayout(ledger, tuple(field_of(ledger, key) for key in keys), len(keys), masked)


def written(folder: Path, shown: LedgerSheetLayout, *rows: Mapping[str, Any], sources: Mapping[str, str]) -> Any:
    """Write a sheet with rows of values as stored; return it as openpyxl reads it."""
    path = folder / "表.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("表", StreamingWorksheet)
        ledger_sheet = LedgerSheet(sheet, Styles(book), shown, sources)
        writers = ledger_sheet.writers({})
        for number, row in enumerate(rows):
            cells = "".join(
                write(ledger_sheet.line, row.get(field.key), "")
                for write, field in zip(writers, shown.fields, strict=True)
            )
            ledger_sheet.add(cells, f"{number:032x}g")
        ledger_sheet.close()
    return open_workbook(path)["表"]


def heads(sheet: Any) -> list[str]:
    return [cell.value for cell in sheet[HEADING_ROW + 1]]


# --- headings -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("ledger", "keys", "line", "expected"),
    [
        (Lead, ("name", "total"), "单位：万元", ["*线索名称", "预计总投资"]),
        (Project, ("name", "total", "foreign"), "", ["*项目名称", "总投资（万元）", "合同外资（万美元）"]),
        (Asset, ("name", "land"), "", ["*资产名称", "土地面积（亩）"]),
        (Lead, ("name", "jobs"), "", ["*线索名称", "线索预计用工"]),
    ],
)
def test_units_stand_once_above_or_in_each_heading(
    ledger: type[Ledger], keys: tuple[str, ...], line: str, expected: list[str]
) -> None:
    shown = layout(ledger, keys)
    assert shown.unit_line == line
    assert [shown.heading(field) for field in shown.fields] == expected


def test_a_required_field_has_a_star_and_others_none() -> None:
    for ledger in LEDGERS:
        shown = layout(ledger, tuple(field.key for field in fields(ledger)))
        for field in shown.fields:
            assert shown.heading(field).startswith("*") is field.required


def test_only_a_sheet_of_all_fields_may_carry_its_edits() -> None:
    every = tuple(field.key for field in fields(Lead))
    assert layout(Lead, every).is_complete
    assert not layout(Lead, every[:-1]).is_complete


def test_the_sheet_begins_with_title_unit_and_headings(tmp_path: Path) -> None:
    sheet = written(tmp_path, layout(Lead, KEYS), sources={})
    assert sheet["A1"].value == "线索台账"
    assert str(sheet["A2"].value).endswith("带 * 的必填。")
    assert sheet.cell(2, len(KEYS)).value == "单位：万元"
    assert heads(sheet)[-1] == ROW_CODE_HEADING
    assert (heads(sheet)[0], heads(sheet)[2]) == ("*线索名称", "预计总投资")
    assert all(cell.comment for cell in sheet[HEADING_ROW + 1][:-1]), "each heading says how it is filled in"


# --- cells ----------------------------------------------------------------------------------------------------------
def test_rows_are_written_below_with_their_codes_hidden(tmp_path: Path) -> None:
    sheet = written(
        tmp_path,
        layout(Lead, KEYS),
        {"name": "示例甲", "total": 3_005_000, "reported_on": "2026-09-01", "followed": 1},
        {"name": "示例乙"},
        sources={},
    )
    first = [cell.value for cell in sheet[FIRST_ROW + 1]]
    assert first[0] == "示例甲"
    assert first[2] == 300.5
    assert first[5] == "是"
    assert first[6].date().isoformat() == "2026-09-01"
    assert first[-1] == f"{0:032x}g"
    assert sheet.cell(FIRST_ROW + 2, 1).value == "示例乙"
    assert sheet.cell(FIRST_ROW + 2, 3).value is None
    assert sheet.column_dimensions["H"].hidden


def test_a_masked_column_is_text_and_masked(tmp_path: Path) -> None:
    row = {"name": "示例甲", "phone": "13800000000"}
    masked = written(tmp_path, layout(Lead, KEYS, masked=frozenset({"phone"})), row, sources={})
    assert "*" in str(masked.cell(FIRST_ROW + 1, 4).value)
    full = written(tmp_path, layout(Lead, KEYS), row, sources={})
    assert full.cell(FIRST_ROW + 1, 4).value == "13800000000"


def test_the_head_is_locked_and_rows_are_free(tmp_path: Path) -> None:
    sheet = written(tmp_path, layout(Lead, KEYS), {"name": "示例甲"}, sources={})
    assert sheet.protection.sheet
    assert sheet["A1"].protection.locked
    assert not sheet.cell(FIRST_ROW + 1, 1).protection.locked
    assert not sheet.protection.sort, "sorting is allowed"
    assert not sheet.protection.deleteRows


# --- drop-downs and warnings ----------------------------------------------------------------------------------------
def rules(sheet: Any) -> dict[str, Any]:
    """Return the drop-downs by their column's letter."""
    return {str(rule.sqref).split(":")[0][0]: rule for rule in sheet.data_validations.dataValidation}


def test_a_dictionary_is_offered_and_another_word_refused(tmp_path: Path) -> None:
    sheet = written(tmp_path, layout(Lead, KEYS), sources={"channel": "=字典!$B$1:$D$1"})
    rule = rules(sheet)["E"]
    assert rule.formula1 == "字典!$B$1:$D$1"
    assert rule.showErrorMessage
    assert "设置" in rule.error
    assert str(rule.sqref) == "E4:E503"


def test_a_linked_name_is_offered_and_another_may_be_typed(tmp_path: Path) -> None:
    sheet = written(tmp_path, layout(Lead, KEYS), sources={"=task_force": "=字典!$B$2:$D$2"})
    assert not rules(sheet)["B"].showErrorMessage


def test_yes_and_no_are_offered_and_a_list_that_is_missing_is_not(tmp_path: Path) -> None:
    sheet = written(tmp_path, layout(Lead, KEYS), sources={})
    assert set(rules(sheet)) == {"F"}
    assert rules(sheet)["F"].formula1 == '"是,否"'


def test_what_the_program_fills_in_is_not_offered(tmp_path: Path) -> None:
    set_by_program: list[Field] = [field for field in fields(Lead) if field.kind.set_by_program]
    assert set_by_program
    shown = layout(Lead, ("name", *(field.key for field in set_by_program)))
    assert rules(written(tmp_path, shown, sources={})) == {}


def test_a_required_cell_left_empty_in_a_new_row_is_marked(tmp_path: Path) -> None:
    sheet = written(tmp_path, layout(Lead, KEYS), {"name": "示例甲"}, sources={})
    formulas = {str(area.sqref): [rule.formula[0] for rule in area.rules] for area in sheet.conditional_formatting}
    marked = {area: texts for area, texts in formulas.items() if any('=""' in text for text in texts)}
    assert all(area.split(":")[0][1:] == "5" for area in marked), "from the first empty row on"
    assert any(area.startswith("A5") for area in marked)
    assert not any(area.startswith("C5") for area in marked)


def test_only_the_usual_columns_are_printed_on_one_page_s_width(tmp_path: Path) -> None:
    shown = LedgerSheetLayout(Lead, tuple(field_of(Lead, key) for key in KEYS), 3, frozenset())
    sheet = written(tmp_path, shown, sources={})
    with zipfile.ZipFile(tmp_path / "表.xlsx") as package:
        names = package.read("xl/workbook.xml").decode()
    assert re.search(r"Print_Area[^>]*>[^<]*\$A:\$C<", names)
    assert sheet.print_title_rows in {"3:3", "$3:$3"}
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.freeze_panes == "B4"
