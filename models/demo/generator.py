"""The seeded random generator of the demonstration data, with the book, day, texts and names it draws on."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from models.ledgers import TaskForce

MARK = "示例"


class DemoGenerator:
    """Draws days, people and texts for one book; seeded by the day, so the same day gives the same data."""

    def __init__(self, session: Session, forces: list[TaskForce], today: date, vocabulary: dict[str, Any]) -> None:
        self.session, self.forces, self.today, self.vocabulary = session, forces, today, vocabulary
        self.random = Random(today.isoformat())  # noqa: S311 - demonstration data must be repeatable
        self.first_day = date(today.year - 1, today.month, 1)
        self.chain_steps: dict[str, list[dict[str, str]]] = {}  # steps of each task force's chains, set by add_firms

    def workday(self, first: date | None = None, last: date | None = None) -> date:
        """Pick a random workday between two days, by default within the year of the demonstration."""
        first, last = first or self.first_day, last or self.today
        picked = first + timedelta(days=self.random.randint(0, max(0, (last - first).days)))
        return max(first, picked - timedelta(days=max(0, picked.weekday() - 4)))

    def person(self) -> str:
        """Pick a random made-up name."""
        return str(self.random.choice(self.vocabulary["people"]))
