"""A form whose headings say little is mapped by hand once; the next one of its shape is taken the same way."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa

from models.ledgers import Project
from models.storage.store import Store
from reports.import_reader.column_mapping import map_columns
from reports.import_reader.foreign_tables import find_foreign_tables
from reports.import_reader.heading_memory import HeadingMemory
from reports.import_reader.import_file import ImportRequest, ImportRun
from reports.import_reader.import_workflow import apply_import, plan_files, replan
from reports.import_reader.table_detection import detect_layout
from reports.import_reader.workbook_data import SheetData, WorkbookData
from tests.reports.import_reader.files import sheet_of
from tests.rows import copy_template, finish, open_unsynced

HEADINGS = ["事由", "老板", "口号", "数"]
LEADS = ["线索名称", "登记时间", "意向投资方"]


@pytest.fixture
def county(empty_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open an empty book."""
    with open_unsynced(copy_template(empty_book, tmp_path, "示例县.zhuanban")) as opened:
        yield opened


def write_form(path: Path, name: str, headings: list[str] = HEADINGS) -> Path:
    """Write a form of one row under headings no field is called by."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "表"
    sheet.append(headings)
    sheet.append([name, "示例甲公司", "干", 5])
    workbook.save(path)
    return path


def import_by_hand(book: Store, path: Path, sender: str | None = None) -> None:
    """Import a form as projects, its first two columns mapped by hand and the others left out."""
    run: ImportRun = finish(plan_files(book, [path], ImportRequest(ledger="project", sender=sender)))
    columns = run.files[0].columns
    assert columns is not None
    columns = columns.with_field(0, "name").with_field(1, "investor").with_field(2, None).with_field(3, None)
    run.files[0].change_table(0, columns, included=True)
    finish(replan(book, run))
    apply_import(book, run)


def sheets(*tables: SheetData) -> WorkbookData:
    return WorkbookData("来表.xlsx", tables, from_1904=False)


@pytest.mark.parametrize(("sender", "next_sender"), [("示例局", "示例局"), (None, None), ("示例局", "示例镇")])
def test_the_next_form_of_the_same_headings_is_mapped_alike(
    county: Store, tmp_path: Path, sender: str | None, next_sender: str | None
) -> None:
    import_by_hand(county, write_form(tmp_path / "一.xlsx", "示例甲厂项目"), sender)
    run = finish(
        plan_files(county, [write_form(tmp_path / "二.xlsx", "示例乙厂项目")], ImportRequest(sender=next_sender))
    )
    assert run.files[0].declined == ""
    apply_import(county, run)
    with county.reading() as session:
        rows = session.execute(sa.select(Project.name, Project.investor).order_by(Project.id)).all()
    assert rows == [("示例甲厂项目", "示例甲公司"), ("示例乙厂项目", "示例甲公司")]


def test_a_form_with_one_more_heading_is_not_taken_for_it(county: Store, tmp_path: Path) -> None:
    import_by_hand(county, write_form(tmp_path / "一.xlsx", "示例甲厂项目"))
    other = write_form(tmp_path / "二.xlsx", "示例乙厂项目", ["事由", "老板", "口号", "年份"])
    assert finish(plan_files(county, [other], ImportRequest())).files[0].declined


def test_what_others_did_does_not_overrule_headings_that_say_enough() -> None:
    """The same three headings were once taken for visits; they are a lead's all the same, unless this sender did it."""
    sheet = sheet_of([LEADS, ["示例线索", "2026-3-1", "示例公司"]])
    visits = {"visit": dict(zip(LEADS, ("company", "on", ""), strict=True))}
    (taken,) = find_foreign_tables(sheets(sheet), memory=HeadingMemory({}, [visits]))
    assert taken.columns.ledger == "lead"
    (taken,) = find_foreign_tables(sheets(sheet), memory=HeadingMemory(visits, [visits]))
    assert taken.columns.ledger == "visit"


def test_imports_that_disagree_on_a_heading_are_not_followed() -> None:
    layout = detect_layout(sheet_of([HEADINGS, ["示例项目", "示例公司", "干", 5]]))
    first = {"project": dict(zip(HEADINGS, ("name", "investor", "", ""), strict=True))}
    second = {"project": dict(zip(HEADINGS, ("name", "counterpart", "", ""), strict=True))}
    assert HeadingMemory({}, [first, first]).of_table(layout, None) is not None
    assert HeadingMemory({}, [first, second]).of_table(layout, None) is None


def test_a_column_set_by_hand_is_told_from_one_found() -> None:
    sheet = sheet_of([LEADS, ["示例线索", "2026-3-1", "示例公司"]])
    mapping = map_columns(sheet, detect_layout(sheet), "lead")
    assert not mapping.is_set_by_hand
    assert mapping.with_field(2, None).is_set_by_hand
