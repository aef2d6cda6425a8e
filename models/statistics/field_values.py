"""All amounts of a field, to compare a typed one with."""

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.fields.field import Field
from models.fields.kind import number_of
from models.statistics.counting_rules import is_live
from models.statistics.raw_rows import fetch_raw


def amounts_by_row(session: Session, ledger: type[Ledger], field: Field) -> dict[str, Decimal]:
    """Return a field's amounts by row id; zero and empty are left out."""
    column = getattr(ledger, field.key)
    query = sa.select(ledger.id, column).where(is_live(ledger), column.is_not(None))
    return {row: Decimal(number_of(field.kind.load(raw))) for row, raw in fetch_raw(session, query) if raw}
