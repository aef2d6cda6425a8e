"""What is refused of policies and their tiers, and what is paid only past the review, through the row service."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from models.errors import FieldErrors
from models.fields.base import Ledger
from models.ledgers import Obligation, Policy, PolicyTier, Reward, Term
from models.queries.reading_context import reading_context
from models.services.row_service import save_row
from models.storage.store import Store
from tests import rows
from tests.definitions import set_definitions
from tests.policies import add_hejin_policies

TODAY = date(2026, 11, 20)


def save(book: Store, ledger: type[Ledger], row: str | None = None, **typed: object) -> str:
    """Save typed values in their own command; return the row's id."""
    with book.writing("保存") as session:
        return save_row(session, ledger, row, typed, reading_context(session, today=TODAY)).id


def rejected_fields(book: Store, ledger: type[Ledger], row: str | None = None, **typed: object) -> Mapping[str, str]:
    """Try to save, and return the error messages by field key."""
    with pytest.raises(FieldErrors) as caught:
        save(book, ledger, row, **typed)
    return caught.value.by_key


@pytest.mark.parametrize("ledger", [Policy, Obligation])
def test_an_exception_from_the_review_needs_its_ground_and_its_day(book: Store, ledger: type[Ledger]) -> None:
    faults = rejected_fields(book, ledger, name="甲", review="适用例外")
    assert list(faults) == ["review_ground", "review_on"]
    assert "依据哪一条" in faults["review_ground"]
    save(book, ledger, name="甲", review="适用例外", review_ground="条例第十二条第二项", review_on="2026-3-1")


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ({"valid_from": "2026-1-1", "valid_to": "2025-12-31"}, "valid_to"),
        ({"valid_from": "2026-1-1", "abolished_on": "2025-12-31"}, "abolished_on"),
    ],
)
def test_a_policy_ends_after_it_begins(book: Store, typed: dict[str, str], key: str) -> None:
    assert list(rejected_fields(book, Policy, name="甲", **typed)) == [key]
    save(book, Policy, name="甲", **(typed | {key: "2026-1-1"}))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ({"least": "2000", "most": "2000"}, "most"),
        ({"rate": "1", "amount": "20"}, "amount"),
        ({"base": "固投实际额", "amount": "20"}, "base"),
        ({"base": "定额", "rate": "1"}, "rate"),
        ({"measure": "亩均指标"}, "invest"),
        ({"measure": "固投入库额", "tax": "10"}, "measure"),
    ],
)
def test_a_tier_that_cannot_be_reckoned_is_rejected(book: Store, typed: dict[str, str], key: str) -> None:
    save(book, Policy, name="甲")
    assert key in rejected_fields(book, PolicyTier, policy="甲", name="一档", **typed)


def test_the_tiers_of_a_policy_measure_the_same(book: Store) -> None:
    save(book, Policy, name="甲")
    first = save(book, PolicyTier, policy="甲", name="一档", measure="固投入库额", least="2000", most="1亿")
    assert list(rejected_fields(book, PolicyTier, policy="甲", name="二档", measure="固投实际额")) == ["measure"]
    save(book, PolicyTier, policy="甲", name="二档", measure="固投入库额", least="1亿")
    save(book, PolicyTier, first, most="9000")  # a tier is not compared with itself


def binding_reviews(book: Store) -> None:
    """Make the reviews binding, with one word that marks promises."""
    with book.writing("口径") as session:
        set_definitions(session, review_gate="必须")
        rows.add_row(session, Term, dictionary="review_word", word="税收返还", rank=1)
        add_hejin_policies(session)


@pytest.mark.parametrize(("key", "value"), [("state", "已兑付"), ("paid_on", "2026-11-2")])
def test_a_reward_is_paid_past_its_review_or_by_name_and_reason(book: Store, key: str, value: str) -> None:
    row = save(book, Reward, name="甲", kind="落户奖励")
    binding_reviews(book)
    assert rejected_fields(book, Reward, row, **{key: value})[key].endswith(
        "兑付前还缺公平竞争审查：未审查，按税收增量计奖。请补齐，或写明兑付放行人和理由。"
    )
    assert list(rejected_fields(book, Reward, row, passed_by="示例县长")) == ["passed_why"]
    save(book, Reward, row, **{key: value}, passed_by="示例县长", passed_why="上级文件另有规定")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("fulfilled", "20"),
        ("fulfilment", "部分兑现"),
        ("fulfilment", "已兑现"),
        ("paid_on", "2026-5-1"),
    ],
)
def test_a_promise_is_paid_past_its_review(book: Store, key: str, value: str) -> None:
    binding_reviews(book)
    row = save(book, Obligation, name="税收返还三年", side="政府", kind="承诺")
    assert list(rejected_fields(book, Obligation, row, **{key: value})) == [key]
    save(book, Obligation, row, fulfilment="应兑未兑")
    save(book, Obligation, row, review="通过", **{key: value})


def test_what_was_paid_before_the_county_made_reviews_binding_can_still_be_edited(book: Store) -> None:
    row = save(book, Obligation, name="税收返还三年", side="政府", kind="承诺", fulfilled="20")
    binding_reviews(book)
    save(book, Obligation, row, owner="李明")


def test_where_reviews_only_remind_a_reward_is_paid(book: Store) -> None:
    with book.writing("政策") as session:
        add_hejin_policies(session)
    row = save(book, Reward, name="甲", kind="落户奖励", state="已兑付")
    with book.reading() as session:
        assert session.get_one(Reward, row).state == "已兑付"


@pytest.mark.parametrize("key", ["met_on", "applied_on", "paid_on", "verified_on", "letter_on"])
def test_a_day_of_a_promise_that_has_not_come_is_refused(book: Store, key: str) -> None:
    row = save(book, Obligation, name="补助", side="政府", kind="承诺")
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert rejected_fields(book, Obligation, row, **{key: tomorrow})[key].endswith(f"{tomorrow} 还没有到。")
    save(book, Obligation, row, **{key: TODAY.isoformat()})


@pytest.mark.parametrize(
    ("typed", "key", "sentence"),
    [
        ({"promised": "500"}, "measure", "履约指标：填了承诺数值，请选它是哪一项（投资额、年税收……）。"),
        (
            {"promised": "5", "measure": "投产时间"},
            "promised",
            "承诺数值：投产时间不用填数，承诺的日子填在“完成时限”。",
        ),
        ({"promised": "0", "measure": "年税收"}, "promised", "承诺数值：要大于 0。"),
    ],
)
def test_a_promised_number_is_of_something(book: Store, typed: dict[str, str], key: str, sentence: str) -> None:
    row = save(book, Obligation, name="纳税", side="企业", kind="履约")
    assert rejected_fields(book, Obligation, row, **typed) == {key: sentence}
    save(book, Obligation, row, promised="500", measure="年税收")
