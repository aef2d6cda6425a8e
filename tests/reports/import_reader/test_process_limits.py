"""The worker's limits hold in a real process, and cannot be lifted again."""

import subprocess
import sys

import pytest

from tests.waiting import PROCESS_SECONDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX limits; Windows has its job object")
MEBI = 1 << 20


def run_limited(code: str, memory: int = 512 * MEBI, seconds: float = 30) -> "subprocess.CompletedProcess[str]":
    """Run code in a process that limits itself first."""
    script = f"from reports.import_reader.process_limits import apply_limits\napply_limits({memory}, {seconds})\n{code}"
    return subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=PROCESS_SECONDS
    )


def test_ordinary_work_goes_on() -> None:
    assert run_limited("print(sum(range(1000)))").stdout == "499500\n"


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS ignores the limit on address space")
def test_memory_is_limited() -> None:
    assert "MemoryError" in run_limited(f"b'x' * {600 * MEBI}").stderr
    assert run_limited(f"print(len(b'x' * {64 * MEBI}))").stdout == f"{64 * MEBI}\n"


def test_time_is_limited() -> None:
    assert run_limited("while True: pass", seconds=0.5).returncode < 0  # ended by a signal


def test_no_file_of_any_size_can_be_written(tmp_path: object) -> None:
    target = f"{tmp_path}/out"
    code = f"f = open({target!r}, 'wb', buffering=0)\nprint(f.write(b'x' * 1000))\nf.write(b'x' * {3 * MEBI})\n"
    done = run_limited(f"{code}f.write(b'x' * {3 * MEBI})")
    assert done.stdout == "1000\n" or done.returncode != 0
    with open(target, "rb") as written:  # noqa: PTH123 - only its length is asked for
        assert len(written.read()) <= MEBI


def test_limits_cannot_be_raised_again() -> None:
    code = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (10_000, 10_000))"
    if run_limited("import os\nprint(os.geteuid())").stdout.strip() == "0":
        pytest.skip("an administrator may raise any limit")
    assert "ValueError" in run_limited(code).stderr


def test_a_lower_limit_of_the_system_is_kept() -> None:
    before = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
    script = (
        f"{before}from reports.import_reader.process_limits import apply_limits\napply_limits({512 * MEBI}, 30)\n"
        "print(resource.getrlimit(resource.RLIMIT_FSIZE))"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=PROCESS_SECONDS
    )
    assert done.stdout == "(1000, 1000)\n"
