"""Reward calculation: for referring a project (引荐奖励) and for tax paid after settling (落户奖励).

Source: 河政办函〔2021〕44号 三. The document leaves three points open, so each is an explicit choice, and the sheet
prints both results: the tier of a boundary amount, whole amount or slab by slab, all three per-mu figures or any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)
LOWER, UPPER = "边界归低档", "边界归高档"
WHOLE, MARGINAL = "全额适用一档", "分段累进"
ALL, ANY = "三项同时达到", "任一项达到"
BY_CASE = "一事一议"


@dataclass(frozen=True, slots=True)
class Tier:
    """A referral tier: lower and upper bound in 万元, and the rate; None is decided case by case."""

    least: Decimal
    most: Decimal | None
    rate: Decimal | None


REFERRAL = (
    Tier(Decimal(2000), Decimal(10_000), Decimal("0.005")),
    Tier(Decimal(10_000), Decimal(30_000), Decimal("0.0045")),
    Tier(Decimal(30_000), Decimal(50_000), Decimal("0.004")),
    Tier(Decimal(50_000), None, None),
)


@dataclass(frozen=True, slots=True)
class Reward:
    """A reward in 万元 with its arithmetic as text; None where it is decided case by case."""

    amount: Decimal | None
    arithmetic: str


def referral(
    listed: Decimal,
    paid: Decimal,
    *,
    boundary: str = LOWER,
    mode: str = WHOLE,
    tiers: Sequence[Tier] = REFERRAL,
) -> Reward:
    """Calculate a referral reward: the listed investment selects the tier, the paid one is multiplied (both 万元)."""
    tier = _tier_of(listed, boundary, tiers)
    if tier is None:
        return Reward(ZERO, f"入库投资额{listed:f}万元不足{tiers[0].least:f}万元，不奖励")
    if tier.rate is None:
        return Reward(None, f"入库投资额{listed:f}万元，{BY_CASE}，由领导小组集体研究")
    if mode == WHOLE:
        amount = paid * tier.rate
        return Reward(amount, f"{paid:f}万元×{_percent(tier.rate)}＝{amount.normalize():f}万元（{mode}，{boundary}）")
    return _slab_by_slab(paid, tiers)


def _tier_of(listed: Decimal, boundary: str, tiers: Sequence[Tier]) -> Tier | None:
    """Return the tier; a boundary amount belongs to the lower or the upper tier, the lowest bound to the first tier."""
    if listed < tiers[0].least:
        return None
    for tier in tiers:
        if tier.most is None or listed < tier.most or (listed == tier.most and boundary == LOWER):
            return tier
    return tiers[-1]


def _slab_by_slab(paid: Decimal, tiers: Sequence[Tier]) -> Reward:
    """Apply each rate to its own slab; the first slab starts at zero, and beyond the last rate nothing is added."""
    total, parts, floor = ZERO, [], ZERO
    for tier in tiers:
        if tier.rate is None or paid <= floor:
            break
        part = min(paid, tier.most or paid) - floor
        total += part * tier.rate
        parts.append(f"{part:f}×{_percent(tier.rate)}")
        floor = tier.most or paid
    return Reward(total, f"{'＋'.join(parts)}＝{total.normalize():f}万元（{MARGINAL}）")


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f}%"


@dataclass(frozen=True, slots=True)
class Settling:
    """A settling tier: least investment, output and tax per mu (万元/亩), and the share of the tax increment."""

    name: str
    invest: Decimal
    output: Decimal
    tax: Decimal
    share: Decimal


SETTLED = (
    Settling("一档", Decimal(200), Decimal(150), Decimal(10), Decimal("0.3")),
    Settling("二档", Decimal(300), Decimal(200), Decimal(20), Decimal("0.5")),
    Settling("三档", Decimal(400), Decimal(250), Decimal(30), Decimal("0.8")),
)


def settling_tier(
    invest: Decimal, output: Decimal, tax: Decimal, *, reading: str = ALL, tiers: Sequence[Settling] = SETTLED
) -> Settling | None:
    """Return the highest tier a project's per-mu figures (万元/亩) reach; “以上” includes the number."""
    together = all if reading == ALL else any
    reached = [t for t in tiers if together((invest >= t.invest, output >= t.output, tax >= t.tax))]
    return reached[-1] if reached else None


def settling(tier: Settling | None, base: Decimal, years: Sequence[Decimal]) -> Reward:
    """Calculate a settling reward: a share of each of up to three years' tax above the base year's (万元).

    A year below the base counts as zero, not as negative.
    """
    if tier is None:
        return Reward(ZERO, "亩均指标未达到一档，不奖励")
    increments = [max(year - base, ZERO) for year in years[:3]]
    total = sum(increments, ZERO) * tier.share
    sum_text = "＋".join(f"{increment:f}" for increment in increments) or "0"
    return Reward(
        total, f"（{sum_text}）×{_percent(tier.share)}＝{total.normalize():f}万元（{tier.name}，基数{base:f}万元）"
    )


def by_case(invest: Decimal, output: Decimal, tax: Decimal) -> bool:
    """Tell whether a settled enterprise may be treated case by case: ≥300 per mu, or tax ≥20 with output ≥200."""
    return invest >= 300 or (tax >= 20 and output >= 200)
