"""The clerk's text edits of a circular before it is issued; stored as ledger rows, so undo covers them too."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import CircularText


@dataclass(frozen=True, slots=True)
class About:
    """The key of a circular: its kind's key, its period's key, its task force (None: the whole county).

    ``scheme`` names the ranking scheme it was made by, where that was not the one in use.
    """

    kind: str
    period: str
    task_force: str | None = None
    scheme: str = ""

    @property
    def slot(self) -> str:
        """The value of ``kind`` under which the clerk's texts are stored; another scheme has its own texts."""
        return f"{self.kind}:{self.scheme}" if self.scheme else self.kind


def texts(session: Session, about: About) -> list[CircularText]:
    """Return the clerk's texts for a circular, in the order they were first written."""
    query = sa.select(CircularText).where(*_of(about)).order_by(CircularText.id)
    return list(session.execute(query).scalars())


def write(session: Session, about: About, key: str, text: str | None, generated: str | None) -> None:
    """Replace a part's text by the clerk's (None: leave the part out) and store the generated text beside it.

    A text equal to the generated one is no edit: an earlier edit of the part is removed.
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
    """Remove the clerk's edit of a part: the generated text returns, a paragraph the clerk added disappears."""
    if (row := _row(session, about, key)) is not None:
        row.removed = True


def keep_own(session: Session, about: About, key: str, generated: str) -> None:
    """Confirm an edit after the generated text changed: it no longer counts as stale."""
    if (row := _row(session, about, key)) is not None:
        row.generated = generated


def _row(session: Session, about: About, key: str) -> CircularText | None:
    query = sa.select(CircularText).where(*_of(about), CircularText.key == key)
    return session.execute(query).scalars().first()


def _of(about: About) -> tuple[sa.ColumnElement[bool], ...]:
    force = CircularText.task_force
    same_force = force.is_(None) if about.task_force is None else force == about.task_force
    return (
        CircularText.removed.is_(False),
        CircularText.kind == about.slot,
        CircularText.period == about.period,
        same_force,
    )
