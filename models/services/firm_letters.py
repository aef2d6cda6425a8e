"""Letters sent to enterprises (提醒函、警示函): the day is kept with each duty that the letter was about."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from models.ledgers import Obligation


def record_letter(session: Session, rows: Iterable[str], day: date) -> int:
    """Keep the day of a letter with the duties it was about; return how many there are."""
    count = 0
    for row in rows:
        duty = session.get(Obligation, row)
        if duty is not None and not duty.removed:
            duty.letter_on, count = day, count + 1
    return count
