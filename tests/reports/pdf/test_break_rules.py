"""What belongs together is known before a line is broken."""

import pytest

from reports.pdf.break_rules import is_ideograph, is_western, may_break, split_token, tokenize


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("到位资金1,204.56亿元", "1,204.56亿元"),
        ("完成82.19%的任务", "82.19%"),
        ("低于1.14个百分点", "1.14个百分点"),
        ("接待3万人次", "3万人次"),
        ("63%~68%之间", "63%~68%"),
        ("100～150万元", "100～150万元"),
        ("1—10月", "1—10月"),
        ("夏招办〔2026〕15号", "〔2026〕15号"),
        ("引进Holdings公司", "Holdings"),
        ("现象——特别", "——"),
        ("等等……其中", "……"),
    ],
)
def test_what_belongs_together_is_one_token(text: str, whole: str) -> None:
    assert whole in words(text)


def test_tokens_leave_nothing_out() -> None:
    text = "“13710”督办：A股 NEV 3个，￥5.00/件……——《办法》（试行）"
    assert "".join(words(text)) == text


def test_four_em_ellipsis_is_two_tokens_that_stay_joined() -> None:
    before, after = tokenize("…………")
    assert not may_break(before, after)


def test_a_line_neither_begins_nor_ends_with_the_wrong_mark() -> None:
    stop, opener, plain = tokenize("。（字")
    assert not may_break(plain, stop)
    assert not may_break(opener, plain)
    assert may_break(stop, opener)


def test_a_long_token_falls_into_number_and_unit_before_single_figures() -> None:
    assert [piece.text for piece in split_token(tokenize("123456万元")[0])] == ["123456", "万", "元"]
    assert [piece.text for piece in split_token(tokenize("abc")[0])] == ["a", "b", "c"]


def test_middle_dots_are_chinese() -> None:
    assert not is_western("·")
    assert is_western("é")
    assert is_ideograph("专")
    assert not is_ideograph("，")
