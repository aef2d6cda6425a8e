"""The seeded random generator of the demonstration data, with the book, day, texts and names it draws on."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import TypedDict

from sqlalchemy.orm import Session

from models.fields.kind import Value
from models.ledgers import TaskForce

MARK = "示例"
DemoRow = dict[str, Value]  # a row's values by field key


class DemoTexts(TypedDict):
    """The texts of ``resources/presets/demo.json``; those by task force have its short name as key."""

    products: dict[str, list[str]]
    firm_words: dict[str, str]
    cities: list[tuple[str, str, str]]  # city, region, origin of its capital
    people: list[str]
    problems: list[tuple[str, str, str]]  # problem, category, unit
    promises: list[tuple[str, str]]  # promise, clause
    duties: list[tuple[str, str]]  # duty, clause
    progress: dict[str, list[str]]  # by stage, and of an ended project
    talks: list[str]


@dataclass(frozen=True, slots=True)
class DemoProject:
    """A project that was added: its id, its values, and the day it entered each stage."""

    id: str
    values: DemoRow
    course: dict[str, date]

    def amount(self, key: str) -> Decimal:
        """Return an amount of the project; zero where it has none."""
        value = self.values[key]
        return value if isinstance(value, Decimal) else Decimal(0)


class DemoGenerator:
    """Draws days, people and texts for one book; seeded by the day, so the same day gives the same data."""

    def __init__(self, session: Session, forces: list[TaskForce], today: date, vocabulary: DemoTexts) -> None:
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
        return self.random.choice(self.vocabulary["people"])
