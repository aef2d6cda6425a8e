"""Benchmark: ranking 200 task forces over 50,000 rows, against its own SQL statements fetched by sqlite3 alone."""

import sqlite3
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import event

from models.audit.recorder import add_many
from models.ledgers import Activity, Funding, Lead, Project, Receipt, StageMove, Target, TaskForce, Visit
from models.rules.periods import read_period
from models.storage import presets, store
from models.storage.store import Store
from reports.figures.rankings import ranking
from resources import PRESETS

FORCES, RUNS = 200, 5
LEADS, VISITS, PROJECTS, FUNDS, EVENTS = 16_000, 12_000, 6_000, 9_000, 1_000
FIRST_DAY = date(2026, 1, 1)


def day(number: int) -> date:
    """Spread rows over the first nine months of 2026."""
    return FIRST_DAY + timedelta(days=number * 7 % 270)


def fill(book: Store) -> int:
    """Fill a blank county; return its number of rows."""
    with book.writing("大县") as session:
        forces = add_many(session, TaskForce, ({"name": f"第{n}专班", "rank": n} for n in range(FORCES)))
        leads = [
            {"name": f"线索{n}", "task_force": forces[n % FORCES], "reported_on": day(n), "recognised_on": day(n)}
            | {"state": "已认定"}
            for n in range(LEADS)
        ]
        visits = [
            {"direction": "外出", "company": f"企业{n}", "task_force": forces[n % FORCES], "on": day(n)}
            for n in range(VISITS)
        ]
        rows: list[dict[str, Any]] = [
            {"name": f"项目{n}", "task_force": forces[n % FORCES], "total": Decimal(5000 + n * 10), "origin": "省外"}
            for n in range(PROJECTS)
        ]
        projects = add_many(session, Project, rows)
        moves = [{"project": project, "stage": "签约", "on": day(n)} for n, project in enumerate(projects)]
        moves += [
            {"project": project, "stage": "开工", "on": day(n) + timedelta(days=30)}
            for n, project in enumerate(projects[::2])
        ]
        funds = [
            {"project": projects[n % PROJECTS], "month": day(n).replace(day=1), "amount": Decimal(100)}
            for n in range(FUNDS)
        ]
        events = [{"name": f"活动{n}", "task_force": forces[n % FORCES], "on": day(n)} for n in range(EVENTS)]
        reports = [
            {
                "task_force": force,
                "kind": "月通报",
                "period": f"2026-{m:02}",
                "due": date(2026, m, 28),
                "received_on": date(2026, m, 28),
            }
            for force in forces
            for m in range(1, 10)
        ]
        targets = [
            {"metric": metric, "task_forces": force, "period": "2026", "value": Decimal(40), "unit": unit}
            for force in forces
            for metric, unit in (("省外亿元项目数", "个"), ("到位资金", "亿元"))
        ]
        kinds = ((Lead, leads), (Visit, visits), (StageMove, moves), (Funding, funds), (Activity, events))
        total = len(forces) + len(projects)
        for ledger, ledger_rows in (*kinds, (Receipt, reports), (Target, targets)):
            total += len(add_many(session, ledger, ledger_rows))
        return total


def time_bare_sql(path: Path, statements: list[tuple[str, Any]]) -> float:
    """Time the same statements fetched by sqlite3 alone, in seconds."""
    raw = sqlite3.connect(path)
    began = time.perf_counter()
    for statement, parameters in statements:
        raw.execute(statement, parameters).fetchall()
    took = time.perf_counter() - began
    raw.close()
    return took


def test_ranking_two_hundred_task_forces(tmp_path: Path, report: Callable[[str, float, float], None]) -> None:
    """Print the ranking's time over its SQL's; both rankings, this quarter's and the one before, are in it."""
    path = tmp_path / "大县.zhuanban"
    with store.create_book(path) as book:
        presets.fill_book(book, "blank", PRESETS)
        assert fill(book) > 50_000
        period = read_period("2026-Q3")
        recorded: list[tuple[str, Any]] = []
        result = ranking(book, period)
        assert len(result.ranked) == FORCES

        @event.listens_for(book.engine, "before_cursor_execute")
        def _note(_c: object, _k: object, statement: str, parameters: Any, _x: object, _m: bool) -> None:
            recorded.append((statement, parameters))

        ranking(book, period)
        statements = list(recorded)
        ours = []
        for _ in range(RUNS):
            began = time.perf_counter()
            ranking(book, period)
            ours.append(time.perf_counter() - began)
        least = min(time_bare_sql(path, statements) for _ in range(RUNS))
    report("200 个专班、5 万行排名 ÷ 其 SQL", min(ours) / least, 3.0)
