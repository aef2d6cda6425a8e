"""A cell takes a value as its number format wants it, and keeps its look."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from xlsxwriter import Workbook

from models.errors import UserError
from reports.form_templates.form_values import FormValue
from reports.form_templates.office_package import OfficePackage
from reports.form_templates.sheet_cells import FormWorkbook, SheetCells

SHARE, MONEY = FormValue(Decimal("63.387096"), "%", 2), FormValue(Decimal("78.6012"), "亿元", 2)


def written(code: str, value: FormValue) -> tuple[object, str, bool]:
    """Put a value into a cell of a format; return what openpyxl reads, its format, and whether it is bold."""
    whole = io.BytesIO()
    book = Workbook(whole)
    sheet = book.add_worksheet("表")
    sheet.write("B2", "{{x}}", book.add_format({"num_format": code, "bold": True}))
    book.close()
    package = OfficePackage("表.xlsx", whole.getvalue())
    workbook = FormWorkbook(package)
    cells = SheetCells(workbook, workbook.sheets[0])
    package.changed(workbook.sheets[0].part)
    cells.set_value(cells.cell("B2"), value)
    cell = openpyxl.load_workbook(io.BytesIO(package.to_bytes())).worksheets[0]["B2"]
    return cell.value, cell.number_format, bool(cell.font.b)


@pytest.mark.parametrize(
    ("code", "value", "number"),
    [
        ("General", SHARE, 63.39),
        ("0.0000", SHARE, 63.387096),
        ("0.00%", SHARE, 0.63387096),
        ("General", MONEY, 78.6),
        ("#,##0.00", MONEY, 78.6012),
        ("@", FormValue(Decimal(37), "个"), 37),
        ("0.000", FormValue(Decimal("78.6012"), "亿元", 1, fixed_places=True), 78.6),
    ],
)
def test_a_cell_with_a_format_gets_the_exact_number(code: str, value: FormValue, number: float) -> None:
    assert written(code, value) == (number, code, True)


def test_a_day_is_a_day_only_where_the_cell_shows_days() -> None:
    day = FormValue(shown=date(2026, 10, 31))
    value, *_ = written("yyyy-mm-dd", day)
    assert str(value).startswith("2026-10-31")
    assert written("General", day)[0] == "2026年10月31日"


def test_a_cell_that_the_sheet_does_not_have_is_made_in_its_place() -> None:
    whole = io.BytesIO()
    book = Workbook(whole)
    sheet = book.add_worksheet("表")
    for cell in ("A1", "C1", "A3"):
        sheet.write(cell, cell)
    book.close()
    package = OfficePackage("表.xlsx", whole.getvalue())
    workbook = FormWorkbook(package)
    cells = SheetCells(workbook, workbook.sheets[0])
    package.changed(workbook.sheets[0].part)
    for place, number in (("B1", 1), ("B2", 2), ("D9", 3)):
        cells.set_number(cells.cell(place), Decimal(number))
    back = openpyxl.load_workbook(io.BytesIO(package.to_bytes())).worksheets[0]
    assert [back[place].value for place in ("A1", "B1", "C1", "B2", "A3", "D9")] == ["A1", 1, "C1", 2, "A3", 3]
    with pytest.raises(UserError, match="“乙5”不是一格的位置"):
        cells.cell("乙5")
