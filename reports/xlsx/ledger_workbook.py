"""Export ledgers as .xlsx to work in and send: a sheet each, and a hidden part by which it can be read back."""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.workbook import Workbook

from models.audit.recorder import add_many
from models.errors import UserError
from models.exchange.export_rows import (
    ExportBounds,
    book_id,
    count_export_rows,
    dropdown_names,
    export_pages,
    linked_row_names,
)
from models.exchange.merge.changeset import ChangesetWriter
from models.fields.base import Ledger, new_id
from models.fields.field import Field, field_of
from models.fields.kind import StoredValue
from models.fields.kinds import LinkKind, LinksKind
from models.job_steps import JobSteps
from models.ledgers import Circular, ExportNote
from models.queries.ledger_query import table_fields
from models.queries.reading_context import terms
from models.rules.periods import Period
from models.settings.optional_ledgers import listed_ledgers
from models.storage.store import Session, Store
from reports.xlsx import choices_sheet, guide_sheet, hidden_sheet
from reports.xlsx.field_texts import FieldTexts
from reports.xlsx.ledger_sheet import LedgerSheet, LedgerSheetLayout
from reports.xlsx.row_writer import add_streaming_sheet
from reports.xlsx.sheet_styles import Styles, open_workbook, sheet_name

_TITLE = "招商台账"
ExportRow = Sequence[StoredValue]  # id, marks as JSON text, values as stored


@dataclass(frozen=True, slots=True)
class _ExportPlan:
    """The options of one export, fixed before its first row is written."""

    layouts: tuple[LedgerSheetLayout, ...]
    bounds: ExportBounds
    unmasked: bool
    notes: tuple[str, ...]
    name: str
    who: str


def default_ledgers(session: Session) -> tuple[type[Ledger], ...]:
    """List the ledgers of an export where none are named; circulars, settings and archives have to be named."""
    return tuple(ledger for ledger in listed_ledgers(session) if ledger is not Circular)


def export_ledgers(  # noqa: PLR0913 - the options of the export dialog
    store: Store,
    path: Path,
    *,
    ledgers: Sequence[type[Ledger]] | None = None,
    task_forces: Sequence[str] | None = None,
    period: Period | None = None,
    columns: Mapping[str, Sequence[str]] | None = None,
    unmasked: bool = False,
    reason: str | None = None,
    password: str | None = None,
) -> JobSteps[dict[str, int]]:
    """Export ledgers to a workbook as a job: yields (done, total, text), returns the rows written by ledger.

    ``task_forces`` are row ids; of a ledger with dates only rows dated or changed in ``period`` are exported;
    ``columns`` are field keys by ledger. Private fields are masked, in the hidden part too, unless ``unmasked``: then
    ``reason`` is required (UserError) and recorded in the book before the file is written. The book is read in one
    transaction, so all sheets are consistent.
    """
    days = (period.first, period.last) if period else None
    if not ledgers:
        with store.reading() as session:
            ledgers = default_ledgers(session)
    layouts = tuple(_sheet_layout(ledger, (columns or {}).get(ledger.__tablename__), unmasked) for ledger in ledgers)
    bounds, name = ExportBounds(tuple(task_forces or ()), days), store.path.stem if store.path else ""
    plan = _ExportPlan(layouts, bounds, unmasked, _notes(layouts, period), name, store.who)
    if unmasked:
        _log_unmasked_export(store, plan, (reason or "").strip())
    with (
        store.reading() as session,
        open_workbook(path, title=_TITLE, constant_memory=True, password=password) as book,
    ):
        return (yield from _ExportWriter(session, book, plan).run())


def _sheet_layout(ledger: type[Ledger], keys: Sequence[str] | None, unmasked: bool) -> LedgerSheetLayout:
    """Return the layout of a ledger's sheet; the usual or the chosen columns are printed."""
    shown = tuple(field_of(ledger, key) for key in keys) if keys else table_fields(ledger)
    masked = frozenset(field.key for field in shown if field.private and not unmasked)
    return LedgerSheetLayout(ledger, shown, len(keys or ledger.about.columns), masked)


def _notes(layouts: Sequence[LedgerSheetLayout], period: Period | None) -> tuple[str, ...]:
    """Return notes for the reader of this file."""
    notes = []
    if any(layout.masked for layout in layouts):
        notes.append("电话等已打码；打码的格子不动它就行，账本里的号码不受影响；要改请填完整号码。")
    if period is not None:
        notes.append(f"只含{period.name}登记或改过的行；没有日期的台账是全部。")
    return tuple(notes)


def _log_unmasked_export(store: Store, plan: _ExportPlan, reason: str) -> None:
    """Record an unmasked export in the book before it happens; UserError without a reason."""
    if not reason:
        raise UserError("不打码导出要写明理由，例如“报市局核对联系人”；理由会记入账本。")
    what = "、".join(layout.ledger.about.label for layout in plan.layouts)
    with store.writing(f"不打码导出：{reason}") as session:
        rows = sum(count_export_rows(session, layout.ledger, plan.bounds) for layout in plan.layouts)
        add_many(
            session,
            ExportNote,
            [{"at": time.strftime("%Y-%m-%d %H:%M"), "by": store.who, "what": what, "why": reason, "rows": rows}],
        )


class _ExportWriter:
    """Writes one export workbook."""

    def __init__(self, session: Session, book: Workbook, plan: _ExportPlan) -> None:
        self._session, self._plan = session, plan
        self._styles = Styles(book)
        taken = {choices_sheet.SHEET_NAME, hidden_sheet.SHEET_NAME, guide_sheet.SHEET_NAME}
        self._names: dict[str, dict[str, str]] = {}
        # All sheets are created first, since the hidden one is written along with the others.
        self._guide_sheet = book.add_worksheet(guide_sheet.SHEET_NAME)
        self._sheets = [
            add_streaming_sheet(book, sheet_name(layout.ledger.about.label, taken)) for layout in plan.layouts
        ]
        self._choices_sheet, last = (
            book.add_worksheet(choices_sheet.SHEET_NAME),
            book.add_worksheet(hidden_sheet.SHEET_NAME),
        )
        self._hidden_writer = hidden_sheet.HiddenPartWriter(
            last, book_id(session), new_id(), time.strftime("%Y-%m-%d %H:%M")
        )
        forces = plan.bounds.task_forces
        self._changeset_writer = ChangesetWriter(
            session, name=plan.name, who=plan.who, unmasked=plan.unmasked, task_forces=forces
        )

    def run(self) -> JobSteps[dict[str, int]]:
        """Write the guide, the ledgers with their records in the hidden sheet, and the choices."""
        plan, session = self._plan, self._session
        known = terms(session)
        facts = [(layout.ledger, layout.fields) for layout in plan.layouts]
        guide_sheet.write_guide(self._guide_sheet, self._styles, facts, known, plan.notes)
        lists = known | self._linked_names()
        choices_sheet.write_choices(self._choices_sheet, self._styles, lists)
        ranges = choices_sheet.list_ranges(lists)
        counts = [count_export_rows(session, layout.ledger, plan.bounds) for layout in plan.layouts]
        written: dict[str, int] = {}
        for layout, sheet in zip(plan.layouts, self._sheets, strict=True):
            yield from self._write(layout, LedgerSheet(sheet, self._styles, layout, ranges), written, sum(counts))
        if self._sheets:
            self._sheets[0].activate()
        yield sum(counts), sum(counts), "留痕"
        self._hidden_writer.add_changeset(self._changeset_writer.close())
        self._hidden_writer.close()
        return written

    def _linked_names(self) -> dict[str, Sequence[str]]:
        """Return the names offered by link columns, by list name."""
        lists: dict[str, Sequence[str]] = {}
        for layout in self._plan.layouts:
            for field in layout.fields:
                if (
                    isinstance(field.kind, LinkKind)
                    and (name := choices_sheet.link_list_name(field.kind.to)) not in lists
                ):
                    lists[name] = dropdown_names(
                        self._session, field.kind.to, self._plan.bounds, choices_sheet.MAX_CHOICES
                    )
        return lists

    def _write(
        self, layout: LedgerSheetLayout, sheet: LedgerSheet, written: dict[str, int], total: int
    ) -> JobSteps[None]:
        """Write one ledger's sheet, page by page."""
        about, before = layout.ledger.about, sum(written.values())
        keys = [field.key for field in layout.fields]
        self._hidden_writer.begin_sheet(layout.ledger.__tablename__, str(sheet.sheet.name), keys, layout.masked)
        names: dict[str, str] = {}
        cell_writers = sheet.writers(names)
        done = 0
        yield before, total, about.label
        for page in export_pages(self._session, layout.ledger, keys, self._plan.bounds):
            self._collect_names(layout.fields, page, names)
            self._hidden_writer.add_rows(_as_shown(layout, page))
            for row, marked, *values in page:
                line = sheet.line
                if marked:
                    marks = json.loads(marked).get
                    cells = [
                        write_cell(line, value, marks(key, ""))
                        for write_cell, value, key in zip(cell_writers, values, keys, strict=True)
                    ]
                else:
                    cells = [
                        write_cell(line, value, "") for write_cell, value in zip(cell_writers, values, strict=True)
                    ]
                sheet.add("".join(cells), hidden_sheet.row_code(row))
            if layout.is_complete:
                self._hidden_writer.add_changeset(
                    self._changeset_writer.add_rows(layout.ledger.__tablename__, [row[0] for row in page])
                )
            done += len(page)
            yield before + done, total, about.label
        sheet.close()
        written[layout.ledger.__tablename__] = done

    def _collect_names(self, shown: Sequence[Field], page: Sequence[ExportRow], names: dict[str, str]) -> None:
        """Look up the names of rows linked from a page that are not known yet."""
        for number, field in enumerate(shown, start=2):
            if not isinstance(field.kind, (LinkKind, LinksKind)):
                continue
            met = self._names.setdefault(field.kind.to, {})
            wanted = {linked_id for row in page if row[number] for linked_id in str(row[number]).split()} - met.keys()
            if wanted:
                new_names = linked_row_names(self._session, field.kind.to, wanted)
                met |= new_names
                self._hidden_writer.add_names(new_names)
            names |= met


def _as_shown(layout: LedgerSheetLayout, page: Sequence[ExportRow]) -> Sequence[ExportRow]:
    """Return rows for the hidden part, with masked values as the sheet shows them."""
    places = {number: field for number, field in enumerate(layout.fields, start=2) if field.key in layout.masked}
    if not places:
        return page
    shown = [list(row) for row in page]
    for number, field in places.items():
        masked = FieldTexts(field, {}, masked=True)
        for row in shown:
            if row[number] is not None:
                row[number] = masked(row[number], json.loads(str(row[1])).get(field.key, "") if row[1] else "")
    return shown
