"""奖励测算表: the policy and its review, the inputs, the result of the county's reading, and those of the others."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from models.rules import rates
from models.rules.fair_review import PAYING_GATE
from models.rules.vocabulary import RewardKind
from models.statistics.reward_claims import ClauseReading, RewardClaim
from reports.circulars.parts.table_grid import form_table
from reports.circulars.parts.wording import column, fill, paragraph, row
from reports.content.document import Align, Block, Document, SectionHeading, Table
from reports.figures.figure import EMPTY, Figure

_FACTS = ("kind", "project", "state", "decided", "paid_on")


def draft(claim: RewardClaim, today: date, county: str, review_note: str) -> Document:
    """Compose the sheet of one reward claim; ``review_note`` is the county's text about the fair competition review."""
    body = (
        SectionHeading(1, "一、奖励对象"),
        form_table([(claim.title(key), claim.text(key)) for key in ("name", *_FACTS)], 2, 6, 16),
        SectionHeading(1, "二、政策依据"),
        *_basis(claim, review_note),
        SectionHeading(1, "三、测算依据"),
        _inputs(claim),
        SectionHeading(1, "四、测算结果"),
        *_result(claim),
        SectionHeading(1, "五、说明"),
        *(paragraph(f"{number}．{text}") for number, text in enumerate(_notes(claim), start=1)),
        paragraph("测算人：　　　　　　　复核人：　　　　　　　负责人："),
    )
    return Document(
        title=f"{claim.text('name')}\n{claim.kind}测算表",
        masthead="",
        number="",
        recipients="",
        body=body,
        signed_by="",
        dated=today,
        subject=f"{county}招商引资奖励测算表",
        keywords=("招商引资", "奖励测算", claim.kind),
    )


def _basis(claim: RewardClaim, review_note: str) -> Iterator[Block]:
    """Name the policy with its validity and the state of its review, and a caution where the review is open."""
    policy = claim.policy
    if policy is None:
        yield paragraph(
            f"适用条款：{claim.text('clause') or EMPTY}。没有登记依据的政策，请补齐文件和公平竞争审查意见。"
        )
        return
    facts = (
        ("政策文件", policy.document or policy.name),
        ("文号和条款", f"{policy.number}　{policy.clause}".strip("　") or EMPTY),
        ("有效期", policy.validity.text),
        ("由谁决定", policy.decided_by or EMPTY),
        (PAYING_GATE, policy.review.state_text),
        ("挂钩情况", policy.review.tie_text or "没有与迁入、纳税、纳统挂钩的用语"),
    )
    yield form_table(facts, 2, 6, 16)
    if policy.review.needs_review:
        yield paragraph(f"▲提示：本政策{policy.review.state}，兑付前须作公平竞争审查。{review_note}")


def _inputs(claim: RewardClaim) -> Block:
    if not claim.inputs:
        return paragraph("一事一议的奖励由领导小组集体研究，不按公式测算。")
    return form_table([(claim.title(key), claim.text(key)) for key in claim.inputs], 2, 8, 14)


def _result(claim: RewardClaim) -> tuple[Block, ...]:
    if claim.missing:
        return (paragraph(f"缺{'、'.join(claim.missing)}，还不能测算。"),)
    if not claim.readings:
        return (paragraph(f"研究决定：{claim.text('decided') or EMPTY}；奖励金额：{_recorded(claim).phrase}。"),)
    chosen = claim.readings[0]
    amount = _amount(claim, chosen)
    options = f"（{'、'.join(chosen.options)}）" if chosen.options else ""
    by, how = f"按本县口径{options}，", chosen.result.arithmetic
    decided = chosen.result.amount is None  # decided case by case: there is no amount, only the reason
    text = paragraph(f"{by}{how}。") if decided else paragraph(fill(by + "奖励金额为{a}。", a=amount), f"算式：{how}。")
    blocks: list[Block] = [text, *([_table(claim)] if len(claim.readings) > 1 else [])]
    if claim.recorded is not None and chosen.result.amount is not None and claim.recorded != chosen.result.amount:
        blocks.append(paragraph(fill("台账登记的奖励金额是{a}，与测算结果不一致，请核对。", a=_recorded(claim))))
    return tuple(blocks)


def _table(claim: RewardClaim) -> Table:
    chosen = claim.readings[0].result.amount
    rows = []
    for reading in claim.readings:
        amount = reading.result.amount
        gap = None if amount is None or chosen is None else amount - chosen
        differs = "采用" if reading.chosen else EMPTY if gap is None else "相同" if not gap else f"{_money(gap):+,}"
        figure: Figure | str = _amount(claim, reading) if amount is not None else RewardKind.BY_CASE
        rows.append(row("、".join(reading.options), reading.result.arithmetic, figure, differs))
    columns = (
        column("口径", 9, Align.LEFT),
        column("算式", 20, Align.LEFT),
        column("奖励金额\n（万元）", 5.5, Align.RIGHT),
        column("与采用口径\n相差（万元）", 6, Align.RIGHT),
    )
    return Table("各种口径的测算结果", columns, tuple(rows))


def _money(value: Decimal) -> Decimal:
    return rates.half_up(value, 2)


def _amount(claim: RewardClaim, reading: ClauseReading) -> Figure:
    options = f"（{'、'.join(reading.options)}）" if reading.options else ""
    label = f"{claim.text('name')} {claim.kind}{options}"
    rows = (claim.row,)
    return Figure("reward", label, "万元", reading.result.amount, reading.result.arithmetic, rows, 2, "reward")


def _recorded(claim: RewardClaim) -> Figure:
    label = f"{claim.text('name')} 登记的奖励金额"
    return Figure("reward.recorded", label, "万元", claim.recorded, "台账登记数", (claim.row,), 2, "reward")


def _notes(claim: RewardClaim) -> list[str]:
    notes = list(claim.policy.questions) if claim.policy is not None else []
    if claim.by_case and claim.kind != RewardKind.BY_CASE:
        notes.append("亩均指标达到本县“一事一议”政策的条件，可提交研究。")
    if claim.text("applies_on"):
        notes.append(f"政策按{claim.text('applies_on')}当天的有效情况适用。")
    return [*notes, "本表按台账登记数测算，兑付前以统计、税务部门核定数为准；口径在“政策”和“设置—统计口径”里选定。"]
