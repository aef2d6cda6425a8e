"""发文机关标志 of several lines in Word: a table without rules, names at the left, 文件 in the middle beside them."""

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from reports.docx.document_styles import set_font, set_tracking
from reports.docx.xml_order import borders, put, with_values
from reports.pdf.fonts import FontRole
from reports.pdf.line_breaking import PdfLine
from reports.pdf.stacked_masthead import StackedMasthead

MASTHEAD_TABLE = "发文机关标志"  # the table's caption, by which it is told from the tables of the text
_SAFETY = 0.985  # of the width: a name that fills its cell must not go on to a second line


def add_stacked_masthead(word: WordDocument, ink: StackedMasthead) -> float:
    """Add the names at the end of a document; return the height of the table in points."""
    columns = 1 if ink.suffix is None else 2
    grid = word.add_table(rows=1, cols=columns)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    properties = grid._tbl.tblPr  # noqa: SLF001 - python-docx sets neither margins nor caption
    put(properties, with_values("w:tblLayout", [("type", "fixed")]))
    put(properties, borders("w:tblBorders", []))
    margins = with_values("w:tblCellMar")
    margins.extend(with_values(f"w:{side}", (("w", 0), ("type", "dxa"))) for side in ("left", "right"))
    put(properties, margins)
    put(properties, with_values("w:tblCaption", [("val", MASTHEAD_TABLE)]))
    height = ink.pitch * len(ink.names)
    row = grid.rows[0]
    row.height, row.height_rule = Pt(height), WD_ROW_HEIGHT_RULE.EXACTLY
    names = row.cells[0]
    _set_width(names, ink.names_width)
    for number, line in enumerate(ink.names):
        paragraph = names.paragraphs[0] if number == 0 else names.add_paragraph()
        _write(paragraph, line, ink, ink.pitch)
    if ink.suffix is not None:
        beside = row.cells[1]
        _set_width(beside, ink.suffix_width)
        _write(beside.paragraphs[0], ink.suffix, ink, min(height, ink.suffix.size * 1.3))
        beside.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for column, width in zip(grid.columns, (ink.names_width, ink.suffix_width), strict=False):
        column.width = Pt(width)
    return height


def _set_width(cell: _Cell, width: float) -> None:
    cell.width = Pt(width)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _write(paragraph: Paragraph, line: PdfLine, ink: StackedMasthead, height: float) -> None:
    form = paragraph.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(height)
    form.alignment, form.keep_with_next = WD_ALIGN_PARAGRAPH.LEFT, True
    put(paragraph._p.get_or_add_pPr(), with_values("w:snapToGrid", [("val", 0)]))  # noqa: SLF001 - no API for it
    # Word adds the space after the last letter too, and does not condense it with the letters.
    tracking = line.style.tracking * ink.horizontal_scale * _SAFETY
    for text, space in ((line.text[:-1], tracking), (line.text[-1:], 0.0)):
        run = set_font(paragraph.add_run(text), FontRole.TITLE, line.size, colour=ink.colour)
        set_tracking(run, space, ink.horizontal_scale * _SAFETY)
