"""A program killed at any moment of its work loses nothing it had reported as saved, and leaves a sound book."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import pytest

from models.ledgers import Lead
from models.storage import store
from models.storage.integrity_check import check_integrity
from tests.rows import copy_template, finish
from tests.source import ROOT

FULL_CAMPAIGN = os.environ.get("CAMPAIGN") == "full"
KILLS = 3000 if FULL_CAMPAIGN else 15
CHECK_EVERY = 100 if FULL_CAMPAIGN else 3  # kills between checks of the whole, which grow slower with the book
WORKER_SCRIPT = ROOT / "tests/models/store_child.py"


class KillableWorkers:
    """A program that forks workers on request, each saving row after row until it is killed."""

    def __init__(self, path: Path) -> None:
        self._program = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, str(WORKER_SCRIPT), "nurse", str(path)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._program.communicate()

    def run_and_kill_worker(self, lifetime_seconds: float) -> dict[str, str]:
        """Kill a worker ``patience`` seconds after its first saved row; return the rows it reported: id and name."""
        requests, output = self._program.stdin, self._program.stdout
        assert requests is not None
        assert output is not None
        requests.write("\n")
        requests.flush()
        saved, worker = {}, 0
        for line in output:
            first, second = (*line.split(), "")[:2]
            if first == "dead":
                break
            if first == "worker":
                worker = int(second)
            else:
                saved[first] = second
            if worker and saved:
                time.sleep(lifetime_seconds)
                os.kill(worker, signal.SIGKILL)
                lifetime_seconds, worker = 0, 0
        return saved


@pytest.mark.campaign
def test_a_killed_program_loses_no_saved_row(empty_book: Path, tmp_path: Path) -> None:
    path = copy_template(empty_book, tmp_path)
    journal = path.with_name(path.name + "-journal")
    rng = random.Random(20261120)  # noqa: S311 - only how long each may live
    saved: dict[str, str] = {}
    interrupted = 0
    with KillableWorkers(path) as nursery:
        for kill in range(1, KILLS + 1):
            saved |= nursery.run_and_kill_worker(rng.uniform(0, 0.05))
            interrupted += journal.exists() and journal.stat().st_size > 0
            with store.open_book(path) as book:
                with book.reading() as session:
                    held = {row.id: row.name for row in session.query(Lead)}
                assert saved.items() <= held.items()
                assert len(held) <= len(saved) + kill  # a killed worker may have one unreported commit
                if kill % CHECK_EVERY == 0 or kill == KILLS:
                    report = finish(check_integrity(book))
                    assert (report.faults, report.rows) == ((), len(held))
    assert len(saved) >= KILLS
    assert interrupted, "no kill fell into a save; the test tried nothing"
