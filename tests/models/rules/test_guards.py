"""Unit and sum guards, on figures that were really printed."""

from decimal import Decimal

import pytest

from models.rules.guards import cross_foots, foots, lost_unit, outliers

D = Decimal


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("115.6", ("59.8", "26.2", "29.6")),
        ("261.72", ("113.23", "105.03", "43.46")),
        ("169.34", ("58.8", "110.54")),
        ("104.24", ("35.4", "68.84")),
        ("702.76", ("526.89", "175.87")),
    ],
)
def test_printed_tables_of_the_source_documents_foot(total: str, parts: tuple[str, ...]) -> None:
    assert foots(D(total), map(D, parts))


def test_the_printed_slip_of_linfen_is_caught() -> None:
    assert lost_unit("261.72元")
    assert not lost_unit("261.72亿元")
    assert not lost_unit("2617200元")


def test_an_amount_a_thousand_times_its_peers_is_flagged() -> None:
    yi = [D(3), D(5), D(2), D(8000), D(4)]
    assert outliers(yi) == [3]
    assert outliers([D(3000), D(5000), D(2), D(8000), D(4000)]) == [2]
    assert outliers([D(3), None, D(0), D(8000)]) == []


def test_a_table_names_the_row_and_column_that_do_not_foot() -> None:
    # 运城、大同 三个一批: projects signed, started, in production, and all.
    good = [[D(40), D(33), D(27), D(100)], [D(17), D(16), D(14), D(47)], [D(57), D(49), D(41), D(147)]]
    assert cross_foots(good) == []
    bad = [[D(40), D(33), D(27), D(101)], *good[1:]]
    assert cross_foots(bad) == ["第1行：40+33+27≠101", "第4列：101+47≠147"]
