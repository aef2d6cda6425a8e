"""Amounts at the edges: rounding in a sheet's cells, the last digit that fits, the last amount read as yuan."""

from decimal import Decimal

import pytest

from models.errors import UserError
from models.fields.amounts import AreaKind, CountKind, FixedPointKind, MoneyKind, PercentKind, format_number
from models.fields.kind import ReadContext, ReadValue, Value

WAN, YI, DOLLARS = MoneyKind("万元"), MoneyKind("亿元"), MoneyKind("万美元")
CONTEXT = ReadContext()


def message(kind: FixedPointKind, raw: object) -> str:
    """Return the message that a value is refused with."""
    with pytest.raises(UserError) as error:
        kind.read(raw, CONTEXT)
    return str(error.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1200, "1,200"),
        (1000, "1,000"),  # the zeros of a whole number stay
        (Decimal("1200.0000"), "1,200"),
        (Decimal("0.3500"), "0.35"),
        (Decimal("-1234567.8900"), "-1,234,567.89"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("0.0001"), "0.0001"),
    ],
)
def test_numbers_are_grouped_and_lose_their_last_zeros(value: Decimal | int, text: str) -> None:
    assert format_number(value) == text


@pytest.mark.parametrize("typed", ["1元", "9999元", "9999.99元"])
def test_less_than_ten_thousand_yuan_is_taken_for_a_forgotten_unit(typed: str) -> None:
    assert "不到一万元" in message(WAN, typed)


@pytest.mark.parametrize(("typed", "value"), [("10000元", "1"), ("10001元", "1.0001"), ("12345元", "1.2345")])
def test_from_ten_thousand_yuan_on_they_are_converted(typed: str, value: str) -> None:
    assert WAN.read(typed, CONTEXT).value == Decimal(value)


@pytest.mark.parametrize("typed", ["3千", "5百", "3千 "])
def test_a_thousand_without_a_unit_is_asked_for(typed: str) -> None:
    assert "看不出是多少元还是多少万元" in message(WAN, typed)


@pytest.mark.parametrize(("typed", "value"), [("3千元", "0.3"), ("3千万", "3000"), ("1万", "1"), ("3千万元", "3000")])
def test_a_thousand_with_its_unit_is_read(typed: str, value: str) -> None:
    assert WAN.read(typed, CONTEXT).value == Decimal(value)


def test_the_unit_decides_how_many_digits_an_amount_has() -> None:
    assert WAN.read("99999999999999", CONTEXT).value == Decimal(99999999999999)  # fourteen digits
    assert message(WAN, "100000000000000") == "100000000000000 太大，请检查单位（本栏为万元）。"


def test_no_digit_is_lost_on_the_way_in() -> None:
    assert WAN.read("1.2345", CONTEXT).value == Decimal("1.2345")
    assert message(WAN, "1.23456") == "1.23456 的小数位太多，本栏（万元）最多 4 位小数。"
    assert message(PercentKind(), "33.333") == "33.333 的小数位太多，本栏（%）最多 2 位小数。"
    assert message(CountKind("家"), Decimal("2.5")) == "2.5 的小数位太多，本栏（家）最多 0 位小数。"


def test_a_float_of_a_sheet_may_be_off_by_binary_rounding_only() -> None:
    assert WAN.read(1.2000000000000002, CONTEXT).value == Decimal("1.2000")
    assert WAN.read(1234.0000009, CONTEXT).value == Decimal(1234)  # less than a hundredth of the last place
    assert "小数位太多" in message(WAN, 1234.000001)
    assert "小数位太多" in message(WAN, Decimal("1.2000000000000002"))  # a decimal has no such excuse


@pytest.mark.parametrize(
    ("kind", "typed", "text"),
    [
        (WAN, "5亿", "50000"),
        (YI, "5亿", "5"),
        (YI, "5000万元", "0.5"),
        (DOLLARS, "500万美金", "500"),
        (DOLLARS, "1亿美元", "10000"),
        (AreaKind("万㎡", 2), "27", "27"),
        (AreaKind("万㎡", 2), "270000平方米", "27"),
        (AreaKind("亩", 2), "1.5万亩", "15000"),
        (PercentKind(), "12.50%", "12.5"),
        (CountKind("人"), "1万", "10000"),
    ],
)
def test_what_is_typed_goes_by_its_own_unit(kind: FixedPointKind, typed: str, text: str) -> None:
    assert kind.read(typed, CONTEXT).value == Decimal(text)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (WAN, "300万美元", "“300万美元”的币种与本栏（万元）不同：美元金额请填“万美元”栏。"),
        (DOLLARS, "300万元", "“300万元”的币种与本栏（万美元）不同：人民币金额请填“万元”栏。"),
        (WAN, "300万日元", "“300万日元”的币种或单位“日元”本栏不收，本栏单位是万元。"),
        (AreaKind("亩", 2), "300平方米", "“300平方米”的单位与本栏“亩”不同，请换算后再填。"),
        (PercentKind(), "3亩", "“3亩”的单位与本栏“%”不同，请换算后再填。"),
        (CountKind("家"), "3亩", "“3亩”不是个数，请只填数字（单位：家）。"),
        (FixedPointKind(), "3亩", "“3亩”的单位与本栏“数”不同，请换算后再填。"),
        (WAN, True, "这里要填数，不能填 是/否。"),
    ],
)
def test_another_unit_is_refused_with_what_to_do(kind: FixedPointKind, typed: object, sentence: str) -> None:
    assert message(kind, typed) == sentence


@pytest.mark.parametrize(
    ("kind", "value", "stored"),
    [
        (WAN, Decimal("1.2345"), 12345),
        (WAN, Decimal("-0.0001"), -1),
        (WAN, 3, 30_000),
        (PercentKind(), Decimal("82.19"), 8219),
        (CountKind(), 7, 7),
        (WAN, None, None),
    ],
)
def test_what_is_stored_counts_the_last_place(kind: FixedPointKind, value: Value, stored: int | None) -> None:
    assert kind.store(value) == stored
    assert kind.load(stored) == value


def test_a_number_that_does_not_fit_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match=r"1\.23456 does not fit 4 places"):
        WAN.store(Decimal("1.23456"))
    with pytest.raises(TypeError):
        WAN.store("12")


def test_a_mark_goes_into_a_sheet_with_the_unit_as_text() -> None:
    assert WAN.excel_value(Decimal(1200)) == 1200.0
    assert WAN.excel_value(Decimal(1200), "约") == "约1,200万元"
    assert WAN.excel_value(None, "约") is None
    assert WAN.read("约1,200万元", CONTEXT) == ReadValue(Decimal(1200), "约")


@pytest.mark.parametrize(("decimals", "number_format"), [(0, "#,##0"), (1, "#,##0.0"), (4, "#,##0.0000")])
def test_a_sheet_s_format_has_as_many_decimals_as_the_number(decimals: int, number_format: str) -> None:
    assert WAN.excel_format_for(decimals) == number_format


def test_a_count_is_a_whole_number() -> None:
    loaded = CountKind().load(3)
    assert (loaded, type(loaded)) == (3, int)
    assert CountKind().text(loaded) == "3"
