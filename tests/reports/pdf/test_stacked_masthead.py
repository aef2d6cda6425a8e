"""A red head of any length is large enough to be one, and several organs share it (GB/T 9704, 7.2.4)."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.pdf.elements import Typesetter
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker
from reports.pdf.masthead import MIN_HORIZONTAL_SCALE, MastheadInk
from reports.pdf.stacked_masthead import StackedMasthead, fitting_masthead
from tests.reports.pdf.sheets import circular, filler, print_circular

SETTER = Typesetter(Breaker(FontSet.bundled()), GB9704, GB9704.width)
SIZE = GB9704.masthead_size
SHORT = ("郏县人民政府", "郏县招商引资领导小组", "河津市招商引资领导小组", "夏邑县招商引资工作领导小组办公室")
LONG = (
    "孟村回族自治县招商引资工作领导小组办公室",
    "夏邑县“五系一木一整治”产业招商工作指挥部办公室",
    "积石山保安族东乡族撒拉族自治县招商引资工作领导小组办公室",
    "双江拉祜族佤族布朗族傣族自治县以商招商工作指挥部办公室",
)
JOINT = "中共郏县县委办公室\n郏县人民政府办公室"


def masthead(text: str) -> MastheadInk | StackedMasthead:
    return fitting_masthead(SETTER, text, SIZE)


@pytest.mark.parametrize("name", SHORT)
def test_a_name_that_can_be_large_on_one_line_stays_there(name: str) -> None:
    ink = masthead(f"{name}文件")
    assert isinstance(ink, MastheadInk)
    assert ink.line.size >= 34


@pytest.mark.parametrize("name", LONG)
def test_a_longer_name_takes_two_lines_broken_between_words(name: str) -> None:
    ink = masthead(f"{name}文件")
    assert isinstance(ink, StackedMasthead)
    first, second = (line.text for line in ink.names)
    assert first + second == name
    assert first.endswith(("自治县", "招商引资", "产业招商", "工作", "产业", "整治”"))
    assert ink.suffix is not None
    assert ink.names[0].size >= 26  # one line would leave 16 to 25 points
    assert ink.names[0].size > GB9704.title_size


@pytest.mark.parametrize("text", [*(f"{name}文件" for name in LONG), f"{JOINT}文件", JOINT, f"{JOINT}\n郏县招商办文件"])
def test_the_lines_are_spread_to_one_width_and_all_stays_within_the_type_area(text: str) -> None:
    ink = masthead(text)
    assert isinstance(ink, StackedMasthead)
    widths = [line.width for line in ink.names]
    assert widths == pytest.approx([widths[0]] * len(widths), abs=0.1)
    assert ink.names_width + ink.suffix_width <= GB9704.width + 0.1
    assert ink.left == pytest.approx((GB9704.width - ink.names_width - ink.suffix_width) / 2)
    assert MIN_HORIZONTAL_SCALE <= ink.horizontal_scale <= 1
    assert ink.height < 2.4 * SIZE


def test_only_a_document_head_has_its_suffix_beside_the_names() -> None:
    joint, minutes = masthead(f"{JOINT}文件"), masthead(JOINT)
    assert isinstance(joint, StackedMasthead)
    assert isinstance(minutes, StackedMasthead)
    assert joint.suffix is not None
    assert joint.suffix.text == "文件"
    assert [line.text for line in joint.names] == JOINT.splitlines()
    assert minutes.suffix is None


@pytest.mark.parametrize("organ", [*LONG, JOINT])
def test_its_upper_edge_stands_where_the_standard_has_it_and_the_page_shows_text(organ: str, tmp_path: Path) -> None:
    reader = print_circular(tmp_path, replace(circular(*filler(4)), masthead=f"{organ}文件"))
    red = [char for char in reader.chars(1) if char.top < 120]
    assert min(char.left for char in red) >= 28 - 0.5
    assert max(char.right for char in red) <= 184 + 0.5
    assert "招商引资是经济工作的生命线" in reader.text(1)
