"""The texts about an import: the file, the edits it brings, each row, and what was applied."""

from dataclasses import replace
from pathlib import Path

from desktop.app.book_session import BookSession
from desktop.import_export.import_text import (
    FILE_COLUMNS,
    attention_rank,
    file_texts,
    import_result_text,
    possible_answers,
)
from models.exchange.sheet_import.import_rows import ImportRow
from models.exchange.sheet_import.preview import PreviewCell
from models.exchange.sheet_import.row_outcome import (
    DEFAULT_OPTIONS,
    ApplyResult,
    DuplicateAnswer,
    PlannedRow,
    RowOutcome,
)
from reports.import_reader.import_file import ImportFile, ImportRun
from reports.import_reader.import_workflow import apply_import, replan
from tests.desktop.import_export.offices import (
    change_lead,
    export_leads,
    fill_with_leads,
    other_book,
    planned_import,
    write_foreign_sheet,
)
from tests.rows import finish


def test_a_file_is_told_in_a_line_whatever_became_of_it(desk: BookSession, tmp_path: Path) -> None:
    fill_with_leads(desk.store)
    (file,) = planned_import(desk.store, write_foreign_sheet(tmp_path / "示例局.xlsx")).files
    line = file_texts(file)
    assert line[:4] == ("示例局.xlsx", "", "外来", "线索")
    assert line[4:9] == ("2", "", "", "1", "")
    declined = ImportFile(Path("坏.xlsx"), declined="“坏.xlsx”坏了。")
    assert file_texts(declined)[2::6] == ("没有收", "")
    assert {len(file_texts(each)) for each in (file, declined)} == {len(FILE_COLUMNS)}


def test_edits_behind_a_workbook_are_told_beside_its_cells(desk: BookSession, tmp_path: Path) -> None:
    fill_with_leads(desk.store)
    with other_book(tmp_path / "乙.zhuanban", desk.store) as theirs:
        change_lead(theirs, "示例针状焦项目", place="运城")
        sheet = export_leads(theirs, tmp_path / "乙.xlsx")
    receiving = planned_import(desk.store, sheet)
    assert receiving.files[0].remarks == ("随表带来改动 1 行。",)
    assert import_result_text(apply_import(desk.store, receiving), receiving.files) == "修改 1 行"
    receiving = planned_import(desk.store, sheet)
    assert import_result_text(ApplyResult("", dict.fromkeys(RowOutcome, 0), ()), receiving.files) == "没有新内容"


def test_refused_cells_come_before_those_that_change() -> None:
    cells = [
        PreviewCell("a", "甲", "A1", "1", "1", "1"),
        PreviewCell("b", "乙", "B1", "2", "1", "2"),
        PreviewCell("c", "丙", "C1", "x", "", "", message="不是数"),
        PreviewCell("d", "丁", "D1", "3", "1", "3", conflicting=True),
    ]
    assert [cell.label for cell in sorted(cells, key=attention_rank)] == ["丙", "丁", "乙", "甲"]


def test_only_a_likeness_to_a_row_of_the_book_can_be_that_row() -> None:
    offered = ImportRow(4, ())
    assert possible_answers(PlannedRow(4, offered, RowOutcome.DUPLICATE, row="x")) == tuple(DuplicateAnswer)
    assert possible_answers(PlannedRow(4, offered, RowOutcome.DUPLICATE, repeats="《甲》第3行")) == (
        DuplicateAnswer.NEW,
        DuplicateAnswer.SKIP,
    )
    assert possible_answers(PlannedRow(4, offered)) == ()


def test_edits_that_were_refused_are_named(desk: BookSession, tmp_path: Path) -> None:
    fill_with_leads(desk.store)
    with other_book(tmp_path / "乙.zhuanban", desk.store) as theirs:
        change_lead(theirs, "示例针状焦项目", place="运城")
        sheet = export_leads(theirs, tmp_path / "乙.xlsx")
    (file,) = planned_import(desk.store, sheet).files
    assert file.changeset is not None
    spoilt = tuple(op._replace(digest="0" * 64) if "运城" in op.values else op for op in file.changeset.edits)
    file.changeset = replace(file.changeset, edits=spoilt)
    finish(replan(desk.store, ImportRun([file], DEFAULT_OPTIONS)))
    assert "线索“示例针状焦项目”的留痕没有并入：留痕被改动过" in file_texts(file)[-1]
