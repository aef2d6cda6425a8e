"""A task force and a period narrow every ledger by its own fields."""

from datetime import date

import pytest

from models.ledgers import LEDGERS, Enterprise, Funding, Lead, Obligation, Project, Target, Visit
from models.queries.ledger_query import Condition
from models.queries.scope import Scope, main_day_field, period_span, scope_conditions, task_force_field


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        ("month", date(2026, 2, 10), date(2026, 2, 1), date(2026, 2, 28)),
        ("month", date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        ("month", date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        ("quarter", date(2026, 11, 20), date(2026, 10, 1), date(2026, 12, 31)),
        ("quarter", date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        ("year", date(2026, 6, 1), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_ends_with_its_last_day(period: str, today: date, first: date, last: date) -> None:
    assert period_span(period, today) == (first, last)


def test_each_ledger_counts_by_its_own_day() -> None:
    days = {ledger: day.key for ledger in LEDGERS if (day := main_day_field(ledger))}
    assert (days[Lead], days[Visit], days[Funding], days[Obligation]) == ("reported_on", "on", "month", "raised_on")
    assert Project not in days
    assert Target not in days  # its 填报截至 says of which day a reported number is, not for when the target holds
    assert Enterprise not in days


def test_a_scope_means_nothing_where_there_is_no_such_field() -> None:
    today = date(2026, 11, 20)
    assert scope_conditions(Project, Scope(None, "month"), today) == ()
    assert scope_conditions(Lead, Scope(), today) == ()
    assert scope_conditions(Lead, Scope("tf", "month"), today) == (
        Condition("task_force", "is", "tf"),
        Condition("reported_on", "ge", date(2026, 11, 1)),
        Condition("reported_on", "le", date(2026, 11, 30)),
    )
    assert task_force_field(Funding) is None
