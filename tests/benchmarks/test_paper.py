"""Benchmark: our typesetter against well-known ones, on a seven-page circular and an annex of 5,000 rows."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.source import ROOT

RatioReport = Callable[[str, float, float], None]
RUNS = 3
# typst is not a dependency: this names a Python that has it (pip install typst, in a separate environment).
TYPST = os.environ.get("PYTHON_WITH_TYPST", "")
MAX_MEGABYTES = 120


def best_run(way: str, what: str, folder: Path) -> dict[str, float]:
    """Print several times, each in a fresh process, and return the fastest run's measurements."""
    script = Path(__file__).with_name("paper.py")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    runs = []
    for _ in range(RUNS):
        command = [TYPST if way == "typst" else sys.executable, str(script), way, what, str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)  # noqa: S603 - our own script
        runs.append(json.loads(done.stdout))
    return min(runs, key=lambda run: run["seconds"])


def skip_unless_available(way: str) -> None:
    if way == "typst" and not TYPST:
        pytest.skip("PYTHON_WITH_TYPST names no Python that has typst, so nothing was held against it")
    if way == "office" and shutil.which("soffice") is None:
        pytest.skip("no soffice on this machine, so nothing was held against LibreOffice")


@pytest.mark.parametrize(("way", "bound"), [("platypus", 1.0), ("typst", 1.3)])
def test_a_circular_of_seven_pages(tmp_path: Path, report: RatioReport, way: str, bound: float) -> None:
    skip_unless_available(way)
    ours = best_run("own", "circular", tmp_path)["seconds"]
    report(f"七页通报 ÷ {way}", ours / best_run(way, "circular", tmp_path)["seconds"], bound)


@pytest.mark.parametrize(("way", "times"), [("office", 3), ("typst", 3), ("platypus", 8)])
def test_an_annex_of_five_thousand_rows(tmp_path: Path, report: RatioReport, way: str, times: int) -> None:
    skip_unless_available(way)
    ours = best_run("own", "annex", tmp_path)["seconds"]
    report(f"5000 行 × 12 列附表 ÷ {way}", ours / best_run(way, "annex", tmp_path)["seconds"], 1 / times)


def test_the_annex_takes_little_memory(tmp_path: Path, report: RatioReport) -> None:
    report("5000 行附表的内存（MB）", best_run("own", "annex", tmp_path)["megabytes"], MAX_MEGABYTES)
