"""Parses days as users type them: “2026.9.2”, “9月2日”, “0302”, “昨天”, “上周五”, Excel serials."""

import re
from datetime import date, datetime, timedelta

from models.errors import UserError
from models.fields.numerals import fold_width

_EPOCH_1900 = date(1899, 12, 30)  # one day early, because Excel counts a 29 February 1900 that never existed
_EPOCH_1904 = date(1904, 1, 1)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119: what a ledger can hold.
_YEARS = range(1900, 2200)  # Excel's calendar begins in 1900
_RELATIVE_DAYS = {"前天": -2, "昨天": -1, "今天": 0, "今日": 0, "昨日": -1, "明天": 1, "后天": 2}
_WEEKS = {"上上": -2, "上": -1, "": 0, "本": 0, "这": 0, "下": 1}
_WEEKDAYS = "一二三四五六日"

_FULL = re.compile(r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})[日号]?")
_MONTH = re.compile(r"(\d{4})[年./\-](\d{1,2})月?")
_DAY = re.compile(r"(\d{1,2})[月./\-](\d{1,2})[日号]?")
_YEAR = re.compile(r"(\d{4})年?")
_WEEKDAY = re.compile(r"(上上|上|本|这|下)?(?:周|星期)([一二三四五六日天])")
_CLOCK = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")


def read_day(raw: str, today: date, year: int | None = None) -> tuple[date, str]:
    """Read a typed day; return it with its mark, “月” or “年” where only the month or the year was given.

    ``year`` completes “9月2日”: the year of the period at hand, by default the current one. Raises UserError.
    """
    text = _CLOCK.sub("", fold_width(raw)).replace(" ", "").replace("。", ".")
    if text in _RELATIVE_DAYS:
        return today + timedelta(days=_RELATIVE_DAYS[text]), ""
    if match := _WEEKDAY.fullmatch(text):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_WEEKS[match[1] or ""])
        return monday + timedelta(days=_WEEKDAYS.index(match[2].replace("天", "日"))), ""
    if match := _FULL.fullmatch(text):
        return _build_date(raw, *map(int, match.groups())), ""
    if match := _MONTH.fullmatch(text):
        return _build_date(raw, int(match[1]), int(match[2]), 1), "月"
    if match := _DAY.fullmatch(text):
        return _build_date(raw, year or today.year, int(match[1]), int(match[2])), ""
    if re.fullmatch(r"\d{8}", text):
        return _build_date(raw, int(text[:4]), int(text[4:6]), int(text[6:])), ""
    return _read_digits(raw, text, today, year)


def _read_digits(raw: str, text: str, today: date, year: int | None) -> tuple[date, str]:
    """Read the digits-only forms: “0302”, “2026”, an Excel serial typed as text; raises UserError."""
    if re.fullmatch(r"[01]\d[0-3]\d", text):
        return _build_date(raw, year or today.year, int(text[:2]), int(text[2:])), ""
    if (match := _YEAR.fullmatch(text)) and 1949 <= int(match[1]) <= 2100:
        return date(int(match[1]), 1, 1), "年"
    if text.isdigit() and int(text) in _SERIALS:
        return read_serial(int(text)), ""
    raise UserError(f"“{raw.strip()}”不是日期，请写成 2026-9-2 或 9月2日。")


def read_serial(serial: float, *, from_1904: bool = False) -> date:
    """Convert an Excel day serial to a date: 45292 is 2024-01-01; 20240101 is read as it looks. Raises UserError."""
    whole = int(serial)
    if 19_000_101 <= whole <= 21_001_231:
        return _build_date(str(whole), whole // 10_000, whole // 100 % 100, whole % 100)
    if whole not in _SERIALS:
        raise UserError(f"数字 {serial:g} 不是日期，请写成 2026-9-2。")
    return (_EPOCH_1904 if from_1904 else _EPOCH_1900) + timedelta(days=whole)


def day_of(moment: date) -> date:
    """Return the date part of a date or datetime."""
    return moment.date() if isinstance(moment, datetime) else moment


def day_text(day: date, mark: str = "") -> str:
    """Format a day only as precisely as its mark says: 2026-09-02, 2026年9月 or 2026年."""
    if mark == "年":
        return f"{day.year}年"
    if mark == "月":
        return f"{day.year}年{day.month}月"
    return day.isoformat()


def _build_date(raw: str, year: int, month: int, day: int) -> date:
    """Build the date; raises UserError where the calendar has no such day."""
    if year not in _YEARS:
        raise UserError(f"“{raw.strip()}”的年份是 {year}，是不是写错了？")
    try:
        return date(year, month, day)
    except ValueError:
        raise UserError(f"“{raw.strip()}”不是日期：{year}年没有{month}月{day}日。") from None
