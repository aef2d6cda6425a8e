"""Page and styles of a Word circular by GB/T 9704-2012: paper, margins, grid, faces, page numbers outside."""

from dataclasses import replace

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt

from reports.docx.document_styles import (
    FONT_NAMES,
    blank_document,
    indent_first_line,
    next_section,
    set_font,
    set_page,
    set_tracking,
)
from reports.docx.page_numbers import number_pages
from reports.pdf.fonts import FontRole
from reports.pdf.geometry import GB9704, PageOrientation, mm

BODY, TITLE, HEI, KAI = (FONT_NAMES[role] for role in (FontRole.BODY, FontRole.TITLE, FontRole.HEI, FontRole.KAI))


@pytest.fixture
def document() -> Document:
    """Give an empty document."""
    return blank_document()


def millimetres(page: Section) -> list[int]:
    """Return the width, the height and the margins (top, right, bottom, left) of a page in whole millimetres."""
    lengths = (
        page.page_width,
        page.page_height,
        page.top_margin,
        page.right_margin,
        page.bottom_margin,
        page.left_margin,
    )
    return [round(length.mm) for length in lengths if length is not None]


def test_the_type_area_is_156_by_225_millimetres(document: Document) -> None:
    width, height, top, right, bottom, left = millimetres(document.sections[0])
    assert (width - left - right, height - top - bottom) == (156, 227)  # 225 and room for the last line
    assert (top, left) == (37, 28)  # 天头 and 订口, 5.2.1


def test_the_footer_does_not_reach_into_the_room_of_the_last_line(document: Document) -> None:
    page = document.sections[0]
    number_pages(page, GB9704, PageOrientation.UPRIGHT)
    line = page.footer.paragraphs[0].paragraph_format.line_spacing
    assert isinstance(line, Length)
    assert (page.footer_distance or 0) + line <= (page.bottom_margin or 0)


def test_landscape_turns_the_page_with_its_margins(document: Document) -> None:
    page = document.sections[0]
    set_page(page, GB9704, PageOrientation.SIDEWAYS)
    assert page.orientation == WD_ORIENT.LANDSCAPE
    # Turned back, the binding edge on top is at the left, and 地脚 at the left is below.
    assert millimetres(page) == [297, 210, 28, 37, 26, 35]


def test_a_folded_page_is_a3_with_the_margins_of_an_upright_one(document: Document) -> None:
    page = document.sections[0]
    set_page(page, GB9704, PageOrientation.WIDE)
    assert millimetres(page) == [420, 297, 37, 26, 35, 28]


def test_a_county_has_its_own_margins_and_prints_on_one_side(document: Document) -> None:
    one_sided = replace(GB9704, left=mm(30), duplex=False)
    assert millimetres(blank_document(one_sided).sections[0])[-1] == 30
    assert blank_document(one_sided).settings.element.find(qn("w:mirrorMargins")) is None
    assert document.settings.element.find(qn("w:mirrorMargins")) is not None


def test_a_page_set_twice_has_one_grid(document: Document) -> None:
    page = document.sections[0]
    set_page(page, GB9704, PageOrientation.SIDEWAYS)
    set_page(page, GB9704)
    grids = page._sectPr.findall(qn("w:docGrid"))  # noqa: SLF001 - python-docx has no API for the grid
    assert [(grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) for grid in grids] == [("default", "579")]


def test_a_new_section_begins_on_a_new_page(document: Document) -> None:
    next_section(document, GB9704, PageOrientation.SIDEWAYS)
    next_section(document, GB9704, PageOrientation.UPRIGHT)
    assert [page.orientation for page in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


def test_twenty_two_lines_fill_the_page(document: Document) -> None:
    spacing = document.styles["Normal"].paragraph_format
    assert spacing.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    pitch = spacing.line_spacing
    assert isinstance(pitch, int)
    assert 22 * pitch <= Mm(225) < 22.1 * pitch


@pytest.mark.parametrize(
    ("style", "face", "size", "is_bold"),
    [
        ("Normal", BODY, 16, False),
        ("Heading 1", HEI, 16, False),
        ("Heading 2", KAI, 16, False),
        ("Heading 3", BODY, 16, True),
        ("Heading 4", BODY, 16, False),
        ("Title", TITLE, 22, False),
    ],
)
def test_faces_follow_the_standard_in_chinese_and_latin(
    document: Document, style: str, face: str, size: int, is_bold: bool
) -> None:
    font = document.styles[style].font
    faces = document.styles[style].element.rPr.rFonts
    if style == "Normal":  # its font is that of the document's defaults
        (faces,) = document.styles.element.xpath("./w:docDefaults/w:rPrDefault/w:rPr/w:rFonts")
    assert {faces.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia")} == {face}
    assert faces.get(qn("w:eastAsiaTheme")) is None  # a theme's face would win over ours
    assert (font.size or document.styles["Normal"].font.size) == Pt(size)
    assert (bool(font.bold), bool(font.italic)) == (is_bold, False)


def test_twenty_eight_characters_fit_on_a_line(document: Document) -> None:
    (tracking,) = document.styles["Normal"].element.xpath("./w:rPr/w:spacing/@w:val")
    assert 27 * (16 + int(tracking) / 20) + 16 <= Mm(156).pt < 27 * (16 + (int(tracking) + 1) / 20) + 16


def test_nothing_of_another_offices_template_is_left(document: Document) -> None:
    names = {str(part.partname) for part in document.part.package.iter_parts()}
    assert not any(word in name for name in names for word in ("theme", "thumbnail", "customXml", "numbering"))
    fonts = next(part for part in document.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    text = fonts.blob.decode()
    assert all(f'w:name="{name}"' in text for name in FONT_NAMES.values())
    assert text.count("<w:altName") == len(FONT_NAMES)  # each with what a computer without it may have
    assert document.styles.element.xpath("//@w:asciiTheme | //@w:eastAsiaTheme") == []
    assert set(document.styles.element.xpath("//w:lang/@w:eastAsia")) == {"zh-CN"}


def test_a_run_keeps_what_is_not_given(document: Document) -> None:
    line = document.add_paragraph()
    plain = set_font(line.add_run("甲"), FontRole.KAI)
    red = set_font(line.add_run("乙"), FontRole.HEI, 9, colour=(0.85, 0.0, 0.05))
    assert (plain.font.name, plain.font.size, plain.font.color.rgb) == (KAI, None, None)
    assert (red.font.size, str(red.font.color.rgb)) == (Pt(9), "D9000D")
    assert red._r.xpath("./w:rPr/w:rFonts/@w:eastAsia") == [HEI]  # noqa: SLF001 - the Chinese slot


def test_a_narrowed_run_says_so_in_percent(document: Document) -> None:
    run = set_tracking(document.add_paragraph().add_run("示例县"), 1.5, 0.66)
    assert run._r.xpath("./w:rPr/w:spacing/@w:val") == ["30"]  # noqa: SLF001 - twentieths of a point
    assert run._r.xpath("./w:rPr/w:w/@w:val") == ["66"]  # noqa: SLF001 - as above


def test_the_indent_is_in_characters_and_only_once(document: Document) -> None:
    paragraph = document.add_paragraph("正文")._p  # noqa: SLF001 - python-docx indents by length only
    indent_first_line(paragraph.get_or_add_pPr(), GB9704)
    indent_first_line(paragraph.get_or_add_pPr(), GB9704, 4)
    assert paragraph.xpath("./w:pPr/w:ind/@w:firstLineChars") == ["400"]
    assert paragraph.xpath("./w:pPr/w:ind/@w:firstLine") == ["1280"]
