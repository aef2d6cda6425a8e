"""The rates of promises kept, worked out by hand, with the rows behind them."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import Policy
from models.statistics.both_sides import BothSides, read_both_sides
from models.storage.store import Store
from reports.figures.kept_figures import by_firm, by_policy, by_unit, duty_rates, promise_rates, review_share
from tests.kept_rows import DAY, add_both_sides, add_duty, add_promise
from tests.rows import add_row


def read(book: Store, day: date = DAY) -> BothSides:
    """Read both sides of the book."""
    with book.reading() as session:
        return read_both_sides(session, day)


@pytest.fixture
def both(book: Store) -> BothSides:
    """Read the county of tests/kept_rows.py."""
    with book.writing("例") as session:
        add_both_sides(session)
    return read(book)


def test_the_rates_by_count_and_amount_with_their_rows(both: BothSides) -> None:
    kept = promise_rates("政府承诺", both.promises)
    # Of three that fell due one is paid in full; of 400 万元 150 are paid.
    assert (kept.due.text, kept.kept.text, kept.rate.text) == ("3", "1", "33.33")
    assert (kept.due_amount.text, kept.kept_amount.text, kept.amount_rate.text) == ("400.00", "150.00", "37.50")
    due = [promise.row for promise in both.promises if promise.is_due]
    assert kept.rate.rows == tuple(due)
    assert kept.kept.rows == tuple(promise.row for promise in both.promises if promise.state == "已兑现")
    assert kept.due_amount.parts == tuple(promise.amount for promise in both.promises if promise.is_due)
    assert kept.rate.operands == (kept.kept, kept.due)


def test_duties_that_are_not_verified_count_nowhere(both: BothSides) -> None:
    kept = duty_rates("企业履约", both.duties)
    assert (kept.due.text, kept.kept.text, kept.rate.text) == ("2", "1", "50.00")
    assert kept.amount_rate.text == "—"  # nothing was promised as investment


def test_investment_counts_up_to_what_was_promised(book: Store) -> None:
    with book.writing("例") as session:
        for name, promised, reached in (("甲", 1000, 700), ("乙", 500, 900)):
            real = {"promised": Decimal(promised), "verified": Decimal(reached)}
            add_duty(session, name, measure="投资额", due=date(2026, 9, 1), **real)
    kept = duty_rates("企业履约", read(book).duties)
    # 700 + 500 of 1,500: what the second invested beyond its promise makes nothing good for the first.
    assert (kept.due_amount.text, kept.kept_amount.text, kept.amount_rate.text) == ("1,500.00", "1,200.00", "80.00")


def test_where_nothing_fell_due_there_is_no_rate(book: Store) -> None:
    with book.writing("例") as session:
        add_promise(session, "明年的", amount=Decimal(5), condition="投产", due=date(2027, 1, 1))
    kept = promise_rates("政府承诺", read(book).promises)
    assert kept.is_empty
    assert [kept.due.text, kept.rate.text, kept.due_amount.text, kept.amount_rate.text] == ["0", "—", "—", "—"]


def test_a_promise_without_an_amount_counts_by_number_alone(book: Store) -> None:
    with book.writing("例") as session:
        add_promise(session, "修路", due=date(2026, 9, 1))
        add_promise(session, "补助", amount=Decimal(0), due=date(2026, 9, 1))
    kept = promise_rates("政府承诺", read(book).promises)
    assert (kept.due.text, kept.due_amount.text, kept.amount_rate.text) == ("2", "0.00", "—")


def test_each_unit_has_both_sides_and_a_shared_promise_counts_for_both(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
        add_promise(session, "两家的", unit="财政局、工科局", due=date(2026, 9, 1), fulfilment="已兑现")
    pairs = {pair.name: (pair.paid.rate.text, pair.done.rate.text) for pair in by_unit(read(book))}
    assert pairs == {"财政局": ("50.00", "—"), "工科局": ("100.00", "—"), "发改局": ("—", "50.00")}


def test_by_policy_only_where_a_policy_is_named(book: Store, both: BothSides) -> None:
    assert by_policy(both) == []
    with book.writing("例") as session:
        policy = add_row(session, Policy, name="设备补助办法")
        add_promise(session, "按办法的", policy=policy, due=date(2026, 9, 1), fulfilment="已兑现")
    rates = {pair.name: pair.paid.rate.text for pair in by_policy(read(book))}
    assert rates == {"设备补助办法": "100.00", "没有写依据政策": "33.33"}


def test_by_firm_under_its_row_id(both: BothSides) -> None:
    (pair,) = by_firm(both)
    assert pair.name == both.promises[0].party.row
    assert (pair.paid.rate.text, pair.done.rate.text) == ("33.33", "50.00")


def test_the_share_of_tied_promises_that_passed_their_review(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
        passed = {"review": "通过", "review_on": date(2026, 5, 1)}
        add_promise(session, "税收返还甲", **passed)
        add_promise(session, "税收返还乙", review="不通过")
        add_promise(session, "和审查无关的")
    tied, cleared, share = review_share(read(book).promises)
    assert (tied.text, cleared.text, share.text) == ("3", "1", "33.33")
    assert [figure.text for figure in review_share(())] == ["0", "0", "—"]
