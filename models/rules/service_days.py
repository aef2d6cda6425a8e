"""How long a person serves in a span, and what a yearly number asks of them for it."""

from datetime import date
from decimal import Decimal

from models.rules.rates import half_up


def days_served(since: date | None, until: date | None, first: date, last: date) -> int:
    """Count the days a person serves from ``first`` to ``last``, both included; no day known means all along.

    The day of arrival and the day of leaving both count.
    """
    begins, ends = max(since or first, first), min(until or last, last)
    return max((ends - begins).days + 1, 0)


def pro_rata(yearly: Decimal, days: int, year: int) -> Decimal:
    """Return the part of a yearly number that some days of the year ask for, rounded half up to a whole."""
    whole = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return half_up(yearly * days / whole, 0)


def strength(days: int, first: date, last: date) -> Decimal:
    """Return how many people served all along would have served as many days, to one decimal."""
    return half_up(Decimal(days) / ((last - first).days + 1), 1)
