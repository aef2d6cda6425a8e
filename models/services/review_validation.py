"""Validation of opinions before signing, points of agreements, and the amounts recognised of placed funds."""

from datetime import date

from models.ledgers import AgreementPoint, Funding, UnitOpinion
from models.rules.vocabulary import UnitAnswer
from models.services.policy_validation import review_faults

FieldMessages = dict[str, str]  # field key -> error message


def opinion_faults(row: UnitOpinion, today: date) -> FieldMessages:
    """Require the day of an answer, and words for one that is against or sets conditions."""
    faults: FieldMessages = {}
    if row.opinion and row.on is None:
        faults["on"] = "回复日期：写了联审结果，就要写哪天回复的。"
    if row.on is not None and row.on > today:
        faults["on"] = f"回复日期：{row.on.isoformat()} 还没有到。"
    elif row.on is not None and row.asked_on is not None and row.on < row.asked_on:
        faults["on"] = f"回复日期：早于送审的 {row.asked_on.isoformat()}，请核对。"
    if row.opinion in {UnitAnswer.CONDITIONAL, UnitAnswer.OPPOSED} and not (row.text or "").strip():
        faults["text"] = (
            f"联审内容：{row.opinion}的，要写明{'条件' if row.opinion == UnitAnswer.CONDITIONAL else '理由'}。"
        )
    return faults


def point_faults(row: AgreementPoint) -> FieldMessages:
    """Require ground and day of an exception from the fair competition review; refuse terms of what does not apply."""
    if row.waived and (row.text or "").strip():
        return {"waived": "本项目不适用：写了约定内容，就不能再填不适用。"}
    return review_faults(row)


def funding_faults(row: Funding, today: date) -> FieldMessages:
    """Hold the recognised amount against the reported one: never more, and less only with a reason.

    An amount that the statistics office gives makes the payment verified.
    """
    faults: FieldMessages = {}
    if row.verified_amount is not None and row.verified is None:
        row.verified = True
    if row.verified is False and row.verified_amount:
        faults["verified"] = "统计核定：填了统计核定金额，这里就选“是”。"
    for key, day in (("reported_on", row.reported_on), ("recognised_on", row.recognised_on)):
        if day is not None and day > today:
            faults[key] = f"{day.isoformat()} 还没有到。"
    if row.recognised is None or row.amount is None:
        return faults
    if row.recognised > row.amount:
        faults["recognised"] = f"认定金额：比上报的 {row.amount:f} 万元还多，请核对。"
    elif row.recognised < row.amount and not row.shortfall and not (row.shortfall_note or "").strip():
        faults["shortfall"] = "未认定原因：认定少于上报的，要选一个原因，或者写明未认定说明。"
    return faults
