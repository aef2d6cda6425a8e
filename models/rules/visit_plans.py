"""Pure rules of the visit plan: the months that a text asks for, the state of a planned visit, which visit fits it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_MONTHS = 12
_QUARTER = 3
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMBER = r"(\d{1,2}|[一二两三四五六七八九十]{1,2})"
_LISTED_MONTHS = re.compile(rf"{_NUMBER}(?:月份?)?(?:[、，,和 ]+{_NUMBER}(?:月份?)?)*月份?")
_TIMES = re.compile(rf"(?:每年|全年|一年|年度|年)?(?:计划|拜访|走访|联系)*(?:不少于|至少)?{_NUMBER}次")
_TIMES_A_YEAR = {"个月": 12, "两个月": 6, "月": 12, "两月": 6, "季": 4, "季度": 4, "半年": 2, "年": 1}
_EACH_TIME = re.compile(r"每?(个月|两个月|月|两月|季度|季|半年|年)(?:拜访|走访|联系)*(?:[1一]次)?")
_PARTS = {"上半年": 6, "下半年": 12, "年底": 12, "年末": 12, "年初": 1, "年中": 6}
_QUARTERS = re.compile(r"(?:第)?([1-4一二三四])季度?")

# A visit may be early by a month or late by a quarter and still be the one that was planned.
MAX_DAYS_EARLY = 31
MAX_DAYS_LATE = 92
_MAX_MONTH_DAYS = 31
_NOON = 12
_MINUTES = 60  # of an hour
_LAST_MINUTE = 24 * _MINUTES
_SPOKEN_HOURS = {"早上": 7, "上午": 8, "中午": 12, "下午": 14, "傍晚": 18, "晚上": 19}


class PlanState(StrEnum):
    """Where a planned visit stands on a day."""

    DONE = "已访"
    OVERDUE = "逾期未访"
    SOON = "临期"
    AHEAD = "未到期"
    CANCELLED = "取消"


def planned_months(text: str) -> tuple[int, ...]:
    """Read the months that a firm is to be visited in: “3月、9月”, “4次”, “每季度”; empty where the text says none.

    A number of times is spread over the year, each at the end of its part: four times are 3, 6, 9 and 12.
    """
    compact = re.sub(r"\s+", "", text).strip("。；;，,")
    if each := _EACH_TIME.fullmatch(compact):  # “每月” and “半年一次”
        return _spread(_TIMES_A_YEAR[each[1]])
    if times := _TIMES.fullmatch(compact):
        return _spread(_number(times[1]))
    if compact in _PARTS:
        return (_PARTS[compact],)
    if quarter := _QUARTERS.fullmatch(compact):
        return (_number(quarter[1]) * _QUARTER,)
    if "月" in compact and _LISTED_MONTHS.fullmatch(compact):
        months = {_number(number) for number in re.findall(_NUMBER, compact)}
        return tuple(sorted(months)) if all(1 <= month <= _MONTHS for month in months) else ()
    return ()


def _spread(times: int) -> tuple[int, ...]:
    """Return the last month of each of as many parts of a year; none for more than twelve."""
    return tuple(_MONTHS * part // times for part in range(1, times + 1)) if 1 <= times <= _MONTHS else ()


def _number(text: str) -> int:
    """Read a number up to 99 in either digits."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return (_DIGITS.get(tens, 0) if tens else 1) * 10 + _DIGITS.get(ones, 0)


def month_end(month: date) -> date:
    """Return the last day of the month that a day is in."""
    return (month.replace(day=1) + timedelta(days=_MAX_MONTH_DAYS)).replace(day=1) - timedelta(days=1)


def plan_state(due: date, visited_on: date | None, cancelled_on: date | None, today: date, ahead: int) -> PlanState:
    """Return where a planned visit stands at the end of ``today``; it is soon due ``ahead`` days before ``due``."""
    if visited_on is not None and visited_on <= today:
        return PlanState.DONE
    if cancelled_on is not None and cancelled_on <= today:
        return PlanState.CANCELLED
    if due < today:
        return PlanState.OVERDUE
    return PlanState.SOON if (due - today).days <= ahead else PlanState.AHEAD


@dataclass(frozen=True, slots=True)
class PlanMatch:
    """A planned visit and one that was made, of the same firm; ``distance`` is how many days outside the plan's."""

    plan: str
    visit: str
    distance: int


def distance_from_plan(first: date, due: date, visited_on: date) -> int | None:
    """Return how many days a visit lies outside the planned days, 0 within; None where it is too far off."""
    if visited_on < first:
        early = (first - visited_on).days
        return early if early <= MAX_DAYS_EARLY else None
    late = max((visited_on - due).days, 0)
    return late if late <= MAX_DAYS_LATE else None


def closest_matches(candidates: Iterable[PlanMatch]) -> list[PlanMatch]:
    """Choose of all fitting pairs the closest, each plan and each visit at most once."""
    plans, visits = set[str](), set[str]()
    chosen = []
    for match in sorted(candidates, key=lambda match: (match.distance, match.plan, match.visit)):
        if match.plan not in plans and match.visit not in visits:
            plans.add(match.plan)
            visits.add(match.visit)
            chosen.append(match)
    return chosen


def clock_minutes(hours: str) -> int:
    """Return the minute of the day that a text of hours begins with (“9:00—10:30” is 540); the end of the day if none.

    “下午3点” is read too: an afternoon's hour below twelve is twelve later.
    """
    match = re.search(r"(\d{1,2})(?:[:：点时](\d{1,2})?)?", hours)
    if match is None:
        return _SPOKEN_HOURS[hours[:2]] * _MINUTES if hours[:2] in _SPOKEN_HOURS else _LAST_MINUTE
    hour = int(match[1])
    if hour < _NOON and hours.startswith(("下午", "晚", "傍晚")):
        hour += _NOON
    return hour * _MINUTES + int(match[2] or 0)


def names_of(text: str | None) -> Sequence[str]:
    """Split several persons' names; an empty text names none."""
    return [name for name in (text or "").split("、") if name]
