"""The periods a page offers, from the last complete one backwards; the running one comes last."""

from datetime import date, timedelta

from models.rules.duty_schedule import period_of

_PERIODS_OFFERED = {
    "month": 24,
    "quarter": 12,
    "half-year": 6,
    "year": 5,
    "week": 26,
}  # how many periods of a kind are offered
_USUAL_NUMBER = 24


def period_choices(kind: str, today: date) -> list[tuple[str, str]]:
    """Return the periods of a kind to choose from, as (name, key)."""
    running = period_of(kind, today)
    period = period_of(kind, running.first - timedelta(days=1))
    choices = []
    for _ in range(_PERIODS_OFFERED.get(kind, _USUAL_NUMBER)):
        choices.append((period.name, period.key))
        period = period_of(kind, period.first - timedelta(days=1))
    return [*choices, (f"{running.name}（还没过完）", running.key)]
