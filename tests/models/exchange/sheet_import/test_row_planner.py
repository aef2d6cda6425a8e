"""What importing a row would do: as a new row, or against the book's row cell by cell."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.import_rows import ImportTable
from models.exchange.sheet_import.preview import plan_import, retype_cell
from models.exchange.sheet_import.row_outcome import CLEARED, ImportOptions, PlannedRow, RowOutcome
from models.queries.reading_context import reading_context
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan
from tests.rows import TODAY, add_lead, add_project, finish

CLEARING = ImportOptions(clear_blanks=True)


def plan_row(book: Store, table: ImportTable, options: ImportOptions = CLEARING) -> PlannedRow:
    """Preview a table of one row and return it."""
    with book.reading() as session:
        (row,) = make_plan(session, table, options).rows
    return row


def test_values_that_stand_outside_the_table_are_a_new_row_s_where_it_has_none_itself(book: Store) -> None:
    outside = {"place": "苏州", "investor": "示例外公司"}
    row = plan_row(book, import_table("lead", ("name", "investor"), ("示例甲", "示例乙公司"), common_values=outside))
    assert {key: read.value for key, read in row.values.items()} == {
        "name": "示例甲",
        "investor": "示例乙公司",
        "place": "苏州",
    }


def test_a_new_row_without_its_title_is_refused_at_the_title_s_cell(book: Store) -> None:
    row = plan_row(book, import_table("lead", ("place", "name"), ("苏州", "")))
    assert row.outcome is RowOutcome.REFUSED
    assert (row.rejected["name"].address, row.rejected["name"].message) == ("B4", "线索名称：必填，不能空着。")


def test_a_new_row_that_needs_a_reason_is_refused_with_what_is_missing(book: Store) -> None:
    row = plan_row(book, import_table("project", ("name", "status"), ("示例甲", "暂停")))
    assert "要写明原因" in row.rejected["status_reason"].message
    assert not row.writes


def test_a_stage_move_on_a_day_to_come_is_refused_for_its_day(book: Store) -> None:
    with book.writing("新增") as session:
        add_project(session, "示例甲", {})
    table = import_table("stage_move", ("project", "stage", "on"), ("示例甲", "签约", "2026-11-21"))  # tomorrow
    row = plan_row(book, table)
    assert row.outcome is RowOutcome.REFUSED
    assert "还没有到" in row.rejected["on"].message


@pytest.mark.parametrize(
    ("exported", "now", "options", "outcome", "conflicts"),
    [
        ({"total": 50_000}, 5, CLEARING, RowOutcome.CHANGED, False),
        ({"total": 50_000}, 8, CLEARING, RowOutcome.CHANGED, True),  # changed here since: both stay
        ({"total": 50_000}, 5, ImportOptions(), RowOutcome.SAME, False),
        ({"total": None}, 5, CLEARING, RowOutcome.SAME, False),  # was empty when exported: nobody blanked it
        ({}, 5, CLEARING, RowOutcome.CHANGED, False),  # a foreign sheet
        ({"total": 50_000}, None, CLEARING, RowOutcome.SAME, False),  # empty here already
    ],
)
def test_a_blanked_cell_clears_where_ticked_what_its_author_saw(
    book: Store,
    exported: Mapping[str, Any],
    now: int | None,
    options: ImportOptions,
    outcome: RowOutcome,
    *,
    conflicts: bool,
) -> None:
    with book.writing("新增") as session:
        lead = add_lead(session, "示例甲", total=None if now is None else Decimal(now))
    table = import_table("lead", ("total",), ("",), ids=[lead], exported_values=[exported])
    row = plan_row(book, table, options)
    assert row.outcome is outcome
    assert dict(row.values) == ({"total": CLEARED} if outcome is RowOutcome.CHANGED else {})
    assert (row.conflicting == {"total"}) is conflicts


def test_a_required_field_is_never_cleared(book: Store) -> None:
    with book.writing("新增") as session:
        lead = add_lead(session, "示例甲")
    row = plan_row(book, import_table("lead", ("name",), ("",), ids=[lead], exported_values=[{"name": "示例甲"}]))
    assert (row.outcome, row.kept_blanks) == (RowOutcome.SAME, ("name",))


def test_a_mark_alone_is_a_change(book: Store) -> None:
    with book.writing("新增") as session:
        lead = add_lead(session, "示例甲", total=Decimal(5))
    row = plan_row(book, import_table("lead", ("total",), ("约5",), ids=[lead], exported_values=[{"total": 50_000}]))
    assert row.outcome is RowOutcome.CHANGED
    assert (row.values["total"].mark, row.old["total"].mark) == ("约", "")


def test_a_row_planned_again_leaves_the_first_plan_as_it_was(book: Store) -> None:
    with book.reading() as session:
        plan = make_plan(session, import_table("lead", ("name", "place"), ("示例甲", "苏州")))
        before = plan.rows
        retype_cell(session, plan, 4, "place", "宁波")
    assert before[0].values["place"].value == "苏州"
    assert plan.rows[0].values["place"].value == "宁波"


def test_a_third_file_that_says_what_the_second_did_adds_nothing_to_their_conflict(book: Store) -> None:
    with book.writing("新增") as session:
        add_lead(session, "示例甲", total=Decimal(5))
    tables = [
        import_table("lead", ("name", "total"), ("示例甲", total), file=f"{total}.xlsx") for total in (6, 7, 7, 6)
    ]
    with book.reading() as session:
        reading = reading_context(session, today=TODAY, year=2026)
        context = ImportContext(session, reading, CLEARING)
        plans = [finish(plan_import(session, table, reading, CLEARING, context)) for table in tables]
    # 6 is the first; 7 conflicts with it; 7 again is there already, and 6 again is what the first set.
    assert [plan.rows[0].outcome for plan in plans] == [
        RowOutcome.CHANGED,
        RowOutcome.CHANGED,
        RowOutcome.SAME,
        RowOutcome.CHANGED,
    ]
    assert [plan.conflict_count for plan in plans] == [0, 1, 0, 0]


@pytest.mark.parametrize(
    ("stage", "outcome"),
    [("签约", RowOutcome.SAME), ("在谈", RowOutcome.REFUSED), ("开工", RowOutcome.CHANGED)],
)
def test_a_stage_without_a_day_is_held_against_the_stage_that_the_project_has(
    book: Store, stage: str, outcome: RowOutcome
) -> None:
    with book.writing("新增") as session:
        add_project(session, "示例甲", {"签约": date(2026, 3, 1)})
    row = plan_row(book, import_table("project", ("name", "stage"), ("示例甲", stage)))
    assert row.outcome is outcome
    assert ("stage" in row.rejected) is (outcome is RowOutcome.REFUSED)
    assert [step.on for step in row.steps] == ([TODAY] if outcome is RowOutcome.CHANGED else [])
