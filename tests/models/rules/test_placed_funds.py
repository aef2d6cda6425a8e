"""Which of the reported, recognised and verified amounts of a payment counts, worked out by hand."""

from decimal import Decimal

import pytest

from models.rules.placed_funds import FundsBasis, FundsEntry, basis_note, missing_proofs

D = Decimal


@pytest.mark.parametrize(
    ("entry", "reported", "recognised", "verified"),
    [
        (FundsEntry(amount=D(500)), 500, 0, 0),  # nobody has looked at it
        (FundsEntry(amount=D(500), recognised=D(300)), 500, 300, 0),
        (FundsEntry(amount=D(500), recognised=D(0)), 500, 0, 0),  # refused
        (FundsEntry(amount=D(500), verified=True), 500, 0, 500),  # ticked without an amount: as reported
        (FundsEntry(amount=D(500), recognised=D(300), verified=True), 500, 300, 300),  # ... else as recognised
        (FundsEntry(amount=D(500), recognised=D(300), verified=True, verified_amount=D(280)), 500, 300, 280),
        (FundsEntry(amount=D(500), recognised=D(300), verified=False), 500, 300, 0),
        (FundsEntry(), 0, 0, 0),
    ],
)
def test_what_a_payment_is_worth_on_each_basis(
    entry: FundsEntry, reported: int, recognised: int, verified: int
) -> None:
    assert [entry.worth(basis) for basis in FundsBasis] == [reported, recognised, verified]


@pytest.mark.parametrize(
    ("entry", "foreign"),
    [
        (FundsEntry(amount=D(500), foreign=D(8)), [8, 0, 0]),
        (FundsEntry(amount=D(500), foreign=D(8), recognised=D(300), verified=True), [8, 8, 8]),
        (FundsEntry(amount=D(500), foreign=D(8), recognised=D(0), has_recognition_day=True), [8, 0, 0]),
        (FundsEntry(foreign=D(8)), [8, 0, 0]),
        (FundsEntry(foreign=D(8), has_recognition_day=True), [8, 8, 0]),  # dollars alone: the day recognises them
        (FundsEntry(foreign=D(8), has_recognition_day=True, recognised=D(0)), [8, 0, 0]),
        (FundsEntry(foreign=D(8), verified=True), [8, 0, 8]),
    ],
)
def test_the_foreign_part_counts_where_its_payment_does(entry: FundsEntry, foreign: list[int]) -> None:
    assert [entry.foreign_worth(basis) for basis in FundsBasis] == foreign


def test_the_evidence_that_is_asked_for_and_not_ticked_is_missing() -> None:
    wanted = ("银行转账凭证", "发票", "合同")
    assert missing_proofs({"proof_invoice": True, "proof_contract": False}, wanted) == ("银行转账凭证", "合同")
    assert missing_proofs({}, ()) == ()


def test_the_basis_is_named_only_where_it_is_not_the_reported_amount() -> None:
    assert basis_note("上报数") == ""
    assert basis_note("上报数", always=True) == "，按上报数计"
    assert basis_note("认定数") == "，按认定数计"
