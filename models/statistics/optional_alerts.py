"""Alerts of the optional ledgers in use: what a fund, an enclave, a scene or an agent's contract owes by a day."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import AgencyContract, Enclave, Fund, Scene
from models.rules.fund_returns import ReturnState
from models.rules.rates import without_trailing_zeros
from models.rules.vocabulary import SceneState
from models.settings.optional_ledgers import ledgers_in_use
from models.statistics.alert import Alert, RowFilter, in_rows
from models.statistics.counting_rules import SqlCondition, is_live
from models.statistics.fund_returns import fund_standings
from models.statistics.partner_progress import agency_standings

_SCENE_DAYS, _TERM_DAYS, _REWARD_DAYS = 7, 60, 10  # days before the day that it is called to mind


def optional_alerts(session: Session, today: date) -> Iterator[Alert]:
    """Find the alerts of all optional ledgers in use."""
    in_use = ledgers_in_use(session)
    for ledger in OPTIONAL_LEDGERS_WITH_LIGHTS:
        if ledger in in_use:
            yield from alerts_of_ledger(session, ledger, today)


def alerts_of_ledger(session: Session, ledger: type[Ledger], today: date, rows: RowFilter = None) -> Iterator[Alert]:
    """Find the alerts of one optional ledger, in use or not: its lights are shown wherever its rows are."""
    yield from _FINDERS[ledger](session, today, rows)


def active_rows(session: Session, ledger: type[Ledger], rows: RowFilter, today: date) -> list[str]:
    """List the rows that have a light: those of which something is still to come."""
    if ledger is Fund:
        open_states = set(ReturnState) - {ReturnState.REACHED}
        return [fund.row for fund in fund_standings(session, today, rows=rows) if fund.state in open_states]
    if ledger is AgencyContract:
        contracts = agency_standings(session, today, rows=rows)
        return [contract.row for contract in contracts if contract.ended_on is None or contract.open_rewards]
    conditions = _is_open_scene() if ledger is Scene else (is_live(Enclave), Enclave.until >= today)
    query: Any = sa.select(ledger.id).where(*conditions, in_rows(ledger.id, rows))
    return list(session.execute(query).scalars())


def _fund_alerts(session: Session, today: date, rows: RowFilter) -> Iterator[Alert]:
    for fund in fund_standings(session, today, rows=rows):
        if fund.due is None or fund.promised is None or fund.state not in {ReturnState.OVERDUE, ReturnState.SOON}:
            continue
        left, ratio = (fund.due - today).days, without_trailing_zeros(fund.ratio or Decimal(0))
        what = f"约定{fund.due.isoformat()}前返投到{without_trailing_zeros(fund.promised):f}%，现在{ratio:f}%"
        message = f"{what}，{_time_left(left)}"
        yield Alert(Fund, fund.row, fund.name, fund.task_force, f"返投{fund.state}", abs(left), message)


def _enclave_alerts(session: Session, today: date, rows: RowFilter) -> Iterator[Alert]:
    """Find enclaves whose agreement ends soon; one that has ended asks for nothing."""
    columns = (Enclave.id, Enclave.name, Enclave.task_force, Enclave.until)
    query = sa.select(*columns).where(is_live(Enclave), Enclave.until >= today, in_rows(Enclave.id, rows))
    for row, name, force, until in session.execute(query):
        if until is not None and (left := (until - today).days) <= _TERM_DAYS:
            message = f"飞地合作期到{until.isoformat()}，{_time_left(left)}，请商定是否续签"
            yield Alert(Enclave, row, name, force, "临期", left, message)


def _is_open_scene() -> tuple[SqlCondition, ...]:
    return is_live(Scene), sa.func.coalesce(Scene.state, SceneState.OPEN) == SceneState.OPEN


def _scene_alerts(session: Session, today: date, rows: RowFilter) -> Iterator[Alert]:
    """Find scenes that still wait for firms, and close soon or should have closed."""
    columns = (Scene.id, Scene.name, Scene.task_force, Scene.due)
    query = sa.select(*columns).where(*_is_open_scene(), Scene.due.is_not(None), in_rows(Scene.id, rows))
    for row, name, force, due in session.execute(query):
        if due is None or (left := (due - today).days) > _SCENE_DAYS:
            continue
        after = "，请登记对接结果" if left < 0 else ""
        message = f"场景征集{due.isoformat()}截止，{_time_left(left)}{after}"
        yield Alert(Scene, row, name, force, "逾期" if left < 0 else "临期", abs(left), message)


def _agency_alerts(session: Session, today: date, rows: RowFilter) -> Iterator[Alert]:
    """Find contracts whose term ends or has ended with nothing said of it, and rewards to be paid."""
    for contract in agency_standings(session, today, rows=rows):
        row = (AgencyContract, contract.row, contract.name, contract.task_force)
        left = (contract.until - today).days if contract.until is not None else _TERM_DAYS + 1
        if contract.ended_on is None and left <= _TERM_DAYS:
            what = "续签的改期限，不续的填委托终止日期"
            message = f"委托期到{contract.until}，{_time_left(left)}，{what}"
            yield Alert(*row, "逾期" if left < 0 else "临期", abs(left), message)
        for name, due, amount in contract.open_rewards:
            if (left := (due - today).days) <= _REWARD_DAYS:
                owed = f"{without_trailing_zeros(amount):f}万元"
                message = f"“{name}”的奖励{owed}应于{due.isoformat()}前付，{_time_left(left)}"
                yield Alert(*row, "逾期" if left < 0 else "临期", abs(left), message)


def _time_left(days: int) -> str:
    if days < 0:
        return f"已过{-days}天"
    return f"还有{days}天" if days else "今天到期"


_FINDERS: dict[type[Ledger], Callable[[Session, date, RowFilter], Iterator[Alert]]] = {
    Fund: _fund_alerts,
    Enclave: _enclave_alerts,
    Scene: _scene_alerts,
    AgencyContract: _agency_alerts,
}
OPTIONAL_LEDGERS_WITH_LIGHTS: tuple[type[Ledger], ...] = tuple(_FINDERS)
