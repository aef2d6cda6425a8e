"""Payments that were reported and not recognised: which, why, and for how long."""

from datetime import date
from decimal import Decimal

from models.ledgers import Funding, Project
from models.statistics.alerts import daily_alerts
from models.statistics.unrecognised_funds import unrecognised_funds, waiting_funds
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.rows import add_project, add_row, add_task_force

D = Decimal
TODAY = date(2026, 11, 20)
OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)


def add_payments(book: Store, **settings: str) -> dict[str, str]:
    """Add payments of one project, each in another state; return their ids by a name."""
    with book.writing("到资") as session:
        set_definitions(session, **settings)
        force = add_task_force(session, "焦化", 1)
        project = add_project(session, "甲项目", {"签约": SEPTEMBER}, task_force=force)
        facts = {
            "open": {"amount": D(300), "month": SEPTEMBER, "proof_invoice": True},
            "late": {"amount": D(800), "month": OCTOBER, "reported_on": date(2026, 10, 8)},
            "edge": {"amount": D(50), "month": OCTOBER, "reported_on": date(2026, 10, 21)},  # thirty days ago
            "dollars": {"foreign": D(20), "month": SEPTEMBER},
            "half": {"amount": D(400), "recognised": D(150), "shortfall": "凭证不全", "month": SEPTEMBER},
            "whole": {"amount": D(400), "recognised": D(400), "month": SEPTEMBER},
            "settled dollars": {"foreign": D(20), "recognised_on": TODAY, "month": SEPTEMBER},
        }
        rows = {name: add_row(session, Funding, project=project, **values) for name, values in facts.items()}
        gone = add_row(session, Funding, project=project, amount=D(9), month=SEPTEMBER)
        session.get_one(Funding, gone).removed = True
    return rows


def test_the_undecided_come_first_by_amount_then_what_was_refused(book: Store) -> None:
    rows = add_payments(book, funds_proof="银行转账凭证、发票")
    with book.reading() as session:
        listed = unrecognised_funds(session)
    names = {row: name for name, row in rows.items()}
    assert [names[payment.row] for payment in listed] == ["late", "open", "edge", "dollars", "half"]
    opened, half = listed[1], listed[-1]
    assert (opened.open_amount, opened.missing) == (D(300), ("银行转账凭证",))
    assert opened.days(TODAY) == 51  # since 30 September
    assert (half.open_amount, half.reason, half.is_pending) == (D(250), "凭证不全", False)
    assert (opened.project, opened.force_name) == ("甲项目", "焦化")


def test_only_a_county_that_recognises_funds_is_reminded_and_only_after_its_days(book: Store) -> None:
    rows = add_payments(book)
    with book.reading() as session:
        assert waiting_funds(session, TODAY) == []
    with book.writing("口径") as session:
        set_definitions(session, funds_counted="认定数")
    with book.reading() as session:
        waiting = {payment.row for payment in waiting_funds(session, TODAY)}
        alerts = [alert for alert in daily_alerts(session, TODAY) if alert.kind == "没有认定"]
    assert waiting == {rows["open"], rows["late"], rows["dollars"]}  # of October 21 it is the thirtieth day
    assert {alert.row for alert in alerts} == waiting
    (late,) = (alert for alert in alerts if alert.row == rows["late"])
    assert (late.name, late.message) == ("甲项目　2026年10月", "上报43天没有认定，缺银行转账凭证")


def test_a_project_that_ended_reminds_nobody(book: Store) -> None:
    add_payments(book, funds_shown="三个数都写")
    with book.writing("终止") as session:
        session.query(Project).one().status = "终止"
    with book.reading() as session:
        assert waiting_funds(session, TODAY) == []
