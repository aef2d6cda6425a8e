"""Rewards by tiers, at their boundaries and in every reading; the numbers are those of 河政办函〔2021〕44号 三."""

from decimal import Decimal

import pytest

from models.rules import rewards as rules
from models.rules.rewards import RewardInputs, RewardTerms, RewardTier
from models.rules.vocabulary import TierBase, TierMeasure

D = Decimal
REFERRAL = RewardTerms(
    (
        RewardTier("一档", least=D(2000), most=D(10_000), rate=D("0.5")),
        RewardTier("二档", least=D(10_000), most=D(30_000), rate=D("0.45")),
        RewardTier("三档", least=D(30_000), most=D(50_000), rate=D("0.4")),
        RewardTier("四档", least=D(50_000)),
    ),
    decided_by="领导小组",
)


def settling_tier(name: str, *figures: int, rate: int) -> RewardTier:
    """Make a tier by figures per mu that pays a share of the increase in tax."""
    invest, output, tax = map(D, figures)
    increment = TierBase.TAX_INCREMENT
    return RewardTier(name, TierMeasure.PER_MU, invest=invest, output=output, tax=tax, base=increment, rate=D(rate))


SETTLING = RewardTerms(
    (
        settling_tier("一档", 200, 150, 10, rate=30),
        settling_tier("二档", 300, 200, 20, rate=50),
        settling_tier("三档", 400, 250, 30, rate=80),
    )
)


def referral(listed: str | int, paid: str | int, *options: str, terms: RewardTerms = REFERRAL) -> rules.RewardAmount:
    """Calculate by an amount of investment."""
    chosen = options or (rules.WHOLE, rules.LOWER)
    return rules.calculate(terms, RewardInputs(listed=D(listed), paid=D(paid)), chosen)


def settling(
    per_mu: tuple[int | str, ...], base: int, *years: int, reading: str = rules.ALL_THREE
) -> rules.RewardAmount:
    """Calculate by figures per mu."""
    invest, output, tax = map(D, per_mu)
    inputs = RewardInputs(per_mu=(invest, output, tax), base_tax=D(base), years=tuple(map(D, years)))
    return rules.calculate(SETTLING, inputs, (reading,))


@pytest.mark.parametrize(
    ("wan", "lower", "upper", "marginal"),
    [
        (1999, "0", "0", "0"),
        (2000, "10", "10", "10"),
        (10000, "50", "45", "50"),
        (30000, "135", "120", "140"),
        (50000, "200", None, "220"),
    ],
)
def test_a_referral_at_a_boundary(wan: int, lower: str, upper: str | None, marginal: str) -> None:
    assert referral(wan, wan).amount == D(lower)
    assert referral(wan, wan, rules.WHOLE, rules.UPPER).amount == (None if upper is None else D(upper))
    assert referral(wan, wan, rules.MARGINAL, rules.LOWER).amount == D(marginal)


def test_the_listed_investment_finds_the_tier_and_the_paid_one_earns() -> None:
    # Listed at 1.2亿 (0.45 %), paid 0.8亿: 8000 × 0.45 % = 36.
    reward = referral(12_000, 8_000)
    assert reward.amount == 36
    assert "8000万元×0.45%＝36万元" in reward.arithmetic


@pytest.mark.parametrize(("per_mu", "amount"), [((200, 150, 10), 39), ((300, 200, 20), 65), ((400, 250, 30), 104)])
def test_a_year_below_the_base_counts_as_nothing(per_mu: tuple[int, ...], amount: int) -> None:
    # Base 100; 150, 180 and 90 give 50 + 80 + 0 = 130.
    assert settling(per_mu, 100, 150, 180, 90).amount == amount


def test_years_beyond_those_of_the_policy_earn_nothing() -> None:
    per_mu = (D(200), D(150), D(10))
    inputs = RewardInputs(per_mu=per_mu, base_tax=D(100), years=(D(150), D(150), D(150)))
    assert rules.calculate(SETTLING, inputs).amount == 45
    assert rules.calculate(RewardTerms(SETTLING.tiers, years=2), inputs).amount == 30


@pytest.mark.parametrize(
    ("figures", "together", "single"),
    [
        ((200, 150, 10), "一档", "一档"),
        ((199, 250, 30), None, "三档"),
        ((400, 149, 30), None, "三档"),
        ((300, 200, 20), "二档", "二档"),
        ((400, 250, 29), "二档", "三档"),
        ((399, 250, 30), "二档", "三档"),
        ((200, 150, "9.9"), None, "一档"),
        ((199, 149, "9.9"), None, None),
    ],
)
def test_a_settling_tier_is_reached_by_all_figures_or_by_any(
    figures: tuple[int | str, ...], together: str | None, single: str | None
) -> None:
    per_mu = [D(figure) for figure in figures]
    for reading, name in ((rules.ALL_THREE, together), (rules.ANY_OF_THREE, single)):
        tier = rules.per_mu_tier(per_mu, SETTLING.tiers, reading=reading)
        assert (tier.name if tier else None) == name


@pytest.mark.parametrize(
    ("figures", "is_reached"),
    [((300, 0, 0), True), ((299, 200, 20), True), ((299, 199, 20), False), ((299, 200, 19), False)],
)
def test_who_may_be_treated_case_by_case(figures: tuple[int, int, int], *, is_reached: bool) -> None:
    # ≥300 invested per mu, or ≥200 output together with ≥20 tax: a figure a tier does not ask for does not count.
    by_case = (RewardTier("投资", invest=D(300)), RewardTier("产税", output=D(200), tax=D(20)))
    assert (rules.per_mu_tier([D(figure) for figure in figures], by_case) is not None) is is_reached


@pytest.mark.parametrize(
    ("listed", "amount", "arithmetic"),
    [
        ("1999.99", "0", "入库投资额1999.99万元不足2000万元，不奖励"),
        ("2000", "10", "2000万元×0.5%＝10万元（全额适用一档，边界归低档）"),
        ("10000", "50", "10000万元×0.5%＝50万元（全额适用一档，边界归低档）"),
        ("10000.01", "45.000045", "10000.01万元×0.45%＝45.000045万元（全额适用一档，边界归低档）"),
        ("50000", "200", "50000万元×0.4%＝200万元（全额适用一档，边界归低档）"),
        ("50000.01", None, "入库投资额50000.01万元，一事一议，由领导小组集体研究"),
    ],
)
def test_a_referral_a_hundred_yuan_past_a_boundary(listed: str, amount: str | None, arithmetic: str) -> None:
    reward = referral(listed, listed)
    assert (reward.amount, reward.arithmetic) == (None if amount is None else D(amount), arithmetic)


def test_slab_by_slab_each_part_is_shown_and_nothing_is_paid_beyond_the_last_rate() -> None:
    # Listed in the second tier, 40,000 paid: 10,000×0.5% + 20,000×0.45% + 10,000×0.4% = 50 + 90 + 40.
    slabs = (rules.MARGINAL, rules.LOWER)
    reward = referral(20_000, 40_000, *slabs)
    assert reward.amount == 180
    assert reward.arithmetic == "10000×0.5%＋20000×0.45%＋10000×0.4%＝180万元（分段累进）"
    assert referral(20_000, 80_000, *slabs).amount == 50 + 90 + 80
    assert referral(20_000, 10_000, *slabs).arithmetic == "10000×0.5%＝50万元（分段累进）"
    assert referral(20_000, 0, *slabs).amount == 0


def test_a_settling_reward_shows_each_years_increment() -> None:
    reward = settling((300, 200, 20), 100, 150, 100, 90)
    assert (reward.amount, reward.arithmetic) == (D(25), "（50＋0＋0）×50%＝25万元（二档，基数100万元）")
    assert settling((300, 200, 20), 100).arithmetic == "（0）×50%＝0万元（二档，基数100万元）"
    refused = settling((199, 149, 9), 100, 150)
    assert (refused.amount, refused.arithmetic) == (D(0), "亩均指标未达到一档，不奖励")


@pytest.mark.parametrize(
    ("tier_cap", "claim_cap", "amount", "tail"),
    [
        (None, None, 50, ""),
        (D(50), None, 50, ""),  # exactly the cap: nothing is cut
        (D("49.99"), None, D("49.99"), "，封顶49.99万元"),
        (D(45), D(40), 40, "，封顶40万元"),
        (D(30), D(40), 30, "，封顶30万元"),
    ],
)
def test_a_reward_is_held_to_the_lower_of_its_caps(
    tier_cap: Decimal | None, claim_cap: Decimal | None, amount: int | Decimal, tail: str
) -> None:
    terms = RewardTerms((RewardTier("一档", least=D(2000), rate=D("0.5"), cap=tier_cap),), cap=claim_cap)
    reward = referral(10_000, 10_000, terms=terms)
    assert reward.amount == amount
    assert reward.arithmetic.endswith(f"（全额适用一档，边界归低档）{tail}")


def test_a_fixed_amount_is_paid_whole_and_has_no_slabs() -> None:
    # A county that pays 20万 from 1,000万 invested and 50万 from 5,000万.
    fixed = TierBase.FIXED
    terms = RewardTerms(
        (
            RewardTier("一档", TierMeasure.PAID, least=D(1000), most=D(5000), base=fixed, amount=D(20)),
            RewardTier("二档", TierMeasure.PAID, least=D(5000), base=fixed, amount=D(50)),
        )
    )
    assert rules.possible_readings(terms) == ((rules.LOWER,), (rules.UPPER,))
    assert [referral(0, paid, rules.LOWER, terms=terms).amount for paid in (999, 1000, 5000, 5001)] == [0, 20, 20, 50]
    assert referral(0, 5000, rules.UPPER, terms=terms).amount == 50
    assert referral(0, 999, rules.LOWER, terms=terms).arithmetic == "实际投资额999万元不足1000万元，不奖励"


def test_a_policy_is_read_as_many_ways_as_it_leaves_open() -> None:
    assert len(rules.possible_readings(REFERRAL)) == 4
    assert rules.possible_readings(SETTLING) == ((rules.ALL_THREE,), (rules.ANY_OF_THREE,))
    assert rules.possible_readings(RewardTerms(REFERRAL.tiers[:1])) == ((),)
    only_tax = RewardTier("一档", TierMeasure.PER_MU, tax=D(10), base=TierBase.TAX_INCREMENT, rate=D(30))
    assert rules.possible_readings(RewardTerms((only_tax,))) == ((),)
