"""Phases, blocks, sizes and extensions tell the projects of one firm apart; spellings of one do not."""

from decimal import Decimal

import pytest

from models.rules.project_parts import parts_differ, project_parts
from models.rules.similarity import ComparedRow, compare_rows

FIRM = "江苏恒远新材料有限公司"
D1 = Decimal(1)
CODE = "91110000600037341L"

DIFFERENT_PROJECTS = [
    ("针状焦项目一期", "针状焦项目二期"),
    ("针状焦项目（一期）", "针状焦项目（二期）"),
    ("针状焦项目", "针状焦项目二期"),
    ("针状焦项目Ⅱ期", "针状焦项目第三期"),
    ("针状焦项目首期", "针状焦项目2期"),
    ("宏达产业园A区项目", "宏达产业园B区项目"),
    ("宏达产业园（A区）", "宏达产业园（B区）"),
    ("宏达产业园东区", "宏达产业园西区"),
    ("标准厂房1号地块", "标准厂房2号地块"),
    ("年产5万吨针状焦项目", "年产50万吨针状焦项目"),
    ("年产五万吨针状焦项目", "年产八万吨针状焦项目"),
    ("光伏电站100MW", "光伏电站20万千瓦"),
    ("针状焦项目", "针状焦扩建项目"),
    ("针状焦技改项目", "针状焦项目"),
]
SAME_PROJECT = [
    ("针状焦项目", "针状焦项目一期"),
    ("针状焦项目二期", "针状焦建设项目（2期）"),
    ("针状焦项目第二期", "针状焦项目Ⅱ期"),
    ("针状焦一、二期项目", "针状焦项目二期"),
    ("针状焦一、二期项目", "针状焦项目"),
    ("宏达产业园", "宏达产业园A区"),
    ("宏达产业园a区", "宏达产业园（Ａ区）"),
    ("年产5万吨针状焦项目", "年产五万吨针状焦项目"),
    ("年产5万吨针状焦项目", "年产50,000吨针状焦项目"),
    ("年产5万吨针状焦项目", "针状焦项目"),
    ("光伏电站100MW", "光伏电站10万千瓦"),
    ("针状焦扩建项目", "针状焦改扩建项目"),
    ("山东区域总部", "山东区域总部项目"),
]


@pytest.mark.parametrize(("left", "right"), DIFFERENT_PROJECTS)
def test_parts_of_one_name_are_different_projects_even_of_one_firm_with_one_amount(left: str, right: str) -> None:
    assert parts_differ(left, right)
    assert parts_differ(right, left)
    rows = [ComparedRow(name, name, FIRM, CODE, Decimal(10_000), "焦化", "工科局") for name in (left, right)]
    assert compare_rows(rows[0], rows[1]) is None
    assert compare_rows(rows[1], rows[0]) is None


@pytest.mark.parametrize(("left", "right"), SAME_PROJECT)
def test_two_spellings_of_one_part_stay_a_duplicate(left: str, right: str) -> None:
    assert not parts_differ(left, right)
    assert not parts_differ(right, left)
    for first, second in ((left, right), (right, left)):
        match = compare_rows(ComparedRow("a", first, FIRM, total=D1), ComparedRow("b", second, FIRM, total=D1))
        assert match is not None
        assert match.level <= 3


def test_unlike_names_of_different_sizes_are_compared_by_their_firm() -> None:
    left = ComparedRow("a", "年产5万吨针状焦项目", FIRM, total=D1)
    match = compare_rows(left, ComparedRow("b", "年产8万吨炭黑尾气利用", FIRM, total=D1))
    assert match is not None
    assert (match.level, match.reason[:5]) == (3, "投资方相同")


@pytest.mark.parametrize(
    ("name", "phases", "blocks", "capacities"),
    [
        ("年产5万吨针状焦（一期）", {"1"}, set(), {"吨": {50_000}}),
        ("一二期工程", {"1", "2"}, set(), {}),
        ("第十二期", {"12"}, set(), {}),
        ("Ⅳ期", {"4"}, set(), {}),
        ("1期和3期", {"1", "3"}, set(), {}),
        ("B区3号厂房", set(), {("b", "区"), ("3", "厂房")}, {}),
        ("10万平方米和2条线", set(), set(), {"平方米": {100_000}, "条": {2}}),
        ("50MWh储能100㎡", set(), set(), {"千瓦时": {50_000}, "平方米": {100}}),
        ("1.5.2万吨", set(), set(), {}),
        ("山东区域总部", set(), set(), {}),
        ("经济开发区", set(), set(), {}),
    ],
)
def test_the_parts_of_a_name(
    name: str, phases: set[str], blocks: set[tuple[str, str]], capacities: dict[str, set[int]]
) -> None:
    parts = project_parts(name)
    assert (set(parts.phases), set(parts.blocks)) == (phases, blocks)
    assert {unit: set(values) for unit, values in parts.capacities} == capacities


def test_names_that_share_a_size_are_not_told_apart_by_another() -> None:
    assert not parts_differ("5万吨针状焦10万吨煤焦油", "针状焦5万吨")
    assert parts_differ("5万吨针状焦10万吨煤焦油", "针状焦6万吨")
    assert not parts_differ("A区1号厂房", "A区2号楼")  # a workshop and a building are no two of one kind
