"""Tests of pure functions run on a machine that has neither Qt nor PostgreSQL."""

import os
import re
import subprocess
import sys

from tests.source import ROOT

# Runs pytest with an import system that refuses Qt and PostgreSQL's driver, as if they were not installed.
RUN_WITHOUT_THEM = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6", "psycopg"}:
            raise ImportError(name + " is refused")
sys.meta_path.insert(0, Refuse())
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


def run_without_them(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run pytest in a process of its own, without Qt, PostgreSQL's driver or a screen."""
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    command = [sys.executable, "-c", RUN_WITHOUT_THEM, "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own


def pure_tests() -> list[str]:
    """Return the files and folders that the Makefile calls pure, which ``make check`` runs."""
    lines = re.findall(r"^pure \+?:?= ?(.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    return " ".join(lines).split()


def test_pure_tests_pass_without_qt_and_postgresql() -> None:
    run = run_without_them(*pure_tests())
    assert run.returncode == 0, run.stdout + run.stderr
    assert "skipped" not in run.stdout.splitlines()[-1]


def test_a_window_test_without_qt_fails_rather_than_being_left_out() -> None:
    run = run_without_them("tests/desktop/theme/test_palette.py")
    assert run.returncode != 0
    assert "PySide6 is refused" in run.stdout + run.stderr


def test_every_rules_test_is_pure() -> None:
    assert {"tests/models/rules", "tests/models/fields"} <= set(pure_tests())
    assert all((ROOT / path).exists() for path in pure_tests())
