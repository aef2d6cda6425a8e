"""A whole column off by noughts is doubted; a correction, a few cells or amounts of another kind are not."""

from collections.abc import Collection, Sequence
from decimal import Decimal

import pytest

from models.exchange.sheet_import.scale_check import scale_doubts
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan
from tests.rows import add_lead

BOOK_AMOUNTS = (5000, 12_000, 800, 30_000)  # 万元
NEW_NAMES = ("焦化厂技改", "光伏电站", "冷链物流园", "铝箔生产线")


def doubts(
    book: Store,
    amounts: Sequence[object],
    *,
    new: bool = False,
    written: Collection[str] = (),
    chosen: Collection[str] = (),
) -> list[str]:
    """Import amounts, one for each lead of the book or for as many new ones, and return the doubts' sentences."""
    with book.writing("线索") as session:
        rows = [add_lead(session, f"线索{number}", total=amount) for number, amount in enumerate(BOOK_AMOUNTS)]
    cells = [(NEW_NAMES[number] if new else f"线索{number}", amount) for number, amount in enumerate(amounts)]
    table = import_table("lead", ("name", "total"), *cells, ids=[] if new else rows)
    with book.reading() as session:
        return [doubt.message for doubt in scale_doubts(make_plan(session, table), written, chosen)]


@pytest.mark.parametrize(
    ("factor", "words"),
    [("0.0001", "10,000 分之一"), ("10000", "10,000 倍"), ("0.01", "100 分之一"), ("1000", "1,000 倍")],
)
def test_a_column_that_differs_by_one_power_of_ten_is_doubted(book: Store, factor: str, words: str) -> None:
    (message,) = doubts(book, [Decimal(amount) * Decimal(factor) for amount in BOOK_AMOUNTS], written={"total"})
    assert f"有 4 格都是账本里的 {words}" in message
    assert "本栏是万元" in message


@pytest.mark.parametrize(
    "amounts",
    [
        (6000, 13_000, 900, 31_000),  # amounts that grew
        (50_000, 120_000, 8000, 300_000),  # one nought more may be a correction of each
        (Decimal("0.5"), Decimal("1.2"), 800, 30_000),  # two cells are too few
        (Decimal("0.5"), 13_000, Decimal("0.08"), 31_000),  # half of the changed ones only
        BOOK_AMOUNTS,
    ],
)
def test_corrections_are_not_doubted(book: Store, amounts: Sequence[object]) -> None:
    assert doubts(book, amounts, written={"total"}) == []


def test_a_unit_the_clerk_named_is_not_doubted(book: Store) -> None:
    assert doubts(book, [amount / 10_000 for amount in BOOK_AMOUNTS], chosen={"total"}) == []


def test_new_amounts_far_from_the_book_s_are_doubted_where_nothing_says_their_unit(book: Store) -> None:
    (message,) = doubts(book, ["0.5", "1.2", "0.8"], new=True)
    assert "没有写单位，按万元算，3 格居中的是 0.8，账本里居中的是 8,500" in message


def test_new_amounts_are_not_doubted_where_their_unit_is_written(book: Store) -> None:
    assert doubts(book, ["0.5", "1.2", "0.8"], new=True, written={"total"}) == []


def test_new_amounts_like_the_book_s_or_too_few_are_not_doubted(book: Store) -> None:
    assert doubts(book, [700, 9000, 100], new=True) == []


def test_two_new_amounts_say_nothing(book: Store) -> None:
    assert doubts(book, ["0.5", "1.2"], new=True) == []
