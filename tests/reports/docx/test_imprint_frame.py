"""版记 in Word stands at the foot of the last page, between its rules."""

from dataclasses import replace
from datetime import date

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from reports.content.document import Document, DocumentLayout
from reports.docx.document_styles import blank_document
from reports.docx.imprint_frame import add_imprint
from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker

SETTER = Typesetter(Breaker(FontSet.bundled()), GB9704, GB9704.width)

CIRCULAR = Document(
    title="示例",
    masthead="示例县文件",
    number="",
    recipients="",
    body=(),
    signed_by="示例县招商办",
    dated=date(2026, 11, 5),
    copies_to="市招商局\n送：县委办、县政府办",
    printed_by="示例县招商办",
    printed_on=date(2026, 11, 6),
)


@pytest.fixture
def word() -> WordDocument:
    """Give an empty document."""
    return blank_document()


def rules(word: WordDocument) -> list[list[str]]:
    """Return the borders of each paragraph as side and eighths of a point."""
    lines = [line._p.xpath("./w:pPr/w:pBdr/*") for line in word.paragraphs]  # noqa: SLF001 - no API for borders
    return [[f"{edge.tag.rpartition('}')[2]} {edge.get(qn('w:sz'))}" for edge in edges] for edges in lines]


def test_the_entries_stand_one_below_the_other_at_the_foot(word: WordDocument) -> None:
    add_imprint(word, CIRCULAR, SETTER)
    assert [line.text for line in word.paragraphs] == [
        "抄送：市招商局。",
        "送：县委办、县政府办。",
        "示例县招商办\t2026年11月6日印发",
        "",
    ]
    frames = [line._p.xpath("./w:pPr/w:framePr") for line in word.paragraphs]  # noqa: SLF001 - no API for frames
    assert [len(frame) for frame in frames] == [1, 1, 1, 0]
    tops = [frame[0].get(qn("w:y")) for frame in frames[:3]]
    # 225 mm are 12,756 twentieths of a point, a line of 22 is 580.
    # Measured from the top: the room for the last line below 版心 is no place for it.
    assert tops == ["11016", "11596", "12176"]
    assert {frame[0].get(qn("w:vAnchor")) for frame in frames[:3]} == {"margin"}


def test_thick_rules_outside_and_a_thin_one_above_the_printing_office(word: WordDocument) -> None:
    add_imprint(word, CIRCULAR, SETTER)
    # 0.35 mm are 7.9 eighths of a point, 0.25 mm are 5.7.
    assert rules(word) == [["top 8"], [], ["top 6", "bottom 8"], []]


def test_a_letter_has_no_rules_and_no_printing_office(word: WordDocument) -> None:
    add_imprint(word, replace(CIRCULAR, layout=DocumentLayout.LETTER), SETTER)
    assert rules(word) == [[], [], []]
    assert not any("印发" in line.text for line in word.paragraphs)


def test_without_content_there_is_none(word: WordDocument) -> None:
    add_imprint(word, replace(CIRCULAR, copies_to="", printed_by=""), SETTER)
    assert word.paragraphs == []


def test_an_office_with_a_long_name_has_the_day_below_it_at_the_right(word: WordDocument) -> None:
    office = "示例县“五系一本一整治”产业招商工作指挥部办公室"
    add_imprint(word, replace(CIRCULAR, copies_to="", printed_by=office), SETTER)
    assert word.paragraphs[0].text == f"{office}\n\t2026年11月6日印发"
