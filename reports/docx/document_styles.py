"""Page layout and styles of a Word file: paper, grid, fonts and page numbers by GB/T 9704-2012, chapters 5 and 7."""

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LINE_PITCH = Pt(28.95)  # 22 lines on 225 mm, 5.2.3
SIZE, SMALL, TABLE, TITLE_SIZE = Pt(16), Pt(14), Pt(10.5), Pt(22)
RED = RGBColor(0xD9, 0x00, 0x0D)
BODY, KAI, HEI, SONG, TITLE = "仿宋", "楷体", "黑体", "宋体", "方正小标宋简体"
_HEADING_FONTS = {1: HEI, 2: KAI, 3: BODY, 4: BODY}  # 7.3.3
_LINE_GRID = 579  # twentieths of a point from line to line
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")
_TRACKING = -5  # twentieths of a point after each character, so that 28 of them go into 156 mm


def blank_document() -> Document:
    """Create an empty document with the page layout and styles of GB/T 9704."""
    document = docx.Document()
    _style_font(document.styles["Normal"], BODY, SIZE)
    tracking = OxmlElement("w:spacing")
    tracking.set(qn("w:val"), str(_TRACKING))
    normal = document.styles["Normal"]
    normal.element.rPr.insert_element_before(tracking, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
    spacing = normal.paragraph_format
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, LINE_PITCH
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.widow_control = False
    for level, face in _HEADING_FONTS.items():
        style = document.styles[f"Heading {level}"]
        _style_font(style, face, SIZE, bold=level == 3)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.keep_with_next = True
        indent_first_line(style)
    _style_font(document.styles["Title"], TITLE, TITLE_SIZE)
    title = document.styles["Title"].paragraph_format
    title.alignment, title.line_spacing, title.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, Pt(34), True
    title.space_before = title.space_after = Pt(0)
    for border in document.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    set_page_layout(document.sections[0])
    document.settings.element.append(OxmlElement("w:evenAndOddHeaders"))
    return document


def _style_font(style: ParagraphStyle, face: str, size: Length, *, bold: bool = False) -> None:
    """Set the font of a style for Chinese and Latin text alike, black and upright."""
    style.font.name, style.font.size = face, size
    style.font.bold, style.font.italic = bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    faces = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "eastAsia"):
        faces.set(qn(f"w:{kind}"), face)


def set_page_layout(section: Section, *, landscape: bool = False) -> None:
    """Set the page layout of a section: 版心 of 156 × 225 mm, 22 lines of 28 characters; or the same in landscape."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.orientation = WD_ORIENT.PORTRAIT
    if landscape:
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.top_margin, section.bottom_margin = Mm(28), Mm(26)
        section.left_margin, section.right_margin = Mm(37), Mm(35)
        section.orientation = WD_ORIENT.LANDSCAPE
    section.footer_distance = Mm(25)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - python-docx has no API for the grid
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)  # noqa: SLF001 - as above
    # A character grid would pull tables and Latin words apart; character spacing in the body style replaces it.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(_LINE_GRID))


def next_section(document: Document, *, landscape: bool) -> None:
    """Begin a new page with its own orientation; page numbers go on."""
    set_page_layout(document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)


def number_pages(section: Section) -> None:
    """Set page numbers between dashes: at the right of odd pages, at the left of even ones (7.5)."""
    sides = ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT))
    for footer, side in sides:
        line = footer.paragraphs[0]
        line.alignment = side
        space = line.paragraph_format
        space.right_indent, space.left_indent = (SMALL, None) if side == WD_ALIGN_PARAGRAPH.RIGHT else (None, SMALL)
        set_font(line.add_run("— "), SONG, SMALL)
        for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
            set_font(_field(line.add_run(), kind, text), SONG, SMALL)
        set_font(line.add_run(" —"), SONG, SMALL)


def _field(run: Run, kind: str, text: str) -> Run:
    if kind:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
    else:
        mark = OxmlElement("w:instrText")
        mark.set(qn("xml:space"), "preserve")
        mark.text = text
    run._r.append(mark)  # noqa: SLF001 - python-docx has no fields
    return run


def set_font(
    run: Run, face: str, size: Length | None = None, *, colour: RGBColor | None = None, bold: bool = False
) -> Run:
    """Set the font, size and colour of a run where they differ from its paragraph's."""
    run.font.name, run.bold = face, bold or None
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)  # noqa: SLF001 - Chinese has its own slot
    if size is not None:
        run.font.size = size
    if colour is not None:
        run.font.color.rgb = colour
    return run


def leave_grid(line: Paragraph) -> None:
    """Take a paragraph off the page grid, so that its own line spacing applies."""
    properties = line._p.get_or_add_pPr()  # noqa: SLF001 - python-docx knows no grid
    free = OxmlElement("w:snapToGrid")
    free.set(qn("w:val"), "0")
    following = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")
    properties.insert_element_before(free, *following)  # type: ignore[arg-type]  # declared too narrowly


def indent_first_line(styled: Paragraph | ParagraphStyle, characters: int = 2) -> None:
    """Indent the first line in Word's character units, so that the indent follows a change of font size."""
    element_of_text = styled._element  # noqa: SLF001 - python-docx indents by length only
    properties = element_of_text.get_or_add_pPr()  # type: ignore[attr-defined]  # of a paragraph or a style
    element = properties.find(qn("w:ind"))
    if element is None:
        element = OxmlElement("w:ind")
        properties.append(element)
    element.set(qn("w:firstLineChars"), str(characters * 100))
    element.set(qn("w:firstLine"), str(characters * 320))


def add_border(line: Paragraph, side: str, eighths: int, colour: str = "000000") -> None:
    """Add a border ``top`` or ``bottom`` of a paragraph; its width is in eighths of a point."""
    properties = line._p.get_or_add_pPr()  # noqa: SLF001 - python-docx draws no borders
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", str(eighths)), ("space", "1"), ("color", colour)):
        edge.set(qn(f"w:{key}"), value)
    borders.append(edge)
    properties.insert_element_before(borders, *_AFTER_BORDERS)  # type: ignore[arg-type]  # declared too narrowly
