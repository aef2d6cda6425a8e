"""Bookmarks of parts: short names from long keys, a number for the second line."""

from docx.oxml.ns import qn

from reports.docx.document_styles import blank_document
from reports.docx.text_marks import TextMarker, base_name, mark_name


def test_a_name_fits_into_word_and_is_known_again() -> None:
    name = mark_name("各专班开展情况/项目信息/" + "很长的小标题" * 20)
    assert len(name) <= 40
    assert name.replace("_", "").isalnum()
    assert base_name(name) == base_name(f"{name}_2") == name
    assert base_name("_GoBack") == base_name("part_12") == ""


def test_the_second_line_of_a_part_has_a_name_of_its_own() -> None:
    word, marker = blank_document(), TextMarker()
    lines = [word.add_paragraph(text) for text in ("关于招商", "工作的通报", "正文", "不能改的")]
    for line, key in zip(lines, ("@title", "@title", "总体情况/1", ""), strict=True):
        marker.mark(line, key)
    marks = word.element.xpath("//w:bookmarkStart")
    names = [mark.get(qn("w:name")) for mark in marks]
    assert names == [mark_name("@title"), f"{mark_name('@title')}_2", mark_name("总体情况/1")]
    assert [mark.get(qn("w:id")) for mark in marks] == ["1", "2", "3"]
    assert word.element.xpath("//w:bookmarkEnd/@w:id") == ["1", "2", "3"]


def test_a_mark_stands_after_the_properties_of_its_paragraph() -> None:
    word = blank_document()
    line = word.add_paragraph("正文")
    line.paragraph_format.keep_with_next = True
    TextMarker().mark(line, "甲")
    tags = [child.tag.rpartition("}")[2] for child in line._p]  # noqa: SLF001 - the order in the file is the question
    assert tags == ["pPr", "bookmarkStart", "r", "bookmarkEnd"]
