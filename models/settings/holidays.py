"""Imports the State Council's yearly holiday notice into the county's holiday table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import Holiday
from models.rules.vocabulary import HolidayKind, HolidayState
from models.rules.workdays import read_notice

_YEAR = re.compile(r"(20\d{2})\s*年")


@dataclass(frozen=True, slots=True)
class Festival:
    """One festival of a notice: its free days and the weekend days worked instead."""

    name: str
    free: tuple[date, ...]
    worked: tuple[date, ...]

    @property
    def summary(self) -> str:
        """One line of text: “春节：放假 2月15日—2月23日，共 9 天；上班 2月14日、2月28日”."""
        free = f"放假 {_day_ranges(self.free)}，共 {len(self.free)} 天" if self.free else ""
        worked = f"上班 {'、'.join(map(_short, self.worked))}" if self.worked else ""
        return f"{self.name}：{'；'.join(part for part in (free, worked) if part)}"


def notice_year(text: str) -> int | None:
    """Return the year named first in a notice; None where it names none."""
    match = _YEAR.search(text)
    return int(match[1]) if match else None


def read_festivals(text: str, year: int) -> list[Festival]:
    """Parse a pasted notice for the preview; a day that is named twice counts once. Raises UserError."""
    days_by_name: dict[str, dict[str, set[date]]] = {}
    for day, kind, name in read_notice(text, year):
        days_by_name.setdefault(name, {HolidayKind.FREE: set(), HolidayKind.WORKED: set()})[kind].add(day)
    return [
        Festival(name, tuple(sorted(days[HolidayKind.FREE])), tuple(sorted(days[HolidayKind.WORKED])))
        for name, days in days_by_name.items()
    ]


def publish_holidays(session: Session, year: int, festivals: Iterable[Festival]) -> int:
    """Replace a year's rows of the holiday table by the published days; return how many days. Raises UserError."""
    wanted: dict[date, tuple[str, str]] = {}
    for festival in festivals:
        wanted |= dict.fromkeys(festival.free, (HolidayKind.FREE, festival.name))
        wanted |= dict.fromkeys(festival.worked, (HolidayKind.WORKED, festival.name))
    if not any(day.year == year for day in wanted):
        raise UserError(f"认出的日子里没有 {year} 年的，请核对年份。")
    known: dict[date, Holiday] = {}
    for row in session.execute(sa.select(Holiday).where(Holiday.removed.is_(False)).order_by(Holiday.id)).scalars():
        if row.on in wanted and row.on not in known:
            known[row.on] = row
        elif row.on.year == year or row.on in wanted:
            row.removed = True
    for day, (kind, name) in wanted.items():
        if (existing := known.get(day)) is not None:
            existing.kind, existing.name, existing.state = kind, name, HolidayState.PUBLISHED
        else:
            session.add(Holiday(on=day, kind=kind, name=name, state=HolidayState.PUBLISHED))
    session.flush()
    return len(wanted)


def _day_ranges(days: tuple[date, ...]) -> str:
    """Format days as ranges: “2月15日—2月23日、3月1日”."""
    spans: list[list[date]] = []
    for day in days:
        if spans and (day - spans[-1][-1]).days == 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    return "、".join(f"{_short(span[0])}—{_short(span[-1])}" if len(span) > 1 else _short(span[0]) for span in spans)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
