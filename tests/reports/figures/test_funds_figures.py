"""Placed funds on each basis, counted by hand in the small county, and what circulars and sheets say of them."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from models.ledgers import Funding
from models.rules.periods import read_period
from models.rules.placed_funds import FundsBasis
from models.statistics.event_reader import read_statistics
from models.statistics.project_profile import project_profile
from models.storage.store import Store
from reports.circulars.parts.capital import capital_notes, outside_sentence
from reports.figures.figure import Figure, PeriodFigures
from reports.figures.funds_figures import figures_by_basis, funds_by_basis, funds_note
from tests.definitions import set_definitions
from tests.reports.county import small_county
from tests.rows import TODAY, copy_template, open_unsynced

D = Decimal


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Iterator[tuple[Store, dict[str, str]]]:
    """Make the small county, and recognise 4000 of F1, nothing of F3; F2 is verified as it was reported."""
    with open_unsynced(copy_template(empty_book, tmp_path / "county")) as book:
        ids = small_county(book)
        with book.writing("认定") as session:
            session.get_one(Funding, ids["F1"]).recognised = D(4_000)
            session.get_one(Funding, ids["F3"]).recognised = D(0)
            session.get_one(Funding, ids["F2"]).verified = True
        yield book, ids


def board(book: Store, **settings: str) -> PeriodFigures:
    """Compute the figures of October under a county's settings."""
    with book.writing("口径") as session:
        set_definitions(session, **settings)
    with book.reading() as session:
        return PeriodFigures(read_statistics(session), read_period("2026-10"))


def shown(figure: Figure, ids: dict[str, str]) -> tuple[str, str]:
    """Return a figure as printed, and the names of its rows."""
    names = {row: name for name, row in ids.items()}
    return figure.text, " ".join(sorted(names[row] for row in figure.rows))


@pytest.mark.parametrize(
    ("basis", "year", "now", "rate"),
    [
        ("上报数", ("0.90", "F1 F2 F3 F7"), ("0.60", "F1 F3 F7"), "9.09"),
        # 4000 of 88,000 signed this year; F2 of April and F3 are not recognised.
        ("认定数", ("0.40", "F1"), ("0.40", "F1"), "4.55"),
        # F2 is of April: nothing in October.
        ("统计核定数", ("0.30", "F2"), ("0.00", ""), "3.41"),
    ],
)
def test_figures_count_the_amount_that_the_county_says(
    county: tuple[Store, dict[str, str]], basis: str, year: tuple[str, str], now: tuple[str, str], rate: str
) -> None:
    book, ids = county
    figures = board(book, funds_counted=basis)
    assert shown(figures.year("funds"), ids) == year
    assert shown(figures.now("funds"), ids) == now
    assert figures.funds_rate().text == rate
    named = f"，按{basis}计" in figures.year("funds").formula
    assert named is (basis != "上报数")


def test_the_three_amounts_stand_side_by_side_only_where_the_county_prints_them(
    county: tuple[Store, dict[str, str]],
) -> None:
    book, ids = county
    plain = board(book, funds_counted="认定数")
    assert figures_by_basis(plain) == []
    assert outside_sentence(plain, "累计") == ()
    assert capital_notes(plain) == ("到位资金按认定数计。",)
    every = board(book, funds_shown="三个数都写")
    assert [shown(funds_by_basis(every, basis), ids) for basis in FundsBasis] == [
        ("0.90", "F1 F2 F3"),
        ("0.40", "F1"),
        ("0.30", "F2"),
    ]
    assert [figure.text for figure in figures_by_basis(every, ids["B"])] == ["0.10", "0.00", "0.00"]
    text = "".join(span.text for span in outside_sentence(every, "累计"))
    assert text == "累计到位资金上报0.90亿元、认定0.40亿元、统计核定0.30亿元，按认定数计。"


def test_a_county_that_says_nothing_prints_no_note(county: tuple[Store, dict[str, str]]) -> None:
    assert funds_note(board(county[0])) == ""


def test_a_project_s_sheet_counts_as_the_circulars_do(county: tuple[Store, dict[str, str]]) -> None:
    book, ids = county
    board(book, funds_counted="认定数")
    with book.reading() as session:
        placed = project_profile(session, ids["P1"], TODAY).placed
    assert (placed.amount, placed.rows, placed.basis) == (D(4_000), (ids["F1"],), "认定数")
    assert placed.rate is not None
    assert round(placed.rate, 2) == D("14.29")  # of 28,000
