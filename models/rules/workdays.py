"""Working days: weekends, holidays and 调休, from a table that may end before a deadline does."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from models.errors import UserError
from models.rules.vocabulary import HolidayKind, HolidayState


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working-day calendar: free days, weekends worked instead, and the years the State Council has published."""

    free: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    published: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def from_rows(cls, days: Iterable[tuple[date, str, str]]) -> "WorkCalendar":
        """Build a calendar from rows of (day, 放假 or 调休上班, 已公布 or 推算)."""
        rows = list(days)
        return cls(
            frozenset(day for day, kind, _ in rows if kind == HolidayKind.FREE),
            frozenset(day for day, kind, _ in rows if kind == HolidayKind.WORKED),
            frozenset(day.year for day, _, state in rows if state == HolidayState.PUBLISHED),
        )

    def is_workday(self, day: date) -> bool:
        """Tell whether a day is a workday."""
        return day in self.worked or (day.weekday() < 5 and day not in self.free)

    def on_or_after(self, day: date) -> date:
        """Return the day, or the next workday after it (遇节假日顺延)."""
        while not self.is_workday(day):
            day += timedelta(days=1)
        return day

    def add(self, day: date, count: int) -> date:
        """Add a number of workdays to a day; the day itself does not count."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_workday(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Count the workdays after ``first`` up to and including ``last``; negative where ``last`` is earlier."""
        if last < first:
            return -self.between(last, first)
        return sum(self.is_workday(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))

    def is_certain(self, day: date) -> bool:
        """Tell whether the holidays of the day's year are published; otherwise a deadline is 暂定."""
        return day.year in self.published


_FESTIVAL = re.compile(r"(元旦|春节|清明节|劳动节|端午节|中秋节|国庆节)")
_DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日"
_SPAN = re.compile(_DAY + r"(?:[（(][^）)]*[）)])?(?:至|到|—|-|~)" + _DAY)
_SINGLE_DAY = re.compile(_DAY)


def read_notice(text: str, year: int) -> list[tuple[date, str, str]]:
    """Parse the State Council office's yearly notice as pasted into (day, kind, festival); raises UserError.

    Each festival stands in its own sentence or paragraph: “春节：2月15日（农历腊月二十八、周日）至23日放假调休，共9天。
    2月14日（周六）、2月28日（周六）上班。”
    """
    days: list[tuple[date, str, str]] = []
    festival = ""
    for sentence in re.split(r"[。；;\n]+", text):
        if name := _FESTIVAL.search(sentence):
            # “国庆节、中秋节”: the first name is used for a joint holiday.
            festival = name[1]
        if not festival:
            continue
        if "上班" in sentence:
            days += [(day, HolidayKind.WORKED, festival) for day in _days(sentence, year)]
        elif HolidayKind.FREE in sentence:
            days += [(day, HolidayKind.FREE, festival) for day in _days(sentence, year)]
    if not days:
        raise UserError("没有认出放假安排；请把国务院办公厅通知的正文整段粘贴进来，例如“一、元旦：1月1日至3日放假……”。")
    return days


def _days(sentence: str, year: int) -> Iterator[date]:
    """Yield all days a sentence names, spans expanded; a day without a month takes the previous month."""
    rest = sentence
    if span := _SPAN.search(sentence):
        first = _date(span[1], span[2], span[3], year, None)
        last = _date(span[4], span[5], span[6], first.year, first.month)
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))
        rest = sentence[: span.start()] + sentence[span.end() :]
        if "上班" not in sentence:
            return
    month: int | None = None
    for match in _SINGLE_DAY.finditer(rest):
        day = _date(match[1], match[2], match[3], year, month)
        month = day.month
        yield day


def _date(year: str | None, month: str | None, day: str, this_year: int, this_month: int | None) -> date:
    if month is None and this_month is None:
        raise UserError(f"“{day}日”前没有写月份，请检查粘贴的通知。")
    try:
        return date(int(year or this_year), int(month or this_month or 0), int(day))
    except ValueError:
        raise UserError(f"通知里的 {month or this_month}月{day}日 不是日期，请检查粘贴的内容。") from None
