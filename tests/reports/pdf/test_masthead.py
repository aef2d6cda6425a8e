"""发文机关标志 and the marks above it: as large as fits, in the order of the standard (GB/T 9704, 7.2)."""

from dataclasses import replace

import pytest

from reports.pdf.elements import TextInk, Typesetter
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker
from reports.pdf.masthead import LETTER_HEIGHT, build_masthead, header_marks, opposite_ends
from reports.pdf.stacked_masthead import masthead_boxes
from tests.reports.pdf.sheets import circular

SETTER = Typesetter(Breaker(FontSet.bundled()), GB9704, GB9704.width)
SIZE = GB9704.masthead_size  # 52 pt; 156 mm hold 8.5 such letters
NARROWEST = 0.66


@pytest.mark.parametrize(
    ("letters", "spread", "narrowed", "smaller"),
    [
        (4, True, False, False),
        (6, True, False, False),
        (8, False, False, False),  # 416 of 442 pt: as it is
        (9, False, True, False),  # 468 pt
        (12, False, True, False),  # 624 pt, two thirds of which are 412
        (13, False, True, True),  # 676 pt × 0.66 is more than 442
        (20, False, True, True),
    ],
)
def test_a_short_name_is_spread_and_a_long_one_narrowed_then_made_smaller(
    letters: int, spread: bool, narrowed: bool, smaller: bool
) -> None:
    ink = build_masthead(SETTER, "县" * letters, SIZE)
    width = ink.line.width * ink.horizontal_scale
    assert (ink.line.width > letters * SIZE + 1) is spread
    assert (ink.horizontal_scale < 1) is narrowed
    assert (ink.line.size < SIZE) is smaller
    assert width <= GB9704.width + 0.01
    assert ink.horizontal_scale >= NARROWEST


def test_a_name_that_is_narrowed_fills_the_line() -> None:
    for letters in (9, 12, 13, 20):
        ink = build_masthead(SETTER, "县" * letters, SIZE)
        assert ink.line.width * ink.horizontal_scale == pytest.approx(GB9704.width, abs=0.5)


def test_the_gaps_of_a_very_short_name_are_bounded() -> None:
    """Six tenths of a letter at the most, so that two letters do not stand at the ends of the line."""
    ink = build_masthead(SETTER, "县府", SIZE)
    assert ink.line.width <= 2 * SIZE + 2 * 0.6 * SIZE + 0.01


def test_its_height_is_that_of_its_letters() -> None:
    assert build_masthead(SETTER, "夏邑县文件", SIZE).height == pytest.approx(SIZE * LETTER_HEIGHT)
    assert LETTER_HEIGHT == 0.95


@pytest.mark.parametrize(
    ("facts", "marks"),
    [
        ({}, []),
        ({"copy_number": "000001"}, ["000001"]),
        ({"urgency": "特急"}, ["特急"]),
        ({"urgency": "加急", "secrecy": "内部", "copy_number": "000012"}, ["000012", "内部", "加急"]),
    ],
)
def test_marks_stand_in_the_order_of_the_standard(facts: dict[str, str], marks: list[str]) -> None:
    assert [line.text for line in header_marks(SETTER, replace(circular(), **facts))] == marks  # type: ignore[arg-type]  # facts by name


def test_the_masthead_stands_below_the_marks_and_no_higher_than_its_drop() -> None:
    pitch, drop = GB9704.line_pitch, GB9704.masthead_drop
    marked = replace(circular(), copy_number="000001", secrecy="内部", urgency="特急")
    bare = replace(circular(), masthead="")
    # 35 mm are 99.2 pt, three lines of marks 87 pt.
    assert [box.height for box in masthead_boxes(SETTER, marked, drop)][:1] == pytest.approx([drop])
    assert [box.height for box in masthead_boxes(SETTER, marked, 2 * pitch)][:1] == pytest.approx([3 * pitch])
    assert masthead_boxes(SETTER, bare, drop) == []
    (marks,) = masthead_boxes(SETTER, replace(bare, urgency="特急"), drop)
    assert marks.height == pytest.approx(pitch)


def test_two_texts_at_the_ends_of_a_line_share_it_where_there_is_room() -> None:
    def rows(left: str) -> list[list[str]]:
        boxes = opposite_ends(SETTER, left, "签发人：示例甲", GB9704.char_pitch)
        inks = [box.ink for box in boxes if isinstance(box.ink, TextInk)]
        return [[line.text for _, line in ink.parts] for ink in inks]

    # 28 characters less two of margin, 7 of the signer and one that must stay free leave 18 (and these are set tight).
    assert rows("字" * 17) == [["字" * 17, "签发人：示例甲"]]
    assert rows("字" * 19) == [["字" * 19], ["签发人：示例甲"]]
    assert rows("") == [["签发人：示例甲"]]
