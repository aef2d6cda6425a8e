"""The rates of promises kept (兑现率, 履约率), by count and by amount, each with the rows behind it.

What is held up by its review, what is not claimed and what is not due yet count in no rate.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.ledgers import Obligation
from models.rules import rates
from models.rules.kept_promises import DutyState, PromiseState
from models.rules.vocabulary import DutyMeasure
from models.statistics.both_sides import BothSides, grouped
from models.statistics.contract_duties import ContractDuty
from models.statistics.kept_promises import NO_POLICY, Promise
from reports.figures.figure import SHARE, Figure

_DUE = "已兑现的、应兑未兑的和时限已到只兑了一部分的"
_DONE = "已履约的、到期未履约和只履约一部分的；到期未核实的不计"


@dataclass(frozen=True, slots=True)
class KeptRates:
    """How much of what fell due was kept: by count, and by amount (万元) where amounts are entered."""

    name: str
    due: Figure
    kept: Figure
    rate: Figure
    due_amount: Figure
    kept_amount: Figure
    amount_rate: Figure

    @property
    def is_empty(self) -> bool:
        """Whether nothing fell due."""
        return not self.due.value


def promise_rates(name: str, promises: Iterable[Promise], key: str = "promises") -> KeptRates:
    """Return the rates of the promises of one ledger; what was paid beyond a promise counts up to its amount."""
    due = [promise for promise in promises if promise.is_due]
    paid = [promise for promise in due if promise.state == PromiseState.PAID]
    ledger = due[0].ledger if due else Obligation.__tablename__
    counts = (
        _count(f"{key}.due", f"{name}应兑现", due, _DUE, ledger),
        _count(f"{key}.paid", f"{name}已兑现", paid, "全部兑现的", ledger),
    )
    amounts = [(promise, promise.amount) for promise in due if promise.amount is not None]
    sums = (
        _sum(f"{key}.due_amount", f"{name}应兑现金额", amounts, "应兑现各件登记的金额相加，没填的不计", ledger),
        _sum(
            f"{key}.paid_amount",
            f"{name}已兑现金额",
            [(promise, min(promise.paid, amount)) for promise, amount in amounts],
            "应兑现各件已兑现的金额相加",
            ledger,
        ),
    )
    return _rates(name, key, "兑现率", counts, sums)


def duty_rates(name: str, duties: Iterable[ContractDuty], key: str = "duties") -> KeptRates:
    """Return the rates of enterprises' duties; the amounts are those of the promised investment."""
    due = [duty for duty in duties if duty.is_due]
    done = [duty for duty in due if duty.state == DutyState.DONE]
    ledger = Obligation.__tablename__
    counts = (
        _count(f"{key}.due", f"{name}应履约", due, _DONE, ledger),
        _count(f"{key}.done", f"{name}已履约", done, "已履约的", ledger),
    )
    amounts = [
        (duty, duty.facts.promised, duty.facts.reached)
        for duty in due
        if duty.facts.measure == DutyMeasure.INVESTMENT
        and duty.facts.promised is not None
        and duty.facts.reached is not None
    ]
    sums = (
        _sum(
            f"{key}.due_amount",
            f"{name}承诺投资",
            [(duty, promised) for duty, promised, _ in amounts],
            "应履约、已知实际数的投资承诺相加",
            ledger,
        ),
        _sum(
            f"{key}.done_amount",
            f"{name}实际投资",
            [(duty, min(promised, reached)) for duty, promised, reached in amounts],
            "同一些承诺的实际投资相加，超过承诺的按承诺计",
            ledger,
        ),
    )
    return _rates(name, key, "履约率", counts, sums)


def _rates(name: str, key: str, word: str, counts: tuple[Figure, Figure], sums: tuple[Figure, Figure]) -> KeptRates:
    (due, kept), (due_amount, kept_amount) = counts, sums
    return KeptRates(
        name,
        due,
        kept,
        _share(f"{key}.rate", f"{name}{word}", kept, due),
        due_amount,
        kept_amount,
        _share(f"{key}.amount_rate", f"{name}{word}（按金额）", kept_amount, due_amount),
    )


@dataclass(frozen=True, slots=True)
class RatePair:
    """Both sides of a group: what is to be paid to enterprises, and what they are to do."""

    name: str
    paid: KeptRates
    done: KeptRates

    @property
    def is_empty(self) -> bool:
        """Whether nothing fell due on either side."""
        return self.paid.is_empty and self.done.is_empty


def by_unit(both: BothSides) -> list[RatePair]:
    """Return the rates by responsible unit, that of a duty being the task force's lead unit; most due comes first."""
    promises = dict(grouped(both.promises, lambda promise: promise.units))
    duties = dict(grouped(both.duties, lambda duty: duty.units))
    return _pairs("unit", promises, duties)


def by_policy(both: BothSides) -> list[RatePair]:
    """Return the rates by policy, of promises and of rewards apart; nothing where no promise names a policy."""
    promises = dict(grouped(both.promises, lambda promise: (promise.policy,)))
    rewards = dict(grouped(both.rewards, lambda promise: (f"{promise.policy}（奖励测算）",)))
    if set(promises) <= {NO_POLICY} and not rewards:
        return []
    return _pairs("policy", promises | rewards, {})


def by_firm(both: BothSides) -> list[RatePair]:
    """Return the rates by enterprise, under the row id by which its sheet is asked for."""
    promises = dict(grouped(both.promises, lambda promise: (promise.party.row,)))
    duties = dict(grouped(both.duties, lambda duty: (duty.party.row,)))
    promises.pop("", None)
    duties.pop("", None)
    return _pairs("firm", promises, duties)


def _pairs(
    key: str, promises: Mapping[str, Sequence[Promise]], duties: Mapping[str, Sequence[ContractDuty]]
) -> list[RatePair]:
    pairs = [
        RatePair(
            name,
            promise_rates("政府承诺", promises.get(name, ()), f"{key}.promises.{name}"),
            duty_rates("企业履约", duties.get(name, ()), f"{key}.duties.{name}"),
        )
        for name in dict.fromkeys((*promises, *duties))
    ]
    return sorted(pairs, key=lambda pair: (-(pair.paid.due.value or 0) - (pair.done.due.value or 0), pair.name))


def _count(key: str, label: str, items: Sequence[Promise | ContractDuty], formula: str, ledger: str) -> Figure:
    return Figure(key, label, "件", Decimal(len(items)), formula, tuple(item.row for item in items), 0, ledger)


def _sum(
    key: str, label: str, amounts: Sequence[tuple[Promise | ContractDuty, Decimal]], formula: str, ledger: str
) -> Figure:
    parts = tuple(amount for _, amount in amounts)
    rows = tuple(item.row for item, _ in amounts)
    total = sum(parts, Decimal(0)) if parts else None
    return Figure(key, label, "万元", total, formula, rows, 2, ledger, parts=parts)


def _share(key: str, label: str, kept: Figure, due: Figure) -> Figure:
    """Return the rate of what was kept (%); no number where nothing fell due."""
    value = rates.percent(kept.value or 0, due.value)
    formula = f"{label}＝{kept.label} {kept.phrase}÷{due.label} {due.phrase}"
    return Figure(key, label, "%", value, formula, due.rows, 2, due.ledger, operands=(kept, due), relation=SHARE)


def item_count(key: str, label: str, items: Sequence[Promise | ContractDuty], formula: str) -> Figure:
    """Return the number of some promises or duties of one ledger as a figure."""
    return _count(key, label, items, formula, items[0].ledger if items else Obligation.__tablename__)


def unpaid_amount(key: str, label: str, promises: Sequence[Promise]) -> Figure:
    """Return what is still to be paid of some promises of one ledger (万元)."""
    amounts = [(promise, promise.unpaid) for promise in promises if promise.unpaid is not None]
    ledger = promises[0].ledger if promises else Obligation.__tablename__
    return _sum(key, label, amounts, "各件登记的金额减去已兑现的相加，没填的不计", ledger)


def review_share(promises: Iterable[Promise]) -> tuple[Figure, Figure, Figure]:
    """Return how many promises are tied to moving in, tax or local statistics, how many of them are cleared, the share.

    Cleared are those that passed the fair competition review, and those to which an exception applies.
    """
    tied = [promise for promise in promises if promise.review.is_tied]
    cleared = [promise for promise in tied if promise.review.is_cleared]
    counts = (
        item_count("promises.tied", "挂钩的政府承诺", tied, "与迁入、纳税、纳统挂钩的政府承诺"),
        item_count("promises.cleared", "通过公平竞争审查的", cleared, "其中通过审查或者适用例外的"),
    )
    return (*counts, _share("promises.review_share", "公平竞争审查通过率", counts[1], counts[0]))
