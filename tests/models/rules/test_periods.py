"""Periods have one written form, are named as circulars name them, and dates not in the calendar are rejected."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.rules.periods import previous_month, read_period


@pytest.mark.parametrize(
    ("written", "kind", "first", "last", "name", "to_date"),
    [
        ("2026-W43", "week", "2026-10-19", "2026-10-25", "2026年第43周", "1月1日至10月25日"),
        ("2026-W53", "week", "2026-12-28", "2027-01-03", "2026年第53周", "1—12月"),
        ("2026-10-1", "half-month", "2026-10-01", "2026-10-15", "2026年10月上半月", "1月1日至10月15日"),
        ("2028-02-2", "half-month", "2028-02-16", "2028-02-29", "2028年2月下半月", "1—2月"),
        ("2026-10", "month", "2026-10-01", "2026-10-31", "2026年10月", "1—10月"),
        ("2026-01", "month", "2026-01-01", "2026-01-31", "2026年1月", "1月"),
        ("2026-Q3", "quarter", "2026-07-01", "2026-09-30", "2026年第三季度", "1—9月"),
        ("2026-H1", "half-year", "2026-01-01", "2026-06-30", "2026年上半年", "1—6月"),
        ("2026-H2", "half-year", "2026-07-01", "2026-12-31", "2026年下半年", "1—12月"),
        ("2026", "year", "2026-01-01", "2026-12-31", "2026年", "全年"),
    ],
)
def test_a_period_is_read_and_formatted(
    written: str, kind: str, first: str, last: str, name: str, to_date: str
) -> None:
    period = read_period(written)
    assert (period.kind, period.first.isoformat(), period.last.isoformat()) == (kind, first, last)
    assert (period.name, period.to_date_text) == (name, to_date)
    assert period.year_start == date(period.year, 1, 1)


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2026-13", "没有第 13 个月"),
        ("2026-00", "没有第 0 个月"),
        ("2027-W53", "没有第 53 个周"),
        ("2026-13-1", "没有第 13 个半月"),
        ("0000", "没有第"),
        ("2026-Q5", "写法不对"),
        ("2026年10月", "写法不对"),
        ("2026-0", "写法不对"),
        ("", "写法不对"),
    ],
)
def test_what_the_calendar_has_not_is_rejected(written: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_period(written)


def test_a_period_of_another_kind_is_rejected() -> None:
    assert read_period("2026-10", "month").key == "2026-10"
    with pytest.raises(UserError, match="（月）"):
        read_period("2026-Q3", "month")


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_the_month_before_ends_the_day_before_this_month(today: date) -> None:
    period = previous_month(today)
    assert period.last == today.replace(day=1) - timedelta(days=1)
    assert period.kind == "month"
    assert read_period(period.key) == period


@given(st.integers(1950, 2150), st.integers(1, 12))
def test_halves_make_a_month_and_months_a_quarter(year: int, month: int) -> None:
    whole = read_period(f"{year}-{month:02}")
    first, second = (read_period(f"{year}-{month:02}-{half}") for half in (1, 2))
    assert (first.first, second.last) == (whole.first, whole.last)
    assert first.last + timedelta(days=1) == second.first
    quarter = read_period(f"{year}-Q{(month + 2) // 3}")
    assert quarter.first <= whole.first <= whole.last <= quarter.last


@pytest.mark.parametrize("written", ["2026-3", "2026年第三次", "2026年第3次"])
def test_a_batch_has_a_number_within_its_year(written: str) -> None:
    period = read_period(written)
    assert (period.kind, period.key, period.name, period.year) == ("batch", "2026-3", "2026年第三次", 2026)
    assert read_period(period.key) == period


@pytest.mark.parametrize(
    ("key", "name", "to_date"),
    [
        ("2026-W01", "2026年第1周", "1月1日至1月4日"),
        ("2026-W05", "2026年第5周", "1月1日至2月1日"),
        ("2027-W04", "2027年第4周", "1月"),  # ends on 31 January, a month's last day
        ("2026-W53", "2026年第53周", "1—12月"),  # ends in the year after
        ("2026-01-1", "2026年1月上半月", "1月1日至1月15日"),
        ("2026-01-2", "2026年1月下半月", "1月"),
        ("2026-12-2", "2026年12月下半月", "1—12月"),
        ("2026-02", "2026年2月", "1—2月"),
        ("2026-Q1", "2026年第一季度", "1—3月"),
        ("2026-Q2", "2026年第二季度", "1—6月"),
        ("2026-Q4", "2026年第四季度", "1—12月"),
    ],
)
def test_the_year_to_date_is_written_to_the_day_within_a_month_and_in_months_at_its_end(
    key: str, name: str, to_date: str
) -> None:
    assert (read_period(key).name, read_period(key).to_date_text) == (name, to_date)


def test_a_week_over_new_year_counts_towards_the_year_of_its_thursday() -> None:
    assert read_period("2026-W01").year_start == date(2026, 1, 1)  # though it begins on 29 December 2025
    assert read_period("2026-W53").year_start == date(2026, 1, 1)  # though it ends on 3 January 2027
    assert read_period("2026-W53").year_last == date(2026, 12, 31)
    assert read_period("2026-W52").year_last == date(2026, 12, 27)


@pytest.mark.parametrize(
    ("key", "word", "since"),
    [
        ("2026-11", "今年", "今年以来"),
        ("2026-Q3", "今年", "今年以来"),
        ("2026-12", "2026年", "全年"),
        ("2026-H2", "2026年", "全年"),
        ("2026", "2026年", "全年"),
        ("2026-W53", "2026年", "全年"),
    ],
)
def test_a_year_that_is_over_is_not_this_year(key: str, word: str, since: str) -> None:
    period = read_period(key)
    assert (period.year_word, period.since_text) == (word, since)
    assert period.none_yet_text == ("今年尚无" if word == "今年" else "2026年没有")


@pytest.mark.parametrize(
    ("today", "key"),
    [(date(2026, 1, 1), "2025-12"), (date(2026, 1, 31), "2025-12"), (date(2024, 3, 1), "2024-02")],
)
def test_the_month_before_january_is_december(today: date, key: str) -> None:
    assert previous_month(today).key == key


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        (
            "2026-Q3",
            "decade",
            "没有“decade”这种期间，可选：week（周）、half-month（半月）、month（月）、quarter（季）、",
        ),
        ("2026-10", "batch", "期次“2026-10”写法不对，例如 2026-3、2026年第三次。"),
        ("2025-W53", None, "2025年没有第 53 个周，请检查期间。"),
        ("2026-W00", None, "2026年没有第 0 个周，请检查期间。"),
        ("2026-00-2", None, "2026年没有第 0 个半月，请检查期间。"),
        ("2026-10-3", None, "期间“2026-10-3”写法不对，例如 2026-W43、2026-10-1、2026-10、2026-Q3、2026-H1、2026。"),
        ("2026-H3", "half-year", "期间“2026-H3”（半年）写法不对"),
    ],
)
def test_a_period_that_is_none_is_refused_with_the_ones_there_are(text: str, kind: str | None, sentence: str) -> None:
    with pytest.raises(UserError) as refused:
        read_period(text, kind)
    assert str(refused.value).startswith(sentence)


def test_batches_are_numbered_within_their_year() -> None:
    batch = read_period("2026年第九次")
    assert (batch.key, batch.name, batch.first, batch.last) == (
        "2026-9",
        "2026年第九次",
        date(2026, 1, 1),
        date(2026, 12, 31),
    )
    assert read_period("2026-1", "batch").name == "2026年第一次"
