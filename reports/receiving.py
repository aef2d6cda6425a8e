"""The import workflow for the window and the command line: read files, plan their rows, apply all as one batch."""

import gc
import hashlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from models.base import ledger_named
from models.exchange.apply import apply, in_order
from models.exchange.ground import Ground
from models.exchange.offer import Offer
from models.exchange.parcel import Parcel
from models.exchange.plan import Plan, plan, retyped
from models.exchange.received import (
    DECLINED,
    EDITED,
    FOREIGN,
    NOTHING,
    OURS,
    TAKEN,
    Already,
    Came,
    Tally,
    already,
    force_called,
    headings,
    note,
    remember_headings,
    sender_called,
    sender_in,
    sender_named,
    tick,
)
from models.exchange.union import Merged, merge, strangers
from models.exchange.verdicts import NOTHING_TICKED, Applied, Options, Verdict
from models.intake import context
from models.kind import Context
from models.ledgers import TaskForce
from models.refusal import Refusal
from models.store import Session, Store
from reports.reading.layout import Layout, choose, layouts
from reports.reading.mapping import Mapping as Columns
from reports.reading.mapping import Past, guess, map_columns
from reports.reading.offering import offer as offer_of
from reports.reading.sheets import Sheet, Workbook
from reports.reading.warden import Files, NeedsPassword
from reports.workbook.refused import Remarks, sentences
from reports.workbook.refused import send_back as write_back
from reports.workbook.returned import returned, why_foreign

Steps = Generator[tuple[int, int, str], None, "Receiving"]


@dataclass(slots=True)
class Received:
    """One file to import: its origin, the tables read from it, and the plans of what they would change.

    ``declined`` is the reason why it cannot be imported; ``earlier_import`` is the import of the same file before: then
    it is not read again. ``layout`` and ``columns`` belong to a foreign table; a workbook written by this program has a
    plan for each sheet and may carry a ``changeset``, the edits behind them; ``merged`` is the result of merging it.
    ``sender`` is the sender's name, if known.
    """

    path: Path
    origin: str = FOREIGN
    sender: str | None = None
    sha256: str = ""
    again: Already | None = None
    declined: str = ""
    locked: bool = False
    workbook: Workbook | None = None
    layout: Layout | None = None
    columns: Columns | None = None
    others: tuple[Columns, ...] = ()
    parcel: Parcel | None = None
    merged: Merged | None = None
    notes: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    plans: list[Plan] = field(default_factory=list)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences to show about the file: what its changeset brings besides the cells, and edits rejected."""
        if self.merged is None:
            return self.notes
        refused = (
            f"{ledger_named(rejected.ledger).about.label}“{rejected.name}”的留痕没有并入：{rejected.reason}"
            for rejected in self.merged.refused
        )
        facts = {"新增": self.merged.born, "改动": self.merged.changed, "有冲突": self.merged.contested}
        brought = "、".join(f"{what} {len(rows)} 行" for what, rows in facts.items() if rows)
        summary = (f"随表带来{brought}。",) if brought else ()
        return (*summary, *self.notes, *self.merged.notes, *refused)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet a foreign table was found on; None for other files."""
        if self.workbook is None or self.layout is None:
            return None
        return next(sheet for sheet in self.workbook.sheets if sheet.name == self.layout.sheet)


@dataclass(slots=True)
class Receiving:
    """Files imported together: planned in one context and applied as one batch."""

    files: list[Received]
    options: Options
    period: str | None = None

    @property
    def plans(self) -> list[Plan]:
        """The plans of all files."""
        return [file_plan for file in self.files for file_plan in file.plans]

    @property
    def handled(self) -> bool:
        """Whether no file was declined."""
        return not any(file.declined for file in self.files)


@dataclass(frozen=True, slots=True)
class Asked:
    """Options of an import.

    ``ledger`` is a table's name, for all files, and ``sender`` their sender; without these each is guessed.
    ``columns`` are mappings the clerk corrected; the remembered headings of the sender are used too. ``repeat`` allows
    a file to be imported a second time.
    ``period`` (“2026-10”) is what the files report on: a task force that sent them has then reported for it.
    """

    ledger: str | None = None
    sender: str | None = None
    period: str | None = None
    again: bool = False
    password: str | None = None
    options: Options = NOTHING_TICKED
    columns: Mapping[Path, Columns] = field(default_factory=dict)


AS_IT_IS = Asked()


def receive(store: Store, paths: Sequence[Path], asked: Asked = AS_IT_IS, reading: Context | None = None) -> Steps:
    """Read files and plan their changes; nothing is written.

    A file that cannot be read is declined with the reason and does not stop the others; ``locked`` is set where it
    needs a password, or the given one is wrong.
    """
    files, fresh = [Received(path, sender=asked.sender) for path in paths], []
    with _unswept():
        for number, file in enumerate(files):
            yield number, len(files), f"正在看“{file.path.name}”以前收过没有"
            if _is_new(store, file) or asked.again:
                fresh.append(file)
        with Files([item.path for item in fresh], asked.password) as opened:
            for file in fresh:
                try:
                    file.workbook = yield from opened.read_next()
                    file.sender = asked.sender or _sender_of(store, file)
                    understand(file, asked.ledger, asked.columns.get(file.path), past_of(store, file.sender))
                    _part(store, file)
                    # The changeset names the sender more reliably than the file's name.
                    file.sender = asked.sender or _sender_of(store, file)
                except Refusal as error:
                    file.declined, file.locked = str(error), isinstance(error, NeedsPassword)
        run = Receiving(files, asked.options, asked.period)
        yield from replan(store, run, reading)
    return run


def _is_new(store: Store, file: Received) -> bool:
    """Whether a file with the same SHA-256 was not imported before, or that import was undone."""
    if not file.path.is_file():
        return True  # reading it reports the error
    with file.path.open("rb") as stream:
        file.sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    with store.reading() as session:
        file.again = already(session, file.sha256)
    return file.again is None or (file.again.undone and not file.again.redo)


def _part(store: Store, file: Received) -> None:
    """Drop the changeset of an unrelated book, recognised by task forces of the same name with other row ids."""
    if file.parcel is None:
        return
    with store.reading() as session:
        doubled_forces = strangers(session, file.parcel)
    if doubled_forces:
        file.parcel = None
        reason = "这张表出自另外新建的账本，不是从本账本复制出去的：各行按名称对，那边的修改历史不并入。"
        file.notes = (*file.notes, reason)


def _sender_of(store: Store, file: Received) -> str | None:
    """Guess a file's sender: the only task force in its changeset, else by the file's name."""
    forces = file.parcel.task_forces if file.parcel is not None else ()
    with store.reading() as session:
        force = session.get(TaskForce, forces[0]) if len(forces) == 1 else None
        return force.short or force.name if force is not None else sender_in(session, file.path.stem)


def past_of(store: Store, sender: str | None) -> Past | None:
    """Return the remembered headings of a sender; None for an unknown one."""
    if not sender:
        return None
    with store.reading() as session:
        sender_row = sender_called(session, sender)
        return headings(session, sender_row.id) if sender_row else None


@contextmanager
def _unswept() -> Iterator[None]:
    """Pause Python's garbage collector: scanning a million new cells for cycles takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def understand(
    one: Received, ledger: str | None = None, columns: Columns | None = None, past: Past | None = None
) -> None:
    """Determine a file's origin and read its tables; called again with ``columns`` the clerk corrected.

    Raises UserError where no heading can be matched.
    """
    workbook = one.workbook
    if workbook is None:
        return
    ours = returned(workbook)
    if ours is not None:
        one.offers, one.parcel = ours.offers, ours.parcel
        one.notes = (*workbook.notes, *ours.notes)
        touched = any(row.touched for o in ours.offers for row in o.rows)
        one.origin = EDITED if touched or any(o.absent for o in ours.offers) else OURS
        return
    candidates = layouts(workbook)
    one.layout = layout = choose(candidates, workbook.file)
    sheet = one.sheet
    if sheet is None:
        return
    if columns is None:
        one.others = (map_columns(sheet, layout, ledger, past),) if ledger else guess(sheet, layout, past)
        if not one.others:
            raise Refusal(
                f"“{one.path.name}”的表头没有一栏认得出来，看不出是哪个台账；"
                "请在“收进”里选（命令行用 --ledger），或先改好表头。"
            )
        columns = one.others[0]
    one.columns = columns
    left = [other.sheet for other in candidates if other.sheet != layout.sheet and other.data_rows]
    notes = [f"还有没读的表：{'、'.join(left)}。"] if left else []
    one.notes = (*workbook.notes, *filter(None, [why_foreign(workbook)]), *notes)
    one.offers = (offer_of(workbook, sheet, layout, columns),)


def replan(
    store: Store, found: Receiving, reading: Context | None = None
) -> Generator[tuple[int, int, str], None, None]:
    """Plan all files again, as after a corrected mapping or a changed option; nothing is written."""
    if store.writable and any(file.parcel for file in found.files):
        with suppress(_Tried), store.writing("核对") as session:
            _merge(session, found)
            yield from _plan(session, found, reading or context(session))
            raise _Tried  # rolled back: the merge only shows the rows as they will be once the edits are in
    else:
        with store.reading() as session:
            yield from _plan(session, found, reading or context(session))


class _Tried(Exception):
    """Raised to roll back a trial transaction."""


def _merge(session: Session, run: Receiving) -> None:
    """Merge the changesets that files written by this program carry."""
    for file in run.files:
        if file.parcel is not None:
            file.merged = merge(session, file.parcel, file.path.name)
    session.flush()
    session.expire_all()


def _plan(session: Session, run: Receiving, reading: Context) -> Generator[tuple[int, int, str], None, None]:
    import_context = Ground(session, reading, run.options)
    before = {
        (file.path, file_plan.ledger.__tablename__, file_plan.offer.sheet): file_plan
        for file in run.files
        for file_plan in file.plans
    }
    for file in run.files:
        file.plans = []
    offers = [(file, offer) for file in run.files for offer in file.offers]
    order = in_order({ledger_named(offer.ledger) for _, offer in offers})
    for file, offer in sorted(offers, key=lambda pair: order.index(ledger_named(pair[1].ledger))):
        shown = before.get((file.path, offer.ledger, offer.sheet))
        typed, answered = (shown.typed, shown.decisions) if shown is not None else ({}, {})
        new_plan = yield from plan(session, retyped(offer, typed), reading, run.options, import_context, answered)
        new_plan.typed = typed  # what the clerk typed and answered survives planning again
        file.plans.append(new_plan)


def accept(store: Store, found: Receiving) -> Applied:
    """Write everything the plans show, as one batch."""
    names = [file.path.name for file in found.files if not file.declined]
    label = f"收表：{names[0]}" + (f" 等 {len(names)} 个文件" if len(names) > 1 else "") if names else "收表"
    with _unswept(), store.writing(label) as session:
        _merge(session, found)
        done = apply(session, found.plans)
        if done.batch or any(file.sender for file in found.files):
            _note(session, found)
            done = replace(done, batch=session.info["pen"].batch)
        return done


def _note(session: Session, run: Receiving) -> None:
    """Log each file with its sender and row counts, and remember the sender's headings."""
    today = date.today()  # noqa: DTZ011 - the clerk's own day
    for file in run.files:
        sender_row = sender_named(session, file.sender, force_called(session, file.sender)) if file.sender else None
        sender = sender_row.id if sender_row is not None else None
        if sender_row is not None and sender_row.task_force and run.period and not file.declined:
            tick(session, sender_row.task_force, run.period, today)
        if file.again and not file.plans:
            continue
        new, changed, same, duplicate = (
            sum(file_plan.counts[verdict] for file_plan in file.plans)
            for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME, Verdict.DUPLICATE)
        )
        refused, conflicts = sum(len(m.refused) for m in file.plans), sum(m.conflicts for m in file.plans)
        counts = Tally(new, changed, same, duplicate, refused, conflicts)
        news = counts.new or counts.changed or (file.merged and file.merged.news)
        state = DECLINED if file.declined else TAKEN if news else NOTHING
        log_entry = Came(file.path.name, file.sha256, file.origin, sender, run.period, state, file.declined, counts)
        note(session, log_entry, today, file.merged.received if file.merged else None)
        if sender and file.columns is not None:
            remember_headings(session, sender, file.columns.ledger, file.columns.remembered())


def send_back(one: Received, path: Path) -> int:
    """Write a copy of a file with the rejected cells marked and explained; return their number."""
    if one.workbook is None:
        return 0
    remarks_by_sheet: dict[str, Remarks] = {}
    for file_plan in one.plans:
        remarks = remarks_by_sheet.setdefault(file_plan.offer.sheet, sentences(file_plan.refused))
        for row in file_plan.rows:
            at = next((cell.at for cell in row.offered.cells), "")
            for cell in row.refused.values():
                if not cell.at:
                    remarks.say(at, cell.said)
            if row.why and not row.writes:
                remarks.say(at, f"疑似重复：{row.why}{row.twin}")
        remarks.said.pop("", None)
        if one.layout is not None:
            remarks.header_rows = one.layout.header_rows
    return write_back(path, one.workbook, remarks_by_sheet)
