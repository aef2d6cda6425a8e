"""撞单 by level, with names as two task forces would write them."""

from decimal import Decimal

import pytest

from models.rules.company_names import project_core
from models.rules.similarity import (
    ComparedRow,
    compare_rows,
    dice_coefficient,
    is_abbreviation,
    is_subsequence,
    relative_difference,
    same_firm,
)

D = Decimal
CODE = "91110000600037341L"


def test_words_all_projects_share_do_not_make_them_alike() -> None:
    assert project_core("年产5万吨针状焦建设项目（一期）") == "5万吨针状焦"


def claim(name: str, investor: str = "", **facts: object) -> ComparedRow:
    return ComparedRow(row=name, name=name, investor=investor, **facts)  # type: ignore[arg-type]  # a test's own facts


def match_level(first: ComparedRow, other: ComparedRow) -> int | None:
    match = compare_rows(first, other)
    return match.level if match else None


def test_one_code_is_one_firm_whatever_the_names() -> None:
    assert match_level(claim("甲项目", code=CODE), claim("乙项目", code=CODE)) == 1


def test_one_name_and_one_investor_are_one_project() -> None:
    first = claim("年产5万吨针状焦项目", "江苏恒远新材料有限公司")
    other = claim("年产5万吨针状焦建设项目", "恒远新材料（江苏）股份有限公司")
    assert match_level(first, other) == 1


def test_without_an_investor_it_is_one_level_less_sure() -> None:
    assert match_level(claim("年产5万吨针状焦项目", "江苏恒远新材料有限公司"), claim("年产5万吨针状焦项目")) == 2


def test_one_investor_and_nearly_one_amount_is_level_three() -> None:
    first = claim("针状焦项目", "恒远新材料有限公司", total=Decimal(10_000))
    other = claim("炭黑尾气发电", "恒远新材料有限公司", total=Decimal(9_100))
    assert match_level(first, other) == 3
    assert match_level(first, claim("炭黑尾气发电", "恒远新材料有限公司", total=Decimal(5_000))) is None


def test_one_investor_and_a_weak_sign_is_level_four() -> None:
    first = claim("针状焦项目", "恒远新材料有限公司", industry="焦化")
    assert match_level(first, claim("炭黑尾气发电", "恒远新材料有限公司", industry="焦化")) == 4


def test_two_investors_and_unlike_names_are_two_projects() -> None:
    assert match_level(claim("针状焦项目", "恒远新材料有限公司"), claim("光伏电站", "远恒新能源有限公司")) is None


def test_names_of_one_sound_are_one_firm_where_sound_is_asked() -> None:
    def sound(text: str) -> str:
        return text.replace("星", "xing").replace("兴", "xing")

    assert not same_firm("华星材料有限公司", "华兴材料有限公司")
    assert same_firm("华星材料有限公司", "华兴材料有限公司", phonetic_key=sound)


FIRM = "恒远新材料有限公司"


def level_at(percent: float, left: ComparedRow, right: ComparedRow) -> int | None:
    """Return the level two rows get when their names are so many percent alike."""

    def similarity(first: str, second: str) -> float:
        return 100.0 if first == second else percent

    result = compare_rows(left, right, similarity=similarity)
    return result.level if result else None


@pytest.mark.parametrize(
    ("percent", "same_investor", "no_investor"),
    [
        (100.0, 1, 2),
        (99.5, 1, 2),  # printed as 100 %, so it is judged as 100 %
        (99.4, 2, 3),
        (85.0, 2, 3),
        (84.6, 2, 3),  # printed as 85 %, so it is judged as 85 %
        (84.4, 3, 4),
        (60.0, 3, 4),
        (59.6, 3, 4),
        (59.4, None, None),
    ],
)
def test_names_85_and_60_percent_alike_reach_the_level_they_equal(
    percent: float, same_investor: int | None, no_investor: int | None
) -> None:
    left, right = ComparedRow("a", "甲甲", FIRM), ComparedRow("b", "乙乙", FIRM)
    assert level_at(percent, left, right) == same_investor
    assert level_at(percent, left, ComparedRow("b", "乙乙")) == no_investor


@pytest.mark.parametrize(("percent", "level"), [(39.4, None), (40.0, 4), (59.4, 4), (60.0, None), (100.0, None)])
def test_names_40_to_60_percent_alike_in_one_industry_are_a_weak_sign(percent: float, level: int | None) -> None:
    # Two investors: from 60 percent on, the names alone would be level 3, but the investors differ.
    left = ComparedRow("a", "甲甲", "甲公司有限公司", industry="焦化")
    right = ComparedRow("b", "乙乙", "乙方实业有限公司", industry="焦化")

    def similarity(first: str, _second: str) -> float:
        return percent if first == "甲甲" else 0.0

    result = compare_rows(left, right, similarity=similarity)
    assert (result.level if result else None) == level
    other = compare_rows(left, ComparedRow("b", "乙乙", "乙方实业有限公司", industry="钢铁"), similarity=similarity)
    assert other is None


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        ("10000", "投资方相同，金额相同，名称相似度0%"),
        ("9000", "投资方相同，金额相差10.0%，名称相似度0%"),  # 1,000 of the larger 10,000 is ten percent
        ("8999", None),
        ("11111", "投资方相同，金额相差10.0%，名称相似度0%"),  # 1,111 ÷ 11,111 is 9.999 percent
        ("11112", None),  # 1,112 ÷ 11,112 is 10.007 percent
    ],
)
def test_amounts_ten_percent_apart_are_nearly_one(amount: str, reason: str | None) -> None:
    left = ComparedRow("a", "针状焦", FIRM, total=D(10_000))
    result = compare_rows(left, ComparedRow("b", "光伏电站", FIRM, total=D(amount)))
    assert (result.reason if result else None) == reason


def test_one_investor_with_one_unit_or_one_industry_is_a_weak_sign_and_the_unit_is_named_first() -> None:
    left = ComparedRow("a", "针状焦", FIRM, industry="焦化", unit="工科局")
    both = compare_rows(left, ComparedRow("b", "光伏电站", FIRM, industry="焦化", unit="工科局"))
    industry = compare_rows(left, ComparedRow("b", "光伏电站", FIRM, industry="焦化", unit="商务局"))
    neither = compare_rows(left, ComparedRow("b", "光伏电站", FIRM, industry="电力", unit="商务局"))
    nothing = compare_rows(ComparedRow("a", "针状焦", FIRM), ComparedRow("b", "光伏电站", FIRM))
    assert both is not None
    assert (both.level, both.likeness, both.reason) == (4, 0, "投资方相同，上报单位相同，名称相似度0%")
    assert industry is not None
    assert industry.reason == "投资方相同，行业相同，名称相似度0%"
    assert (neither, nothing) == (None, None)


def test_a_result_says_why_with_the_percent_it_was_judged_by() -> None:
    coded = compare_rows(ComparedRow("a", "甲", code="X"), ComparedRow("b", "乙", code="X"))
    assert coded is not None
    assert (coded.likeness, coded.reason) == (100, "统一社会信用代码相同（X）")
    # 针状焦 and 针状焦粉: pairs 针状 状焦 and 针状 状焦 焦粉, two of them shared: 2×2÷5 = 80 %.
    named = compare_rows(ComparedRow("a", "针状焦", FIRM), ComparedRow("b", "针状焦粉", FIRM))
    assert named is not None
    assert (named.level, named.likeness, named.reason) == (3, 80, "名称相似度80%，投资方相同")
    alone = compare_rows(ComparedRow("a", "针状焦", FIRM), ComparedRow("b", "针状焦粉"))
    assert alone is not None
    assert (alone.level, alone.reason) == (4, "名称相似度80%，缺投资方")


def test_the_likeness_of_two_texts_counts_their_pairs() -> None:
    assert dice_coefficient("甲乙丙丁", "甲乙丙丁") == 100
    assert dice_coefficient("甲乙丙丁", "甲乙丙") == 80  # 2×2÷(3+2)
    assert dice_coefficient("甲乙", "乙甲") == 0
    assert dice_coefficient("甲", "乙") == 0  # no pairs at all
    assert dice_coefficient("甲", "甲") == 100
    assert dice_coefficient("甲甲甲甲", "甲甲") == 100  # a pair counts once


@pytest.mark.parametrize(
    ("short", "full", "is_part"),
    [
        ("宝山钢铁", "宝山钢铁股份", True),
        ("宝钢股份", "宝山钢铁股份", True),
        ("宝钢股", "宝山钢铁股份", False),  # three characters: too many names contain them in order
        ("宝山钢铁", "宝山钢铁", False),  # a proper part is shorter
        ("份股钢宝", "宝山钢铁股份", False),
        ("宝山钢铁股份", "宝山钢铁", False),
    ],
)
def test_four_characters_in_order_are_a_part_and_three_are_not(short: str, full: str, *, is_part: bool) -> None:
    assert is_subsequence(short, full) is is_part


def test_three_characters_at_the_beginning_abbreviate_a_name_and_two_do_not() -> None:
    assert is_abbreviation("京东方", "京东方科技集团股份有限公司")
    assert not is_abbreviation("京东", "京东方科技集团股份有限公司")
    assert not is_abbreviation("京东方", "京东方")
    assert not is_abbreviation("东方科", "京东方科技集团股份有限公司")


def test_investors_90_percent_alike_are_one_firm() -> None:
    def at(percent: float) -> bool:
        return same_firm("恒远新材料", "恒元新材料", similarity=lambda _first, _second: percent)

    assert at(90)
    assert not at(89.9)
    assert not same_firm("", FIRM)
    assert not same_firm(FIRM, "")
    assert same_firm("京东方科技集团股份有限公司", "京东方")  # either may be the abbreviation


def test_names_of_one_sound_but_of_two_lengths_are_two_firms() -> None:
    assert not same_firm("华星材料", "华兴新材料", phonetic_key=lambda _text: "hua")


def test_a_difference_is_taken_of_the_larger_amount() -> None:
    assert relative_difference(D(90), D(100)) == D("0.1")
    assert relative_difference(D(100), D(90)) == D("0.1")
    assert relative_difference(D(0), D(100)) == 1
    assert relative_difference(D(0), D(0)) is None
    assert relative_difference(None, D(1)) is None
    assert relative_difference(D(1), None) is None
