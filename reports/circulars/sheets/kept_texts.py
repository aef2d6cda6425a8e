"""Texts that the sheets and letters of 双兑现 share: amounts, days, what was promised and what was reached."""

from datetime import date
from decimal import Decimal

from models.rules import rates
from models.rules.kept_promises import DutyState, PromiseState, unit_of
from models.statistics.contract_duties import ContractDuty
from models.statistics.kept_promises import Promise
from reports.figures.figure import EMPTY, Figure

_LIGHTS = {
    PromiseState.OWED: "■",
    PromiseState.PARTLY: "■",
    PromiseState.UNCLAIMED: "▲",
    PromiseState.HELD: "▲",
    PromiseState.UNCHECKED: "▲",
    PromiseState.PAID: "✓",
    DutyState.BROKEN: "■",
    DutyState.PARTLY: "■",
    DutyState.UNCHECKED: "▲",
    DutyState.DONE: "✓",
}


def day_text(on: date | None) -> str:
    """Return a day, or a dash."""
    return on.isoformat() if on else EMPTY


def number_text(value: Decimal | None, unit: str = "") -> str:
    """Return a number with at most two decimals and its unit, or a dash."""
    if value is None:
        return EMPTY
    return f"{rates.without_trailing_zeros(rates.half_up(value, 2)):,f}{unit}"


def promise_state_text(promise: Promise) -> str:
    """Return the light and the state; for a promise held up by its review, why; with the days it is late."""
    text = f"{_LIGHTS.get(promise.state, '●')}{promise.state}"
    return f"{text}（{promise.review.state}）" if promise.state == PromiseState.HELD else text


def duty_state_text(duty: ContractDuty) -> str:
    """Return the light and the state of a duty."""
    return f"{_LIGHTS.get(duty.state, '●')}{duty.state}"


def promised_text(duty: ContractDuty) -> str:
    """Return what was promised: “年税收500万元”, “投产时间2026-08-24”, or a dash where it is in words alone."""
    facts = duty.facts
    if facts.promised is not None:
        return f"{facts.measure}{number_text(facts.promised, unit_of(facts.measure))}"
    return f"{facts.measure}{day_text(facts.due)}" if facts.measure else EMPTY


def reached_text(duty: ContractDuty) -> str:
    """Return what was reached and where that stands: “320万元（项目台账），64%”."""
    facts = duty.facts
    if facts.reached_on is not None:
        return f"{facts.reached_on.isoformat()}（{duty.source}）"
    if facts.reached is None:
        return "已销号" if duty.state == DutyState.DONE else EMPTY
    share = f"，{number_text(duty.share)}%" if duty.share is not None else ""
    return f"{number_text(facts.reached, unit_of(facts.measure))}（{duty.source}）{share}"


def late_days(due: date | None, day: date) -> int:
    """Return the days past a deadline; 0 before it and where there is none."""
    return max((day - due).days, 0) if due else 0


def money(promise: Promise, part: str, amount: Decimal | None) -> Figure:
    """Return an amount of a promise as a figure that leads to its row."""
    return Figure(f"promise.{part}", promise.name, "万元", amount, "台账登记数", (promise.row,), 2, promise.ledger)


def named(item: Promise | ContractDuty) -> Figure:
    """Return a figure that leads from a printed name to its row."""
    return Figure(f"kept.{item.row}", item.name, "件", Decimal(1), "台账登记的事项", (item.row,), 0, item.ledger)
