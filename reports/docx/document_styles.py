"""The empty Word file of a circular: its parts, fonts, and the page of GB/T 9704-2012, chapters 5 and 7."""

import zipfile
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.parfmt import CT_PPr
from docx.section import Section
from docx.shared import Length, Pt, RGBColor
from docx.text.run import Run

import resources
from reports.docx.xml_order import put
from reports.pdf.fonts import FontRole
from reports.pdf.geometry import GB9704, Geometry, PageOrientation

# Fonts by the names county offices have them under; resources/word/fontTable.xml gives their alternatives.
FONT_NAMES = {
    FontRole.BODY: "仿宋_GB2312",
    FontRole.TITLE: "方正小标宋简体",
    FontRole.HEI: "黑体",
    FontRole.KAI: "楷体_GB2312",
    FontRole.SONG: "宋体",
}
# Points below 版心 in Word. It sets a line, a rule or 署名 up to three points lower than the PDF, which without this
# room would push the last line of a full page, and the heading kept with it, over to a page of their own.
LAST_LINE_ROOM = 5.0
TABLE_TEXT = "表格文字"  # the style of cells, unit lines and notes
_HEADING_STYLES = ("Heading 1", "Heading 2", "Heading 3", "Heading 4")
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/document.xml": "document.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
}


def blank_document(geometry: Geometry = GB9704) -> Document:
    """Create an empty document of this geometry, with our own styles and nothing of python-docx's template."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, source in _PARTS.items():
            target.writestr(name, (resources.WORD / source).read_bytes())
    packed.seek(0)
    document = docx.Document(packed)
    _set_measures(document, geometry)
    set_page(document.sections[0], geometry)
    if geometry.duplex:
        put(document.settings.element, OxmlElement("w:mirrorMargins"))
    return document


def _set_measures(document: Document, geometry: Geometry) -> None:
    """Set type sizes, line pitch and character spacing of the styles; the files hold those of the standard."""
    normal = document.styles["Normal"]
    normal.font.size = Pt(geometry.size)
    # Rounded down to twentieths of a point: with the next larger value the last line, or the 28th character, is lost.
    normal.paragraph_format.line_spacing = Pt(int(geometry.line_pitch * 20) / 20)
    tracking = OxmlElement("w:spacing")
    tracking.set(qn("w:val"), str(int(geometry.tracking * 20 // 1)))
    put(normal.element.get_or_add_rPr(), tracking)
    for name in _HEADING_STYLES:
        indent_first_line(document.styles[name].element.get_or_add_pPr(), geometry)
    title = document.styles["Title"]
    title.font.size, title.paragraph_format.line_spacing = Pt(geometry.title_size), Pt(geometry.title_pitch)


def set_page(section: Section, geometry: Geometry, orientation: PageOrientation = PageOrientation.UPRIGHT) -> None:
    """Set the paper, 版心 and line pitch of a section.

    A landscape page is an upright one turned to the right: its top is the binding edge, its left edge 地脚 (chapter 8).
    """
    top, left, bottom = geometry.top, geometry.left, geometry.bottom
    right = geometry.page_width - left - geometry.width
    paper, sides = (geometry.page_width, geometry.page_height), (top, right, bottom, left)
    if orientation is PageOrientation.SIDEWAYS:
        paper, sides = paper[::-1], (left, top, right, bottom)
    elif orientation is PageOrientation.WIDE:
        paper = (geometry.wide_width, geometry.wide_height)
    section.page_width, section.page_height = (Pt(length) for length in paper)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (Pt(side) for side in sides)
    if orientation is PageOrientation.UPRIGHT:
        section.bottom_margin = Pt(bottom - LAST_LINE_ROOM)
    section.orientation = WD_ORIENT.PORTRAIT if orientation is PageOrientation.UPRIGHT else WD_ORIENT.LANDSCAPE
    # The dash of the page number stands 7 mm below 版心 (7.5); Word measures from the paper's edge to the line's foot.
    # On a landscape page the number stands at the left, and the footer that holds it must not push the text up.
    is_turned = orientation is PageOrientation.SIDEWAYS
    below = 0.0 if is_turned else max(bottom - geometry.number_drop - 0.75 * geometry.small_size, 0)
    section.footer_distance = Pt(below)
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001 - python-docx has no API for the grid
    if grid is None:
        grid = OxmlElement("w:docGrid")
        put(section._sectPr, grid)  # noqa: SLF001 - as above
    # Nothing is snapped to the grid: every line has its exact height already, LibreOffice would cut the page down to
    # whole lines, and a character grid would pull tables and Latin words apart. Its pitch is there for a clerk's use.
    grid.set(qn("w:type"), "default")
    grid.set(qn("w:linePitch"), str(int(geometry.line_pitch * 20)))


def next_section(
    document: Document, geometry: Geometry, orientation: PageOrientation, *, on_even_page: bool = False
) -> Section:
    """Begin a new page with its own orientation; page numbers go on. Word leaves a page empty for an even one."""
    section: Section = document.add_section(WD_SECTION.EVEN_PAGE if on_even_page else WD_SECTION.NEW_PAGE)
    set_page(section, geometry, orientation)
    return section


def set_font(
    run: Run, role: FontRole, size: float | Length | None = None, *, colour: tuple[float, float, float] | None = None
) -> Run:
    """Set the font, size (points) and colour of a run where they differ from its paragraph's."""
    name = FONT_NAMES[role]
    run.font.name = name
    faces = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - Chinese has its own slot
    faces.set(qn("w:eastAsia"), name)
    if size is not None:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = RGBColor(*(round(part * 255) for part in colour))
    return run


def set_tracking(run: Run, points: float, scale: float = 1.0) -> Run:
    """Set the space after each character in points, and the horizontal scale of the characters."""
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx has neither
    spacing = OxmlElement("w:spacing")
    spacing.set(qn("w:val"), str(round(points * 20)))
    put(properties, spacing)
    if scale != 1.0:
        width = OxmlElement("w:w")
        width.set(qn("w:val"), str(round(scale * 100)))
        put(properties, width)
    return run


def indent_first_line(properties: CT_PPr, geometry: Geometry, characters: int = 2) -> None:
    """Indent the first line in Word's character units, so that the indent follows a change of font size."""
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))
    indent.set(qn("w:firstLine"), str(round(characters * geometry.size * 20)))
