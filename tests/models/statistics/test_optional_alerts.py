"""Alerts and lights of optional ledgers: counted by hand, and silent where the county does not use the ledger."""

from datetime import date
from decimal import Decimal

from models.fields.base import Ledger
from models.ledgers import AgencyContract, AgencyResult, Enclave, Fund, FundReturn, Scene
from models.rules.deadlines import DeadlineLight
from models.statistics.alerts import daily_alerts, lights
from models.statistics.fund_returns import fund_standings
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.rows import add_row

DUE = date(2026, 12, 31)


def add_fund(book: Store, *returns: tuple[int, date | None], group: str = "基金招商") -> str:
    """Add a fund of 3,000 from the county that promised 150 % by the end of 2026, and what came back."""
    with book.writing("基金") as session:
        set_definitions(session, optional_ledgers=group)
        fund = add_row(session, Fund, name="示例基金", county_share=3000, promised=150, promise_due=DUE)
        for amount, day in returns:
            add_row(session, FundReturn, fund=fund, name="示例项目", amount=amount, on=day)
    return fund


def messages(book: Store, today: date) -> list[tuple[str, str]]:
    with book.reading() as session:
        return [(alert.kind, alert.message) for alert in daily_alerts(session, today)]


def light_of(book: Store, fund: str, today: date) -> DeadlineLight | None:
    with book.reading() as session:
        return lights(session, Fund, [fund], today).get(fund)


def test_a_fund_is_called_to_mind_before_and_after_its_day(book: Store) -> None:
    fund = add_fund(book, (1000, date(2026, 3, 1)), (1500, None), (4000, date(2027, 2, 1)))
    assert messages(book, date(2026, 10, 1)) == []
    assert light_of(book, fund, date(2026, 10, 1)) is DeadlineLight.GREEN
    assert messages(book, date(2026, 12, 1)) == [("返投临期", "约定2026-12-31前返投到150%，现在83.33%，还有30天")]
    assert light_of(book, fund, date(2026, 12, 1)) is DeadlineLight.YELLOW
    assert messages(book, date(2027, 1, 10)) == [("返投逾期", "约定2026-12-31前返投到150%，现在83.33%，已过10天")]
    assert light_of(book, fund, date(2027, 1, 10)) is DeadlineLight.RED
    # With 4,000 more it is 6,500 of 3,000: what was promised is reached, if late.
    assert messages(book, date(2027, 2, 1)) == []
    assert light_of(book, fund, date(2027, 2, 1)) is None
    with book.reading() as session:
        (standing,) = fund_standings(session, date(2027, 2, 1))
    assert (standing.returned, standing.ratio, len(standing.rows)) == (Decimal(6500), Decimal("216.67"), 3)


def test_a_ledger_that_is_not_in_use_alerts_nobody(book: Store) -> None:
    add_fund(book, group="没有这一类")
    assert messages(book, date(2027, 1, 10)) == []


def light_in(book: Store, ledger: type[Ledger], row: str, today: date) -> DeadlineLight | None:
    with book.reading() as session:
        return lights(session, ledger, [row], today).get(row)


def test_a_contract_alerts_before_its_term_and_its_rewards(book: Store) -> None:
    with book.writing("委托") as session:
        set_definitions(session, optional_ledgers="委托招商")
        contract = add_row(session, AgencyContract, agent="示例商会", until=date(2026, 12, 31))
        add_row(
            session, AgencyResult, contract=contract, name="示例项目", reward=20, paid=5, reward_due=date(2026, 11, 10)
        )
        add_row(session, AgencyResult, contract=contract, name="付清的", reward=8, paid=8, reward_due=date(2026, 11, 1))
    assert messages(book, date(2026, 10, 30)) == []
    assert light_in(book, AgencyContract, contract, date(2026, 10, 30)) is DeadlineLight.GREEN
    assert messages(book, date(2026, 10, 31)) == [("临期", "“示例项目”的奖励15万元应于2026-11-10前付，还有10天")]
    assert messages(book, date(2026, 11, 11)) == [
        ("逾期", "“示例项目”的奖励15万元应于2026-11-10前付，已过1天"),
        ("临期", "委托期到2026-12-31，还有50天，续签的改期限，不续的填委托终止日期"),
    ]
    assert light_in(book, AgencyContract, contract, date(2026, 11, 11)) is DeadlineLight.RED
    with book.writing("终止") as session:
        session.get_one(AgencyContract, contract).ended_on = date(2026, 12, 31)
    assert [kind for kind, _ in messages(book, date(2027, 1, 2))] == ["逾期"]  # the reward is owed all the same


def test_an_enclave_is_called_to_mind_before_its_agreement_ends(book: Store) -> None:
    with book.writing("飞地") as session:
        set_definitions(session, optional_ledgers="飞地经济、场景机会清单")
        row = add_row(session, Enclave, name="示例飞地", until=date(2026, 12, 31))
    assert messages(book, date(2026, 11, 1)) == [("临期", "飞地合作期到2026-12-31，还有60天，请商定是否续签")]
    assert messages(book, date(2026, 10, 31)) == []
    assert light_in(book, Enclave, row, date(2026, 12, 31)) is DeadlineLight.YELLOW
    assert light_in(book, Enclave, row, date(2027, 1, 1)) is None


def test_a_scene_waits_for_firms_until_it_says_otherwise(book: Store) -> None:
    with book.writing("场景") as session:
        set_definitions(session, optional_ledgers="场景机会清单")
        row = add_row(session, Scene, name="示例场景", due=date(2026, 11, 20))
    assert messages(book, date(2026, 11, 12)) == []
    assert messages(book, date(2026, 11, 20)) == [("临期", "场景征集2026-11-20截止，今天到期")]
    assert messages(book, date(2026, 11, 22)) == [("逾期", "场景征集2026-11-20截止，已过2天，请登记对接结果")]
    assert light_in(book, Scene, row, date(2026, 11, 22)) is DeadlineLight.RED
    with book.writing("对接") as session:
        session.get_one(Scene, row).state = "已对接"
    assert messages(book, date(2026, 11, 22)) == []
    assert light_in(book, Scene, row, date(2026, 11, 22)) is None
