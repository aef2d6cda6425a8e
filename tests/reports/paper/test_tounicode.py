"""What is printed can be searched and copied, rare names too."""

from pathlib import Path

from reports.content import Heading
from reports.paper.tounicode import to_unicode
from tests.reports.paper.sheets import RARE, bare, paragraph, press


def test_characters_beyond_the_basic_plane_are_written_as_pairs() -> None:
    assert "<21> <D872DF4E>" in to_unicode("F", [0] * 33 + [0x2CB4E])


def test_a_block_holds_a_hundred_entries() -> None:
    written = to_unicode("F", range(250))
    assert written.count("beginbfchar") == 3
    assert "<00> <0000>" not in written


def test_rare_names_can_be_found_and_copied(tmp_path: Path) -> None:
    text = f"项目负责人{RARE}，年产3亿平方米隔膜“𬭎泰”——完成82.19%。"
    reader = press(tmp_path, bare(Heading(1, f"一、{RARE}"), Heading(2, f"（一）{RARE}"), paragraph(text)))
    assert text in reader.packed()
    assert reader.packed().count(RARE) == 3
