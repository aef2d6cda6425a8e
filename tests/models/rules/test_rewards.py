"""河政办函〔2021〕44号 三, at its boundaries and in both readings."""

from decimal import Decimal

import pytest

from models.rules import rewards as rules

D = Decimal


@pytest.mark.parametrize(
    ("wan", "lower", "upper", "marginal"),
    [
        ("1999", "0", "0", "0"),
        ("2000", "10", "10", "10"),
        ("10000", "50", "45", "50"),
        ("30000", "135", "120", "140"),
        ("50000", "200", None, "220"),
    ],
)
def test_a_referral_at_a_boundary(wan: str, lower: str, upper: str | None, marginal: str) -> None:
    amount = Decimal(wan)
    assert rules.referral_reward(amount, amount, boundary=rules.LOWER).amount == Decimal(lower)
    high = rules.referral_reward(amount, amount, boundary=rules.UPPER).amount
    assert high == (None if upper is None else Decimal(upper))
    assert rules.referral_reward(amount, amount, mode=rules.MARGINAL).amount == Decimal(marginal)


def test_the_listed_investment_finds_the_tier_and_the_paid_one_earns() -> None:
    # Listed at 1.2亿 (0.45 %), paid 0.8亿: 8000 × 0.45 % = 36.
    reward = rules.referral_reward(Decimal(12_000), Decimal(8_000))
    assert reward.amount == Decimal(36)
    assert "8000万元×0.45%＝36万元" in reward.arithmetic


def test_above_five_hundred_million_a_meeting_decides() -> None:
    reward = rules.referral_reward(Decimal(60_000), Decimal(60_000))
    assert reward.amount is None
    assert "一事一议" in reward.arithmetic


@pytest.mark.parametrize(("tier", "amount"), [(0, "39"), (1, "65"), (2, "104")])
def test_a_year_below_the_base_counts_as_nothing(tier: int, amount: str) -> None:
    # Base 100; 150, 180 and 90 give 50 + 80 + 0 = 130.
    years = [Decimal(150), Decimal(180), Decimal(90)]
    assert rules.settling_reward(rules.SETTLING_TIERS[tier], Decimal(100), years).amount == Decimal(amount)


def test_a_fourth_year_earns_nothing() -> None:
    years = [Decimal(150)] * 4
    assert rules.settling_reward(rules.SETTLING_TIERS[0], Decimal(100), years).amount == Decimal(45)


def test_all_three_figures_must_reach_a_tier_unless_the_county_reads_it_otherwise() -> None:
    mixed = (Decimal(399), Decimal(250), Decimal(30))
    tier = rules.settling_tier(*mixed)
    assert tier is not None
    assert tier.name == "二档"
    other = rules.settling_tier(*mixed, reading=rules.ANY_OF_THREE)
    assert other is not None
    assert other.name == "三档"
    assert rules.settling_tier(Decimal(200), Decimal(150), Decimal("9.9")) is None


@pytest.mark.parametrize(
    ("figures", "open_to_it"),
    [((300, 0, 0), True), ((299, 200, 20), True), ((299, 199, 20), False), ((299, 200, 19), False)],
)
def test_who_may_be_treated_case_by_case(figures: tuple[int, int, int], *, open_to_it: bool) -> None:
    assert rules.by_case(*map(Decimal, figures)) is open_to_it


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
    reward = rules.referral_reward(D(listed), D(listed))
    assert (reward.amount, reward.arithmetic) == (None if amount is None else D(amount), arithmetic)


def test_slab_by_slab_each_part_is_shown_and_nothing_is_paid_beyond_the_last_rate() -> None:
    # Listed in the second tier, 40,000 paid: 10,000×0.5% + 20,000×0.45% + 10,000×0.4% = 50 + 90 + 40.
    reward = rules.referral_reward(D(20_000), D(40_000), mode=rules.MARGINAL)
    assert reward.amount == 180
    assert reward.arithmetic == "10000×0.5%＋20000×0.45%＋10000×0.4%＝180万元（分段累进）"
    assert rules.referral_reward(D(20_000), D(80_000), mode=rules.MARGINAL).amount == 50 + 90 + 80
    assert rules.referral_reward(D(20_000), D(10_000), mode=rules.MARGINAL).arithmetic == (
        "10000×0.5%＝50万元（分段累进）"
    )
    assert rules.referral_reward(D(20_000), D(0), mode=rules.MARGINAL).amount == 0


@pytest.mark.parametrize(
    ("figures", "name"),
    [
        ((200, 150, 10), "一档"),
        ((199, 250, 30), None),
        ((400, 149, 30), None),
        ((300, 200, 20), "二档"),
        ((400, 250, 29), "二档"),
        ((400, 250, 30), "三档"),
    ],
)
def test_a_settling_tier_is_reached_by_all_three_figures(figures: tuple[int, int, int], name: str | None) -> None:
    tier = rules.settling_tier(*map(D, figures))
    assert (tier.name if tier else None) == name


def test_a_settling_reward_shows_each_years_increment() -> None:
    tier = rules.SETTLING_TIERS[1]
    reward = rules.settling_reward(tier, D(100), [D(150), D(100), D(90), D(900)])
    assert (reward.amount, reward.arithmetic) == (D(25), "（50＋0＋0）×50%＝25万元（二档，基数100万元）")
    assert rules.settling_reward(tier, D(100), []).arithmetic == "（0）×50%＝0万元（二档，基数100万元）"
    refused = rules.settling_reward(None, D(100), [D(150)])
    assert (refused.amount, refused.arithmetic) == (D(0), "亩均指标未达到一档，不奖励")
