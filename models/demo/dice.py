"""The seeded random generator of the demonstration data, with the book, day, texts and names it draws on."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from models.ledgers import TaskForce

MARK = "示例"


class Dice:
    """Draws days, people and texts for one book; seeded by the day, so the same day gives the same data."""

    def __init__(self, session: Session, forces: list[TaskForce], today: date, words: dict[str, Any]) -> None:
        self.session, self.forces, self.today, self.words = session, forces, today, words
        self.chance = Random(today.isoformat())  # noqa: S311 - demonstration data must be repeatable
        self.begin = date(today.year - 1, today.month, 1)
        self.steps: dict[str, list[dict[str, str]]] = {}  # steps of each task force's chains, set by add_firms

    def day(self, first: date | None = None, last: date | None = None) -> date:
        """Pick a random workday between two days, by default within the year of the demonstration."""
        first, last = first or self.begin, last or self.today
        picked = first + timedelta(days=self.chance.randint(0, max(0, (last - first).days)))
        return max(first, picked - timedelta(days=max(0, picked.weekday() - 4)))

    def person(self) -> str:
        """Pick a random made-up name."""
        return str(self.chance.choice(self.words["people"]))
