"""Benchmark: reading 50,000 rows of 24 columns through the sandbox, against python-calamine in this process."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import python_calamine
import xlsxwriter

from reports.import_reader.sandbox import read_file

ROWS, COLUMNS, RUNS = 50_000, 24, 3


def write_workbook(folder: Path) -> Path:
    """Write a ledger's usual mixture: a sixth numbers, a sixth dates, the rest text."""
    path = folder / "五万行.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet, day = book.add_worksheet("线索"), book.add_format({"num_format": "yyyy-mm-dd"})
    for column in range(COLUMNS):
        sheet.write_string(0, column, f"第{column}栏")
    for row in range(1, ROWS + 1):
        for column in range(COLUMNS):
            if column % 6 == 0:
                sheet.write_number(row, column, row * 1.25 + column)
            elif column % 6 == 1:
                sheet.write(row, column, date(2026, 1 + row % 12, 1 + row % 28), day)
            else:
                sheet.write_string(row, column, f"示例第{row}号新材料项目{column}")
    book.close()
    return path


def time_our_reading(path: Path) -> float:
    """Time the whole reading in seconds, including the worker process's start and end."""
    began = time.perf_counter()
    steps = read_file(path)
    try:
        while True:
            next(steps)
    except StopIteration as end:
        workbook = end.value
    took = time.perf_counter() - began
    assert len(workbook.sheets[0].rows) == ROWS + 1
    return took


def time_bare_reading(path: Path) -> float:
    """Time python-calamine alone, in seconds."""
    began = time.perf_counter()
    with python_calamine.load_workbook(path) as book:
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert len(rows) == ROWS + 1
    return time.perf_counter() - began


def test_reading_fifty_thousand_rows(tmp_path: Path, report: Callable[[str, float, float], None]) -> None:
    """Print our time over the bare parser's."""
    path = write_workbook(tmp_path)
    pairs = [(time_our_reading(path), time_bare_reading(path)) for _ in range(RUNS)]
    report("子进程读 50,000 × 24 ÷ 裸 python-calamine", min(a / b for a, b in pairs), 1.3)
