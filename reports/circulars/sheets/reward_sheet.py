"""奖励测算表: the clause, the inputs, the result of the county's reading of it, and those of the other readings."""

from datetime import date
from decimal import Decimal

from models.rules import rates
from models.rules.vocabulary import RewardKind
from models.statistics.reward_claims import ClauseReading, RewardClaim
from reports.circulars.parts.table_grid import form_table
from reports.circulars.parts.wording import column, fill, paragraph, row
from reports.content.document import Align, Block, Document, SectionHeading, Table
from reports.figures.figure import EMPTY, Figure

_FACTS = ("kind", "project", "clause", "state", "decided", "paid_on")
_OPEN_QUESTIONS: dict[str, tuple[str, ...]] = {
    RewardKind.REFERRAL: (
        "原文各档写作“2000万—1亿”“1—3亿”“3—5亿”，1亿、3亿、5亿元恰在两档交界，归哪一档没有写明。",
        "按全额适用一档，投资额刚过档界的奖励反而减少；分段累进没有这个问题，但原文没有写分段。",
        "入库投资额定档次，实际投资额算奖励，两个数不是同一个口径。",
    ),
    RewardKind.SETTLING: (
        "原文把亩均投资、产值、税收用顿号并列，三项须同时达到还是任一项达到没有写明。",
        "某年税收低于基数的，当年增量按0计，不抵减其他年份。",
    ),
}


def draft(claim: RewardClaim, today: date, county: str) -> Document:
    """Compose the sheet of one reward claim."""
    body = (
        SectionHeading(1, "一、奖励对象"),
        form_table(
            [(claim.title("name"), claim.text("name")), *((claim.title(k), claim.text(k)) for k in _FACTS)][:6],
            2,
            6,
            16,
        ),
        SectionHeading(1, "二、测算依据"),
        _inputs(claim),
        SectionHeading(1, "三、测算结果"),
        *_result(claim),
        SectionHeading(1, "四、说明"),
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
    by, how = f"按本县口径（{'、'.join(chosen.options)}），", chosen.result.arithmetic
    decided = chosen.result.amount is None  # decided case by case: there is no amount, only the reason
    text = paragraph(f"{by}{how}。") if decided else paragraph(fill(by + "奖励金额为{a}。", a=amount), f"算式：{how}。")
    blocks: list[Block] = [text, _table(claim)]
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
    label = f"{claim.text('name')} {claim.kind}（{'、'.join(reading.options)}）"
    rows = (claim.row,)
    return Figure("reward", label, "万元", reading.result.amount, reading.result.arithmetic, rows, 2, "reward")


def _recorded(claim: RewardClaim) -> Figure:
    label = f"{claim.text('name')} 登记的奖励金额"
    return Figure("reward.recorded", label, "万元", claim.recorded, "台账登记数", (claim.row,), 2, "reward")


def _notes(claim: RewardClaim) -> list[str]:
    notes = list(_OPEN_QUESTIONS.get(claim.kind, ()))
    if claim.by_case:
        notes.append(
            "亩均指标达到“一事一议”条件（投资300万元以上，或者税收20万元以上且产值200万元以上），可提交领导小组研究。"
        )
    return [*notes, "本表按台账登记数测算，兑付前以统计、税务部门核定数为准；口径在“设置—统计口径”里选定。"]
