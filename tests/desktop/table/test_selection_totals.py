"""Sums are messages in the clerk's units."""

from decimal import Decimal

import pytest

from desktop.table.selection_totals import amount_text, totals_text
from models.fields.field import field_of
from models.ledgers import Lead, Project


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("9999", "万元", "9,999万元"),
        ("45000", "万元", "4.5亿元"),
        ("-12000", "万元", "-1.2亿元"),
        ("12", "人", "12人"),
        ("1200.5", "亩", "1,200.5亩"),
    ],
)
def test_an_amount_reads_well(value: str, unit: str, text: str) -> None:
    assert amount_text(Decimal(value), unit) == text


def test_only_what_adds_up_is_named() -> None:
    shown = [field_of(Lead, key) for key in ("name", "total", "jobs")]
    assert (
        totals_text(shown, {"total": Decimal(45000), "jobs": Decimal(30)})
        == "合计 预计总投资 4.5亿元 · 线索预计用工 30人"
    )
    assert totals_text(shown, {}) == ""


def test_no_more_than_three_are_named() -> None:
    keys = ("total", "signed_amount", "fixed", "filed")
    text = totals_text([field_of(Project, key) for key in keys], dict.fromkeys(keys, Decimal(1)))
    assert text.count(" · ") == 2
