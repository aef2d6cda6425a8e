"""Headings, paragraphs and the list of annexes stand where GB/T 9704 puts them."""

from pathlib import Path

from reports.content.document import Annex, SectionHeading, TextSpan
from reports.pdf.elements import flatten
from tests.reports.pdf.sheets import body_only, circular, figure, filler, paragraph, print_circular


def test_figures_keep_their_places_when_spaces_without_room_are_dropped() -> None:
    number = figure("174")
    text, places = flatten([TextSpan("签约\u200b项目"), TextSpan("174个", number), TextSpan("。")])
    assert text == "签约项目174个。"
    assert [(place.start, place.end, place.figure) for place in places] == [(4, 8, number)]


def test_a_heading_never_stays_behind_at_the_foot_of_a_page(tmp_path: Path) -> None:
    for lines in range(6, 12):
        reader = print_circular(
            tmp_path, body_only(*filler(lines), SectionHeading(1, "四、下一步工作"), paragraph("加快推进。"))
        )
        assert reader.pages_with("四、下一步工作") == reader.pages_with("加快推进。")


def test_headings_and_paragraphs_begin_two_characters_in(tmp_path: Path) -> None:
    reader = print_circular(
        tmp_path, body_only(SectionHeading(1, "一、总体"), SectionHeading(2, "（一）签约"), paragraph("丙" * 40))
    )
    left = {char.text: char.left for char in reversed(reader.chars(1))}
    assert abs(left["一"] - left["丙"]) < 0.1
    assert 38 < left["丙"] < 40


def test_annexes_are_listed_and_each_begins_a_page(tmp_path: Path) -> None:
    annexes = (Annex("甲表", (paragraph("甲。"),)), Annex("乙表", (paragraph("乙。"),)))
    reader = print_circular(tmp_path, circular(annexes=annexes))
    assert "附件：1.甲表2.乙表" in reader.text(1).replace(" ", "")
    assert reader.text(2).startswith("附件1甲表")
    assert reader.text(3).startswith("附件2乙表")


def test_a_single_annex_has_no_number(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, circular(annexes=(Annex("甲表", (paragraph("甲。"),)),)))
    assert "附件：甲表" in reader.text(1)
    assert reader.text(2).startswith("附件甲表")
