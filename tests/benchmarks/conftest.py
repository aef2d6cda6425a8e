"""Shared fixtures of the benchmarks: they print ratios measured within one run and never fail on a noisy machine."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.source import ROOT


def run_large_county(*arguments: str) -> str:
    """Run large_county.py in a fresh process and return what it wrote last."""
    command = [sys.executable, str(Path(__file__).with_name("large_county.py")), *arguments]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)  # noqa: S603 - our own script
    return (done.stderr.splitlines() or [""])[-1]


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the book of a large county once."""
    book = tmp_path_factory.mktemp("large") / "大县.zhuanban"
    run_large_county(str(book))
    return book


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Callable[[str, float, float], None]:
    """Print a measured ratio next to its upper bound."""

    def tell(what: str, ratio: float, bound: float) -> None:
        with capsys.disabled():
            print(f"\n{what}：{ratio:.2f}（不超过 {bound:g}）{'' if ratio <= bound else '  <-- 超出'}")  # noqa: T201 - a benchmark's output

    return tell
