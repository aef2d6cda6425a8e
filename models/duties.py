"""The calendar of duties of a book: what falls due, what was ticked, what is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.definitions import definitions, holidays
from models.ledgers import County, DutyDone
from models.refusal import Refusal
from models.rules.duties import CADENCES, Due, due_between
from models.rules.periods import read_period

_LATEST = 60  # days after its period by which every duty has fallen due, holidays and all


@dataclass(frozen=True, slots=True)
class Planned:
    """A duty of one period: when it is due, when it was done (None: not yet), by whom, and the row of the tick."""

    due: Due
    done_on: date | None = None
    by: str = ""
    row: str = ""

    def is_late(self, today: date) -> bool:
        """Whether its day is past and nobody ticked it, or it was ticked after its day."""
        return (self.done_on or today) > self.due.on


def calendar(session: Session, first: date, last: date) -> list[Planned]:
    """List the duties that fall due between two days, with what was ticked."""
    cadence = definitions(session).word("cadence_set", "hejin")
    if cadence not in CADENCES:
        raise Refusal(f"口径“工作节奏”填的“{cadence}”没有对应的安排，可选：{'、'.join(CADENCES)}。")
    query = sa.select(DutyDone).where(DutyDone.removed.is_(False), DutyDone.task_force.is_(None))
    ticked = {(one.name, one.period): one for one in session.execute(query).scalars()}
    found = []
    for due in due_between(CADENCES[cadence], first, last, holidays(session)):
        one = ticked.get((due.duty.name, due.period.key))
        found.append(Planned(due, one.done_on, one.by or "", one.id) if one else Planned(due))
    return found


def of_period(session: Session, period: str, names: Iterable[str]) -> list[Planned]:
    """Give the duties of these names of one period, with what was ticked, whenever they fall due."""
    about, wanted = read_period(period), set(names)
    planned = calendar(session, about.first, about.last + timedelta(days=_LATEST))
    return [one for one in planned if one.due.period.key == period and one.due.duty.name in wanted]


def tick(session: Session, due: Due, done_on: date, by: str, note: str = "") -> DutyDone:
    """Tick a duty of a period off; ticked twice it is refused."""
    query = sa.select(DutyDone).where(
        DutyDone.name == due.duty.name,
        DutyDone.period == due.period.key,
        DutyDone.task_force.is_(None),
        DutyDone.removed.is_(False),
    )
    if session.execute(query).scalars().first() is not None:
        raise Refusal(f"{due.period.name}的“{due.duty.name}”已经办过了。")
    row = DutyDone(name=due.duty.name, period=due.period.key, due=due.on, done_on=done_on, by=by, note=note or None)
    session.add(row)
    session.flush()  # so that a second tick in the same deed finds this one
    return row


def late(session: Session, today: date, *, back: int = 60) -> list[Planned]:
    """List duties of the last ``back`` days whose day is past and that nobody ticked."""
    planned = calendar(session, today - timedelta(days=back), today)
    return [one for one in planned if one.done_on is None and one.due.on < today]


def began(session: Session) -> date | None:
    """Tell the day the county's book was begun: what fell due before it was nobody's to tick here."""
    born = session.execute(sa.select(sa.func.min(County.born)).where(County.removed.is_(False))).scalar()
    return datetime.fromtimestamp(born / 1000, UTC).astimezone().date() if born else None


def pressing(session: Session, today: date, *, ahead: int = 7) -> list[Planned]:
    """List what is late since the book was begun, then what falls due from today on for some days."""
    since = began(session) or today
    coming = calendar(session, today, today + timedelta(days=ahead))
    missed = [one for one in late(session, today) if one.due.on >= since]
    return [*missed, *(one for one in coming if one.done_on is None)]
