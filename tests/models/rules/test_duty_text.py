"""A county types its own rhythm, and what cannot be read is named."""

from datetime import date

import pytest

from models.errors import UserError
from models.rules.duty_schedule import due_between
from models.rules.duty_text import EXAMPLE, read_duties
from models.rules.workdays import WorkCalendar


@pytest.mark.parametrize(
    ("text", "duties"),
    [
        ("周动态：每周五", [("周动态", "week", 4)]),
        ("周例会: 每 周一 ;周报：每周日", [("周例会", "week", 0), ("周报", "week", 6)]),
        ("周报：每周天", [("周报", "week", 6)]),
        ("周报：每周", [("周报", "week", 4)]),
        ("半月调度：每半月末；月通报：每月后5天", [("半月调度", "half-month", 0), ("月通报", "month", 5)]),
        ("季排名：每季后10日；季考评：每季度", [("季排名", "quarter", 10), ("季考评", "quarter", 0)]),
        ("观摩：每半年后31天\n总结：每年后45天；", [("观摩", "half-year", 31), ("总结", "year", 45)]),
        ("", []),
    ],
)
def test_what_is_typed_is_read(text: str, duties: list[tuple[str, str, int]]) -> None:
    assert [(duty.name, duty.kind, duty.day) for duty in read_duties(text)] == duties


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("周动态", "“周动态”看不懂，要写成这样"),
        ("：每周五", "“：每周五”看不懂"),
        ("月通报：每月五号", "“月通报：每月五号”看不懂"),
        ("周动态：每周五；周动态：每周一", "“周动态”写了两次"),
        ("年终总结：每年后46天", "“年终总结”写的是期末后46天，最多45天"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, reason: str) -> None:
    with pytest.raises(UserError) as error:
        read_duties(text)
    assert str(error.value).startswith(reason)


def test_the_example_is_a_rhythm_and_falls_due_as_it_says() -> None:
    november = due_between(read_duties(EXAMPLE), date(2026, 11, 2), date(2026, 11, 8), WorkCalendar())
    # The month's circular is due on 5 November, a Thursday; the week's report on Friday the 6th.
    assert [(due.duty.name, due.on.day) for due in november] == [("月通报", 5), ("周动态", 6)]
