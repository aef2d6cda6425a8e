"""Tables of a circular as Word tables, in type size and columns as printed: the head repeats, rows are not split."""

from copy import deepcopy

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.table import Table as Grid
from docx.table import _Cell, _Row
from lxml.etree import _Element

from reports.content.document import Align, Row, RowKind, Table
from reports.docx.document_styles import TABLE_TEXT, set_font
from reports.docx.xml_order import put, with_values
from reports.pdf.column_widths import CELL_PADDING, measure_columns
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontRole, printable
from reports.pdf.geometry import Frame
from reports.pdf.page_costs import MIN_TABLE_ROWS
from reports.pdf.table_setting import LEADING, TableSetter

_SIDES = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_UNIT_LARGEST = 12.0
_CELL_RULE = 1.0  # points: in Word half the rules on both sides of a cell take from its width
_RULE = 1.0  # points: in Word the rules between rows add to their height, and no page must lose its last row
_NOTE_LARGEST, _NOTE_SMALLEST = 10.5, 9.0
_KEEP_BLANKS = "{http://www.w3.org/XML/1998/namespace}space"
_UNIT_LINE, _NOTE_LINE = 1.6, 1.45  # of the type size


class WordTable:
    """Writes one table with its caption, its unit line and its notes."""

    def __init__(self, word: WordDocument, setter: Typesetter, table: Table, frame: Frame) -> None:
        """Take type size and column widths from the table as it is printed."""
        printed = TableSetter(setter, table, measure_columns(setter.breaker, table), frame)
        self._word, self._table, self._pitch = word, table, setter.geometry.line_pitch
        self._size, self._width, self._row_padding = printed.size, frame.width, printed.row_padding
        self._widths = [right - left for left, right in zip(printed.edges, printed.edges[1:], strict=False)]
        self._has_head = printed.titled
        self._blank_rows: dict[RowKind, BaseOxmlElement] = {}

    def write(self) -> None:
        """Add the table at the end of the document."""
        table = self._table
        if table.caption:
            caption = self._word.add_paragraph(printable(table.caption), style="Caption")
            caption.paragraph_format.keep_with_next = True
        if table.unit:
            unit = printable(table.unit)
            text = unit if unit.startswith("单位") else f"单位：{unit}"
            self._small_line(text, min(self._size, _UNIT_LARGEST), _UNIT_LINE, is_unit=True)
        grid = self._grid()
        if self._has_head:
            self._add_head(grid)
        for number, row in enumerate(table.rows):
            self._add_row(grid, row)
            if self._is_kept(number):
                self._keep_with_next(grid.rows[-1])
        self._add_notes()

    def _small_line(self, text: str, size: float, leading: float, *, is_unit: bool) -> None:
        line = self._word.add_paragraph(style=TABLE_TEXT)
        form = line.paragraph_format
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_unit else WD_ALIGN_PARAGRAPH.LEFT
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size * leading)
        form.keep_with_next = is_unit or None
        if not is_unit:
            form.left_indent, form.first_line_indent = Pt(2 * size), Pt(-2 * size)
        set_font(line.add_run(text), FontRole.BODY, size)

    def _grid(self) -> Grid:
        grid: Grid = self._word.add_table(
            rows=1 if self._has_head else 0, cols=len(self._table.columns), style="Table Grid"
        )
        grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        properties = grid._tbl.tblPr  # noqa: SLF001 - python-docx sets neither width nor margins nor description
        put(properties, with_values("w:tblW", [("w", round(self._width * 20)), ("type", "dxa")]))
        margins = with_values("w:tblCellMar")
        for side in ("left", "right"):
            values = (("w", round(max(CELL_PADDING * self._size - _CELL_RULE, 0) * 20)), ("type", "dxa"))
            margins.append(with_values(f"w:{side}", values))
        put(properties, margins)
        if self._table.caption:
            put(properties, with_values("w:tblCaption", [("val", printable(self._table.caption))]))
        columns = "、".join(column.title.replace("\n", "") for column in self._table.columns if column.title)
        if columns:
            put(properties, with_values("w:tblDescription", [("val", f"各栏：{columns}")]))
        for column, width in zip(grid.columns, self._widths, strict=True):
            column.width = Pt(width)
        return grid

    def _add_head(self, grid: Grid) -> None:
        row = grid.rows[0]
        for cell, column, width in zip(row.cells, self._table.columns, self._widths, strict=True):
            cell.width = Pt(width)
            self._fill_cell(cell, column.title, WD_ALIGN_PARAGRAPH.CENTER, FontRole.HEI)
        properties = self._keep_whole(row)
        put(properties, with_values("w:tblHeader"))
        self._keep_with_next(row)

    def _add_row(self, grid: Grid, row: Row) -> None:
        """Add a row as a copy of the first of its kind: building each cell anew takes python-docx milliseconds."""
        if row.kind not in self._blank_rows:
            self._blank_rows[row.kind] = self._blank_row(grid, row.kind)
        added = deepcopy(self._blank_rows[row.kind])
        grid._tbl.append(added)  # noqa: SLF001 - python-docx can only add empty rows
        for line, span in zip(added.iter(qn("w:p")), row.cells, strict=False):
            _fill_line(line, span.text)

    def _blank_row(self, grid: Grid, kind: RowKind) -> BaseOxmlElement:
        """Return a row of a kind whose cells have one empty run, in the table's type."""
        blank = grid.add_row()
        self._keep_whole(blank)
        if kind is RowKind.GROUP:
            merged = blank.cells[0].merge(blank.cells[-1])
            self._fill_cell(merged, "", WD_ALIGN_PARAGRAPH.LEFT, FontRole.HEI)
        else:
            role = FontRole.HEI if kind is RowKind.TOTAL else FontRole.BODY
            for cell, column, width in zip(blank.cells, self._table.columns, self._widths, strict=True):
                cell.width = Pt(width)
                self._fill_cell(cell, "", _SIDES[column.align], role)
        element: BaseOxmlElement = blank._tr  # noqa: SLF001 - the element is what can be copied
        grid._tbl.remove(element)  # noqa: SLF001 - as above
        return element

    def _is_kept(self, number: int) -> bool:
        """Return whether a row stays with the next: no page shows fewer rows of a table than the printed one would."""
        after = len(self._table.rows) - 1 - number
        is_edge = number < MIN_TABLE_ROWS - 1 or after < MIN_TABLE_ROWS
        return self._table.rows[number].kind is RowKind.GROUP or (after > 0 and is_edge)

    @staticmethod
    def _keep_with_next(row: _Row) -> None:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True

    def _keep_whole(self, row: _Row) -> BaseOxmlElement:
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no such flag
        put(properties, with_values("w:cantSplit"))
        return properties

    def _fill_cell(self, cell: _Cell, text: str, side: WD_ALIGN_PARAGRAPH, role: FontRole) -> None:
        line = cell.paragraphs[0]
        line.style = TABLE_TEXT
        form = line.paragraph_format
        form.alignment = side
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(self._size * LEADING)
        form.space_before = form.space_after = Pt((self._row_padding - _RULE) / 2)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for number, part in enumerate(text.split("\n")):
            if number:
                line.add_run().add_break()
            set_font(line.add_run(printable(part)), role, self._size)

    def _add_notes(self) -> None:
        size = max(min(self._size, _NOTE_LARGEST), _NOTE_SMALLEST)
        for number, note in enumerate(self._table.notes, 1):
            text = printable(note).removeprefix("注：")
            if len(self._table.notes) > 1:
                text = f"{number}. {text}"
            self._small_line(f"{'注：' if number == 1 else '　　'}{text}", size, _NOTE_LINE, is_unit=False)


def _fill_line(line: _Element, text: str) -> None:
    """Write a text into a paragraph with one empty run; each further line of the text gets a break and a run alike."""
    (blank,) = line.findall(qn("w:r"))
    for number, part in enumerate(text.split("\n")):
        run = blank if number == 0 else deepcopy(blank)
        if number:
            for content in run.findall(qn("w:t")):
                run.remove(content)
            pause = OxmlElement("w:r")
            pause.append(OxmlElement("w:br"))
            line.append(pause)
            line.append(run)
        shown = printable(part)
        if shown:
            content = OxmlElement("w:t")
            content.text = shown
            if len(shown.strip()) < len(shown):
                content.set(_KEEP_BLANKS, "preserve")
            run.append(content)
