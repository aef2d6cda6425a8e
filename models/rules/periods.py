"""Reporting periods: weeks, half-months, months, quarters, half-years, years; their keys and their Chinese names."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from models.errors import UserError

PERIOD_KINDS = {"week": "周", "half-month": "半月", "month": "月", "quarter": "季", "half-year": "半年", "year": "年"}
BATCH = "batch"  # 三个一批: not a span of days but a number within its year
_FORMS = {
    "week": re.compile(r"(\d{4})-W(\d{2})"),
    "half-month": re.compile(r"(\d{4})-(\d{2})-([12])"),
    "month": re.compile(r"(\d{4})-(\d{2})"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "half-year": re.compile(r"(\d{4})-H([12])"),
    "year": re.compile(r"(\d{4})"),
}
_BATCH = re.compile(r"(\d{4})(?:-|年第?)([1-9一二三四五六七八九])次?")
_DIGITS = "零一二三四五六七八九"
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included, with its key (“2026-10”) and its kind."""

    kind: str
    key: str
    first: date
    last: date

    @property
    def year(self) -> int:
        """The year it counts towards; an ISO week belongs to the year of its Thursday."""
        return int(self.key[:4])

    @property
    def year_start(self) -> date:
        """The first day of the year to date (累计)."""
        return date(self.year, 1, 1)

    @property
    def year_last(self) -> date:
        """The last day of the year to date: a year's last week may end in the next year, whose days it leaves out."""
        return min(self.last, date(self.year, 12, 31))

    @property
    def year_word(self) -> str:
        """What a sentence calls its year: 今年, or its number once it is over, as the circular then goes out later."""
        return f"{self.year}年" if self.last >= date(self.year, 12, 31) else "今年"

    @property
    def none_yet_text(self) -> str:
        """How a sentence says that its year brought nothing: 今年尚无, or 2026年没有 once it is over."""
        return f"{self.year_word}{'尚无' if self.year_word == '今年' else '没有'}"

    @property
    def since_text(self) -> str:
        """How a sentence begins the year to date: 今年以来, or 全年 once the year is over."""
        return "全年" if self.last >= date(self.year, 12, 31) else "今年以来"

    @property
    def name(self) -> str:
        """The name in a sentence: “2026年10月”, “2026年第三季度”."""
        tail = self.key[5:]
        match self.kind:
            case "week":
                return f"{self.year}年第{int(tail[1:])}周"
            case "half-month":
                return f"{self.year}年{self.first.month}月{'上' if tail.endswith('-1') else '下'}半月"
            case "month":
                return f"{self.year}年{self.first.month}月"
            case "quarter":
                return f"{self.year}年第{_QUARTERS[int(tail[1]) - 1]}季度"
            case "half-year":
                return f"{self.year}年{'上' if tail == 'H1' else '下'}半年"
            case "batch":
                return f"{self.year}年第{_DIGITS[int(tail)]}次"
        return f"{self.year}年"

    @property
    def to_date_text(self) -> str:
        """The name of the year to date in a sentence: “1—10月”, “全年”; to the day where it ends within a month."""
        if self.kind == "year":
            return "全年"
        month = self.year_last.month
        if self.kind in {"week", "half-month"} and self.year_last < _end(self.year, month):
            return f"1月1日至{month}月{self.last.day}日"
        return f"1—{month}月" if month > 1 else "1月"


def read_period(text: str, kind: str | None = None) -> Period:
    """Parse a period key as used on the command line and in file names; raises UserError, also for another ``kind``."""
    if kind == BATCH or (kind is None and _BATCH.fullmatch(text)):
        return _batch(text)
    if kind is not None and kind not in PERIOD_KINDS:
        raise UserError(
            f"没有“{kind}”这种期间，可选：{'、'.join(f'{key}（{name}）' for key, name in PERIOD_KINDS.items())}。"
        )
    for name, form in _FORMS.items():
        if (match := form.fullmatch(text)) and (kind is None or kind == name):
            first, last = _span(name, *map(int, match.groups()))
            return Period(name, text, first, last)
    wanted = f"（{PERIOD_KINDS[kind]}）" if kind else ""
    raise UserError(f"期间“{text}”{wanted}写法不对，例如 2026-W43、2026-10-1、2026-10、2026-Q3、2026-H1、2026。")


def _batch(text: str) -> Period:
    """Parse a batch: 2026-3, 2026年第三次; its days are those of its year."""
    if not (match := _BATCH.fullmatch(text)):
        raise UserError(f"期次“{text}”写法不对，例如 2026-3、2026年第三次。")
    year, number = int(match[1]), int(match[2]) if match[2].isdigit() else _DIGITS.index(match[2])
    return Period(BATCH, f"{year}-{number}", date(year, 1, 1), date(year, 12, 31))


def _span(kind: str, year: int, part: int = 1, half: int = 1) -> tuple[date, date]:
    try:
        match kind:
            case "week":
                first = date.fromisocalendar(year, part, 1)
                return first, first + timedelta(days=6)
            case "half-month":
                return (
                    (date(year, part, 1), date(year, part, 15))
                    if half == 1
                    else (date(year, part, 16), _end(year, part))
                )
            case "month":
                return date(year, part, 1), _end(year, part)
            case "quarter":
                return date(year, part * 3 - 2, 1), _end(year, part * 3)
            case "half-year":
                return date(year, part * 6 - 5, 1), _end(year, part * 6)
        return date(year, 1, 1), date(year, 12, 31)
    except (ValueError, calendar.IllegalMonthError):
        raise UserError(f"{year}年没有第 {part} 个{PERIOD_KINDS[kind]}，请检查期间。") from None


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def previous_month(today: date) -> Period:
    """Return the last full month before a day, the subject of a monthly circular."""
    last = today.replace(day=1) - timedelta(days=1)
    return read_period(f"{last.year}-{last.month:02}")
