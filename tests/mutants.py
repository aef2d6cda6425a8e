"""Small faults planted in the code, one at a time (mutmut): prints which share of them the fast tests notice.

``python tests/mutants.py`` tries the rooms of ``ROOMS``; ``python tests/mutants.py rules figures`` some of them. Each
room is tried in a copy of the tree under ``out/mutants``, by the tests named here alone and on SQLite alone; mutmut
runs only those that reach the changed function. Where a room has more mutants than ``--limit``, the same ones are
drawn every time. A room under its recorded share fails.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "out" / "mutants"
LIMIT = 400  # mutants tried in a room
SEED = 20261120
COPIED = ("desktop", "migrations", "models", "reports", "resources", "tests")
NOTICED = {1, 3, 24, 36, 152, 255, -9, -11, -24}  # mutmut's exit codes: a test failed, crashed or ran out of time


@dataclass(frozen=True, slots=True)
class Room:
    """A folder whose code is mutated (all modules or some), its fast tests, the share they must notice (percent)."""

    code: str
    tests: tuple[str, ...]
    least: int
    modules: tuple[str, ...] = ()


ENGINE = ("counting_rules", "metrics", "aggregates", "subjects", "events")
ROOMS = {
    "rules": Room("models/rules", ("tests/models/rules",), 95),
    "engine": Room(
        "models/statistics",
        tuple(f"tests/models/statistics/test_{module}.py" for module in ENGINE),
        92,
        ENGINE,
    ),
    "figures": Room("reports/figures", ("tests/reports/figures",), 96),
}


def prepare(room: Room, folder: Path) -> None:
    """Copy the tree into a folder and configure mutmut there for one room."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = {
        "source_paths": [room.code],
        "only_mutate": [f"{room.code}/{module}.py" for module in room.modules],
        "also_copy": [*COPIED],
        "pytest_add_cli_args": ["-k", "not postgres", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": [*room.tests],
        "use_git_change_detection": False,
    }
    table = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    configuration = (ROOT / "pyproject.toml").read_text("utf-8")
    (folder / "pyproject.toml").write_text(f"{configuration}\n[tool.mutmut]\n{table}", "utf-8")


def exit_codes(room: Room, folder: Path) -> dict[str, int | None]:
    """Read mutmut's exit code of every mutant by its name; None for one that was not tried."""
    codes: dict[str, int | None] = {}
    for path in sorted((folder / "mutants" / room.code).rglob("*.meta")):
        codes |= json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return codes


def mutmut(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of mutmut in a prepared folder."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own


def report(*lines: str) -> None:
    """Write lines to the terminal at once."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def try_room(name: str, room: Room, limit: int, jobs: int) -> dict[str, bool]:
    """Try the mutants of a room, print its survivors and its shares; return whether each was noticed."""
    folder = WORK / name
    prepare(room, folder)
    # A filter that no mutant matches: mutmut writes all mutants and times the tests, then stops.
    first = mutmut(folder, "run", "no such mutant*")
    names = sorted(exit_codes(room, folder))
    if not names:
        sys.exit(f"mutmut made no mutants of {room.code}:\n{first.stdout[-3000:]}{first.stderr[-3000:]}")
    drawn = sorted(random.Random(SEED).sample(names, min(limit, len(names))))  # noqa: S311 - a sample, not a secret
    run = mutmut(folder, "run", "--max-children", str(jobs), *drawn)
    codes = exit_codes(room, folder)
    if any(codes[mutant] is None for mutant in drawn):
        sys.exit(f"mutmut stopped early in {room.code}:\n{run.stdout[-3000:]}{run.stderr[-3000:]}")
    noticed = {mutant: codes[mutant] in NOTICED for mutant in drawn}
    for mutant in (mutant for mutant, seen in noticed.items() if not seen):
        change = [line for line in mutmut(folder, "show", mutant).stdout.splitlines() if line[:1] in "+-"]
        report(mutant, *(f"    {line}" for line in change if line[:3] not in {"+++", "---"}))
    report_shares(noticed)
    of_all = f"of {len(drawn)} mutants noticed (of {len(names)}), at least {room.least} %"
    report(f"{room.code}: {share_of(noticed):.1f} % {of_all}", "")
    return noticed


def share_of(noticed: Mapping[str, bool]) -> float:
    """Return which share of some mutants was noticed, in percent."""
    return 100 * sum(noticed.values()) / len(noticed)


def report_shares(noticed: Mapping[str, bool]) -> None:
    """Print the share of every module: of how many mutants, by their names, how many were noticed."""
    tried = Counter(module_of(mutant) for mutant in noticed)
    seen = Counter(module_of(mutant) for mutant, was_noticed in noticed.items() if was_noticed)
    report(*(f"    {module:<40}{100 * seen[module] / number:6.1f} % of {number}" for module, number in tried.items()))


def module_of(mutant: str) -> str:
    """Return the module of a mutant: ``models.rules.rates.x_percent__mutmut_1`` is of ``models.rules.rates``."""
    return mutant.rpartition(".")[0]


def main() -> int:
    """Try the rooms named on the command line, or all."""
    parser = argparse.ArgumentParser(description="Plant small faults and print which share the tests notice.")
    parser.add_argument("rooms", nargs="*", metavar="room", help=", ".join(ROOMS))
    parser.add_argument("--limit", type=int, default=LIMIT, help="mutants tried in a room")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants tried at the same time")
    arguments = parser.parse_args()
    tried = {name: try_room(name, ROOMS[name], arguments.limit, arguments.jobs) for name in arguments.rooms or ROOMS}
    together = {mutant: seen for noticed in tried.values() for mutant, seen in noticed.items()}
    report(f"in all: {share_of(together):.1f} % of {len(together)} mutants noticed")
    return 0 if all(share_of(noticed) >= ROOMS[name].least for name, noticed in tried.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
