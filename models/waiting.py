"""What waits for the clerk today, in a few lines, each with the rows behind it; and how the ledgers stand."""

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
_MOST = 5000  # A statement takes only so many ids; nobody works through more in a day.
_URGENCY = {"逾期": OVERDUE, "节点逾期": OVERDUE, "临期": SOON, "节点临期": SOON, "未更新": SOON}
RHYTHM = "rhythm"  # the place of the duties, which are no ledger's rows


@dataclass(frozen=True, slots=True)
class Waiting:
    """Some rows that wait: how urgent, how many, in words, the view showing them, and the first as (row, words)."""

    urgency: str
    count: int
    sentence: str
    heading: str
    view: View
    first: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """What waits, the most urgent first, each ledger's rows (this month's, and all), and the duties at hand."""

    waiting: tuple[Waiting, ...]
    counts: dict[str, tuple[int, int]]
    duties: tuple[Planned, ...] = ()

    def by_place(self, today: date) -> dict[str, int]:
        """Count what waits by ledger, and the duties late or due today."""
        due = sum(one.due.on <= today for one in self.duties)
        return self.by_ledger() | ({RHYTHM: due} if due else {})

    def by_ledger(self) -> dict[str, int]:
        """Count what waits by ledger; a row that waits twice counts once for each."""
        found: dict[str, int] = {}
        for one in self.waiting:
            name = one.view.ledger.__tablename__
            found[name] = found.get(name, 0) + one.count
        return found


def surveying(
    store: Store, ledgers: Sequence[type[Ledger]], scope: Scope, today: date
) -> Generator[tuple[int, int, str], None, Survey]:
    """Look through the whole book for what waits; a job, for it takes a while in a large one."""
    yield 0, 2, "今天要办的"
    with store.reading() as session:
        found = waiting(session, scope, today)
        yield 1, 2, "台账情况"
        counts = {one.__tablename__: _counts(session, one, scope, today) for one in ledgers}
        return Survey(tuple(found), counts, tuple(_duties(session, today)))


def _duties(session: Session, today: date) -> list[Planned]:
    try:
        return duties.pressing(session, today)
    except Refusal:  # A cadence nobody knows is told where it is set; the rest of the day's work is not held up by it.
        return []


def waiting(session: Session, scope: Scope, today: date) -> list[Waiting]:
    """Tell what waits, ledger by ledger, the one with the most pressing first; what nothing waits for is left out."""
    listed = [one for one in daily_list(session, today) if scope.task_force in {None, one.task_force}]
    found = [*_listed(listed), *_unjudged(session, scope, today), *_doubtful(session, scope, today)]
    order = list(dict.fromkeys(one.view.ledger for one in found))
    return sorted(found, key=lambda one: order.index(one.view.ledger))


def _listed(listed: Sequence[Warned]) -> Iterator[Waiting]:
    """Gather the daily list by ledger and kind, in its own order of urgency."""
    groups: dict[tuple[type[Ledger], str], list[Warned]] = {}
    for one in listed:
        groups.setdefault((one.ledger, one.kind), []).append(one)
    for (ledger, kind), found in groups.items():
        rows = tuple(dict.fromkeys(one.row for one in found))
        about = ledger.about
        first = tuple((one.row, f"{one.name}　{one.said}") for one in found[:_NAMED])
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
    """Gather the rows with an amount or a text that seems to have lost its unit, ledger by ledger."""
    told: dict[str, dict[str, str]] = {}
    for one in (*outliers(session), *lost_units(session)):
        for row in one.rows:
            told.setdefault(one.ledger, {}).setdefault(row, one.said)
    for name, said in told.items():
        ledger = ledger_named(name)
        kept = View(ledger, within=tuple(said)[:_MOST], where=conditions(ledger, Scope(scope.task_force), today))
        if number := count(session, kept):
            rows = ids(session, kept, _NAMED)
            about = ledger.about
            sentence = f"{number:,} {about.measure}{about.label}疑似单位有误"
            first = tuple((row, said[row]) for row in rows)
            view = View(ledger, within=kept.within)
            yield Waiting(OPEN, number, sentence, f"疑似单位有误的{about.label}", view, first)


def _counts(session: Session, ledger: type[Ledger], scope: Scope, today: date) -> tuple[int, int]:
    every = conditions(ledger, Scope(scope.task_force), today)
    month = conditions(ledger, Scope(scope.task_force, "month"), today)
    total = count(session, View(ledger, where=every))
    return count(session, View(ledger, where=month)) if main_day(ledger) else 0, total
