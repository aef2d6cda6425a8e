"""Benchmark: a table of 100,000 leads and 24 columns, against Qt's own table of the same file."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.audit.recorder import add_many
from models.ledgers import Lead, TaskForce
from models.storage import store
from tests.benchmarks.test_insert import lead_values
from tests.source import ROOT

ROWS, BATCH_SIZE = 100_000, 20_000
RUNS = 3


def full_values(number: int, task_forces: list[str]) -> dict[str, object]:
    """Return the values of a lead with all 24 columns filled."""
    day = date(2026, 1, 1) + timedelta(days=number % 300)
    amounts = {key: Decimal(number * factor % 9000) for key, factor in (("output", 7), ("tax", 11), ("land", 13))}
    return {
        **lead_values(number),
        **amounts,
        "task_force": task_forces[number % len(task_forces)],
        "reported_on": day,
        "judged_on": day,
        "method": "以商招商",
        "referrer": f"示例商会{number % 70}",
        "industry": "新材料",
        "jobs": number % 400,
        "needs": "用地八十亩，双回路供电",
        "support": "协调用地指标和环评",
        "first_contact": "示例丙",
        "remark": f"第{number}号备注",
    }


def fill(path: Path) -> None:
    """Make the ledger."""
    with store.create_book(path) as book:
        with book.writing("专班") as session:
            forces = add_many(session, TaskForce, ({"name": f"示例第{number}招商专班"} for number in range(20)))
        for start in range(0, ROWS, BATCH_SIZE):
            with book.writing("导入") as session:
                add_many(session, Lead, (full_values(number, forces) for number in range(start, start + BATCH_SIZE)))


def run_scroll(what: str, book: Path) -> dict[str, Any]:
    """Scroll one of the two tables in its own offscreen process; return the measurements."""
    command = [sys.executable, str(Path(__file__).with_name("scroll.py")), what, str(book)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120)  # noqa: S603 - ours
    measured: dict[str, Any] = json.loads(run.stdout)
    return measured


def test_scrolling_sorting_and_filtering(tmp_path: Path, report: Callable[[str, float, float], None]) -> None:
    """Print our step over Qt's, our slowest steps, sorting, filtering and memory."""
    book = tmp_path / "大账本.zhuanban"
    fill(book)
    pairs = [(run_scroll("ours", book), run_scroll("floor", book)) for _ in range(RUNS)]
    ratios = [statistics.median(ours["steps"]) / statistics.median(least["steps"]) for ours, least in pairs]
    report("10 万行 24 列滚动一步 ÷ QSqlQueryModel", statistics.median(ratios), 1.6)
    best = min((ours for ours, _ in pairs), key=lambda measured: statistics.median(measured["steps"]))
    report("其中滚动一步，中位毫秒", statistics.median(best["steps"]), 50)
    report("其中滚动一步，第 99 百分位毫秒", statistics.quantiles(best["steps"], n=100)[98], 50)
    for name in best["questions"]:
        report(f"10 万行{name}，毫秒", min(ours["questions"][name] for ours, _ in pairs), 200)
    report("开着这张表的进程，占内存 MB", best["memory"], 150)
