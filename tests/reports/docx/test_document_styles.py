"""Page and styles of a Word circular by GB/T 9704-2012: paper, margins, grid, faces, page numbers outside."""

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from reports.docx.document_styles import (
    BODY,
    HEI,
    KAI,
    LINE_PITCH,
    RED,
    TITLE,
    add_border,
    blank_document,
    indent_first_line,
    leave_grid,
    next_section,
    number_pages,
    set_font,
    set_page_layout,
)


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
    assert (width - left - right, height - top - bottom) == (156, 225)
    assert (top, left) == (37, 28)  # 天头 and 订口, 5.2.1


def test_landscape_turns_the_page_with_its_margins(document: Document) -> None:
    page = document.sections[0]
    set_page_layout(page, landscape=True)
    assert page.orientation == WD_ORIENT.LANDSCAPE
    assert millimetres(page) == [297, 210, 28, 35, 26, 37]  # the binding edge is on top, 天头 at the left


def test_a_page_set_twice_has_one_grid(document: Document) -> None:
    page = document.sections[0]
    set_page_layout(page, landscape=True)
    set_page_layout(page)
    grids = page._sectPr.findall(qn("w:docGrid"))  # noqa: SLF001 - python-docx has no API for the grid
    assert [(grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) for grid in grids] == [("lines", "579")]


def test_a_new_section_begins_on_a_new_page(document: Document) -> None:
    next_section(document, landscape=True)
    next_section(document, landscape=False)
    assert [page.orientation for page in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]


def test_twenty_two_lines_fill_the_page(document: Document) -> None:
    spacing = document.styles["Normal"].paragraph_format
    assert spacing.line_spacing_rule == WD_LINE_SPACING.EXACTLY
    assert spacing.line_spacing == LINE_PITCH
    assert 22 * LINE_PITCH <= Mm(225) < 22.1 * LINE_PITCH


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
    assert {faces.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia")} == {face}
    assert faces.get(qn("w:eastAsiaTheme")) is None  # a theme's face would win over ours
    assert (font.size, font.bold, font.italic) == (Pt(size), is_bold, False)


def test_page_numbers_stand_outside(document: Document) -> None:
    page = document.sections[0]
    number_pages(page)
    odd, even = page.footer.paragraphs[0], page.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    assert (odd.paragraph_format.right_indent, even.paragraph_format.left_indent) == (Pt(14), Pt(14))
    assert odd.text == even.text == "—  —"  # the number itself is a field
    instructions = odd._p.findall(f".//{qn('w:instrText')}")  # noqa: SLF001 - python-docx has no fields
    assert [instruction.text for instruction in instructions] == [" PAGE "]
    assert document.settings.odd_and_even_pages_header_footer


def test_a_run_keeps_what_is_not_given(document: Document) -> None:
    line = document.add_paragraph()
    plain, red = set_font(line.add_run("甲"), KAI), set_font(line.add_run("乙"), HEI, Pt(9), colour=RED, bold=True)
    assert (plain.font.name, plain.font.size, plain.font.bold, plain.font.color.rgb) == (KAI, None, None, None)
    assert (red.font.size, red.font.bold, red.font.color.rgb) == (Pt(9), True, RED)
    assert red._r.xpath("./w:rPr/w:rFonts/@w:eastAsia") == [HEI]  # noqa: SLF001 - the Chinese slot


def test_the_indent_is_in_characters_and_only_once(document: Document) -> None:
    line = document.add_paragraph("正文")
    indent_first_line(line)
    indent_first_line(line, 4)
    paragraph = line._p  # noqa: SLF001 - python-docx indents by length only
    assert paragraph.xpath("./w:pPr/w:ind/@w:firstLineChars") == ["400"]
    assert paragraph.xpath("./w:pPr/w:ind/@w:firstLine") == ["1280"]


def test_marks_of_a_paragraph_stand_in_the_order_word_wants(document: Document) -> None:
    line = document.add_paragraph("红线")
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.line_spacing = Pt(17)
    leave_grid(line)
    add_border(line, "bottom", 12, "D9000D")
    paragraph = line._p  # noqa: SLF001 - the order in the file is the question
    tags = [child.tag.rpartition("}")[2] for child in paragraph.xpath("./w:pPr/*")]
    assert tags == ["pBdr", "snapToGrid", "spacing", "jc"]
    assert paragraph.xpath("./w:pPr/w:pBdr/w:bottom/@w:sz") == ["12"]
    assert paragraph.xpath("./w:pPr/w:pBdr/w:bottom/@w:color") == ["D9000D"]
