"""Forms as a superior office prescribes them, with what they hold: merges, formulas, a chart, rules, a comment."""

import io
import zipfile
from pathlib import Path

import docx
from docx.shared import Pt
from xlsxwriter import Workbook
from xlsxwriter.format import Format

from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars.workflow.compose import load_facts
from reports.figures.figure import PeriodFigures
from reports.form_templates.form_filling import FormSource

SHEET, LIST_SHEET = "进展情况", "项目清单"


def board_of(store: Store, period: str) -> PeriodFigures:
    """Return the figures of a period as ``zhuanban figures`` counts them."""
    return PeriodFigures(load_facts(store), read_period(period))


def progress_form(path: Path) -> Path:
    """Write the form: a head, figures, a row for every task force with totals and a chart below, and a list."""
    book = Workbook(path)
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "font_name": "黑体"})
    red = book.add_format({"font_color": "#FF0000", "border": 1})
    money = book.add_format({"num_format": "#,##0.00", "border": 1, "bg_color": "#FFFFCC"})
    share = book.add_format({"num_format": "0.00%", "border": 1})
    plain, day = book.add_format({"border": 1}), book.add_format({"num_format": "yyyy-mm-dd", "border": 1})
    sheet = book.add_worksheet(SHEET)
    sheet.merge_range("A1:F1", "{{县名}}招商引资进展情况统计表（{{期间}}）", title)
    sheet.write_rich_string("A2", "填报单位：", red, "{{单", "位}}", plain)
    sheet.write("E2", "{{期间止}}", day)
    for column, heading in enumerate(("序号", "专班", "签约项目（个）", "签约金额（万元）", "完成率", "占比")):
        sheet.write(2, column, heading, red)
    sheet.write("A4", "{{#专班}}{{序号}}", plain)
    sheet.write("B4", "{{名称}}", plain)
    sheet.write("C4", "{{签约项目.累计}}", plain)
    sheet.write("D4", "{{签约金额.累计|万元}}", money)
    sheet.write("E4", "{{签约金额.完成率|可空}}", share)
    sheet.write_formula("F4", "=IF($D$5=0,0,D4/$D$5)", share, 0.5)
    sheet.write("B5", "合计", red)
    sheet.write_formula("C5", "=SUM(C4:C4)", plain, 777)
    sheet.write_formula("D5", "=SUM(D4:D4)", money, 777)
    sheet.write("B6", "全县", red)
    sheet.write("C6", "{{签约项目.累计}}", plain)
    sheet.write("D6", "{{签约金额.累计|万元}}", money)
    sheet.write("E6", "{{签约金额.完成率}}", share)
    sheet.merge_range("A7:F7", "截至{{期间止}}，全县签约{{签约项目.累计}}个，开工率{{开工率}}%。", plain)
    sheet.write_comment("C5", "合计自动算", {"x_scale": 1})
    sheet.conditional_format("D4:D4", {"type": "data_bar"})
    sheet.data_validation("F10", {"validate": "list", "source": ["是", "否"]})
    chart = book.add_chart({"type": "column"})
    assert chart is not None
    chart.add_series({"values": f"='{SHEET}'!$D$4:$D$4", "categories": f"='{SHEET}'!$B$4:$B$4"})
    sheet.insert_chart("A9", chart)
    sheet.set_column("A:A", 6)
    sheet.set_column("B:F", 15)
    sheet.set_row(3, 24)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.repeat_rows(2)
    sheet.print_area("A1:F7")
    sheet.freeze_panes(3, 0)
    sheet.set_footer("&C— &P —")
    _add_list(book, plain, day)
    book.close()
    return path


def _add_list(book: Workbook, plain: Format, day: Format) -> None:
    """Add the list of the projects signed, with a total and a formula that points at the other sheet."""
    listed = book.add_worksheet(LIST_SHEET)
    for column, heading in enumerate(("序号", "项目名称", "总投资（亿元）", "签约日期", "专班")):
        listed.write(0, column, heading)
    marks = ("{{#签约项目.本期}}{{序号}}", "{{项目名称}}", "{{总投资|亿元}}", "{{计数日期}}", "{{专班}}")
    for column, mark in enumerate(marks):
        listed.write(1, column, mark, day if "日期" in mark else plain)
    listed.write_formula("C3", "=SUM(C2:C2)")
    listed.write_formula("D3", f"='{SHEET}'!D5")


def word_form(path: Path) -> Path:
    """Write a Word form: a sentence whose mark is split over runs of different looks, and a table with a row mark."""
    document = docx.Document()
    sentence = document.add_paragraph("截至{{期间止}}，")
    sentence.add_run("全县签约{{签约").bold = True
    sentence.add_run("项目.累").font.size = Pt(20)
    sentence.add_run("计}}个").italic = True
    sentence.add_run("，开工率{{开工率}}%。")
    table = document.add_table(rows=3, cols=3)
    table.style = "Table Grid"
    texts = (
        ("序号", "专班", "签约金额"),
        ("{{#专班}}{{序号}}", "{{名称}}", "{{签约金额.累计}}"),
        ("", "合计", "{{签约金额.累计}}"),
    )
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.sections[0].header.paragraphs[0].text = "{{单位}}"
    document.save(str(path))
    return path


def simple_source(cells: dict[str, object], file: str = "表.xlsx", **ties: str) -> FormSource:
    """Return a one-sheet workbook with some cells as a form; ``ties`` are marks over cells."""
    whole = io.BytesIO()
    book = Workbook(whole)
    sheet = book.add_worksheet("表")
    for cell, value in cells.items():
        sheet.write(cell, value)
    book.close()
    return FormSource(file, whole.getvalue(), {("表", cell): mark for cell, mark in ties.items()})


def with_part(source: FormSource, name: str, data: bytes) -> FormSource:
    """Return the form with one more part in its package."""
    whole = io.BytesIO(source.content)
    with zipfile.ZipFile(whole, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return FormSource(source.file, whole.getvalue(), source.ties)
