"""Deadlines of 13710 as 山西省政府办公厅 ordered them in 2016: one day, three, seven, one month, and down to zero."""

from datetime import date, timedelta

import pytest

from models.errors import UserError
from models.rules import deadlines as rules
from models.rules.deadlines import DeadlineLight
from models.rules.vocabulary import HolidayKind, HolidayState, ObligationRule
from models.rules.workdays import WorkCalendar

TODAY = date(2026, 11, 20)
WEEKENDS_ONLY = WorkCalendar(published=frozenset({2026}))


def test_an_ordinary_item_is_fed_back_in_three_days_and_settled_in_seven() -> None:
    deadlines = rules.deadlines(date(2026, 10, 20), ObligationRule.ORDINARY, WEEKENDS_ONLY)
    days = (deadlines.study, deadlines.feedback, deadlines.due)
    assert days == (date(2026, 10, 20), date(2026, 10, 23), date(2026, 10, 27))


def test_counted_in_working_days_a_weekend_puts_it_off() -> None:
    # Tuesday 20 October: three workdays on is Friday, seven is Thursday the 29th.
    deadlines = rules.deadlines(date(2026, 10, 20), ObligationRule.ORDINARY, WEEKENDS_ONLY, count=rules.WORKING)
    assert (deadlines.feedback, deadlines.due) == (date(2026, 10, 23), date(2026, 10, 29))


@pytest.mark.parametrize(
    ("raised", "due"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2026, 3, 15), date(2026, 4, 15)),
    ],
)
def test_a_major_item_has_one_month_cut_to_the_months_end(raised: date, due: date) -> None:
    assert rules.deadlines(raised, ObligationRule.MAJOR, WEEKENDS_ONLY).due == due


def test_a_deadline_in_working_days_of_an_unpublished_year_is_not_certain() -> None:
    deadlines = rules.deadlines(date(2026, 12, 29), ObligationRule.ORDINARY, WEEKENDS_ONLY, count=rules.WORKING)
    assert deadlines.due.year == 2027
    assert not deadlines.certain


def test_a_plain_item_needs_its_own_day() -> None:
    with pytest.raises(UserError, match=r"^普通时限的事项要填完成时限。$"):
        rules.deadlines(date(2026, 10, 1), ObligationRule.PLAIN, WEEKENDS_ONLY)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 10, 19), DeadlineLight.RED),
        (date(2026, 10, 20), DeadlineLight.YELLOW),
        (date(2026, 10, 23), DeadlineLight.YELLOW),
        (date(2026, 10, 24), DeadlineLight.GREEN),
        (None, DeadlineLight.GREEN),
    ],
)
def test_the_light_turns_yellow_three_days_before_and_red_the_day_after(
    due: date | None, expected: DeadlineLight
) -> None:
    assert rules.light(due, date(2026, 10, 20)) is expected


def test_a_closed_item_has_no_warning_light() -> None:
    assert rules.light(date(2026, 1, 1), date(2026, 10, 20), closed=date(2026, 2, 1)) is DeadlineLight.DONE


def test_dormant_enterprises_of_class_a_to_c_have_twelve_months_and_d_none() -> None:
    assert [rules.dormant_due(kind, date(2024, 2, 29)) for kind in "ABC"] == [date(2025, 2, 28)] * 3
    assert rules.dormant_due("D", date(2024, 2, 29)) is None


@pytest.mark.parametrize(
    ("days", "light"),
    [(-1, "逾期"), (0, "临期"), (1, "临期"), (2, "正常")],
)
def test_a_light_warns_as_many_days_ahead_as_it_is_told(days: int, light: str) -> None:
    assert rules.light(TODAY + timedelta(days=days), TODAY, warn=1).value == light


# The national holiday of 2026: 1 to 7 October free, Saturday 10 October worked.
OCTOBER = WorkCalendar.from_rows(
    [(date(2026, 10, day), HolidayKind.FREE, HolidayState.PUBLISHED) for day in range(1, 8)]
    + [(date(2026, 10, 10), HolidayKind.WORKED, HolidayState.PUBLISHED)]
)


def test_an_ordinary_item_raised_before_the_holiday_in_working_days() -> None:
    # From 30 September the workdays are 8, 9, 10 (feedback), 12, 13, 14 and 15 October (settled).
    in_workdays = rules.deadlines(date(2026, 9, 30), ObligationRule.ORDINARY, OCTOBER, count=rules.WORKING)
    assert (in_workdays.feedback, in_workdays.due, in_workdays.certain) == (
        date(2026, 10, 10),
        date(2026, 10, 15),
        True,
    )


def test_a_plain_deadline_is_certain_where_its_year_is_published() -> None:
    plain = rules.deadlines(date(2026, 9, 1), ObligationRule.PLAIN, OCTOBER, due=date(2026, 12, 31))
    assert plain == rules.Deadlines(None, None, date(2026, 12, 31), certain=True)
    later = rules.deadlines(date(2026, 9, 1), ObligationRule.PLAIN, OCTOBER, due=date(2027, 1, 1))
    assert not later.certain
    natural = rules.deadlines(date(2027, 1, 1), ObligationRule.ORDINARY, OCTOBER)
    assert natural.certain  # calendar days need no list of holidays


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_a_month_on_is_the_same_day_or_the_months_last(day: date, months: int, result: date) -> None:
    assert rules.month_after(day, months) == result
