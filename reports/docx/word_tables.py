"""Tables of a circular as Word tables: the head repeats on every page, rows are never split."""

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt
from docx.table import Table as Grid
from docx.table import _Cell, _Row

from reports.content.document import Align, Row, RowKind, Table
from reports.docx.document_styles import BODY, HEI, KAI, SMALL, leave_grid, set_font

_SIDES = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_UPRIGHT, _SIDEWAYS = Mm(156), Mm(225)
_WIDE, _NARROW = Pt(12), Pt(9)
_MIN_ROW_HEIGHT = Mm(6.5)  # minimum height of a row, so that it can be filled in by hand


def add_table(document: Document, table: Table, *, landscape: bool = False) -> None:
    """Add a table with its caption, its unit line and its notes."""
    room = _SIDEWAYS if landscape else _UPRIGHT
    size = _font_size(table, room)
    if table.caption:
        line = document.add_paragraph()
        line.alignment, line.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        set_font(line.add_run(table.caption), HEI, SMALL)
    if table.unit:
        line = document.add_paragraph()
        line.alignment, line.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.RIGHT, True
        set_font(line.add_run(table.unit), KAI, _WIDE)
    grid = document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _narrow_cell_margins(grid)
    widths = _widths(table, room)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for number, (cell, column) in enumerate(zip(grid.rows[0].cells, table.columns, strict=True)):
        cell.width = widths[number]
        _fill_cell(cell, column.title, WD_ALIGN_PARAGRAPH.CENTER, HEI, size)
    _set_row_flag(grid.rows[0], "w:tblHeader")
    _set_row_flag(grid.rows[0], "w:cantSplit")
    for row in table.rows:
        _add_row(grid, table, row, widths, size)
    for note in table.notes:
        line = document.add_paragraph()
        line.paragraph_format.line_spacing = Pt(17)
        leave_grid(line)
        set_font(line.add_run(f"注：{note}"), BODY, _WIDE)


def _add_row(grid: Grid, table: Table, row: Row, widths: list[int], size: Length) -> None:
    added = grid.add_row()
    _set_row_flag(added, "w:cantSplit")
    added.height = _MIN_ROW_HEIGHT
    if row.kind is RowKind.GROUP:
        merged = added.cells[0].merge(added.cells[-1])
        _fill_cell(merged, row.cells[0].text, WD_ALIGN_PARAGRAPH.LEFT, HEI, size)
        return
    face = HEI if row.kind is RowKind.TOTAL else BODY
    for number, (cell, span, column) in enumerate(zip(added.cells, row.cells, table.columns, strict=True)):
        cell.width = widths[number]
        _fill_cell(cell, span.text, _SIDES[column.align], face, size)


def _fill_cell(cell: _Cell, text: str, side: WD_ALIGN_PARAGRAPH, face: str, size: Length) -> None:
    line = cell.paragraphs[0]
    line.alignment = side
    line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    leave_grid(line)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, part in enumerate(text.split("\n")):
        if number:
            line.add_run().add_break()
        set_font(line.add_run(part), face, size)


def _narrow_cell_margins(grid: Grid) -> None:
    """Narrow the cell margins: Word's default would take half the width of a narrow column."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "40")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    grid._tbl.tblPr.append(margins)  # noqa: SLF001 - python-docx sets no margins


def _widths(table: Table, room: int) -> list[int]:
    """Divide the width in proportion to the declared column widths."""
    asked = sum(column.width for column in table.columns)
    return [Emu(int(room * column.width / asked)) for column in table.columns]


def _font_size(table: Table, room: int) -> Length:
    """Choose a font size between 9 and 12 points at which the columns hold their declared number of characters."""
    asked = sum(column.width + 1.2 for column in table.columns)
    return max(_NARROW, min(_WIDE, Emu(int(room / asked))))


def _set_row_flag(row: _Row, name: str) -> None:
    flag = OxmlElement(name)
    flag.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(flag)  # noqa: SLF001 - python-docx knows neither mark
