"""Rates as circulars calculate them (四率、完成率、序时进度); None wherever the denominator is zero or missing."""

import calendar
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from models.rules.periods import Period

Number = Decimal | int
HALF = Decimal("0.5")
_FIRST_HALF = 15  # the last day of a month's first half


def percent(part: Number, whole: Number | None) -> Decimal | None:
    """Return part ÷ whole in percent, unrounded; None where the whole is zero or missing."""
    return None if not whole else Decimal(part) * 100 / Decimal(whole)


def elapsed(day: date, *, by_day: bool = False) -> Decimal:
    """Return 序时进度 in percent at the end of a day: months elapsed ÷ 12, or days elapsed ÷ days of the year."""
    if by_day:
        days = 366 if calendar.isleap(day.year) else 365
        return Decimal(day.timetuple().tm_yday) * 100 / days
    return Decimal(day.month) * 100 / 12


def elapsed_at_end(period: Period, *, by_day: bool = False) -> Decimal:
    """Return 序时进度 at the end of a period; a half-month is half a month, a week counts by days.

    A year's last week that ends in the next year ends with its year.
    """
    day = period.year_last
    if period.kind == "half-month" and not by_day:
        return (Decimal(day.month) - (HALF if day.day <= _FIRST_HALF else 0)) * 100 / 12
    return elapsed(day, by_day=by_day or period.kind == "week")


def ahead(completion: Decimal | None, pace: Decimal) -> Decimal | None:
    """Return 完成率 less 序时进度 in percentage points, each rounded to two places first, as circulars print them."""
    if completion is None:
        return None
    return half_up(completion, 2) - half_up(pace, 2)


def half_up(value: Decimal, places: int) -> Decimal:
    """Round as circulars do (四舍五入): 68.745 becomes 68.75, never 68.74."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def without_trailing_zeros(value: Decimal) -> Decimal:
    """Return the same number with the fewest decimals: 6.2000 as 6.2, 60.0000 as 60 and not as 6E+1."""
    return value.normalize() + 0


def ranks(values: Sequence[Decimal | None]) -> list[int | None]:
    """Rank from the largest; equal values share a rank and the next is skipped; None gets no rank."""
    known = sorted((value for value in values if value is not None), reverse=True)
    return [None if value is None else known.index(value) + 1 for value in values]
