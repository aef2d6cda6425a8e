"""Laws between the fields of one row: what follows from what was typed, and what may not stand together."""

from datetime import date
from functools import singledispatch

from sqlalchemy.orm import Session

from models.base import Ledger
from models.definitions import definitions, holidays
from models.ledgers import Dormant, Lead, Obligation, Project
from models.rules import deadlines
from models.rules.stages import ASIDE

Faults = dict[str, str]  # field -> sentence


@singledispatch
def keep(row: Ledger, session: Session, today: date) -> Faults:
    """Fill in what follows from a row's fields, and name what is wrong between them; most ledgers have no such law."""
    return {}


@keep.register
def _(row: Obligation, session: Session, today: date) -> Faults:
    """Set 13710's own deadlines; want a plan of an extension, a result and a name of closing (山西 2016-09)."""
    if row.rule in {deadlines.ORDINARY, deadlines.MAJOR} and row.raised_on and not row.due:
        rules = definitions(session)
        count = deadlines.WORKING if rules.counts_working_days else deadlines.NATURAL
        found = deadlines.deadlines(row.raised_on, row.rule, holidays(session), count=count)
        row.due, row.feedback_due = found.due, row.feedback_due or found.feedback
    faults: Faults = {}
    if row.raised_on and row.due and row.due < row.raised_on:
        faults["due"] = f"完成时限：{row.due.isoformat()} 早于交办日期 {row.raised_on.isoformat()}。"
    if row.extended_to:
        if not (row.extension or "").strip():
            faults["extension"] = "延期方案：延期必须写明时间节点和方案。"
        if row.due and row.extended_to <= row.due:
            faults["extended_to"] = f"延期至：没有晚于原时限 {row.due.isoformat()}。"
    if row.closed_on or row.state == "已销号":
        if not (row.result or "").strip():
            faults["result"] = "办理结果：销号要写明办理结果。"
        if not (row.closed_by or "").strip():
            faults["closed_by"] = "销号人：销号要写明销号人。"
        if not faults:
            row.closed_on, row.state = row.closed_on or today, "已销号"
    return faults


@keep.register
def _(row: Lead, session: Session, today: date) -> Faults:
    """Want a reason for a lead turned down, and give one recognised its day (宣城 2024)."""
    if row.state == "不予认定" and not (row.reason or "").strip():
        return {"reason": "不予认定理由：不予认定要写明理由。"}
    if row.state == "已认定" and row.recognised_on is None:
        row.recognised_on = today
    if row.recognised_on and row.reported_on and row.recognised_on < row.reported_on:
        return {"recognised_on": f"认定时间：早于登记时间 {row.reported_on.isoformat()}。"}
    return {}


@keep.register
def _(row: Project, session: Session, today: date) -> Faults:
    """Want a reason of a project that stands aside, and a name with the reason of one let through a gate."""
    faults: Faults = {}
    if row.status in ASIDE and not (row.status_reason or "").strip():
        faults["status_reason"] = f"状态原因：{row.status}要写明原因。"
    if bool((row.passed_by or "").strip()) != bool((row.passed_why or "").strip()):
        missing = "passed_why" if row.passed_by else "passed_by"
        faults[missing] = "关口放行要同时写明放行人和理由。"
    if row.plan_start and row.plan_finish and row.plan_finish < row.plan_start:
        faults["plan_finish"] = f"计划竣工时间：早于计划开工时间 {row.plan_start.isoformat()}。"
    return faults


@keep.register
def _(row: Dormant, session: Session, today: date) -> Faults:
    """Give classes A to C twelve months from being listed; D is bought up and has no deadline (夏邑)."""
    if row.due is None and row.kind and row.identified_on:
        row.due = deadlines.dormant_due(row.kind, row.identified_on)
    return {}
