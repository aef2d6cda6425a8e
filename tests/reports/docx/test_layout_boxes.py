"""Boxes of the printed page as Word paragraphs: nothing lost, each line as far down as it is printed."""

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from reports.docx.document_styles import blank_document
from reports.docx.layout_boxes import BoxWriter
from reports.pdf.elements import TextInk, Typesetter
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.letter_head import LetterheadInk
from reports.pdf.line_breaking import Breaker, PdfLine, TextStyle
from reports.pdf.masthead import HorizontalRule, build_masthead
from reports.pdf.pagination import LayoutBox

MEASURE = 442.0
BREAKER = Breaker(FontSet.bundled())
SETTER = Typesetter(BREAKER, GB9704, GB9704.width)


@pytest.fixture
def word() -> Document:
    """Give an empty document."""
    return blank_document()


def line(text: str, role: FontRole = FontRole.BODY, size: float = 16.0) -> PdfLine:
    """Set a text on one line."""
    return BREAKER.single(text, TextStyle(role, size))


def heights(paragraph: Paragraph) -> tuple[float, float]:
    """Return the space above a paragraph and the height of its line, in points."""
    form = paragraph.paragraph_format
    assert isinstance(form.line_spacing, int)
    return (form.space_before or Pt(0)).pt, Pt(form.line_spacing / Pt(1)).pt


def write(word: Document, *boxes: LayoutBox) -> list[Paragraph]:
    """Write boxes from the top of a page."""
    writer = BoxWriter(word, GB9704, MEASURE)
    writer.write(boxes)
    writer.close()
    return word.paragraphs


def test_blank_boxes_become_the_space_above_the_next_line(word: Document) -> None:
    text = TextInk(((0.0, line("正文")),), 28.0)
    (paragraph,) = write(word, LayoutBox(40.0), LayoutBox(20.0), LayoutBox(28.0, text))
    assert heights(paragraph) == (60.0, 28.0)


def test_a_low_box_gets_a_line_that_does_not_cut_its_letters(word: Document) -> None:
    low, after = TextInk(((0.0, line("文号")),), 16.0), TextInk(((0.0, line("正文")),), 28.0)
    first, second = write(word, LayoutBox(60.0), LayoutBox(16.0, low), LayoutBox(50.0), LayoutBox(28.0, after))
    above, height = heights(first)
    assert height == pytest.approx(16 * 1.4, abs=0.1)
    # 60 + 0.88 × 16 is the printed baseline; Word's lies at four fifths of the line.
    assert above + 0.8 * height == pytest.approx(60 + 0.88 * 16, abs=0.2)
    assert above + height + heights(second)[0] == pytest.approx(60 + 16 + 50, abs=0.2)


def test_a_rule_is_a_border_of_its_own_width_and_colour(word: Document) -> None:
    (paragraph, rest) = write(word, LayoutBox(11.0), LayoutBox(30.0, HorizontalRule(MEASURE, 1.42, (0.85, 0.0, 0.05))))
    (edge,) = paragraph._p.xpath("./w:pPr/w:pBdr/w:top")  # noqa: SLF001 - python-docx reads no borders
    assert (edge.get(qn("w:sz")), edge.get(qn("w:color"))) == ("11", "D9000D")
    assert heights(paragraph)[0] == 11.0
    assert heights(rest)[1] == pytest.approx(28.0)  # the rule itself takes one point, one is left as slack


def test_lines_keep_their_side(word: Document) -> None:
    centred, right, inset = line("居中"), line("居右"), line("缩进")
    boxes = [
        LayoutBox(28.0, TextInk((((MEASURE - centred.width) / 2, centred),), 28.0)),
        LayoutBox(28.0, TextInk(((MEASURE - right.width, right),), 28.0)),
        LayoutBox(28.0, TextInk(((37.5, inset),), 28.0)),
    ]
    middle, outer, indented = write(word, *boxes)
    assert (middle.alignment, outer.alignment) == (WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT)
    assert (indented.paragraph_format.left_indent, indented.text) == (Pt(37.5), "缩进")


def test_two_texts_on_a_line_are_parted_by_a_tab_at_the_right_end(word: Document) -> None:
    office, day = line("示例县招商办"), line("2026年11月5日")
    ink = TextInk(((16.0, office), (MEASURE - 16 - day.width, day)), 28.0)
    (paragraph,) = write(word, LayoutBox(28.0, ink))
    assert paragraph.text == "示例县招商办\t2026年11月5日"
    (stop,) = paragraph.paragraph_format.tab_stops
    assert stop.position.pt == pytest.approx(MEASURE - 16, abs=0.1)


def test_a_line_of_the_title_is_a_title(word: Document) -> None:
    title = line("关于招商引资工作情况的通报", FontRole.TITLE, 22.0)
    (paragraph,) = write(word, LayoutBox(34.0, TextInk((((MEASURE - title.width) / 2, title),), 34.0)))
    assert paragraph.style is not None
    assert (paragraph.style.name, paragraph.alignment) == ("Title", WD_ALIGN_PARAGRAPH.CENTER)


def test_a_text_that_follows_at_once_needs_no_tab(word: Document) -> None:
    """签发人： and the first name touch: a tab between them would take the name to the stop of the second."""
    number, label, first, second = line("示招组〔2026〕9号"), line("签发人："), line("示例甲"), line("示例乙")
    at = 250.0
    parts = ((16.0, number), (at, label), (at + label.width, first), (MEASURE - 16 - second.width, second))
    (paragraph,) = write(word, LayoutBox(28.0, TextInk(parts, 28.0)))
    assert paragraph.text == "示招组〔2026〕9号\t签发人：示例甲\t示例乙"


def test_the_frame_of_a_letter_takes_no_room_below_words_own_header(word: Document) -> None:
    organ = build_masthead(SETTER, "示例县人民政府", GB9704.masthead_size)
    head, text = LetterheadInk(organ, GB9704), TextInk(((0.0, line("文号")),), 28.0)
    (paragraph,) = write(word, LayoutBox(head.depth + 14.0, head), LayoutBox(28.0, text))
    assert heights(paragraph) == (14.0, 28.0)


def test_no_height_is_rounded_up_and_the_space_below_the_head_leaves_slack(word: Document) -> None:
    # 28.99 pt are 579.8 twentieths: Word gets 579. Of the 20 pt below, one is left so that no page loses a line.
    text = TextInk(((0.0, line("正文")),), 28.99)
    first, blank = write(word, LayoutBox(28.99, text), LayoutBox(20.0))
    assert heights(first) == (0.0, 28.95)
    assert heights(blank) == (0.0, 19.0)
