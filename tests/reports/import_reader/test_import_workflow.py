"""Files as they are sent become plans, and plans one batch; one that cannot be read is declined by itself."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.audit import history
from models.exchange.sheet_import.preview import retype_cell
from models.exchange.sheet_import.row_outcome import ImportOptions, RowOutcome
from models.ledgers import Lead, TaskForce
from models.rules.vocabulary import ReceivedKind
from models.storage import presets
from models.storage.integrity_check import check_integrity
from models.storage.store import Store, create_book
from reports.import_reader.import_file import ImportRequest, ImportRun
from reports.import_reader.import_workflow import apply_import, plan_files, replan, write_refused_rows
from reports.xlsx.ledger_workbook import export_ledgers
from resources import PRESETS
from tests.reports.county import small_county
from tests.rows import copy_template, finish, open_unsynced, stored_values

# openpyxl knows no print area of whole columns; Excel, WPS and LibreOffice do.
pytestmark = pytest.mark.filterwarnings("ignore:Print area cannot be set")
Sheet = Any  # an openpyxl worksheet


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open the small county's book."""
    with open_unsynced(copy_template(empty_book, tmp_path, "示例县.zhuanban")) as opened:
        small_county(opened)
        yield opened


def exported(book: Store, folder: Path, edit: Callable[[Sheet, dict[str, int]], None] | None = None) -> Path:
    """Export the leads, and work on the sheet by hand as a clerk does."""
    path = folder / "线索.xlsx"
    finish(export_ledgers(book, path, ledgers=[Lead]))
    if edit is not None:
        workbook = openpyxl.load_workbook(path)
        sheet = workbook["线索"]
        edit(sheet, {str(cell.value).lstrip("*"): cell.column for cell in sheet[3] if cell.value})
        workbook.save(path)
    return path


def line_of(sheet: Sheet, name: str) -> int:
    return next(int(row[0].row) for row in sheet.iter_rows() if any(cell.value == name for cell in row))


def plan_and_apply(book: Store, *paths: Path, import_options: ImportRequest | None = None) -> ImportRun:
    return finish(plan_files(book, paths, import_options or ImportRequest()))


def total(book: Store, name: str) -> Decimal | None:
    with book.reading() as session:
        return session.query(Lead).filter_by(name=name).one().total


def test_our_own_workbook_untouched_changes_nothing(county: Store, tmp_path: Path) -> None:
    with county.reading() as session:
        before = stored_values(session)
    receiving = plan_and_apply(county, exported(county, tmp_path))
    (file,) = receiving.files
    assert (file.origin, file.declined) == (ReceivedKind.OWN, "")
    assert set(file.plans[0].counts.items()) >= {(RowOutcome.SAME, len(file.plans[0].rows)), (RowOutcome.NEW, 0)}
    assert apply_import(county, receiving).batch == ""
    with county.reading() as session:
        assert stored_values(session) == before


def test_what_a_hand_changed_is_applied_and_goes_back_by_one_undo(county: Store, tmp_path: Path) -> None:
    with county.reading() as session:
        before = stored_values(session)

    def work(sheet: Sheet, head: dict[str, int]) -> None:
        sheet.cell(line_of(sheet, "L1"), head["预计总投资"]).value = 5000
        sheet.cell(line_of(sheet, "L2"), head["预计总投资"]).value = "3—5亿元"
        sheet.cell(line_of(sheet, "L3"), head["登记时间"]).value = None
        sheet.delete_rows(line_of(sheet, "L4"))
        sheet.insert_rows(5)
        sheet.cell(5, head["线索名称"]).value = "示例新来"

    receiving = plan_and_apply(county, exported(county, tmp_path, work))
    (plan,) = receiving.plans
    assert receiving.files[0].origin == ReceivedKind.EDITED
    assert {v: n for v, n in plan.counts.items() if v in {RowOutcome.NEW, RowOutcome.CHANGED}} == {
        RowOutcome.NEW: 1,
        RowOutcome.CHANGED: 1,
    }
    (cell,) = plan.rejected_cells
    assert (cell.label, cell.value, cell.suggestion) == ("预计总投资", "3—5亿元", "3亿元")
    done = apply_import(county, receiving)
    assert total(county, "L1") == Decimal(5000)
    with county.writing("撤销", undoes=done.batch) as session:
        assert history.undo(session, done.batch).skipped == ()
    with county.reading() as session:
        after = stored_values(session)
    added = [after.pop(row) for row in {*after} - {*before}]  # the new lead, and the note that the file came
    assert [row["removed"] for row in added] == [1, 1]
    assert after == before
    assert finish(check_integrity(county)).is_intact


def test_a_row_changed_here_since_it_left_becomes_a_conflict(county: Store, tmp_path: Path) -> None:
    path = exported(county, tmp_path, lambda s, head: s.cell(line_of(s, "L1"), head["预计总投资"], 5000) and None)
    with county.writing("这里改") as session:
        session.query(Lead).filter_by(name="L1").one().total = Decimal(7000)
    receiving = plan_and_apply(county, path)
    assert [plan.conflict_count for plan in receiving.plans] == [1]
    assert apply_import(county, receiving).conflicts == 1


def test_a_file_that_cannot_be_read_is_declined_and_the_others_go_on(county: Store, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    receiving = plan_and_apply(county, broken, exported(county, tmp_path))
    assert [bool(file.declined) for file in receiving.files] == [True, False]
    assert "坏.xlsx" in receiving.files[0].declined
    assert not receiving.handled


def test_refused_cells_go_back_marked_and_come_home_corrected(county: Store, tmp_path: Path) -> None:
    def spoil(sheet: Sheet, head: dict[str, int]) -> None:
        sheet.cell(line_of(sheet, "L2"), head["预计总投资"]).value = "3—5亿元"

    path = exported(county, tmp_path, spoil)
    original = path.read_bytes()
    (file,) = plan_and_apply(county, path).files
    back = tmp_path / "退回.xlsx"
    assert write_refused_rows(file, back) == 1
    assert path.read_bytes() == original
    workbook = openpyxl.load_workbook(back)
    (marked,) = [cell for row in workbook["线索"].iter_rows() for cell in row if cell.comment]
    assert (marked.value, marked.fill.fgColor.rgb) == ("3—5亿元", "FFFFF2A8")
    assert "区间" in marked.comment.text
    assert "3亿元" in marked.comment.text
    marked.value = 30000
    workbook.save(back)
    receiving = plan_and_apply(county, back)
    assert receiving.files[0].origin != ReceivedKind.FOREIGN
    apply_import(county, receiving)
    assert total(county, "L2") == Decimal(30_000)


def test_a_workbook_of_one_task_force_is_from_it_whatever_it_is_called(county: Store, tmp_path: Path) -> None:
    with county.reading() as session:
        force = session.query(TaskForce).filter_by(short="焦化").one().id
    path = tmp_path / "新建表格.xlsx"
    finish(export_ledgers(county, path, ledgers=[Lead], task_forces=[force]))
    assert plan_and_apply(county, path).files[0].sender == "焦化"
    assert plan_and_apply(county, path, import_options=ImportRequest(sender="示例街道")).files[0].sender == "示例街道"


def test_what_was_typed_and_answered_outlasts_a_new_plan(county: Store, tmp_path: Path) -> None:
    def spoil(sheet: Sheet, head: dict[str, int]) -> None:
        sheet.cell(line_of(sheet, "L2"), head["预计总投资"]).value = "不知道"

    receiving = plan_and_apply(county, exported(county, tmp_path, spoil))
    (plan,) = receiving.plans
    place = next(row.row_number for row in plan.rows if row.rejected)
    with county.reading() as session:
        retype_cell(session, plan, place, "total", "3亿元")
    receiving.options = ImportOptions(clear_blanks=True)
    finish(replan(county, receiving))
    apply_import(county, receiving)
    assert total(county, "L2") == Decimal(30_000)


def test_a_book_made_apart_is_matched_by_names_and_doubles_nothing(hejin_book: Path, tmp_path: Path) -> None:
    with create_book(tmp_path / "另建.zhuanban") as book:
        presets.fill_book(book, "hejin", PRESETS)
        with book.writing("新增") as session:
            force = session.query(TaskForce).order_by(TaskForce.rank).first()
            assert force is not None
            session.add(Lead(name="另建账本的线索（示例）", task_force=force.id))
        sheet = exported(book, tmp_path)
    with open_unsynced(copy_template(hejin_book, tmp_path / "县")) as book:
        ours = forces(book)
        receiving = plan_and_apply(book, sheet)
        apply_import(book, receiving)
        assert "不是从本账本复制出去的" in "".join(receiving.files[0].notes)
        assert forces(book) == ours
        with book.reading() as session:
            lead = session.query(Lead).filter_by(name="另建账本的线索（示例）").one()
            assert lead.task_force in ours
        assert finish(check_integrity(book)).is_intact


def forces(book: Store) -> dict[str, str]:
    """Give the task forces by id."""
    with book.reading() as session:
        return {force.id: force.name for force in session.query(TaskForce)}
