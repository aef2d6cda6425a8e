"""Step 5 of an import, PlannedRow → ImportPlan: the preview, which the clerk corrects and decides row by row."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from sqlalchemy.orm import Session

from models.audit.edit_log import REMOVED
from models.errors import UserError
from models.exchange.sheet_import.import_columns import FUND_COLUMNS, STAGE_COLUMNS, import_column
from models.exchange.sheet_import.import_context import (
    PENDING_PREFIX,
    ImportContext,
    SheetSource,
    book_value,
    pending_name,
)
from models.exchange.sheet_import.import_rows import ImportCell, ImportRow, ImportTable
from models.exchange.sheet_import.opening_funds import funding_text, is_of_column
from models.exchange.sheet_import.row_outcome import (
    DEFAULT_OPTIONS,
    ImportOptions,
    ParsedValue,
    PlannedRow,
    RejectedCell,
    RowDecision,
    RowOutcome,
)
from models.exchange.sheet_import.row_pipeline import RowPipeline
from models.fields.base import Ledger, ledger_by_table
from models.fields.kind import ReadContext
from models.job_steps import JobSteps

_FUNDS_WAIT, _NO_MORE_FUNDS = "还没有收，先答上面的到位资金", "账本里已有，或是 0，不另记"
_SAYS_NOTHING = "按空着算"  # / and — and 暂无


@dataclass(slots=True)
class ImportPlan:
    """What one import table would change in a ledger; previewed, corrected and decided before it is applied.

    Its rows never change: a correction or an answer replaces one of them.

    ``edit_count`` is the number of edits in the book when the plan was made; ``missing_rows`` are rows to be moved to
    the recycle bin; ``typed`` is what the clerk typed over the sheet's cells, by row number and field key.
    """

    ledger: type[Ledger]
    table: ImportTable
    options: ImportOptions
    edit_count: int
    import_context: ImportContext = field(repr=False)
    source: SheetSource
    rows: tuple[PlannedRow, ...] = ()
    missing_rows: tuple[str, ...] = ()
    typed: dict[tuple[int, str], object] = field(default_factory=dict)

    @property
    def decisions(self) -> dict[int, RowDecision]:
        """The clerk's answers so far, by row number."""
        return {row.row_number: row.decision for row in self.rows if row.decision is not None}

    @property
    def new_links(self) -> Mapping[str, str]:
        """The rows to be created for unknown names: token -> the name as written."""
        return self.import_context.new_links

    @property
    def counts(self) -> Mapping[RowOutcome, int]:
        """The number of rows by outcome."""
        counts = Counter(row.outcome for row in self.rows)
        return {outcome: counts[outcome] for outcome in RowOutcome}

    @property
    def rejected_cells(self) -> list[RejectedCell]:
        """All rejected cells, in the sheet's order."""
        return [cell for row in self.rows for cell in row.rejected.values()]

    @property
    def conflict_count(self) -> int:
        """The number of cells that were changed both in the sheet and in the book."""
        return sum(len(row.conflicting) for row in self.rows)

    def row(self, row_number: int) -> PlannedRow:
        """Return a row by its number in the sheet; raises UserError where there is none."""
        match = next((row for row in self.rows if row.row_number == row_number), None)
        if match is None:
            raise UserError(f"这张表没有第{row_number}行。")
        return match


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A cell of the preview: the book's value, the new value, and why it is rejected; texts as the clerk reads them."""

    key: str
    label: str
    address: str
    raw: object
    old: str
    new: str
    message: str = ""
    conflicting: bool = False
    note: str = ""


def plan_import(
    session: Session,
    table: ImportTable,
    reading: ReadContext,
    options: ImportOptions = DEFAULT_OPTIONS,
    import_context: ImportContext | None = None,
    decisions: Mapping[int, RowDecision] = MappingProxyType({}),
) -> JobSteps[ImportPlan]:
    """Plan every row of an import table and return the plan.

    A job generator: yields (done, total, label) as it goes. ``import_context`` is the context shared by all plans of
    one import, so that their rows are matched with each other; ``decisions`` are answers the clerk gave before, by row
    number.
    """
    ledger = ledger_by_table(table.ledger)
    import_context = import_context or ImportContext(session, reading, options)
    source = import_context.add_source(table.file, table.sheet)
    rows = yield from RowPipeline(import_context, table, ledger, source).plan_rows(decisions)
    missing_rows = _missing_rows(import_context, table, ledger) if options.remove_missing else ()
    return ImportPlan(ledger, table, options, import_context.edit_count, import_context, source, rows, missing_rows)


def _missing_rows(import_context: ImportContext, table: ImportTable, ledger: type[Ledger]) -> tuple[str, ...]:
    """Return the rows that the sheet no longer has and the recycle bin has not yet."""
    stored_rows = import_context.stored_rows(ledger)
    return tuple(row for row in table.missing_rows if row in stored_rows and not stored_rows[row].get(REMOVED))


def retype_cell(session: Session, import_plan: ImportPlan, row_number: int, key: str, raw: object) -> PlannedRow:
    """Replace one cell by what the clerk typed, and plan its row again."""
    row = import_plan.row(row_number)
    import_plan.typed[row_number, key] = raw
    return _replan_row(session, import_plan, _with_retyped_cell(row.import_row, key, raw), row.decision)


def with_retyped_cells(table: ImportTable, typed: Mapping[tuple[int, str], object]) -> ImportTable:
    """Return a copy of an import table with cells replaced by what the clerk typed, by (row number, field key)."""
    rows = {row.row_number: row for row in table.rows} if typed else {}
    for (place, key), raw in typed.items():
        if place in rows:
            rows[place] = _with_retyped_cell(rows[place], key, raw)
    return replace(table, rows=tuple(rows.values())) if typed else table


def _with_retyped_cell(import_row: ImportRow, key: str, raw: object) -> ImportRow:
    cells = [
        cell._replace(raw=raw, fault="", untouched=False) if cell.key == key else cell for cell in import_row.cells
    ]
    if all(cell.key != key for cell in cells):
        cells.append(ImportCell(key, "", raw))
    return replace(import_row, cells=tuple(cells))


def decide_row(session: Session, import_plan: ImportPlan, row_number: int, decision: RowDecision | None) -> PlannedRow:
    """Apply the clerk's answer to a possible duplicate and plan its row again; None withdraws the answer."""
    return _replan_row(session, import_plan, import_plan.row(row_number).import_row, decision)


def _replan_row(
    session: Session, import_plan: ImportPlan, import_row: ImportRow, decision: RowDecision | None
) -> PlannedRow:
    """Plan one row again and put it into the plan, and its cells into the plan's table."""
    table, number = import_plan.table, import_row.row_number
    import_plan.import_context.use_session(session)
    pipeline = RowPipeline(import_plan.import_context, table, import_plan.ledger, import_plan.source)
    row = pipeline.plan_again(import_row, decision)
    import_plan.rows = tuple(row if old.row_number == number else old for old in import_plan.rows)
    import_plan.table = replace(
        table, rows=tuple(import_row if old.row_number == number else old for old in table.rows)
    )
    return row


def preview_cells(session: Session, import_plan: ImportPlan, row_number: int) -> list[PreviewCell]:
    """Return a row's cells as the preview shows them."""
    from models.queries.ledger_query import linked_names, value_text

    row = import_plan.row(row_number)
    stored = import_plan.import_context.stored_rows(import_plan.ledger).get(row.book_row, {})
    cells = {cell.key: cell for cell in row.import_row.cells}
    shown = []
    for key in dict.fromkeys([*cells, *row.values, *row.rejected]):
        field, cell = import_column(import_plan.ledger, key), cells.get(key)
        old, new = book_value(stored, key), row.values.get(key)
        ids = [value for value in (old.stored, new.value if new else None) if value is not None]
        names = linked_names(session, [field], [("", "", row_id) for row_id in ids])
        before = "" if old.stored is None else value_text(field, field.kind.load(old.stored), old.mark, names)
        after = before if new is None else _value_text(import_plan, key, new, names)
        after = _text_of_other_row(row, key) or after
        message = row.rejected[key].message if key in row.rejected else ""
        at, raw = (cell.address, cell.raw) if cell else ("", None)
        note = "" if before or after or message else _why_nothing(row, key, raw)
        shown.append(PreviewCell(key, field.label, at, raw, before, after, message, key in row.conflicting, note))
    return shown


def _why_nothing(row: PlannedRow, key: str, raw: object) -> str:
    """Return why a cell with a text becomes nothing: it says that there is nothing, or its funds wait for an answer."""
    if raw is None or not str(raw).strip():
        return ""
    if key in FUND_COLUMNS:
        return _FUNDS_WAIT if row.funds.question is not None else _NO_MORE_FUNDS
    return _SAYS_NOTHING


def _text_of_other_row(row: PlannedRow, key: str) -> str:
    """Return what a column becomes that is no field of its row: a stage move, or opening fundings."""
    if key in STAGE_COLUMNS:
        return "、".join(f"{move.on}（记入阶段）" for move in row.steps if move.stage == STAGE_COLUMNS[key])
    if key in FUND_COLUMNS:
        return "、".join(funding_text(funding) for funding in row.funds.fundings if is_of_column(funding, key))
    return ""


def _value_text(import_plan: ImportPlan, key: str, read: ParsedValue, names: Mapping[str, str]) -> str:
    from models.queries.ledger_query import value_text

    if read.value is None:
        return ""
    if str(read.value).startswith(PENDING_PREFIX):
        return f"{import_plan.new_links.get(str(read.value), pending_name(str(read.value)))}（将新建）"
    return value_text(import_column(import_plan.ledger, key), read.value, read.mark, names)
