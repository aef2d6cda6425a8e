"""The three counties' rhythms in October 2026."""

import json
from datetime import date, timedelta

import pytest

from models.rules.duty_schedule import CADENCES, Duty, due_between, period_of
from models.rules.periods import read_period
from models.rules.workdays import WorkCalendar
from resources import PRESETS

ALL_DAYS_WORKED = WorkCalendar(worked=frozenset(date(2026, 9, 1) + timedelta(days=number) for number in range(100)))


@pytest.fixture(scope="module")
def days() -> WorkCalendar:
    table = json.loads((PRESETS / "holidays.json").read_text("utf-8"))
    return WorkCalendar.from_rows((date.fromisoformat(day), kind, state) for day, kind, _, state in table)


def test_hejins_october(days: WorkCalendar) -> None:
    due_dates = due_between(CADENCES["hejin"], date(2026, 10, 1), date(2026, 10, 31), days)
    listed = [(due.on.day, due.duty.name, due.period.key) for due in due_dates]
    # The national holiday (1 to 7) moves Friday the 2nd and the 5th to the 8th; the 10th is worked.
    assert listed == [
        (8, "一周一研究", "2026-W40"),
        (8, "每月一通报", "2026-09"),
        (8, "每月排队", "2026-09"),
        (9, "一周一研究", "2026-W41"),
        (10, "每季通报", "2026-Q3"),
        (15, "半月一调度", "2026-10-1"),
        (16, "一周一研究", "2026-W42"),
        (23, "一周一研究", "2026-W43"),
        (30, "一周一研究", "2026-W44"),
    ]


def test_the_months_end_on_a_saturday_moves_to_monday(days: WorkCalendar) -> None:
    due_dates = due_between(CADENCES["hejin"], date(2026, 11, 1), date(2026, 11, 4), days)
    assert [(due.on, due.duty.name) for due in due_dates] == [
        (date(2026, 11, 2), "一月一汇总"),
        (date(2026, 11, 2), "半月一调度"),
    ]


def test_xiayi_and_xiangcheng_have_their_own(days: WorkCalendar) -> None:
    def names(county: str) -> set[str]:
        return {due.duty.name for due in due_between(CADENCES[county], date(2026, 1, 1), date(2026, 12, 31), days)}

    assert names("xiayi") == {"周动态", "周调度", "月通报", "季排名", "半年观摩", "年终总结"}
    assert names("xiangcheng") == {"周汇总", "月例会", "月通报", "季考评"}


def test_a_duty_in_a_year_not_published_is_not_certain(days: WorkCalendar) -> None:
    due_dates = due_between(CADENCES["hejin"], date(2027, 1, 1), date(2027, 1, 31), days)
    assert due_dates
    assert not any(due.certain for due in due_dates)


@pytest.mark.parametrize(
    ("kind", "day", "key"),
    [
        ("week", date(2027, 1, 1), "2026-W53"),
        ("half-month", date(2026, 2, 15), "2026-02-1"),
        ("quarter", date(2026, 9, 30), "2026-Q3"),
        ("half-year", date(2026, 7, 1), "2026-H2"),
    ],
)
def test_the_period_a_day_lies_in(kind: str, day: date, key: str) -> None:
    assert period_of(kind, day).key == key


@pytest.mark.parametrize(
    ("kind", "first", "last", "key"),
    [
        ("week", date(2025, 12, 29), date(2026, 1, 4), "2026-W01"),  # its Thursday is New Year's Day
        ("week", date(2026, 12, 28), date(2027, 1, 3), "2026-W53"),  # its Thursday is New Year's Eve
        ("week", date(2024, 12, 30), date(2025, 1, 5), "2025-W01"),
        ("half-month", date(2026, 10, 1), date(2026, 10, 15), "2026-10-1"),
        ("half-month", date(2026, 10, 16), date(2026, 10, 31), "2026-10-2"),
        ("half-month", date(2024, 2, 16), date(2024, 2, 29), "2024-02-2"),
        ("month", date(2024, 2, 1), date(2024, 2, 29), "2024-02"),
        ("month", date(2025, 2, 1), date(2025, 2, 28), "2025-02"),
        ("quarter", date(2026, 1, 1), date(2026, 3, 31), "2026-Q1"),
        ("quarter", date(2026, 10, 1), date(2026, 12, 31), "2026-Q4"),
        ("half-year", date(2026, 1, 1), date(2026, 6, 30), "2026-H1"),
        ("half-year", date(2026, 7, 1), date(2026, 12, 31), "2026-H2"),
        ("year", date(2024, 1, 1), date(2024, 12, 31), "2024"),
    ],
)
def test_a_period_holds_its_first_and_last_day_and_neither_neighbour(
    kind: str, first: date, last: date, key: str
) -> None:
    period = read_period(key)
    assert (period.kind, period.first, period.last) == (kind, first, last)
    assert [period_of(kind, day).key for day in (first, last)] == [key, key]
    before, after = period_of(kind, first - timedelta(days=1)), period_of(kind, last + timedelta(days=1))
    assert (before.last, after.first) == (first - timedelta(days=1), last + timedelta(days=1))


def test_a_duty_due_on_the_first_or_last_day_of_a_span_is_listed() -> None:
    weekly = [duty for duty in CADENCES["hejin"] if duty.kind == "week"]
    friday = date(2026, 11, 20)
    assert [due.on for due in due_between(weekly, friday, friday, WorkCalendar())] == [friday]
    assert due_between(weekly, friday + timedelta(days=1), friday + timedelta(days=6), WorkCalendar()) == []
    span = due_between(weekly, friday, friday + timedelta(days=7), WorkCalendar())
    assert [due.on for due in span] == [friday, friday + timedelta(days=7)]


def test_a_duty_a_month_after_its_year_is_still_listed() -> None:
    # 年终总结 falls due 31 days after 31 December: 31 January, and Monday 1 February where that is a Sunday (2027).
    yearly = [duty for duty in CADENCES["xiayi"] if duty.kind == "year"]
    (due,) = due_between(yearly, date(2027, 2, 1), date(2027, 2, 1), WorkCalendar())
    assert (due.duty.name, due.period.key, due.on, due.certain) == ("年终总结", "2026", date(2027, 2, 1), False)
    assert due_between(yearly, date(2027, 1, 1), date(2027, 1, 31), WorkCalendar()) == []


def test_a_duty_in_a_published_year_is_certain(days: WorkCalendar) -> None:
    due_dates = due_between(CADENCES["hejin"], date(2026, 11, 20), date(2026, 11, 20), days)
    assert [due.certain for due in due_dates] == [True]


def test_a_duty_of_a_period_that_begins_on_the_last_day_asked_for_is_listed() -> None:
    """Monday, 19 October 2026, begins week 43; a duty due on Mondays is due on that very day."""
    monday = date(2026, 10, 19)
    (due,) = due_between([Duty("周一例会", "week", 0, "示例")], monday, monday, WorkCalendar())
    assert (due.on, due.period.key) == (monday, "2026-W43")


@pytest.mark.parametrize(
    ("kind", "number"), [("week", 5), ("half-month", 2), ("month", 1), ("quarter", 0), ("year", 0)]
)
def test_every_period_of_a_month_is_asked_once(kind: str, number: int) -> None:
    """October 2026 has five Fridays; its 15th and 31st end the half-months. Here weekends are worked, so none moves."""
    duty = Duty("事", kind, 4 if kind == "week" else 0, "示例")
    due_dates = due_between([duty], date(2026, 10, 1), date(2026, 10, 31), ALL_DAYS_WORKED)
    assert len({due.period.key for due in due_dates}) == len(due_dates) == number
