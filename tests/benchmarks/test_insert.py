"""Benchmark: adding 20,000 leads with their edits, against sqlite3's executemany of the same state and edit rows."""

import sqlite3
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from models.audit.recorder import add_many
from models.ledgers import Lead
from models.storage import store

ROWS = 20_000
RUNS = 3


def lead_values(number: int) -> dict[str, object]:
    """Return the values of a lead as a clerk fills it in: a dozen of some thirty fields."""
    return {
        "name": f"示例第{number}号新材料深加工项目",
        "investor": f"示例投资{number % 900}有限公司",
        "channel": "链内企业调研",
        "state": "已上报",
        "place": "江苏苏州",
        "content": "拟建设年产一万吨生产线及配套设施",
        "total": Decimal(number % 5000),
        "owner": "示例甲",
        "contact": "示例乙",
        "phone": "10000000003",
        "progress": "正在办理用地手续",
    }


def time_our_insert(folder: Path, run: int) -> float:
    """Time the whole command in seconds, from opening the transaction to its commit."""
    rows = [lead_values(number) for number in range(ROWS)]
    with store.create_book(folder / f"ours{run}.zhuanban") as book:
        began = time.perf_counter()
        with book.writing("导入") as session:
            add_many(session, Lead, rows)
        return time.perf_counter() - began


def time_raw_insert(folder: Path, run: int) -> float:
    """Time raw executemany of the state and edit rows our command wrote, into the same empty schema."""
    source = sqlite3.connect(folder / f"ours{run}.zhuanban")
    state = source.execute("SELECT * FROM lead").fetchall()
    edits = source.execute("SELECT * FROM edit ORDER BY seq").fetchall()
    source.close()
    path = folder / f"floor{run}.zhuanban"
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


def test_adding_twenty_thousand_leads(tmp_path: Path, report: Callable[[str, float, float], None]) -> None:
    """Print our time over the floor's."""
    pairs = [(time_our_insert(tmp_path, run), time_raw_insert(tmp_path, run)) for run in range(RUNS)]
    report("新增 20,000 条线索及留痕 ÷ 裸 executemany", min(took / least for took, least in pairs), 3.0)
