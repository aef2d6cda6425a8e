"""The duty calendar of a book: which recurring duties fall due, which are done, which are late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import County, DutyDone
from models.rules.duty_schedule import DueDuty, due_between
from models.rules.periods import read_period
from models.settings.definitions import load_definitions, load_work_calendar
from models.statistics.counting_rules import is_live

_MAX_DELAY_DAYS = 60  # days after its period by which every duty has fallen due, holidays included


@dataclass(frozen=True, slots=True)
class PlannedDuty:
    """A duty of one period: when it is due, when it was done (None: not yet), by whom, and the row that says so."""

    due: DueDuty
    done_on: date | None = None
    by: str = ""
    row: str = ""

    def is_late(self, today: date) -> bool:
        """Whether it is overdue and not done, or was done after its day."""
        return (self.done_on or today) > self.due.on


def duty_calendar(session: Session, first: date, last: date) -> list[PlannedDuty]:
    """List the duties that fall due between two days (inclusive), with those done marked.

    Raises UserError where the county's setting 工作节奏 names no known cadence.
    """
    duties = load_definitions(session).duties
    query = sa.select(DutyDone).where(is_live(DutyDone), DutyDone.task_force.is_(None))
    ticked = {(row.name, row.period): row for row in session.execute(query).scalars()}
    planned = []
    for due in due_between(duties, first, last, load_work_calendar(session)):
        done_row = ticked.get((due.duty.name, due.period.key))
        planned.append(
            PlannedDuty(due, done_row.done_on, done_row.by or "", done_row.id) if done_row else PlannedDuty(due)
        )
    return planned


def duties_of_period(session: Session, period: str, names: Iterable[str]) -> list[PlannedDuty]:
    """List the duties of these names for one period, whenever they fall due, with those done marked."""
    about, wanted = read_period(period), set(names)
    planned = duty_calendar(session, about.first, about.last + timedelta(days=_MAX_DELAY_DAYS))
    return [item for item in planned if item.due.period.key == period and item.due.duty.name in wanted]


def mark_done(session: Session, due: DueDuty, done_on: date, by: str, note: str = "") -> DutyDone:
    """Mark a duty of a period as done; raises UserError where it is done already."""
    query = sa.select(DutyDone).where(
        DutyDone.name == due.duty.name,
        DutyDone.period == due.period.key,
        DutyDone.task_force.is_(None),
        is_live(DutyDone),
    )
    if session.execute(query).scalars().first() is not None:
        raise UserError(f"{due.period.name}的“{due.duty.name}”已经办过了。")
    row = DutyDone(name=due.duty.name, period=due.period.key, due=due.on, done_on=done_on, by=by, note=note or None)
    session.add(row)
    session.flush()  # so that a second call within the same command finds this row
    return row


def late_duties(session: Session, today: date, *, days_back: int = 60) -> list[PlannedDuty]:
    """List the duties of the last ``days_back`` days that are overdue and not done."""
    planned = duty_calendar(session, today - timedelta(days=days_back), today)
    return [item for item in planned if item.done_on is None and item.due.on < today]


def book_start(session: Session) -> date | None:
    """Return the day the book was created; duties that fell due before it cannot have been marked in it."""
    born = session.execute(sa.select(sa.func.min(County.born)).where(is_live(County))).scalar()
    return datetime.fromtimestamp(born / 1000, UTC).astimezone().date() if born else None


def urgent_duties(session: Session, today: date, *, days_ahead: int = 7) -> list[PlannedDuty]:
    """List the duties late since the book was created, then those not done and due within ``days_ahead`` days."""
    since = book_start(session) or today
    coming = duty_calendar(session, today, today + timedelta(days=days_ahead))
    missed = [item for item in late_duties(session, today) if item.due.on >= since]
    return [*missed, *(item for item in coming if item.done_on is None)]
