"""Promises kept on both sides (双兑现): where a promise of the government, or a duty of an enterprise, stands on a day.

A promise goes from its condition to the day that is met, the enterprise's claim, the day it is due, and its payment. A
duty goes from what was promised by a day to what was reached. The days decide; the word a clerk typed (兑现情况) counts
where the days say nothing.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.rules.vocabulary import DutyMeasure, Fulfilment

ZERO = Decimal(0)
TIMES = frozenset({DutyMeasure.START, DutyMeasure.FINISH, DutyMeasure.PRODUCTION})
_UNITS = {
    DutyMeasure.INVESTMENT: "万元",
    DutyMeasure.OUTPUT: "万元",
    DutyMeasure.TAX: "万元",
    DutyMeasure.INVESTMENT_PER_MU: "万元/亩",
    DutyMeasure.OUTPUT_PER_MU: "万元/亩",
    DutyMeasure.TAX_PER_MU: "万元/亩",
    DutyMeasure.JOBS: "人",
}


class PromiseState(StrEnum):
    """Where a promise of the government stands; the order is that of its printed lists."""

    OWED = "应兑未兑"
    PARTLY = "部分兑现"
    UNCLAIMED = "达到条件未申请"
    HELD = "审查未过暂不兑"
    UNCHECKED = "条件是否达到没有登记"
    CLAIMED = "已申请未到期"
    NOT_MET = "未达兑现条件"
    PAID = "已兑现"


class DutyState(StrEnum):
    """Where a duty of an enterprise stands; the order is that of its printed lists."""

    BROKEN = "到期未履约"
    PARTLY = "到期部分履约"
    UNCHECKED = "到期未核实"
    NOT_DUE = "未到期"
    DONE = "已履约"


@dataclass(frozen=True, slots=True)
class PromiseDays:
    """What is entered of a promise: its condition and days, the amounts (万元), and the word typed for it.

    ``due`` is the deadline as extended; ``closed`` whether it is ticked off (销号), on ``closed_on`` where known.
    """

    condition: str = ""
    met_on: date | None = None
    applied_on: date | None = None
    without_claim: bool = False
    due: date | None = None
    amount: Decimal | None = None
    fulfilled: Decimal | None = None
    paid_on: date | None = None
    word: str = ""
    closed: bool = False
    closed_on: date | None = None

    def paid_by(self, day: date) -> Decimal:
        """Return what was paid by the end of a day; a payment without a day of its own counts on every day."""
        if not _has_come(self.paid_on or self.closed_on, day):
            return ZERO
        if self.fulfilled is not None:
            return self.fulfilled
        return self.amount or ZERO if self._is_settled else ZERO

    def is_paid(self, day: date) -> bool:
        """Whether it was paid in full by the end of a day."""
        return self._is_settled and _has_come(self.paid_on or self.closed_on, day)

    @property
    def _is_settled(self) -> bool:
        if self.amount and self.fulfilled is not None:
            return self.fulfilled >= self.amount
        return self.word == Fulfilment.PAID or (self.closed and not self.word)

    def is_met(self, day: date) -> bool:
        """Whether its condition was met by the end of a day; one without a condition is met when it falls due."""
        if self.met_on is not None:
            return self.met_on <= day
        if self.word in {Fulfilment.OWED, Fulfilment.PARTLY} or self.paid_by(day):
            return True
        if self.word == Fulfilment.NOT_MET or self.condition.strip():
            return False
        return self.due is not None and self.due <= day

    def is_past(self, day: date) -> bool:
        """Whether its deadline has come; what has none is due as soon as its condition is met."""
        return self.due is None or self.due <= day


def promise_state(promise: PromiseDays, day: date, *, is_held: bool = False) -> PromiseState:
    """Return where a promise stands at the end of a day; ``is_held`` is whether its review forbids paying it yet."""
    if promise.is_paid(day):
        return PromiseState.PAID
    if is_held:
        return PromiseState.HELD
    if promise.paid_by(day) or (promise.word == Fulfilment.PARTLY and promise.fulfilled is None):
        return PromiseState.PARTLY
    if not promise.is_met(day):
        is_open = bool(promise.condition.strip()) and promise.word != Fulfilment.NOT_MET
        has_come = promise.due is not None and promise.due <= day
        return PromiseState.UNCHECKED if is_open and has_come and promise.met_on is None else PromiseState.NOT_MET
    if promise.word == Fulfilment.OWED:
        return PromiseState.OWED
    if promise.met_on and not promise.without_claim and not (promise.applied_on and promise.applied_on <= day):
        return PromiseState.UNCLAIMED
    return PromiseState.OWED if promise.is_past(day) else PromiseState.CLAIMED


def counts_as_due(state: PromiseState, *, is_past: bool) -> bool:
    """Whether a promise counts below the line of 兑现率: paid, owed, or paid in part when all of it was due."""
    return state in {PromiseState.PAID, PromiseState.OWED} or (state == PromiseState.PARTLY and is_past)


@dataclass(frozen=True, slots=True)
class DutyFacts:
    """What is entered of a duty: its measure and number, what was reached, the deadline as extended.

    ``reached`` is the number reached, ``reached_on`` the day a promised stage was entered; each None where the ledgers
    do not say.
    """

    measure: str = ""
    promised: Decimal | None = None
    reached: Decimal | None = None
    reached_on: date | None = None
    due: date | None = None
    closed: bool = False
    closed_on: date | None = None


def duty_state(duty: DutyFacts, day: date) -> DutyState:
    """Return where a duty stands at the end of a day; on the very day of its deadline it is not broken yet."""
    is_late = duty.due is not None and duty.due < day
    if duty.closed and _has_come(duty.closed_on, day):
        return DutyState.DONE
    if duty.measure in TIMES:
        if duty.reached_on is not None and duty.reached_on <= day:
            return DutyState.DONE
        return DutyState.BROKEN if is_late else DutyState.NOT_DUE
    if not duty.measure or duty.promised is None:
        return DutyState.BROKEN if is_late else DutyState.NOT_DUE
    if duty.reached is not None and duty.reached >= duty.promised:
        return DutyState.DONE
    if not is_late:
        return DutyState.NOT_DUE
    if duty.reached is None:
        return DutyState.UNCHECKED
    return DutyState.PARTLY if duty.reached > 0 else DutyState.BROKEN


def unit_of(measure: str) -> str:
    """Return the unit of a measure: 万元, 万元/亩 or 人; empty for a stage and for no measure."""
    return _UNITS.get(DutyMeasure(measure), "") if measure in set(DutyMeasure) else ""


def _has_come(on: date | None, day: date) -> bool:
    return on is None or on <= day
