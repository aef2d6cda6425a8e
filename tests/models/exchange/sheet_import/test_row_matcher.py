"""A row of a sheet is the book's row by its id, its code or its name; whatever is uncertain is asked."""

import pytest

from models.errors import UserError
from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.import_rows import ImportTable
from models.exchange.sheet_import.preview import ImportPlan, decide_row, plan_import, retype_cell
from models.exchange.sheet_import.row_outcome import (
    DEFAULT_OPTIONS,
    DuplicateAnswer,
    PlannedRow,
    RowDecision,
    RowOutcome,
)
from models.ledgers import Enterprise
from models.queries.reading_context import reading_context
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan
from tests.rows import TODAY, add_lead, add_row, finish

CODE, OTHER_CODE = "91110000600037341L", "91140000MA0GW0PJ3E"


def plan_rows(book: Store, table: ImportTable) -> tuple[PlannedRow, ...]:
    """Preview a table and return its rows."""
    with book.reading() as session:
        return make_plan(session, table).rows


def plan_together(book: Store, *tables: ImportTable) -> list[ImportPlan]:
    """Preview several tables in one import."""
    with book.reading() as session:
        reading = reading_context(session, today=TODAY, year=2026)
        context = ImportContext(session, reading, DEFAULT_OPTIONS)
        return [finish(plan_import(session, table, reading, import_context=context)) for table in tables]


def test_a_sheet_without_rows_has_nothing_to_match(book: Store) -> None:
    assert plan_rows(book, import_table("lead", ("name",))) == ()


def test_an_id_that_stands_twice_is_the_first_row_s_and_asked_for_the_second(book: Store) -> None:
    with book.writing("新增") as session:
        lead = add_lead(session, "示例甲", place="苏州")
    table = import_table("lead", ("name", "place"), ("示例甲", "宁波"), ("示例甲", "无锡"), ids=[lead, lead])
    first, second = plan_rows(book, table)
    assert (first.outcome, first.row) == (RowOutcome.CHANGED, lead)
    assert (second.outcome, second.row) == (RowOutcome.DUPLICATE, lead)
    assert (second.reason, second.repeats, second.level) == ("本表里前面已有这一行", "第4行", 1)
    assert not second.writes


def test_a_row_matched_by_id_is_not_matched_again_by_name(book: Store) -> None:
    with book.writing("新增") as session:
        lead = add_lead(session, "示例甲")
    first, second = plan_rows(book, import_table("lead", ("name",), ("示例甲",), ("示例甲",), ids=[lead, None]))
    assert (first.outcome, second.outcome) == (RowOutcome.SAME, RowOutcome.DUPLICATE)
    assert second.repeats == "第4行"


def test_an_id_that_the_book_does_not_have_is_no_match_but_the_name_is(book: Store) -> None:
    with book.writing("新增") as session:
        lead = add_lead(session, "示例甲")
    known, unknown = plan_rows(
        book, import_table("lead", ("name",), ("示例甲",), ("示例乙",), ids=["f" * 32, "e" * 32])
    )
    assert (known.outcome, known.row) == (RowOutcome.SAME, lead)
    assert (unknown.outcome, unknown.row) == (RowOutcome.NEW, None)


def test_a_code_that_two_firms_have_is_asked(book: Store) -> None:
    with book.writing("新增") as session:
        first = add_row(session, Enterprise, name="示例甲公司", code=CODE)
        add_row(session, Enterprise, name="示例乙公司", code=CODE)
    (row,) = plan_rows(book, import_table("enterprise", ("code", "name"), (CODE, "示例丙公司")))
    assert (row.outcome, row.row, row.reason) == (RowOutcome.DUPLICATE, first, "统一社会信用代码相同的有 2 行")


def test_a_row_that_repeats_a_new_row_cannot_be_that_row_yet(book: Store) -> None:
    with book.reading() as session:
        plan = make_plan(session, import_table("lead", ("name",), ("示例甲",), ("示例甲",)))
        assert [row.outcome for row in plan.rows] == [RowOutcome.NEW, RowOutcome.DUPLICATE]
        assert plan.rows[1].repeats == "《示例.xlsx》Sheet1 第4行"
        with pytest.raises(UserError, match="还没有写进账本"):
            decide_row(session, plan, 5, RowDecision(DuplicateAnswer.THAT_ROW))
        assert decide_row(session, plan, 5, RowDecision(DuplicateAnswer.NEW)).outcome is RowOutcome.NEW
        assert decide_row(session, plan, 5, None).outcome is RowOutcome.DUPLICATE


def test_files_of_one_name_from_two_folders_are_two_files(book: Store) -> None:
    with book.writing("新增") as session:
        add_lead(session, "示例甲", place="苏州")
    first = import_table("lead", ("name", "place"), ("示例甲", "宁波"), ("示例新", ""))
    other = import_table("lead", ("name", "place"), ("示例另", ""), ("示例新", ""), ("示例甲", "无锡"))
    plans = plan_together(book, first, other)
    # The other file's third row is the book's row too, though the first file's first row was matched with it.
    assert [row.outcome for row in plans[1].rows] == [RowOutcome.NEW, RowOutcome.DUPLICATE, RowOutcome.CHANGED]
    assert plans[1].rows[1].repeats == "《示例.xlsx》Sheet1 第5行"
    assert plans[1].rows[2].conflicting == {"place"}


def test_a_name_that_two_rows_have_is_asked(book: Store) -> None:
    with book.writing("新增") as session:
        first = add_lead(session, "示例甲")
        add_lead(session, "示例 甲")
    (row,) = plan_rows(book, import_table("lead", ("name",), ("示例甲",)))
    assert (row.outcome, row.row, row.reason) == (RowOutcome.DUPLICATE, first, "名称相同的有 2 行")


@pytest.mark.parametrize(
    ("code", "outcome"),
    [("", RowOutcome.DUPLICATE), (CODE, RowOutcome.CHANGED), (OTHER_CODE, RowOutcome.NEW)],
)
def test_a_firm_of_nearly_one_name_is_another_where_its_code_is(book: Store, code: str, outcome: RowOutcome) -> None:
    with book.writing("新增") as session:
        add_row(session, Enterprise, name="示例恒远新材料有限公司", code=CODE)
    (row,) = plan_rows(book, import_table("enterprise", ("name", "code"), ("示例恒远新材料股份有限公司", code)))
    assert row.outcome is outcome


def test_a_row_left_out_by_the_clerk_is_matched_all_the_same(book: Store) -> None:
    with book.writing("新增") as session:
        lead = add_lead(session, "示例甲", place="苏州")
    with book.reading() as session:
        plan = make_plan(session, import_table("lead", ("name", "place"), ("示例甲", "宁波")))
        row = decide_row(session, plan, 4, RowDecision(DuplicateAnswer.SKIP))
    assert (row.row, row.outcome, row.writes) == (lead, RowOutcome.CHANGED, False)


def test_a_row_that_is_corrected_keeps_its_match(book: Store) -> None:
    with book.writing("新增") as session:
        lead = add_lead(session, "示例甲", place="苏州")
    with book.reading() as session:
        plan = make_plan(session, import_table("lead", ("name", "place"), ("示例甲", "宁波")))
        row = retype_cell(session, plan, 4, "place", "无锡")
    assert (row.row, row.outcome) == (lead, RowOutcome.CHANGED)


def test_a_row_left_out_is_still_the_row_of_its_id(book: Store) -> None:
    with book.writing("新增") as session:
        lead = add_lead(session, "示例甲")
        add_lead(session, "示例乙")
    with book.reading() as session:
        plan = make_plan(session, import_table("lead", ("name",), ("示例乙",), ids=[lead]))
        assert decide_row(session, plan, 4, RowDecision(DuplicateAnswer.SKIP)).row == lead
