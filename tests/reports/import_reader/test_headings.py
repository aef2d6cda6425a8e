"""A heading is its words and its unit, in whatever spelling, bracket or line break an office writes them."""

import pytest

from reports.import_reader.headings import split_unit, unit_line


@pytest.mark.parametrize(
    ("heading", "words", "unit"),
    [
        ("总投资（亿）", "总投资", "亿"),
        ("总投资亿元", "总投资", "亿元"),
        ("总投资 亿元", "总投资", "亿元"),
        ("总投资\n（亿 元）", "总投资", "亿元"),
        ("总投资（人民币亿元）", "总投资", "亿元"),
        ("总投资（亿元人民币）", "总投资", "亿元"),
        ("总投资额(亿RMB)", "总投资额", "亿元"),
        ("总投资（￥亿）", "总投资", "亿元"),
        ("总投资（亿元，含外资）", "总投资(含外资)", "亿元"),
        ("总投资/亿元", "总投资", "亿元"),
        ("总投资（单位:亿）", "总投资", "亿"),
        ("总投资（单位为亿元）", "总投资", "亿元"),
        ("总投资（以亿元计）", "总投资", "亿元"),
        ("总投资[百万元]", "总投资", "百万元"),
        ("总投资（千万元）", "总投资", "千万元"),
        ("投资额亿", "投资额", "亿"),
        ("合同外资（万USD）", "合同外资", "万美元"),
        ("合同外资（万美金）", "合同外资", "万美元"),
        ("投资强度（万元/亩）", "投资强度", "万元/亩"),
        ("亩均税收万元/亩", "亩均税收", "万元/亩"),
        ("用地面积（平方米）", "用地面积", "㎡"),
        ("★投资总额（亿元）", "投资总额", "亿元"),
        ("占比%", "占比", "%"),
    ],
)
def test_the_unit_is_found_and_the_words_are_left(heading: str, words: str, unit: str) -> None:
    assert split_unit(heading) == (words, unit)


@pytest.mark.parametrize("heading", ["总投资（亿元/万美元）", "总投资（亿元或万美元）", "总投资（亿元、万美元）"])
def test_two_units_are_both_named(heading: str) -> None:
    assert split_unit(heading) == ("总投资", "亿元、万美元")


def test_two_units_of_area_are_no_ratio() -> None:
    assert split_unit("占地（亩/㎡）") == ("占地", "亩、㎡")


@pytest.mark.parametrize("heading", ["楼栋单元", "产值过亿", "联系电话(手机)", "总投资（人民币）", "亿元项目数"])
def test_what_looks_like_a_unit_and_is_none(heading: str) -> None:
    assert split_unit(heading)[1] == ""


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("（单位：亿）", "亿"),
        ("金额单位:人民币亿元", "亿元"),
        ("计量单位：万元、亩", "万元、亩"),
        ("填报日期：10月　　单位：亿元", "亿元"),
        ("填报单位：某局", ""),
        ("责任单位：万元镇", ""),
    ],
)
def test_the_line_above_a_table(line: str, unit: str) -> None:
    assert unit_line(line) == unit
