"""Import and export as jobs: generators that yield progress (done, of, what) and return a result."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.exchange.sheet_import.row_outcome import ApplyResult
from models.fields.base import Ledger
from models.rules.periods import Period
from models.storage.store import Store
from reports.import_reader.import_file import ImportFile, ImportRequest, ImportRun
from reports.import_reader.import_workflow import apply_import, plan_files, replan, write_refused_rows
from reports.xlsx.ledger_workbook import export_ledgers


@dataclass(frozen=True, slots=True)
class ExportChoice:
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


def export_job(store: Store, path: Path, choice: ExportChoice) -> Generator[tuple[int, int, str], None, int]:
    """Export the chosen rows into a workbook; returns the number of rows."""
    written = yield from export_ledgers(
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


def import_job(
    store: Store, paths: Sequence[Path], request: ImportRequest, existing: ImportRun | None
) -> Generator[tuple[int, int, str], None, ImportRun]:
    """Read files and plan them together with the existing ones; a file read again replaces its earlier state."""
    receiving = yield from plan_files(store, paths, request)
    if existing is not None:
        receiving.files = list(
            ({file.path: file for file in existing.files} | {file.path: file for file in receiving.files}).values()
        )
        yield from replan(store, receiving)
    return receiving


def replan_job(store: Store, import_run: ImportRun) -> Generator[tuple[int, int, str], None, ImportRun]:
    """Plan all files again, as after a change of the options."""
    yield from replan(store, import_run)
    return import_run


def apply_import_job(store: Store, import_run: ImportRun) -> Generator[tuple[int, int, str], None, ApplyResult]:
    """Apply the import as one batch (one undo step)."""
    yield 0, 1, "写入账本"
    return apply_import(store, import_run)


def mark_rejected_job(file: ImportFile, path: Path) -> Generator[tuple[int, int, str], None, int]:
    """Write a copy of a file with the rejected cells marked; returns the number of cells."""
    yield 0, 1, path.name
    return write_refused_rows(file, path)
