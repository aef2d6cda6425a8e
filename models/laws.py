"""Validation between the fields of one row: values derived from others, and combinations that are not allowed."""

from datetime import date
from functools import singledispatch
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from models import gates
from models.base import Ledger
from models.definitions import definitions, holidays
from models.field import fields
from models.ledgers import Circular, Dormant, Lead, Obligation, Project, StageMove
from models.refusal import Refusal
from models.rules import deadlines, stages
from models.rules.stages import ASIDE

Faults = dict[str, str]  # field key -> error message
CLOSED, REOPENED = "已销号", "办理中"


class Draft:
    """A row that does not exist yet: its values as attributes, None for the rest; validators add derived values."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.__dict__ = values

    def __getattr__(self, key: str) -> None:
        """Return None for a field without a value."""


def keep_new(ledger: type[Ledger], values: dict[str, Any], session: Session, today: date) -> Faults:
    """Validate the values of a new row, some fifty times faster than creating it; adds derived values to ``values``."""
    law: Any = keep.dispatch(ledger)
    faults: Faults = law(Draft(values), session, today)
    return faults


def has_law(ledger: type[Ledger]) -> bool:
    """Whether a ledger has a validator of its own."""
    return keep.dispatch(ledger) is not keep.dispatch(Ledger)


@singledispatch
def keep(row: Ledger, session: Session, today: date) -> Faults:
    """Set a row's derived fields and return the errors between its fields, by key; most ledgers have no validator."""
    return {}


def _stands(row: Ledger | Draft) -> bool:
    """Whether a row is in the book already."""
    return not isinstance(row, Draft) and bool(inspect(row).persistent)


def _was(row: Ledger | Draft, key: str) -> Any:
    """Return a field's value before the current change; None for a new row."""
    if isinstance(row, Draft):
        return None
    history = inspect(row).attrs[key].history
    return history.deleted[0] if history.deleted else None if history.added else getattr(row, key)


@keep.register
def _(row: Obligation, session: Session, today: date) -> Faults:
    """Set the deadlines of 13710; require a plan for an extension, a result and a name for closing (山西 2016-09)."""
    _set_deadlines(row, session)
    _reopen(row)
    faults: Faults = {}
    if row.raised_on and row.due and row.due < row.raised_on:
        faults["due"] = f"完成时限：{row.due.isoformat()} 早于交办日期 {row.raised_on.isoformat()}。"
    if row.extended_to:
        if not (row.extension or "").strip():
            faults["extension"] = "延期方案：延期必须写明时间节点和方案。"
        if row.due and row.extended_to <= row.due:
            faults["extended_to"] = f"延期至：没有晚于原时限 {row.due.isoformat()}。"
    if row.closed_on or row.state == CLOSED:
        if not (row.result or "").strip():
            faults["result"] = "办理结果：销号要写明办理结果。"
        if not (row.closed_by or "").strip():
            faults["closed_by"] = "销号人：销号要写明销号人。"
        if row.closed_on and row.raised_on and row.closed_on < row.raised_on:
            faults["closed_on"] = f"销号日期：早于交办日期 {row.raised_on.isoformat()}。"
        if not faults:
            row.closed_on, row.state = row.closed_on or today, CLOSED
    return faults


def _set_deadlines(row: Obligation, session: Session) -> None:
    """Set deadlines that are empty, and move those set by this validator when the rule or the day is corrected."""
    then = deadlines_of(_was(row, "rule"), _was(row, "raised_on"), session)
    now = deadlines_of(row.rule, row.raised_on, session)
    if now and row.due in {None, then and then.due}:
        row.due = now.due
    if row.feedback_due in {None, then and then.feedback}:
        row.feedback_due = now.feedback if now else None


def deadlines_of(rule: str | None, raised: date | None, session: Session) -> deadlines.Deadlines | None:
    """Return the deadlines that a rule sets from the day an item was raised; None where it sets none."""
    if rule not in {deadlines.ORDINARY, deadlines.MAJOR} or raised is None:
        return None
    count = deadlines.WORKING if definitions(session).counts_working_days else deadlines.NATURAL
    return deadlines.deadlines(raised, rule, holidays(session), count=count)


def _reopen(row: Obligation) -> None:
    """Reopen a closed item where its state or closing day was reverted; clears who closed it."""
    if _was(row, "state") != CLOSED or _was(row, "closed_on") is None:
        return
    if row.state == CLOSED and row.closed_on is None:
        row.state = REOPENED
    elif row.state != CLOSED and row.closed_on == _was(row, "closed_on"):
        row.closed_on = None
    if row.closed_on is None:
        row.closed_by = None


@keep.register
def _(row: Lead, session: Session, today: date) -> Faults:
    """Require a reason for a rejected lead, and set the day of a recognised one (宣城 2024)."""
    if row.state == "不予认定" and not (row.reason or "").strip():
        return {"reason": "不予认定理由：不予认定要写明理由。"}
    if row.state == "已认定" and row.recognised_on is None:
        row.recognised_on = today
    if row.recognised_on and row.reported_on and row.recognised_on < row.reported_on:
        return {"recognised_on": f"认定时间：早于登记时间 {row.reported_on.isoformat()}。"}
    return {}


@keep.register
def _(row: Project, session: Session, today: date) -> Faults:
    """Require a reason for a suspended or ended project, and both a name and a reason for a gate override."""
    faults: Faults = {}
    if row.status in ASIDE and not (row.status_reason or "").strip():
        faults["status_reason"] = f"状态原因：{row.status}要写明原因。"
    if row.status != _was(row, "status") and row.status_on == _was(row, "status_on"):
        row.status_on = today if row.status in ASIDE or _was(row, "status") in ASIDE else None
    if row.status_on and row.status_on > today:
        faults["status_on"] = f"状态日期：{row.status_on.isoformat()} 还没有到。"
    if row.status == "重启" and _stands(row) and _was(row, "status") not in {*ASIDE, "重启"}:
        faults["status"] = "项目状态：只有暂停、终止或退库的项目才能重启。"
    if (row.passed_why or "").strip() and not (row.passed_by or "").strip():
        faults["passed_by"] = "关口放行人：放行要同时写明放行人和理由。"
    if (row.passed_by or "").strip() and not (row.passed_why or "").strip():
        faults["passed_why"] = "放行理由：放行要同时写明放行人和理由。"
    if row.plan_start and row.plan_finish and row.plan_finish < row.plan_start:
        faults["plan_finish"] = f"计划竣工时间：早于计划开工时间 {row.plan_start.isoformat()}。"
    return faults


@keep.register
def _(row: StageMove, session: Session, today: date) -> Faults:
    """Allow only valid stage moves and corrections, and none past a gate that the county made binding."""
    project = session.get(Project, row.project)
    if project is None:
        return {}
    changed = row.stage != _was(row, "stage")
    if row.stage in stages.STATES or _was(row, "stage") in stages.STATES:
        return _state_moved(row, today, changed=changed)
    now = "" if _stands(row) else project.stage or ""
    try:
        stages.may_move(now, row.stage, row.on, gates.entered(session, row.project, row.id or ""), today)
    except Refusal as error:
        if row.stage not in stages.LOOP or row.stage == now:
            return {"stage": f"进入阶段：{error}"}
        return {"on": f"进入日期：{error}"}
    if changed and (shut := gates.closed(session, project, row.stage)):
        return {"stage": f"进入阶段：{shut}"}
    return {}


def _state_moved(row: StageMove | Draft, today: date, *, changed: bool) -> Faults:
    """Allow only the day of a state change to be corrected; the state itself is a field of the project."""
    if changed:
        return {"stage": "进入阶段：暂停、终止、退库和重启请改项目状态，并写明原因。"}
    on: date = row.on  # type: ignore[assignment]  # a move without a day is rejected before any validation
    return {"on": f"进入日期：{on.isoformat()} 还没有到。"} if on > today else {}


@keep.register
def _(row: Dormant, session: Session, today: date) -> Faults:
    """Set the deadline of classes A to C to twelve months after listing; D is acquired and has none (夏邑)."""
    then = _dormant_due(_was(row, "kind"), _was(row, "identified_on"))
    if row.due in {None, then}:
        row.due = _dormant_due(row.kind, row.identified_on)
    return {}


def _dormant_due(kind: str | None, identified: date | None) -> date | None:
    return deadlines.dormant_due(kind, identified) if kind and identified else None


@keep.register
def _(row: Circular, session: Session, today: date) -> Faults:
    """Reject changes of an issued circular: only the remark may be edited; else withdraw or correct it."""
    if not _stands(row) or not _was(row, "content"):
        return {}
    fixed = (field.key for field in fields(Circular) if field.key != "remark")
    return {
        key: f"{row.number}已经印发，这一栏不能改；内容有变请到“通报”里更正，发错了请撤回。"
        for key in fixed
        if getattr(row, key) != _was(row, key)
    }
