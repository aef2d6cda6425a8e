"""A circular's content as a workbook laid out to print: the text on one sheet, each table on its own."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from reports.content import Align, Document, Heading, Paragraph, RowKind, Span, Table
from reports.figures import Figure
from reports.workbook.sheets import HEAD, Styles, fitting, lines_in, sheet_name, workbook

_ALIGN = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_TEXT_WIDTH = 78.0
_CHARACTERS_A_LINE = 34  # of 12 point, in that width


def write(document: Document, path: Path) -> None:
    """Write a circular as .xlsx, with the same figures its paper has and a list of where each comes from."""
    with workbook(path, title=document.title) as book:
        styles = Styles(book)
        taken: set[str] = set()
        _write_text(book, styles, document, taken)
        for number, (name, table, landscape) in enumerate(_tables(document), start=1):
            _write_table(book, styles, sheet_name(name or f"表{number}", taken), name, table, landscape=landscape)
        _write_sources(book, styles, document, taken)


def _tables(document: Document) -> Iterator[tuple[str, Table, bool]]:
    """Give every table with a name for its sheet and whether it lies on its side."""
    for block in document.body:
        if isinstance(block, Table):
            yield block.caption, block, False
    for number, annex in enumerate(document.annexes, start=1):
        for block in annex.blocks:
            if isinstance(block, Table):
                yield f"附件{number} {annex.title}", block, annex.landscape


def _write_text(book: Any, styles: Styles, document: Document, taken: set[str]) -> None:
    """Write the circular's sentences, one to a row, wrapped to the width of a page."""
    sheet = book.add_worksheet(sheet_name("正文", taken))
    sheet.set_column(0, 0, _TEXT_WIDTH)
    sheet.set_paper(9)
    sheet.set_margins(left=0.7, right=0.7, top=1.0, bottom=0.9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_footer("&C— &P —")
    sheet.set_row(0, 40)
    sheet.write_string(0, 0, document.title, styles(font_name=HEAD, font_size=18, align="center", text_wrap=True))
    line = 2
    if document.recipients:
        line = _write_line(sheet, line, document.recipients + "：", styles(font_size=12, text_wrap=True))
    for block in document.body:
        match block:
            case Heading(level, text):
                face = HEAD if level == 1 else "楷体"
                line = _write_line(sheet, line, "　　" + text, styles(font_name=face, font_size=12))
            case Paragraph():
                line = _write_line(sheet, line, "　　" + block.text, styles(font_size=12, text_wrap=True))
            case Table():
                line = _write_line(sheet, line, f"　　（{block.caption}，见下页工作表）", styles(font_size=10.5))
    line += 1
    dated = f"{document.dated.year}年{document.dated.month}月{document.dated.day}日"
    for text in (document.signed_by, dated):
        line = _write_line(sheet, line, text + "　　", styles(font_size=12, align="right"))
    if document.remark:
        _write_line(sheet, line, f"　　（{document.remark}）", styles(font_size=12))


def _write_line(sheet: Any, line: int, text: str, style: Any) -> int:
    sheet.set_row(line, 19 * lines_in(text, _CHARACTERS_A_LINE) + 4)
    sheet.write_string(line, 0, fitting(text), style)
    return line + 1


def _write_table(book: Any, styles: Styles, name: str, title: str, table: Table, *, landscape: bool) -> None:
    """Write one table, its head repeated on every printed page and its figures as numbers."""
    sheet = book.add_worksheet(name)
    last = len(table.columns) - 1
    sheet.set_paper(9)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width * 2.1)
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, last, title, styles(font_name=HEAD, font_size=15, align="center"))
    if table.unit:
        sheet.merge_range(1, 0, 1, last, table.unit, styles(align="right"))
    head = styles(font_name=HEAD, border=1, align="center", text_wrap=True, bg_color="#F2F4F7")
    for number, column in enumerate(table.columns):
        sheet.write_string(2, number, column.title, head)
    sheet.set_row(2, 16 * max(column.title.count("\n") + 1 for column in table.columns) + 4)
    line = 3
    for row in table.rows:
        _write_row(sheet, styles, line, table, row.cells, row.kind)
        line += 1
    for note in table.notes:
        sheet.merge_range(line, 0, line, last, "注：" + note, styles(font_size=9, text_wrap=True))
        line += 1
    sheet.freeze_panes(3, 2)
    sheet.repeat_rows(0, 2)
    sheet.print_area(0, 0, line - 1, last)


def _write_row(sheet: Any, styles: Styles, line: int, table: Table, cells: tuple[Span, ...], kind: RowKind) -> None:
    bold = {"bold": True, "bg_color": "#F7F8FA"} if kind is not RowKind.PLAIN else {}
    if kind is RowKind.GROUP:
        sheet.merge_range(line, 0, line, len(table.columns) - 1, cells[0].text, styles(border=1, **bold))
        return
    lines = 1
    for number, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
        facts = {"border": 1, "align": _ALIGN[column.align], "text_wrap": True} | bold
        figure = cell.figure
        if figure is not None and figure.value is not None and cell.text == figure.text:
            sheet.write_number(line, number, _number(figure), styles(num_format=_format(figure), **facts))
        else:
            lines = max(lines, lines_in(cell.text, column.width))
            sheet.write_string(line, number, fitting(cell.text), styles(**facts))
    sheet.set_row(line, max(20, 15 * lines + 4))


def _stated(document: Document) -> Iterator[Figure]:
    """Give the figures the text states, and of each table in it the totals, or all rows where it has none."""
    for block in document.body:
        match block:
            case Paragraph(spans):
                yield from (span.figure for span in spans if span.figure)
            case Table(rows=rows):
                totals = [row for row in rows if row.kind is RowKind.TOTAL]
                yield from (cell.figure for row in totals or rows for cell in row.cells if cell.figure)


def _number(figure: Figure) -> Decimal:
    return figure.value or Decimal(0)


def _format(figure: Figure) -> str:
    return "#,##0" + ("." + "0" * figure.places if figure.places else "")


def _write_sources(book: Any, styles: Styles, document: Document, taken: set[str]) -> None:
    """List every figure of the text once: what it is, its value, its formula, how many rows it was counted from."""
    sheet = book.add_worksheet(sheet_name("数据来源", taken))
    head = styles(font_name=HEAD, border=1, align="center", bg_color="#F2F4F7")
    for number, (title, width) in enumerate((("指标", 24), ("数值", 12), ("单位", 10), ("行数", 8), ("算法", 70))):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, title, head)
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    line = 1
    for figure in _stated(document):
        key = (figure.key, figure.formula, figure.rows)
        if key in seen:
            continue
        seen.add(key)
        sheet.write_string(line, 0, figure.label, styles(border=1))
        if figure.value is None:
            sheet.write_string(line, 1, figure.text, styles(border=1, align="right"))
        else:
            sheet.write_number(line, 1, figure.value, styles(border=1, num_format=_format(figure)))
        sheet.write_string(line, 2, figure.unit, styles(border=1, align="center"))
        sheet.write_number(line, 3, len(figure.rows), styles(border=1))
        sheet.write_string(line, 4, figure.formula, styles(border=1))
        line += 1
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
