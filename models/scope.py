"""What holds for every page at once: one task force or all, and the period a row's own day must fall into."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.base import Ledger
from models.browse import Condition
from models.field import Field, fields
from models.kinds import Day, Link

PERIODS = {"all": "全部", "month": "本月", "quarter": "本季", "year": "本年"}
# The day a row of a ledger counts for; a ledger with none of these (an enterprise, a project) has no period.
_DAYS = ("reported_on", "raised_on", "on", "month", "dated")


@dataclass(frozen=True, slots=True)
class Scope:
    """A task force by its id (none for all of them), and a period of PERIODS as seen from today."""

    task_force: str | None = None
    period: str = "all"


def conditions(ledger: type[Ledger], scope: Scope, today: date) -> tuple[Condition, ...]:
    """Give the filters a scope means for a ledger; none where it has no such field."""
    found: list[Condition] = []
    force, day = task_force_field(ledger), main_day(ledger)
    if scope.task_force and force is not None:
        found.append(Condition(force.key, "is", scope.task_force))
    if scope.period != "all" and day is not None:
        first, last = span(scope.period, today)
        found += [Condition(day.key, "ge", first), Condition(day.key, "le", last)]
    return tuple(found)


def span(period: str, today: date) -> tuple[date, date]:
    """Give a period's first and last day."""
    first_month, months = {
        "month": (today.month, 1),
        "quarter": ((today.month - 1) // 3 * 3 + 1, 3),
        "year": (1, 12),
    }[period]
    first = date(today.year, first_month, 1)
    after = date(today.year + (first_month + months - 1) // 12, (first_month + months - 1) % 12 + 1, 1)
    return first, after - timedelta(days=1)


def task_force_field(ledger: type[Ledger]) -> Field | None:
    """Find the field that says whose task force's a row is."""
    return next((one for one in fields(ledger) if isinstance(one.kind, Link) and one.kind.to == "task_force"), None)


def main_day(ledger: type[Ledger]) -> Field | None:
    """Find the day a row counts for."""
    days = {one.key: one for one in fields(ledger) if isinstance(one.kind, Day)}
    return next((days[key] for key in _DAYS if key in days), None)
