"""The list of what needs a fair competition review, in its order and with its money; and what the form says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.ledgers import Obligation, Policy, PolicyTier, Project, Reward, Term
from models.statistics.review_risks import caution_text, is_promise, project_promises, review_of, review_risks
from models.storage.store import Store
from tests.rows import TODAY, add_row

PROMISE = {"side": "政府", "kind": "承诺"}


@pytest.fixture(autouse=True)
def _words(book: Store) -> None:
    with book.writing("词") as session:
        for rank, word in enumerate(("税收返还", "零地价"), start=1):
            add_row(session, Term, dictionary="review_word", word=word, rank=rank)


def add_promise(book: Store, name: str, **facts: Any) -> str:
    """Add a promise of the government."""
    with book.writing("承诺") as session:
        return add_row(session, Obligation, name=name, **(PROMISE | facts))


def listed(book: Store) -> list[tuple[str, Decimal | None, Decimal, str]]:
    """Return name, amount, paid and state of what is listed."""
    with book.reading() as session:
        return [(risk.name, risk.amount, risk.paid, risk.review.state) for risk in review_risks(session)]


def test_what_is_open_comes_first_then_the_largest_amount(book: Store) -> None:
    day = date(2026, 3, 1)
    add_promise(book, "小额税收返还", amount=Decimal(50), fulfilled=Decimal(20))
    add_promise(book, "大额零地价", amount=Decimal(800))
    add_promise(book, "零地价已审", amount=Decimal(9000), review="通过", review_on=day)
    add_promise(book, "没写金额的税收返还")
    add_promise(book, "修一条路", amount=Decimal(99_999))  # nothing ties it to tax
    add_promise(book, "停发的补贴", amount=Decimal(60), review="已停止执行")
    add_promise(book, "税收返还是企业自己的事", side="企业")
    assert [(name, amount) for name, amount, _, _ in listed(book)] == [
        ("大额零地价", 800),
        ("停发的补贴", 60),
        ("小额税收返还", 50),
        ("没写金额的税收返还", None),
        ("零地价已审", 9000),
    ]
    assert listed(book)[2] == ("小额税收返还", Decimal(50), Decimal(20), "未审查")


def test_a_policy_counts_the_rewards_reckoned_by_it(book: Store) -> None:
    with book.writing("政策") as session:
        policy = add_row(session, Policy, name="税收返还办法", kind="落户奖励")
        add_row(session, Reward, name="甲", kind="落户奖励", policy=policy, amount=Decimal(30), state="已兑付")
        add_row(session, Reward, name="乙", kind="落户奖励", amount=Decimal(12))  # the only policy of its kind
        add_row(session, Reward, name="丙", kind="引荐奖励", amount=Decimal(500))
        add_row(session, Reward, name="丁", kind="落户奖励")
        add_row(session, Reward, name="戊", kind="落户奖励", amount=Decimal(8), paid_on=date(2026, 5, 1))
    assert listed(book) == [("税收返还办法", Decimal(50), Decimal(38), "未审查")]


def test_a_promise_takes_the_state_of_its_policy_unless_it_has_its_own(book: Store) -> None:
    with book.writing("政策") as session:
        policy = add_row(session, Policy, name="返还办法", tied=True, review="通过", review_on=date(2026, 1, 5))
    promise = add_promise(book, "按办法兑现", policy=policy)
    refused = add_promise(book, "按办法再加一倍", policy=policy, review="不通过")
    with book.reading() as session:
        standings = {
            row: review_of(session, Obligation, session.get_one(Obligation, row)) for row in (promise, refused)
        }
    assert [(s.state, s.needs_review) for s in standings.values() if s] == [("通过", False), ("不通过", True)]
    assert all(s.grounds == ("依据的政策“返还办法”挂钩",) for s in standings.values() if s)


@pytest.mark.parametrize(
    ("side", "kind", "is_reviewed"),
    [
        ("政府", "承诺", True),
        (None, "承诺", True),
        ("企业", "承诺", False),
        (None, "问题", False),
        ("政府", None, True),
    ],
)
def test_whose_obligations_are_promises(side: str | None, kind: str | None, *, is_reviewed: bool) -> None:
    assert is_promise(side, kind) is is_reviewed


def test_only_the_project_s_own_open_promises_stand_at_its_gate(book: Store) -> None:
    with book.writing("项目") as session:
        project, other = (add_row(session, Project, name=name) for name in "甲乙")
    add_promise(book, "税收返还三年", project=project)
    add_promise(book, "零地价", project=other)
    add_promise(book, "零地价供地", project=project, tied=False)
    add_promise(book, "零地价无项目")
    with book.reading() as session:
        assert [row.name for row, _ in project_promises(session, project)] == ["税收返还三年"]
        assert project_promises(session, "") == []


def test_the_form_says_what_is_typed_before_it_is_saved(book: Store) -> None:
    with book.reading() as session:
        typed = PROMISE | {"name": "用地", "clause": "实行零地价"}
        land_rule = "国办发〔2006〕100号（土地出让收支管理）、《公平竞争审查条例实施办法》第十九条"
        assert (
            caution_text(session, Obligation, None, typed, TODAY)
            == f"公平竞争审查：未审查，写着“零地价”。见{land_rule}。"
        )
        assert caution_text(session, Obligation, None, typed | {"side": "企业"}, TODAY) == ""
        passed = typed | {"review": "通过", "review_on": TODAY}
        assert caution_text(session, Obligation, None, passed, TODAY) == ""
        assert caution_text(session, Project, None, {"name": "零地价"}, TODAY) == ""


def test_the_form_of_a_reward_says_that_its_policy_ended(book: Store) -> None:
    with book.writing("政策") as session:
        policy = add_row(session, Policy, name="办法", kind="引荐奖励", valid_to=date(2025, 12, 31))
        add_row(session, PolicyTier, policy=policy, name="一档", measure="固投入库额", rate=Decimal(1))
    with book.reading() as session:
        typed = {"kind": "引荐奖励"}
        assert caution_text(session, Reward, None, typed, TODAY) == (
            "办法有效期到2025-12-31为止，已经过期，不能按它测算。公平竞争审查：未审查，按固投入库额（纳统）定档。"
            "见《公平竞争审查条例》第十条、实施办法第十九条。"
        )
        then = typed | {"applies_on": date(2025, 6, 1)}
        assert caution_text(session, Reward, None, then, TODAY).startswith("公平竞争审查：未审查")
        assert caution_text(session, Reward, None, {"kind": "落户奖励"}, TODAY) == ""


def test_the_form_of_a_policy_counts_its_tiers(book: Store) -> None:
    with book.writing("政策") as session:
        policy = add_row(session, Policy, name="办法")
        add_row(session, PolicyTier, policy=policy, name="一档", base="税收增量", rate=Decimal(30))
    with book.reading() as session:
        text = caution_text(session, Policy, policy, {"name": "办法", "text": "给予税收返还"}, TODAY)
        assert text == (
            "公平竞争审查：未审查，写着“税收返还”，按税收增量计奖。见《公平竞争审查条例》第十条、实施办法第十九条。"
        )
        assert caution_text(session, Policy, None, {"name": "办法"}, TODAY) == ""
