"""The import workflow for the window and the command line: read files, plan their rows, apply all as one batch."""

import gc
import hashlib
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from models.audit.edit_writer import edit_writer
from models.errors import UserError
from models.exchange.import_log import (
    EarlierImport,
    ImportCounts,
    ReceivedFile,
    ensure_sender,
    find_earlier_import,
    find_sender,
    find_task_force,
    mark_received,
    record_file,
    remember_headings,
    sender_headings,
    sender_in_text,
)
from models.exchange.merge.changeset import Changeset
from models.exchange.merge.union import MergeResult, merge_changeset, unrelated_task_forces
from models.exchange.sheet_import.apply import apply_plans, in_dependency_order
from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.import_rows import ImportTable
from models.exchange.sheet_import.preview import ImportPlan, plan_import, with_retyped_cells
from models.exchange.sheet_import.row_outcome import DEFAULT_OPTIONS, ApplyResult, ImportOptions, RowOutcome
from models.fields.base import ledger_by_table
from models.fields.kind import ReadContext
from models.job_steps import JobSteps
from models.ledgers import TaskForce
from models.queries.reading_context import reading_context
from models.rules.vocabulary import ReceivedKind, ReceivedState
from models.storage.store import Session, Store
from reports.import_reader.column_mapping import LedgerMapping as Columns
from reports.import_reader.column_mapping import PastMappings
from reports.import_reader.foreign_tables import ForeignTable, find_foreign_tables, tables_notes
from reports.import_reader.own_workbook.refused_workbook import CellRemarks
from reports.import_reader.own_workbook.refused_workbook import write_refused_workbook as write_back
from reports.import_reader.own_workbook.returned_workbook import read_returned_workbook, why_not_ours
from reports.import_reader.sandbox import FileReader, NeedsPassword
from reports.import_reader.table_detection import SheetLayout
from reports.import_reader.workbook_data import WorkbookData


@dataclass(slots=True)
class ImportFile:
    """One file to import: its origin, the tables read from it, and the plans of what they would change.

    ``declined`` is the reason why it cannot be imported; ``earlier_import`` is the import of the same file before: then
    it is not read again. A workbook of another office has ``foreign`` tables; one written by this program has a
    plan for each sheet and may carry a ``changeset``, the edits behind them; ``merged`` is the result of merging it.
    ``sender`` is the sender's name, if known; ``shown`` is the number of the foreign table that the clerk looks at.
    """

    path: Path
    origin: str = ReceivedKind.FOREIGN
    sender: str | None = None
    sha256: str = ""
    earlier_import: EarlierImport | None = None
    declined: str = ""
    locked: bool = False
    workbook: WorkbookData | None = None
    foreign: tuple[ForeignTable, ...] = ()
    shown: int = 0
    changeset: Changeset | None = None
    merged: MergeResult | None = None
    notes: tuple[str, ...] = ()
    tables: tuple[ImportTable, ...] = ()
    plans: list[ImportPlan] = field(default_factory=list)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences to show about the file: what its changeset brings besides the cells, and edits rejected."""
        if self.merged is None:
            return self.notes
        refused = (
            f"{ledger_by_table(rejected.ledger).about.label}“{rejected.name}”的留痕没有并入：{rejected.reason}"
            for rejected in self.merged.rejected
        )
        facts = {"新增": self.merged.added, "改动": self.merged.changed, "有冲突": self.merged.conflicting}
        brought = "、".join(f"{what} {len(rows)} 行" for what, rows in facts.items() if rows)
        summary = (f"随表带来{brought}。",) if brought else ()
        return (*summary, *self.notes, *self.merged.notes, *refused)

    @property
    def table(self) -> ForeignTable | None:
        """The foreign table shown; None for a workbook written by this program."""
        return self.foreign[self.shown] if self.shown < len(self.foreign) else None

    @property
    def layout(self) -> SheetLayout | None:
        """The layout of the table shown."""
        return self.table.layout if self.table is not None else None

    @property
    def columns(self) -> Columns | None:
        """The mapping of the table shown."""
        return self.table.columns if self.table is not None else None

    def set_foreign_tables(self, tables: Sequence[ForeignTable]) -> None:
        """Take other foreign tables, or the same with corrections; the rows to import are built again."""
        if self.workbook is None:
            return
        self.foreign = tuple(tables)
        self.tables = tuple(table.import_table(self.workbook) for table in tables if table.included)
        self.notes = (*self.workbook.notes, *filter(None, [why_not_ours(self.workbook)]), *tables_notes(tables))

    def change_table(self, number: int, columns: Columns | None = None, *, included: bool | None = None) -> None:
        """Correct the mapping of a foreign table, or whether it is imported."""
        before = self.foreign[number]
        after = replace(
            before, columns=columns or before.columns, included=before.included if included is None else included
        )
        self.set_foreign_tables([after if place == number else table for place, table in enumerate(self.foreign)])


@dataclass(slots=True)
class ImportRun:
    """Files imported together: planned in one context and applied as one batch."""

    files: list[ImportFile]
    options: ImportOptions
    period: str | None = None

    @property
    def plans(self) -> list[ImportPlan]:
        """The plans of all files."""
        return [file_plan for file in self.files for file_plan in file.plans]

    @property
    def handled(self) -> bool:
        """Whether no file was declined."""
        return not any(file.declined for file in self.files)


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Options of an import.

    ``ledger`` is a table's name, for all files, and ``sender`` their sender; without these each is guessed.
    ``sheets`` are the names of the sheets to import from foreign workbooks; without them the tables that surely belong
    to a ledger are imported. ``repeat`` allows a file to be imported a second time.
    ``period`` (“2026-10”) is what the files report on: a task force that sent them has then reported for it.
    """

    ledger: str | None = None
    sender: str | None = None
    period: str | None = None
    repeat: bool = False
    password: str | None = None
    options: ImportOptions = DEFAULT_OPTIONS
    sheets: tuple[str, ...] = ()


DEFAULT_REQUEST = ImportRequest()


def plan_files(
    store: Store, paths: Sequence[Path], request: ImportRequest = DEFAULT_REQUEST, reading: ReadContext | None = None
) -> JobSteps["ImportRun"]:
    """Read files and plan their changes; nothing is written.

    A file that cannot be read is declined with the reason and does not stop the others; ``locked`` is set where it
    needs a password, or the given one is wrong.
    """
    files, fresh = [ImportFile(path, sender=request.sender) for path in paths], []
    with _without_garbage_collection():
        for number, file in enumerate(files):
            yield number, len(files), f"正在看“{file.path.name}”以前收过没有"
            if _is_new(store, file) or request.repeat:
                fresh.append(file)
        with FileReader([item.path for item in fresh], request.password) as opened:
            for file in fresh:
                try:
                    file.workbook = yield from opened.read_next()
                    file.sender = request.sender or _sender_of(store, file)
                    identify(file, request.ledger, past=remembered_headings(store, file.sender), sheets=request.sheets)
                    _drop_unrelated_changeset(store, file)
                    # The changeset names the sender more reliably than the file's name.
                    file.sender = request.sender or _sender_of(store, file)
                except UserError as error:
                    file.declined, file.locked = str(error), isinstance(error, NeedsPassword)
        run = ImportRun(files, request.options, request.period)
        yield from replan(store, run, reading)
    return run


def _is_new(store: Store, file: ImportFile) -> bool:
    """Whether a file with the same SHA-256 was not imported before, or that import was undone."""
    if not file.path.is_file():
        return True  # reading it reports the error
    with file.path.open("rb") as stream:
        file.sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    with store.reading() as session:
        file.earlier_import = find_earlier_import(session, file.sha256)
    return file.earlier_import is None or (file.earlier_import.undone and not file.earlier_import.redo_batch)


def _drop_unrelated_changeset(store: Store, file: ImportFile) -> None:
    """Drop the changeset of an unrelated book, recognised by task forces of the same name with other row ids."""
    if file.changeset is None:
        return
    with store.reading() as session:
        doubled_forces = unrelated_task_forces(session, file.changeset)
    if doubled_forces:
        file.changeset = None
        reason = "这张表出自另外新建的账本，不是从本账本复制出去的：各行按名称对，那边的修改历史不并入。"
        file.notes = (*file.notes, reason)


def _sender_of(store: Store, file: ImportFile) -> str | None:
    """Guess a file's sender: the only task force in its changeset, else by the file's name."""
    forces = file.changeset.task_forces if file.changeset is not None else ()
    with store.reading() as session:
        force = session.get(TaskForce, forces[0]) if len(forces) == 1 else None
        return force.short or force.name if force is not None else sender_in_text(session, file.path.stem)


def remembered_headings(store: Store, sender: str | None) -> PastMappings | None:
    """Return the remembered headings of a sender; None for an unknown one."""
    if not sender:
        return None
    with store.reading() as session:
        sender_row = find_sender(session, sender)
        return sender_headings(session, sender_row.id) if sender_row else None


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Pause Python's garbage collector: scanning a million new cells for cycles takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def identify(
    file: ImportFile,
    ledger: str | None = None,
    columns: Columns | None = None,
    past: PastMappings | None = None,
    sheets: Collection[str] = (),
) -> None:
    """Determine a file's origin and read its tables; called again with ``columns`` the clerk corrected.

    ``sheets`` are the names of the sheets to import. Raises UserError where no heading can be matched.
    """
    workbook = file.workbook
    if workbook is None:
        return
    ours = read_returned_workbook(workbook)
    if ours is not None:
        file.tables, file.changeset = ours.import_tables, ours.changeset
        file.notes = (*workbook.notes, *ours.notes)
        touched = any(row.touched_cells for o in ours.import_tables for row in o.rows)
        file.origin = (
            ReceivedKind.EDITED if touched or any(o.missing_rows for o in ours.import_tables) else ReceivedKind.OWN
        )
        return
    if columns is not None:
        file.change_table(file.shown, columns)
        return
    tables = find_foreign_tables(workbook, ledger, past, sheets)
    sizes = [len(table.layout.data_rows) if table.included else -1 for table in tables]
    file.shown = sizes.index(max(sizes))
    file.set_foreign_tables(tables)


def replan(
    store: Store, run: ImportRun, reading: ReadContext | None = None
) -> Generator[tuple[int, int, str], None, None]:
    """Plan all files again, as after a corrected mapping or a changed option; nothing is written."""
    if store.writable and any(file.changeset for file in run.files):
        with suppress(_RollBack), store.writing("核对") as session:
            _merge(session, run)
            yield from _plan(session, run, reading or reading_context(session))
            raise _RollBack  # rolled back: the merge only shows the rows as they will be once the edits are in
    else:
        with store.reading() as session:
            yield from _plan(session, run, reading or reading_context(session))


class _RollBack(Exception):
    """Raised to roll back a trial transaction."""


def _merge(session: Session, run: ImportRun) -> None:
    """Merge the changesets that files written by this program carry."""
    for file in run.files:
        if file.changeset is not None:
            file.merged = merge_changeset(session, file.changeset, file.path.name)
    session.flush()
    session.expire_all()


def _plan(session: Session, run: ImportRun, reading: ReadContext) -> Generator[tuple[int, int, str], None, None]:
    import_context = ImportContext(session, reading, run.options)
    before = {
        (file.path, file_plan.ledger.__tablename__, file_plan.table.sheet): file_plan
        for file in run.files
        for file_plan in file.plans
    }
    for file in run.files:
        file.plans = []
    offers = [(file, offer) for file in run.files for offer in file.tables]
    order = in_dependency_order({ledger_by_table(offer.ledger) for _, offer in offers})
    for file, offer in sorted(offers, key=lambda pair: order.index(ledger_by_table(pair[1].ledger))):
        shown = before.get((file.path, offer.ledger, offer.sheet))
        typed, answered = (shown.typed, shown.decisions) if shown is not None else ({}, {})
        new_plan = yield from plan_import(
            session, with_retyped_cells(offer, typed), reading, run.options, import_context, answered
        )
        new_plan.typed = typed  # what the clerk typed and answered survives planning again
        file.plans.append(new_plan)


def apply_import(store: Store, run: ImportRun) -> ApplyResult:
    """Write everything the plans show, as one batch."""
    names = [file.path.name for file in run.files if not file.declined]
    label = f"收表：{names[0]}" + (f" 等 {len(names)} 个文件" if len(names) > 1 else "") if names else "收表"
    with _without_garbage_collection(), store.writing(label) as session:
        _merge(session, run)
        done = apply_plans(session, run.plans)
        if done.batch or any(file.sender for file in run.files):
            _log_import(session, run)
            done = replace(done, batch=edit_writer(session).batch)
        return done


def _log_import(session: Session, run: ImportRun) -> None:
    """Log each file with its sender and row counts, and remember the sender's headings."""
    today = date.today()  # noqa: DTZ011 - the clerk's own day
    for file in run.files:
        sender_row = ensure_sender(session, file.sender, find_task_force(session, file.sender)) if file.sender else None
        sender = sender_row.id if sender_row is not None else None
        if sender_row is not None and sender_row.task_force and run.period and not file.declined:
            mark_received(session, sender_row.task_force, run.period, today)
        if file.earlier_import and not file.plans:
            continue
        new, changed, same, duplicate = (
            sum(file_plan.counts[outcome] for file_plan in file.plans)
            for outcome in (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.SAME, RowOutcome.DUPLICATE)
        )
        refused, conflicts = sum(len(m.rejected_cells) for m in file.plans), sum(m.conflict_count for m in file.plans)
        counts = ImportCounts(new, changed, same, duplicate, refused, conflicts)
        news = counts.new or counts.changed or (file.merged and file.merged.has_news)
        state = ReceivedState.REFUSED if file.declined else ReceivedState.MERGED if news else ReceivedState.NOTHING_NEW
        log_entry = ReceivedFile(
            file.path.name, file.sha256, file.origin, sender, run.period, state, file.declined, counts
        )
        record_file(session, log_entry, today, file.merged.received if file.merged else None)
        for table in file.foreign if sender else ():
            if table.included:
                remember_headings(session, str(sender), table.columns.ledger, table.columns.to_remember())


def write_refused_rows(file: ImportFile, path: Path) -> int:
    """Write a copy of a file with the rejected cells marked and explained; return their number."""
    if file.workbook is None:
        return 0
    remarks_by_sheet: dict[str, CellRemarks] = {}
    foreign = {table.name: table.layout for table in file.foreign}
    for file_plan in file.plans:
        layout = foreign.get(file_plan.table.sheet)
        sheet = layout.sheet if layout is not None else file_plan.table.sheet
        remarks = remarks_by_sheet.setdefault(sheet, CellRemarks())
        remarks.add_rejected(file_plan.rejected_cells)
        for row in file_plan.rows:
            at = next((cell.address for cell in row.import_row.cells), "")
            for cell in row.rejected.values():
                if not cell.address:
                    remarks.add(at, cell.message)
            if row.reason and not row.writes:
                remarks.add(at, f"疑似重复：{row.reason}{row.repeats}")
        remarks.texts.pop("", None)
        if layout is not None:
            remarks.header_rows = (*remarks.header_rows, *layout.header_rows)
    return write_back(path, file.workbook, remarks_by_sheet)
