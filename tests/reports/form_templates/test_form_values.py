"""Units are converted exactly, never between yuan and dollars; decimals are those asked for."""

from datetime import date
from decimal import Decimal

import pytest

from models.errors import UserError
from reports.form_templates.form_values import FormValue, with_options


@pytest.mark.parametrize(
    ("number", "unit", "options", "text"),
    [
        ("69.2512", "亿元", [], "69.25"),
        ("69.2512", "亿元", ["万元"], "692,512"),
        ("0.00015", "亿元", ["万元"], "1.50"),
        ("69.2512", "亿元", ["元"], "6,925,120,000"),
        ("69.2512", "亿元", ["3位"], "69.251"),
        ("69.2512", "亿元", ["1位小数"], "69.3"),
        ("1200", "万美元", ["亿美元"], "0.12"),
        ("37", "个", ["可空"], "37"),
    ],
)
def test_amounts_are_converted_exactly(number: str, unit: str, options: list[str], text: str) -> None:
    value = FormValue(Decimal(number), unit, 2 if unit == "亿元" else 0)
    assert with_options(value, options).text == text


def test_dollars_never_become_yuan_and_counts_have_no_unit() -> None:
    with pytest.raises(UserError, match="是按“万美元”记的，不能换成“万元”"):
        with_options(FormValue(Decimal(1), "万美元"), ["万元"])
    with pytest.raises(UserError, match="是按“个”记的，不能换成“亿元”"):
        with_options(FormValue(Decimal(1), "个"), ["亿元"])
    with pytest.raises(UserError, match=r"不认识“\|万圆”"):
        with_options(FormValue(Decimal(1), "亿元"), ["万圆"])


def test_a_day_is_written_out_and_a_blank_is_missing() -> None:
    assert FormValue(shown=date(2026, 10, 3)).text == "2026年10月3日"
    assert FormValue().is_missing
    assert not FormValue(Decimal(0)).is_missing
