"""Days as clerks type them and sheets hold them, read by hand on Friday, 20 November 2026."""

from datetime import date, datetime

import pytest

from models.errors import UserError
from models.fields.dates import day_of, day_text, read_day, read_serial
from tests.rows import TODAY


def day(text: str) -> date:
    """Return the date of an ISO text."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("typed", "expected", "mark"),
    [
        ("2026-9-2", "2026-09-02", ""),
        ("2026.9.2", "2026-09-02", ""),
        ("2026。9。2", "2026-09-02", ""),
        ("2026年9月2日", "2026-09-02", ""),
        ("2026年9月2号", "2026-09-02", ""),
        ("２０２６／９／２", "2026-09-02", ""),
        ("2026 年 9 月 2 日", "2026-09-02", ""),
        ("20260902", "2026-09-02", ""),
        ("2026-09-02 08:30", "2026-09-02", ""),
        ("2026-09-02T08:30:15.250", "2026-09-02", ""),
        ("2024-2-29", "2024-02-29", ""),
        ("9月2日", "2026-09-02", ""),
        ("9.2", "2026-09-02", ""),
        ("0902", "2026-09-02", ""),
        ("1231", "2026-12-31", ""),
        ("2026年9月", "2026-09-01", "月"),
        ("2026.9", "2026-09-01", "月"),
        ("2026年", "2026-01-01", "年"),
        ("2026", "2026-01-01", "年"),
        ("1949", "1949-01-01", "年"),
        ("2100", "2100-01-01", "年"),
        ("45292", "2024-01-01", ""),
    ],
)
def test_a_day_is_read_with_the_precision_it_was_typed_with(typed: str, expected: str, mark: str) -> None:
    assert read_day(typed, TODAY) == (day(expected), mark)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("今天", "2026-11-20"),
        ("昨天", "2026-11-19"),
        ("前天", "2026-11-18"),
        ("明天", "2026-11-21"),
        ("后天", "2026-11-22"),
        ("周一", "2026-11-16"),
        ("周日", "2026-11-22"),
        ("星期天", "2026-11-22"),
        ("本周五", "2026-11-20"),
        ("上周五", "2026-11-13"),
        ("上上周一", "2026-11-02"),
        ("下周一", "2026-11-23"),
        ("下星期日", "2026-11-29"),
    ],
)
def test_a_day_may_be_told_from_today(typed: str, expected: str) -> None:
    assert read_day(typed, TODAY) == (day(expected), "")


def test_a_day_without_a_year_is_of_the_year_at_hand() -> None:
    assert read_day("9月2日", TODAY, 2025) == (day("2025-09-02"), "")
    assert read_day("0302", TODAY, 2024) == (day("2024-03-02"), "")
    assert read_day("2月29日", TODAY, 2024) == (day("2024-02-29"), "")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2026-2-29", "2026年没有2月29日"),
        ("2月29日", "2026年没有2月29日"),
        ("2026-13-1", "2026年没有13月1日"),
        ("1899-12-31", "年份是 1899"),
        ("2200-1-1", "年份是 2200"),
        ("1332", "2026年没有13月32日"),
        ("1948", "不是日期"),
        ("2101", "不是日期"),
        ("19999", "不是日期"),
        ("80000", "不是日期"),
        ("下下周一", "不是日期"),
        ("九月", "不是日期"),
        ("周八", "不是日期"),
    ],
)
def test_what_no_calendar_has_is_refused(typed: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_day(typed, TODAY)


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        (20_000, "1954-10-03"),
        (45_292, "2024-01-01"),
        (45_292.75, "2024-01-01"),
        (46_022, "2025-12-31"),
        (46_023, "2026-01-01"),
        (79_999, "2119-01-10"),
        (20_260_902, "2026-09-02"),
        (19_000_101, "1900-01-01"),
        (21_001_231, "2100-12-31"),
    ],
)
def test_a_serial_counts_days_and_eight_digits_are_a_day(serial: float, expected: str) -> None:
    assert read_serial(serial) == day(expected)


def test_a_workbook_may_count_from_1904() -> None:
    assert read_serial(43_830, from_1904=True) == day("2024-01-01")
    assert read_serial(20_240_101, from_1904=True) == day("2024-01-01")


@pytest.mark.parametrize("serial", [0, 19_999, 80_000, -5, 19_000_100, 21_001_232])
def test_a_number_beyond_all_ledgers_is_no_day(serial: float) -> None:
    with pytest.raises(UserError, match="不是日期"):
        read_serial(serial)


def test_eight_digits_without_such_a_day_are_refused() -> None:
    with pytest.raises(UserError, match="2026年没有2月30日"):
        read_serial(20_260_230)


@pytest.mark.parametrize(
    ("mark", "text"), [("", "2026-09-02"), ("月", "2026年9月"), ("年", "2026年"), ("约", "2026-09-02")]
)
def test_a_day_is_shown_only_as_precisely_as_it_is_known(mark: str, text: str) -> None:
    assert day_text(day("2026-09-02"), mark) == text


def test_a_moment_is_of_its_day() -> None:
    assert day_of(datetime(2026, 9, 2, 23, 59, 59)) == day("2026-09-02")  # noqa: DTZ001 - a cell has no time zone
    assert day_of(day("2026-09-02")) == day("2026-09-02")
