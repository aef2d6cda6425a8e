"""Which rows of other ledgers belong to a row since they link to it: the visits and talks of a firm, of a project."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.fields.field import fields
from models.fields.kinds import LinkKind
from models.ledgers import LEDGERS


@cache
def linked_ledgers(ledger: type[Ledger]) -> tuple[type[Ledger], ...]:
    """List the ledgers whose rows a row of ``ledger`` shows among its details, besides its detail ledgers.

    They link to it, or to a row that does: a firm has the talks on its leads and projects.
    """
    if not ledger.about.shows_linked_rows:
        return ()
    targets = (ledger, *_between(ledger))
    return tuple(
        other
        for other in LEDGERS
        if other.about.in_navigation
        and not other.about.parent
        and other is not ledger
        and any(linking_keys(other, target) for target in targets)
    )


@cache
def linking_keys(ledger: type[Ledger], target: type[Ledger]) -> tuple[str, ...]:
    """List the keys of the links from a ledger to one row of another."""
    links = ((field.key, field.kind) for field in fields(ledger) if isinstance(field.kind, LinkKind))
    return tuple(key for key, kind in links if kind.to == target.__tablename__)


def _between(ledger: type[Ledger]) -> tuple[type[Ledger], ...]:
    """List the ledgers through whose rows others belong to a row: the leads and projects of a firm."""
    return tuple(
        middle
        for middle in LEDGERS
        if middle.about.shows_linked_rows and middle is not ledger and linking_keys(middle, ledger)
    )


def linked_row_ids(session: Session, ledger: type[Ledger], target: type[Ledger], row: str) -> tuple[str, ...]:
    """Return the ids of a ledger's rows that belong to a row of ``target``, without those in the recycle bin."""
    belongs: list[sa.ColumnElement[bool]] = [getattr(ledger, key) == row for key in linking_keys(ledger, target)]
    for middle in _between(target):
        of_row = sa.or_(*(getattr(middle, key) == row for key in linking_keys(middle, target)))
        rows: Any = sa.select(middle.id).where(middle.removed.is_(False), of_row)
        belongs += [getattr(ledger, key).in_(rows) for key in linking_keys(ledger, middle)]
    query = sa.select(ledger.id).where(ledger.removed.is_(False), sa.or_(*belongs))
    return tuple(session.execute(query).scalars())
