"""Alerts of the county's own clocks: before a protection ends, after it, and what is owed for a lead, plant or item."""

from datetime import date
from typing import Any

import pytest

from models.ledgers import Appeal, Asset, Lead, Negotiation, Obligation
from models.queries.scope import Scope
from models.rules.deadlines import DeadlineLight
from models.statistics.alert import Alert
from models.statistics.alerts import daily_alerts, lights
from models.statistics.dashboard import OVERDUE, SOON, dashboard_items
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.rows import add_lead, add_row

FIRST = "2026-03-02 09:14"
JIANGMEN = {"lead_protect_days": "14", "lead_judge_days": "3", "lead_follow_days": "7", "appeal_days": "7"}


def alerts_of(book: Store, today: date) -> list[Alert]:
    """Return the alerts of a day, those of a lead that nobody touched left out."""
    with book.reading() as session:
        return [alert for alert in daily_alerts(session, today) if alert.kind != "未更新"]


def kinds_on(book: Store, today: date) -> list[tuple[str, int]]:
    """Return kind and days of the alerts of a day."""
    return [(alert.kind, alert.days) for alert in alerts_of(book, today)]


def add_jiangmen_lead(book: Store, **facts: Any) -> str:
    """Add a lead of 2 March in a county with all clocks."""
    with book.writing("线索") as session:
        set_definitions(session, **JIANGMEN)
        return add_lead(session, "甲线索", first_report=FIRST, **facts)


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        (date(2026, 3, 3), []),
        (date(2026, 3, 4), [("研判临期", 1)]),
        (date(2026, 3, 5), [("研判临期", 0)]),
        (date(2026, 3, 6), [("研判逾期", 1)]),
        (date(2026, 3, 8), [("研判逾期", 3), ("首次对接临期", 1)]),
        (date(2026, 3, 13), [("研判逾期", 8), ("首次对接逾期", 4), ("首报保护临期", 3)]),
        (date(2026, 3, 17), [("首报保护已过", 1)]),
        (date(2026, 3, 30), [("首报保护已过", 14)]),
        (date(2026, 3, 31), []),
    ],
)
def test_each_clock_speaks_on_its_days(book: Store, today: date, kinds: list[tuple[str, int]]) -> None:
    add_jiangmen_lead(book)
    assert kinds_on(book, today) == kinds


def test_a_talk_and_a_judgement_settle_what_is_owed(book: Store) -> None:
    lead = add_jiangmen_lead(book, judged_on=date(2026, 3, 4))
    with book.writing("洽谈") as session:
        add_row(session, Negotiation, subject="谈", lead=lead, on=date(2026, 3, 9))
    assert kinds_on(book, date(2026, 3, 17)) == []
    assert kinds_on(book, date(2026, 3, 20)) == [("首报保护临期", 3)]  # until the 23rd


def test_an_appeal_is_decided_within_the_countys_days(book: Store) -> None:
    lead = add_jiangmen_lead(book, judged_on=date(2026, 3, 4))
    with book.writing("申诉") as session:
        add_row(session, Appeal, lead=lead, ground="首谈是我们", raised_on=date(2026, 3, 20))
    assert kinds_on(book, date(2026, 3, 26)) == [("首次对接逾期", 17), ("申诉临期", 1)]
    assert ("申诉逾期", 1) in kinds_on(book, date(2026, 3, 28))


def test_a_county_without_numbers_hears_nothing(book: Store) -> None:
    with book.writing("线索") as session:
        add_lead(session, first_report=FIRST)
        add_row(session, Obligation, name="用地难", handed_on=date(2026, 1, 2))
    assert kinds_on(book, date(2026, 3, 13)) == []


def test_lights_and_the_first_page_follow(book: Store) -> None:
    lead = add_jiangmen_lead(book)
    with book.reading() as session:
        assert lights(session, Lead, [lead], date(2026, 3, 6)) == {lead: DeadlineLight.RED}
        items = dashboard_items(session, Scope(), date(2026, 3, 13))
    urgency = {item.sentence: item.urgency for item in items}
    assert urgency["1 条线索首次对接逾期"] == OVERDUE
    assert urgency["1 条线索首报保护临期"] == SOON


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        (date(2027, 1, 30), []),
        (date(2027, 1, 31), [("盘活临期", 30)]),
        (date(2027, 3, 2), [("盘活临期", 0)]),
        (date(2027, 3, 3), [("盘活逾期", 1)]),
    ],
)
def test_an_idle_plant_with_a_day_is_named_thirty_days_ahead(
    book: Store, today: date, kinds: list[tuple[str, int]]
) -> None:
    with book.writing("资产") as session:
        plant = add_row(session, Asset, name="示例厂房", due=date(2027, 3, 2), unit="高新区")
        add_row(session, Asset, name="已用", due=date(2027, 3, 2), state="已盘活")
        add_row(session, Asset, name="也用了", due=date(2027, 3, 2), used_on=date(2026, 8, 1))
    assert kinds_on(book, today) == kinds
    with book.reading() as session:
        lit = lights(session, Asset, [plant], today)[plant]
    expected = {"盘活临期": DeadlineLight.YELLOW, "盘活逾期": DeadlineLight.RED}
    assert lit is (expected[kinds[0][0]] if kinds else DeadlineLight.GREEN)


def test_a_unit_that_does_not_answer_in_time_is_named(book: Store) -> None:
    with book.writing("事项") as session:
        set_definitions(session, response_days="1")
        handed = {"handed_to": "自然资源局", "handed_on": date(2026, 10, 12)}
        add_row(session, Obligation, name="用地难", **handed)
        add_row(session, Obligation, name="答了", answered_on=date(2026, 10, 20), **handed)
        add_row(session, Obligation, name="销了", state="已销号", **handed)
    assert kinds_on(book, date(2026, 10, 13)) == []
    (alert,) = alerts_of(book, date(2026, 10, 15))
    assert (alert.name, alert.kind, alert.days) == ("用地难", "响应逾期", 2)
    assert alert.message == "自然资源局应在推送后1天内响应，已过2天"
