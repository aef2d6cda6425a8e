"""What waits for the clerk today: duties falling due, leads nobody judged, projects nobody wrote about."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger
from models.browse import Condition, View, count, ids, names_of
from models.ledgers import Lead, Obligation, Project
from models.scope import Scope, conditions, main_day

SOON = 7  # days
STALE = 5  # days without a word: the county's five-day rolling warning (运城 四库五日滚动预警)
_NAMED = 3
_SETTLED = "已销号"
_RESTING = ("暂停", "终止", "退库")
_ARRIVED = ("投产", "达效")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some rows that wait: how urgent (“overdue”, “soon” or “open”), how many, in words, and the view showing them."""

    urgency: str
    count: int
    sentence: str
    heading: str
    view: View
    first: tuple[str, ...] = ()  # the names of its first rows


def waiting(session: Session, scope: Scope, today: date) -> list[Waiting]:
    """Tell what waits, the most urgent first; what nothing waits for is left out."""
    found = [*_duties(session, scope, today), *_leads(session, scope, today), *_projects(session, scope, today)]
    return [replace(one, first=_first(session, one.view)) for one in found if one.count]


def _first(session: Session, view: View) -> tuple[str, ...]:
    rows = ids(session, view, _NAMED)
    names = names_of(session, view.ledger, rows)
    return tuple(names[row] for row in rows)


def waiting_counts(found: list[Waiting]) -> dict[str, int]:
    """Count what waits by ledger, for the navigation."""
    counts: dict[str, int] = {}
    for one in found:
        name = one.view.ledger.__tablename__
        counts[name] = counts.get(name, 0) + one.count
    return counts


def _duties(session: Session, scope: Scope, today: date) -> Iterator[Waiting]:
    # An extension replaces the day that was set first.
    due = sa.func.coalesce(Obligation.extended_to, Obligation.due)
    still = (
        Obligation.removed.is_(False),
        Obligation.closed_on.is_(None),
        sa.func.coalesce(Obligation.state, "") != _SETTLED,
        *([Obligation.task_force == scope.task_force] if scope.task_force else []),
    )
    text = sa.type_coerce(due, Obligation.due.type)
    query = sa.select(Obligation.id).where(*still)
    late = tuple(session.execute(query.where(text < today)).scalars())
    soon = tuple(session.execute(query.where(text >= today, text <= today + timedelta(days=SOON))).scalars())
    order = (("due", False),)
    heading = "已经逾期的责任事项"
    yield Waiting(
        "overdue", len(late), f"{len(late)} 件责任事项已经逾期", heading, View(Obligation, within=late, sort=order)
    )
    heading = f"{SOON} 天内到期的责任事项"
    sentence = f"{len(soon)} 件责任事项 {SOON} 天内到期"
    yield Waiting("soon", len(soon), sentence, heading, View(Obligation, within=soon, sort=order))


def _leads(session: Session, scope: Scope, today: date) -> Iterator[Waiting]:
    open_states = (Condition("state", "not", "已认定"), Condition("state", "not", "不予认定"))
    force = conditions(Lead, Scope(scope.task_force), today)
    view = View(Lead, where=(*open_states, *force))
    number = count(session, view)
    yield Waiting("open", number, f"{number} 条线索还没有认定", "还没有认定的线索", view.narrowed(where=open_states))


def _projects(session: Session, scope: Scope, today: date) -> Iterator[Waiting]:
    moving = tuple(Condition("status", "not", word) for word in _RESTING)
    moving += tuple(Condition("stage", "not", word) for word in _ARRIVED)
    since = int(time.time() * 1000) - STALE * 86_400_000
    force = conditions(Project, Scope(scope.task_force), today)
    view = View(Project, where=(*moving, *force), untouched_since=since)
    number = count(session, view)
    heading = f"{STALE} 天没有更新的项目"
    yield Waiting("soon", number, f"{number} 个项目 {STALE} 天没有更新", heading, view.narrowed(where=moving))


def counts(
    session: Session, ledgers: tuple[type[Ledger], ...], scope: Scope, today: date
) -> dict[str, tuple[int, int]]:
    """Count each ledger's rows: those of this month (where its rows have a day), and all of the scope's."""
    found: dict[str, tuple[int, int]] = {}
    for ledger in ledgers:
        month = conditions(ledger, Scope(scope.task_force, "month"), today) if main_day(ledger) else ()
        every = conditions(ledger, Scope(scope.task_force), today)
        total = count(session, View(ledger, where=every))
        found[ledger.__tablename__] = (count(session, View(ledger, where=month)) if month else 0, total)
    return found
