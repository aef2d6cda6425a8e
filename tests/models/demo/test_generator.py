"""The generator of the demonstration: the same day draws the same, every day is a workday within its bounds."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from models.demo.generator import DemoGenerator, DemoProject, DemoTexts
from resources import PRESETS

TEXTS: DemoTexts = json.loads((PRESETS / "demo.json").read_text("utf-8"))
TODAY = date(2026, 11, 20)


def generator(today: date = TODAY) -> DemoGenerator:
    """Return a generator with a session of no book, which it only passes on."""
    return DemoGenerator(Session(), [], today, TEXTS)


def test_the_same_day_draws_the_same_and_another_day_another() -> None:
    def draws(today: date) -> list[object]:
        demo = generator(today)
        return [draw for _ in range(20) for draw in (demo.workday(), demo.person())]

    assert draws(TODAY) == draws(TODAY)
    assert draws(TODAY) != draws(TODAY + timedelta(days=1))


def test_a_year_of_work_begins_with_the_same_month_of_last_year() -> None:
    assert generator().first_day == date(2025, 11, 1)
    assert generator(date(2028, 2, 29)).first_day == date(2027, 2, 1)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 9, 7), date(2026, 9, 11)),
        (date(2026, 9, 5), date(2026, 9, 30)),
        (date(2026, 9, 7), date(2026, 9, 7)),
        (date(2025, 12, 29), date(2026, 1, 2)),
    ],
)
def test_drawn_days_are_within_their_bounds_and_no_weekend_unless_it_begins_there(first: date, last: date) -> None:
    demo = generator()
    for _ in range(200):
        day = demo.workday(first, last)
        assert first <= day <= last
        assert day.weekday() < 5 or day == first


def test_days_that_run_backwards_are_the_first() -> None:
    assert generator().workday(date(2026, 9, 7), date(2026, 9, 1)) == date(2026, 9, 7)


def test_nobody_is_named_but_examples() -> None:
    demo = generator()
    assert {demo.person() for _ in range(200)} == set(TEXTS["people"])
    assert all(name.startswith("示例") for name in TEXTS["people"])


def test_an_amount_a_project_does_not_have_is_nought() -> None:
    project = DemoProject("p", {"total": Decimal(300), "fixed": None}, {})
    assert (project.amount("total"), project.amount("fixed")) == (Decimal(300), Decimal(0))
