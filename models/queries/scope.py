"""The filter common to all pages: one task force or all, and the period a row's main day must fall into."""

from dataclasses import dataclass
from datetime import date, timedelta

from models.fields.base import Ledger
from models.fields.field import Field, field_of, fields
from models.fields.kinds import LinkKind
from models.queries.ledger_query import Condition

PERIODS = {"all": "全部", "month": "本月", "quarter": "本季", "year": "本年"}


@dataclass(frozen=True, slots=True)
class Scope:
    """A task force's row id (None for all) and a key of PERIODS, relative to today."""

    task_force: str | None = None
    period: str = "all"


def scope_conditions(ledger: type[Ledger], scope: Scope, today: date) -> tuple[Condition, ...]:
    """Return the filters a scope means for a ledger; empty where the ledger has no such field."""
    result: list[Condition] = []
    force, day = task_force_field(ledger), main_day_field(ledger)
    if scope.task_force and force is not None:
        result.append(Condition(force.key, "is", scope.task_force))
    if scope.period != "all" and day is not None:
        first, last = period_span(scope.period, today)
        result += [Condition(day.key, "ge", first), Condition(day.key, "le", last)]
    return tuple(result)


def period_span(period: str, today: date) -> tuple[date, date]:
    """Return the first and last day of a key of PERIODS that contains today."""
    first_month, months = {
        "month": (today.month, 1),
        "quarter": ((today.month - 1) // 3 * 3 + 1, 3),
        "year": (1, 12),
    }[period]
    first = date(today.year, first_month, 1)
    after = date(today.year + (first_month + months - 1) // 12, (first_month + months - 1) % 12 + 1, 1)
    return first, after - timedelta(days=1)


def task_force_field(ledger: type[Ledger]) -> Field | None:
    """Return the field that links a row to its task force; None where there is none."""
    return next(
        (field for field in fields(ledger) if isinstance(field.kind, LinkKind) and field.kind.to == "task_force"), None
    )


def main_day_field(ledger: type[Ledger]) -> Field | None:
    """Return the field of the day a row counts for; None where there is none (enterprise, project)."""
    return field_of(ledger, ledger.about.main_day) if ledger.about.main_day else None
