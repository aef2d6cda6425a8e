"""同比 rests on something stored: 往年数据, or a book that kept the year before; a decline is no negative growth."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import County, Funding, PastFigure
from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.year_on_year import growth_phrase, growth_rate, last_year_figure
from reports.figures.figure import Figure, PeriodFigures
from tests.reports.written import sentences
from tests.rows import add_project, add_row

MARCH = read_period("2026-03")


def fill(book: Store, *months: int, unit: str = "亿元") -> None:
    """Store 10亿元 signed for some months of 2025, and sign 40亿元 in March 2026."""
    with book.writing("往年") as session:
        add_row(session, County, name="示例县")
        add_project(session, "甲", {"签约": date(2026, 3, 5)}, signed_amount=Decimal(400_000))
        value = Decimal(10) if unit == "亿元" else Decimal(100_000)
        for month in months:
            add_row(session, PastFigure, metric="签约金额", period=f"2025-{month:02}", value=value, unit=unit)


@pytest.mark.parametrize("unit", ["亿元", "万元"])
def test_stored_months_are_added_up(book: Store, unit: str) -> None:
    fill(book, 1, 2, 3, unit=unit)
    text = "".join(sentences(compose(book, "month", MARCH)[0]))
    assert "1—3月，全县新签约项目1个，签约金额40.00亿元，同比增长33.33%" in text


def test_a_month_that_is_missing_leaves_no_growth_to_tell(book: Store) -> None:
    fill(book, 1, 3)
    assert "同比" not in "".join(sentences(compose(book, "month", MARCH)[0]))


def test_a_sum_up_to_the_month_is_used_as_it_is(book: Store) -> None:
    fill(book)
    with book.writing("累计") as session:
        for period, value in (("2025-02累计", 99), ("2025-03累计", 32), ("2025-04累计", 77), ("2025-03", 1)):
            add_row(session, PastFigure, metric="签约金额", period=period, value=Decimal(value), unit="亿元")
    assert "签约金额40.00亿元，同比增长25.00%" in "".join(sentences(compose(book, "month", MARCH)[0]))


@pytest.mark.parametrize(
    ("opening", "funds", "signed"),
    [
        (None, 1, 0),
        (date(2024, 12, 31), 1, 0),
        (date(2025, 2, 28), 1, 0),
        (date(2025, 3, 31), 1, 0),
        (date(2025, 4, 1), None, 0),  # how much of it had come by March nobody knows
        (date(2025, 12, 31), None, None),  # moved into after that year: what had ended did not come along
        (date(2026, 2, 28), None, None),
    ],
)
def test_a_book_moved_into_since_leaves_no_growth_to_tell(
    book: Store, opening: date | None, funds: int | None, signed: int | None
) -> None:
    with book.writing("示例") as session:
        project = add_project(session, "甲", {"签约": date(2024, 3, 5)}, total=Decimal(400_000))
        for month, amount in ((date(2025, 2, 1), 10_000), (date(2026, 2, 1), 20_000)):
            add_row(session, Funding, project=project, month=month, amount=Decimal(amount))
        if opening is not None:
            add_row(session, Funding, project=project, month=opening.replace(day=1), covers_to=opening)
    with book.reading() as session:
        board = PeriodFigures(read_statistics(session), MARCH)
    for key, expected in (("funds", funds), ("signed", signed)):
        then = last_year_figure(board, key)
        assert (then.value if then is not None else None) == expected


def figure(value: int) -> Figure:
    """Make a figure."""
    return Figure("x", "签约", "个", Decimal(value), "")


@pytest.mark.parametrize(
    ("now", "then", "sentence"),
    [
        (3, 0, ""),
        (3, 2, "同比增长50.00%"),
        (1, 2, "同比下降50.00%"),
        (2, 2, "与上年同期持平"),
        (0, 2, "同比下降100.00%"),
    ],
)
def test_the_words_of_a_growth(now: int, then: int, sentence: str) -> None:
    assert "".join(span.text for span in growth_phrase({}, figure(now), figure(then))) == sentence
    assert (growth_rate(figure(now), figure(then)).value is None) == (then == 0)
