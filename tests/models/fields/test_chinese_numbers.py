"""Numbers in Chinese numerals are read as people write and say them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.fields.chinese_numbers import read_numerals
from models.fields.numerals import read_amount

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三千万", "30000000"),
        ("两亿", "200000000"),
        ("一亿二千万", "120000000"),
        ("壹亿伍仟万", "150000000"),
        ("2亿3000万", "230000000"),
        ("一点五亿", "150000000"),
        ("三亿五", "350000000"),
        ("一亿零五", "100000005"),
        ("一万二", "12000"),
        ("两千零五万", "20050000"),
        ("一千二百三十四万五千六百", "12345600"),
        ("二百零五", "205"),
        ("二百五", "250"),
        ("十二", "12"),
        ("百万", "1000000"),
        ("二〇二六", "2026"),
        ("2.5千万", "25000000"),
    ],
)
def test_a_number_as_it_is_written(text: str, value: str) -> None:
    assert read_numerals(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "三项", "一点", "万三千"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_numerals(text) is None


def written(number: int) -> str:
    """Write a whole number below 10^12 in Chinese numerals, by the school rule."""
    if number >= 10**8:
        rest = number % 10**8
        return written(number // 10**8) + "亿" + (("零" if rest < 10**7 else "") + written(rest) if rest else "")
    if number >= 10**4:
        rest = number % 10**4
        return written(number // 10**4) + "万" + (("零" if rest < 10**3 else "") + written(rest) if rest else "")
    text = ""
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += DIGITS[digit] + word
        elif text and number and not text.endswith("零"):
            text += "零"
    return text


@given(st.integers(1, 10**12 - 1))
def test_a_whole_number_in_numerals_reads_back(number: int) -> None:
    assert read_numerals(written(number)) == number


@pytest.mark.parametrize(
    ("typed", "yuan", "noun", "mark"),
    [
        ("约三千万元", "30000000", "元", "约"),
        ("三千余万元", "30000000", "元", "超"),
        ("1。5亿", "150000000", "", ""),
        ("人民币壹亿伍仟万元", "150000000", "元", ""),
        ("一百二十万美元", "1200000", "美元", ""),
    ],
)
def test_an_amount_as_it_is_typed(typed: str, yuan: str, noun: str, mark: str) -> None:
    amount = read_amount(typed)
    assert amount.count * 10 ** (amount.power or 0) == Decimal(yuan)
    assert (amount.noun, amount.mark) == (noun, mark)


@pytest.mark.parametrize("typed", ["三千万至五千万", "若干"])
def test_what_is_not_one_amount_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_amount(typed)
