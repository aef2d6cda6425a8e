"""The frame of a 信函 in Word: the organ above a red double rule, and a second one at the foot of page 1 (10.1)."""

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.section import Section
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from reports.content.document import Document
from reports.docx.document_styles import set_font, set_tracking
from reports.docx.xml_order import put, with_values
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontRole, printable
from reports.pdf.geometry import Geometry
from reports.pdf.masthead import LETTER_HEIGHT, build_masthead

_ROOM = 1.1  # of the type size: the line of the organ's name


def add_letter_frame(section: Section, setter: Typesetter, document: Document) -> None:
    """Put the frame into header and footer of the first page, which bears no number; later pages are as always."""
    geometry = setter.geometry
    section.different_first_page_header_footer = True
    section.header_distance = Pt(geometry.letter_drop)
    section.first_page_header.is_linked_to_previous = section.first_page_footer.is_linked_to_previous = False
    line = section.first_page_header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    gap = geometry.rule_gap
    if document.masthead:
        organ = build_masthead(setter, printable(document.masthead), geometry.masthead_size)
        form = line.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(organ.line.size * _ROOM)
        run = set_font(line.add_run(organ.line.text), FontRole.TITLE, organ.line.size, colour=organ.colour)
        set_tracking(run, organ.line.style.tracking, organ.horizontal_scale)
        gap -= (_ROOM - LETTER_HEIGHT) * organ.line.size  # the line reaches that far below its letters
    _draw_rule(line, geometry, "thickThinSmallGap", gap)
    foot = section.first_page_footer.paragraphs[0]
    foot.paragraph_format.line_spacing_rule, foot.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)
    _draw_rule(foot, geometry, "thinThickSmallGap", 0.0)


def _draw_rule(line: Paragraph, geometry: Geometry, style: str, gap: float) -> None:
    """Draw a double rule of 170 mm below a line, ``gap`` points down, in the middle of the paper: it exceeds 版心."""
    outside = (geometry.page_width - geometry.letter_rule) / 2
    line.paragraph_format.left_indent = Pt(outside - geometry.left)
    line.paragraph_format.right_indent = Pt(outside - (geometry.page_width - geometry.left - geometry.width))
    colour = "".join(f"{round(part * 255):02X}" for part in geometry.masthead_colour)
    edges = with_values("w:pBdr")
    values = (("val", style), ("sz", 24), ("space", max(round(gap), 0)), ("color", colour))
    edges.append(with_values("w:bottom", values))
    put(line._p.get_or_add_pPr(), edges)  # noqa: SLF001 - python-docx draws no borders
