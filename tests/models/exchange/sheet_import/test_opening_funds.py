"""Funds columns of project lists become opening fundings, by hand; what the book has already is never doubled.

The lists are summed up to 31 October 2026 (万元) where nothing else is said; today is 20 November 2026.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.exchange.sheet_import.apply import apply_plans
from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.import_rows import FundsPeriod
from models.exchange.sheet_import.opening_funds import funds_sentences, span_text
from models.exchange.sheet_import.preview import plan_import
from models.exchange.sheet_import.row_outcome import (
    FundsOptions,
    FundsPart,
    FundsQuestion,
    ImportOptions,
    PlannedRow,
    RowOutcome,
)
from models.ledgers import Funding
from models.queries.reading_context import reading_context
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan
from tests.rows import add_project, add_row, finish

D = Decimal
OCTOBER, NOVEMBER = date(2026, 10, 31), date(2026, 11, 20)
BOTH, TOTAL, OF_YEAR = ("funds_to_date", "funds_of_year"), ("funds_to_date",), ("funds_of_year",)
BY_OCTOBER, NO_ANSWER = FundsOptions(OCTOBER), FundsOptions()
Span = tuple[str | None, str, int]  # first day, last day, amount
BEFORE = (None, "2025-12-31")
THIS_YEAR = ("2026-01-01", "2026-10-31")


def take(
    book: Store, columns: tuple[str, ...], *cells: object, options: FundsOptions = BY_OCTOBER, write: bool = True
) -> PlannedRow:
    """Plan one row of a project list with funds columns, and write it."""
    table = import_table("project", ("name", *columns), ("示例项目", *cells))
    with book.reading() as session:
        plan = make_plan(session, table, ImportOptions(funds=options))
    if write:
        with book.writing("收表") as session:
            apply_plans(session, [plan])
    return plan.rows[0]


def fundings(book: Store) -> list[Span]:
    """Return the book's fundings: the days they cover, or the month, and the amounts."""
    with book.reading() as session:
        rows = session.query(Funding).filter_by(removed=False).all()
        spans = [(row.covers_from, row.covers_to or row.month, row.amount) for row in rows]
    return sorted(
        ((first.isoformat() if first else None, last.isoformat(), int(amount or 0)) for first, last, amount in spans),
        key=lambda span: span[1:],
    )


@pytest.mark.parametrize(
    ("columns", "cells", "part", "expected"),
    [
        (BOTH, (5000, 2000), None, [(*BEFORE, 3000), (*THIS_YEAR, 2000)]),
        (BOTH, (5000, 5000), None, [(*THIS_YEAR, 5000)]),
        (BOTH, (5000, 0), None, [(*BEFORE, 5000)]),
        (BOTH, (5000, 2000), FundsPart.EARLIER_YEARS, [(*BEFORE, 3000), (*THIS_YEAR, 2000)]),  # the sheet says it
        (OF_YEAR, (2000,), None, [(*THIS_YEAR, 2000)]),
        (TOTAL, (5000,), FundsPart.EARLIER_YEARS, [(*BEFORE, 5000)]),
        (TOTAL, (5000,), FundsPart.THIS_YEAR, [(*THIS_YEAR, 5000)]),
        (TOTAL, ("1.2亿元",), FundsPart.THIS_YEAR, [(*THIS_YEAR, 12000)]),
        (TOTAL, (0,), FundsPart.THIS_YEAR, []),
        (BOTH, ("", ""), None, []),
        (BOTH, (5000, ""), None, [(*BEFORE, 5000)]),  # nothing came this year
        (BOTH, ("", 700), None, [(*THIS_YEAR, 700)]),
    ],
)
def test_a_new_project_gets_one_row_for_each_part(
    book: Store, columns: tuple[str, ...], cells: tuple[object, ...], part: FundsPart | None, expected: list[Span]
) -> None:
    row = take(book, columns, *cells, options=FundsOptions(OCTOBER, part))
    assert (row.outcome, row.rejected) == (RowOutcome.NEW, {})
    assert fundings(book) == expected


def test_an_opening_row_says_where_it_is_from(book: Store) -> None:
    take(book, TOTAL, "约5000", options=FundsOptions(OCTOBER, FundsPart.THIS_YEAR))
    with book.reading() as session:
        (row,) = session.query(Funding).all()
        assert (row.proof, row.month, row.mark_of("amount")) == ("期初：《示例.xlsx》Sheet1", date(2026, 10, 1), "约")


@pytest.mark.parametrize(
    ("options", "columns", "question"),
    [
        (FundsOptions(), BOTH, FundsQuestion.DAY),
        (FundsOptions(date(2026, 11, 21)), BOTH, FundsQuestion.DAY),  # tomorrow
        (FundsOptions(NOVEMBER), BOTH, None),
        (FundsOptions(OCTOBER), TOTAL, FundsQuestion.PART),
        (FundsOptions(part=FundsPart.THIS_YEAR), TOTAL, FundsQuestion.DAY),
    ],
)
def test_without_an_answer_the_project_comes_and_its_funds_wait(
    book: Store, options: FundsOptions, columns: tuple[str, ...], question: FundsQuestion | None
) -> None:
    row = take(book, columns, 5000, *([100] if columns == BOTH else []), options=options)
    assert (row.outcome, row.funds.question) == (RowOutcome.NEW, question)
    assert bool(fundings(book)) is (question is None)
    words = {FundsQuestion.DAY: "截至”哪一天", FundsQuestion.PART: "往年的还是本年的", None: "记期初 2 笔"}
    (sentence,) = funds_sentences([row], options)
    assert words[question] in sentence


@pytest.mark.parametrize(
    ("columns", "cells", "column", "sentence"),
    [
        (BOTH, (1000, 1001), "funds_of_year", "本年到位 1,001 万元，比累计的 1,000 万元还多，两个数都没有收"),
        (TOTAL, (-5,), "funds_to_date", "不能小于零"),
        (OF_YEAR, ("见附件",), "funds_of_year", "本年到位资金："),
        (BOTH, (5000, "见附件"), "funds_of_year", "本年到位资金："),
    ],
)
def test_amounts_that_cannot_be_are_refused(
    book: Store, columns: tuple[str, ...], cells: tuple[object, ...], column: str, sentence: str
) -> None:
    row = take(book, columns, *cells)
    assert list(row.rejected) == [column]
    assert sentence in row.rejected[column].message
    assert fundings(book) == []


def test_the_same_list_again_changes_nothing(book: Store) -> None:
    take(book, BOTH, 5000, 2000)
    again = take(book, BOTH, 5000, 2000, options=replace(BY_OCTOBER, add_difference=True))
    assert (again.outcome, again.funds.fundings, again.funds.gap) == (RowOutcome.SAME, (), D(0))
    assert fundings(book) == [(*BEFORE, 3000), (*THIS_YEAR, 2000)]


def test_a_corrected_list_corrects_the_opening_row_where_asked_to(book: Store) -> None:
    take(book, BOTH, 5000, 2000)
    row = take(book, BOTH, 5300, 2200)
    assert (row.outcome, row.funds.gap) == (RowOutcome.SAME, D(300))
    assert fundings(book) == [(*BEFORE, 3000), (*THIS_YEAR, 2000)]
    row = take(book, BOTH, 5300, 2200, options=replace(BY_OCTOBER, add_difference=True))
    assert row.outcome is RowOutcome.CHANGED
    assert fundings(book) == [(*BEFORE, 3100), (*THIS_YEAR, 2200)]
    take(book, BOTH, 4000, 2200, options=replace(BY_OCTOBER, add_difference=True))  # less: the list was wrong before
    assert fundings(book) == [(*BEFORE, 1800), (*THIS_YEAR, 2200)]


@pytest.mark.parametrize(
    ("columns", "cells", "expected"),
    [
        (BOTH, (5600, 2600), 350),
        (OF_YEAR, (2600,), 350),
        (TOTAL, (5600,), 350),
        (BOTH, (5250, 2250), 0),  # the payment of November is what the later list has more
        (TOTAL, (5250,), 0),
        (TOTAL, (5000,), -250),
        (OF_YEAR, (2000,), -250),
    ],
)
def test_of_a_later_list_only_the_difference_counts(
    book: Store, columns: tuple[str, ...], cells: tuple[int, ...], expected: int
) -> None:
    take(book, BOTH, 5000, 2000)
    with book.writing("十一月的") as session:
        project = session.query(Funding.project).first()
        assert project is not None
        add_row(session, Funding, project=project[0], month=date(2026, 11, 1), amount=D(250))
    known = [(*BEFORE, 3000), (*THIS_YEAR, 2000), (None, "2026-11-01", 250)]
    row = take(book, columns, *cells, options=FundsOptions(NOVEMBER))
    assert row.funds.gap == expected
    assert fundings(book) == known
    take(book, columns, *cells, options=FundsOptions(NOVEMBER, add_difference=True))
    # What is more came after the last opening row; what is less is never taken back.
    assert fundings(book) == [*known, *([("2026-11-01", "2026-11-20", 350)] if expected > 0 else [])]


def test_a_total_taken_as_one_part_is_not_doubled_by_a_list_with_both(book: Store) -> None:
    take(book, TOTAL, 5000, options=FundsOptions(OCTOBER, FundsPart.THIS_YEAR))
    row = take(book, BOTH, 5200, 2000)
    assert (row.funds.fundings, row.funds.gap) == ((), D(200))
    assert fundings(book) == [(*THIS_YEAR, 5000)]
    take(book, BOTH, 5200, 2000, options=replace(BY_OCTOBER, add_difference=True))
    assert fundings(book) == [(*BEFORE, 3200), (*THIS_YEAR, 2000)]


def test_payments_by_month_are_held_against_the_total(book: Store) -> None:
    with book.writing("逐月的") as session:
        project = add_project(session, "示例项目", {"在谈": date(2025, 1, 1)})
        for month, amount in ((date(2025, 5, 1), 1000), (date(2026, 3, 1), 600)):
            add_row(session, Funding, project=project, month=month, amount=D(amount))
    assert take(book, BOTH, 1600, 600).funds.gap == 0
    assert take(book, TOTAL, 2000).funds.gap == 400
    take(book, BOTH, 2000, 900, options=replace(BY_OCTOBER, add_difference=True))
    assert fundings(book) == [
        (None, "2025-05-01", 1000),
        (None, "2025-12-31", 100),
        (None, "2026-03-01", 600),
        ("2026-01-01", "2026-10-31", 300),
    ]


def test_two_lists_of_one_import_do_not_both_record_a_project(book: Store) -> None:
    with book.writing("项目") as session:
        add_project(session, "示例项目", {"在谈": date(2025, 1, 1)})
    options = ImportOptions(funds=BY_OCTOBER)
    tables = [
        import_table("project", ("name", *BOTH), ("示例项目", 5000, 2000), file=f"{name}.xlsx") for name in "甲乙"
    ]
    with book.reading() as session:
        context = ImportContext(session, reading_context(session, today=NOVEMBER, year=2026), options)
        plans = [finish(plan_import(session, table, context.reading, options, context)) for table in tables]
    assert [len(plan.rows[0].funds.fundings) for plan in plans] == [2, 0]
    with book.writing("收表") as session:
        apply_plans(session, plans)
    assert fundings(book) == [(*BEFORE, 3000), (*THIS_YEAR, 2000)]


def test_one_undo_takes_the_fundings_away_too(book: Store) -> None:
    from models.audit import history

    table = import_table("project", ("name", *BOTH), ("甲", 5000, 2000), ("乙", 300, 300))
    with book.reading() as session:
        plan = make_plan(session, table, ImportOptions(funds=BY_OCTOBER))
    with book.writing("收表") as session:
        result = apply_plans(session, [plan])
    assert (result.fundings, len(fundings(book))) == (3, 3)
    with book.writing("撤销", undoes=result.batch) as session:
        history.undo(session, result.batch)
    assert fundings(book) == []


def test_the_sums_and_differences_are_said(book: Store) -> None:
    table = import_table("project", ("name", *BOTH), ("甲", 5000, 2000), ("乙", 300, 300), ("丙", 0, ""))
    with book.reading() as session:
        plan = make_plan(session, table, ImportOptions(funds=BY_OCTOBER))
    assert funds_sentences(plan.rows, BY_OCTOBER) == [
        "到位资金记期初 3 笔：截至2025-12-31 3,000 万元，2026-01-01至2026-10-31 2,300 万元。"
    ]
    take(book, BOTH, 5000, 2000)
    (sentence,) = funds_sentences([take(book, BOTH, 5100, 2000)], BY_OCTOBER)
    assert sentence.startswith("到位资金表里比账本多的 1 个项目，共多 100 万元，没有动；")
    (sentence,) = funds_sentences([take(book, BOTH, 4900, 2000)], BY_OCTOBER)
    assert sentence == "到位资金表里比账本少的 1 个项目，共少 100 万元，账本没有动，请核对。"


def test_the_days_of_a_funding_in_words() -> None:
    assert span_text(None, date(2025, 12, 31)) == "截至2025-12-31"
    assert span_text(date(2026, 1, 1), OCTOBER) == "2026-01-01至2026-10-31"


# --- days that the headings write -----------------------------------------------------------------------------------


def take_written(
    book: Store,
    columns: tuple[str, ...],
    *cells: object,
    period: FundsPeriod,
    options: FundsOptions = NO_ANSWER,
) -> PlannedRow:
    """Plan and write one row of a project list whose headings say something of the days."""
    table = replace(import_table("project", ("name", *columns), ("示例项目", *cells)), funds=period)
    with book.reading() as session:
        plan = make_plan(session, table, ImportOptions(funds=options))
    with book.writing("收表") as session:
        apply_plans(session, [plan])
    return plan.rows[0]


BEFORE_YEAR, ALL_THREE = "funds_before_year", ("funds_to_date", "funds_of_year", "funds_before_year")
WRITTEN = FundsPeriod(OCTOBER, 2026)


@pytest.mark.parametrize(
    ("columns", "cells", "period", "expected"),
    [
        (BOTH, (5000, 2000), WRITTEN, [(*BEFORE, 3000), (*THIS_YEAR, 2000)]),
        (ALL_THREE, (5000, 2000, 3000), WRITTEN, [(*BEFORE, 3000), (*THIS_YEAR, 2000)]),
        ((BEFORE_YEAR, "funds_of_year"), (3000, 2000), WRITTEN, [(*BEFORE, 3000), (*THIS_YEAR, 2000)]),
        ((BEFORE_YEAR, "funds_of_year"), (3000, ""), WRITTEN, [(*BEFORE, 3000)]),
        ((BEFORE_YEAR, "funds_of_year"), ("", 2000), WRITTEN, [(*THIS_YEAR, 2000)]),
        (("funds_to_date", BEFORE_YEAR), (5000, 3000), WRITTEN, [(*BEFORE, 3000), (*THIS_YEAR, 2000)]),
        (TOTAL, (5000,), FundsPeriod(date(2025, 12, 31), 2025), [(*BEFORE, 5000)]),  # no year is in question
        (OF_YEAR, (700,), FundsPeriod(date(2025, 12, 31), 2025), [("2025-01-01", "2025-12-31", 700)]),
    ],
)
def test_a_day_that_the_headings_write_is_not_asked(
    book: Store, columns: tuple[str, ...], cells: tuple[object, ...], period: FundsPeriod, expected: list[Span]
) -> None:
    row = take_written(book, columns, *cells, period=period)
    assert (row.rejected, row.funds.question, row.funds.is_day_written) == ({}, None, True)
    assert fundings(book) == expected


def test_the_day_written_counts_and_not_the_one_answered_for_other_lists(book: Store) -> None:
    take_written(book, BOTH, 5000, 2000, period=WRITTEN, options=FundsOptions(date(2026, 9, 30)))
    assert fundings(book) == [(*BEFORE, 3000), (*THIS_YEAR, 2000)]


def test_a_written_day_that_has_not_come_is_asked_about(book: Store) -> None:
    row = take_written(book, BOTH, 5000, 2000, period=FundsPeriod(date(2026, 12, 31), 2026))
    assert (row.funds.question, row.funds.is_day_written) == (FundsQuestion.DAY, False)
    assert fundings(book) == []


def test_the_answer_must_be_a_day_of_the_year_that_the_headings_write(book: Store) -> None:
    row = take_written(book, BOTH, 5000, 2000, period=FundsPeriod(None, 2025), options=BY_OCTOBER)
    assert row.funds.question is FundsQuestion.DAY
    assert "表里写的是 2025 年的数，填这一年里的一天" in funds_sentences([row], BY_OCTOBER)[0]
    assert fundings(book) == []


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ((5000, 2000, 3001), BEFORE_YEAR, "加本年到位 2,000 万元，不等于累计的 5,000 万元，三个数都没有收"),
        ((5000, "", 3000), BEFORE_YEAR, "加本年到位 0 万元，不等于累计的 5,000 万元"),
        ((5000, 0, 5001), BEFORE_YEAR, "去年底以前到位 5,001 万元，比累计的 5,000 万元还多"),
    ],
)
def test_three_amounts_that_do_not_add_up_are_refused(
    book: Store, cells: tuple[object, ...], column: str, words: str
) -> None:
    row = take_written(book, ALL_THREE, *cells, period=WRITTEN)
    assert words in row.rejected[column].message
    assert fundings(book) == []
