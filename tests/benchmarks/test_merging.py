"""Benchmark: merging a large book, finding its conflicts and undoing a large receipt, against bare inserts."""

import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

from models.audit import history
from models.audit.edit_writer import edit_writer
from models.audit.recorder import add_many
from models.audit.replay import RowPatch, apply_patches
from models.exchange.merge import union
from models.exchange.merge.changeset import Changeset, changeset_of
from models.exchange.merge.conflicts import list_conflicts
from models.ledgers import Lead
from models.storage.store import Store
from tests.models.exchange.books import open_books

RatioReport = Callable[[str, float, float], None]
ROWS, CHANGED, SMALL_ROWS = 50_000, 10_000, 5_000


def set_place(book: Store, rows: Sequence[str], place: str) -> str:
    """Change the place of many leads in one command; return the batch id."""
    with book.writing("改") as session:
        seen = edit_writer(session).visible_parents(rows)
        apply_patches(
            session, [RowPatch("lead", row, {"place": place}, {"place": seen[row].get("place", [])}) for row in rows]
        )
        return edit_writer(session).batch


def time_bare_insert(book: Store, path: Path) -> float:
    """Insert a book's rows into an empty one with sqlite3 alone; return the seconds."""
    assert book.path is not None
    source = sqlite3.connect(book.path)
    tables = {name: source.execute(f"SELECT * FROM {name}").fetchall() for name in ("lead", "edit", "words")}
    source.close()
    bare = sqlite3.connect(path)
    started = time.perf_counter()
    for name, rows in tables.items():
        bare.executemany(f"INSERT INTO {name} VALUES ({','.join('?' * len(rows[0]))})", rows)
    bare.commit()
    seconds = time.perf_counter() - started
    bare.close()
    return seconds


def time_merge(book: Store, changeset: Changeset) -> tuple[float, str]:
    """Merge a changeset; return the seconds and the batch id."""
    started = time.perf_counter()
    with book.writing("并入") as session:
        assert union.merge_changeset(session, changeset).rejected == ()
        batch = edit_writer(session).batch
    return time.perf_counter() - started, batch


def test_a_large_book_is_merged_within_a_few_times_bare_inserts(
    empty_book: Path, tmp_path: Path, report: RatioReport
) -> None:
    ratios = []
    for number in range(3):
        with open_books(empty_book, tmp_path / str(number), 3) as (ours, theirs, bare):
            rows = fill(ours)
            set_place(ours, rows[:CHANGED], "宁波")
            with ours.reading() as session:
                changeset = changeset_of(session, {"lead": rows}, unmasked=True)
            seconds, _ = time_merge(theirs, changeset)
            assert bare.path is not None
            ratios.append(seconds / time_bare_insert(theirs, bare.path))
    report(f"并入 {ROWS:,} 行、{ROWS + CHANGED:,} 条留痕，与直接写库之比", statistics.median(ratios), 5)


def test_a_large_receipt_is_taken_back_in_two_seconds(empty_book: Path, tmp_path: Path, report: RatioReport) -> None:
    with open_books(empty_book, tmp_path, 2) as (ours, theirs):
        rows = fill(ours)
        with ours.reading() as session:
            time_merge(theirs, changeset_of(session, {"lead": rows}, unmasked=True))
        for book, place in ((ours, "苏州"), (theirs, "无锡")):
            set_place(book, rows[:SMALL_ROWS], place)
        with ours.reading() as session:
            _, batch = time_merge(theirs, changeset_of(session, {"lead": rows[:SMALL_ROWS]}, unmasked=True))
        started = time.perf_counter()
        with theirs.reading() as session:
            assert len(list_conflicts(session)) == SMALL_ROWS
        looked = time.perf_counter() - started
        started = time.perf_counter()
        with theirs.writing("撤销", undoes=batch) as session:
            assert history.undo(session, batch).rows == SMALL_ROWS
        seconds = time.perf_counter() - started
    report(f"{ROWS:,} 行中列出 {SMALL_ROWS:,} 处冲突，秒", looked, 1)
    report(f"撤销 {SMALL_ROWS:,} 行的一次收件，秒", seconds, 2)


def fill(book: Store) -> list[str]:
    """Add many leads."""
    with book.writing("新增") as session:
        facts = (
            {"name": f"示例{number}炭黑项目", "place": "江苏", "total": Decimal(number + 1)} for number in range(ROWS)
        )
        return add_many(session, Lead, facts)
