"""The dashboard: what the clerk has to do today, each item with the rows behind it; row counts of the ledgers."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger, ledger_by_table
from models.ledgers import Lead
from models.queries.ledger_query import Condition, LedgerQuery, count_rows, matching_ids, titles_by_id
from models.queries.scope import Scope, main_day_field, scope_conditions
from models.rules.vocabulary import LeadState
from models.statistics import duty_calendar
from models.statistics.alert import OVERDUE_KINDS, SOON_KINDS, Alert
from models.statistics.alerts import daily_alerts
from models.statistics.data_quality import find_lost_units, find_outliers
from models.statistics.duty_calendar import PlannedDuty
from models.statistics.setup_guide import SetupState, open_steps
from models.storage.store import Store

OVERDUE, SOON, OPEN = "overdue", "soon", "open"
_FIRST_ROWS = 3
_MAX_IDS = 5000  # the number of ids in one statement is limited; nobody works through more in a day
_URGENCY = {
    **dict.fromkeys(OVERDUE_KINDS, OVERDUE),
    **dict.fromkeys((*SOON_KINDS, "未更新", "没有认定"), SOON),
}
DUTIES_PLACE = "rhythm"  # the place of the duties in the navigation, since they are not rows of a ledger shown there


@dataclass(frozen=True, slots=True)
class DashboardItem:
    """A group of rows to deal with: urgency, count, sentence, the view that shows them, the first as (row, text)."""

    urgency: str
    count: int
    sentence: str
    heading: str
    view: LedgerQuery
    first_rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class DashboardData:
    """The items, the most urgent first, the row counts by ledger (this month, all), and the duties late or due soon.

    ``setup`` are the steps of the setting-up guide still to be done, none in a book that is only looked at.
    """

    items: tuple[DashboardItem, ...]
    counts: dict[str, tuple[int, int]]
    duties: tuple[PlannedDuty, ...] = ()
    setup: tuple[SetupState, ...] = ()

    def counts_by_place(self, today: date) -> dict[str, int]:
        """Count the rows to deal with by ledger, and the duties late or due today."""
        due = sum(planned.due.on <= today for planned in self.duties)
        return self.counts_by_ledger() | ({DUTIES_PLACE: due} if due else {})

    def counts_by_ledger(self) -> dict[str, int]:
        """Count the rows to deal with by ledger; a row in two items counts twice."""
        counts: dict[str, int] = {}
        for item in self.items:
            name = item.view.ledger.__tablename__
            counts[name] = counts.get(name, 0) + item.count
        return counts


def read_dashboard(
    store: Store, ledgers: Sequence[type[Ledger]], scope: Scope, today: date
) -> Generator[tuple[int, int, str], None, DashboardData]:
    """Read the whole dashboard.

    A job generator: yields (done, total, label) as it goes, since it takes a while in a large book.
    """
    yield 0, 2, "今天要办的"
    with store.reading() as session:
        items = dashboard_items(session, scope, today)
        yield 1, 2, "台账情况"
        counts = {ledger.__tablename__: _counts(session, ledger, scope, today) for ledger in ledgers}
        setup = open_steps(session, today) if store.writable else ()
        return DashboardData(tuple(items), counts, tuple(_duties(session, today)), setup)


def _duties(session: Session, today: date) -> list[PlannedDuty]:
    try:
        return duty_calendar.urgent_duties(session, today)
    except UserError:  # An unknown cadence is reported where it is set; it must not block the rest of the dashboard.
        return []


def dashboard_items(session: Session, scope: Scope, today: date) -> list[DashboardItem]:
    """List the items by ledger, the ledger with the most urgent item first; ledgers without items are left out."""
    listed = [warned for warned in daily_alerts(session, today) if scope.task_force in {None, warned.task_force}]
    items = [*_alert_items(listed), *_undecided_leads(session, scope, today), *_doubtful_rows(session, scope, today)]
    order = list(dict.fromkeys(item.view.ledger for item in items))
    return sorted(items, key=lambda item: order.index(item.view.ledger))


def _alert_items(listed: Sequence[Alert]) -> Iterator[DashboardItem]:
    """Group the daily alerts by ledger and kind, in their order of urgency."""
    groups: dict[tuple[type[Ledger], str], list[Alert]] = {}
    for warned in listed:
        groups.setdefault((warned.ledger, warned.kind), []).append(warned)
    for (ledger, kind), group in groups.items():
        rows = tuple(dict.fromkeys(warned.row for warned in group))
        about = ledger.about
        first = tuple((warned.row, f"{warned.name}　{warned.message}") for warned in group[:_FIRST_ROWS])
        sentence = f"{len(rows):,} {about.measure_word}{about.row_label}{kind}"
        view = LedgerQuery(ledger, row_ids=rows[:_MAX_IDS])
        most = f"（最急的 {_MAX_IDS:,} {about.measure_word}）" if len(rows) > _MAX_IDS else ""
        heading = f"{kind}的{about.row_label}{most}"
        yield DashboardItem(_URGENCY.get(kind, OPEN), len(rows), sentence, heading, view, first)


def _undecided_leads(session: Session, scope: Scope, today: date) -> Iterator[DashboardItem]:
    still = (Condition("state", "not", LeadState.RECOGNISED), Condition("state", "not", LeadState.REJECTED))
    view = LedgerQuery(Lead, where=(*still, *scope_conditions(Lead, Scope(scope.task_force), today)))
    if number := count_rows(session, view):
        rows = matching_ids(session, view, _FIRST_ROWS)
        names = titles_by_id(session, Lead, rows)
        about = Lead.about
        sentence = f"{number:,} {about.measure_word}{about.row_label}还没有认定"
        first = tuple((row, names[row]) for row in rows)
        heading = f"还没有认定的{about.row_label}"
        yield DashboardItem(OPEN, number, sentence, heading, view.with_changes(where=still), first)


def _doubtful_rows(session: Session, scope: Scope, today: date) -> Iterator[DashboardItem]:
    """Group the rows whose amount or text seems to have a wrong or missing unit, by ledger."""
    doubts: dict[str, dict[str, str]] = {}
    for doubt in (*find_outliers(session), *find_lost_units(session)):
        for row in doubt.rows:
            doubts.setdefault(doubt.ledger, {}).setdefault(row, doubt.message)
    for name, sentences in doubts.items():
        ledger = ledger_by_table(name)
        scoped = LedgerQuery(
            ledger, row_ids=tuple(sentences)[:_MAX_IDS], where=scope_conditions(ledger, Scope(scope.task_force), today)
        )
        if number := count_rows(session, scoped):
            rows = matching_ids(session, scoped, _FIRST_ROWS)
            about = ledger.about
            sentence = f"{number:,} {about.measure_word}{about.row_label}疑似单位有误"
            first = tuple((row, sentences[row]) for row in rows)
            view = LedgerQuery(ledger, row_ids=scoped.row_ids)
            yield DashboardItem(OPEN, number, sentence, f"疑似单位有误的{about.row_label}", view, first)


def _counts(session: Session, ledger: type[Ledger], scope: Scope, today: date) -> tuple[int, int]:
    every = scope_conditions(ledger, Scope(scope.task_force), today)
    month = scope_conditions(ledger, Scope(scope.task_force, "month"), today)
    total = count_rows(session, LedgerQuery(ledger, where=every))
    return count_rows(session, LedgerQuery(ledger, where=month)) if main_day_field(ledger) else 0, total
