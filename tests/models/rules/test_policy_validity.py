"""The days on which a policy holds, at both ends."""

from datetime import date

import pytest

from models.rules.policy_validity import PolicyValidity

START, LAST, GONE = date(2021, 10, 28), date(2024, 12, 31), date(2023, 6, 1)


@pytest.mark.parametrize(
    ("validity", "day", "invalidity"),
    [
        (PolicyValidity(START, LAST), START, ""),
        (PolicyValidity(START, LAST), LAST, ""),
        (PolicyValidity(START, LAST), date(2021, 10, 27), "2021-10-28才生效"),
        (PolicyValidity(START, LAST), date(2025, 1, 1), "有效期到2024-12-31为止，已经过期"),
        (PolicyValidity(START, LAST, GONE), date(2023, 5, 31), ""),
        (PolicyValidity(START, LAST, GONE), GONE, "已于2023-06-01废止"),
        (PolicyValidity(START, LAST, GONE), date(2026, 1, 1), "已于2023-06-01废止"),
        (PolicyValidity(), date(2026, 1, 1), ""),
    ],
)
def test_a_policy_holds_from_its_first_day_to_its_last_one(
    validity: PolicyValidity, day: date, invalidity: str
) -> None:
    assert validity.invalidity(day) == invalidity


@pytest.mark.parametrize(
    ("validity", "text"),
    [
        (PolicyValidity(START), "2021-10-28起，文件没有写到哪天为止"),
        (PolicyValidity(START, LAST), "2021-10-28起至2024-12-31"),
        (PolicyValidity(START, None, GONE), "2021-10-28起，2023-06-01废止"),
        (PolicyValidity(START, LAST, GONE), "2021-10-28起至2024-12-31，2023-06-01废止"),
        (PolicyValidity(), "文件没有写到哪天为止"),
    ],
)
def test_validity_is_one_phrase(validity: PolicyValidity, text: str) -> None:
    assert validity.text == text
