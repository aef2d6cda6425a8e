"""Validation of appeals about a lead's first report: a decision says what it is, whose and from when."""

from datetime import date

from models.ledgers import Appeal
from models.rules.vocabulary import AppealState

_DECIDED = frozenset({AppealState.GRANTED, AppealState.REFUSED})


def appeal_faults(row: Appeal, today: date) -> dict[str, str]:
    """Set the days that are empty and return the errors of an appeal, by field key."""
    row.raised_on = row.raised_on or today
    row.state = row.state or AppealState.OPEN
    faults: dict[str, str] = {}
    if row.state in _DECIDED:
        if not (row.decision or "").strip():
            faults["decision"] = f"处理意见：{row.state}要写明处理意见。"
        if not (row.decided_by or "").strip():
            faults["decided_by"] = "处理人：处理了的申诉要写明处理人。"
        row.decided_on = row.decided_on or today
    if row.raised_on > today:
        faults["raised_on"] = f"申诉日期：{row.raised_on.isoformat()} 还没有到。"
    if row.decided_on is not None and row.decided_on < row.raised_on:
        faults["decided_on"] = f"处理日期：早于申诉日期 {row.raised_on.isoformat()}。"
    if row.protected_to is not None and row.state != AppealState.GRANTED:
        faults["protected_to"] = "保护延至：申诉得到支持的才能填。"
    return faults
