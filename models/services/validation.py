"""Validation between the fields of one row: values derived from others, and combinations that are not allowed."""

from datetime import date
from functools import singledispatch
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import fields
from models.fields.kind import Value
from models.ledgers import (
    AgreementPoint,
    Appeal,
    Asset,
    Circular,
    Dormant,
    Funding,
    Lead,
    Negotiation,
    Obligation,
    Policy,
    PolicyTier,
    Project,
    Reward,
    StageMove,
    Target,
    Transfer,
    UnitOpinion,
    Visit,
    VisitPlan,
)
from models.ledgers.transfer import transfers_of
from models.rules import deadlines, stages
from models.rules.stages import SUSPENDED
from models.rules.target_spans import read_target_span
from models.rules.vocabulary import LeadState, ObligationRule, ObligationState, ProjectStatus
from models.services import appeal_validation, gates, policy_validation, review_validation
from models.settings.definitions import load_definitions, load_work_calendar

FieldMessages = dict[str, str]  # field key -> error message


class ProposedRow:
    """A row that does not exist yet: its values as attributes, None for the rest; validators add derived values."""

    def __init__(self, values: dict[str, Value]) -> None:
        self.__dict__ = values

    def __getattr__(self, key: str) -> None:
        """Return None for a field without a value."""


def validate_values(ledger: type[Ledger], values: dict[str, Value], session: Session, today: date) -> FieldMessages:
    """Validate the values of a new row, some fifty times faster than creating it; adds derived values to ``values``."""
    law: Any = validate.dispatch(ledger)
    faults: FieldMessages = law(ProposedRow(values), session, today)
    return faults


def has_validator(ledger: type[Ledger]) -> bool:
    """Whether a ledger has a validator of its own."""
    return validate.dispatch(ledger) is not validate.dispatch(Ledger)


@singledispatch
def validate(row: Ledger, session: Session, today: date) -> FieldMessages:
    """Set a row's derived fields and return the errors between its fields, by key; most ledgers have no validator."""
    return {}


def _is_persistent(row: Ledger | ProposedRow) -> bool:
    """Whether a row is in the book already."""
    return not isinstance(row, ProposedRow) and bool(inspect(row).persistent)


def _old_value(row: Ledger | ProposedRow, key: str) -> object:
    """Return a field's value before the current change; None for a new row."""
    if isinstance(row, ProposedRow):
        return None
    history = inspect(row).attrs[key].history
    return history.deleted[0] if history.deleted else None if history.added else getattr(row, key)


def _old_text(row: Ledger | ProposedRow, key: str) -> str | None:
    value = _old_value(row, key)
    return value if isinstance(value, str) else None


def _old_day(row: Ledger | ProposedRow, key: str) -> date | None:
    value = _old_value(row, key)
    return value if isinstance(value, date) else None


@validate.register
def _(row: Obligation, session: Session, today: date) -> FieldMessages:
    """Set the deadlines of 13710; require a plan for an extension, a result and a name for closing (山西 2016-09)."""
    _set_deadlines(row, session)
    _reopen(row)
    faults: FieldMessages = {}
    if row.raised_on and row.due and row.due < row.raised_on:
        faults["due"] = f"完成时限：{row.due.isoformat()} 早于交办日期 {row.raised_on.isoformat()}。"
    if row.extended_to:
        if not (row.extension or "").strip():
            faults["extension"] = "延期方案：延期必须写明时间节点和方案。"
        if row.due and row.extended_to <= row.due:
            faults["extended_to"] = f"延期至：没有晚于原时限 {row.due.isoformat()}。"
    changed = {key for key in ("fulfilled", "fulfilment", "paid_on") if getattr(row, key) != _old_value(row, key)}
    faults |= policy_validation.promise_faults(row, session, changed)
    faults |= policy_validation.kept_promise_faults(row, today)
    return faults | _close(row, today, is_allowed=not faults)


def _close(row: Obligation, today: date, *, is_allowed: bool) -> FieldMessages:
    """Require a result and a name for closing an obligation, and set its state and day where nothing else is wrong."""
    if not row.closed_on and row.state != ObligationState.CLOSED:
        return {}
    faults: FieldMessages = {}
    if not (row.result or "").strip():
        faults["result"] = "办理结果：销号要写明办理结果。"
    if not (row.closed_by or "").strip():
        faults["closed_by"] = "销号人：销号要写明销号人。"
    if row.closed_on and row.raised_on and row.closed_on < row.raised_on:
        faults["closed_on"] = f"销号日期：早于交办日期 {row.raised_on.isoformat()}。"
    if is_allowed and not faults:
        row.closed_on, row.state = row.closed_on or today, ObligationState.CLOSED
    return faults


def _set_deadlines(row: Obligation, session: Session) -> None:
    """Set deadlines that are empty, and move those set by this validator when the rule or the day is corrected."""
    then = deadlines_of(_old_text(row, "rule"), _old_day(row, "raised_on"), session)
    now = deadlines_of(row.rule, row.raised_on, session)
    if now and row.due in {None, then and then.due}:
        row.due = now.due
    if row.feedback_due in {None, then and then.feedback}:
        row.feedback_due = now.feedback if now else None


def deadlines_of(rule: str | None, raised: date | None, session: Session) -> deadlines.Deadlines | None:
    """Return the deadlines that a rule sets from the day an item was raised; None where it sets none."""
    if rule not in {ObligationRule.ORDINARY, ObligationRule.MAJOR} or raised is None:
        return None
    count = deadlines.WORKING if load_definitions(session).counts_working_days else deadlines.NATURAL
    return deadlines.deadlines(raised, rule, load_work_calendar(session), count=count)


def _reopen(row: Obligation) -> None:
    """Reopen a closed item where its state or closing day was reverted; clears who closed it."""
    if _old_value(row, "state") != ObligationState.CLOSED or _old_value(row, "closed_on") is None:
        return
    if row.state == ObligationState.CLOSED and row.closed_on is None:
        row.state = ObligationState.IN_HAND
    elif row.state != ObligationState.CLOSED and row.closed_on == _old_value(row, "closed_on"):
        row.closed_on = None
    if row.closed_on is None:
        row.closed_by = None


@validate.register
def _(row: Reward, session: Session, today: date) -> FieldMessages:
    """Pay a reward only past the fair competition review, where the county made it binding."""
    changed = {key for key in ("state", "paid_on") if getattr(row, key) != _old_value(row, key)}
    return policy_validation.reward_faults(row, session, changed)


@validate.register
def _(row: Policy, session: Session, today: date) -> FieldMessages:
    """Hold a policy's days against each other; an exception from the review needs its ground and day."""
    return policy_validation.policy_faults(row)


@validate.register
def _(row: PolicyTier, session: Session, today: date) -> FieldMessages:
    """Allow only tiers that can be reckoned."""
    return policy_validation.tier_faults(row, session)


@validate.register
def _(row: Lead, session: Session, today: date) -> FieldMessages:
    """Require a reason for a rejected lead, and set the day of a recognised one (宣城 2024)."""
    _reopen_next_step(row)
    if row.state == LeadState.REJECTED and not (row.reason or "").strip():
        return {"reason": "不予认定理由：不予认定要写明理由。"}
    if row.state == LeadState.RECOGNISED and row.recognised_on is None:
        row.recognised_on = today
    if row.recognised_on and row.reported_on and row.recognised_on < row.reported_on:
        return {"recognised_on": f"认定时间：早于登记时间 {row.reported_on.isoformat()}。"}
    return {}


@validate.register(Visit)
@validate.register(Negotiation)
def _(row: Visit | Negotiation, session: Session, today: date) -> FieldMessages:
    """Tick a next step off no longer than it stays the same."""
    _reopen_next_step(row)
    return {}


def _reopen_next_step(row: Lead | Visit | Negotiation) -> None:
    """Take the tick off a next step that was done, where another step or another day is named."""
    is_another = any(getattr(row, key) != _old_value(row, key) for key in ("next_step", "next_on"))
    if is_another and row.next_done is not None and row.next_done == _old_value(row, "next_done"):
        row.next_done = None


@validate.register
def _(row: Project, session: Session, today: date) -> FieldMessages:
    """Require a reason for a suspended or ended project, and both a name and a reason for a gate override."""
    faults: FieldMessages = {}
    if row.status in SUSPENDED and not (row.status_reason or "").strip():
        faults["status_reason"] = f"状态原因：{row.status}要写明原因。"
    if row.status != _old_value(row, "status") and row.status_on == _old_value(row, "status_on"):
        row.status_on = today if row.status in SUSPENDED or _old_value(row, "status") in SUSPENDED else None
    if row.status_on and row.status_on > today:
        faults["status_on"] = f"状态日期：{row.status_on.isoformat()} 还没有到。"
    if (
        row.status == ProjectStatus.RESUMED
        and _is_persistent(row)
        and _old_value(row, "status") not in {*SUSPENDED, ProjectStatus.RESUMED}
    ):
        faults["status"] = "项目状态：只有暂停、终止或退库的项目才能重启。"
    if (row.passed_why or "").strip() and not (row.passed_by or "").strip():
        faults["passed_by"] = "关口放行人：放行要同时写明放行人和理由。"
    if (row.passed_by or "").strip() and not (row.passed_why or "").strip():
        faults["passed_why"] = "放行理由：放行要同时写明放行人和理由。"
    if row.plan_start and row.plan_finish and row.plan_finish < row.plan_start:
        faults["plan_finish"] = f"计划竣工时间：早于计划开工时间 {row.plan_start.isoformat()}。"
    return faults


@validate.register
def _(row: StageMove, session: Session, today: date) -> FieldMessages:
    """Allow only valid stage moves and corrections, and none past a gate that the county made binding."""
    project = session.get(Project, row.project)
    if project is None:
        return {}
    changed = row.stage != _old_value(row, "stage")
    if row.stage in stages.STATUS_MOVES or _old_value(row, "stage") in stages.STATUS_MOVES:
        return _validate_state_move(row, today, changed=changed)
    now = "" if _is_persistent(row) else project.stage or ""
    try:
        stages.check_move(now, row.stage, row.on, gates.stage_days(session, row.project, row.id or ""), today)
    except UserError as error:
        if row.stage not in stages.STAGE_ORDER or row.stage == now:
            return {"stage": f"进入阶段：{error}"}
        return {"on": f"进入日期：{error}"}
    if changed and (shut := gates.gate_error(session, project, row.stage)):
        return {"stage": f"进入阶段：{shut}"}
    return {}


def _validate_state_move(row: StageMove | ProposedRow, today: date, *, changed: bool) -> FieldMessages:
    """Allow only the day of a state change to be corrected; the state itself is a field of the project."""
    if changed:
        return {"stage": "进入阶段：暂停、终止、退库和重启请改项目状态，并写明原因。"}
    on: date = row.on  # type: ignore[assignment]  # a move without a day is rejected before any validation
    return {"on": f"进入日期：{on.isoformat()} 还没有到。"} if on > today else {}


@validate.register
def _(row: Funding, session: Session, today: date) -> FieldMessages:
    """Hold the days that an opening amount covers against each other and its month, and the amounts recognised."""
    return review_validation.funding_faults(row, today) or _validate_opening(row, today)


def _validate_opening(row: Funding, today: date) -> FieldMessages:
    first, last = row.covers_from, row.covers_to
    if last is None:
        return {"covers_from": "填了“期初起自”，还要填“期初截至”；不是期初数的，两栏都空着。"} if first else {}
    if last > today:
        return {"covers_to": f"{last.isoformat()} 还没有到，期初数只能截至今天或以前。"}
    if first is not None and first > last:
        return {"covers_from": f"起自 {first.isoformat()}，晚于截至的 {last.isoformat()}，请核对。"}
    if row.month is not None and (row.month.year, row.month.month) != (last.year, last.month):
        return {"month": f"期初截至 {last.isoformat()}，到资月份就填 {last.year}年{last.month}月。"}
    return {}


@validate.register
def _(row: UnitOpinion, session: Session, today: date) -> FieldMessages:
    """Require the day of an answer, and words for one that is against."""
    return review_validation.opinion_faults(row, today)


@validate.register
def _(row: AgreementPoint, session: Session, today: date) -> FieldMessages:
    """Require the ground of an exception from the fair competition review."""
    return review_validation.point_faults(row)


@validate.register
def _(row: Target, session: Session, today: date) -> FieldMessages:
    """Refuse a period that nothing can be counted over, and a target below the number to be exceeded."""
    faults: FieldMessages = {}
    try:
        read_target_span(row.period or "")
    except UserError as error:
        faults["period"] = str(error)
    if row.stretch is not None and row.value is not None and row.stretch < row.value:
        faults["stretch"] = "奋斗目标值：比目标值还低，请核对两栏是不是填反了。"
    if row.reported_on is not None and row.reported_on > today:
        faults["reported_on"] = f"填报截至：{row.reported_on.isoformat()} 还没有到。"
    return faults


@validate.register
def _(row: Transfer, session: Session, today: date) -> FieldMessages:
    """Hold a transfer against the transfers that the project or lead has already; set whose it was until then."""
    if bool(row.project) == bool(row.lead):
        return {"project": "流转记录要写明流转的是哪个项目或者哪条线索，两样只填一样。"}
    handed: Project | Lead | None = session.get(Project, row.project) if row.project else session.get(Lead, row.lead)
    if handed is None or row.on is None:
        return {}
    if row.on > today:
        return {"on": f"接手日期：{row.on.isoformat()} 还没有到。"}
    others = session.execute(transfers_of(type(handed), handed.id)).scalars()
    later = [other for other in others if other.id != (row.id or "") and other.on and other.on > row.on]
    if later:
        return {"on": f"接手日期：{later[0].on.isoformat()} 已经流转过一次，新的流转不能早于它；登记错了请改那一条。"}
    if row.from_force is None and not _is_persistent(row):
        row.from_force = handed.task_force
    return {"to_force": "接手专班：和原专班是同一个。"} if row.to_force == row.from_force else {}


@validate.register
def _(row: Dormant, session: Session, today: date) -> FieldMessages:
    """Set the deadline of classes A to C to twelve months after listing; D is acquired and has none (夏邑)."""
    then = _dormant_due(_old_text(row, "kind"), _old_day(row, "identified_on"))
    if row.due in {None, then}:
        row.due = _dormant_due(row.kind, row.identified_on)
    return {}


@validate.register
def _(row: Asset, session: Session, today: date) -> FieldMessages:
    """Set the day by which an idle asset is put to use, where the county set how many months it has."""
    if months := load_definitions(session).asset_months:
        then = _old_day(row, "filed_on")
        if row.due in {None, then and deadlines.month_after(then, months)}:
            row.due = row.filed_on and deadlines.month_after(row.filed_on, months)
    return {}


@validate.register
def _(row: Appeal, session: Session, today: date) -> FieldMessages:
    """Require of a decision what it is and whose."""
    return appeal_validation.appeal_faults(row, today)


@validate.register
def _(row: VisitPlan, session: Session, today: date) -> FieldMessages:
    """Let the planned month follow the planned day, so that both count in the same month."""
    if row.planned_on is not None:
        row.month = row.planned_on.replace(day=1)
    return {}


def _dormant_due(kind: str | None, identified: date | None) -> date | None:
    return deadlines.dormant_due(kind, identified) if kind and identified else None


@validate.register
def _(row: Circular, session: Session, today: date) -> FieldMessages:
    """Reject changes of an issued circular: only the remark may be edited; else withdraw or correct it."""
    if not _is_persistent(row) or not _old_value(row, "content"):
        return {}
    fixed = (field.key for field in fields(Circular) if field.key != "remark")
    return {
        key: f"{row.number}已经印发，这一栏不能改；内容有变请到“通报”里更正，发错了请撤回。"
        for key in fixed
        if getattr(row, key) != _old_value(row, key)
    }
