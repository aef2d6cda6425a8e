"""The promises to enterprises as they stand on a day: whom, by what, how much, and which are held up."""

from datetime import date
from decimal import Decimal

from models.ledgers import Enterprise, Obligation, Policy, Project, Reward
from models.statistics.kept_promises import Promise, read_promises
from models.storage.store import Store
from tests.kept_rows import DAY, add_both_sides, add_duty, add_firm, add_promise, add_review_word
from tests.rows import add_row, add_task_force


def states(book: Store, day: date = DAY, force: str | None = None) -> dict[str, str]:
    """Return the state of each promise by name."""
    return {promise.name: promise.state for promise in promises(book, day, force)}


def promises(book: Store, day: date = DAY, force: str | None = None) -> list[Promise]:
    """Return the promises of the book."""
    with book.reading() as session:
        return read_promises(session, day, force)


def test_each_promise_stands_in_its_state_and_what_is_owed_comes_first(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_both_sides(session)
    assert list(states(book).items()) == [
        ("没兑的补助", "应兑未兑"),
        ("兑一半的补助", "部分兑现"),
        ("没申请的补助", "达到条件未申请"),
        ("税收返还三年", "审查未过暂不兑"),
        ("没说达没达到的", "条件是否达到没有登记"),
        ("明年的补助", "未达兑现条件"),
        ("已兑的补助", "已兑现"),
    ]
    owed, half, *_ = promises(book)
    assert (owed.party.row, owed.party.name, owed.party.project_name) == (rows.firm, "甲公司", "甲公司项目")
    assert (owed.units, owed.basis, owed.unpaid) == (("财政局",), "投资合同", Decimal(200))
    assert (half.paid, half.unpaid, half.is_owed) == (Decimal(50), Decimal(50), True)


def test_a_past_day_is_seen_as_it_was(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
    # On 31 August the paid one had been claimed and was due at the end of September.
    assert states(book, date(2026, 8, 31))["已兑的补助"] == "已申请未到期"
    assert states(book, date(2026, 8, 5))["没兑的补助"] == "达到条件未申请"
    assert states(book, date(2026, 7, 31))["没兑的补助"] == "未达兑现条件"


def test_a_stopped_review_holds_a_promise_before_its_condition_and_a_passed_one_lets_it_through(book: Store) -> None:
    met = {"condition": "投产", "met_on": date(2026, 8, 1), "applied_on": date(2026, 8, 2)}
    with book.writing("例") as session:
        add_review_word(session)
        add_promise(session, "停了的", condition="投产", review="已停止执行")
        add_promise(session, "没到条件的税收返还", condition="投产")
        add_promise(session, "通过的税收返还", review="通过", review_on=date(2026, 7, 1), **met)
    assert states(book) == {
        "停了的": "审查未过暂不兑",
        "没到条件的税收返还": "未达兑现条件",
        "通过的税收返还": "应兑未兑",
    }


def test_problems_duties_and_the_recycle_bin_are_no_promises(book: Store) -> None:
    with book.writing("例") as session:
        add_promise(session, "承诺")
        add_promise(session, "问题", kind="问题")
        add_promise(session, "没写责任方的承诺", side=None)
        add_promise(session, "没写责任方的问题", side=None, kind="问题")
        add_promise(session, "政府的履约", kind="履约")
        add_promise(session, "删了的", removed=True)
        add_duty(session, "企业的")
    assert sorted(states(book)) == ["承诺", "政府的履约", "没写责任方的承诺"]


def test_a_promise_names_its_own_firm_then_its_project_s_then_the_project(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session)
        other = add_row(session, Enterprise, name="乙公司")
        bare = add_row(session, Project, name="丙项目", investor="丙公司")
        add_promise(session, "一", project=rows.project, enterprise=other)
        add_promise(session, "二", project=rows.project)
        add_promise(session, "三", project=bare)
        add_promise(session, "四")
    parties = {promise.name: (promise.party.row, promise.party.name) for promise in promises(book)}
    assert parties == {
        "一": (other, "乙公司"),
        "二": (rows.firm, "甲公司"),
        "三": (bare, "丙公司"),
        "四": ("", "没有写企业"),
    }


def test_the_lead_units_answer_where_no_unit_is_written_and_a_force_sees_its_own(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session)
        other = add_task_force(session, "钢", 2)
        add_promise(session, "本专班项目的", project=rows.project)
        add_promise(session, "别的专班的", task_force=other)
        add_promise(session, "两个单位的", unit="财政局、工科局")
    units = {promise.name: promise.units for promise in promises(book)}
    assert units == {
        "本专班项目的": ("发改局",),
        "别的专班的": ("钢招商专班",),
        "两个单位的": ("财政局", "工科局"),
    }
    assert list(states(book, force=rows.force)) == ["本专班项目的"]


def test_rewards_are_owed_once_decided_and_not_counted_twice(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session)
        policy = add_row(session, Policy, name="落户办法", kind="落户奖励")
        facts: dict[str, object] = {"kind": "落户奖励", "amount": Decimal(20), "policy": policy}
        add_row(session, Reward, name="测算的", state="测算", **facts)
        facts |= {"applies_on": date(2026, 5, 1)}
        add_row(session, Reward, name="审定的", state="已审定", **facts)
        add_row(session, Reward, name="兑了的", state="已兑付", paid_on=date(2026, 9, 1), **facts)
        add_row(session, Reward, name="承诺过的", state="已审定", project=rows.project, **facts)
        add_promise(session, "按落户办法奖励", project=rows.project, policy=policy)
    listed = {promise.name: promise for promise in promises(book)}
    assert {name: promise.state for name, promise in listed.items()} == {
        "落户奖励（审定的）": "应兑未兑",
        "落户奖励（测算的）": "未达兑现条件",
        "按落户办法奖励": "未达兑现条件",
        "落户奖励（兑了的）": "已兑现",
    }
    assert {promise.policy for promise in listed.values()} == {"落户办法"}
    assert states(book, date(2026, 8, 31))["落户奖励（兑了的）"] == "应兑未兑"


def test_a_referral_is_owed_to_who_referred_and_a_settled_firm_s_to_its_firm(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session)
        for name, kind in (("引荐人", "引荐奖励"), ("落户的", "落户奖励")):
            add_row(session, Reward, name=name, kind=kind, state="已审定", project=rows.project)
    parties = {promise.name: (promise.party.row, promise.party.name) for promise in promises(book)}
    assert parties == {"引荐奖励（引荐人）": ("", "引荐人"), "落户奖励（落户的）": (rows.firm, "甲公司")}


def test_an_extended_deadline_counts(book: Store) -> None:
    with book.writing("例") as session:
        row = add_promise(session, "修路", due=date(2026, 9, 1))
    assert states(book) == {"修路": "应兑未兑"}
    with book.writing("延期") as session:
        session.get_one(Obligation, row).extended_to = date(2026, 12, 1)
    assert states(book) == {"修路": "未达兑现条件"}
