"""What every command of the command line shares: how it is declared, run to its end, and how its result is told."""

import argparse
import json
import sys
from collections.abc import Callable, Generator
from typing import Any, TypeVar

T = TypeVar("T")


def command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    """Declare a command; every one of them can answer a program with ``--json``."""
    made: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    made.set_defaults(run=run)
    made.add_argument("--json", action="store_true", help="结果写成 JSON，供程序读取")
    return made


def finish(steps: Generator[tuple[int, int, str], None, T], *, aloud: bool = False) -> T:
    """Run a job to its end and give its result; ``aloud`` tells on stderr what is going on."""
    told = ""
    while True:
        try:
            done, of, what = next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # the generator's own return
        if aloud and what != told:
            told = what
            sys.stderr.write(f"[{done + 1}/{of}] {what}\n")


def say(given: argparse.Namespace, facts: dict[str, Any], *sentences: str) -> None:
    """Print the result for a program or for a person."""
    text = json.dumps(facts, ensure_ascii=False, indent=2) if given.json else "\n".join(filter(None, sentences))
    sys.stdout.write(text + "\n")
