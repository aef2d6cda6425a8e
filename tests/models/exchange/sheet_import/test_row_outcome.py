"""What becomes of a row of a sheet: only new and changed rows that nobody skipped are written."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.exchange.sheet_import.import_rows import ImportRow
from models.exchange.sheet_import.row_outcome import (
    CLEARED,
    DEFAULT_OPTIONS,
    DuplicateAnswer,
    PlannedRow,
    RowDecision,
    RowOutcome,
    parsed_value,
)
from models.fields.field import field_of
from models.ledgers import Lead

ROW = PlannedRow(5, ImportRow(5, ()))


@pytest.mark.parametrize(
    ("outcome", "written"),
    [
        (RowOutcome.NEW, True),
        (RowOutcome.CHANGED, True),
        (RowOutcome.SAME, False),
        (RowOutcome.DUPLICATE, False),
        (RowOutcome.REFUSED, False),
    ],
)
def test_only_new_and_changed_rows_are_written(outcome: RowOutcome, written: bool) -> None:
    assert replace(ROW, outcome=outcome).writes is written


@pytest.mark.parametrize(
    ("answer", "skipped"),
    [(DuplicateAnswer.SKIP, True), (DuplicateAnswer.NEW, False), (DuplicateAnswer.THAT_ROW, False)],
)
def test_a_row_the_clerk_does_not_want_is_not_written(answer: DuplicateAnswer, skipped: bool) -> None:
    row = replace(ROW, decision=RowDecision(answer))
    assert (row.skipped, row.writes) == (skipped, not skipped)


def test_a_new_row_is_no_row_of_the_book_yet() -> None:
    assert ROW.book_row == ""
    assert replace(ROW, row="a" * 32).book_row == "a" * 32


def test_nothing_is_cleared_removed_or_created_unless_asked_for() -> None:
    options = DEFAULT_OPTIONS
    assert not any((options.clear_blanks, options.remove_missing, options.create_links, options.accept_amounts))


@pytest.mark.parametrize(
    ("key", "value", "mark", "stored"),
    [
        ("total", Decimal("300.5"), "约", 3_005_000),
        ("reported_on", date(2026, 9, 1), "月", "2026-09-01"),
        ("name", "汾河焦化", "", "汾河焦化"),
        ("total", None, "", None),
    ],
)
def test_a_value_is_kept_as_read_and_as_the_book_stores_it(
    key: str, value: Decimal | date | str | None, mark: str, stored: str | int | None
) -> None:
    parsed = parsed_value(field_of(Lead, key), value, mark)
    assert parsed.stored == stored
    assert parsed.as_read == (value, mark)


def test_a_cleared_cell_is_nothing_in_every_form() -> None:
    assert CLEARED.as_read == (None, "")
    assert CLEARED.stored is None
