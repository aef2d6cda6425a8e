"""Amounts as county documents and clerks write them, each read by hand; what is no single amount is refused."""

from decimal import Decimal

import pytest

from models.errors import UserError
from models.fields.numerals import Amount, fold_width, is_blank, read_amount

D = Decimal


def amount(count: str, power: int | None = None, noun: str = "", mark: str = "") -> Amount:
    """Return an amount by its parts."""
    return Amount(D(count), power, noun, mark)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1200", amount("1200")),
        ("1,200.50", amount("1200.50")),
        ("1，200", amount("1200")),
        ("１２００", amount("1200")),
        ("1、200", amount("1200")),
        (" 3 000 ", amount("3000")),
        ("-5", amount("-5")),
        ("+5", amount("5")),
        ("1.2亿", amount("1.2", 8)),
        ("1.2亿元", amount("1.2", 8, "元")),
        ("3000万", amount("3000", 4)),
        ("3千万元", amount("3", 7, "元")),
        ("2百亿", amount("2", 10)),
        ("5千亿元", amount("5", 11, "元")),
        ("1万亿", amount("1", 12)),
        ("3十万", amount("3", 5)),
        ("600亩", amount("600", None, "亩")),
        ("10万平方米", amount("10", 4, "平方米")),
        ("10万m2", amount("10", 4, "㎡")),
        ("10万㎡", amount("10", 4, "㎡")),
        ("12.5%", amount("12.5", None, "%")),
        ("28家", amount("28", None, "家")),
    ],
)
def test_an_amount_is_read_as_digits_power_and_unit(typed: str, read: Amount) -> None:
    assert read_amount(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("¥1200", amount("1200", None, "元")),
        ("￥1,200元", amount("1200", None, "元")),
        ("RMB 3万", amount("3", 4, "元")),
        ("人民币3万元", amount("3", 4, "元")),
    ],
)
def test_a_sign_of_money_before_the_number_means_yuan_after_it(typed: str, read: Amount) -> None:
    assert read_amount(typed) == read


@pytest.mark.parametrize(
    ("typed", "count", "mark"),
    [
        ("约3亿元", "3", "约"),
        ("大约3亿元", "3", "约"),
        ("近3亿元", "3", "约"),
        ("预计3亿元", "3", "约"),
        ("3亿元左右", "3", "约"),
        ("3亿元上下", "3", "约"),
        ("超3亿元", "3", "超"),
        ("超过3亿元", "3", "超"),
        ("逾3亿元", "3", "超"),
        ("不少于3亿元", "3", "超"),
        ("3亿元以上", "3", "超"),
        ("3亿元多", "3", "超"),
        ("3余亿元", "3", "超"),
        ("3多亿元", "3", "超"),
        ("3亿元", "3", ""),
    ],
)
def test_about_and_more_than_are_marks(typed: str, count: str, mark: str) -> None:
    assert read_amount(typed) == amount(count, 8, "元", mark)


@pytest.mark.parametrize(
    ("typed", "total", "noun"),
    [
        ("1亿2000万元", "120000000", "元"),
        ("3亿5千万", "350000000", ""),
        ("1万亿2亿3万4", "1000200030004", ""),
        ("2万3000元", "23000", "元"),
    ],
)
def test_parts_that_fall_make_one_amount(typed: str, total: str, noun: str) -> None:
    assert read_amount(typed) == amount(total, 0, noun)


@pytest.mark.parametrize("typed", ["1万2亿", "3万4万", "12 万元 3", "1亿元2万元", "3亿元5"])
def test_parts_that_do_not_fall_are_several_amounts(typed: str) -> None:
    with pytest.raises(UserError, match="有几个数"):
        read_amount(typed)


@pytest.mark.parametrize("typed", ["3-5亿元", "3～5亿", "3亿至5亿", "10到20万元", "3—5", "3亿元-5亿元"])
def test_a_range_is_no_amount(typed: str) -> None:
    with pytest.raises(UserError, match="是一个区间"):
        read_amount(typed)


@pytest.mark.parametrize("typed", ["亿元", "若干", "若干元", "元3", "1.2.3", "Q3", "3+5"])
def test_what_holds_no_number_is_no_amount(typed: str) -> None:
    with pytest.raises(UserError, match=r"不是数|有几个数"):
        read_amount(typed)


@pytest.mark.parametrize(
    "typed", ["", " ", "/", "\\", "-", "--", "—", "——", "…", "N/A", "null", "无", "暂无", "未填", "　"]
)
def test_what_stands_for_nothing_is_blank(typed: str) -> None:
    assert is_blank(typed)


@pytest.mark.parametrize("typed", ["0", "0.00", "无锡", "空调", "没有问题", "暂无进展", "- 1", "ｎａｎ", "否"])
def test_what_only_begins_like_nothing_is_not_blank(typed: str) -> None:
    assert not is_blank(typed)


@pytest.mark.parametrize(
    ("typed", "folded"), [("ＡＢ１２", "AB12"), ("３～５", "3~5"), ("－５", "-5"), ("　甲　", "甲"), ("㎡", "m2")]
)
def test_wide_characters_are_folded(typed: str, folded: str) -> None:
    assert fold_width(typed) == folded
