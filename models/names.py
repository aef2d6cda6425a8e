"""The persons and units a book already names, so that nobody types a name twice in two ways."""

from collections import Counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.field import fields
from models.kind import Kind
from models.ledgers import LEDGERS

_LATEST = 500  # rows of each ledger that are read: by its key, so a large book is as quick as a small one


def names_in_use(session: Session, kind: type[Kind]) -> tuple[str, ...]:
    """Give the names that fields of exactly this kind hold, the commonest first."""
    found: Counter[str] = Counter()
    for ledger in LEDGERS:
        columns: list[Any] = [getattr(ledger, field.key) for field in fields(ledger) if type(field.kind) is kind]
        if not columns:
            continue
        query = sa.select(*columns).where(ledger.removed.is_(False)).order_by(ledger.id.desc()).limit(_LATEST)
        for row in session.execute(query):
            found.update(name for text in row if text for name in text.split("、"))
    return tuple(name for name, _ in found.most_common())
