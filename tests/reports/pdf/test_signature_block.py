"""Signature, date and imprint stand where GB/T 9704 puts them, and never alone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reports.content.document import Annex
from reports.pdf.geometry import GB9704, mm
from tests.reports.pdf.sheets import PrintedChar, PrintedReader, circular, filler, paragraph, print_circular, table

CELL = GB9704.char_pitch / mm(1)


def line_with(reader: PrintedReader, page: int, text: str) -> list[PrintedChar]:
    chars = reader.chars(page)
    at = "".join(char.text for char in chars).rindex(text)
    return chars[at : at + len(text)]


def test_the_date_begins_two_characters_right_of_the_signature(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, replace(circular(), printed_by="", copies_to=""))
    organ = line_with(reader, 1, "夏邑县招商引资工作领导小组办公室")
    date = line_with(reader, 1, "2026年11月5日")
    assert 184 - organ[-1].right == pytest.approx(2 * CELL, abs=0.3)
    assert date[0].left - organ[0].left == pytest.approx(2 * CELL, abs=0.5)
    assert date[0].top - organ[0].top == pytest.approx(225 / 22, abs=1)


def test_a_date_longer_than_the_signature_ends_two_characters_in(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, replace(circular(), signed_by="县招商办", printed_by="", copies_to=""))
    date = line_with(reader, 1, "2026年11月5日")
    organ = line_with(reader, 1, "县招商办")
    assert 184 - date[-1].right == pytest.approx(2 * CELL, abs=0.3)
    assert date[0].left - organ[0].left == pytest.approx(2 * CELL, abs=0.5)


def test_under_a_seal_the_date_ends_four_characters_in_below_the_middle_of_the_organ(tmp_path: Path) -> None:
    sealed = replace(circular(), sealed=True, signed_by="夏邑县人民政府", remark="")
    reader = print_circular(tmp_path, sealed)
    organ, date = line_with(reader, 1, "夏邑县人民政府"), line_with(reader, 1, "2026年11月5日")
    assert 184 - date[-1].right == pytest.approx(4 * CELL, abs=0.4)
    middles = [(line[0].left + line[-1].right) / 2 for line in (organ, date)]
    assert middles[0] == pytest.approx(middles[1], abs=0.5)
    body = line_with(reader, 1, "全县新签约项目")
    # A seal of 42 mm, whose middle lies a little above the two, begins within one line of the text.
    centre = (organ[0].top + date[0].bottom) / 2 - 3
    assert centre - 21 - body[0].bottom < 225 / 22
    assert date[0].bottom < centre + 21


def test_joint_organs_leave_room_for_a_seal_each(tmp_path: Path) -> None:
    names = "夏邑县财政局\n夏邑县商务局\n夏邑县统计局\n夏邑县司法局"
    reader = print_circular(
        tmp_path, replace(circular(), sealed=True, signed_by=names, remark="", printed_by="", copies_to="")
    )
    lines = [line_with(reader, reader.printed.pages, name) for name in names.splitlines()]
    middles = [((line[0].left + line[-1].right) / 2, line[0].top) for line in lines]
    for number, (x, y) in enumerate(middles):
        assert 28 + 21 <= x <= 184 - 21
        assert all(((x - a) ** 2 + (y - b) ** 2) ** 0.5 > 42 for a, b in middles[:number])


def test_the_day_of_printing_is_its_own(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, replace(circular(), printed_on=date(2026, 11, 9)))
    assert "2026年11月9日印发" in reader.all_text()
    assert "2026年11月5日" in reader.all_text()


@pytest.mark.parametrize("lines", range(2, 14))
def test_no_page_carries_a_signature_alone(tmp_path: Path, lines: int) -> None:
    body = (*filler(lines), paragraph("特此通报。" * 12))
    reader = print_circular(tmp_path, replace(circular(*body), printed_by="", copies_to=""))
    (page,) = reader.pages_with("2026年11月5日")
    assert "特此通报" in reader.text(page)
    assert "联系人：张伟" in reader.text(page)


def test_the_imprint_ends_on_the_lower_edge_of_the_last_page(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, circular(*filler(20), annexes=(Annex("附表", (table(3),)),)))
    assert reader.pages_with("印发") == [reader.printed.pages]
    office = line_with(reader, reader.printed.pages, "2026年11月5日印发")
    assert office[0].bottom == pytest.approx(262 - (225 / 22 - 14 / mm(1)) / 2, abs=1)
    # An even page: its type area ends 28 mm from the edge.
    assert reader.printed.pages % 2 == 0
    assert 182 - office[-1].right == pytest.approx(14 / mm(1), abs=0.3)
    assert "抄送：县委办公室，县人大常委会办公室。" in reader.text(reader.printed.pages)


def test_the_imprint_never_stands_on_a_page_that_lies_on_its_side(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, circular(annexes=(Annex("附表", (table(3),), landscape=True),)))
    assert reader.printed.sideways == (2,)
    # Page 3 would be an odd one: it stays empty, and neither it nor the page of 版记 is numbered (7.5).
    assert reader.pages_with("印发") == [4]
    assert reader.text(3) == ""
    assert "— 4 —" not in reader.text(4)


LONG_NAME = "积石山保安族东乡族撒拉族自治县招商引资工作领导小组办公室"


@pytest.mark.parametrize("sealed", [False, True])
def test_a_name_wider_than_the_page_is_broken_between_words(tmp_path: Path, *, sealed: bool) -> None:
    """27 characters and two to the right of them are more than a line holds; two lines stand middle below middle."""
    document = replace(circular(), signed_by=LONG_NAME, sealed=sealed, remark="", printed_by="", copies_to="")
    if sealed:
        document = replace(document, signed_by=LONG_NAME.replace("工作", "工作协调"))
    reader = print_circular(tmp_path, document)
    page = reader.pages_with("2026年11月5日")[0]
    first, second = line_with(reader, page, "积石山保安族东乡族"), line_with(reader, page, "领导小组办公室")
    date = line_with(reader, page, "2026年11月5日")
    assert first[0].top < second[0].top < date[0].top
    left, right = (28, 184) if page % 2 else (26, 182)
    assert left - 0.3 <= min(first[0].left, second[0].left)
    assert max(line[-1].right for line in (first, second)) <= right + 0.3
    if not sealed:
        assert date[0].left - min(first[0].left, second[0].left) == pytest.approx(2 * CELL, abs=0.5)
