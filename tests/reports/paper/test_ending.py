"""Signature, date and imprint stand where GB/T 9704 puts them, and never alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.content import Annex
from reports.paper.geometry import GB9704, mm
from tests.reports.paper.sheets import Char, Reader, circular, filler, paragraph, press, table

CELL = GB9704.cell / mm(1)


def line_with(reader: Reader, page: int, text: str) -> list[Char]:
    chars = reader.chars(page)
    at = "".join(char.text for char in chars).rindex(text)
    return chars[at : at + len(text)]


def test_the_date_begins_two_characters_right_of_the_signature(tmp_path: Path) -> None:
    reader = press(tmp_path, replace(circular(), printed_by="", copies_to=""))
    organ = line_with(reader, 1, "夏邑县招商引资工作领导小组办公室")
    date = line_with(reader, 1, "2026年11月5日")
    assert 184 - organ[-1].right == pytest.approx(2 * CELL, abs=0.3)
    assert date[0].left - organ[0].left == pytest.approx(2 * CELL, abs=0.5)
    assert date[0].top - organ[0].top == pytest.approx(225 / 22, abs=1)


def test_a_date_longer_than_the_signature_ends_two_characters_in(tmp_path: Path) -> None:
    reader = press(tmp_path, replace(circular(), signed_by="县招商办", printed_by="", copies_to=""))
    date = line_with(reader, 1, "2026年11月5日")
    organ = line_with(reader, 1, "县招商办")
    assert 184 - date[-1].right == pytest.approx(2 * CELL, abs=0.3)
    assert date[0].left - organ[0].left == pytest.approx(2 * CELL, abs=0.5)


@pytest.mark.parametrize("lines", range(2, 14))
def test_no_page_carries_a_signature_alone(tmp_path: Path, lines: int) -> None:
    body = (*filler(lines), paragraph("特此通报。" * 12))
    reader = press(tmp_path, replace(circular(*body), printed_by="", copies_to=""))
    (page,) = reader.pages_with("2026年11月5日")
    assert "特此通报" in reader.text(page)
    assert "联系人：张伟" in reader.text(page)


def test_the_imprint_ends_on_the_lower_edge_of_the_last_page(tmp_path: Path) -> None:
    reader = press(tmp_path, circular(*filler(20), annexes=(Annex("附表", (table(3),)),)))
    assert reader.pages_with("印发") == [reader.printed.pages]
    office = line_with(reader, reader.printed.pages, "2026年11月5日印发")
    assert office[0].bottom == pytest.approx(262 - (225 / 22 - 14 / mm(1)) / 2, abs=1)
    assert 184 - office[-1].right == pytest.approx(14 / mm(1), abs=0.3)
    assert "抄送：县委办公室，县人大常委会办公室。" in reader.text(reader.printed.pages)


def test_the_imprint_never_stands_on_a_page_that_lies_on_its_side(tmp_path: Path) -> None:
    reader = press(tmp_path, circular(annexes=(Annex("附表", (table(3),), landscape=True),)))
    assert reader.printed.sideways == (2,)
    assert reader.pages_with("印发") == [3]
