"""The long work of receiving, as jobs want it: read, plan anew, take in, mark what is to be sent back."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.base import Ledger
from models.exchange.verdicts import Applied
from models.rules.periods import Period
from models.store import Store
from reports.receiving import Asked, Received, Receiving, accept, receive, replan, send_back
from reports.workbook.ledgers import export


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to go out: ledgers, task forces by id (none for all), a period, columns by ledger (none for all).

    ``unmasked`` wants its ``reason``; an empty ``password`` is none.
    """

    ledgers: tuple[type[Ledger], ...]
    task_forces: tuple[str, ...] = ()
    period: Period | None = None
    columns: Mapping[str, Sequence[str]] | None = None
    unmasked: bool = False
    reason: str = ""
    password: str = ""


def writing(store: Store, path: Path, choice: Choice) -> Generator[tuple[int, int, str], None, int]:
    """Write what was chosen into a workbook; gives how many rows."""
    written = yield from export(
        store,
        path,
        ledgers=choice.ledgers,
        task_forces=choice.task_forces,
        period=choice.period,
        columns=choice.columns,
        unmasked=choice.unmasked,
        reason=choice.reason,
        password=choice.password or None,
    )
    return sum(written.values())


def reading(
    store: Store, paths: Sequence[Path], asked: Asked, kept: Receiving | None
) -> Generator[tuple[int, int, str], None, Receiving]:
    """Read files and plan them together with those at hand; one read again takes the place of what it was."""
    found = yield from receive(store, paths, asked)
    if kept is not None:
        found.files = list(({one.path: one for one in kept.files} | {one.path: one for one in found.files}).values())
        yield from replan(store, found)
    return found


def replanning(store: Store, found: Receiving) -> Generator[tuple[int, int, str], None, Receiving]:
    """Plan all files anew, as after a box was ticked."""
    yield from replan(store, found)
    return found


def taking(store: Store, found: Receiving) -> Generator[tuple[int, int, str], None, Applied]:
    """Take everything in as one batch."""
    yield 0, 1, "写入账本"
    return accept(store, found)


def marking(one: Received, path: Path) -> Generator[tuple[int, int, str], None, int]:
    """Write a file anew with what could not be taken marked; gives how many cells."""
    yield 0, 1, path.name
    return send_back(one, path)
