"""Benchmark: a month's circular over 50,000 rows, against one over 5,000 rows with the same month in it."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.audit.recorder import add_many
from models.fields.base import Ledger
from models.ledgers import County, Funding, Lead, Obligation, Project, StageMove, Target, TaskForce, Visit
from models.rules.periods import read_period
from models.storage import presets, store
from models.storage.store import Store
from reports.circulars.workflow.compose import produce
from resources import PRESETS
from tests.rows import finish

FORCES, RUNS, MAX_RATIO = 16, 5, 1.5
OCTOBER = read_period("2026-10")
SHARES: dict[type[Ledger], int] = {Lead: 45, Visit: 35, Project: 4, StageMove: 8, Funding: 6, Obligation: 2}  # of 100


def fill(book: Store, first: int, count: int, day: Callable[[int], date]) -> None:
    """Add ``count`` rows spread over all ledgers, numbered from ``first``; ``day`` gives the date for a number."""
    with book.writing("示例") as session:
        forces = [row for (row,) in session.query(TaskForce.id).order_by(TaskForce.rank)]
        numbers = {ledger: range(first, first + count * share // 100) for ledger, share in SHARES.items()}
        rows: dict[type[Ledger], list[dict[str, Any]]] = {
            Lead: [
                {"name": f"线索{n}", "reported_on": day(n), "state": "已认定", "recognised_on": day(n)}
                for n in numbers[Lead]
            ],
            Visit: [{"direction": "外出", "company": f"企业{n}", "on": day(n)} for n in numbers[Visit]],
            Project: [{"name": f"项目{n}", "total": Decimal(5000 + n % 97)} for n in numbers[Project]],
            Obligation: [
                {"name": f"事项{n}", "due": day(n), "closed_on": day(n), "state": "已销号"} for n in numbers[Obligation]
            ],
        }
        for ledger_rows in rows.values():
            for number, row in enumerate(ledger_rows):
                row["task_force"] = forces[number % FORCES]
        added = {ledger: add_many(session, ledger, ledger_rows) for ledger, ledger_rows in rows.items()}
        projects = added[Project]
        signed = [{"project": project, "stage": "签约", "on": day(n)} for n, project in enumerate(projects)]
        begun = [
            {"project": project, "stage": "开工", "on": row["on"]}
            for project, row in zip(projects, signed, strict=True)
        ]
        add_many(session, StageMove, signed + begun)
        funds = [
            {"project": projects[n % len(projects)], "month": day(n).replace(day=1), "amount": Decimal(100)}
            for n in numbers[Funding]
        ]
        add_many(session, Funding, funds)


def make_county(path: Path, years: int) -> Store:
    """Make a county book whose October 2026 is always the same; every earlier year adds as many rows again."""
    book = store.create_book(path)
    presets.fill_book(book, "blank", PRESETS)
    with book.writing("县情") as session:
        add_many(session, County, [{"name": "示例县", "level": "县", "organ": "示例县招商办"}])
        forces = add_many(session, TaskForce, ({"name": f"第{n}专班", "rank": n} for n in range(FORCES)))
        goals = (
            {"metric": "签约金额", "task_forces": force, "period": "2026", "value": Decimal(9)} for force in forces
        )
        add_many(session, Target, ({"unit": "亿元"} | goal for goal in goals))
    fill(book, 0, 5000, lambda n: date(2026, 1, 1) + timedelta(days=n * 7 % 300))
    for back in range(1, years):
        fill(book, back * 5000, 5000, lambda n, back=back: date(2026 - back, 1, 1) + timedelta(days=n * 7 % 300))  # type: ignore[misc]  # a default keeps each year's own
    return book


def best_time(book: Store, folder: Path) -> float:
    """Return the best time in seconds of several runs of composing the circular's pages."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        finish(produce(book, "month", OCTOBER, folder, ("pdf",)))
        times.append(time.perf_counter() - began)
    return min(times)


def test_a_month_of_a_big_book(tmp_path: Path, report: Callable[[str, float, float], None]) -> None:
    """Print what the same month costs in a book ten times as big."""
    with make_county(tmp_path / "小.zhuanban", 1) as small, make_county(tmp_path / "大.zhuanban", 10) as big:
        little, much = best_time(small, tmp_path / "小"), best_time(big, tmp_path / "大")
    report(f"5 万行出月通报（{much:.2f} 秒）÷ 5 千行（{little:.2f} 秒）", much / little, MAX_RATIO)
