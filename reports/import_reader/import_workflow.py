"""The import workflow for the window and the command line: read files, plan their rows, apply all as one batch."""

import gc
import hashlib
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from models.audit.edit_writer import edit_writer
from models.errors import UserError
from models.exchange.import_log import (
    ImportCounts,
    ReceivedFile,
    all_headings,
    ensure_sender,
    find_earlier_import,
    find_sender,
    find_task_force,
    mark_received,
    record_file,
    remember_headings,
    sender_headings,
    sender_in_text,
    sender_of_nobody,
)
from models.exchange.merge.union import merge_changeset, unrelated_task_forces
from models.exchange.sheet_import.apply import apply_plans, in_dependency_order
from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.preview import decide_row, plan_import, with_retyped_cells
from models.exchange.sheet_import.row_outcome import ApplyResult, DuplicateAnswer, RowDecision, RowOutcome
from models.fields.base import ledger_by_table
from models.fields.kind import ReadContext
from models.job_steps import JobSteps
from models.ledgers import TaskForce
from models.queries.reading_context import reading_context
from models.rules.vocabulary import ReceivedKind, ReceivedState
from models.settings.optional_ledgers import groups_in_use
from models.storage.store import Session, Store
from reports.import_reader.foreign_tables import find_foreign_tables, unread_sheets, with_chosen_units
from reports.import_reader.heading_memory import HeadingMemory
from reports.import_reader.import_file import DEFAULT_REQUEST, ImportFile, ImportRequest, ImportRun
from reports.import_reader.own_workbook.returned_workbook import read_returned_workbook
from reports.import_reader.sandbox import FileReader, NeedsPassword
from reports.import_reader.table_detection import detect_layouts

_NO_MEMORY = HeadingMemory()


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
                    identify(
                        file,
                        request.ledger,
                        memory=remembered_headings(store, file.sender),
                        sheets=request.sheets,
                        units=request.units,
                    )
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


def remembered_headings(store: Store, sender: str | None) -> HeadingMemory:
    """Return the remembered headings of a sender, if it is known, and of all, with the optional groups in use."""
    with store.reading() as session:
        sender_row = find_sender(session, sender) if sender else None
        of_sender = sender_headings(session, sender_row.id) if sender_row else {}
        return HeadingMemory(of_sender, all_headings(session), groups_in_use(session))


ALL_ROWS = "all"  # in place of a row number


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
    memory: HeadingMemory = _NO_MEMORY,
    sheets: Collection[str] = (),
    units: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Determine a file's origin and read its tables.

    ``sheets`` are the names of the sheets to import, ``units`` those of columns by their heading. Raises UserError
    where no heading can be matched.
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
    layouts = detect_layouts(workbook)
    file.unread_sheets = tuple(unread_sheets(layouts))
    tables = with_chosen_units(find_foreign_tables(workbook, ledger, memory, sheets, layouts), units)
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
    for file in run.files:
        file.look_for_scale_doubts()


def apply_import(store: Store, run: ImportRun) -> ApplyResult:
    """Write everything the plans show, as one batch.

    Raises UserError where amounts are off by noughts and ``accept_amounts`` does not say that they are right.
    """
    doubts = [doubt.message for file in run.files for doubt in file.scale_doubts]
    if doubts and not run.options.accept_amounts:
        raise UserError(
            f"金额像是差了几个零，没有写入：{''.join(doubts)}请查原表的单位；"
            "确实没有错的，请确认后再收（命令行用 --unit 栏名=单位，或 --accept-amounts）。"
        )
    names = [file.path.name for file in run.files if not file.declined]
    label = f"收表：{names[0]}" + (f" 等 {len(names)} 个文件" if len(names) > 1 else "") if names else "收表"
    with _without_garbage_collection(), store.writing(label) as session:
        _merge(session, run)
        done = apply_plans(session, run.plans)
        if done.batch or any(file.sender for file in run.files):
            _log_import(session, run)
            done = replace(done, batch=edit_writer(session).batch)
        return done


def answer_duplicates(store: Store, run: ImportRun, same: Collection[str], new: Collection[str]) -> None:
    """Answer possible duplicates by their row numbers in the sheet (or ALL_ROWS); raises UserError for another row."""
    answers = dict.fromkeys(same, DuplicateAnswer.THAT_ROW) | dict.fromkeys(new, DuplicateAnswer.NEW)
    used = set()
    with store.reading() as session:
        for plan in run.plans:
            for row in plan.rows:
                key = next((key for key in (str(row.row_number), ALL_ROWS) if key in answers), None)
                if key is not None and row.outcome is RowOutcome.DUPLICATE:
                    decide_row(session, plan, row.row_number, RowDecision(answers[key]))
                    used.add(key)
    if unused := [key for key in answers if key not in used and key != ALL_ROWS]:
        raise UserError(f"第 {'、'.join(unused)} 行不是疑似重复的行，没有要答复的；请照核对结果里的行号写。")


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
        for table in file.foreign:
            if table.included and (sender or table.columns.is_set_by_hand):
                owner = sender or sender_of_nobody(session).id
                remember_headings(session, owner, table.columns.ledger, table.columns.to_remember())


def write_refused_rows(file: ImportFile, path: Path) -> int:
    """Write a copy of a file with the rejected cells marked and explained; return their number."""
    if file.workbook is None:
        return 0
    # Few imports send a file back: the others load nothing that writes workbooks.
    from reports.import_reader.own_workbook.refused_workbook import CellRemarks
    from reports.import_reader.own_workbook.refused_workbook import write_refused_workbook as write_back

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
