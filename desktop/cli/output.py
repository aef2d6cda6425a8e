"""Shared parts of the command line's commands: declaring a command, running a job, printing the result."""

import argparse
import json
import sys
from collections.abc import Callable, Generator, Mapping
from typing import TypeAlias, TypeVar

T = TypeVar("T")
# What ``add_subparsers()`` returns; argparse gives its class no public name.
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - as above


def add_command(
    subparsers: Subparsers, name: str, run: Callable[[argparse.Namespace], int], help_text: str
) -> argparse.ArgumentParser:
    """Add a subcommand that calls ``run``; every command accepts ``--json`` for output that programs read."""
    subparser: argparse.ArgumentParser = subparsers.add_parser(name, help=help_text, description=help_text)
    subparser.set_defaults(run=run)
    subparser.add_argument("--json", action="store_true", help="结果写成 JSON，供程序读取")
    return subparser


def run_job(job_steps: Generator[tuple[int, int, str], None, T], *, show_progress: bool = False) -> T:
    """Run a job to its end and return its result; ``aloud`` writes the progress to stderr."""
    last_shown = ""
    while True:
        try:
            done, of, what = next(job_steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # the generator's own return
        if show_progress and what != last_shown:
            last_shown = what
            sys.stderr.write(f"[{done + 1}/{of}] {what}\n")


def print_result(args: argparse.Namespace, data: Mapping[str, object], *sentences: str) -> None:
    """Print the result: as JSON where ``--json`` was given, else as sentences (empty ones are left out)."""
    text = json.dumps(data, ensure_ascii=False, indent=2) if args.json else "\n".join(filter(None, sentences))
    sys.stdout.write(text + "\n")
