"""Rewards by every reading of the county's policies, with the numbers of domain.md 8.6 (河政办函〔2021〕44号 三)."""

from decimal import Decimal
from typing import Any

import pytest

from models.errors import UserError
from models.ledgers import Reward, Setting
from models.statistics.reward_claims import calculate_claim
from models.storage.store import Store
from tests.policies import add_hejin_policies
from tests.rows import TODAY, add_row

D = Decimal


@pytest.fixture(autouse=True)
def _policies(book: Store) -> None:
    with book.writing("政策") as session:
        add_hejin_policies(session)


def add_claim(book: Store, **facts: Any) -> str:
    """Add one reward claim to a book."""
    with book.writing("奖励") as session:
        return add_row(session, Reward, name="示例引荐企业", **facts)


def amounts_by_reading(book: Store, row: str) -> dict[str, str | None]:
    """Return the amount by each reading of the rule, the chosen one first."""
    with book.reading() as session:
        assessed = calculate_claim(session, row, TODAY)
    return {
        "、".join(reading.options): None if reading.result.amount is None else f"{reading.result.amount.normalize():f}"
        for reading in assessed.readings
    }


# Investment listed and paid in 万元; by 全额归低档, 全额归高档, 分段归低档, 分段归高档.
REFERRALS = [
    (1_999, ("0", "0", "0", "0")),
    (2_000, ("10", "10", "10", "10")),  # 2000×0.5％
    (10_000, ("50", "45", "50", "50")),  # ×0.5％ or ×0.45％
    (30_000, ("135", "120", "140", "140")),  # ×0.45％ or ×0.4％; 50 ＋ 20000×0.45％ = 140
    (50_000, ("200", None, "220", None)),  # ×0.4％; the upper tier is 一事一议; 140 ＋ 20000×0.4％ = 220
]


@pytest.mark.parametrize(("wan", "amounts"), REFERRALS)
def test_a_referral_by_every_reading(book: Store, wan: int, amounts: tuple[str | None, ...]) -> None:
    row = add_claim(book, kind="引荐奖励", listed_amount=D(wan), real_amount=D(wan))
    sides = ("全额适用一档、边界归低档", "全额适用一档、边界归高档", "分段累进、边界归低档", "分段累进、边界归高档")
    assert amounts_by_reading(book, row) == dict(zip(sides, amounts, strict=True))


def test_the_county_s_reading_stands_first_and_the_row_s_own_above_it(book: Store) -> None:
    with book.writing("口径") as session:
        add_row(session, Setting, key="reward_boundary", name="边界", value="边界归高档")
    row = add_claim(book, kind="引荐奖励", listed_amount=D(10_000), real_amount=D(10_000))
    with book.reading() as session:
        assessed = calculate_claim(session, row, TODAY)
    assert [reading.chosen for reading in assessed.readings] == [True, False, False, False]
    assert assessed.readings[0].options == ("全额适用一档", "边界归高档")
    assert assessed.readings[0].result.arithmetic == "10000万元×0.45%＝45万元（全额适用一档，边界归高档）"
    other_row = add_claim(
        book, kind="引荐奖励", listed_amount=D(10_000), real_amount=D(10_000), reading="分段累进、边界归低档"
    )
    with book.reading() as session:
        assert calculate_claim(session, other_row, TODAY).readings[0].options == ("分段累进", "边界归低档")


SETTLED = {"base_tax": D(100), "tax_1": D(150), "tax_2": D(180), "tax_3": D(90)}


@pytest.mark.parametrize(
    ("per_mu", "together", "single"),
    [
        # Increments over 100: 50, 80, and 0 for the year of 90; 130 in all.
        (("399", "250", "30"), "65", "104"),  # all three reach 二档: 50 %; output or tax alone 三档: 80 %
        (("200", "150", "9.9"), "0", "39"),  # tax is short of 10: none; investment alone 一档: 30 %
        (("400", "250", "30"), "104", "104"),
    ],
)
def test_a_settling_reward_by_both_readings(book: Store, per_mu: tuple[str, ...], together: str, single: str) -> None:
    keys = ("invest_per_mu", "output_per_mu", "tax_per_mu")
    row = add_claim(book, kind="落户奖励", **dict(zip(keys, map(Decimal, per_mu), strict=True)), **SETTLED)
    assert amounts_by_reading(book, row) == {"三项同时达到": together, "任一项达到": single}


def test_what_is_missing_is_named(book: Store) -> None:
    row = add_claim(book, kind="引荐奖励", real_amount=D(5_000))
    other = add_claim(book, kind="落户奖励", invest_per_mu=D(300), output_per_mu=D(200), tax_per_mu=D(20))
    with book.reading() as session:
        assert calculate_claim(session, row, TODAY).missing == ("固投入库额",)
        assessed = calculate_claim(session, other, TODAY)
    assert assessed.missing == ("基数年税收", "第一年税收")
    assert assessed.readings == ()
    assert assessed.by_case


def test_a_case_by_case_reward_has_no_formula(book: Store) -> None:
    with book.reading() as session, pytest.raises(UserError, match="这笔奖励已不在账本里"):
        calculate_claim(session, "没有", TODAY)
    row = add_claim(book, kind="一事一议", amount=D(300), decided="2026年第3次领导小组会议")
    with book.reading() as session:
        assessed = calculate_claim(session, row, TODAY)
    assert (assessed.readings, assessed.missing, assessed.recorded) == ((), (), D(300))
