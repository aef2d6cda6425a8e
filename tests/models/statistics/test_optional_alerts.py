"""Alerts and lights of optional ledgers: counted by hand, and silent where the county does not use the ledger."""

from datetime import date
from decimal import Decimal

from models.ledgers import Fund, FundReturn
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
