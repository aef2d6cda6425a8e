"""Write a circular as a printable workbook: the text, each table on its own sheet, and the sources of figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.circulars.parts.sources import TITLE as LISTED
from reports.content.document import (
    Align,
    Block,
    Chart,
    Document,
    DocumentLayout,
    Paragraph,
    Picture,
    RowKind,
    SectionHeading,
    Table,
    TextSpan,
)
from reports.xlsx import native_charts, source_sheets
from reports.xlsx.native_charts import NativeCharts
from reports.xlsx.row_writer import add_streaming_sheet
from reports.xlsx.sheet_styles import HEAD, Styles, count_lines, fit_cell_text, open_workbook, sheet_name
from reports.xlsx.source_sheets import SourceSheets, number_format, printed_value

_ALIGN = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
# Column widths are in digits, which are wider where Excel's default font is missing.
_TEXT_WIDTH = 74.0
_CHARACTERS_A_LINE = 33  # of 12 point, in that width
_PAGE_HEIGHT = 690.0  # points between the top and bottom margins of A4
_CHART_ROW_PIXELS, _CHART_ROW_POINTS = 20, 15.0  # the height of a row under a chart
_A4, _A3 = 9, 8
_MAX_UPRIGHT, _MAX_SIDEWAYS = 46, 72  # characters a table may be wide on A4 before its print grows too small
_PICTURE_TEXT = "（此处贴照片）"


@dataclass(frozen=True, slots=True)
class _TableSheet:
    """One table's sheet: name, title, the texts before the table, whether it is landscape."""

    name: str
    title: str
    leading_texts: tuple[str, ...]
    table: Table | None
    landscape: bool


class _WorkbookContext:
    """State shared by all sheets of one workbook."""

    def __init__(self, book: Workbook, document: Document) -> None:
        self.workbook, self.document = book, document
        self.styles, self.charts, self.sources = Styles(book), NativeCharts(book), SourceSheets(document)
        self._used_names: set[str] = set()

    def name(self, text: str) -> str:
        """Return an unused sheet name."""
        return sheet_name(text, self._used_names)


def write_circular_workbook(document: Document, path: Path) -> None:
    """Write a circular as .xlsx: every figure is a formula over the rows listed on the last sheets."""
    with open_workbook(path, title=document.title.replace("\n", ""), constant_memory=True) as book:
        context = _WorkbookContext(book, document)
        text = context.name("正文")
        # These names occur in formulas, so they are reserved before tables are named.
        reserved = [context.name(name) for name in (native_charts.SHEET, source_sheets.FIGURES, source_sheets.ROWS)]
        tables = list(_tables(context))
        table_names = [table_sheet.name for table_sheet in tables if table_sheet.table is not None]
        _write_text(context, add_streaming_sheet(book, text), table_names)
        for table_sheet in tables:
            _write_table(context, add_streaming_sheet(book, table_sheet.name), table_sheet)
        if any(isinstance(block, Chart) for block in document.body):
            context.charts.write(add_streaming_sheet(book, reserved[0]), context.styles, context.sources)
        attached = any(annex.title == LISTED for annex in document.annexes)
        context.sources.write_figures(add_streaming_sheet(book, reserved[1]), context.styles, printed=attached)
        context.sources.write_rows(add_streaming_sheet(book, reserved[2]), context.styles)


def _tables(context: _WorkbookContext) -> Iterator[_TableSheet]:
    """Yield a sheet for every table, the body's first; an annex without a table gets a sheet of text."""
    for block in context.document.body:
        if isinstance(block, Table):
            yield _TableSheet(context.name(block.caption or "表"), block.caption, (), block, landscape=False)
    for number, annex in enumerate(context.document.annexes, start=1):
        if annex.title == LISTED:
            continue  # this workbook's own sheet of that name has all of it and more
        title = f"附件{number} {annex.title}".replace("\n", "")
        before: list[str] = []
        tables = 0
        for block in annex.blocks:
            if isinstance(block, Table):
                tables += 1
                yield _TableSheet(context.name(title), block.caption or title, tuple(before), block, annex.landscape)
                before = []
            else:
                before += _block_texts(block)
        if before or not tables:
            yield _TableSheet(context.name(title), title, tuple(before), None, annex.landscape)


def _block_texts(block: Block) -> list[str]:
    match block:
        case SectionHeading(_, text):
            return [text]
        case Paragraph():
            return [block.text]
        case Picture(_, caption):
            return [f"{_PICTURE_TEXT}{caption}"]
    return []


class _TextSheet:
    """The text sheet, a paragraph per row; tracks how full the page is, so that no chart is split."""

    def __init__(self, context: _WorkbookContext, sheet: Worksheet) -> None:
        self._context, self._sheet = context, sheet
        self.line = 0
        self._used = 0.0
        self._breaks: list[int] = []

    def write(self, text: str, style: Format, *, least: float = 0.0, characters: int = _CHARACTERS_A_LINE) -> None:
        """Write a text, wrapped to the width of a page."""
        tall = max(19.0 * count_lines(text, characters) + 4, least)
        self._sheet.set_row(self.line, tall)
        self._sheet.write_string(self.line, 0, fit_cell_text(text), style)
        self._used = self._used + tall if self._used + tall <= _PAGE_HEIGHT else tall
        self.line += 1

    def put_chart(self, chart: Chart) -> None:
        """Insert a chart over as many empty rows as it needs, after a page break if this page has no room."""
        drawn, tall = self._context.charts.add(chart)
        rows = -(-(tall + 8) // _CHART_ROW_PIXELS)
        if self._used + rows * _CHART_ROW_POINTS > _PAGE_HEIGHT:
            self._breaks.append(self.line)
            self._used = 0.0
        self._sheet.insert_chart(self.line, 0, drawn, {"x_offset": 6, "y_offset": 4, "object_position": 2})
        for line in range(self.line, self.line + rows):
            self._sheet.set_row(line, _CHART_ROW_POINTS)
        self.line += rows
        self._used += rows * _CHART_ROW_POINTS

    def finish(self) -> None:
        """Set page breaks and print area."""
        self._sheet.set_h_pagebreaks(self._breaks)
        self._sheet.print_area(0, 0, self.line - 1, 0)


def _write_text(context: _WorkbookContext, sheet: Worksheet, names: list[str]) -> None:
    """Write the circular's sentences, and its charts where they stand."""
    styles, document = context.styles, context.document
    sheet.set_column(0, 0, _TEXT_WIDTH)
    sheet.set_paper(_A4)
    # With fit-to-width the manual page breaks would be ignored and charts split.
    sheet.set_margins(left=0.7, right=0.6, top=1.0, bottom=0.9)
    sheet.center_horizontally()
    sheet.hide_gridlines(2)
    sheet.set_footer("&C— &P —")
    text = _TextSheet(context, sheet)
    title = styles(font_name=HEAD, font_size=18, align="center", text_wrap=True)
    text.write(document.title.replace("\n", ""), title, least=58, characters=24)
    plain = styles(font_size=12, text_wrap=True, valign="top")
    for sentence in (document.number, *(f"{kind}：{people}" for kind, people in document.present)):
        if sentence:
            text.write(sentence, styles(font_size=12, align="center", text_wrap=True))
    if document.recipients:
        text.write(document.recipients + "：", plain)
    sheets = iter(names)
    for block in document.body:
        match block:
            case SectionHeading(level, sentence):
                text.write("　　" + sentence, styles(font_name=HEAD if level == 1 else "楷体", font_size=12))
            case Paragraph():
                text.write("　　" + block.text, plain)
            case Table():
                grey = styles(font_size=10.5, font_color="#595959", text_wrap=True)
                text.write(f"　　（{block.caption}，见工作表“{next(sheets)}”）", grey)
            case Chart():
                text.put_chart(block)
            case Picture(_, caption):
                text.write(f"　　{_PICTURE_TEXT}{caption}", plain)
    _write_signature(text, styles, document)
    text.finish()


def _write_signature(text: _TextSheet, styles: Styles, document: Document) -> None:
    """Write 署名, 成文日期 and 附注."""
    dated = f"{document.dated.year}年{document.dated.month}月{document.dated.day}日"
    names = document.signed_by.splitlines() if document.layout is not DocumentLayout.BULLETIN else []
    text.line += 1
    for sentence in (*names, dated):
        text.write(sentence + "　　", styles(font_size=12, align="right"))
    if document.remark:
        text.write(f"　　（{document.remark.strip('（）()')}）", styles(font_size=12))


def _write_table(context: _WorkbookContext, sheet: Worksheet, table_sheet: _TableSheet) -> None:
    """Write one table with a repeated head; its figures are formulas that refer to the sources sheet."""
    styles, table = context.styles, table_sheet.table
    last = len(table.columns) - 1 if table is not None else 1
    _set_page(sheet, table_sheet)
    sheet.set_row(0, 30)
    style = styles(font_name=HEAD, font_size=15, align="center", text_wrap=True)
    _write_merged(sheet, 0, last, table_sheet.title, style)
    line = 1
    room = sum(column.width for column in table.columns) if table is not None else _CHARACTERS_A_LINE
    for text in table_sheet.leading_texts:
        line = _write_wrapped(sheet, line, last, f"　　{text}", room, styles(text_wrap=True, valign="top"))
    if table is None:
        sheet.print_area(0, 0, line - 1, last)
        return
    _write_merged(sheet, line, last, table.unit, styles(align="right"))
    head = styles(font_name=HEAD, border=1, align="center", text_wrap=True, bg_color="#F2F4F7")
    top = line + 1
    for number, column in enumerate(table.columns):
        sheet.write_string(top, number, column.title, head)
    sheet.set_row(top, 16 * max(column.title.count("\n") + 1 for column in table.columns) + 4)
    line = top + 1
    for row in table.rows:
        _write_row(context, sheet, line, table, row.cells, row.kind)
        line += 1
    for note in table.notes:
        line = _write_wrapped(sheet, line, last, f"注：{note}", room * 1.2, styles(font_size=9, text_wrap=True))
    sheet.freeze_panes(top + 1, min(2, last))
    sheet.repeat_rows(0 if top == 2 else top, top)
    sheet.print_area(0, 0, line - 1, last)


def _set_page(sheet: Worksheet, table_sheet: _TableSheet) -> None:
    """Choose the paper for a table: A4 portrait, A4 landscape if it is wide, A3 if it would become too small."""
    wide = sum(column.width for column in table_sheet.table.columns) if table_sheet.table is not None else 0.0
    sheet.set_paper(_A3 if wide > _MAX_SIDEWAYS else _A4)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    if table_sheet.landscape or wide > _MAX_UPRIGHT:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C— &P —")
    for number, column in enumerate(table_sheet.table.columns if table_sheet.table is not None else ()):
        sheet.set_column(number, number, column.width * 2.1)
    if table_sheet.table is None:
        sheet.set_column(0, 1, _TEXT_WIDTH / 2)


def _write_merged(sheet: Worksheet, line: int, last: int, text: str, style: Format) -> None:
    """Write a text over the table's whole width; a table of one column needs no merging."""
    if last:
        sheet.merge_range(line, 0, line, last, fit_cell_text(text), style)
    else:
        sheet.write_string(line, 0, fit_cell_text(text), style)


def _write_wrapped(sheet: Worksheet, line: int, last: int, text: str, room: float, style: Format) -> int:
    sheet.set_row(line, 16 * count_lines(text, room) + 4)
    _write_merged(sheet, line, last, text, style)
    return line + 1


def _write_row(
    context: _WorkbookContext, sheet: Worksheet, line: int, table: Table, cells: tuple[TextSpan, ...], kind: RowKind
) -> None:
    styles = context.styles
    bold = {"bold": True, "bg_color": "#F7F8FA"} if kind is not RowKind.PLAIN else {}
    if kind is RowKind.GROUP:
        _write_merged(sheet, line, len(table.columns) - 1, cells[0].text, styles(border=1, **bold))
        return
    lines = max(count_lines(cell.text, column.width) for cell, column in zip(cells, table.columns, strict=True))
    sheet.set_row(line, max(20, 15 * lines + 4))
    for number, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
        facts = {"border": 1, "align": _ALIGN[column.align], "text_wrap": True} | bold
        figure = cell.figure
        if figure is not None and figure.value is not None and cell.text == figure.text:
            style = styles(num_format=number_format(figure), **facts)
            sheet.write_formula(line, number, context.sources.cell(figure), style, printed_value(figure))
        else:
            sheet.write_string(line, number, fit_cell_text(cell.text), styles(**facts))
