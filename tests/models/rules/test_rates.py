"""Rates come out as published circulars print them (domain.md 4.3 and 8.6, every one recomputed from its source)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules import rates
from models.rules.periods import read_period
from reports.figures.figure import Figure

D = Decimal
PUBLISHED_RATES = [
    # part, whole, places printed, as printed
    ("443", "539", 2, "82.19"),
    ("907", "1093", 2, "82.98"),
    ("40", "68", 2, "58.82"),
    ("17", "57", 2, "29.82"),
    ("401", "1093", 2, "36.69"),
    ("2794.49", "6129.09", 2, "45.59"),
    ("22", "32", 2, "68.75"),
    ("32", "34", 1, "94.1"),
    ("40", "45", 1, "88.9"),
    ("99.68", "145", 1, "68.7"),
    ("219.22", "589", 2, "37.22"),
    ("301.7", "418.12", 1, "72.2"),
    ("198", "292", 1, "67.8"),
    ("291", "292", 2, "99.66"),
    ("0", "5", 2, "0.00"),
    ("5", "4", 2, "125.00"),
]


@pytest.mark.parametrize(("part", "whole", "places", "printed"), PUBLISHED_RATES)
def test_a_published_rate_is_printed_as_it_was(part: str, whole: str, places: int, printed: str) -> None:
    value = rates.percent(Decimal(part), Decimal(whole))
    assert value is not None
    assert str(rates.half_up(value, places)) == printed
    assert Figure("key", "率", "%", value, "", (), places).text == printed


def test_the_published_rate_that_does_not_hold_is_not_ours() -> None:
    assert rates.half_up(rates.percent(22, 32) or Decimal(0), 1) != Decimal("68.9")
    # 西洽会: one of 292 contracts ended; 99.65 was cut off, not rounded.
    assert rates.half_up(rates.percent(291, 292) or Decimal(0), 2) == Decimal("99.66")


@pytest.mark.parametrize("whole", [None, 0, Decimal(0)])
def test_over_nothing_there_is_no_rate(whole: Decimal | int | None) -> None:
    assert rates.percent(3, whole) is None
    figure = Figure("key", "率", "%", rates.percent(3, whole), "", (), 2)
    assert (figure.text, figure.phrase) == ("—", "—")


@pytest.mark.parametrize(
    ("day", "by_day", "pace"),
    [
        (date(2006, 10, 31), False, "83.33"),
        (date(2026, 1, 31), False, "8.33"),
        (date(2026, 12, 31), False, "100.00"),
        (date(2026, 12, 31), True, "100.00"),
        (date(2026, 10, 31), True, "83.29"),  # 304 of 365
        (date(2028, 2, 29), True, "16.39"),  # 60 of 366
    ],
)
def test_the_pace_is_what_has_gone_of_the_year(day: date, by_day: bool, pace: str) -> None:
    assert str(rates.half_up(rates.elapsed(day, by_day=by_day), 2)) == pace


@pytest.mark.parametrize(
    ("period", "by_day", "pace"),
    [
        ("2026-10-1", False, "79.17"),  # 19 of 24 half-months
        ("2026-10-2", False, "83.33"),
        ("2026-10-1", True, "78.90"),  # 288 of 365 days
        ("2026-10", False, "83.33"),
        ("2026-W43", False, "81.64"),  # to 25 October, 298 of 365 days
        ("2026-W53", False, "100.00"),  # ends on 3 January 2027, which is none of its year
        ("2025-W01", False, "1.37"),  # 5 of 365 days
    ],
)
def test_a_half_month_is_half_a_month_and_a_week_counts_days(period: str, by_day: bool, pace: str) -> None:
    assert str(rates.half_up(rates.elapsed_at_end(read_period(period), by_day=by_day), 2)) == pace


@pytest.mark.parametrize(("completion", "ahead"), [("125.64", "42.31"), ("70.41", "-12.92"), ("83.33", "0.00")])
def test_panzhihuas_october_is_ahead_and_behind_as_it_said(completion: str, ahead: str) -> None:
    pace = rates.elapsed(date(2006, 10, 31))
    assert str(rates.ahead(Decimal(completion), pace)) == ahead
    assert rates.ahead(None, pace) is None


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("115.6", ["59.8", "26.2", "29.6"]),
        ("261.72", ["113.23", "105.03", "43.46"]),
        ("169.34", ["58.8", "110.54"]),
        ("104.24", ["35.4", "68.84"]),
        ("702.76", ["526.89", "175.87"]),
        ("378.84", ["37.84", "114", "227"]),
    ],
)
def test_published_parts_foot(whole: str, parts: list[str]) -> None:
    assert sum(map(Decimal, parts)) == Decimal(whole)


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_rounding_goes_up_at_the_half_and_never_further(steps: int, places: int) -> None:
    value = Decimal(steps).scaleb(-6)
    rounded = rates.half_up(value, places)
    assert abs(rounded - value) <= Decimal(5).scaleb(-places - 1)
    if abs(rounded - value) == Decimal(5).scaleb(-places - 1):
        assert abs(rounded) > abs(value)


def test_thousands_are_marked() -> None:
    assert Figure("key", "金额", "亿元", Decimal("1204.5"), "", (), 2).phrase == "1,204.50亿元"
    assert Figure("key", "个数", "个", Decimal(1204), "").text == "1,204"
    assert Figure("key", "差", "个百分点", Decimal("-12.925"), "", (), 2).text == "-12.93"


def test_equal_values_share_a_rank_and_the_next_is_skipped() -> None:
    values = [Decimal(50), None, Decimal(80), Decimal(50), Decimal(10), Decimal(80), Decimal(0)]
    assert rates.ranks(values) == [3, None, 1, 3, 5, 1, 6]
    assert rates.ranks([]) == []
    assert rates.ranks([None, None]) == [None, None]


@given(st.lists(st.none() | st.decimals(-100, 100, places=2), max_size=12))
def test_a_rank_is_one_more_than_how_many_are_better(values: list[Decimal | None]) -> None:
    for value, rank in zip(values, rates.ranks(values), strict=True):
        assert rank == (None if value is None else 1 + sum(other is not None and other > value for other in values))


def test_a_zero_target_has_no_rate_and_a_zero_result_has_one() -> None:
    assert rates.percent(3, 0) is None
    assert rates.percent(0, 3) == 0
    assert rates.ahead(D("83.335"), D("83.334")) == D("0.01")  # 83.34 − 83.33, each rounded first
    assert rates.half_up(D("-0.005"), 2) == D("-0.01")
    assert rates.half_up(D("0.005"), 2) == D("0.01")
    assert rates.half_up(D("0.0049"), 2) == 0


@pytest.mark.parametrize(
    ("day", "by_day", "percent"),
    [
        (date(2024, 12, 31), True, D(100)),  # 366 of 366
        (date(2025, 12, 31), True, D(100)),  # 365 of 365
        (date(2026, 6, 30), False, D(50)),
        (date(2026, 6, 1), False, D(50)),  # by months the day does not matter
        (date(2025, 3, 14), True, D(20)),  # 73 of 365
    ],
)
def test_the_year_is_over_on_its_last_day(day: date, percent: Decimal, *, by_day: bool) -> None:
    assert rates.elapsed(day, by_day=by_day) == percent


@pytest.mark.parametrize(
    ("value", "written"), [("6.2000", "6.2"), ("60.0000", "60"), ("0.0000", "0"), ("0.0150", "0.015"), ("-5.00", "-5")]
)
def test_a_number_is_written_without_trailing_zeros(value: str, written: str) -> None:
    assert str(rates.without_trailing_zeros(D(value))) == written
