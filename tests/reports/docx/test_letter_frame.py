"""The frame of a letter in Word: the organ 30 mm down, double rules of 170 mm, only on the first page."""

from datetime import date

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from reports.content.document import Document, DocumentLayout
from reports.docx.document_styles import blank_document
from reports.docx.letter_frame import add_letter_frame
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker

LETTER = Document(
    title="示例函",
    masthead="示例县招商引资工作领导小组",
    number="示招函〔2026〕1号",
    recipients="示例市招商局",
    body=(),
    signed_by="示例县招商办",
    dated=date(2026, 11, 5),
    layout=DocumentLayout.LETTER,
)


def test_the_first_page_alone_has_the_frame() -> None:
    word = blank_document()
    section = word.sections[0]
    add_letter_frame(section, Typesetter(Breaker(FontSet.bundled()), GB9704, GB9704.width), LETTER)
    assert section.different_first_page_header_footer
    assert section.header_distance == pytest.approx(Mm(30), abs=Mm(0.1))
    head, foot = section.first_page_header.paragraphs[0], section.first_page_footer.paragraphs[0]
    assert (head.text, foot.text) == ("示例县招商引资工作领导小组", "")
    assert section.header.paragraphs[0].text == ""
    for line, style in ((head, "thickThinSmallGap"), (foot, "thinThickSmallGap")):
        assert line._p.xpath("./w:pPr/w:pBdr/w:bottom/@w:val") == [style]  # noqa: SLF001 - no API for borders
        indent = line._p.find(f".//{qn('w:ind')}")  # noqa: SLF001 - as above
        left, right = (int(indent.get(qn(f"w:{side}"))) / 20 for side in ("left", "right"))
        assert GB9704.width - left - right == pytest.approx(GB9704.letter_rule, abs=0.2)
