"""Typed letters are read as syllables, finished or not, mixed with characters and initials."""

import pytest

from models.search.index import fold_text
from models.search.pinyin import pinyin_initials
from models.search.spelling import match_rank, spellings


def rank(typed: str, name: str) -> int | None:
    """Rank a typed word against a name."""
    plain = fold_text(name)
    return match_rank(fold_text(typed), plain, pinyin_initials(plain))


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("宏达", "宏达新材料", 0),
        ("宏达", "山西宏达", 1),
        ("hd", "宏达新材料", 2),
        ("hd", "山西宏达", 3),
        ("hongda", "宏达新材料", 2),
        ("hongda", "山西宏达", 3),
        ("hongdax", "宏达新材料", 2),
        ("hongdaxi", "宏达新材料", 2),
        ("hongdaxin", "宏达新材料", 2),
        ("hongdaxit", "宏达新材料", None),
        ("hdxincai", "宏达新材料", 2),
        ("宏daxin", "宏达新材料", 2),
        ("xian", "西安", 2),
        ("xian", "先进制造", 2),
        ("fangan", "方案", 2),
        ("fangan", "反感", 2),
        ("xingan", "新干县", 2),
        ("lvse", "绿色", 2),
        ("lueying", "掠影", 2),
        ("lveying", "掠影", 2),
        ("chongqing", "重庆", 2),
        ("zhongqing", "重庆", 2),
        ("jiaohua", "焦化", 2),
        ("qiaohua", "焦化", None),  # an archaic reading of 焦
        ("iaohua", "焦化", None),
        ("5wandun", "5万吨", 2),
        ("hongdashanxi", "宏达（山西）", 2),
        ("lngxiangmu", "LNG项目", 2),
        ("hongda", "", None),
        ("h", "宏达", 2),
    ],
)
def test_how_near_a_name_is(typed: str, name: str, expected: int | None) -> None:
    assert rank(typed, name) == expected


@pytest.mark.parametrize("typed", ["", "h", "jl", "lng", "宏达", "99", "h" * 61, "hongda" * 11])
def test_what_is_no_pinyin_has_no_spelling(typed: str) -> None:
    assert spellings(typed) == ()


def test_the_likeliest_reading_comes_first_with_what_the_index_must_hold() -> None:
    assert spellings("xian")[0].probe == "x"
    assert "xa" in [way.probe for way in spellings("xian")]
    assert {way.probe for way in spellings("宏达xin")} == {"宏达"}
    assert len(spellings("jianlian" * 4)) <= 4
