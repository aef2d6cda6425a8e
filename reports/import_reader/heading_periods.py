"""The year, months or day that a heading writes: “2026年1—10月到位资金”, “截至10月底累计到位资金”, “2025年产值”."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from reports.import_reader.headings import without_spaces


class PeriodKind(StrEnum):
    """What kind of time a heading names."""

    YEAR = "一年"
    YEAR_TO_DAY = "年初到某天"
    TO_DAY = "截至某天"
    MONTH = "一个月"
    SPAN = "一段时间"
    COMPARED = "同期"


@dataclass(frozen=True, slots=True)
class HeadingPeriod:
    """A time written in a heading: its kind, the text that names it, and the heading's ``words`` without it.

    ``year`` is None where none is written; ``month`` and ``day`` are the last ones, ``day`` None for a month's end.
    """

    kind: PeriodKind
    text: str
    words: str
    year: int | None = None
    month: int | None = None
    day: int | None = None

    def last_day(self, base_year: int) -> date | None:
        """Return the day up to which it reaches, in ``base_year`` where it names none; None for no real day."""
        year, month = self.year or base_year, self.month or 12
        last = monthrange(year, month)[1]
        return date(year, month, self.day or last) if (self.day or 1) <= last else None


_DASH = re.compile(r"(?<=[\d年月日一])[—–―－~～至到-]+(?=[\d二三四])")  # 1—10月, 1月至10月, 一至三季度
_LAST_YEAR = "去年|上一年度?|上年度?"
_YEAR_WORD = rf"(?:(?P<year>20\d\d)(?:年度?|(?!\d))|(?P<past>{_LAST_YEAR}))"
_MONTH_WORD = "(?P<month>1[0-2]|0?[1-9])月份?"
_ANY_MONTH = r"(?:1[0-2]|0?[1-9])月?"
_DAY_WORD = r"(?:(?P<day>[12]\d|3[01]|0?[1-9])日)?"
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_COMPARED = re.compile(rf"(?:{_YEAR_WORD})?(?:同期|同比|环比)")
_SINCE = re.compile(
    r"20\d\d年?(?:以来|以后|之后|起)|20\d\d年?(?:\d{1,2}月)?-+20\d\d年?(?:\d{1,2}月)?"  # 2024年以来, 2024-2026年
)
_UP_TO = re.compile(rf"截[至止]到?(?:{_YEAR_WORD})?(?:{_MONTH_WORD})?{_DAY_WORD}[底末止前]*")
_YEAR_END = re.compile(rf"[至到]?(?:{_YEAR_WORD})?(?:{_MONTH_WORD})?[底末]前?")
_FROM_JANUARY = re.compile(
    rf"(?:{_YEAR_WORD})?(?:0?1月?(?:0?1日)?-+{_MONTH_WORD}{_DAY_WORD}[底末]?"
    r"|(?P<half>上半年)|前(?P<first>[二三23])个?季度|[一1]-+(?P<upto>[二三四2-4])季度|第?(?P<quarter>[一1])季度)"
)
_OTHER_SPAN = re.compile(rf"(?:{_YEAR_WORD})?(?:{_ANY_MONTH}-+{_ANY_MONTH}(?<=月)份?|下半年|第?[一二三四1-4]季度)")
_MONTH = re.compile(rf"(?:{_YEAR_WORD})?{_MONTH_WORD}")
_YEAR = re.compile(rf"{_YEAR_WORD}(?:全年)?")
_EMPTY_BRACKETS = re.compile(r"[(\[][:,、;]?[)\]]")
_YEARS = re.compile(r"20\d\d年?[-—–－~～至到]+20\d\d")
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d\d)年?度?(?!\d|年?度?(?:以来|以后|之后|以前|之前|起|前|后))")
_TITLE_DAY = re.compile(r"截[至止]到?(20\d\d)年(1[0-2]|0?[1-9])月(?:(\d{1,2})日|[底末])?")


def heading_period(parts: Sequence[str], base_year: int) -> HeadingPeriod | None:
    """Return the time that a heading writes; None where it writes none, or only 本年 and the like.

    ``parts`` are its texts from the top row down; “去年” is the year before ``base_year``.
    """
    text = without_spaces("".join(parts))
    folded = _DASH.sub(lambda dash: "-" * len(dash[0]), text)  # as long as the text, which is cut below
    for pattern, read in _READERS:
        match = pattern.search(folded)
        if match is not None and match[0]:
            period = read(match, base_year)
            if period is not None:
                start, end = match.span()
                words = _EMPTY_BRACKETS.sub("", text[:start] + text[end:])
                return _with_year_elsewhere(replace(period, text=text[start:end], words=words), base_year)
    return None


def _with_year_elsewhere(period: HeadingPeriod, base_year: int) -> HeadingPeriod:
    """Return a period without a year with that of another part of the heading: 2026年到位资金 over 1月."""
    match = _YEAR.search(period.words) if period.year is None else None
    if match is None:
        return period
    words = period.words[: match.start()] + period.words[match.end() :]
    return replace(period, year=_year_of(match, base_year), text=f"{match[0]}{period.text}", words=words)


def title_year(title: str) -> int | None:
    """Return the only year that a table's title writes; None for none or several."""
    text = without_spaces(title)
    years = {int(year) for year in _TITLE_YEAR.findall(text)}
    return years.pop() if len(years) == 1 and not _YEARS.search(text) else None


def title_day(title: str) -> date | None:
    """Return the day of a title's “截至2026年10月31日” or “截至2026年10月底”; None where it writes none."""
    match = _TITLE_DAY.search(without_spaces(title))
    if match is None:
        return None
    day = int(match[3]) if match[3] else None
    return HeadingPeriod(PeriodKind.TO_DAY, "", "", int(match[1]), int(match[2]), day).last_day(int(match[1]))


def _year_of(match: re.Match[str], base_year: int) -> int | None:
    return base_year - 1 if match["past"] else int(match["year"]) if match["year"] else None


def _bare(kind: PeriodKind, **values: int | None) -> HeadingPeriod:
    return HeadingPeriod(kind, "", "", **values)


def _read_up_to(match: re.Match[str], base_year: int) -> HeadingPeriod | None:
    groups = match.groupdict()
    year, month, day = _year_of(match, base_year), groups["month"], groups.get("day")
    if year is None and month is None:
        return None  # 截至目前, 年底
    return _bare(PeriodKind.TO_DAY, year=year, month=int(month) if month else None, day=int(day) if day else None)


def _read_from_january(match: re.Match[str], base_year: int) -> HeadingPeriod:
    quarter = match["first"] or match["upto"] or match["quarter"]
    if match["half"]:
        month = 6
    elif quarter:
        month = 3 * (_NUMERALS.get(quarter) or int(quarter))
    else:
        month = int(match["month"])
    day = match["day"]
    return _bare(PeriodKind.YEAR_TO_DAY, year=_year_of(match, base_year), month=month, day=int(day) if day else None)


_Reader = Callable[[re.Match[str], int], HeadingPeriod | None]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_COMPARED, lambda match, base: _bare(PeriodKind.COMPARED, year=_year_of(match, base))),
    (_SINCE, lambda _match, _base: _bare(PeriodKind.SPAN)),
    (_FROM_JANUARY, _read_from_january),
    (_OTHER_SPAN, lambda match, base: _bare(PeriodKind.SPAN, year=_year_of(match, base))),
    (_UP_TO, _read_up_to),
    (_YEAR_END, _read_up_to),
    (_MONTH, lambda match, base: _bare(PeriodKind.MONTH, year=_year_of(match, base), month=int(match["month"]))),
    (_YEAR, lambda match, base: _bare(PeriodKind.YEAR, year=_year_of(match, base))),
)
