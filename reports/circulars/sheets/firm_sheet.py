"""双兑现一企一表: what the government promised one enterprise beside what the enterprise promised, and what is real."""

from collections.abc import Sequence
from itertools import zip_longest

from models.ledgers import County
from models.rules.vocabulary import DutyMeasure
from models.statistics.both_sides import BothSides
from models.statistics.contract_duties import ContractDuty
from models.statistics.kept_promises import Party, Promise
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.wording import Sentence, cell, column, fill, paragraph, row
from reports.circulars.sheets.kept_texts import (
    day_text,
    duty_state_text,
    money,
    named,
    promise_state_text,
    promised_text,
    reached_text,
)
from reports.circulars.sheets.sheet_document import sheet
from reports.content.document import Align, Block, Document, Row, SectionHeading, Table, TextSpan
from reports.figures.figure import EMPTY
from reports.figures.kept_figures import duty_rates, promise_rates


def draft(county: County, party: Party, both: BothSides) -> Document:
    """Compose the sheet of one enterprise from what is about it: both sides in one table, then the project's plan."""
    body: list[Block] = [
        paragraph(*_opening(both)),
        SectionHeading(1, "一、两方约定和兑现情况"),
        _side_by_side(both),
    ]
    if both.expected:
        body += [
            SectionHeading(1, "二、项目自己登记的预计数和实际数（没有写成条款，不计履约率）"),
            _plan(both.expected),
        ]
    body.append(
        paragraph("政府一方经办人：　　　　　　　　企业一方经办人：　　　　　　　　核对日期：　　　　年　　月　　日")
    )
    return sheet(
        f"{party.name}\n双兑现一企一表", body, both.day, f"{county.name}双兑现一企一表", ("双兑现", party.name)
    )


def _opening(both: BothSides) -> tuple[Sentence, ...]:
    paid, done = promise_rates("政府承诺", both.promises), duty_rates("企业履约", both.duties)
    parties = [*(promise.party for promise in both.payable), *(duty.party for duty in both.duties)]
    projects = dict.fromkeys(party.project_name for party in parties if party.project_name)
    head = f"截至{long_date(both.day)}"
    about = f"，项目：{'、'.join(projects)}" if projects else ""
    ours: Sentence = "没有应兑现的"
    if not paid.is_empty:
        ours = fill("应兑现{d}、已全部兑现{k}，兑现率{r}", d=paid.due, k=paid.kept, r=paid.rate)
    theirs: Sentence = "没有到期应履约的"
    if not done.is_empty:
        theirs = fill("应履约{d}、已履约{k}，履约率{r}", d=done.due, k=done.kept, r=done.rate)
    return f"{head}{about}。政府承诺：", ours, "。企业履约：", theirs, "。"


def _side_by_side(both: BothSides) -> Table:
    """Build the table of both sides: the government's on the left, the enterprise's on the right, row beside row."""
    columns = (
        column("政府承诺", 13, Align.LEFT),
        column("条件、达到日期", 10, Align.LEFT),
        column("时限", 5.5),
        column("应兑\n（万元）", 4.8, Align.RIGHT),
        column("已兑\n（万元）", 4.8, Align.RIGHT),
        column("状态", 6.5, Align.LEFT),
        column("企业承诺", 13, Align.LEFT),
        column("承诺数", 8, Align.LEFT),
        column("实际数", 9, Align.LEFT),
        column("时限", 5.5),
        column("状态", 6.5, Align.LEFT),
    )
    pairs = zip_longest(both.payable, both.duties)
    rows = [Row((*_promise_cells(promise), *_duty_cells(duty))) for promise, duty in pairs]
    return Table("", columns, tuple(rows))


def _promise_cells(promise: Promise | None) -> tuple[TextSpan, ...]:
    if promise is None:
        return tuple(cell("") for _ in range(6))
    days = promise.days
    met = f"，{day_text(days.met_on)}达到" if days.met_on else ""
    return (
        TextSpan(promise.name, named(promise)),
        cell(f"{days.condition}{met}".strip("，") or EMPTY),
        cell(day_text(days.due)),
        cell(money(promise, "amount", promise.amount)),
        cell(money(promise, "paid", promise.paid)),
        cell(promise_state_text(promise)),
    )


def _duty_cells(duty: ContractDuty | None) -> tuple[TextSpan, ...]:
    if duty is None:
        return tuple(cell("") for _ in range(5))
    return (
        TextSpan(duty.name, named(duty)),
        cell(promised_text(duty)),
        cell(reached_text(duty)),
        cell(day_text(duty.facts.due)),
        cell(duty_state_text(duty)),
    )


def _plan(expected: Sequence[ContractDuty]) -> Table:
    columns = (
        column("项目", 18, Align.LEFT),
        column("预计", 12, Align.LEFT),
        column("实际", 14, Align.LEFT),
        column("时限", 6),
        column("情况", 8, Align.LEFT),
    )
    rows = [
        row(
            duty.party.project_name,
            promised_text(duty),
            reached_text(duty),
            _due_text(duty),
            duty_state_text(duty),
        )
        for duty in expected
    ]
    return Table("", columns, tuple(rows), notes=("年产值、年税收从达效起算；投资额按计划竣工时间算。",))


def _due_text(duty: ContractDuty) -> str:
    is_yearly = duty.facts.measure in {DutyMeasure.OUTPUT, DutyMeasure.TAX}
    return "达效后" if is_yearly and duty.facts.due is None else day_text(duty.facts.due)
