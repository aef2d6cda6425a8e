"""The dice of a demonstration: its book, its day, its made-up words and people."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from models.ledgers import TaskForce

MARK = "示例"


class Dice:
    """Draws days, people and words for one book; the same day draws the same."""

    def __init__(self, session: Session, forces: list[TaskForce], today: date, words: dict[str, Any]) -> None:
        self.session, self.forces, self.today, self.words = session, forces, today, words
        self.chance = Random(today.isoformat())  # noqa: S311 - a demonstration wants repeatable chance
        self.begin = date(today.year - 1, today.month, 1)
        self.steps: dict[str, list[dict[str, str]]] = {}  # the steps of each task force's chains, once they are known

    def day(self, first: date | None = None, last: date | None = None) -> date:
        """Pick a workday between two days, in the year of the demonstration."""
        first, last = first or self.begin, last or self.today
        picked = first + timedelta(days=self.chance.randint(0, max(0, (last - first).days)))
        return max(first, picked - timedelta(days=max(0, picked.weekday() - 4)))

    def person(self) -> str:
        """Pick a made-up person."""
        return str(self.chance.choice(self.words["people"]))
