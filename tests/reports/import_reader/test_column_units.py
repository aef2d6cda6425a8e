"""The unit of bare numbers: the heading's, the line's where the heading is silent, or a question."""

import pytest

from models.fields.field import field_of
from models.ledgers import Project
from reports.import_reader.column_units import append_unit, column_unit, find_unit_column, is_bare_number, is_money_unit


@pytest.mark.parametrize(
    ("key", "heading", "line", "unit"),
    [
        ("total", "亿元", "", "亿元"),
        ("total", "", "亿元", "亿元"),
        ("total", "万元", "", ""),
        ("total", "万", "", ""),
        ("total", "亿", "亿元", "亿"),
        ("total", "", "亩", ""),
        ("total", "", "亿元、亩", "亿元"),
        ("foreign", "", "亿元", ""),  # a line in yuan says nothing about dollars
        ("foreign", "亿美元", "万元", "亿美元"),
        ("land", "", "亿元、亩", ""),
        ("land", "㎡", "", "㎡"),
        ("jobs", "万人", "", "万"),
        ("jobs", "人", "", ""),
        ("name", "亿元", "亿元", ""),
    ],
)
def test_what_is_appended_to_a_bare_number(key: str, heading: str, line: str, unit: str) -> None:
    assert column_unit(field_of(Project, key), heading, line) == (unit, "")


@pytest.mark.parametrize(
    ("heading", "line", "words"),
    [
        ("亿元、万美元", "", "栏名写了两个单位（亿元、万美元）"),
        ("万元", "亿元", "表上方写“单位：亿元”，栏名写“万元”"),
        ("", "万元、亿元", "表上方写了两个单位（万元、亿元）"),
    ],
)
def test_what_cannot_be_told_is_asked(heading: str, line: str, words: str) -> None:
    unit, question = column_unit(field_of(Project, "total"), heading, line)
    assert unit == ""
    assert words in question


def test_a_unit_the_clerk_settled_is_not_asked_about() -> None:
    assert column_unit(field_of(Project, "total"), "亿元", "万元", is_settled=True) == ("亿元", "")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1.5, "亿元", "1.5亿元"),
        (2, "亿元", "2亿元"),
        ("约3", "亿元", "约3亿元"),
        ("1,200", "亿元", "1200亿元"),
        ("三", "亿元", "三亿元"),
        ("五千万", "亿元", "五千万"),
        ("2000万元", "亿元", "2000万元"),
        ("待定", "亿元", "待定"),
        (8000, "元", "0.8万元"),  # 元 is certain here, which a clerk's 8000 in a cell of 万元 is not
        (12_000_000, "元", "12000000元"),
        ("", "亿元", ""),
        (True, "亿元", True),
    ],
)
def test_a_value_with_its_unit(value: float | str, unit: str, text: object) -> None:
    assert append_unit(value, unit) == text


def test_a_column_of_units_is_known_by_its_heading_and_its_cells() -> None:
    assert find_unit_column([(2, "总投资", [1, 2]), (3, "单位", ["亿元", "万元", "亿"])]) == 3
    assert find_unit_column([(3, "单位", ["工科局", "万元"])]) is None
    assert find_unit_column([(3, "备注", ["亿元"])]) is None


def test_units_and_bare_numbers_are_told_from_words() -> None:
    assert [is_money_unit(text) for text in ("亿元", "亿", "万美元", "人民币", "亩", "1亿")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert [is_bare_number(value) for value in (1, 1.5, "1,200", "约3", "3亿", "", True)] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
    ]
