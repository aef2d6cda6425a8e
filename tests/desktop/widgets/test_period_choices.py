"""The periods offered: the last complete one first, the running one at the end."""

from datetime import date

import pytest

from desktop.widgets.period_choices import period_choices


@pytest.mark.parametrize(
    ("kind", "first", "last", "count"),
    [
        ("month", ("2026年10月", "2026-10"), ("2026年11月（还没过完）", "2026-11"), 25),
        ("quarter", ("2026年第三季度", "2026-Q3"), ("2026年第四季度（还没过完）", "2026-Q4"), 13),
        ("half-month", ("2026年11月上半月", "2026-11-1"), ("2026年11月下半月（还没过完）", "2026-11-2"), 25),
        ("year", ("2025年", "2025"), ("2026年（还没过完）", "2026"), 6),
    ],
)
def test_periods(kind: str, first: tuple[str, str], last: tuple[str, str], count: int) -> None:
    choices = period_choices(kind, date(2026, 11, 29))
    assert (choices[0], choices[-1], len(choices)) == (first, last, count)
