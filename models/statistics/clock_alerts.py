"""Alerts of the county's own clocks: dormant firms, idle assets, leads from their first report, units to answer."""

from collections.abc import Iterator
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.duplicates.lead_protection import ProtectedLead, claiming_leads
from models.ledgers import Asset, Dormant, Lead, Obligation
from models.rules.lead_protection import DUTY_WARNING_DAYS, ProtectionState
from models.rules.vocabulary import AssetState, DormantState
from models.settings.definitions import Definitions
from models.statistics.alert import Alert, RowFilter, in_rows
from models.statistics.counting_rules import SqlCondition, is_live, is_open

YEAR_WARNING_DAYS = 30  # of a year: plants are not started again within a week
_LAPSED_DAYS = 14  # days that a protection that ran out is named; older ones stand in the lead's own panel


def is_dormant() -> tuple[SqlCondition, ...]:
    """Return the conditions of a dormant firm that is not dealt with yet."""
    dealt_with = sa.func.coalesce(Dormant.state, "").in_(tuple(DormantState))
    return is_live(Dormant), Dormant.revived_on.is_(None), sa.not_(dealt_with)


def is_idle() -> tuple[SqlCondition, ...]:
    """Return the conditions of an asset that is not put to use yet."""
    return is_live(Asset), Asset.used_on.is_(None), sa.func.coalesce(Asset.state, "") != AssetState.REUSED


def dormant_alerts(session: Session, today: date, rows: RowFilter = None) -> Iterator[Alert]:
    """Find dormant firms of classes A to C whose year is over, or will be within the warning days (夏邑 X26)."""
    columns = (Dormant.id, Dormant.name, Dormant.task_force, Dormant.kind, Dormant.due)
    query = sa.select(*columns).where(*is_dormant(), _is_near(Dormant.due, today), in_rows(Dormant.id, rows))
    for firm in session.execute(query):
        left, what = (firm.due - today).days, f"{firm.kind}类应于{firm.due.isoformat()}前复工复产"
        kind, message = ("整治逾期", f"{what}，已过{-left}天") if left < 0 else ("整治临期", f"{what}，还有{left}天")
        yield Alert(Dormant, firm.id, firm.name, firm.task_force, kind, abs(left), message)


def asset_alerts(session: Session, today: date, rows: RowFilter = None) -> Iterator[Alert]:
    """Find idle assets whose day to be put to use is over, or will be within the warning days."""
    query = sa.select(Asset.id, Asset.name, Asset.unit, Asset.due).where(
        *is_idle(), _is_near(Asset.due, today), in_rows(Asset.id, rows)
    )
    for asset in session.execute(query):
        left, who = (asset.due - today).days, f"（{asset.unit}）" if asset.unit else ""
        what = f"应于{asset.due.isoformat()}前盘活"
        kind, message = ("盘活逾期", f"{what}，已过{-left}天") if left < 0 else ("盘活临期", f"{what}，还有{left}天")
        yield Alert(Asset, asset.id, asset.name, None, kind, abs(left), f"{message}{who}")


def _is_near(due: sa.SQLColumnExpression[date | None], today: date) -> SqlCondition:
    return due <= today + timedelta(days=YEAR_WARNING_DAYS)


def lead_clock_alerts(session: Session, today: date, rules: Definitions, rows: RowFilter = None) -> Iterator[Alert]:
    """Find leads whose protection ends soon or ran out lately, and what is owed for them; none without clocks."""
    for lead in claiming_leads(session, today, rows):
        if protection := _protection_alert(lead, today, rules.warn_days):
            yield protection
        for duty in lead.standing.duties:
            left = (duty.due - today).days
            what = f"{duty.name}应在{duty.due.isoformat()}前"
            if left < 0:
                yield _alert(lead, f"{duty.name}逾期", -left, f"{what}，已过{-left}天")
            elif left <= DUTY_WARNING_DAYS:
                yield _alert(lead, f"{duty.name}临期", left, f"{what}，{'今天到期' if not left else '还有1天'}")


def _protection_alert(lead: ProtectedLead, today: date, warn: int) -> Alert | None:
    state, until = lead.standing.state, lead.standing.until
    left = (until - today).days if until is not None else 0
    if until is None or left > warn or left < -_LAPSED_DAYS:
        return None
    if state in {ProtectionState.RUNNING, ProtectionState.EXTENDED}:
        when = f"还有{left}天" if left else "今天最后一天"
        return _alert(lead, "首报保护临期", left, f"首报保护到{until.isoformat()}，{when}，请抓紧走访、洽谈")
    if state is ProtectionState.LAPSED:
        message = f"首报保护已于{until.isoformat()}到期，期间没有走访、洽谈，别的专班可以登记"
        return _alert(lead, "首报保护已过", -left, message)
    return None


def _alert(lead: ProtectedLead, kind: str, days: int, message: str) -> Alert:
    return Alert(Lead, lead.row, lead.name, lead.task_force, kind, days, message)


def response_alerts(session: Session, today: date, rules: Definitions, rows: RowFilter = None) -> Iterator[Alert]:
    """Find open matters handed to a unit that has not answered within the county's days (夏邑 X34)."""
    if not rules.response_days:
        return
    columns = (Obligation.id, Obligation.name, Obligation.task_force, Obligation.handed_to, Obligation.handed_on)
    late = Obligation.handed_on < today - timedelta(days=rules.response_days)
    query = sa.select(*columns).where(is_live(Obligation), is_open(), Obligation.answered_on.is_(None), late)
    for row in session.execute(query.where(in_rows(Obligation.id, rows))):
        days = (today - row.handed_on).days - rules.response_days
        message = f"{row.handed_to or '要素保障单位'}应在推送后{rules.response_days}天内响应，已过{days}天"
        yield Alert(Obligation, row.id, row.name, row.task_force, "响应逾期", days, message)
