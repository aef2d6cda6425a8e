"""Reinvestment of funds, counted by hand: the ratio, and where the promise stands to the day."""

from datetime import date
from decimal import Decimal

import pytest

from models.rules.fund_returns import ReturnState, return_ratio, return_state

DUE = date(2026, 12, 31)


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("returned", "share", "paid", "ratio"),
    [
        ("4500", "3000", None, "150.00"),
        ("4500", "3000", "2000", "225.00"),  # what is paid in counts, not what is still owed
        ("1000", "3000", None, "33.33"),
        ("2000", "3000", None, "66.67"),
        ("0", "3000", None, "0.00"),
        ("500", None, None, None),
        ("500", "3000", "0", None),
    ],
)
def test_the_ratio_is_of_what_the_county_paid_in(
    returned: str, share: str | None, paid: str | None, ratio: str | None
) -> None:
    assert return_ratio(Decimal(returned), number(share), number(paid)) == number(ratio)


@pytest.mark.parametrize(
    ("ratio", "promised", "due", "today", "state"),
    [
        ("150", "150", DUE, date(2027, 5, 1), ReturnState.REACHED),
        ("149.99", "150", DUE, date(2026, 12, 31), ReturnState.SOON),
        ("149.99", "150", DUE, date(2027, 1, 1), ReturnState.OVERDUE),
        ("0", "150", DUE, date(2026, 10, 2), ReturnState.SOON),  # 90 days before
        ("0", "150", DUE, date(2026, 10, 1), ReturnState.RUNNING),
        (None, "150", DUE, date(2027, 1, 1), ReturnState.OVERDUE),
        ("20", "150", None, date(2027, 1, 1), ReturnState.RUNNING),
        ("20", None, DUE, date(2027, 1, 1), None),
        ("20", "0", DUE, date(2027, 1, 1), None),
    ],
)
def test_a_promise_stands_to_the_day(
    ratio: str | None, promised: str | None, due: date | None, today: date, state: ReturnState | None
) -> None:
    assert return_state(number(ratio), number(promised), due, today) == state
