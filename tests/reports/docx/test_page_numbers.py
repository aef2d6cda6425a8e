"""Page numbers: outside on upright pages, at the same place of the paper on landscape ones."""

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from reports.docx.document_styles import blank_document, next_section
from reports.docx.page_numbers import leave_unnumbered, number_pages
from reports.pdf.geometry import GB9704, PageOrientation, mm


@pytest.fixture
def document() -> Document:
    """Give an empty document."""
    return blank_document()


def field_parts(line: Paragraph) -> list[str]:
    """Return the marks of a field and its instruction, in their order."""
    marks = line._p.xpath(".//w:fldChar | .//w:instrText")  # noqa: SLF001 - python-docx has no fields
    return [mark.get(qn("w:fldCharType")) or mark.text.strip() for mark in marks]


def test_numbers_stand_outside_and_are_whole_fields(document: Document) -> None:
    page = document.sections[0]
    number_pages(page, GB9704, PageOrientation.UPRIGHT)
    odd, even = page.footer.paragraphs[0], page.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    assert (odd.paragraph_format.right_indent, even.paragraph_format.left_indent) == (Pt(14), Pt(14))
    for line in (odd, even):
        assert line.text == "— 1 —"  # until Word counts
        assert field_parts(line) == ["begin", "PAGE", "separate", "end"]
    assert document.settings.odd_and_even_pages_header_footer


def test_on_a_landscape_page_the_number_keeps_its_place_of_the_paper(document: Document) -> None:
    page = next_section(document, GB9704, PageOrientation.SIDEWAYS)
    number_pages(page, GB9704, PageOrientation.SIDEWAYS)
    tops = []
    for footer in (page.footer, page.even_page_footer):
        (table,) = footer.tables
        (place,) = table._tbl.xpath("./w:tblPr/w:tblpPr")  # noqa: SLF001 - python-docx has no floating tables
        middle = int(place.get(qn("w:tblpX"))) / 20 + (table.columns[0].width or Pt(0)).pt / 2
        # 7 mm outside 版心, whose foot is 35 mm from what is the left edge of the turned page.
        assert middle == pytest.approx(mm(35 - 7), abs=0.1)
        tops.append(int(place.get(qn("w:tblpY"))) / 20)
        assert table._tbl.xpath(".//w:textDirection/@w:val") == ["tbRl"]  # noqa: SLF001 - as above
        assert field_parts(table.cell(0, 0).paragraphs[0]) == ["begin", "PAGE", "separate", "end"]
        assert footer._element[-1].tag == qn("w:p")  # noqa: SLF001 - a table is followed by a paragraph
    odd, even = tops
    # The right side of the upright page is below, the left one above.
    assert odd + 4 * 14 == pytest.approx(mm(28 + 156) - 14, abs=0.1)
    assert even == pytest.approx(mm(28) + 14, abs=0.1)


def test_a_page_without_number_does_not_take_that_of_the_page_before(document: Document) -> None:
    number_pages(document.sections[0], GB9704, PageOrientation.UPRIGHT)
    blank = next_section(document, GB9704, PageOrientation.UPRIGHT)
    leave_unnumbered(blank)
    assert [footer.paragraphs[0].text for footer in (blank.footer, blank.even_page_footer)] == ["", ""]
