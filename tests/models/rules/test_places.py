"""A company's name begins with a province or with one of its cities."""

import pytest

from models.rules.places import PROVINCES, Place, leading_place


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("宁德时代新能源", Place("福建", "宁德")),
        ("四川时代新能源", Place("四川", "")),
        ("呼和浩特某某", Place("内蒙古", "呼和浩特")),
        ("黑龙江某某", Place("黑龙江", "")),
        ("北京某某", Place("北京", "")),
        ("宏达新材料", None),
        ("", None),
    ],
)
def test_the_place_that_a_name_begins_with(name: str, place: Place | None) -> None:
    assert leading_place(name) == place


def test_the_place_is_given_as_it_is_written() -> None:
    assert Place("福建", "宁德").written == "宁德"
    assert Place("四川", "").written == "四川"


def test_all_provinces_are_known() -> None:
    assert len(PROVINCES) == 35  # 34 and 中国
