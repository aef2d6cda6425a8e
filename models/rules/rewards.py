"""Reward calculation by the tiers of a county's own policy: by an amount of investment, or by figures per mu.

Documents usually leave open to which of two tiers a boundary amount belongs, whether one tier's rate holds for the
whole amount or each for its own slab, and whether all figures per mu must be reached or any. Each is an explicit
choice, and the sheet prints the results of all of them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.rules.vocabulary import RewardKind, TierBase, TierMeasure

ZERO = Decimal(0)
LOWER, UPPER = "边界归低档", "边界归高档"
WHOLE, MARGINAL = "全额适用一档", "分段累进"
ALL_THREE, ANY_OF_THREE = "三项同时达到", "任一项达到"
MAX_YEARS = 3  # years of tax that a claim has fields for
_AMOUNT_NAMES: dict[str, str] = {
    TierMeasure.LISTED: "入库投资额",
    TierMeasure.PAID: "实际投资额",
}
_PROPORTIONAL = frozenset({TierBase.PAID, TierBase.LISTED})  # bases that can be divided into slabs


@dataclass(frozen=True, slots=True)
class RewardTier:
    """A tier of a policy: what selects it, and what is paid. Amounts in 万元, ``rate`` in percent.

    ``least`` and ``most`` bound the amount measured (no upper bound: None); ``invest``, ``output`` and ``tax`` are the
    least figures per mu, None where the tier does not ask for one. Neither rate nor amount: decided case by case.
    """

    name: str
    measure: str = TierMeasure.LISTED
    least: Decimal = ZERO
    most: Decimal | None = None
    invest: Decimal | None = None
    output: Decimal | None = None
    tax: Decimal | None = None
    base: str = TierBase.PAID
    rate: Decimal | None = None
    amount: Decimal | None = None
    cap: Decimal | None = None

    @property
    def is_by_case(self) -> bool:
        """Whether the tier states neither a rate nor an amount."""
        return self.rate is None and self.amount is None

    @property
    def minima(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """The least investment, output and tax per mu."""
        return self.invest, self.output, self.tax


@dataclass(frozen=True, slots=True)
class RewardTerms:
    """What a policy says of the calculation: its tiers from the lowest, who decides, years of tax, cap of a claim."""

    tiers: tuple[RewardTier, ...]
    decided_by: str = ""
    years: int = MAX_YEARS
    cap: Decimal | None = None

    @property
    def is_per_mu(self) -> bool:
        """Whether figures per mu select the tier."""
        return any(tier.measure == TierMeasure.PER_MU for tier in self.tiers)

    @property
    def bases(self) -> frozenset[str]:
        """What the tiers take their shares of."""
        return frozenset(tier.base for tier in self.tiers if tier.rate is not None)


@dataclass(frozen=True, slots=True)
class RewardInputs:
    """The figures of a claim: investment listed and paid, base year's and later years' tax (万元), per mu (万元/亩)."""

    listed: Decimal = ZERO
    paid: Decimal = ZERO
    per_mu: tuple[Decimal, Decimal, Decimal] = (ZERO, ZERO, ZERO)
    base_tax: Decimal = ZERO
    years: tuple[Decimal, ...] = ()

    def amount_of(self, word: str) -> Decimal:
        """Return the investment that a measure or base names."""
        return self.listed if word == TierMeasure.LISTED else self.paid


@dataclass(frozen=True, slots=True)
class RewardAmount:
    """A reward in 万元 with its arithmetic as text; None where it is decided case by case."""

    amount: Decimal | None
    arithmetic: str


def possible_readings(terms: RewardTerms) -> tuple[tuple[str, ...], ...]:
    """List the readings of a policy, each as its options; a policy that leaves nothing open has one without any."""
    if terms.is_per_mu:
        is_open = any(sum(least is not None for least in tier.minima) > 1 for tier in terms.tiers)
        return ((ALL_THREE,), (ANY_OF_THREE,)) if is_open else ((),)
    if len(terms.tiers) < 2:
        return ((),)
    if terms.bases <= _PROPORTIONAL and terms.bases:
        return tuple((mode, side) for mode in (WHOLE, MARGINAL) for side in (LOWER, UPPER))
    return ((LOWER,), (UPPER,))


def calculate(terms: RewardTerms, inputs: RewardInputs, options: Sequence[str] = ()) -> RewardAmount:
    """Calculate a reward by one reading of a policy, given as its options; the usual ones where none are given."""
    if terms.is_per_mu:
        tier = per_mu_tier(inputs.per_mu, terms.tiers, reading=ANY_OF_THREE if ANY_OF_THREE in options else ALL_THREE)
        if tier is None:
            return RewardAmount(ZERO, f"亩均指标未达到{terms.tiers[0].name}，不奖励")
        return _capped(_of_tier(terms, tier, inputs, tier.name), tier.cap, terms.cap)
    measured = inputs.amount_of(terms.tiers[0].measure)
    name, side = _AMOUNT_NAMES[terms.tiers[0].measure], UPPER if UPPER in options else LOWER
    tier = _tier_of(measured, side, terms.tiers)
    if tier is None:
        return RewardAmount(ZERO, f"{name}{measured:f}万元不足{terms.tiers[0].least:f}万元，不奖励")
    if tier.is_by_case:
        who = terms.decided_by or "领导小组"
        return RewardAmount(None, f"{name}{measured:f}万元，{RewardKind.BY_CASE}，由{who}集体研究")
    if MARGINAL in options and tier.rate is not None:
        return _capped(_slab_by_slab(inputs.amount_of(tier.base), terms.tiers), None, terms.cap)
    return _capped(_of_tier(terms, tier, inputs, "，".join(options) or tier.name), tier.cap, terms.cap)


def _of_tier(terms: RewardTerms, tier: RewardTier, inputs: RewardInputs, note: str) -> RewardAmount:
    """Calculate by one tier alone: its amount, or its share of the investment or of the increase in tax."""
    if tier.rate is None:
        if tier.amount is None:
            return RewardAmount(None, f"{tier.name}，{RewardKind.BY_CASE}，由{terms.decided_by or '领导小组'}集体研究")
        return RewardAmount(tier.amount, f"{tier.name}定额奖励{_plain(tier.amount)}万元（{note}）")
    if tier.base == TierBase.TAX_INCREMENT:
        return _increment_reward(tier, inputs.base_tax, inputs.years[: terms.years])
    base = inputs.amount_of(tier.base)
    amount = base * tier.rate / 100
    return RewardAmount(amount, f"{base:f}万元×{_plain(tier.rate)}%＝{_plain(amount)}万元（{note}）")


def _increment_reward(tier: RewardTier, base: Decimal, years: Sequence[Decimal]) -> RewardAmount:
    """Calculate a share of each year's tax above the base year's; a year below it counts as zero, not as negative."""
    increments = [max(year - base, ZERO) for year in years]
    total = sum(increments, ZERO) * (tier.rate or ZERO) / 100
    sum_text = "＋".join(f"{increment:f}" for increment in increments) or "0"
    arithmetic = f"（{sum_text}）×{_plain(tier.rate or ZERO)}%＝{_plain(total)}万元（{tier.name}，基数{base:f}万元）"
    return RewardAmount(total, arithmetic)


def _tier_of(measured: Decimal, boundary: str, tiers: Sequence[RewardTier]) -> RewardTier | None:
    """Return the tier; a boundary amount belongs to the lower or the upper tier, the lowest bound to the first tier."""
    if measured < tiers[0].least:
        return None
    for tier in tiers:
        if tier.most is None or measured < tier.most or (measured == tier.most and boundary == LOWER):
            return tier
    return tiers[-1]


def _slab_by_slab(paid: Decimal, tiers: Sequence[RewardTier]) -> RewardAmount:
    """Apply each rate to its own slab; the first slab starts at zero, and beyond the last rate nothing is added."""
    total, parts, floor = ZERO, [], ZERO
    for tier in tiers:
        if tier.rate is None or paid <= floor:
            break
        part = min(paid, tier.most or paid) - floor
        total += part * tier.rate / 100
        parts.append(f"{part:f}×{_plain(tier.rate)}%")
        floor = tier.most or paid
    return RewardAmount(total, f"{'＋'.join(parts) or '0'}＝{_plain(total)}万元（{MARGINAL}）")


def _capped(reward: RewardAmount, *caps: Decimal | None) -> RewardAmount:
    """Hold a reward to the lowest of its caps and say so."""
    stated = [cap for cap in caps if cap is not None]
    if reward.amount is None or not stated or reward.amount <= min(stated):
        return reward
    return RewardAmount(min(stated), f"{reward.arithmetic}，封顶{_plain(min(stated))}万元")


def per_mu_tier(
    figures: Sequence[Decimal], tiers: Iterable[RewardTier], *, reading: str = ALL_THREE
) -> RewardTier | None:
    """Return the highest tier that figures per mu (万元/亩) reach; “以上” includes the number."""
    together = all if reading == ALL_THREE else any
    reached = [
        tier
        for tier in tiers
        if together(figure >= least for figure, least in zip(figures, tier.minima, strict=True) if least is not None)
    ]
    return reached[-1] if reached else None


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
