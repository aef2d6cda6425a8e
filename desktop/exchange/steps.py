"""Import and export as jobs: generators that yield progress (done, of, what) and return a result."""

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
    """What to export: ledgers, task forces by id (none for all), a period, columns by table name (None for all).

    ``unmasked`` requires a ``reason``; an empty ``password`` means no encryption.
    """

    ledgers: tuple[type[Ledger], ...]
    task_forces: tuple[str, ...] = ()
    period: Period | None = None
    columns: Mapping[str, Sequence[str]] | None = None
    unmasked: bool = False
    reason: str = ""
    password: str = ""


def writing(store: Store, path: Path, choice: Choice) -> Generator[tuple[int, int, str], None, int]:
    """Export the chosen rows into a workbook; returns the number of rows."""
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
    """Read files and plan them together with the existing ones; a file read again replaces its earlier state."""
    receiving = yield from receive(store, paths, asked)
    if kept is not None:
        receiving.files = list(
            ({file.path: file for file in kept.files} | {file.path: file for file in receiving.files}).values()
        )
        yield from replan(store, receiving)
    return receiving


def replanning(store: Store, found: Receiving) -> Generator[tuple[int, int, str], None, Receiving]:
    """Plan all files again, as after a change of the options."""
    yield from replan(store, found)
    return found


def taking(store: Store, found: Receiving) -> Generator[tuple[int, int, str], None, Applied]:
    """Apply the import as one batch (one undo step)."""
    yield 0, 1, "写入账本"
    return accept(store, found)


def marking(one: Received, path: Path) -> Generator[tuple[int, int, str], None, int]:
    """Write a copy of a file with the rejected cells marked; returns the number of cells."""
    yield 0, 1, path.name
    return send_back(one, path)
