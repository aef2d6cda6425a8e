"""Deadlines: the 13710 rule (山西省政府办公厅 2016-09), plain deadlines, and the traffic lights."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from models.errors import UserError
from models.rules.vocabulary import DormantClass, ObligationRule
from models.rules.workdays import WorkCalendar

NATURAL, WORKING = "自然日", "工作日"


class DeadlineLight(Enum):
    """How close a deadline is; shown by shape as well as colour."""

    GREEN = "正常"
    YELLOW = "临期"
    RED = "逾期"
    DONE = "已销号"


@dataclass(frozen=True, slots=True)
class Deadlines:
    """An item's deadlines: studied the same day (1), feedback (3), settled (7 days or one month)."""

    study: date | None
    feedback: date | None
    due: date
    certain: bool = True  # False where the year's holidays are not published yet: 暂定


def deadlines(
    raised: date, rule: str, days: WorkCalendar, *, count: str = NATURAL, due: date | None = None
) -> Deadlines:
    """Work out an item's deadlines from the day it was raised.

    13710: “1”天内研究部署，“3”天内反馈，“7”天内解决一般问题，重大问题“1”个月内，销号清“0”。Whether days are calendar or
    working days the source does not say, so ``count`` is a setting; one month is a calendar month either way.
    """
    if rule == ObligationRule.PLAIN:
        if due is None:
            raise UserError("普通时限的事项要填完成时限。")
        return Deadlines(None, None, due, days.is_certain(due))
    ends = month_after(raised) if rule == ObligationRule.MAJOR else _days_after(raised, 7, days, count)
    certain = count == NATURAL or days.is_certain(ends)
    return Deadlines(raised, _days_after(raised, 3, days, count), ends, certain)


def _days_after(day: date, number: int, days: WorkCalendar, count: str) -> date:
    return days.add(day, number) if count == WORKING else day + timedelta(days=number)


def month_after(day: date, months: int = 1) -> date:
    """Add calendar months; a day beyond the month's end becomes its last day (31 January to the end of February)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def light(due: date | None, today: date, *, closed: date | None = None, warn: int = 3) -> DeadlineLight:
    """Return the light of a deadline: red past it, yellow within ``warn`` days, green before, done once closed."""
    if closed is not None:
        return DeadlineLight.DONE
    if due is None or due - today > timedelta(days=warn):
        return DeadlineLight.GREEN
    return DeadlineLight.RED if due < today else DeadlineLight.YELLOW


def dormant_due(kind: str, identified: date) -> date | None:
    """Return the day by which a dormant enterprise of class A, B or C must operate again; D has none (夏邑)."""
    return month_after(identified, 12) if kind in set(DormantClass) else None
