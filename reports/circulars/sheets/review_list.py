"""公平竞争审查清单: policies and promises tied to moving in, tax or local statistics, what is open first, by amount."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.ledgers import County, Obligation, Policy
from models.statistics.review_risks import ReviewRisk
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.wording import Sentence, column, fill, paragraph, row, unless_none
from reports.circulars.sheets.sheet_document import county_list, numbered_sections
from reports.content.document import Align, Block, Document, Row, Table
from reports.figures.figure import EMPTY, Figure

_MARKED_BY = "挂钩情况按“设置—字典”里“公平竞争审查用语”的词和政策的档次标出，人工核对过的以核对为准。"


@dataclass(frozen=True, slots=True)
class ReviewListRequest:
    """Parameters of a list: the county, the day, and its own text about the rules."""

    county: County
    today: date
    note: str


def draft(request: ReviewListRequest, risks: Sequence[ReviewRisk]) -> Document:
    """Compose the list: what still needs a review by amount, then what was cleared, then the county's text."""
    still = [risk for risk in risks if risk.review.needs_review]
    cleared = [risk for risk in risks if not risk.review.needs_review]
    body: list[Block] = [paragraph(*_opening(request, still))]
    parts = (("还没有通过审查的，金额大的在前", still), ("已通过审查、适用例外或者核对为不挂钩的", cleared))
    body += numbered_sections((title, (_table(risks),)) for title, risks in parts if risks)
    body += [paragraph(_MARKED_BY + request.note)]
    return county_list(request.county, "公平竞争审查清单", body, request.today, ("公平竞争审查",))


def _opening(request: ReviewListRequest, still: Sequence[ReviewRisk]) -> tuple[Sentence, ...]:
    head = f"截至{long_date(request.today)}，"
    if not still:
        return (f"{head}没有还没通过公平竞争审查的挂钩政策和承诺。",)
    policies = [risk for risk in still if risk.ledger == Policy.__tablename__]
    promises = [risk for risk in still if risk.ledger == Obligation.__tablename__]
    parts: list[Sentence] = [f"{head}还没有通过公平竞争审查的"]
    if policies:
        paid = _sum("reviews.rewards.paid", "已兑付的奖励", policies, [risk.paid for risk in policies])
        amount = _sum("reviews.rewards", "登记的奖励", policies, [risk.amount for risk in policies])
        n = _count("reviews.policies", "没有通过审查的政策", "条", policies)
        parts.append(fill("政策{n}", n=n))
        parts.append(unless_none(amount, "，名下登记奖励{a}", "，名下还没有登记奖励金额", a=amount))
        parts.append(unless_none(paid, "、已兑付{p}", "、尚未兑付", p=paid))
    if promises:
        paid = _sum("reviews.promised.paid", "已兑现金额", promises, [risk.paid for risk in promises])
        amount = _sum("reviews.promised", "承诺金额", promises, [risk.amount for risk in promises])
        n = _count("reviews.promises", "没有通过审查的承诺", "件", promises)
        parts.append(fill(f"{'；' if policies else ''}政府承诺{{n}}", n=n))
        parts.append(unless_none(amount, "，金额{a}", "，还没有登记金额", a=amount))
        parts.append(unless_none(paid, "、已兑现{p}", "、尚未兑现", p=paid))
    return (*parts, "。")


def _count(key: str, label: str, unit: str, risks: Sequence[ReviewRisk]) -> Figure:
    rows = tuple(risk.row for risk in risks)
    return Figure(
        key, label, unit, Decimal(len(risks)), "与迁入、纳税、纳统挂钩而没有通过审查的", rows, 0, risks[0].ledger
    )


def _sum(key: str, label: str, risks: Sequence[ReviewRisk], amounts: Sequence[Decimal | None]) -> Figure:
    total = sum((amount or Decimal(0) for amount in amounts), Decimal(0))
    rows = tuple(risk.row for risk in risks)
    return Figure(key, label, "万元", total, "各条登记的金额相加，没填的不计", rows, 2, risks[0].ledger)


def _table(risks: Sequence[ReviewRisk]) -> Table:
    columns = (
        column("序号", 2.5),
        column("类别", 3.5),
        column("政策、承诺", 13, Align.LEFT),
        column("对方或决定机关", 9, Align.LEFT),
        column("依据", 11, Align.LEFT),
        column("金额\n（万元）", 5.5, Align.RIGHT),
        column("已兑付\n（万元）", 5.5, Align.RIGHT),
        column("挂钩情况", 11, Align.LEFT),
        column("审查", 8, Align.LEFT),
    )
    return Table("", columns, tuple(_row(number, risk) for number, risk in enumerate(risks, start=1)))


def _row(number: int, risk: ReviewRisk) -> Row:
    return row(
        number,
        risk.kind,
        risk.name,
        risk.party or EMPTY,
        risk.basis or EMPTY,
        _money(risk, "amount", risk.amount),
        _money(risk, "paid", risk.paid),
        risk.review.tie_text or EMPTY,
        risk.review.state_text,
    )


def _money(risk: ReviewRisk, part: str, amount: Decimal | None) -> Figure:
    return Figure(f"review.{part}", risk.name, "万元", amount, "台账登记数", (risk.row,), 2, risk.ledger)
