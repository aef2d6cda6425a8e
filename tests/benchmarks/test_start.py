"""Benchmark: from a fresh process to a painted window and to a ledger's rows, against a bare QMainWindow."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from models.audit.recorder import add_many
from models.ledgers import Lead
from models.storage import store
from tests.benchmarks.test_insert import lead_values
from tests.source import ROOT

ROWS = 50_000
RUNS = 9
MOMENTS = {"bare": "painted", "painted": "painted", "look": "look", "live": "live"}
RatioReport = Callable[[str, float, float], None]


class UserProfile:
    """A user's settings and caches: each profile has its own ``shelf``; compiled byte code is shared by all."""

    def __init__(self, folder: Path, profile_name: str, book: str = "") -> None:
        self._cache = folder / profile_name / "cache"
        config = folder / profile_name / "config/zhuanban"
        config.mkdir(parents=True)
        settings = json.dumps(json.dumps({"book": book, "page": "lead"}))
        (config / "zhuanban.conf").write_text(f"[General]\nsettings={settings}\n", "utf-8")
        self._environment = {
            **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
            "XDG_CONFIG_HOME": str(folder / profile_name / "config"),
            "XDG_CACHE_HOME": str(self._cache),
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(folder / "byte code"),
        }

    def time_start(self, what: str) -> float:
        """Start the program once and return the seconds until the moment ``what``."""
        if what == "live":
            for look in (self._cache / "zhuanban").glob("*.json"):
                look.unlink()
        command = [sys.executable, str(Path(__file__).with_name("start.py")), what, repr(time.monotonic())]
        run = subprocess.run(command, env=self._environment, capture_output=True, check=True, timeout=60)  # noqa: S603 - ours
        return float(json.loads(run.stdout)[MOMENTS[what]])


def test_from_nothing_to_rows(tmp_path: Path, report: RatioReport) -> None:
    """Print each start over the bare window's, best over best and median over median."""
    book = tmp_path / "大账本.zhuanban"
    with store.create_book(book) as created, created.writing("导入") as session:
        add_many(session, Lead, (lead_values(number) for number in range(ROWS)))
    fresh, used = UserProfile(tmp_path, "fresh"), UserProfile(tmp_path, "used", str(book))
    starts = {"bare": fresh, "painted": fresh, "live": used, "look": used}  # a live start leaves a look behind
    for what, profile in starts.items():
        profile.time_start(what)
    took = {what: list[float]() for what in starts}
    for _ in range(RUNS):
        for what, profile in starts.items():
            took[what].append(profile.time_start(what))
    print_ratios(report, "启动到画出窗口", took["painted"], took["bare"], 1.6)
    print_ratios(report, f"启动到看见 {ROWS:,} 行台账的首屏（上次的样子）", took["look"], took["bare"], 4)
    print_ratios(report, f"启动到看见 {ROWS:,} 行台账的首屏（现查的）", took["live"], took["bare"], 4)


def print_ratios(report: RatioReport, what: str, ours: list[float], bare: list[float], bound: float) -> None:
    """Print a start's two ratios and our milliseconds."""
    for name, of in (("最快", min), ("中位", statistics.median)):
        report(f"{what} ÷ 空窗口，{name}（{of(ours) * 1000:.0f} 毫秒）", of(ours) / of(bare), bound)
