"""双兑现清单: the rates of promises kept on both sides, by unit and by policy, and what is open on either side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from models.ledgers import County, Obligation
from models.rules.kept_promises import DutyState, PromiseState
from models.statistics.both_sides import BothSides
from models.statistics.contract_duties import ContractDuty
from models.statistics.kept_promises import Promise
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.wording import Sentence, column, counted_or_none, fill, paragraph, row
from reports.circulars.sheets.kept_texts import (
    day_text,
    duty_state_text,
    late_days,
    money,
    named,
    promise_state_text,
    promised_text,
    reached_text,
)
from reports.circulars.sheets.sheet_document import county_list, numbered_sections
from reports.content.document import Align, Block, Document, Row, Table, TextSpan
from reports.figures.figure import EMPTY, Figure
from reports.figures.kept_figures import (
    KeptRates,
    RatePair,
    by_policy,
    by_unit,
    duty_rates,
    item_count,
    promise_rates,
    unpaid_amount,
)

HOW_COUNTED = (
    "兑现率＝已兑现÷应兑现：达到条件、企业已申请（免申即享的不等申请）、时限已到的算应兑现；没有到时限的、达到条件未申请的、"
    "因公平竞争审查暂不兑的不计。履约率＝已履约÷应履约：时限已过、实际数没有核实的不计。“—”表示没有应兑现、应履约的。"
)
_Section = tuple[str, tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class KeptListRequest:
    """Parameters of a list: the county and the day."""

    county: County
    today: date


def draft(request: KeptListRequest, both: BothSides) -> Document:
    """Compose the list: the rates, by unit and by policy, then what is open on either side, without empty parts."""
    sections = [section for section in _sections(both) if section[1]]
    body: list[Block] = [paragraph(*_opening(request, both))]
    body += numbered_sections(sections)
    return county_list(request.county, "双兑现清单", body, request.today, ("双兑现",))


def _opening(request: KeptListRequest, both: BothSides) -> tuple[Sentence, ...]:
    """Say how much of each side is due and kept, and what is held up by its review."""
    head = f"截至{long_date(request.today)}，"
    paid, done = promise_rates("政府承诺", both.promises), duty_rates("企业履约", both.duties)
    parts: list[Sentence] = [head]
    if paid.is_empty:
        parts.append("没有应兑现的政府承诺")
    else:
        parts.append(fill("应兑现的政府承诺{d}，已全部兑现{k}，兑现率{r}", d=paid.due, k=paid.kept, r=paid.rate))
    if done.is_empty:
        parts.append("；没有到期应履约的企业事项。")
    else:
        parts.append(fill("；企业应履约的{d}，已履约{k}，履约率{r}。", d=done.due, k=done.kept, r=done.rate))
    held = [promise for promise in both.promises if promise.state == PromiseState.HELD]
    if held:
        n = item_count("promises.held", "审查未过暂不兑的承诺", held, "公平竞争审查没有通过、停止执行或者还没有审查的")
        parts.append(fill("因公平竞争审查暂不兑的政府承诺{n}，不算应兑未兑。", n=n))
    unchecked = [duty for duty in both.duties if duty.state == DutyState.UNCHECKED]
    if unchecked:
        n = item_count("duties.unchecked", "到期未核实的企业事项", unchecked, "时限已过、没有实际数的")
        parts.append(fill("到期还没有核实实际数的企业事项{n}。", n=n))
    return tuple(parts)


def _sections(both: BothSides) -> Iterable[_Section]:
    yield "两方兑现率", (_side_table(both), paragraph(HOW_COUNTED))
    note = "几个单位共同负责的事项在各单位名下各计一件；企业履约归专班的牵头单位督促。"
    yield "按责任单位", _pair_table("责任单位", by_unit(both), (note,))
    yield "按政策", _pair_table("政策", by_policy(both))
    yield "应兑未兑的", _promise_table(both.owed)
    yield "达到条件、企业还没有申请的", _promise_table(both.in_state(PromiseState.UNCLAIMED))
    yield "因公平竞争审查暂不兑的", _promise_table(both.in_state(PromiseState.HELD))
    yield "时限已到、条件是否达到没有登记的", _promise_table(both.in_state(PromiseState.UNCHECKED))
    yield "企业到期没有履约的", duty_table([duty for duty in both.duties if duty.is_broken])
    yield "企业履约到期、还没有核实的", duty_table([duty for duty in both.duties if duty.state == DutyState.UNCHECKED])


def _side_table(both: BothSides) -> Table:
    """Build the table of the two sides; rewards stand in a row of their own."""
    listed = [promise_rates("政府承诺", both.promises)]
    listed += [promise_rates("奖励测算", both.rewards, "rewards")] if both.rewards else []
    listed.append(duty_rates("企业履约", both.duties))
    columns = (
        column("类别", 20, Align.LEFT),
        column("应兑现、应履约\n（件）", 8, Align.RIGHT),
        column("已兑现、已履约\n（件）", 8, Align.RIGHT),
        column("兑现率、履约率\n（%）", 8, Align.RIGHT),
        column("应兑现、承诺投资\n（万元）", 8, Align.RIGHT),
        column("已兑现、实际投资\n（万元）", 8, Align.RIGHT),
        column("按金额\n（%）", 7, Align.RIGHT),
    )
    return Table("", columns, tuple(row(kept.name, *_rate_cells(kept)) for kept in listed))


def _pair_table(head: str, pairs: Sequence[RatePair], notes: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """Build a table of both sides, one group a row; nothing where nothing fell due on either side."""
    shown = [pair for pair in pairs if not pair.is_empty]
    if not shown:
        return ()
    columns = (
        column(head, 16, Align.LEFT),
        column("政府应兑现\n（件）", 6, Align.RIGHT),
        column("已兑现\n（件）", 5, Align.RIGHT),
        column("兑现率\n（%）", 5, Align.RIGHT),
        column("应兑现\n（万元）", 7, Align.RIGHT),
        column("已兑现\n（万元）", 7, Align.RIGHT),
        column("按金额\n（%）", 5, Align.RIGHT),
        column("企业应履约\n（件）", 6, Align.RIGHT),
        column("已履约\n（件）", 5, Align.RIGHT),
        column("履约率\n（%）", 5, Align.RIGHT),
    )
    rows = [row(pair.name, *_rate_cells(pair.paid), pair.done.due, pair.done.kept, pair.done.rate) for pair in shown]
    return (Table("", columns, tuple(rows), notes=notes),)


def _rate_cells(kept: KeptRates) -> tuple[Figure, ...]:
    return kept.due, kept.kept, kept.rate, kept.due_amount, kept.kept_amount, kept.amount_rate


def _promise_table(promises: Sequence[Promise]) -> tuple[Block, ...]:
    """Build the table of promises of one list, with its sum where amounts are entered; nothing where it is empty."""
    if not promises:
        return ()
    columns = (
        column("序号", 2.5),
        column("企业", 10, Align.LEFT),
        column("承诺事项和依据", 14, Align.LEFT),
        column("兑现条件", 9, Align.LEFT),
        column("达到条件", 5.5),
        column("申请", 5.5),
        column("时限", 5.5),
        column("应兑\n（万元）", 5, Align.RIGHT),
        column("已兑\n（万元）", 5, Align.RIGHT),
        column("责任单位", 8, Align.LEFT),
        column("状态", 7, Align.LEFT),
    )
    rows = [_promise_row(number, promise) for number, promise in enumerate(promises, start=1)]
    blocks: list[Block] = [Table("", columns, tuple(rows))]
    sums = [
        (word, unpaid_amount(f"{ledger}.unpaid", f"{word}未兑金额", items))
        for ledger, word in (("obligation", "政府承诺"), ("reward", "奖励"))
        if (items := [promise for promise in promises if promise.ledger == ledger])
    ]
    if any(amount.value for _, amount in sums):
        blocks.append(paragraph("未兑金额合计：", counted_or_none(sums, ""), "。"))
    return tuple(blocks)


def _promise_row(number: int, promise: Promise) -> Row:
    days = promise.days
    source = f"（{promise.basis}）" if promise.basis else ""
    is_unasked = days.without_claim and promise.ledger == Obligation.__tablename__ and not days.applied_on
    cells = row(
        number,
        promise.party.name,
        "",
        days.condition or EMPTY,
        day_text(days.met_on),
        "免申即享" if is_unasked else day_text(days.applied_on),
        day_text(days.due),
        money(promise, "amount", promise.amount),
        money(promise, "paid", promise.paid),
        "、".join(promise.units),
        promise_state_text(promise),
    ).cells
    return Row((*cells[:2], TextSpan(f"{promise.name}{source}", named(promise)), *cells[3:]))


def duty_table(duties: Sequence[ContractDuty], day: date | None = None) -> tuple[Block, ...]:
    """Build the table of enterprises' duties of one list; with a day, how late each is; nothing where it is empty."""
    if not duties:
        return ()
    columns = (
        column("序号", 2.5),
        column("企业", 11, Align.LEFT),
        column("履约事项和依据", 17, Align.LEFT),
        column("承诺", 9, Align.LEFT),
        column("实际", 12, Align.LEFT),
        column("时限", 5.5),
        column("督促单位", 9, Align.LEFT),
        column("最近发函", 5.5),
        column("状态", 8, Align.LEFT),
    )
    return (Table("", columns, tuple(_duty_row(number, duty, day) for number, duty in enumerate(duties, start=1))),)


def _duty_row(number: int, duty: ContractDuty, day: date | None) -> Row:
    late = late_days(duty.facts.due, day) if day and duty.is_broken else 0
    cells = row(
        number,
        duty.party.name,
        "",
        promised_text(duty),
        reached_text(duty),
        day_text(duty.facts.due),
        "、".join(duty.units),
        day_text(duty.letter_on),
        f"{duty_state_text(duty)}{f'，逾期{late}天' if late else ''}",
    ).cells
    source = f"（{duty.basis}）" if duty.basis else ""
    return Row((*cells[:2], TextSpan(f"{duty.name}{source}", named(duty)), *cells[3:]))
