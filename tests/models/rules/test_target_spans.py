"""The spans that documents set targets for, and how much of one is over on a day."""

from datetime import date

import pytest

from models.errors import UserError
from models.rules.target_spans import is_target_of_year, read_target_span, share_passed, span_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
        ("2026年度", "2026-01-01", "2026-12-31"),
        ("2025年底", "0001-01-01", "2025-12-31"),  # 夏邑 X14: by then, whenever it began
        ("到2025年底", "0001-01-01", "2025-12-31"),
        ("2023—2025", "2023-01-01", "2025-12-31"),  # 夏邑 X3
        ("2023-2025年", "2023-01-01", "2025-12-31"),
        ("2023年至2025年", "2023-01-01", "2025-12-31"),
        ("十四五末", "2021-01-01", "2025-12-31"),  # 河津 H2
        ("“十四五”末", "2021-01-01", "2025-12-31"),
        ("十三五期间", "2016-01-01", "2020-12-31"),
        ("十五五末", "2026-01-01", "2030-12-31"),
        ("2026年上半年", "2026-01-01", "2026-06-30"),
        ("2026年第三季度", "2026-07-01", "2026-09-30"),
        ("2026-Q3", "2026-07-01", "2026-09-30"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026年2月", "2026-02-01", "2026-02-28"),
        ("未写明", "0001-01-01", "9999-12-31"),
    ],
)
def test_a_period_is_read_as_its_days(text: str, first: str, last: str) -> None:
    span = read_target_span(text)
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["", "明年", "五年内", "十四五六年", "全部", "十四五六"])
def test_what_cannot_be_read_is_refused_with_what_can(text: str) -> None:
    assert span_of(text) is None
    with pytest.raises(UserError, match="看不出是哪一段时间，请写成例如 2026、2026年底、2023—2025、十四五末"):
        read_target_span(text)


def test_years_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UserError, match="起止年份前后颠倒"):
        read_target_span("2025—2023")


def test_only_a_whole_year_is_a_year_s_target() -> None:
    texts = ("2026", "2026年度", "2026年底", "2026-12", "2026—2026", "2025", None)
    assert [is_target_of_year(text, 2026) for text in texts] == [True, True, False, False, True, False, False]


@pytest.mark.parametrize(
    ("text", "day", "passed"),
    [
        ("2023—2025", date(2023, 12, 31), (12, 36)),
        ("2023—2025", date(2024, 10, 31), (22, 36)),
        ("2023—2025", date(2024, 1, 1), (366, 1096)),  # within a month by days: 2024 is a leap year
        ("2023—2025", date(2030, 5, 5), (36, 36)),
        ("2023—2025", date(2022, 5, 5), (0, 1096)),
        ("2025年底", date(2024, 5, 31), None),
        ("未写明", date(2024, 5, 31), None),
    ],
)
def test_how_much_of_a_span_is_over(text: str, day: date, passed: tuple[int, int] | None) -> None:
    assert share_passed(read_target_span(text), day) == passed


def test_the_years_of_a_span_go_up_to_the_day() -> None:
    assert read_target_span("2023—2025").years(date(2024, 10, 31)) == (2023, 2024)
    assert read_target_span("2026").years(date(2026, 10, 31)) == ()
    assert read_target_span("2025年底").years(date(2024, 10, 31)) == ()
