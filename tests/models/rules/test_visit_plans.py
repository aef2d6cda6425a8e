"""The months a text asks for, where a planned visit stands, and which visit is the one that was planned."""

from datetime import date

import pytest

from models.rules.visit_plans import (
    PlanMatch,
    PlanState,
    clock_minutes,
    closest_matches,
    distance_from_plan,
    month_end,
    plan_state,
    planned_months,
)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3月", (3,)),
        ("3月、9月", (3, 9)),
        ("9、3月", (3, 9)),
        ("十一月、三月", (3, 11)),
        ("3月，3月", (3,)),
        ("1次", (12,)),
        ("每年2次", (6, 12)),
        ("全年4次", (3, 6, 9, 12)),
        ("不少于三次", (4, 8, 12)),
        ("12次", tuple(range(1, 13))),
        ("每季度", (3, 6, 9, 12)),
        ("每季度走访1次", (3, 6, 9, 12)),
        ("半年一次", (6, 12)),
        ("每月", tuple(range(1, 13))),
        ("上半年", (6,)),
        ("二季度", (6,)),
        ("13月", ()),
        ("13次", ()),
        ("0次", ()),
        ("看情况", ()),
        ("3-5月", ()),  # a month of those, which one is not said
        ("", ()),
    ],
)
def test_a_text_says_which_months(text: str, months: tuple[int, ...]) -> None:
    assert planned_months(text) == months


@pytest.mark.parametrize(
    ("today", "visited", "cancelled", "state"),
    [
        (date(2026, 3, 20), None, None, PlanState.AHEAD),  # 11 days before the last
        (date(2026, 3, 21), None, None, PlanState.SOON),
        (date(2026, 3, 31), None, None, PlanState.SOON),
        (date(2026, 4, 1), None, None, PlanState.OVERDUE),
        (date(2026, 4, 1), date(2026, 4, 1), None, PlanState.DONE),
        (date(2026, 4, 1), date(2026, 4, 2), None, PlanState.OVERDUE),  # the visit is not made yet
        (date(2026, 4, 1), None, date(2026, 4, 1), PlanState.CANCELLED),
        (date(2026, 3, 31), None, date(2026, 4, 1), PlanState.SOON),
        (date(2026, 4, 1), date(2026, 3, 2), date(2026, 3, 1), PlanState.DONE),  # it was made after all
    ],
)
def test_a_planned_visit_stands_somewhere(
    today: date, visited: date | None, cancelled: date | None, state: PlanState
) -> None:
    assert plan_state(date(2026, 3, 31), visited, cancelled, today, 10) is state


@pytest.mark.parametrize(
    ("visited", "distance"),
    [
        (date(2026, 3, 1), 0),
        (date(2026, 3, 31), 0),
        (date(2026, 2, 28), 1),
        (date(2026, 1, 29), 31),
        (date(2026, 1, 28), None),
        (date(2026, 4, 2), 2),
        (date(2026, 7, 1), 92),
        (date(2026, 7, 2), None),
    ],
)
def test_a_visit_may_be_a_month_early_and_a_quarter_late(visited: date, distance: int | None) -> None:
    assert distance_from_plan(date(2026, 3, 1), date(2026, 3, 31), visited) == distance


def test_the_closest_pairs_are_chosen_each_once() -> None:
    pairs = [
        PlanMatch("三月", "甲", 5),
        PlanMatch("四月", "甲", 0),
        PlanMatch("三月", "乙", 9),
        PlanMatch("四月", "乙", 9),
    ]
    chosen = [(match.plan, match.visit) for match in closest_matches(pairs)]
    assert chosen == [("四月", "甲"), ("三月", "乙")]


@pytest.mark.parametrize(
    ("hours", "minutes"),
    [
        ("9:00—10:30", 540),
        ("14：30", 870),
        ("下午3点", 900),
        ("下午15点", 900),
        ("上午", 480),
        ("下午", 840),
        ("待定", 1440),
        ("", 1440),
    ],
)
def test_hours_are_sorted_by_their_first_minute(hours: str, minutes: int) -> None:
    assert clock_minutes(hours) == minutes


def test_the_last_day_of_a_month() -> None:
    days = [month_end(date(2026, month, 1)) for month in (2, 11, 12)]
    assert days == [date(2026, 2, 28), date(2026, 11, 30), date(2026, 12, 31)]
    assert month_end(date(2028, 2, 29)) == date(2028, 2, 29)
