"""A heading's year, months and day are read as it writes them, and its other words are what is left."""

from datetime import date

import pytest

from reports.import_reader.heading_periods import HeadingPeriod, PeriodKind, heading_period, title_day, title_year

BASE_YEAR = 2026


def period_of(text: str) -> HeadingPeriod:
    """Read a heading that writes a time."""
    period = heading_period([text], BASE_YEAR)
    assert period is not None
    return period


@pytest.mark.parametrize(
    ("text", "kind", "last_day", "words"),
    [
        ("2026年1—10月到位资金", PeriodKind.YEAR_TO_DAY, date(2026, 10, 31), "到位资金"),
        ("1-10月到位资金", PeriodKind.YEAR_TO_DAY, date(2026, 10, 31), "到位资金"),
        ("2026年1月至2月到位资金", PeriodKind.YEAR_TO_DAY, date(2026, 2, 28), "到位资金"),
        ("2024年1-2月到位资金", PeriodKind.YEAR_TO_DAY, date(2024, 2, 29), "到位资金"),
        ("2026年1月1日至10月15日到位资金", PeriodKind.YEAR_TO_DAY, date(2026, 10, 15), "到位资金"),
        ("上半年到位资金", PeriodKind.YEAR_TO_DAY, date(2026, 6, 30), "到位资金"),
        ("前三季度到位资金", PeriodKind.YEAR_TO_DAY, date(2026, 9, 30), "到位资金"),
        ("2025年1-3季度到位资金", PeriodKind.YEAR_TO_DAY, date(2025, 9, 30), "到位资金"),
        ("到位资金（2026年1-10月）", PeriodKind.YEAR_TO_DAY, date(2026, 10, 31), "到位资金"),
        ("截至10月底到位资金", PeriodKind.TO_DAY, date(2026, 10, 31), "到位资金"),
        ("截止2026年9月15日累计到位资金", PeriodKind.TO_DAY, date(2026, 9, 15), "累计到位资金"),
        ("至2025年底累计到位资金", PeriodKind.TO_DAY, date(2025, 12, 31), "累计到位资金"),
        ("去年底累计到位资金", PeriodKind.TO_DAY, date(2025, 12, 31), "累计到位资金"),
        ("2026年到位资金1月", PeriodKind.MONTH, date(2026, 1, 31), "到位资金"),
        ("10月到位资金", PeriodKind.MONTH, date(2026, 10, 31), "到位资金"),
        ("2025年产值", PeriodKind.YEAR, date(2025, 12, 31), "产值"),
        ("上年度产值", PeriodKind.YEAR, date(2025, 12, 31), "产值"),
        ("2026年度计划投资", PeriodKind.YEAR, date(2026, 12, 31), "计划投资"),
    ],
)
def test_the_last_day_and_the_other_words(text: str, kind: PeriodKind, last_day: date, words: str) -> None:
    period = period_of(text)
    assert (period.kind, period.last_day(BASE_YEAR), period.words) == (kind, last_day, words)


@pytest.mark.parametrize(
    "text", ["8月至12月计划投资额", "2024年以来签约额", "2025-2026年投资", "二季度到位资金", "下半年到位资金"]
)
def test_a_time_that_does_not_begin_with_the_year_is_a_span(text: str) -> None:
    assert period_of(text).kind is PeriodKind.SPAN


@pytest.mark.parametrize("text", ["上年同期", "同比", "上年同期到位资金"])
def test_what_is_only_compared_with_is_said_so(text: str) -> None:
    assert period_of(text).kind is PeriodKind.COMPARED


@pytest.mark.parametrize(
    "text", ["项目名称", "本年累计到位资金", "截至目前到位资金", "年底完成", "大干150天完成投资", "后五个月的安排"]
)
def test_other_headings_write_no_time(text: str) -> None:
    assert heading_period([text], BASE_YEAR) is None


def test_a_heading_of_two_rows_is_read_as_one() -> None:
    period = heading_period(["2026年", "到位资金"], BASE_YEAR)
    assert period is not None
    assert (period.year, period.words) == (2026, "到位资金")


def test_no_such_day_is_none() -> None:
    assert period_of("截至2026年2月30日到位资金").last_day(BASE_YEAR) is None


@pytest.mark.parametrize(
    ("title", "year", "day"),
    [
        ("2025年度招商项目表", 2025, None),
        ("2024年以来签约项目（截至2026年10月31日）", 2026, date(2026, 10, 31)),
        ("截至2026年2月底在建项目", 2026, date(2026, 2, 28)),
        ("2025-2026年重点项目", None, None),
        ("重点项目", None, None),
    ],
)
def test_the_title_says_the_year_and_the_day(title: str, year: int | None, day: date | None) -> None:
    assert (title_year(title), title_day(title)) == (year, day)
