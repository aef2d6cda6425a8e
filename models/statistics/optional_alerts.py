"""Alerts of the optional ledgers in use: what a fund, a contract or a scene owes by a day."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import Fund
from models.rules.fund_returns import ReturnState
from models.rules.rates import without_trailing_zeros
from models.settings.optional_ledgers import ledgers_in_use
from models.statistics.alert import Alert, RowFilter
from models.statistics.fund_returns import fund_standings

OPTIONAL_LEDGERS_WITH_LIGHTS: tuple[type[Ledger], ...] = (Fund,)


def optional_alerts(session: Session, today: date) -> Iterator[Alert]:
    """Find the alerts of all optional ledgers in use."""
    in_use = ledgers_in_use(session)
    for ledger in OPTIONAL_LEDGERS_WITH_LIGHTS:
        if ledger in in_use:
            yield from alerts_of_ledger(session, ledger, today)


def alerts_of_ledger(session: Session, ledger: type[Ledger], today: date, rows: RowFilter = None) -> Iterator[Alert]:
    """Find the alerts of one optional ledger, in use or not: its lights are shown wherever its rows are."""
    if ledger is Fund:
        yield from _fund_alerts(session, today, rows)


def active_rows(session: Session, ledger: type[Ledger], rows: RowFilter, today: date) -> list[str]:
    """List the rows that have a light: funds whose promise is not reached yet."""
    if ledger is Fund:
        open_states = set(ReturnState) - {ReturnState.REACHED}
        return [fund.row for fund in fund_standings(session, today, rows=rows) if fund.state in open_states]
    return []


def _fund_alerts(session: Session, today: date, rows: RowFilter) -> Iterator[Alert]:
    for fund in fund_standings(session, today, rows=rows):
        if fund.due is None or fund.promised is None or fund.state not in {ReturnState.OVERDUE, ReturnState.SOON}:
            continue
        left, ratio = (fund.due - today).days, without_trailing_zeros(fund.ratio or fund.returned * 0)
        what = f"约定{fund.due.isoformat()}前返投到{without_trailing_zeros(fund.promised):f}%，现在{ratio:f}%"
        when = f"已过{-left}天" if left < 0 else f"还有{left}天"
        kind = f"返投{fund.state}"
        yield Alert(Fund, fund.row, fund.name, fund.task_force, kind, abs(left), f"{what}，{when}")
