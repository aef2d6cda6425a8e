"""An unexpected warning or log record fails the test in which it happened."""

import subprocess
import sys
from pathlib import Path

from tests.source import ROOT

SAMPLE = """
import logging, warnings
import pytest
from hypothesis import given, strategies
from PySide6.QtCore import qWarning

def test_log(): logging.getLogger("models.storage.store").warning("unexpected log")
def test_python(): warnings.warn("unexpected warning", stacklevel=1)
def test_qt(): qWarning("unexpected Qt message")
def test_quiet(): logging.getLogger("models.storage.store").info("nothing to see")
def test_meant(caplog):
    logging.getLogger("models.storage.store").error("meant")
    assert caplog.messages == ["meant"]
    caplog.clear()
@given(strategies.integers())
def test_dice(n): assert n == n
@pytest.mark.campaign
def test_long(): pass
"""


def test_logs_warnings_and_qt_messages_fail_their_test(tmp_path: Path) -> None:
    sample = tmp_path / "test_sample.py"
    sample.write_text(SAMPLE, encoding="utf-8")
    options = ["-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=short", *options, str(sample)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    lines = run.stdout.splitlines()
    bad = {line.split("::")[1].split()[0] for line in lines if line.startswith(("FAILED", "ERROR")) and "::" in line}
    assert bad == {"test_log", "test_python", "test_qt"}, run.stdout
    assert "models.storage.store" not in run.stderr
    assert "unexpected in the log" in run.stdout
