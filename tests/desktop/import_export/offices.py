"""Builders of files from other offices: a foreign sheet of leads, and another book that edited the same rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter

from models.exchange.merge import union
from models.exchange.merge.changeset import changeset_text, read_changeset
from models.ledgers import Lead, TaskForce
from models.storage.store import Store, create_book
from reports.import_reader.import_file import ImportRequest, ImportRun
from reports.import_reader.import_workflow import apply_import, plan_files
from reports.xlsx.ledger_workbook import export_ledgers
from tests.models.exchange.books import shareable_rows
from tests.rows import add_lead, add_task_force, finish

HEADINGS = ("序号", "项目名称", "投资企业", "总投资", "上报日期", "报送单位")
ROWS = (
    (1, "示例石墨电极项目", "示例碳素公司", 1.2, "2026-10-08", "焦化"),
    (2, "炭黑尾气发电", "示例炭黑公司", "约3", "10月9日", "焦化"),
    (3, "示例冷链物流园", "示例冷链公司", "很多", "2026-10-09", "焦化"),
)


def fill_with_leads(book: Store) -> None:
    """Fill a book with two task forces and two leads, one of which a row of the foreign sheet may duplicate."""
    with book.writing("建账") as session:
        force = add_task_force(session, "焦化", 1)
        add_task_force(session, "钢铁", 2)
        add_lead(session, "炭黑尾气发电项目", task_force=force, investor="示例炭黑公司", place="太原")
        add_lead(session, "示例针状焦项目", task_force=force)


def write_foreign_sheet(
    path: Path, rows: Sequence[Sequence[object]] = ROWS, headings: Sequence[str] = HEADINGS
) -> Path:
    """Write another office's sheet of leads, in 亿元, with a title and a sum."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("招商线索")
        sheet.merge_range(0, 0, 0, len(headings) - 1, "示例局招商线索汇总表")
        sheet.write(1, len(headings) - 1, "单位：亿元")
        for line, row in enumerate([headings, *rows], start=2):
            sheet.write_row(line, 0, row)
        sheet.write(len(rows) + 3, 0, "合计")
        sheet.write(len(rows) + 3, 3, 4.2)
    return path


@contextmanager
def other_book(path: Path, ours: Store) -> Iterator[Store]:
    """Open another office's book, filled with everything this book holds."""
    with create_book(path, "示例乙") as theirs:
        with ours.reading() as session:
            changeset = read_changeset(changeset_text(session, shareable_rows(session), name="县", unmasked=True))
        assert changeset is not None
        with theirs.writing("并入") as session:
            union.merge_changeset(session, changeset)
        yield theirs


def export_leads(book: Store, path: Path, **options: Any) -> Path:
    """Export a book's leads and task forces as its clerk would."""
    finish(export_ledgers(book, path, ledgers=[Lead, TaskForce], **options))
    return path


def change_lead(book: Store, name: str, **facts: object) -> None:
    """Change a lead by its name."""
    with book.writing(f"改 {name}") as session:
        row = session.query(Lead).filter_by(name=name).one()
        for key, value in facts.items():
            setattr(row, key, value)


def planned_import(book: Store, *paths: Path, import_options: ImportRequest | None = None) -> ImportRun:
    """Read files and plan their import, without writing anything."""
    return finish(plan_files(book, paths, import_options or ImportRequest()))


def import_files(book: Store, *paths: Path, import_options: ImportRequest | None = None) -> None:
    """Import files: read, plan and apply them."""
    apply_import(book, planned_import(book, *paths, import_options=import_options))
