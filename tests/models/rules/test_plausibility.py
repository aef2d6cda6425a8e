"""Unit and sum guards, on figures that were really printed."""

import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.plausibility import (
    adds_up,
    amounts_without_unit,
    cross_total_faults,
    lacks_unit,
    median_if_outlier,
    outliers,
)

D = Decimal


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("115.6", ("59.8", "26.2", "29.6")),
        ("261.72", ("113.23", "105.03", "43.46")),
        ("169.34", ("58.8", "110.54")),
        ("104.24", ("35.4", "68.84")),
        ("702.76", ("526.89", "175.87")),
    ],
)
def test_printed_tables_of_the_source_documents_foot(total: str, parts: tuple[str, ...]) -> None:
    assert adds_up(D(total), map(D, parts))


def test_the_printed_slip_of_linfen_is_caught() -> None:
    assert lacks_unit("261.72元")
    assert not lacks_unit("261.72亿元")
    assert not lacks_unit("2617200元")


def test_an_amount_a_thousand_times_its_peers_is_flagged() -> None:
    yi = [D(3), D(5), D(2), D(8000), D(4)]
    assert outliers(yi) == [3]
    assert outliers([D(3000), D(5000), D(2), D(8000), D(4000)]) == [2]
    assert outliers([D(3), None, D(0), D(8000)]) == []


def test_a_table_names_the_row_and_column_that_do_not_foot() -> None:
    # 运城、大同 三个一批: projects signed, started, in production, and all.
    good = [[D(40), D(33), D(27), D(100)], [D(17), D(16), D(14), D(47)], [D(57), D(49), D(41), D(147)]]
    assert cross_total_faults(good) == []
    bad = [[D(40), D(33), D(27), D(101)], *good[1:]]
    assert cross_total_faults(bad) == ["第1行：40+33+27≠101", "第4列：101+47≠147"]


@given(st.lists(st.integers(0, 10**9), max_size=12))
def test_each_amount_is_checked_by_all_the_others(amounts: list[int]) -> None:
    values = [D(amount) for amount in amounts]

    def far(number: int) -> bool:
        others = [value for at, value in enumerate(values) if value and at != number]
        if not values[number] or len(others) < 3:
            return False
        middle = statistics.median(others)
        return values[number] >= middle * 1000 or values[number] * 1000 <= middle

    assert outliers(values) == [number for number in range(len(values)) if far(number)]


def test_one_amount_against_the_others() -> None:
    others = [D(3000), D(5000), D(8000)]
    assert median_if_outlier(D(5), others) == 5000
    assert median_if_outlier(D(5_000_000), others) == 5000
    assert median_if_outlier(D(6), others) is None
    assert median_if_outlier(D(5), others[:2]) is None
    assert median_if_outlier(D(0), others) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("临汾市67个项目，总投资261.72元", ["261.72元"]),
        ("总投资约3.5元，到位资金1,200元。", ["3.5元", "1,200元"]),
        ("总投资261.72亿元，签约金额5000万元", []),
        ("投资强度300元/亩，补贴200元", []),
        ("到位资金2617200元", []),
        ("投资方是一家元器件企业", []),
    ],
)
def test_sums_that_lost_their_unit_are_found_in_a_text(text: str, expected: list[str]) -> None:
    assert amounts_without_unit(text) == expected


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("9999元", True),
        ("9,999.99元", True),
        ("10000元", False),
        ("10,000元", False),
        ("0元", True),
        ("1万元", False),
        ("元", False),
        ("1.2.3元", False),
        ("300", False),
        ("", False),
    ],
)
def test_an_amount_below_ten_thousand_yuan_has_lost_its_unit(text: str, *, lost: bool) -> None:
    assert lacks_unit(text) is lost


def test_amounts_per_mu_or_head_are_small_and_right() -> None:
    text = "总投资261.72元，亩均税收达到9000元/亩，投资强度300元每亩；固投9,999元。签约额约5亿元，到位资金10000元"
    assert amounts_without_unit(text) == ["261.72元", "9,999元"]


@pytest.mark.parametrize(
    ("value", "far"), [("1000", True), ("999.9", False), ("0.001", True), ("0.00101", False), ("-1000", True)]
)
def test_an_amount_is_off_from_a_thousand_times_its_peers_on(value: str, *, far: bool) -> None:
    assert (median_if_outlier(D(value), [D(1), D(1), D(1)]) == 1) is far
    assert outliers([D(1), D(1), D(1), D(value)]) == ([3] if far else [])


def test_with_two_peers_or_none_nothing_is_compared() -> None:
    assert median_if_outlier(D(5000), [D(1), D(1)]) is None
    assert median_if_outlier(D(5000), [D(1), D(1), D(0)]) is None  # a zero is no peer
    assert median_if_outlier(D(0), [D(1), D(1), D(1)]) is None
    assert outliers([D(1), D(1), D(5000)]) == []
    assert outliers([]) == []


def test_the_median_of_an_even_number_of_peers_lies_between_the_middle_two() -> None:
    # Of 1, 1, 3 and 3 it is 2, so 2,000 is a thousand times it and 1,999 is not.
    assert median_if_outlier(D(2000), [D(1), D(3), D(1), D(3)]) == 2
    assert median_if_outlier(D(1999), [D(1), D(3), D(1), D(3)]) is None
    assert outliers([D(1), D(3), D(2000), D(1), D(3)]) == [2]
    assert outliers([D(1), D(3), D(1999), D(1), D(3)]) == []


def test_a_table_of_rows_of_two_lengths_is_no_table() -> None:
    with pytest.raises(ValueError, match="zip"):
        cross_total_faults([[D(1), D(1)], [D(1), D(1), D(2)]])


def test_a_value_equal_to_a_peer_is_left_out_once() -> None:
    # Of 1, 1000, 1000 and 1000, each 1000 has the peers 1, 1000, 1000; the 1 has three peers of 1000.
    assert outliers([D(1), D(1000), D(1000), D(1000)]) == [0]
    # 1 against 2, 1000, 2000 and 2000 against 1, 2, 1000 are a thousand times off; 2 and 1000 are not.
    assert outliers([D(1), D(2), D(1000), D(2000)]) == [0, 3]
