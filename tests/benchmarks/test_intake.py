"""Benchmark: importing workbooks, against the bare read plus the raw insert of the same rows."""

import sqlite3
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
import xlsxwriter

from models.audit.recorder import add_many
from models.ledgers import Lead, TaskForce
from models.storage import store
from models.storage.store import Store
from reports.import_reader.import_file import ImportRequest
from reports.import_reader.import_workflow import apply_import, plan_files
from reports.xlsx.ledger_workbook import export_ledgers
from tests.rows import finish

ROWS = 50_000
WORKBOOKS, ROWS_PER_WORKBOOK, CHANGE_EVERY = 20, 2_000, 20  # every 20th row, that is 5 %
RUNS = 2
COLUMN_TITLES = (
    *("线索名称", "登记时间", "认定情况", "信息渠道", "招商方式", "引荐方", "意向投资方", "线索来源地", "产业类别"),
    *("投资内容", "预计总投资", "线索预计产值", "线索预计税收", "线索预计用工", "需用土地", "选址和要素要求"),
    *("需政府协调事项", "首谈联系人", "跟进人", "资方联系人", "资方电话", "研判意见", "研判时间", "最新进展"),
)


def row_values(number: int) -> list[object]:
    """Return the 24 cells of a lead as a county office writes it."""
    return [
        f"示例第{number}号新材料深加工项目",
        date(2026, 1 + number % 11, 1 + number % 28),
        "已上报",
        "链内企业调研",
        "以商招商",
        "示例引荐人",
        f"示例投资{number % 900}有限公司",
        "江苏苏州",
        "新材料",
        "拟建设年产一万吨生产线及配套设施",
        *(float(number % size) for size in (5000, 700, 70, 300, 99)),
        "标准厂房、双回路供电",
        "用地指标",
        "示例甲",
        "示例乙",
        "示例丙",
        "10000000003",
        "同意",
        date(2026, 1 + number % 11, 1 + number % 28),
        f"第{number}次对接，正在办理用地手续",
    ]


def write_workbook(path: Path) -> Path:
    """Write a foreign workbook of new leads."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, days = book.add_worksheet("线索"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, COLUMN_TITLES)
        for number in range(ROWS):
            for column, value in enumerate(row_values(number)):
                if isinstance(value, date):
                    sheet.write_datetime(number + 1, column, value, days)
                else:
                    sheet.write(number + 1, column, value)
    return path


def time_bare_read(paths: Sequence[Path]) -> float:
    """Time python-calamine alone, in seconds."""
    began = time.perf_counter()
    for path in paths:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()
    return time.perf_counter() - began


def time_bare_insert(source: Path, folder: Path) -> float:
    """Time raw executemany of the state and edit rows our import wrote, into an empty book."""
    read = sqlite3.connect(source)
    state: list[Any] = read.execute("SELECT * FROM lead").fetchall()
    edits: list[Any] = read.execute("SELECT * FROM edit ORDER BY seq").fetchall()
    read.close()
    path = folder / f"{source.stem}-底.zhuanban"
    store.create_book(path).close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode=TRUNCATE")
    raw.execute("PRAGMA synchronous=FULL")
    began = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany(f"INSERT INTO lead VALUES ({','.join('?' * len(state[0]))})", state)
    raw.executemany(f"INSERT INTO edit VALUES ({','.join('?' * len(edits[0]))})", edits)
    raw.execute("COMMIT")
    took = time.perf_counter() - began
    raw.close()
    return took


def time_import(book: Store, paths: Sequence[Path], request: ImportRequest) -> float:
    """Time the whole import in seconds: reading in the worker process, column mapping, preview and writing."""
    began = time.perf_counter()
    intake = finish(plan_files(book, paths, request))
    done = apply_import(book, intake)
    took = time.perf_counter() - began
    assert done.batch
    assert not done.rejected
    return took


def test_taking_in_fifty_thousand_new_rows(tmp_path: Path, report: Callable[[str, float, float], None]) -> None:
    """Print our time over the bare read and the raw insert."""
    path = write_workbook(tmp_path / "示例.xlsx")
    ratios = []
    for run in range(RUNS):
        target = tmp_path / f"收{run}.zhuanban"
        with store.create_book(target) as book:
            took = time_import(book, [path], ImportRequest(ledger="lead"))
        ratios.append(took / (time_bare_read([path]) + time_bare_insert(target, tmp_path)))
    report("收进 50,000 行新线索 ÷（裸 calamine 读＋裸 sqlite3 插入）", min(ratios), 2.5)


@pytest.mark.filterwarnings("ignore:Print area cannot be set")
def test_importing_twenty_workbooks_with_few_changes(
    tmp_path: Path, report: Callable[[str, float, float], None]
) -> None:
    """Print our time less three seconds over the bare reads."""
    with store.create_book(tmp_path / "县.zhuanban") as book:
        paths = [_write_changed_workbook(book, tmp_path, number) for number in range(WORKBOOKS)]
        took = time_import(book, paths, ImportRequest())
        least = time_bare_read(paths)
    report(
        f"收进 {WORKBOOKS} 本各 {ROWS_PER_WORKBOOK} 行、改了 5% 的表（减 3 秒）÷ 裸读", max(0.0, took - 3) / least, 2.0
    )


def _write_changed_workbook(book: Store, folder: Path, number: int) -> Path:
    """Add 2,000 leads of a task force, export them, and change every 20th row with openpyxl."""
    keys = ("name", "reported_on", "state", "channel", "method", "referrer", "investor", "place", "industry", "content")
    rows = [
        dict(zip(keys, row_values(number * ROWS_PER_WORKBOOK + index), strict=False))
        for index in range(ROWS_PER_WORKBOOK)
    ]
    with book.writing("新增") as session:
        (force,) = add_many(
            session, TaskForce, [{"name": f"示例{number}招商专班", "short": f"示例{number}", "rank": number}]
        )
        add_many(session, Lead, [values | {"task_force": force} for values in rows])
    path = folder / f"专班{number}.xlsx"
    finish(export_ledgers(book, path, ledgers=[Lead], task_forces=[force]))
    workbook = openpyxl.load_workbook(path)
    ours = workbook["线索"]
    column = next(cell.column for cell in ours[3] if cell.value == "最新进展")
    for line in range(4, 4 + ROWS_PER_WORKBOOK, CHANGE_EVERY):
        ours.cell(line, column).value = f"第{line}行又有进展"
    workbook.save(path)
    return path
