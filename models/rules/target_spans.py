"""The spans of days that targets (目标任务) are set for: a year, several years, a plan, up to a year's end."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from models.errors import UserError
from models.rules.periods import read_period

FORMS_TEXT = "2026、2026年底、2023—2025、十四五末、2026年上半年、2026年第三季度、2026-10、未写明"
OPEN = "未写明"  # a target whose document names no time: what was done ever counts
_NUMERALS = "零一二三四五六七八九十"
_PLAN, _PLAN_STARTS, _PLAN_YEARS = 14, 2021, 5  # 十四五 is 2021–2025
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class TargetSpan:
    """The days a target is counted over, both ends included; ``first`` is the first of all days where none is named."""

    first: date
    last: date

    @property
    def is_open(self) -> bool:
        """Whether it ends on no day."""
        return self.last == date.max

    @property
    def starts(self) -> bool:
        """Whether it names its first day, so that the share of its time that has passed is known."""
        return self.first != date.min and not self.is_open

    @property
    def year(self) -> int | None:
        """The year it is; None for any other span."""
        whole = (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)
        return self.first.year if whole and self.first.year == self.last.year else None

    def years(self, last: date) -> tuple[int, ...]:
        """List the years of a span of several, up to that of a day."""
        if not self.starts or self.first.year == self.last.year:
            return ()
        return tuple(range(self.first.year, min(self.last, last).year + 1))


def read_target_span(text: str) -> TargetSpan:
    """Parse a target's period; raises UserError with the forms that can be read."""
    core = re.sub(r"[\s“”\"《》()（）]", "", text)
    for form, build in _FORMS:
        if match := form.fullmatch(core):
            span = build(match)
            if span.first > span.last:
                raise UserError(f"“{text}”的起止年份前后颠倒了。")
            return span
    try:
        period = read_period(core)
    except UserError:
        raise UserError(f"目标期限“{text}”看不出是哪一段时间，请写成例如 {FORMS_TEXT}。") from None
    return TargetSpan(period.first, period.last)


@cache
def span_of(text: str | None) -> TargetSpan | None:
    """Return the span of a stored period; None where it cannot be read."""
    try:
        return read_target_span(text or "")
    except UserError:
        return None


def is_target_of_year(text: str | None, year: int) -> bool:
    """Whether a target is set for just this year."""
    span = span_of(text)
    return span is not None and span.year == year


def _years(first: str, last: str) -> TargetSpan:
    return TargetSpan(date(int(first), 1, 1), date(int(last), 12, 31))


def _plan(numeral: str) -> TargetSpan:
    """Return the span of a five-year plan by its number, from 十一 on."""
    tens, _, ones = numeral.partition("十")
    number = 10 * (_NUMERALS.index(tens) if tens else 1) + (_NUMERALS.index(ones) if ones else 0)
    first = _PLAN_STARTS + _PLAN_YEARS * (number - _PLAN)
    return TargetSpan(date(first, 1, 1), date(first + _PLAN_YEARS - 1, 12, 31))


def _half(match: re.Match[str]) -> TargetSpan:
    period = read_period(f"{match[1]}-H{1 if match[2] == '上' else 2}")
    return TargetSpan(period.first, period.last)


def _quarter(match: re.Match[str]) -> TargetSpan:
    number = _NUMERALS.index(match[2]) if match[2] in _NUMERALS else int(match[2])
    period = read_period(f"{match[1]}-Q{number}")
    return TargetSpan(period.first, period.last)


def _month(match: re.Match[str]) -> TargetSpan:
    period = read_period(f"{match[1]}-{int(match[2]):02}")
    return TargetSpan(period.first, period.last)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], TargetSpan]], ...] = (
    (re.compile(OPEN), lambda _: TargetSpan(date.min, date.max)),
    (re.compile(r"(\d{4})(?:年度?|全年|年全年)?"), lambda match: _years(match[1], match[1])),
    (re.compile(r"(?:到|至|截至)?(\d{4})年(?:底|末)(?:前)?"), lambda m: TargetSpan(date.min, date(int(m[1]), 12, 31))),
    (
        re.compile(r"(\d{4})年?(?:[-—–－~～至到]|——)(\d{4})(?:年度?|年底|年末)?"),
        lambda match: _years(match[1], match[2]),
    ),
    (re.compile(r"到?([二三]?十[一二三四五六七八九]?)五(?:末|期末|期间|时期|规划)?"), lambda m: _plan(m[1])),
    (re.compile(r"(\d{4})年(上|下)半年"), _half),
    (re.compile(r"(\d{4})年第?([一二三四1-4])季度"), _quarter),
    (re.compile(r"(\d{4})年(\d{1,2})月"), _month),
)


def share_passed(span: TargetSpan, day: date) -> tuple[int, int] | None:
    """Return how much of a span has passed at the end of a day: whole months at a month's end, else days.

    None where its first day is not known.
    """
    if not span.starts:
        return None
    end = min(max(day, span.first), span.last)
    whole = (span.last - span.first).days + 1
    if day < span.first:
        return 0, whole
    if _is_month_end(end) and span.first.day == 1 and _is_month_end(span.last):
        return _months(span.first, end), _months(span.first, span.last)
    return (end - span.first).days + 1, whole


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * _MONTHS + last.month - first.month + 1


def _is_month_end(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1
