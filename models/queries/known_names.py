"""Persons and units already used in a book, for completion, so that a name is always spelt the same."""

from collections import Counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.field import fields
from models.fields.kind import FieldKind
from models.ledgers import LEDGERS

_ROWS_READ = 500  # newest rows read of each ledger, by primary key, so that the time does not grow with the book


def names_in_use(session: Session, kind: type[FieldKind]) -> tuple[str, ...]:
    """Return the names that fields of exactly this kind hold, most frequent first."""
    counts: Counter[str] = Counter()
    for ledger in LEDGERS:
        columns: list[Any] = [getattr(ledger, field.key) for field in fields(ledger) if type(field.kind) is kind]
        if not columns:
            continue
        query = sa.select(*columns).where(ledger.removed.is_(False)).order_by(ledger.id.desc()).limit(_ROWS_READ)
        for row in session.execute(query):
            counts.update(name for text in row if text for name in text.split("、"))
    return tuple(name for name, _ in counts.most_common())
