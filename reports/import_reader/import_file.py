"""One file to import, and the files imported together: what was read from them and what they would change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.exchange.import_log import EarlierImport
from models.exchange.merge.changeset import Changeset
from models.exchange.merge.union import MergeResult
from models.exchange.sheet_import.import_rows import ImportTable
from models.exchange.sheet_import.opening_funds import funds_sentences
from models.exchange.sheet_import.preview import ImportPlan
from models.exchange.sheet_import.row_outcome import DEFAULT_OPTIONS, ImportOptions
from models.exchange.sheet_import.scale_check import ScaleDoubt, scale_doubts
from models.exchange.sheet_import.stage_columns import undated_sentences
from models.fields.base import ledger_by_table
from models.ledgers import Project
from models.rules.vocabulary import ReceivedKind
from reports.import_reader.column_mapping import LedgerMapping as Columns
from reports.import_reader.foreign_tables import ForeignTable, tables_notes
from reports.import_reader.own_workbook.returned_workbook import why_not_ours
from reports.import_reader.table_detection import SheetLayout
from reports.import_reader.workbook_data import WorkbookData


@dataclass(slots=True)
class ImportFile:
    """One file to import: its origin, the tables read from it, and the plans of what they would change.

    ``declined`` is the reason why it cannot be imported; ``earlier_import`` is the import of the same file before: then
    it is not read again. A workbook of another office has ``foreign`` tables; one written by this program has a
    plan for each sheet and may carry a ``changeset``, the edits behind them; ``merged`` is the result of merging it.
    ``unread_sheets`` are sentences on its sheets without a list.
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
    unread_sheets: tuple[str, ...] = ()
    tables: tuple[ImportTable, ...] = ()
    plans: list[ImportPlan] = field(default_factory=list)
    scale_doubts: tuple[ScaleDoubt, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """Sentences to show about the file: what it brings besides the cells, what is not taken, what is doubted."""
        doubts = (doubt.message for doubt in self.scale_doubts)
        kept = (*self.notes, *self._left_as_they_are(), *self._project_sentences(), *doubts)
        if self.merged is None:
            return kept
        refused = (
            f"{ledger_by_table(rejected.ledger).about.label}“{rejected.name}”的留痕没有并入：{rejected.reason}"
            for rejected in self.merged.rejected
        )
        facts = {"新增": self.merged.added, "改动": self.merged.changed, "有冲突": self.merged.conflicting}
        brought = "、".join(f"{what} {len(rows)} 行" for what, rows in facts.items() if rows)
        summary = (f"随表带来{brought}。",) if brought else ()
        return (*summary, *kept, *self.merged.notes, *refused)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Sentences on what of a foreign workbook has content and is not taken."""
        return (*tables_notes(self.foreign, only_left_out=True), *self.unread_sheets)

    def look_for_scale_doubts(self) -> None:
        """Compare the plans' amounts with the book's: columns that look like another unit's are doubted."""
        tables = {table.name: table for table in self.foreign}
        doubts: list[ScaleDoubt] = []
        for plan in self.plans:
            table = tables.get(plan.table.sheet)
            if table is None:
                doubts += scale_doubts(plan, plan.ledger.__table__.columns.keys())
            else:
                doubts += scale_doubts(plan, table.written_units(), table.chosen_units())
        self.scale_doubts = tuple(doubts)

    def _left_as_they_are(self) -> Iterator[str]:
        """Yield what the sheets lack and the book keeps."""
        blanks = sum(len(row.kept_blanks) for plan in self.plans for row in plan.rows)
        missing = sum(len(plan.table.missing_rows) - len(plan.missing_rows) for plan in self.plans)
        if blanks:
            yield f"表里空着、账本里有内容的 {blanks} 格没有动；要清空请勾选“空格也清空”（命令行用 --clear-blanks）。"
        if missing:
            option = "“少了的行移走”（命令行用 --remove-missing）"
            yield f"导出时有、表里没有了的 {missing} 行没有动；要移走请勾选{option}。"

    def _project_sentences(self) -> Iterator[str]:
        """Yield what becomes of the stages without a day, and of the funds columns, of project lists."""
        if plans := [plan for plan in self.plans if plan.ledger is Project]:
            rows = [row for plan in plans for row in plan.rows]
            yield from (*undated_sentences(rows), *funds_sentences(rows, plans[0].options.funds))

    @property
    def is_foreign(self) -> bool:
        """Whether it could be read and another office made it, so that its ledger may be chosen."""
        return self.workbook is not None and self.origin == ReceivedKind.FOREIGN

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
        self.notes = (
            *self.workbook.notes,
            *filter(None, [why_not_ours(self.workbook)]),
            *tables_notes(tables),
            *self.unread_sheets,
        )

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
    to a ledger are imported. ``units`` are units by heading, of columns whose sheet does not say which. ``repeat``
    allows a file to be imported a second time.
    ``period`` (“2026-10”) is what the files report on: a task force that sent them has then reported for it.
    """

    ledger: str | None = None
    sender: str | None = None
    period: str | None = None
    repeat: bool = False
    password: str | None = None
    options: ImportOptions = DEFAULT_OPTIONS
    sheets: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)


DEFAULT_REQUEST = ImportRequest()
