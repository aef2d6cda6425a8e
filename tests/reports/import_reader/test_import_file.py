"""What is said about a file to import: what it brings, what it leaves, and corrections of its tables."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from models.exchange.merge.union import MergeResult
from models.exchange.sheet_import.row_outcome import ImportOptions
from models.rules.vocabulary import ReceivedKind
from models.storage.store import Store
from reports.import_reader.foreign_tables import find_foreign_tables
from reports.import_reader.import_file import DEFAULT_REQUEST, ImportFile, ImportRequest, ImportRun
from reports.import_reader.workbook_data import SheetData, WorkbookData
from tests.models.exchange.offers import import_table, make_plan
from tests.reports.import_reader.files import sheet_of
from tests.rows import add_lead

LEADS: Sequence[Sequence[object]] = [
    ["线索名称", "意向投资方", "总投资（万元）", "备注"],
    ["示例甲", "甲公司", 100, ""],
    ["示例乙", "乙公司", 200, ""],
    ["示例丙", "丙公司", 300, ""],
]


A, B, C = (("lead", name) for name in "abc")


def foreign_file(*sheets: SheetData) -> ImportFile:
    """Read a workbook of another office."""
    workbook = WorkbookData("甲.xlsx", sheets)
    file = ImportFile(Path("甲.xlsx"), workbook=workbook)
    file.set_foreign_tables(find_foreign_tables(workbook))
    return file


def test_a_file_nobody_has_read_yet_has_nothing() -> None:
    file = ImportFile(Path("甲.xlsx"))
    assert not file.is_foreign
    assert (file.table, file.layout, file.columns) == (None, None, None)
    assert file.remarks == ()
    file.set_foreign_tables(())
    assert file.tables == ()


def test_a_workbook_of_another_office_has_its_tables() -> None:
    file = foreign_file(sheet_of(LEADS, name="线索"))
    assert file.is_foreign
    assert file.table is not None
    assert file.columns is not None
    assert file.columns.ledger == "lead"
    assert [len(table.rows) for table in file.tables] == [3]


def test_our_own_workbook_s_ledgers_are_not_chosen() -> None:
    file = foreign_file(sheet_of(LEADS, name="线索"))
    file.origin = ReceivedKind.OWN
    assert not file.is_foreign


def test_a_table_left_out_is_not_imported_and_comes_back_with_its_corrections() -> None:
    file = foreign_file(sheet_of(LEADS, name="线索"))
    assert file.columns is not None
    file.change_table(0, file.columns.with_field(1, None))
    assert file.columns is not None
    assert file.columns.columns[1].key is None
    file.change_table(0, included=False)
    assert file.tables == ()
    file.change_table(0, included=True)
    assert len(file.tables) == 1
    assert file.columns.columns[1].key is None, "a correction outlasts leaving the table out"


def test_the_table_shown_may_be_any_and_none_beyond_the_last() -> None:
    file = foreign_file(sheet_of(LEADS, name="线索"), sheet_of(LEADS, name="线索二"))
    assert len(file.foreign) == 2
    file.shown = 1
    assert file.table is file.foreign[1]
    beyond = foreign_file(sheet_of(LEADS, name="线索"))
    beyond.shown = 1
    assert (beyond.table, beyond.layout, beyond.columns) == (None, None, None)


@pytest.mark.parametrize(
    ("merged", "sentence"),
    [
        (MergeResult(added=(A, B), changed=(C,)), "随表带来新增 2 行、改动 1 行。"),
        (MergeResult(conflicting=(A,)), "随表带来有冲突 1 行。"),
    ],
)
def test_what_the_edits_behind_a_workbook_brought_is_said_first(merged: MergeResult, sentence: str) -> None:
    file = ImportFile(Path("甲.xlsx"), notes=("另有一句。",), merged=merged)
    assert file.remarks[:2] == (sentence, "另有一句。")


def test_blank_cells_that_clear_nothing_are_counted_and_said(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲", investor="甲公司")
    file = ImportFile(Path("甲.xlsx"))
    with book.reading() as session:
        table = import_table(
            "lead", ("name", "investor"), ("示例甲", ""), ids=[row], exported_values=[{"investor": "甲公司"}]
        )
        file.plans = [make_plan(session, table)]
        assert any(remark.startswith("表里空着、账本里有内容的 1 格没有动") for remark in file.remarks)
        file.plans = [make_plan(session, table, ImportOptions(clear_blanks=True))]
        assert not any("没有动" in remark for remark in file.remarks)


def test_rows_that_are_missing_stay_and_are_said(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例甲")
    file = ImportFile(Path("甲.xlsx"))
    with book.reading() as session:
        table = import_table("lead", ("name",), missing_rows=(row,))
        file.plans = [make_plan(session, table)]
        assert any("表里没有了的 1 行没有动" in remark for remark in file.remarks)
        file.plans = [make_plan(session, table, ImportOptions(remove_missing=True))]
        assert not any("没有动" in remark for remark in file.remarks)


def test_files_imported_together_are_handled_when_none_was_declined() -> None:
    first, second = ImportFile(Path("甲.xlsx")), ImportFile(Path("乙.xlsx"), declined="是空文件。")
    run = ImportRun([first, second], ImportOptions())
    assert not run.handled
    second.declined = ""
    assert run.handled
    assert run.plans == []


def test_nothing_is_forced_unless_asked_for() -> None:
    assert ImportRequest() == DEFAULT_REQUEST
    assert not DEFAULT_REQUEST.repeat
    assert DEFAULT_REQUEST.ledger is None
