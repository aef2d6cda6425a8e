"""Waits have one place, tests/waiting.py, so that a slower machine needs one number changed."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator

from tests.source import ROOT


def hasty_waits(source: str) -> Iterator[int]:
    """Yield the lines of a module that wait for a number of its own, or for a time instead of a condition.

    After ``qtbot.wait(50)``, whatever it waits for has not happened yet on a slower machine.
    """
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(ast.Name(owner), "wait" | "qWait"), args=[*arguments]):
                if owner in {"qtbot", "QTest"} or any(isinstance(argument, ast.Constant) for argument in arguments):
                    yield node.lineno
            case ast.keyword("timeout", ast.Constant(seconds)) if seconds != 0:
                yield node.lineno


def test_no_test_waits_for_a_number_of_its_own() -> None:
    files = [path for path in sorted((ROOT / "tests").rglob("*.py")) if "benchmarks" not in path.parts]
    hasty = {str(path): lines for path in files if (lines := list(hasty_waits(path.read_text("utf-8"))))}
    assert hasty == {}


def test_hasty_waits_are_recognised() -> None:
    source = """
qtbot.wait(50)
qtbot.waitUntil(ready, timeout=5000)
event.wait(5)
process.wait(WAIT_SECONDS)
qtbot.waitUntil(ready)
sqlite3.connect(path, timeout=0)
"""
    assert sorted(hasty_waits(source)) == [2, 3, 4]


def test_a_factor_from_the_environment_lengthens_every_wait() -> None:
    code = "from tests import waiting; print(waiting.WAIT_SECONDS, waiting.PROCESS_SECONDS)"
    environment = os.environ | {"TEST_WAIT_FACTOR": "2.5"}
    run = subprocess.run(  # noqa: S603 - the code is the line above
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["450.0", "1500.0"]
