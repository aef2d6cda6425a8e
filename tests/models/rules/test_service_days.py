"""Members who come or go during the year count by the day."""

from datetime import date
from decimal import Decimal

import pytest

from models.rules.service_days import days_served, pro_rata, strength

JANUARY, JUNE = date(2026, 1, 1), date(2026, 6, 30)


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (None, None, 181),
        (date(2026, 4, 1), None, 91),
        (None, date(2026, 1, 31), 31),
        (date(2026, 6, 30), None, 1),
        (date(2026, 3, 1), date(2026, 3, 1), 1),
        (date(2026, 7, 1), None, 0),
        (None, date(2025, 12, 31), 0),
        (date(2025, 5, 1), date(2026, 1, 1), 1),
    ],
)
def test_the_days_from_arrival_to_leaving_both_count(since: date | None, until: date | None, days: int) -> None:
    assert days_served(since, until, JANUARY, JUNE) == days


def test_a_yearly_number_is_asked_for_by_the_day() -> None:
    # 12×181÷365 = 5.95; 12×91÷365 = 2.99; 12×30÷365 = 0.99; 10×183÷366 = 5 in a leap year.
    assert [pro_rata(Decimal(12), days, 2026) for days in (365, 181, 91, 30, 15, 0)] == [12, 6, 3, 1, 0, 0]
    assert pro_rata(Decimal(10), 183, 2028) == 5


def test_two_halves_of_a_year_are_one_person() -> None:
    assert strength(181, JANUARY, JUNE) == Decimal("1.0")
    assert strength(181 + 91, JANUARY, JUNE) == Decimal("1.5")  # 272÷181 = 1.503
    assert strength(0, JANUARY, JUNE) == 0
