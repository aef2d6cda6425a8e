"""Which of the county's policies a reward is reckoned by, and which it refuses."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.errors import UserError
from models.ledgers import Policy, PolicyTier, Term
from models.statistics.policies import find_policy, may_be_by_case, policy_bases, review_words
from models.storage.store import Store
from tests.policies import add_hejin_policies
from tests.rows import TODAY, add_row

DOCUMENT = {"document": "某县招商奖励办法", "number": "某政〔2025〕1号", "clause": "第六条"}


def add_policy(book: Store, name: str = "奖励办法", **facts: Any) -> str:
    """Add a policy for referrals, with one tier."""
    with book.writing("政策") as session:
        policy = add_row(session, Policy, name=name, kind="引荐奖励", **DOCUMENT, **facts)
        add_row(session, PolicyTier, policy=policy, name="一档", measure="固投实际额", rate=Decimal(1))
    return policy


def policy_name(book: Store, policy: str | None = None, day: date = TODAY) -> str | None:
    """Return the name of the policy that a referral is reckoned by."""
    with book.reading() as session:
        basis = find_policy(session, policy, "引荐奖励", day)
    return None if basis is None else basis.name


def test_a_county_without_policies_reckons_by_none(book: Store) -> None:
    assert policy_name(book) is None


def test_the_only_policy_of_a_kind_holds_without_being_named(book: Store) -> None:
    add_policy(book)
    assert policy_name(book) == "奖励办法"


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"valid_to": date(2026, 11, 19)}, "有效期到2026-11-19为止，已经过期"),
        ({"abolished_on": TODAY}, "已于2026-11-20废止"),
        ({"valid_from": date(2026, 11, 21)}, "2026-11-21才生效"),
    ],
)
def test_a_policy_that_does_not_hold_is_refused_with_its_clause(
    book: Store, facts: dict[str, Any], reason: str
) -> None:
    policy = add_policy(book, **facts)
    for named in (None, policy):
        with pytest.raises(UserError) as caught:
            policy_name(book, named)
        assert str(caught.value).startswith(f"《某县招商奖励办法》（某政〔2025〕1号）第六条{reason}，")
        assert "适用日期" in str(caught.value)


def test_the_new_policy_takes_over_from_the_one_that_ended(book: Store) -> None:
    add_policy(book, "旧办法", valid_to=date(2025, 12, 31))
    add_policy(book, "新办法", valid_from=date(2026, 1, 1))
    assert policy_name(book, day=date(2025, 12, 31)) == "旧办法"
    assert policy_name(book, day=date(2026, 1, 1)) == "新办法"


def test_of_two_that_hold_one_must_be_named(book: Store) -> None:
    add_policy(book, "甲办法")
    other = add_policy(book, "乙办法")
    with pytest.raises(UserError, match="有2个“引荐奖励”的政策：“甲办法”、“乙办法”；请在这笔奖励的“适用政策”里选一个"):
        policy_name(book)
    assert policy_name(book, other) == "乙办法"


def test_a_policy_in_the_recycle_bin_rewards_nothing(book: Store) -> None:
    policy = add_policy(book)
    with book.writing("移走") as session:
        session.get_one(Policy, policy).removed = True
    assert policy_name(book) is None
    assert policy_name(book, policy) is None


def test_tiers_stand_in_their_order_whatever_the_order_of_entry(book: Store) -> None:
    with book.writing("政策") as session:
        policy = add_row(session, Policy, name="办法", kind="引荐奖励")
        for name, least in (("高", 5000), ("低", 1000), ("中", 2000)):
            add_row(session, PolicyTier, policy=policy, name=name, least=Decimal(least), rate=Decimal(1))
    with book.reading() as session:
        assert [tier.name for tier in policy_bases(session)[policy].terms.tiers] == ["低", "中", "高"]


@pytest.mark.parametrize(
    ("figures", "is_allowed"),
    [((300, 0, 0), True), ((299, 200, 20), True), ((299, 199, 20), False), ((299, 200, 19), False)],
)
def test_hejin_may_treat_some_case_by_case_and_a_county_without_the_policy_none(
    book: Store, figures: tuple[int, ...], *, is_allowed: bool
) -> None:
    per_mu = [Decimal(figure) for figure in figures]
    with book.writing("政策") as session:
        assert not may_be_by_case(session, per_mu, TODAY)
        add_hejin_policies(session)
        assert may_be_by_case(session, per_mu, TODAY) is is_allowed
        assert not may_be_by_case(session, per_mu, date(2021, 10, 27))  # the day before the document


def test_what_marks_hejins_policies(book: Store) -> None:
    with book.writing("政策") as session:
        add_hejin_policies(session)
        for rank, word in enumerate(("按税收贡献", "税收返还"), start=1):
            add_row(session, Term, dictionary="review_word", word=word, rank=rank)
    with book.reading() as session:
        ties = {basis.kind: basis.review.tie_text for basis in policy_bases(session).values()}
    assert ties == {
        "引荐奖励": "按固投入库额（纳统）定档",
        "落户奖励": "写着“按税收贡献”，按税收增量计奖",
        "一事一议": "",
    }


def test_a_word_that_the_county_disabled_marks_nothing(book: Store) -> None:
    with book.writing("词") as session:
        add_row(session, Term, dictionary="review_word", word="税收返还", rank=2)
        add_row(session, Term, dictionary="review_word", word="迁入", rank=1, idle=True)
    with book.reading() as session:
        assert review_words(session) == ("税收返还",)
