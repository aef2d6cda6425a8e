"""Select the rows of an export and read their stored values straight from the database driver, page by page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import Book
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import field_of
from models.fields.kind import StoredValue
from models.fields.kinds import LinkKind
from models.ledgers import TaskForce
from models.queries.ledger_query import titles_by_id
from models.queries.scope import main_day_field, task_force_field

_CHUNK_ROWS = 500  # names queried in one statement
ExportedRow = tuple[str, str, *tuple[StoredValue, ...]]  # id, marks as JSON text, values as stored


@dataclass(frozen=True, slots=True)
class ExportBounds:
    """Which rows to export: of which task forces (ids; none: all), and of which days (first and last, inclusive)."""

    task_forces: tuple[str, ...] = ()
    days: tuple[date, date] | None = None


def count_export_rows(session: Session, ledger: type[Ledger], bounds: ExportBounds) -> int:
    """Count the rows of a ledger to export."""
    query = sa.select(sa.func.count()).select_from(ledger).where(*_conditions(ledger, bounds))
    return session.execute(query).scalar_one()


def export_pages(
    session: Session, ledger: type[Ledger], keys: Sequence[str], bounds: ExportBounds, page_size: int = 1000
) -> Iterator[list[ExportedRow]]:
    """Yield pages of rows to export in the order they were created, with the values of ``keys``."""
    columns = [getattr(ledger, key) for key in keys]
    query = sa.select(ledger.id, ledger.marks, *columns).where(*_conditions(ledger, bounds))
    last = ""
    while True:
        # Fetched from the DB-API cursor: SQLAlchemy would turn every amount into a Decimal, to be turned back later.
        result: Any = session.connection().execute(query.where(ledger.id > last).order_by(ledger.id).limit(page_size))
        page = result.cursor.fetchall()
        result.close()
        if not page:
            return
        yield page
        last = page[-1][0]


def book_id(session: Session) -> str:
    """Return the id of the book that a session reads."""
    return session.execute(sa.select(Book.id)).scalar_one()


def dropdown_names(session: Session, to: str, bounds: ExportBounds, limit: int) -> list[str]:
    """Return the names of a ledger's rows for a drop-down, sorted; empty where there are more than ``limit``."""
    ledger = ledger_by_table(to)
    title: Any = getattr(ledger, ledger.about.title)
    conditions = _conditions(ledger, ExportBounds(bounds.task_forces))
    selected = session.execute(sa.select(title).where(*conditions, title.is_not(None)).order_by(title).limit(limit + 1))
    names = list(dict.fromkeys(selected.scalars()))
    return [] if len(names) > limit or not all(isinstance(name, str) for name in names) else names


def linked_row_names(session: Session, to: str, rows: Iterable[str]) -> dict[str, str]:
    """Return the names of linked rows by id."""
    wanted = sorted(rows)
    names: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK_ROWS):
        names |= titles_by_id(session, ledger_by_table(to), wanted[start : start + _CHUNK_ROWS])
    return names


def _conditions(ledger: type[Ledger], bounds: ExportBounds) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [ledger.removed.is_(False)]
    if bounds.task_forces and (of_forces := _belongs_to_forces(ledger, bounds.task_forces)) is not None:
        conditions.append(of_forces)
    day = main_day_field(ledger)
    if bounds.days is not None and day is not None:
        first, last = bounds.days
        column: Any = getattr(ledger, day.key)
        # A row of last month that was changed this month is exported with this month too.
        conditions.append(sa.or_(column.between(first, last), ledger.touched.between(*_milliseconds(first, last))))
    return conditions


def _milliseconds(first: date, last: date) -> tuple[int, int]:
    """Return the first and last millisecond (since 1970) of a span of days in local time."""
    begins = datetime.combine(first, time()).timestamp()
    ends = datetime.combine(last + timedelta(days=1), time()).timestamp()
    return int(begins * 1000), int(ends * 1000) - 1


def _belongs_to_forces(ledger: type[Ledger], forces: Sequence[str]) -> sa.ColumnElement[bool] | None:
    """Build the condition that a row belongs to these task forces, by its own link or its parent row's.

    None where rows of this ledger belong to no task force, so that all are exported.
    """
    if ledger is TaskForce:
        return ledger.id.in_(forces)
    if (field := task_force_field(ledger)) is not None:
        force: sa.ColumnElement[str] = getattr(ledger, field.key)
        return force.in_(forces)
    if not ledger.about.parent:
        return None
    kind = field_of(ledger, ledger.about.parent).kind
    parent = ledger_by_table(kind.to) if isinstance(kind, LinkKind) else None
    parent_condition = None if parent is None or parent is ledger else _belongs_to_forces(parent, forces)
    if parent is None or parent_condition is None:
        return None
    parent_link: sa.ColumnElement[str] = getattr(ledger, ledger.about.parent)
    return parent_link.in_(sa.select(parent.id).where(parent_condition))
