"""Benchmark: exporting 50,000 leads of 24 columns, against XlsxWriter writing the same styled cells from memory.

Each runs in a process of its own and prints its seconds; ours also the memory it took beyond that of an open book.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.audit.recorder import add_many
from models.ledgers import Lead, TaskForce
from models.storage import store
from tests.benchmarks.scroll import COLUMNS
from tests.benchmarks.test_table import full_values
from tests.source import ROOT

ROWS, BATCH_SIZE = 50_000, 10_000
RUNS = 3
EXPORT_SCRIPT = """
import sys, time, json
from pathlib import Path
from models import store
from models.ledgers import Lead, TaskForce
from reports.xlsx.ledger_workbook import export

def memory(what):
    return int(Path("/proc/self/status").read_text().split(what)[1].split()[0]) / 1024

columns = json.loads(sys.argv[3])
with store.open_book(sys.argv[1], write=False) as book:
    for _ in export(book, Path(sys.argv[2]), ledgers=[TaskForce]):
        pass  # so that what is loaded once is loaded
    Path("/proc/self/clear_refs").write_text("5")  # the greatest memory counts anew from here
    before, began = memory("VmRSS:"), time.perf_counter()
    for _ in export(book, Path(sys.argv[2]), ledgers=[Lead], columns={"lead": columns} if columns else None):
        pass
    took = time.perf_counter() - began
print(json.dumps([took, memory("VmHWM:") - before]))
"""
XLSXWRITER_SCRIPT = """
import sys, time, json
from datetime import date
import python_calamine, xlsxwriter
book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])
rows = [[None if cell == "" else cell for cell in row] for row in book.get_sheet_by_name("线索").iter_rows()][3:]
began = time.perf_counter()
book = xlsxwriter.Workbook(sys.argv[2], {"constant_memory": True, "strings_to_formulas": False})
sheet = book.add_worksheet()
face = {"font_name": "仿宋", "font_size": 10.5, "valign": "vcenter", "border": 1, "text_wrap": True, "locked": False}
text, number = book.add_format(face | {"num_format": "@"}), book.add_format(face | {"num_format": "#,##0"})
day = book.add_format(face | {"num_format": "yyyy-mm-dd"})
for line, row in enumerate(rows):
    for column, value in enumerate(row):
        if value is None:
            sheet.write_blank(line, column, None, text)
        elif isinstance(value, str):
            sheet.write_string(line, column, value, text)
        elif isinstance(value, date):
            sheet.write_datetime(line, column, value, day)
        else:
            sheet.write_number(line, column, value, number)
book.close()
print(json.dumps([time.perf_counter() - began, 0]))
"""


def fill(path: Path) -> None:
    """Fill the ledger."""
    with store.create_book(path) as book:
        with book.writing("专班") as session:
            forces = add_many(session, TaskForce, ({"name": f"示例第{number}招商专班"} for number in range(20)))
        for start in range(0, ROWS, BATCH_SIZE):
            with book.writing("导入") as session:
                add_many(session, Lead, (full_values(number, forces) for number in range(start, start + BATCH_SIZE)))


def run_script(program: str, *arguments: object) -> tuple[float, float]:
    """Run one of the two scripts in a fresh process; return seconds and megabytes."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=300)  # noqa: S603 - ours
    took, memory = json.loads(done.stdout)
    return took, memory


def test_exporting_fifty_thousand_rows(tmp_path: Path, report: Callable[[str, float, float], None]) -> None:
    """Print our time over the floor's, and what memory writing takes, without and with the edits inside."""
    book, path = tmp_path / "大账本.zhuanban", tmp_path / "台账.xlsx"
    fill(book)
    columns: Any = json.dumps(COLUMNS)
    pairs = []
    for _ in range(RUNS):
        ours = run_script(EXPORT_SCRIPT, book, path, columns)
        pairs.append((ours, run_script(XLSXWRITER_SCRIPT, path, tmp_path / "裸.xlsx")))
    report("导出 5 万行 24 列 ÷ 裸 XlsxWriter", min(ours[0] / least[0] for ours, least in pairs), 1.3)
    report("其中多占内存 MB", min(ours[1] for ours, _ in pairs), 40)
    whole = run_script(EXPORT_SCRIPT, book, path, "null")
    report("导出 5 万行全部栏目，带留痕，÷ 裸 XlsxWriter 的 24 列", whole[0] / min(least[0] for _, least in pairs), 1.3)
    report("其中多占内存 MB", whole[1], 40)
