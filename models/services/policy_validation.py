"""Validation of policies, their tiers, and what is paid by them: errors between fields, by key."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.field import field_of
from models.ledgers import AgreementPoint, Obligation, Policy, PolicyTier, Reward
from models.rules.kept_promises import TIMES
from models.rules.vocabulary import Fulfilment, ReviewState, RewardState, TierBase, TierMeasure
from models.services import gates

FieldMessages = dict[str, str]  # field key -> error message
_PAID = frozenset({Fulfilment.PARTLY, Fulfilment.PAID})


def policy_faults(row: Policy) -> FieldMessages:
    """Hold a policy's days against each other; an exception from the review needs its ground and day."""
    faults = review_faults(row)
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        faults["valid_to"] = f"有效期至：早于生效日期 {row.valid_from.isoformat()}。"
    if row.valid_from and row.abolished_on and row.abolished_on < row.valid_from:
        faults["abolished_on"] = f"废止日期：早于生效日期 {row.valid_from.isoformat()}。"
    return faults


def tier_faults(row: PolicyTier, session: Session) -> FieldMessages:
    """Allow only tiers that can be reckoned: one measure in a policy, bounds in order, a share or an amount."""
    faults: FieldMessages = {}
    if row.least is not None and row.most is not None and row.most <= row.least:
        faults["most"] = "止点：要大于起点。"
    if row.rate is not None and row.amount is not None:
        faults["amount"] = "定额奖励：比例和定额只填一样。"
    if row.amount is not None and row.base not in {None, TierBase.FIXED}:
        faults["base"] = f"奖励按什么计：填了定额奖励，这里选“{TierBase.FIXED}”或空着。"
    if row.base == TierBase.FIXED and row.rate is not None:
        faults["rate"] = "奖励比例：按定额奖励的，填“定额奖励”。"
    return faults | _measure_faults(row, session)


def _measure_faults(row: PolicyTier, session: Session) -> FieldMessages:
    """Require figures per mu where they select the tier, and the same measure in all tiers of a policy."""
    faults: FieldMessages = {}
    is_per_mu = any(value is not None for value in (row.invest, row.output, row.tax))
    if row.measure == TierMeasure.PER_MU and not is_per_mu:
        faults["invest"] = "亩均投资达到：按亩均指标定档的，三项至少填一项。"
    if row.measure in {TierMeasure.LISTED, TierMeasure.PAID} and is_per_mu:
        faults["measure"] = f"档次看什么：填了亩均的数，这里选“{TierMeasure.PER_MU}”。"
    others = sa.select(PolicyTier.measure).where(
        PolicyTier.policy == row.policy, PolicyTier.removed.is_(False), PolicyTier.id != (row.id or "")
    )
    if row.measure and any(other and other != row.measure for other in session.execute(others).scalars()):
        faults["measure"] = "档次看什么：同一个政策的各档要看同一样，才分得出高低。"
    return faults


def reward_faults(row: Reward, session: Session, changed: Collection[str]) -> FieldMessages:
    """Stop a reward from being paid before its review, where that binds; ``changed`` are the keys with new values."""
    faults = _override_faults(row)
    for key, is_paid in (("state", row.state == RewardState.PAID), ("paid_on", row.paid_on is not None)):
        if is_paid and key in changed:
            faults |= _payment_faults(row, Reward, session, key)
    return faults


def promise_faults(row: Obligation, session: Session, changed: Collection[str]) -> FieldMessages:
    """Stop a promise from being paid before its review, where that binds; ``changed`` are the keys with new values."""
    faults = review_faults(row) | _override_faults(row)
    if changed and (row.fulfilled or row.fulfilment in _PAID or row.paid_on):
        key = "fulfilled" if row.fulfilled else "fulfilment" if row.fulfilment in _PAID else "paid_on"
        faults |= _payment_faults(row, Obligation, session, key)
    return faults


_PROMISE_DAYS = ("met_on", "applied_on", "paid_on", "verified_on", "letter_on")


def kept_promise_faults(row: Obligation, today: date) -> FieldMessages:
    """Refuse days that have not come, a number of nothing, and a number where a stage by a day was promised."""
    faults: FieldMessages = {}
    for key in _PROMISE_DAYS:
        on: date | None = getattr(row, key)
        if on is not None and on > today:
            faults[key] = f"{field_of(Obligation, key).label}：{on.isoformat()} 还没有到。"
    if row.promised is not None and not row.measure:
        faults["measure"] = "履约指标：填了承诺数值，请选它是哪一项（投资额、年税收……）。"
    if row.promised is not None and row.measure in TIMES:
        faults["promised"] = f"承诺数值：{row.measure}不用填数，承诺的日子填在“完成时限”。"
    if row.promised is not None and row.promised <= 0:
        faults["promised"] = "承诺数值：要大于 0。"
    return faults


def review_faults(row: Obligation | Policy | AgreementPoint) -> FieldMessages:
    """Require the ground and the day of an exception from the fair competition review."""
    if row.review != ReviewState.EXCEPTION:
        return {}
    faults: FieldMessages = {}
    if not (row.review_ground or "").strip():
        faults["review_ground"] = "审查意见和依据：适用例外要写明依据哪一条。"
    if row.review_on is None:
        faults["review_on"] = "审查日期：适用例外要写明哪天认定的。"
    return faults


def _override_faults(row: Obligation | Reward) -> FieldMessages:
    """Require both a name and a reason where somebody lets a payment pass."""
    by, why = (row.passed_by or "").strip(), (row.passed_why or "").strip()
    if why and not by:
        return {"passed_by": "兑付放行人：放行要同时写明放行人和理由。"}
    return {"passed_why": "兑付放行理由：放行要同时写明放行人和理由。"} if by and not why else {}


def _payment_faults(
    row: Obligation | Reward, ledger: type[Obligation | Reward], session: Session, key: str
) -> FieldMessages:
    with session.no_autoflush:
        error = gates.payment_error(session, ledger, row)
    return {key: f"{field_of(ledger, key).label}：{error}"} if error else {}
