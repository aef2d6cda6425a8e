"""Benchmark: processor time of making a book and importing a small sheet, against that of importing two libraries."""

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

from tests.source import ROOT

RUNS = 5
ROWS = 20
COLUMN_TITLES = ("序号", "项目名称", "投资方", "总投资（万元）", "签约时间", "备注")
LEAST_IMPORT = ("-c", "import sqlalchemy, openpyxl")


def write_sheet(path: Path) -> Path:
    """Write a foreign sheet of projects."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("项目")
        sheet.write_row(0, 0, COLUMN_TITLES)
        for number in range(1, ROWS + 1):
            sheet.write_row(number, 0, (number, f"示例{number}厂项目", f"示例{number}公司", 100 * number, "2026-3-1"))
    return path


def processor_time(arguments: Sequence[str], byte_code: Path) -> float:
    """Run Python once; return its processor time and that of the processes it waited for, in seconds."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(byte_code), "PYTHONPATH": str(ROOT)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=True, timeout=60)  # noqa: S603 - ours
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_new_book_and_a_small_import(tmp_path: Path, report: Callable[[str, float, float], None]) -> None:
    """Print the medians over that of the two imports, byte code compiled before."""
    sheet, byte_code = write_sheet(tmp_path / "示例.xlsx"), tmp_path / "byte code"
    times: dict[str, list[float]] = {"least": [], "new": [], "intake": []}
    for run in range(RUNS + 1):
        book = str(tmp_path / f"{run}.zhuanban")
        commands = {
            "least": LEAST_IMPORT,
            "new": ("-m", "desktop", "new", book, "--preset", "hejin"),
            "intake": ("-m", "desktop", "intake", book, str(sheet)),
        }
        for name, arguments in commands.items():
            took = processor_time(arguments, byte_code)
            if run:  # the first compiles
                times[name].append(took)
    least, new, intake = (statistics.median(times[name]) for name in ("least", "new", "intake"))
    report(f"新建账本（{new:.2f} 秒处理器）÷ 只引入两个库（{least:.2f} 秒）", new / least, 1.5)
    report(f"收一张小表（{intake:.2f} 秒处理器）÷ 只引入两个库", intake / least, 2.0)
