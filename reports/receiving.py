"""Files from outside to plans, and plans to one batch: the one way in for the command line and the window."""

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
    """One file: what it is, what was found in it, and what it would do.

    ``declined`` says why nothing can be made of it; ``again`` that it was taken in before, and so is not read anew.
    ``layout`` and ``columns`` are a foreign table's; a workbook of ours has as many plans as sheets and may bring
    ``parcel``, the edits behind them; ``merged`` is what these did. ``sender`` is who it is from, if that is known.
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
        """What is to be known of it in sentences: what the edits behind it bring besides its cells, and what not."""
        if self.merged is None:
            return self.notes
        refused = (
            f"{ledger_named(one.ledger).about.label}“{one.name}”的留痕没有并入：{one.reason}"
            for one in self.merged.refused
        )
        facts = {"新增": self.merged.born, "改动": self.merged.changed, "有冲突": self.merged.contested}
        brought = "、".join(f"{what} {len(rows)} 行" for what, rows in facts.items() if rows)
        told = (f"随表带来{brought}。",) if brought else ()
        return (*told, *self.notes, *self.merged.notes, *refused)

    @property
    def sheet(self) -> Sheet | None:
        """The sheet a foreign table was found on."""
        if self.workbook is None or self.layout is None:
            return None
        return next(sheet for sheet in self.workbook.sheets if sheet.name == self.layout.sheet)


@dataclass(slots=True)
class Receiving:
    """Files received together: they are planned on one ground, and applied as one batch."""

    files: list[Received]
    options: Options
    period: str | None = None

    @property
    def plans(self) -> list[Plan]:
        """All plans, of all files."""
        return [made for one in self.files for made in one.plans]

    @property
    def handled(self) -> bool:
        """Whether anything could be made of every file."""
        return not any(one.declined for one in self.files)


@dataclass(frozen=True, slots=True)
class Asked:
    """How files are to be received.

    ``ledger`` is a table's name, for all files, and ``sender`` who they are from; without these each is guessed.
    ``columns`` are mappings the clerk corrected; what is remembered of the sender's sheets helps besides. ``again``
    takes a file a second time, too.
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
    """Read files and plan what they would do; nothing is written.

    A file that cannot be read is declined with its sentence, and the others go on; one that wants a password, or
    another one, has ``locked`` set.
    """
    files, fresh = [Received(path, sender=asked.sender) for path in paths], []
    with _unswept():
        for number, one in enumerate(files):
            yield number, len(files), f"正在看“{one.path.name}”以前收过没有"
            if _is_new(store, one) or asked.again:
                fresh.append(one)
        with Files([one.path for one in fresh], asked.password) as opened:
            for one in fresh:
                try:
                    one.workbook = yield from opened.read_next()
                    one.sender = asked.sender or _sender_of(store, one)
                    understand(one, asked.ledger, asked.columns.get(one.path), past_of(store, one.sender))
                    _part(store, one)
                    one.sender = asked.sender or _sender_of(store, one)  # a parcel knows better than the file's name
                except Refusal as refusal:
                    one.declined, one.locked = str(refusal), isinstance(refusal, NeedsPassword)
        found = Receiving(files, asked.options, asked.period)
        yield from replan(store, found, reading)
    return found


def _is_new(store: Store, one: Received) -> bool:
    """Look whether the very same file was taken in before; one that was taken back may come again."""
    if not one.path.is_file():
        return True  # reading it says what is the matter
    with one.path.open("rb") as file:
        one.sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    with store.reading() as session:
        one.again = already(session, one.sha256)
    return one.again is None or (one.again.undone and not one.again.redo)


def _part(store: Store, one: Received) -> None:
    """Leave the edits of a book that was made apart from this one: its task forces are other rows of the same name."""
    if one.parcel is None:
        return
    with store.reading() as session:
        doubled = strangers(session, one.parcel)
    if doubled:
        one.parcel = None
        why = "这张表出自另外新建的账本，不是从本账本复制出去的：各行按名称对，那边的修改历史不并入。"
        one.notes = (*one.notes, why)


def _sender_of(store: Store, one: Received) -> str | None:
    """Guess who a file is from: the one task force whose rows a workbook of ours holds, else by the file's name."""
    forces = one.parcel.task_forces if one.parcel is not None else ()
    with store.reading() as session:
        force = session.get(TaskForce, forces[0]) if len(forces) == 1 else None
        return force.short or force.name if force is not None else sender_in(session, one.path.stem)


def past_of(store: Store, sender: str | None) -> Past | None:
    """Give what is remembered of a sender's headings."""
    if not sender:
        return None
    with store.reading() as session:
        found = sender_called(session, sender)
        return headings(session, found.id) if found else None


@contextmanager
def _unswept() -> Iterator[None]:
    """Keep Python from searching a million fresh cells for rings again and again: it takes a third of the time."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def understand(
    one: Received, ledger: str | None = None, columns: Columns | None = None, past: Past | None = None
) -> None:
    """Find out what a file is and offer what stands in it; again with ``columns`` the clerk corrected."""
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
    found = layouts(workbook)
    one.layout = layout = choose(found, workbook.file)
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
    left = [other.sheet for other in found if other.sheet != layout.sheet and other.data_rows]
    notes = [f"还有没读的表：{'、'.join(left)}。"] if left else []
    one.notes = (*workbook.notes, *filter(None, [why_foreign(workbook)]), *notes)
    one.offers = (offer_of(workbook, sheet, layout, columns),)


def replan(
    store: Store, found: Receiving, reading: Context | None = None
) -> Generator[tuple[int, int, str], None, None]:
    """Plan all files anew, as after a mapping was corrected or a box ticked."""
    if store.writable and any(one.parcel for one in found.files):
        with suppress(_Tried), store.writing("核对") as session:
            _merge(session, found)
            yield from _plan(session, found, reading or context(session))
            raise _Tried  # nothing of this is kept: it only shows how the rows will stand once the edits are in
    else:
        with store.reading() as session:
            yield from _plan(session, found, reading or context(session))


class _Tried(Exception):
    """Ends a transaction that was only to be looked at."""


def _merge(session: Session, found: Receiving) -> None:
    """Take in the edits that files of our own bring."""
    for one in found.files:
        if one.parcel is not None:
            one.merged = merge(session, one.parcel, one.path.name)
    session.flush()
    session.expire_all()


def _plan(session: Session, found: Receiving, reading: Context) -> Generator[tuple[int, int, str], None, None]:
    ground = Ground(session, reading, found.options)
    before = {
        (one.path, made.ledger.__tablename__, made.offer.sheet): made for one in found.files for made in one.plans
    }
    for one in found.files:
        one.plans = []
    offers = [(one, offer) for one in found.files for offer in one.offers]
    order = in_order({ledger_named(offer.ledger) for _, offer in offers})
    for one, offer in sorted(offers, key=lambda pair: order.index(ledger_named(pair[1].ledger))):
        shown = before.get((one.path, offer.ledger, offer.sheet))
        typed, answered = (shown.typed, shown.decisions) if shown is not None else ({}, {})
        made = yield from plan(session, retyped(offer, typed), reading, found.options, ground, answered)
        made.typed = typed  # What the clerk typed and answered is not lost by looking again.
        one.plans.append(made)


def accept(store: Store, found: Receiving) -> Applied:
    """Write everything the plans showed, as one batch."""
    names = [one.path.name for one in found.files if not one.declined]
    label = f"收表：{names[0]}" + (f" 等 {len(names)} 个文件" if len(names) > 1 else "") if names else "收表"
    with _unswept(), store.writing(label) as session:
        _merge(session, found)
        done = apply(session, found.plans)
        if done.batch or any(one.sender for one in found.files):
            _note(session, found)
            done = replace(done, batch=session.info["pen"].batch)
        return done


def _note(session: Session, found: Receiving) -> None:
    """Write down what came from whom and what it brought, and how the sender heads the columns."""
    today = date.today()  # noqa: DTZ011 - the clerk's own day
    for one in found.files:
        whence = sender_named(session, one.sender, force_called(session, one.sender)) if one.sender else None
        sender = whence.id if whence is not None else None
        if whence is not None and whence.task_force and found.period and not one.declined:
            tick(session, whence.task_force, found.period, today)
        if one.again and not one.plans:
            continue
        new, changed, same, duplicate = (
            sum(made.counts[verdict] for made in one.plans)
            for verdict in (Verdict.NEW, Verdict.CHANGED, Verdict.SAME, Verdict.DUPLICATE)
        )
        refused, conflicts = sum(len(m.refused) for m in one.plans), sum(m.conflicts for m in one.plans)
        tally = Tally(new, changed, same, duplicate, refused, conflicts)
        news = tally.new or tally.changed or (one.merged and one.merged.news)
        state = DECLINED if one.declined else TAKEN if news else NOTHING
        came = Came(one.path.name, one.sha256, one.origin, sender, found.period, state, one.declined, tally)
        note(session, came, today, one.merged.received if one.merged else None)
        if sender and one.columns is not None:
            remember_headings(session, sender, one.columns.ledger, one.columns.remembered())


def send_back(one: Received, path: Path) -> int:
    """Write a file anew with the cells that could not be taken marked and explained; gives how many."""
    if one.workbook is None:
        return 0
    found: dict[str, Remarks] = {}
    for made in one.plans:
        remarks = found.setdefault(made.offer.sheet, sentences(made.refused))
        for row in made.rows:
            at = next((cell.at for cell in row.offered.cells), "")
            for cell in row.refused.values():
                if not cell.at:
                    remarks.say(at, cell.said)
            if row.why and not row.writes:
                remarks.say(at, f"疑似重复：{row.why}{row.twin}")
        remarks.said.pop("", None)
        if one.layout is not None:
            remarks.header_rows = one.layout.header_rows
    return write_back(path, one.workbook, found)
