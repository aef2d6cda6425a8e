"""Builders of files from other offices: a foreign sheet of leads, and another book that edited the same rows."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter

from models.exchange import union
from models.exchange.parcel import from_text, text_of
from models.ledgers import Lead, TaskForce
from models.store import Store, create
from reports.receiving import Asked, Receiving, accept, receive
from reports.workbook.ledgers import export
from tests.models.exchange.books import everything
from tests.rows import finish, lead, task_force

HEADINGS = ("序号", "项目名称", "投资企业", "总投资", "上报日期", "报送单位")
ROWS = (
    (1, "示例石墨电极项目", "示例碳素公司", 1.2, "2026-10-08", "焦化"),
    (2, "炭黑尾气发电", "示例炭黑公司", "约3", "10月9日", "焦化"),
    (3, "示例冷链物流园", "示例冷链公司", "很多", "2026-10-09", "焦化"),
)


def furnished(book: Store) -> None:
    """Fill a book with two task forces and two leads, one of which a row of the foreign sheet may duplicate."""
    with book.writing("建账") as session:
        force = task_force(session, "焦化", 1)
        task_force(session, "钢铁", 2)
        lead(session, "炭黑尾气发电项目", task_force=force, investor="示例炭黑公司", place="太原")
        lead(session, "示例针状焦项目", task_force=force)


def foreign(path: Path, rows: Sequence[Sequence[object]] = ROWS, headings: Sequence[str] = HEADINGS) -> Path:
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
    with create(path, "示例乙") as theirs:
        with ours.reading() as session:
            changeset = from_text(text_of(session, everything(session), name="县", unmasked=True))
        assert changeset is not None
        with theirs.writing("并入") as session:
            union.merge(session, changeset)
        yield theirs


def sent(book: Store, path: Path, **options: Any) -> Path:
    """Export a book's leads and task forces as its clerk would."""
    finish(export(book, path, ledgers=[Lead, TaskForce], **options))
    return path


def change(book: Store, name: str, **facts: object) -> None:
    """Change a lead by its name."""
    with book.writing(f"改 {name}") as session:
        row = session.query(Lead).filter_by(name=name).one()
        for key, value in facts.items():
            setattr(row, key, value)


def planned(book: Store, *paths: Path, asked: Asked | None = None) -> Receiving:
    """Read files and plan their import, without writing anything."""
    return finish(receive(book, paths, asked or Asked()))


def taken(book: Store, *paths: Path, asked: Asked | None = None) -> None:
    """Import files: read, plan and apply them."""
    accept(book, planned(book, *paths, asked=asked))
