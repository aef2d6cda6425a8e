"""撞单 by level, with names as two task forces would write them."""

from decimal import Decimal

import pytest

from models.rules.company_names import company_core, project_core
from models.rules.similarity import ComparedRow, compare_rows, same_firm

CODE = "91110000600037341L"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("（江苏）恒远新材料有限公司", "恒远新材料"),
        ("江苏省恒远新材料股份有限公司", "恒远新材料"),
        ("苏州市恒远新材料集团有限公司", "恒远新材料"),
        ("恒远新材料", "恒远新材料"),
        ("中国铝业股份有限公司", "中国铝业"),
        ("山西公司", "山西"),
    ],
)
def test_a_companys_name_is_brought_to_its_core(name: str, expected: str) -> None:
    assert company_core(name) == expected


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
