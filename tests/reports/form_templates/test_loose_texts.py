"""Marks in headers and footers, text boxes and chart titles are filled too; in a formula they are refused."""

import io
import zipfile

import pytest
from xlsxwriter import Workbook

from models.errors import UserError
from models.storage.store import Store
from reports.form_templates.form_filling import FormSource, count_marks, open_form
from tests.reports.form_templates.filled import filled_bytes
from tests.reports.form_templates.forms import board_of


def form(footer: str = "&C{{期间}}　&P", box: str = "签约{{签约项目.累计}}个", formula: str = "=1+1") -> FormSource:
    """Write a form with texts outside its cells."""
    whole = io.BytesIO()
    book = Workbook(whole)
    sheet = book.add_worksheet("表")
    sheet.write("A1", "{{县名}}")
    sheet.write_formula("A2", formula)
    sheet.set_footer(footer)
    sheet.insert_textbox("C3", box)
    chart = book.add_chart({"type": "column"})
    assert chart is not None
    chart.add_series({"values": "='表'!$A$2:$A$2"})
    chart.set_title({"name": "{{期间}}进展"})
    sheet.insert_chart("C9", chart)
    book.close()
    return FormSource("表.xlsx", whole.getvalue(), {})


def test_texts_outside_cells_are_filled(demo: Store) -> None:
    assert count_marks(open_form(form())) == 4
    with zipfile.ZipFile(io.BytesIO(filled_bytes(demo, form()))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        chart = package.read("xl/charts/chart1.xml").decode()
    assert "&amp;C2026年10月　&amp;P" in sheet
    assert f"签约{board_of(demo, '2026-10').year('signed').text}个" in drawing
    assert "2026年10月进展" in chart


def test_what_cannot_be_filled_is_told_with_its_place(demo: Store) -> None:
    with pytest.raises(UserError) as caught:
        filled_bytes(demo, form("&C{{期限}}", "{{#专班}}", '="截至{{期间}}"'))
    text = str(caught.value)
    assert "工作表“表”的页眉页脚：不认识“期限”" in text
    assert "文本框或图表的标题：#标记要写在格子里" in text
    assert "工作表“表”的 A2：公式里不能写标记" in text
