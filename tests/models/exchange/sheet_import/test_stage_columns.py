"""A project's stage columns become entries of its stage log; what cannot be so on 20 November 2026 is refused."""

from datetime import date

import pytest

from models.exchange.sheet_import.row_outcome import PlannedRow
from models.exchange.sheet_import.stage_columns import undated_sentences
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.models.exchange.offers import import_table, make_plan
from tests.rows import add_project

KEYS = ("name", "stage", "signed_on", "started_on", "produced_on")
KNOWN = {"在谈": date(2026, 1, 1), "签约": date(2026, 3, 1)}


def planned(book: Store, *cells: object, row: str | None = None) -> PlannedRow:
    """Plan one row of a project sheet: stage and the days of signing, start and production."""
    table = import_table("project", KEYS, ("示例项目", *cells), ids=[row])
    with book.reading() as session:
        (planned_row,) = make_plan(session, table).rows
    return planned_row


def steps(row: PlannedRow) -> list[tuple[str, str]]:
    """Return the planned moves as stage and day."""
    return [(step.stage, step.on.isoformat()) for step in row.steps]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("", "2026-3-1", "", ""), [("签约", "2026-03-01")]),
        (("", "2026-3-1", "2026-3-1", ""), [("签约", "2026-03-01"), ("开工", "2026-03-01")]),  # both on one day
        (("", "", "2026-5-1", "2026-9-1"), [("开工", "2026-05-01"), ("投产", "2026-09-01")]),
        (("", "", "", "2026-11-20"), [("投产", "2026-11-20")]),  # today
        (("签约", "2026-3-1", "", ""), [("签约", "2026-03-01")]),  # the stage names the column's own
        (("在谈", "", "", ""), [("在谈", "2026-11-20")]),
        (("", "", "", ""), [("在谈", "2026-11-20")]),  # a new project begins somewhere
    ],
)
def test_a_new_project_enters_the_stages_of_its_days(
    book: Store, cells: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    row = planned(book, *cells)
    assert steps(row) == expected
    assert (row.rejected, row.notes) == ({}, ())


@pytest.mark.parametrize(
    ("cells", "column", "sentence"),
    [
        (("", "2026-11-21", "", ""), "signed_on", "还没有到"),
        (("", "2026-3-2", "2026-3-1", ""), "started_on", "早于“签约”"),
        (("签约", "", "2026-5-1", ""), "stage", "阶段：写着“签约”，但同一行有开工日期；项目不退回，请核对。"),
    ],
)
def test_days_that_cannot_be_are_refused(book: Store, cells: tuple[str, ...], column: str, sentence: str) -> None:
    row = planned(book, *cells)
    assert list(row.rejected) == [column]
    assert sentence in row.rejected[column].message


def test_a_stage_without_its_day_is_entered_today_and_said(book: Store) -> None:
    row = planned(book, "开工", "2026-3-1", "", "")
    assert steps(row) == [("签约", "2026-03-01"), ("开工", "2026-11-20")]
    assert row.notes == ("没有开工日期，按今天（2026-11-20）登记；可在预览里补上。",)
    dated = planned(book, "开工", "2026-3-1", "2026-5-1", "")
    (sentence,) = undated_sentences([row, dated, row])
    assert sentence.startswith("有 2 个项目写了阶段、没有那一步的日期，按今天登记，会算进今年的数")
    assert undated_sentences([dated]) == []


def test_a_project_of_the_book_gets_only_what_is_new(book: Store) -> None:
    with book.writing("项目") as session:
        project = add_project(session, "示例项目", KNOWN)
    assert steps(planned(book, "签约", "2026-3-1", "", "", row=project)) == []
    assert steps(planned(book, "", "", "2026-5-1", "", row=project)) == [("开工", "2026-05-01")]
    assert steps(planned(book, "", "", "", "", row=project)) == []


def test_another_day_of_a_known_stage_corrects_its_entry(book: Store) -> None:
    with book.writing("项目") as session:
        project = add_project(session, "示例项目", KNOWN)
    (step,) = planned(book, "", "2026-3-8", "", "", row=project).steps
    assert (step.stage, step.on, step.old_day) == ("签约", date(2026, 3, 8), date(2026, 3, 1))
    assert step.move_row
    # Not before its talks, which began on 1 January.
    assert "早于“在谈”" in planned(book, "", "2025-12-31", "", "", row=project).rejected["signed_on"].message


def test_a_project_of_the_book_does_not_go_back(book: Store) -> None:
    with book.writing("项目") as session:
        project = add_project(session, "示例项目", KNOWN)
    row = planned(book, "在谈", "", "", "", row=project)
    assert row.rejected["stage"].message == "阶段：写着“在谈”，但账本里已到“签约”；项目不退回，请核对。"


def test_a_gate_that_binds_keeps_a_sheet_from_signing_too(book: Store) -> None:
    with book.writing("口径") as session:
        set_definitions(session, gates="必须")
        project = add_project(session, "早已签约的项目", KNOWN)
    row = planned(book, "", "2026-3-1", "", "")
    assert "签约日期：进入“签约”前还缺：企业背景实力考察、" in row.rejected["signed_on"].message
    # What is signed already is not asked again.
    assert not planned(book, "", "2026-3-8", "", "", row=project).rejected
