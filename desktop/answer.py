"""Shared parts of the command line's commands: declaring a command, running a job, printing the result."""

import argparse
import json
import sys
from collections.abc import Callable, Generator
from typing import Any, TypeVar

T = TypeVar("T")


def command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    """Add a subcommand that calls ``run``; every command accepts ``--json`` for output that programs read."""
    subparser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    subparser.set_defaults(run=run)
    subparser.add_argument("--json", action="store_true", help="结果写成 JSON，供程序读取")
    return subparser


def finish(steps: Generator[tuple[int, int, str], None, T], *, aloud: bool = False) -> T:
    """Run a job to its end and return its result; ``aloud`` writes the progress to stderr."""
    last_shown = ""
    while True:
        try:
            done, of, what = next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # the generator's own return
        if aloud and what != last_shown:
            last_shown = what
            sys.stderr.write(f"[{done + 1}/{of}] {what}\n")


def say(given: argparse.Namespace, facts: dict[str, Any], *sentences: str) -> None:
    """Print the result: as JSON where ``--json`` was given, else as sentences (empty ones are left out)."""
    text = json.dumps(facts, ensure_ascii=False, indent=2) if given.json else "\n".join(filter(None, sentences))
    sys.stdout.write(text + "\n")
