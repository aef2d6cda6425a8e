"""Recurring duties: what a county must do every week, half-month, month, quarter, half-year and year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.rules.periods import Period, read_period
from models.rules.workdays import WorkCalendar

FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Duty:
    """A recurring duty: its name, kind of period, due day, and the document that orders it.

    ``day`` counts from the period's end: 0 its last day, 5 the fifth day after; for a week the weekday, 4 is Friday.
    """

    name: str
    kind: str
    day: int
    source: str


@dataclass(frozen=True, slots=True)
class DueDuty:
    """One duty of one period with its due day, moved off holidays; ``certain`` if the holidays are published."""

    duty: Duty
    period: Period
    on: date
    certain: bool


UNSET, OWN = "none", "own"  # no rhythm has been set; the county's own, typed in the setting ``cadence_own``
_HEJIN = "河政办函〔2021〕44号 四"
_XIAYI = "夏邑 三年行动计划"
_XIANGCHENG = "襄城 2019"
CADENCES: dict[str, tuple[Duty, ...]] = {
    UNSET: (),
    "hejin": (
        Duty("一周一研究", "week", FRIDAY, _HEJIN),
        Duty("半月一调度", "half-month", 0, _HEJIN),
        Duty("一月一汇总", "month", 0, _HEJIN),
        Duty("每月一通报", "month", 5, _HEJIN),
        Duty("每月排队", "month", 5, _HEJIN),
        Duty("每季通报", "quarter", 10, _HEJIN),
        Duty("年中督查", "half-year", 31, _HEJIN),
        Duty("年末考核", "year", 31, _HEJIN),
    ),
    "xiayi": (
        Duty("周动态", "week", FRIDAY, _XIAYI),
        Duty("周调度", "week", FRIDAY, _XIAYI),
        Duty("月通报", "month", 5, _XIAYI),
        Duty("季排名", "quarter", 10, _XIAYI),
        Duty("半年观摩", "half-year", 31, _XIAYI),
        Duty("年终总结", "year", 31, _XIAYI),
    ),
    "xiangcheng": (
        Duty("周汇总", "week", FRIDAY, _XIANGCHENG),
        Duty("月例会", "month", 0, _XIANGCHENG),
        Duty("月通报", "month", 5, _XIANGCHENG),
        Duty("季考评", "quarter", 10, _XIANGCHENG),
    ),
}


def due_between(duties: Sequence[Duty], first: date, last: date, days: WorkCalendar) -> list[DueDuty]:
    """List the duties due in a span, by day; a due day that is not a workday moves to the next workday."""
    dues = []
    for duty in duties:
        # A duty may fall due a month after its period ends: look that far back for periods.
        for period in _periods(duty.kind, first - timedelta(days=45), last):
            on = _day(duty, period)
            moved = days.on_or_after(on)
            if first <= moved <= last:
                dues.append(DueDuty(duty, period, moved, days.is_certain(moved)))
    return sorted(dues, key=lambda due: (due.on, due.duty.name))


def _day(duty: Duty, period: Period) -> date:
    if duty.kind == "week":
        return period.first + timedelta(days=duty.day)
    return period.last + timedelta(days=duty.day)


def _periods(kind: str, first: date, last: date) -> Iterator[Period]:
    """Yield every period of a kind that overlaps a span."""
    day = first
    while day <= last:
        period = period_of(kind, day)
        yield period
        day = period.last + timedelta(days=1)


def period_of(kind: str, day: date) -> Period:
    """Return the period of a kind that contains a day."""
    match kind:
        case "week":
            year, week, _ = day.isocalendar()
            return read_period(f"{year}-W{week:02}")
        case "half-month":
            return read_period(f"{day:%Y-%m}-{1 if day.day <= 15 else 2}")
        case "month":
            return read_period(f"{day:%Y-%m}")
        case "quarter":
            return read_period(f"{day.year}-Q{(day.month + 2) // 3}")
        case "half-year":
            return read_period(f"{day.year}-H{1 if day.month <= 6 else 2}")
    return read_period(str(day.year))
