"""Reinvestment of funds (返投): what share of the county's money has come back as investment, against the promise."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.rules.rates import half_up, percent

RETURN_WARNING_DAYS = 90  # before the day of the promise: an investment is not found within a week


class ReturnState(StrEnum):
    """Where a fund stands on a day; one that promised nothing has no state."""

    REACHED = "已达到"
    RUNNING = "未到期"
    SOON = "临期"
    OVERDUE = "逾期"


def return_ratio(returned: Decimal, county_share: Decimal | None, county_paid: Decimal | None) -> Decimal | None:
    """Return the returned amount in percent of what the county paid in, of its share where nothing is said of paying.

    Rounded to two places, as it is printed and compared; None where the county's money is not stated.
    """
    ratio = percent(returned, county_share if county_paid is None else county_paid)
    return None if ratio is None else half_up(ratio, 2)


def return_state(ratio: Decimal | None, promised: Decimal | None, due: date | None, today: date) -> ReturnState | None:
    """Compare the ratio with the promise; the last day of the promise is still within it."""
    if not promised:
        return None
    if ratio is not None and ratio >= promised:
        return ReturnState.REACHED
    if due is None or (due - today).days > RETURN_WARNING_DAYS:
        return ReturnState.RUNNING
    return ReturnState.OVERDUE if due < today else ReturnState.SOON
