"""Deadlines of 13710 as 山西省政府办公厅 ordered them in 2016: one day, three, seven, one month, and down to zero."""

from datetime import date

import pytest

from models.errors import UserError
from models.rules import deadlines as rules
from models.rules.deadlines import DeadlineLight
from models.rules.vocabulary import ObligationRule
from models.rules.workdays import WorkCalendar

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
    with pytest.raises(UserError, match="要填完成时限"):
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
