"""Fetching rows from the database driver without type conversion, for scans over whole columns."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

RawRow = tuple[Any, ...]


def fetch_raw(session: Session, query: sa.Select[*tuple[Any, ...]]) -> list[RawRow]:
    """Fetch rows as the driver gives them: amounts in ten-thousandths of their unit, days as ISO text."""
    result = session.connection().execute(query)
    rows = list(result.cursor.fetchall()) if result.cursor else []
    result.close()
    return rows
