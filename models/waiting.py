"""The dashboard: what the clerk has to do today, each item with the rows behind it; row counts of the ledgers."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models import duties
from models.base import Ledger, ledger_named
from models.browse import Condition, View, count, ids, names_of
from models.duties import Planned
from models.ledgers import Lead
from models.refusal import Refusal
from models.scope import Scope, conditions, main_day
from models.soundness import lost_units, outliers
from models.store import Store
from models.warning import Warned, daily_list

OVERDUE, SOON, OPEN = "overdue", "soon", "open"
_NAMED = 3
_MOST = 5000  # the number of ids in one statement is limited; nobody works through more in a day
_URGENCY = {"逾期": OVERDUE, "节点逾期": OVERDUE, "临期": SOON, "节点临期": SOON, "未更新": SOON}
RHYTHM = "rhythm"  # the place of the duties in the navigation, since they are not rows of a ledger shown there


@dataclass(frozen=True, slots=True)
class Waiting:
    """A group of rows to deal with: urgency, count, sentence, the view that shows them, the first as (row, text)."""

    urgency: str
    count: int
    sentence: str
    heading: str
    view: View
    first: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """The items, the most urgent first, the row counts by ledger (this month, all), and the duties late or due soon."""

    waiting: tuple[Waiting, ...]
    counts: dict[str, tuple[int, int]]
    duties: tuple[Planned, ...] = ()

    def by_place(self, today: date) -> dict[str, int]:
        """Count the rows to deal with by ledger, and the duties late or due today."""
        due = sum(planned.due.on <= today for planned in self.duties)
        return self.by_ledger() | ({RHYTHM: due} if due else {})

    def by_ledger(self) -> dict[str, int]:
        """Count the rows to deal with by ledger; a row in two items counts twice."""
        counts: dict[str, int] = {}
        for item in self.waiting:
            name = item.view.ledger.__tablename__
            counts[name] = counts.get(name, 0) + item.count
        return counts


def surveying(
    store: Store, ledgers: Sequence[type[Ledger]], scope: Scope, today: date
) -> Generator[tuple[int, int, str], None, Survey]:
    """Read the whole dashboard.

    A job generator: yields (done, total, label) as it goes, since it takes a while in a large book.
    """
    yield 0, 2, "今天要办的"
    with store.reading() as session:
        items = waiting(session, scope, today)
        yield 1, 2, "台账情况"
        counts = {ledger.__tablename__: _counts(session, ledger, scope, today) for ledger in ledgers}
        return Survey(tuple(items), counts, tuple(_duties(session, today)))


def _duties(session: Session, today: date) -> list[Planned]:
    try:
        return duties.pressing(session, today)
    except Refusal:  # An unknown cadence is reported where it is set; it must not block the rest of the dashboard.
        return []


def waiting(session: Session, scope: Scope, today: date) -> list[Waiting]:
    """List the items by ledger, the ledger with the most urgent item first; ledgers without items are left out."""
    listed = [warned for warned in daily_list(session, today) if scope.task_force in {None, warned.task_force}]
    items = [*_listed(listed), *_unjudged(session, scope, today), *_doubtful(session, scope, today)]
    order = list(dict.fromkeys(item.view.ledger for item in items))
    return sorted(items, key=lambda item: order.index(item.view.ledger))


def _listed(listed: Sequence[Warned]) -> Iterator[Waiting]:
    """Group the daily alerts by ledger and kind, in their order of urgency."""
    groups: dict[tuple[type[Ledger], str], list[Warned]] = {}
    for warned in listed:
        groups.setdefault((warned.ledger, warned.kind), []).append(warned)
    for (ledger, kind), group in groups.items():
        rows = tuple(dict.fromkeys(warned.row for warned in group))
        about = ledger.about
        first = tuple((warned.row, f"{warned.name}　{warned.said}") for warned in group[:_NAMED])
        sentence = f"{len(rows):,} {about.measure}{about.label}{kind}"
        view = View(ledger, within=rows[:_MOST])
        most = f"（最急的 {_MOST:,} {about.measure}）" if len(rows) > _MOST else ""
        yield Waiting(_URGENCY.get(kind, OPEN), len(rows), sentence, f"{kind}的{about.label}{most}", view, first)


def _unjudged(session: Session, scope: Scope, today: date) -> Iterator[Waiting]:
    still = (Condition("state", "not", "已认定"), Condition("state", "not", "不予认定"))
    view = View(Lead, where=(*still, *conditions(Lead, Scope(scope.task_force), today)))
    if number := count(session, view):
        rows = ids(session, view, _NAMED)
        names = names_of(session, Lead, rows)
        about = Lead.about
        sentence = f"{number:,} {about.measure}{about.label}还没有认定"
        first = tuple((row, names[row]) for row in rows)
        yield Waiting(OPEN, number, sentence, f"还没有认定的{about.label}", view.narrowed(where=still), first)


def _doubtful(session: Session, scope: Scope, today: date) -> Iterator[Waiting]:
    """Group the rows whose amount or text seems to have a wrong or missing unit, by ledger."""
    doubts: dict[str, dict[str, str]] = {}
    for doubt in (*outliers(session), *lost_units(session)):
        for row in doubt.rows:
            doubts.setdefault(doubt.ledger, {}).setdefault(row, doubt.said)
    for name, sentences in doubts.items():
        ledger = ledger_named(name)
        scoped = View(ledger, within=tuple(sentences)[:_MOST], where=conditions(ledger, Scope(scope.task_force), today))
        if number := count(session, scoped):
            rows = ids(session, scoped, _NAMED)
            about = ledger.about
            sentence = f"{number:,} {about.measure}{about.label}疑似单位有误"
            first = tuple((row, sentences[row]) for row in rows)
            view = View(ledger, within=scoped.within)
            yield Waiting(OPEN, number, sentence, f"疑似单位有误的{about.label}", view, first)


def _counts(session: Session, ledger: type[Ledger], scope: Scope, today: date) -> tuple[int, int]:
    every = conditions(ledger, Scope(scope.task_force), today)
    month = conditions(ledger, Scope(scope.task_force, "month"), today)
    total = count(session, View(ledger, where=every))
    return count(session, View(ledger, where=month)) if main_day(ledger) else 0, total
