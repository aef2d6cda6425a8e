"""What the page 双兑现 shows: its views, and the lines of each, read in a job."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.job_steps import JobSteps

if TYPE_CHECKING:
    # For annotations only: the statistics are imported with the first look at the page.
    from collections.abc import Iterable
    from datetime import date

    from models.statistics.contract_duties import ContractDuty
    from models.statistics.kept_promises import Promise
    from models.storage.store import Store
    from reports.figures.kept_figures import KeptRates, RatePair

ITEM_COLUMNS = (
    ("状态", 135),
    ("企业", 180),
    ("事项", 180),
    ("责任、督促单位", 115),
    ("达到条件、发函", 120),
    ("时限", 90),
    ("应兑、承诺", 150),
    ("已兑、实际", 175),
    ("依据", 120),
)
RATE_COLUMNS = (
    ("名称", 220),
    ("政府应兑现", 90),
    ("已兑现", 70),
    ("兑现率", 75),
    ("应兑现（万元）", 110),
    ("已兑现（万元）", 110),
    ("按金额", 75),
    ("企业应履约", 90),
    ("已履约", 70),
    ("履约率", 75),
)
VIEWS = {
    "owed": "应兑未兑",
    "unclaimed": "达到条件未申请",
    "held": "审查未过暂不兑",
    "unchecked": "条件、实际数待核实",
    "broken": "企业到期未履约",
    "measured": "履约监管：承诺和实际",
    "promises": "全部政府承诺和奖励",
    "duties": "全部企业履约事项",
    "unit": "兑现率：按责任单位",
    "policy": "兑现率：按政策",
    "firm": "兑现率：按企业",
}


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line of a view: its texts, the row it opens, the enterprise it is about, the rows behind a line of rates."""

    texts: tuple[str, ...]
    is_open: bool
    ledger: str = ""
    row: str = ""
    firm: str = ""
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptPage:
    """The lines of every view, the sentence above them, and by enterprise the duties that a letter would be about."""

    views: dict[str, tuple[KeptLine, ...]] = field(default_factory=dict)
    summary: str = ""
    letters: dict[str, tuple[str, ...]] = field(default_factory=dict)


def kept_job(store: Store, day: date, force: str | None) -> JobSteps[KeptPage]:
    """Read both sides as a job, of all or of one task force."""
    yield 0, 2, "查两方兑现"
    from models.rules.kept_promises import DutyState, PromiseState
    from models.statistics.both_sides import read_both_sides
    from reports.figures.kept_figures import by_firm, by_policy, by_unit, duty_rates, promise_rates

    with store.reading() as session:
        both = read_both_sides(session, day, force, with_expected=True)
    yield 1, 2, "算兑现率"
    unverified = [duty for duty in both.duties if duty.state == DutyState.UNCHECKED]
    measured = [duty for duty in both.duties if duty.facts.measure]
    firms = {row: party.name for row, party in both.parties.items()}
    views = {
        "owed": _promise_lines(both.owed),
        "unclaimed": _promise_lines(both.in_state(PromiseState.UNCLAIMED)),
        "held": _promise_lines(both.in_state(PromiseState.HELD)),
        "unchecked": (*_promise_lines(both.in_state(PromiseState.UNCHECKED)), *_duty_lines(unverified)),
        "broken": _duty_lines(duty for duty in both.duties if duty.is_broken),
        "measured": (*_duty_lines(measured), *_duty_lines(both.expected)),
        "promises": _promise_lines(both.payable),
        "duties": _duty_lines(both.duties),
        "unit": _rate_lines(by_unit(both)),
        "policy": _rate_lines(by_policy(both)),
        "firm": _rate_lines(by_firm(both), firms),
    }
    letters: dict[str, tuple[str, ...]] = {}
    for duty in both.duties:
        if duty.is_broken and duty.party.row:
            letters[duty.party.row] = (*letters.get(duty.party.row, ()), duty.row)
    paid, done = promise_rates("政府承诺", both.promises), duty_rates("企业履约", both.duties)
    return KeptPage(views, _summary(paid, done), letters)


def _summary(paid: KeptRates, done: KeptRates) -> str:
    ours = "没有应兑现的政府承诺"
    if not paid.is_empty:
        ours = f"政府应兑现 {paid.due.text} 件，兑现率 {paid.rate.text}%"
    theirs = "没有到期应履约的企业事项"
    if not done.is_empty:
        theirs = f"企业应履约 {done.due.text} 件，履约率 {done.rate.text}%"
    return f"{ours}；{theirs}"


def _promise_lines(promises: Iterable[Promise]) -> tuple[KeptLine, ...]:
    from models.rules.kept_promises import PromiseState
    from reports.circulars.sheets.kept_texts import day_text, number_text, promise_state_text

    waiting = {PromiseState.UNCLAIMED, PromiseState.HELD, PromiseState.UNCHECKED}
    return tuple(
        KeptLine(
            (
                promise_state_text(promise),
                promise.party.name,
                promise.name,
                "、".join(promise.units),
                day_text(promise.days.met_on),
                day_text(promise.days.due),
                number_text(promise.amount, "万元"),
                number_text(promise.paid or None, "万元"),
                promise.basis or day_text(None),
            ),
            promise.is_owed or promise.state in waiting,
            promise.ledger,
            promise.row,
            promise.party.row,
        )
        for promise in promises
    )


def _duty_lines(duties: Iterable[ContractDuty]) -> tuple[KeptLine, ...]:
    from models.rules.kept_promises import DutyState
    from reports.circulars.sheets.kept_texts import day_text, duty_state_text, promised_text, reached_text

    return tuple(
        KeptLine(
            (
                duty_state_text(duty),
                duty.party.name,
                duty.name,
                "、".join(duty.units),
                f"{duty.letter_on.isoformat()}发函" if duty.letter_on else day_text(None),
                day_text(duty.facts.due),
                promised_text(duty),
                reached_text(duty),
                duty.basis or day_text(None),
            ),
            duty.is_broken or duty.state == DutyState.UNCHECKED,
            duty.ledger,
            duty.row,
            duty.party.row,
        )
        for duty in duties
    )


def _rate_lines(pairs: Iterable[RatePair], names: dict[str, str] | None = None) -> tuple[KeptLine, ...]:
    """Show groups in which anything fell due; ``names`` are those of groups whose key is a row id."""
    lines = []
    for pair in pairs:
        if pair.is_empty:
            continue
        paid, done = pair.paid, pair.done
        figures = (paid.due, paid.kept, paid.rate, paid.due_amount, paid.kept_amount, paid.amount_rate)
        texts = [figure.text for figure in (*figures, done.due, done.kept, done.rate)]
        lacking = (paid.kept.value or 0) < (paid.due.value or 0) or (done.kept.value or 0) < (done.due.value or 0)
        lines.append(
            KeptLine(
                (names[pair.name] if names else pair.name, *texts),
                lacking,
                paid.due.ledger,
                firm=pair.name if names else "",
                rows=(*paid.due.rows, *done.due.rows),
            )
        )
    return tuple(lines)
