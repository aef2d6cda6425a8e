"""What the steps of an import look up: rows as stored, names of rows to come, and which sheet took a row before."""

from datetime import date
from decimal import Decimal

import pytest

from models.exchange.sheet_import.import_context import (
    ImportContext,
    book_value,
    can_create_by_name,
    count_edits,
    pending_token,
    pending_tokens_of,
)
from models.exchange.sheet_import.import_rows import ImportRow
from models.exchange.sheet_import.row_outcome import (
    DEFAULT_OPTIONS,
    ImportOptions,
    ParsedValue,
    PlannedRow,
    parsed_value,
)
from models.fields.field import field_of
from models.fields.kind import ReadValue
from models.ledgers import Enterprise, Lead, Project
from models.queries.reading_context import reading_context
from models.storage.store import Session, Store
from tests.rows import TODAY, add_lead, add_project, add_row, add_task_force


def context(session: Session, options: ImportOptions = DEFAULT_OPTIONS) -> ImportContext:
    return ImportContext(session, reading_context(session, today=TODAY, year=2026), options)


def read(ask: ImportContext, key: str, raw: object, ledger: type[Lead | Enterprise] = Lead) -> ParsedValue | str:
    return ask.reader(ledger, key, 2026, from_1904=False).read(raw, raw)


# --- cells ----------------------------------------------------------------------------------------------------------
def test_a_cell_is_a_value_or_a_sentence_that_names_its_column(book: Store) -> None:
    with book.reading() as session:
        ask = context(session)
        assert read(ask, "total", "约300万元") == ParsedValue(Decimal(300), "约", 3_000_000)
        assert str(read(ask, "total", "面议")).startswith("预计总投资：")
        assert read(ask, "total", "") == ParsedValue(None)
        reader = ask.reader(Lead, "total", 2026, from_1904=False)
    assert set(reader.results) == {"约300万元", "面议", ""}
    assert set(reader.good_values) == {"约300万元"}


@pytest.mark.parametrize(
    ("year", "from_1904", "raw", "day"),
    [
        (2026, False, "9月1日", date(2026, 9, 1)),
        (2025, False, "9月1日", date(2025, 9, 1)),
        (None, False, "9月1日", date(2026, 9, 1)),
        (2026, False, 46266, date(2026, 9, 1)),
        (2026, True, 44804, date(2026, 9, 1)),
    ],
)
def test_days_are_read_by_the_sheet_s_own_year_and_calendar(
    book: Store, year: int | None, from_1904: bool, raw: object, day: date
) -> None:
    with book.reading() as session:
        value = context(session).reader(Lead, "reported_on", year, from_1904=from_1904).read(raw, raw)
    assert isinstance(value, ParsedValue)
    assert value.value == day


# --- the book's rows ------------------------------------------------------------------------------------------------
def test_rows_are_known_as_stored_with_their_marks_and_without_blanks(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲", total=Decimal(300))
        session.get_one(Lead, row).assign("total", ReadValue(Decimal(300), "约"))
    with book.reading() as session:
        stored = context(session).stored_rows(Lead)[row]
    assert (stored["name"], stored["total"]) == ("示例甲", 3_000_000)
    assert "investor" not in stored
    assert book_value(stored, "total") == (3_000_000, "约")
    assert book_value(stored, "investor") == (None, "")


def test_the_first_day_in_a_stage_counts_and_a_removed_move_does_not(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_project(session, "汾河焦化", {"在谈": date(2026, 1, 10), "签约": date(2026, 3, 5)})
        session.get_one(Project, row).advance(session, "签约", date(2026, 4, 1))
    with book.reading() as session:
        entries = context(session).stage_entries(row)
        assert {stage: day for stage, (day, _) in entries.items()} == {
            "在谈": date(2026, 1, 10),
            "签约": date(2026, 3, 5),
        }
        assert context(session).stage_entries("nobody") == {}


def test_any_edit_is_noticed_by_their_number(book: Store) -> None:
    with book.reading() as session:
        before = count_edits(session)
    with book.writing("新增") as session:
        add_lead(session, "示例甲")
    with book.reading() as session:
        assert count_edits(session) == before + 1


# --- linked rows ----------------------------------------------------------------------------------------------------
def test_a_name_of_the_book_is_its_row_and_an_unknown_one_is_refused(book: Store) -> None:
    with book.writing("新增") as session:
        force = add_task_force(session, "焦化", 1)
    with book.reading() as session:
        ask = context(session)
        value = read(ask, "task_force", "焦化招商专班")
        assert isinstance(value, ParsedValue)
        assert value.stored == force
        assert "医药" in str(read(ask, "task_force", "医药招商专班"))
        assert not ask.has_pending


def test_a_row_planned_before_can_be_linked_to_by_its_names(book: Store) -> None:
    with book.reading() as session:
        ask = context(session)
        values = {
            "name": parsed_value(field_of(Enterprise, "name"), "示例炭素有限公司"),
            "short": parsed_value(field_of(Enterprise, "short"), "示例炭素"),
        }
        row = PlannedRow(5, ImportRow(5, ()), values=values)
        assert isinstance(read(ask, "enterprise", "示例炭素"), str)
        ask.add_new_row(Enterprise, row, {"name": "示例炭素有限公司"}, "new-1")
        fresh = context(session)
        assert isinstance(read(fresh, "enterprise", "示例炭素"), str), "of another import"
        value = ask.reader(Lead, "enterprise", 2026, from_1904=False).read("示例 炭素", "again")
    assert isinstance(value, ParsedValue)
    assert value.stored == pending_token("enterprise", "示例炭素")
    assert ask.has_pending


def test_unknown_names_become_rows_only_where_ticked_and_possible(book: Store) -> None:
    with book.reading() as session:
        ask = context(session, ImportOptions(create_links=True))
        value = read(ask, "enterprise", "示例炭素有限公司")
        assert isinstance(value, ParsedValue)
        assert ask.new_links == {pending_token("enterprise", "示例炭素有限公司"): "示例炭素有限公司"}
        assert read(context(session), "enterprise", "示例炭素有限公司") != value
    assert can_create_by_name("enterprise")
    assert not can_create_by_name("stage_move"), "a stage move needs its project and its day too"


def test_a_name_of_two_rows_is_not_made_a_third_time(book: Store) -> None:
    with book.writing("新增") as session:
        for _ in range(2):
            add_row(session, Enterprise, name="示例炭素有限公司")
    with book.reading() as session:
        ask = context(session, ImportOptions(create_links=True))
        assert isinstance(read(ask, "enterprise", "示例炭素有限公司"), str)
        assert ask.new_links == {}


@pytest.mark.parametrize(("typed", "nearest"), [("焦化招商转班", "焦化招商专班"), ("天气", "")])
def test_the_nearest_known_name_is_suggested(book: Store, typed: str, nearest: str) -> None:
    with book.writing("新增") as session:
        add_task_force(session, "焦化", 1)
    with book.reading() as session:
        assert context(session).nearest_name("task_force", typed) in {nearest, "焦化" if nearest else ""}


def test_a_row_can_be_linked_by_each_of_its_names() -> None:
    values = {
        "name": parsed_value(field_of(Enterprise, "name"), "示例炭素有限公司"),
        "code": parsed_value(field_of(Enterprise, "code"), "91140882MA0GTK5X1Y"),
    }
    assert pending_tokens_of(Enterprise, values) == [
        pending_token("enterprise", "示例炭素有限公司"),
        pending_token("enterprise", "91140882MA0GTK5X1Y"),
    ]
    assert pending_token("enterprise", "ＡＢＣ 公司") == pending_token("enterprise", "abc公司")


# --- rows taken before ----------------------------------------------------------------------------------------------
def test_a_row_may_be_matched_once_in_a_sheet_and_again_in_another(book: Store) -> None:
    with book.reading() as session:
        ask = context(session)
        first, second = ask.add_source("甲.xlsx", "线索"), ask.add_source("甲.xlsx", "线索")
        ask.claim("row", first, 7)
        assert ask.claimed_row_number("row", first) == 7
        assert ask.claimed_row_number("row", second) is None, "two folders may have files of one name"
        assert ask.claimed_row_number("other", first) is None
        assert first.label(7) == "《甲.xlsx》线索 第7行"


def test_what_another_sheet_sets_is_known_and_one_s_own_is_not_another_s(book: Store) -> None:
    value = parsed_value(field_of(Lead, "investor"), "甲公司")
    row = PlannedRow(5, ImportRow(5, ()), row="row", values={"investor": value})
    with book.reading() as session:
        ask = context(session)
        first, second = ask.add_source("甲.xlsx", "线索"), ask.add_source("乙.xlsx", "线索")
        ask.add_changes(row, first)
        assert ask.values_from_other_sheets("row", "investor", second) == [value]
        assert ask.values_from_other_sheets("row", "investor", first) == []
        assert ask.values_from_other_sheets("row", "total", second) == []
