"""A county's page settings are printed as set, and impossible settings raise a UserError each with its sentence."""

from pathlib import Path

import pytest

from models.errors import UserError
from reports.content.document import Annex
from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704, mm
from reports.pdf.page_profile import fonts_from_settings, geometry_from_settings
from tests.reports.pdf.sheets import body_only, circular, filler, paragraph, print_circular, table

OTHER_GEOMETRY = {"page_top": "30", "page_left": "28", "page_right": "28", "page_bottom": "27", "page_lines": "20"}


def test_what_nobody_set_is_the_standard() -> None:
    geometry = geometry_from_settings({"pace": "按月", "page_top": ""})
    assert geometry.width == pytest.approx(GB9704.width)
    assert geometry.height == pytest.approx(GB9704.height)
    assert geometry.line_pitch == pytest.approx(28.99, abs=0.005)
    assert geometry.duplex
    assert not geometry_from_settings({"duplex": "单面"}).duplex


def test_a_county_page_measures_as_it_was_set(tmp_path: Path) -> None:
    geometry = geometry_from_settings(OTHER_GEOMETRY | {"page_chars": "27"})
    reader = print_circular(tmp_path, body_only(paragraph("招" * 27 * 50)), geometry=geometry)
    chars = [char for char in reader.chars(2) if char.text == "招"]
    assert min(char.left for char in chars) == pytest.approx(28, abs=0.3)
    assert max(char.right for char in chars) == pytest.approx(210 - 28, abs=0.3)
    rows = sorted({round(char.top, 1) for char in chars})
    assert len(rows) == 20
    assert all(sum(round(char.top, 1) == row for char in chars) == 27 for row in rows)
    assert rows[1] - rows[0] == pytest.approx((297 - 30 - 27) / 20, abs=0.1)


def test_printed_on_both_sides_the_binding_side_changes(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, circular(*filler(26)), geometry=geometry_from_settings({"duplex": "双面"}))
    lefts = [min(char.left for char in reader.chars(page) if char.text == "战") for page in (1, 2)]
    assert lefts == pytest.approx([28, 26], abs=0.3)
    # 版记 stands on an even page, the last.
    assert reader.printed.pages % 2 == 0
    assert reader.pages_with("印发") == [reader.printed.pages]


def test_a_blank_page_before_the_imprint_has_no_number_nor_has_the_imprints(tmp_path: Path) -> None:
    pages = set()
    for lines in range(12, 26):
        reader = print_circular(
            tmp_path, circular(*filler(lines), annexes=(Annex("附表", (table(3),), landscape=True),))
        )
        last = reader.printed.pages
        if not reader.text(last - 1):
            pages.add(last)
            assert f"— {last} —" not in reader.text(last)
            assert "印发" in reader.text(last)
    assert pages


def test_the_masthead_is_as_large_and_as_red_as_the_county_wants(tmp_path: Path) -> None:
    geometry = geometry_from_settings({"masthead_size": "36", "masthead_colour": "#C00000"})
    assert geometry.masthead_size == 36
    assert geometry.masthead_colour == pytest.approx((192 / 255, 0, 0))
    assert print_circular(tmp_path, circular(), geometry=geometry).text(1).startswith("夏邑县招商引资")


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("page_top", "三十七", "天头"),
        ("page_left", "400", "10到60"),
        ("page_chars", "44", "挤在一起"),
        ("masthead_colour", "大红", "#D9000D"),
        ("page_lines", "NaN", "每页行数"),
    ],
)
def test_what_makes_no_page_is_refused(key: str, value: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        geometry_from_settings({key: value})


def test_the_faces_are_those_the_county_asks_for() -> None:
    assert fonts_from_settings({"faces": "随程序字体"}) is FontSet.bundled()
    assert fonts_from_settings({}) is FontSet.installed()


def test_a_left_margin_is_a_left_margin() -> None:
    assert geometry_from_settings({"page_left": "30"}).left == pytest.approx(mm(30))
