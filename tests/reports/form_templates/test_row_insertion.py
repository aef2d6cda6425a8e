"""Row 4 of the form is repeated for the task forces: everything below and around it moves as a clerk would move it."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from models.errors import UserError
from models.storage.store import Store
from reports.form_templates.form_filling import FormSource, source_of_file
from tests.reports.form_templates.filled import filled_bytes, first_sheet, read_back
from tests.reports.form_templates.forms import LIST_SHEET, SHEET, board_of, progress_form, simple_source


@pytest.fixture(scope="module")
def content(demo: Store, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Fill the form of the progress."""
    return filled_bytes(demo, source_of_file(progress_form(tmp_path_factory.mktemp("form") / "进展.xlsx")))


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    """Open it as openpyxl reads it."""
    return read_back(content)


def part(content: bytes, name: str) -> str:
    """Return a part of the filled package."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def test_every_task_force_has_a_row_that_looks_like_the_template(demo: Store, book: Any) -> None:
    forces = len(board_of(demo, "2026-10").facts.forces)
    sheet = book[SHEET]
    assert [sheet.cell(4 + number, 1).value for number in range(forces)] == list(range(1, forces + 1))
    assert {sheet.row_dimensions[4 + number].height for number in range(forces)} == {24}
    assert {sheet.cell(4 + number, 4).number_format for number in range(forces)} == {"#,##0.00"}
    assert {sheet.cell(4 + number, 4).fill.fgColor.rgb for number in range(forces)} == {"FFFFFFCC"}


def test_formulas_follow_their_rows_and_sums_grow(demo: Store, book: Any) -> None:
    sheet, last = book[SHEET], 3 + len(board_of(demo, "2026-10").facts.forces)
    assert sheet.cell(last + 1, 3).value == f"=SUM(C4:C{last})"
    assert [sheet.cell(row, 6).value for row in (4, last)] == [
        f"=IF($D${last + 1}=0,0,D{row}/$D${last + 1})" for row in (4, last)
    ]
    listed = book[LIST_SHEET]
    total = next(row for row in range(2, 100) if str(listed.cell(row, 3).value).startswith("=SUM"))
    assert listed.cell(total, 3).value == f"=SUM(C2:C{total - 1})"
    assert listed.cell(total, 4).value == f"='{SHEET}'!D{last + 1}"


def test_merges_print_set_up_rules_comment_and_chart_move(demo: Store, content: bytes, book: Any) -> None:
    sheet, last = book[SHEET], 3 + len(board_of(demo, "2026-10").facts.forces)
    added = last - 4
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:F1", f"A{7 + added}:F{7 + added}"}
    assert sheet.print_area == f"'{SHEET}'!$A$1:$F${7 + added}"
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert [str(rule.sqref) for rule in sheet.conditional_formatting] == [f"D4:D{last}"]
    assert [str(rule.sqref) for rule in sheet.data_validations.dataValidation] == [f"F{10 + added}"]
    assert sheet.cell(5 + added, 3).comment is not None
    chart = part(content, "xl/charts/chart1.xml")
    assert re.findall("<c:f>(.*?)</c:f>", chart) == [f"'{SHEET}'!$B$4:$B${last}", f"'{SHEET}'!$D$4:$D${last}"]
    anchors = [int(row) for row in re.findall("<xdr:row>(.*?)</xdr:row>", part(content, "xl/drawings/drawing1.xml"))]
    assert anchors[0] == 8 + added


def test_a_shared_formula_is_written_out(demo: Store) -> None:
    source = simple_source({"A1": "{{#专班}}{{序号}}", "B3": 1, "B4": 2})
    shared = (
        ('<c r="B3"><v>1</v></c>', '<c r="B3"><f t="shared" ref="B3:B4" si="0">A3*2</f><v>1</v></c>'),
        ('<c r="B4"><v>2</v></c>', '<c r="B4"><f t="shared" si="0"/><v>2</v></c>'),
    )
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source.content)) as old, zipfile.ZipFile(whole, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for plain, formula in shared if name.endswith("sheet1.xml") else ():
                assert plain in text
                text = text.replace(plain, formula)
            new.writestr(name, text)
    sheet = first_sheet(demo, FormSource("表.xlsx", whole.getvalue(), {}))
    added = len(board_of(demo, "2026-10").facts.forces) - 1
    assert [sheet.cell(row + added, 2).value for row in (3, 4)] == [f"=A{3 + added}*2", f"=A{4 + added}*2"]


def test_a_row_that_is_merged_with_another_is_refused(demo: Store, tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    book = Workbook(tmp_path / "合并.xlsx")
    sheet = book.add_worksheet("表")
    sheet.merge_range("A1:A2", "合并")
    sheet.write("B2", "{{#专班}}{{名称}}")
    book.close()
    with pytest.raises(UserError, match=r"工作表“表”第2行要按数据一行行地加，可是 A1:A2 上下合并着"):
        filled_bytes(demo, source_of_file(tmp_path / "合并.xlsx"))
