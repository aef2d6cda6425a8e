"""Taking the State Council's yearly notice into the county's holiday table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Holiday
from models.refusal import Refusal
from models.rules.workdays import FREE, PUBLISHED, WORKED, read_notice

_YEAR = re.compile(r"(20\d{2})\s*年")


@dataclass(frozen=True, slots=True)
class Festival:
    """What a notice says of one festival: its free days and the weekend days worked for them."""

    name: str
    free: tuple[date, ...]
    worked: tuple[date, ...]

    @property
    def said(self) -> str:
        """Say it in one line: “春节：放假 2月15日—2月23日，共 9 天；上班 2月14日、2月28日”."""
        free = f"放假 {_spans(self.free)}，共 {len(self.free)} 天" if self.free else ""
        worked = f"上班 {'、'.join(map(_short, self.worked))}" if self.worked else ""
        return f"{self.name}：{'；'.join(part for part in (free, worked) if part)}"


def year_of(text: str) -> int | None:
    """Guess the year a notice is about from its own words; None where it names none."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def festivals(text: str, year: int) -> list[Festival]:
    """Read a pasted notice, to be looked at before it is taken in; a day the notice names twice counts once."""
    found: dict[str, dict[str, set[date]]] = {}
    for day, kind, name in read_notice(text, year):
        found.setdefault(name, {FREE: set(), WORKED: set()})[kind].add(day)
    return [Festival(name, tuple(sorted(days[FREE])), tuple(sorted(days[WORKED]))) for name, days in found.items()]


def publish(session: Session, year: int, found: Iterable[Festival]) -> int:
    """Put a year's published days into the table in place of what stood there for that year; gives how many days."""
    wanted: dict[date, tuple[str, str]] = {}
    for one in found:
        wanted |= dict.fromkeys(one.free, (FREE, one.name)) | dict.fromkeys(one.worked, (WORKED, one.name))
    if not any(day.year == year for day in wanted):
        raise Refusal(f"认出的日子里没有 {year} 年的，请核对年份。")
    known: dict[date, Holiday] = {}
    for row in session.execute(sa.select(Holiday).where(Holiday.removed.is_(False)).order_by(Holiday.id)).scalars():
        if row.on in wanted and row.on not in known:
            known[row.on] = row
        elif row.on.year == year or row.on in wanted:
            row.removed = True
    for day, (kind, name) in wanted.items():
        if (kept := known.get(day)) is not None:
            kept.kind, kept.name, kept.state = kind, name, PUBLISHED
        else:
            session.add(Holiday(on=day, kind=kind, name=name, state=PUBLISHED))
    session.flush()
    return len(wanted)


def _spans(days: tuple[date, ...]) -> str:
    """Say days as spans: “2月15日—2月23日、3月1日”."""
    spans: list[list[date]] = []
    for day in days:
        if spans and (day - spans[-1][-1]).days == 1:
            spans[-1].append(day)
        else:
            spans.append([day])
    return "、".join(f"{_short(one[0])}—{_short(one[-1])}" if len(one) > 1 else _short(one[0]) for one in spans)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
