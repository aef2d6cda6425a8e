"""A 信函 wears the head and foot of GB/T 9704, 10.1."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from reports.content.document import DocumentLayout
from reports.pdf.geometry import mm
from tests.reports.pdf.sheets import PrintedReader, circular, filler, print_circular

LETTER = replace(
    circular(*filler(14)),
    layout=DocumentLayout.LETTER,
    masthead="夏邑县招商引资局",
    copies_to="县政府办公室",
    sealed=True,
)


def rules(reader: PrintedReader, page: int) -> list[tuple[float, float, float]]:
    """Measure the horizontal rules of a page: left, length, and height below the paper's top, in millimetres."""
    sheet = reader.pdf[page - 1]
    bounds = [item.get_bounds() for item in sheet.get_objects() if item.type == 2]
    flat = [(left, bottom, right, top) for left, bottom, right, top in bounds if right - left > mm(100)]
    height = sheet.get_height()
    return sorted((left / mm(1), (right - left) / mm(1), (height - (b + t) / 2) / mm(1)) for left, b, right, t in flat)


def test_two_double_rules_of_170_mm_stand_in_the_middle(tmp_path: Path) -> None:
    lines = rules(print_circular(tmp_path, LETTER), 1)
    assert len(lines) == 4
    for left, length, _ in lines:
        assert length == pytest.approx(170, abs=1.5)  # a renderer counts half a width at both ends
        assert left == pytest.approx(20, abs=0.8)
    tops = sorted(top for *_, top in lines)
    assert tops[3] == pytest.approx(297 - 20, abs=0.5)
    assert tops[1] - tops[0] < 2
    assert tops[3] - tops[2] < 2


def test_the_organ_begins_30_mm_below_the_edge_and_the_rule_4_mm_below_it(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, LETTER)
    words = reader.pdf[0].get_textpage()
    boxes = [words.get_charbox(index) for index in range(8)]
    height = reader.pdf[0].get_height()
    assert (height - max(box[3] for box in boxes)) / mm(1) == pytest.approx(30, abs=1)
    upper = min(top for *_, top in rules(reader, 1))
    assert upper - (height - min(box[1] for box in boxes)) / mm(1) == pytest.approx(4.35, abs=1)


def test_the_number_stands_at_the_right_and_the_first_page_has_none_of_its_own(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, replace(LETTER, urgency="特急"))
    chars = reader.chars(1)
    (last,) = [char for before, char in pairwise(chars) if before.text == "5" and char.text == "号"]
    assert last.right == pytest.approx(184, abs=0.3)
    (first,) = [char for char in chars if char.text == "特"]
    assert first.left == pytest.approx(28, abs=0.3)
    assert first.top == pytest.approx(last.top, abs=0.6)
    assert "— 1 —" not in reader.text(1)
    assert "— 2 —" in reader.text(2)


def test_the_foot_names_receivers_alone_without_rules(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, LETTER)
    assert "抄送：县政府办公室。" in reader.all_text()
    assert "印发" not in reader.all_text()
    assert rules(reader, reader.printed.pages) == []
