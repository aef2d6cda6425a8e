"""What an opinion, a point of an agreement and a recognised amount must say."""

from datetime import date
from decimal import Decimal

import pytest

from models.fields.kind import Value
from models.ledgers import AgreementPoint, Funding, UnitOpinion
from models.services.review_validation import funding_faults, opinion_faults, point_faults
from models.services.validation import validate_values
from models.storage.store import Store

D = Decimal
TODAY, YESTERDAY, TOMORROW = date(2026, 11, 20), date(2026, 11, 19), date(2026, 11, 21)


@pytest.mark.parametrize(
    ("facts", "faulty"),
    [
        ({}, set()),
        ({"asked_on": TODAY}, set()),
        ({"opinion": "同意", "on": TODAY}, set()),
        ({"opinion": "同意"}, {"on"}),
        ({"opinion": "同意", "on": TOMORROW}, {"on"}),
        ({"opinion": "同意", "on": YESTERDAY, "asked_on": TODAY}, {"on"}),
        ({"opinion": "不同意", "on": TODAY}, {"text"}),
        ({"opinion": "有条件同意", "on": TODAY, "text": " "}, {"text"}),
        ({"opinion": "有条件同意", "on": TODAY, "text": "环评批复后"}, set()),
    ],
)
def test_an_opinion_has_its_day_and_its_reason(facts: dict[str, object], faulty: set[str]) -> None:
    assert set(opinion_faults(UnitOpinion(project="x", unit="发改局", **facts), TODAY)) == faulty


def test_a_point_that_does_not_apply_has_no_terms_and_an_exception_its_ground() -> None:
    assert set(point_faults(AgreementPoint(point="用地", text="十亩", waived=True))) == {"waived"}
    assert point_faults(AgreementPoint(point="用地", waived=True)) == {}
    assert set(point_faults(AgreementPoint(point="用地", review="适用例外"))) == {"review_ground", "review_on"}


@pytest.mark.parametrize(
    ("facts", "faulty"),
    [
        ({"amount": D(500)}, set()),
        ({"amount": D(500), "recognised": D(500)}, set()),
        ({"amount": D(500), "recognised": D("499.99")}, {"shortfall"}),
        ({"amount": D(500), "recognised": D(0), "shortfall": "凭证不全"}, set()),
        ({"amount": D(500), "recognised": D(300), "shortfall_note": "一半没有凭证"}, set()),
        ({"amount": D(500), "recognised": D("500.01")}, {"recognised"}),
        ({"recognised": D(300)}, set()),
        ({"amount": D(500), "recognised_on": TOMORROW}, {"recognised_on"}),
        ({"amount": D(500), "reported_on": TOMORROW}, {"reported_on"}),
        ({"amount": D(500), "verified": False, "verified_amount": D(3)}, {"verified"}),
    ],
)
def test_no_more_is_recognised_than_was_reported_and_less_only_with_a_reason(
    facts: dict[str, object], faulty: set[str]
) -> None:
    assert set(funding_faults(Funding(**facts), TODAY)) == faulty


def test_an_amount_of_the_statistics_office_makes_the_payment_verified() -> None:
    row = Funding(amount=D(500), verified_amount=D(400))
    assert funding_faults(row, TODAY) == {}
    assert row.verified is True


def test_a_row_of_a_sheet_is_held_to_the_same(book: Store) -> None:
    with book.reading() as session:
        assert set(validate_values(UnitOpinion, {"opinion": "同意"}, session, TODAY)) == {"on"}
        values: dict[str, Value] = {"amount": D(500), "recognised": D(600), "month": date(2026, 10, 1)}
        assert set(validate_values(Funding, values, session, TODAY)) == {"recognised"}
