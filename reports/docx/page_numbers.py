"""Page numbers between dashes: outside, at one place of the paper on upright and landscape pages (7.5, chapter 8)."""

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section, _Footer
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from reports.docx.document_styles import set_font
from reports.docx.xml_order import borders, put, with_values
from reports.pdf.fonts import FontRole
from reports.pdf.geometry import Geometry, PageOrientation

_NUMBER_WIDTH = 4.0  # ems: the room of “— 100 —”
_UPRIGHT_LINE = 1.4  # of the type size: the height of its line on an upright page
_LINE = 2.0  # of the type size: the height of its line on a page turned sideways


def number_pages(section: Section, geometry: Geometry, orientation: PageOrientation) -> None:
    """Set page numbers in a section: at the right of odd pages, at the left of even ones."""
    for footer, is_odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        if orientation is PageOrientation.SIDEWAYS:
            _number_sideways(footer, geometry, is_odd=is_odd)
        else:
            _number_upright(footer, geometry, is_odd=is_odd)


def leave_unnumbered(section: Section) -> None:
    """Leave the pages of a section without numbers: an empty page before 版记, and its own (7.5)."""
    for footer in (section.footer, section.even_page_footer):
        footer.is_linked_to_previous = False


def _number_upright(footer: _Footer, geometry: Geometry, *, is_odd: bool) -> None:
    line, inset = footer.paragraphs[0], Pt(geometry.small_size)
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_odd else WD_ALIGN_PARAGRAPH.LEFT
    if is_odd:
        line.paragraph_format.right_indent = inset
    else:
        line.paragraph_format.left_indent = inset
    # As high as its type: a footer that reaches up to 版心 takes the room below the last line away again.
    form = line.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_UPRIGHT_LINE * geometry.small_size)
    _add_number(line, geometry.small_size)


def _number_sideways(footer: _Footer, geometry: Geometry, *, is_odd: bool) -> None:
    """Put the number where an upright page has it, turned with the page: a table of one cell, fixed on the paper.

    Seen in landscape, the foot of the upright page is the left edge, and its right edge the lower one.
    """
    length, across = _NUMBER_WIDTH * geometry.small_size, _LINE * geometry.small_size
    left = geometry.bottom - geometry.number_drop - across / 2
    if is_odd:
        top = geometry.left + geometry.width - geometry.small_size - length
    else:
        top = geometry.left + geometry.small_size
    table = footer.add_table(1, 1, Pt(across))
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no floating tables
    place = (
        ("leftFromText", 0),
        ("rightFromText", 0),
        ("vertAnchor", "page"),
        ("horzAnchor", "page"),
        ("tblpX", round(left * 20)),
        ("tblpY", round(top * 20)),
    )
    put(properties, with_values("w:tblpPr", place))
    put(properties, with_values("w:tblLayout", [("type", "fixed")]))
    put(properties, borders("w:tblBorders", []))
    table.columns[0].width = Pt(across)
    row, cell = table.rows[0], table.cell(0, 0)
    cell.width, row.height = Pt(across), Pt(length)
    put(cell._tc.get_or_add_tcPr(), with_values("w:textDirection", [("val", "tbRl")]))  # noqa: SLF001 - as above
    line = cell.paragraphs[0]
    line.style = footer.paragraphs[0].style
    line.paragraph_format.line_spacing_rule, line.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(across)
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_odd else WD_ALIGN_PARAGRAPH.LEFT
    _add_number(line, geometry.small_size)
    # A table must be followed by a paragraph; the first one stands before it.
    footer._element.append(footer.paragraphs[0]._p)  # noqa: SLF001 - moves it


def _add_number(line: Paragraph, size: float) -> None:
    """Add — N — with N as a whole field: begin, instruction, separator, result, end."""
    set_font(line.add_run("— "), FontRole.SONG, size)
    for mark in (_field_mark("begin"), _instruction(), _field_mark("separate"), None, _field_mark("end")):
        run = line.add_run("" if mark is not None else "1")
        if mark is not None:
            run._r.append(mark)  # noqa: SLF001 - python-docx has no fields
        set_font(run, FontRole.SONG, size)
    set_font(line.add_run(" —"), FontRole.SONG, size)


def _field_mark(kind: str) -> _Element:
    return with_values("w:fldChar", [("fldCharType", kind)])


def _instruction() -> _Element:
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = " PAGE "
    return element
