"""Benchmark: searching 100,000 leads as a clerk types, in milliseconds at the 95th percentile."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from models.audit.recorder import add_many
from models.ledgers import Lead
from models.queries import ledger_query
from models.storage import store
from models.storage.store import Session
from tests.benchmarks.test_insert import lead_values

TYPED_TEXTS = (
    "新材料",
    "示例第9",
    "sl",
    "xclsjg",
    "投资77",
    "项目 899",
    "甲",
    "没有的词",
    "shili",
    "99",
    "第 深加工",
    "l",
)
FREQUENT, ITS_INITIALS = ("xiangmu", "shili", "cailiao"), ("xm", "sl", "cl")  # every row has these words


ABSENT = "shuili"  # its initials stand in every row, as 示例's


def time_search(session: Session, typed: str, expected: int = 50_000) -> float:
    """Time one search in milliseconds, the best of three."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        rows = ledger_query.matching_ids(session, ledger_query.LedgerQuery(Lead, search_text=typed))
        times.append((time.perf_counter() - began) * 1000)
    assert len(rows) == expected
    return min(times)


def test_typing_a_frequent_word_in_full(tmp_path: Path, report: Callable[[str, float, float], None]) -> None:
    """Print how long full pinyin takes over the initials of the same word, where every row has it."""
    with store.create_book(tmp_path / "账本.zhuanban") as book:
        with book.writing("导入") as session:
            add_many(session, Lead, (lead_values(number) for number in range(50_000)))
        with book.reading() as session:
            for full, initials in zip(FREQUENT, ITS_INITIALS, strict=True):
                took = time_search(session, full)
                report(
                    f"5 万行里都有的词打全拼“{full}”（{took:.0f} 毫秒）÷ 打首字母",
                    took / time_search(session, initials),
                    2,
                )
            report(
                "5 万行里都有首字母、都没有的词打全拼 ÷ 打首字母",
                time_search(session, ABSENT, 0) / time_search(session, ITS_INITIALS[1]),
                3,
            )


def test_typing_into_the_search_box(tmp_path: Path, report: Callable[[str, float, float], None]) -> None:
    """Print how long a typed word takes to become rows."""
    with store.create_book(tmp_path / "大账本.zhuanban") as book:
        for start in range(0, 100_000, 20_000):
            with book.writing("导入") as session:
                add_many(session, Lead, (lead_values(number) for number in range(start, start + 20_000)))
        with book.reading() as session:
            times = []
            for typed in TYPED_TEXTS * 8:
                began = time.perf_counter()
                ledger_query.matching_ids(session, ledger_query.LedgerQuery(Lead, search_text=typed))
                times.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            everything = ledger_query.matching_ids(session, ledger_query.LedgerQuery(Lead, sort=(("total", True),)))
            sorting = (time.perf_counter() - began) * 1000
    assert len(everything) == 100_000
    report("10 万行边输边查，第 95 百分位毫秒", statistics.quantiles(times, n=20)[-1], 50)
    report("10 万行按金额排序，毫秒", sorting, 200)
