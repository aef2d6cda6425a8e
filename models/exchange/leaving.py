"""Which rows leave in a workbook, and their cells as stored, straight from the driver a page at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger, ledger_named
from models.browse import names_of
from models.edits import Book
from models.field import field_of
from models.kinds import Link
from models.ledgers import TaskForce
from models.scope import main_day, task_force_field

_FEW = 500  # names asked for in one statement


@dataclass(frozen=True, slots=True)
class Bounds:
    """Whose rows leave (task forces by id; none for all), and of which days, both ends in them."""

    task_forces: tuple[str, ...] = ()
    days: tuple[date, date] | None = None


def count_leaving(session: Session, ledger: type[Ledger], bounds: Bounds) -> int:
    """Count the rows of a ledger that leave."""
    query = sa.select(sa.func.count()).select_from(ledger).where(*_conditions(ledger, bounds))
    return session.execute(query).scalar_one()


def pages_leaving(
    session: Session, ledger: type[Ledger], keys: Sequence[str], bounds: Bounds, at_once: int = 1000
) -> Iterator[list[Any]]:
    """Give the rows that leave in the order they were born: (id, marks as JSON text, *values as stored)."""
    columns = [getattr(ledger, key) for key in keys]
    query = sa.select(ledger.id, ledger.marks, *columns).where(*_conditions(ledger, bounds))
    last = ""
    while True:
        # SQLAlchemy's own rows would turn every amount into a Decimal and back.
        result: Any = session.connection().execute(query.where(ledger.id > last).order_by(ledger.id).limit(at_once))
        page = result.cursor.fetchall()
        result.close()
        if not page:
            return
        yield page
        last = page[-1][0]


def book_of(session: Session) -> str:
    """Give the id of the book a session reads."""
    return session.execute(sa.select(Book.id)).scalar_one()


def names_offered(session: Session, to: str, bounds: Bounds, most: int) -> list[str]:
    """Give the names of a ledger's rows for a drop-down, in their order; none where there are more than ``most``."""
    ledger = ledger_named(to)
    title: Any = getattr(ledger, ledger.about.title)
    whose = _conditions(ledger, Bounds(bounds.task_forces))
    found = session.execute(sa.select(title).where(*whose, title.is_not(None)).order_by(title).limit(most + 1))
    names = list(dict.fromkeys(found.scalars()))
    return [] if len(names) > most or not all(isinstance(name, str) for name in names) else names


def names_leaving(session: Session, to: str, rows: Iterable[str]) -> dict[str, str]:
    """Give the names of linked rows by id."""
    wanted = sorted(rows)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _FEW):
        found |= names_of(session, ledger_named(to), wanted[start : start + _FEW])
    return found


def _conditions(ledger: type[Ledger], bounds: Bounds) -> list[Any]:
    found: list[Any] = [ledger.removed.is_(False)]
    if bounds.task_forces and (whose := _of_forces(ledger, bounds.task_forces)) is not None:
        found.append(whose)
    day = main_day(ledger)
    if bounds.days is not None and day is not None:
        first, last = bounds.days
        column: Any = getattr(ledger, day.key)
        # A row of last month that somebody changed this month is this month's news too.
        found.append(sa.or_(column.between(first, last), ledger.touched.between(*_milliseconds(first, last))))
    return found


def _milliseconds(first: date, last: date) -> tuple[int, int]:
    """Give the first and last millisecond of a span of days on this office's clock."""
    begins = datetime.combine(first, time()).timestamp()
    ends = datetime.combine(last + timedelta(days=1), time()).timestamp()
    return int(begins * 1000), int(ends * 1000) - 1


def _of_forces(ledger: type[Ledger], forces: Sequence[str]) -> Any:
    """Ask whether a row is one of these task forces', by its own link or by the row it hangs on; None: everybody's."""
    if ledger is TaskForce:
        return ledger.id.in_(forces)
    if (field := task_force_field(ledger)) is not None:
        return getattr(ledger, field.key).in_(forces)
    if not ledger.about.parent:
        return None
    kind: Any = field_of(ledger, ledger.about.parent).kind
    above = ledger_named(kind.to) if isinstance(kind, Link) else None
    whose = None if above is None or above is ledger else _of_forces(above, forces)
    if above is None or whose is None:
        return None
    return getattr(ledger, ledger.about.parent).in_(sa.select(above.id).where(whose))
