"""The clerk's text edits of a circular before it is issued; stored as ledger rows, so undo covers them too."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import CircularText


@dataclass(frozen=True, slots=True)
class CircularKey:
    """The key of a circular: its kind's key, its period's key, its task force (None: the whole county).

    ``scheme`` names the ranking scheme it was made by, where that was not the one in use.
    """

    kind: str
    period: str
    task_force: str | None = None
    scheme: str = ""

    @property
    def text_kind(self) -> str:
        """The value of ``kind`` under which the clerk's texts are stored; another scheme has its own texts."""
        return f"{self.kind}:{self.scheme}" if self.scheme else self.kind


def circular_texts(session: Session, circular_key: CircularKey) -> list[CircularText]:
    """Return the clerk's texts for a circular, in the order they were first written."""
    query = sa.select(CircularText).where(*_key_conditions(circular_key)).order_by(CircularText.id)
    return list(session.execute(query).scalars())


def save_text(session: Session, circular_key: CircularKey, key: str, text: str | None, generated: str | None) -> None:
    """Replace a part's text by the clerk's (None: leave the part out) and store the generated text beside it.

    A text equal to the generated one is no edit: an earlier edit of the part is removed.
    """
    row = _text_row(session, circular_key, key)
    if text == generated:
        if row is not None:
            row.removed = True
        return
    if row is None:
        row = CircularText(
            kind=circular_key.text_kind, period=circular_key.period, task_force=circular_key.task_force, key=key
        )
        session.add(row)
    row.text, row.generated = text, generated


def revert_text(session: Session, circular_key: CircularKey, key: str) -> None:
    """Remove the clerk's edit of a part: the generated text returns, a paragraph the clerk added disappears."""
    if (row := _text_row(session, circular_key, key)) is not None:
        row.removed = True


def confirm_text(session: Session, circular_key: CircularKey, key: str, generated: str) -> None:
    """Confirm an edit after the generated text changed: it no longer counts as stale."""
    if (row := _text_row(session, circular_key, key)) is not None:
        row.generated = generated


def _text_row(session: Session, circular_key: CircularKey, key: str) -> CircularText | None:
    query = sa.select(CircularText).where(*_key_conditions(circular_key), CircularText.key == key)
    return session.execute(query).scalars().first()


def _key_conditions(circular_key: CircularKey) -> tuple[sa.ColumnElement[bool], ...]:
    force = CircularText.task_force
    same_force = force.is_(None) if circular_key.task_force is None else force == circular_key.task_force
    return (
        CircularText.removed.is_(False),
        CircularText.kind == circular_key.text_kind,
        CircularText.period == circular_key.period,
        same_force,
    )
