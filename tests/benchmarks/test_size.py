"""Benchmark: circulars of a county of 300 task forces and 1,500 projects, in processor seconds and MB of a process."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.conftest import run_large_county

MAX_SECONDS, MAX_MEGABYTES = 10, 400
CIRCULARS = (("month", "2026-10"), ("meeting", "2026-10"), ("quarter", "2026-Q3"), ("year", "2026"))


@pytest.mark.parametrize("form", ["pdf", "xlsx", "docx"])
@pytest.mark.parametrize(("kind", "period"), CIRCULARS)
def test_a_circular_of_a_large_county(
    county: Path, tmp_path: Path, report: Callable[[str, float, float], None], kind: str, period: str, form: str
) -> None:
    """Print what the whole command takes, from its start: reading, composing, checking and writing."""
    measured = json.loads(run_large_county(str(county), form, kind, period, str(tmp_path)))
    report(f"300 个专班、1,500 个项目的 {kind} .{form}，处理器秒", measured["seconds"], MAX_SECONDS)
    report("　它的内存（MB）", measured["megabytes"], MAX_MEGABYTES)
