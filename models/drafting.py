"""What the clerk writes into a circular before it is issued: kept in the book, and undone like everything else."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import CircularText


@dataclass(frozen=True, slots=True)
class About:
    """Which circular: its kind by the maker's key, its period's key, the task force it is of (none: the county).

    ``scheme`` names the ranking scheme it was made by, where it was not the one in use.
    """

    kind: str
    period: str
    task_force: str | None = None
    scheme: str = ""

    @property
    def slot(self) -> str:
        """What the clerk's words for it are kept under."""
        return f"{self.kind}:{self.scheme}" if self.scheme else self.kind


def texts(session: Session, about: About) -> list[CircularText]:
    """Give what the clerk wrote into a circular, in the order it was first written."""
    query = sa.select(CircularText).where(*_of(about)).order_by(CircularText.id)
    return list(session.execute(query).scalars())


def write(session: Session, about: About, key: str, text: str | None, generated: str | None) -> None:
    """Put the clerk's words in a part's place (None: leave it out), noting what the program said just now.

    What the program says itself is no edit: the part goes back to it.
    """
    row = _row(session, about, key)
    if text == generated:
        if row is not None:
            row.removed = True
        return
    if row is None:
        row = CircularText(kind=about.slot, period=about.period, task_force=about.task_force, key=key)
        session.add(row)
    row.text, row.generated = text, generated


def take_back(session: Session, about: About, key: str) -> None:
    """Say again what the program says; a paragraph the clerk added goes."""
    if (row := _row(session, about, key)) is not None:
        row.removed = True


def keep_own(session: Session, about: About, key: str, generated: str) -> None:
    """Let an edit stand though its figures moved: it is no longer stale against what the program says now."""
    if (row := _row(session, about, key)) is not None:
        row.generated = generated


def _row(session: Session, about: About, key: str) -> CircularText | None:
    query = sa.select(CircularText).where(*_of(about), CircularText.key == key)
    return session.execute(query).scalars().first()


def _of(about: About) -> tuple[sa.ColumnElement[bool], ...]:
    force = CircularText.task_force
    mine = force.is_(None) if about.task_force is None else force == about.task_force
    return CircularText.removed.is_(False), CircularText.kind == about.slot, CircularText.period == about.period, mine
