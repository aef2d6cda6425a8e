"""Reward calculation: for referring a project (引荐奖励) and for tax paid after settling (落户奖励).

Source: 河政办函〔2021〕44号 三. The document leaves three points open, so each is an explicit choice, and the sheet
prints both results: the tier of a boundary amount, whole amount or slab by slab, all three per-mu figures or any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.rules.vocabulary import RewardKind

ZERO = Decimal(0)
LOWER, UPPER = "边界归低档", "边界归高档"
WHOLE, MARGINAL = "全额适用一档", "分段累进"
ALL_THREE, ANY_OF_THREE = "三项同时达到", "任一项达到"


@dataclass(frozen=True, slots=True)
class ReferralTier:
    """A referral tier: lower and upper bound in 万元, and the rate; None is decided case by case."""

    least: Decimal
    most: Decimal | None
    rate: Decimal | None


REFERRAL_TIERS = (
    ReferralTier(Decimal(2000), Decimal(10_000), Decimal("0.005")),
    ReferralTier(Decimal(10_000), Decimal(30_000), Decimal("0.0045")),
    ReferralTier(Decimal(30_000), Decimal(50_000), Decimal("0.004")),
    ReferralTier(Decimal(50_000), None, None),
)


@dataclass(frozen=True, slots=True)
class RewardAmount:
    """A reward in 万元 with its arithmetic as text; None where it is decided case by case."""

    amount: Decimal | None
    arithmetic: str


def referral_reward(
    listed: Decimal,
    paid: Decimal,
    *,
    boundary: str = LOWER,
    mode: str = WHOLE,
    tiers: Sequence[ReferralTier] = REFERRAL_TIERS,
) -> RewardAmount:
    """Calculate a referral reward: the listed investment selects the tier, the paid one is multiplied (both 万元)."""
    tier = _tier_of(listed, boundary, tiers)
    if tier is None:
        return RewardAmount(ZERO, f"入库投资额{listed:f}万元不足{tiers[0].least:f}万元，不奖励")
    if tier.rate is None:
        return RewardAmount(None, f"入库投资额{listed:f}万元，{RewardKind.BY_CASE}，由领导小组集体研究")
    if mode == WHOLE:
        amount = paid * tier.rate
        return RewardAmount(
            amount, f"{paid:f}万元×{_percent(tier.rate)}＝{amount.normalize():f}万元（{mode}，{boundary}）"
        )
    return _slab_by_slab(paid, tiers)


def _tier_of(listed: Decimal, boundary: str, tiers: Sequence[ReferralTier]) -> ReferralTier | None:
    """Return the tier; a boundary amount belongs to the lower or the upper tier, the lowest bound to the first tier."""
    if listed < tiers[0].least:
        return None
    for tier in tiers:
        if tier.most is None or listed < tier.most or (listed == tier.most and boundary == LOWER):
            return tier
    return tiers[-1]


def _slab_by_slab(paid: Decimal, tiers: Sequence[ReferralTier]) -> RewardAmount:
    """Apply each rate to its own slab; the first slab starts at zero, and beyond the last rate nothing is added."""
    total, parts, floor = ZERO, [], ZERO
    for tier in tiers:
        if tier.rate is None or paid <= floor:
            break
        part = min(paid, tier.most or paid) - floor
        total += part * tier.rate
        parts.append(f"{part:f}×{_percent(tier.rate)}")
        floor = tier.most or paid
    return RewardAmount(total, f"{'＋'.join(parts)}＝{total.normalize():f}万元（{MARGINAL}）")


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"


@dataclass(frozen=True, slots=True)
class SettlingTier:
    """A settling tier: least investment, output and tax per mu (万元/亩), and the share of the tax increment."""

    name: str
    invest: Decimal
    output: Decimal
    tax: Decimal
    share: Decimal


SETTLING_TIERS = (
    SettlingTier("一档", Decimal(200), Decimal(150), Decimal(10), Decimal("0.3")),
    SettlingTier("二档", Decimal(300), Decimal(200), Decimal(20), Decimal("0.5")),
    SettlingTier("三档", Decimal(400), Decimal(250), Decimal(30), Decimal("0.8")),
)


def settling_tier(
    invest: Decimal,
    output: Decimal,
    tax: Decimal,
    *,
    reading: str = ALL_THREE,
    tiers: Sequence[SettlingTier] = SETTLING_TIERS,
) -> SettlingTier | None:
    """Return the highest tier a project's per-mu figures (万元/亩) reach; “以上” includes the number."""
    together = all if reading == ALL_THREE else any
    reached = [t for t in tiers if together((invest >= t.invest, output >= t.output, tax >= t.tax))]
    return reached[-1] if reached else None


def settling_reward(tier: SettlingTier | None, base: Decimal, years: Sequence[Decimal]) -> RewardAmount:
    """Calculate a settling reward: a share of each of up to three years' tax above the base year's (万元).

    A year below the base counts as zero, not as negative.
    """
    if tier is None:
        return RewardAmount(ZERO, "亩均指标未达到一档，不奖励")
    increments = [max(year - base, ZERO) for year in years[:3]]
    total = sum(increments, ZERO) * tier.share
    sum_text = "＋".join(f"{increment:f}" for increment in increments) or "0"
    return RewardAmount(
        total, f"（{sum_text}）×{_percent(tier.share)}＝{total.normalize():f}万元（{tier.name}，基数{base:f}万元）"
    )


def by_case(invest: Decimal, output: Decimal, tax: Decimal) -> bool:
    """Tell whether a settled enterprise may be treated case by case: ≥300 per mu, or tax ≥20 with output ≥200."""
    return invest >= 300 or (tax >= 20 and output >= 200)
