"""The import preview: plan what an import table would change; shown, corrected and decided before it is applied."""

from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from models.audit.edit_log import MARK_SUFFIX
from models.audit.history import fetch_rows
from models.audit.recorder import changed_values
from models.errors import UserError
from models.exchange.merge.already_applied import drop_already_applied
from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.import_context import PENDING_PREFIX, ImportContext
from models.exchange.sheet_import.import_rows import ImportCell, ImportRow, ImportTable
from models.exchange.sheet_import.row_classifier import RowClassifier, reject_by_validation
from models.exchange.sheet_import.row_outcome import (
    DEFAULT_OPTIONS,
    ImportOptions,
    ParsedValue,
    PlannedRow,
    RejectedCell,
    RowDecision,
    RowOutcome,
)
from models.fields.base import Ledger, ledger_by_table
from models.fields.kind import ReadContext
from models.services import validation

_PROGRESS_STEP = 500


@dataclass(slots=True)
class ImportPlan:
    """What one import table would change in a ledger; previewed, corrected and decided before it is applied.

    ``edit_count`` is the number of edits in the book when the plan was made; ``missing_rows`` are rows to be moved to
    the recycle bin; ``typed`` is what the clerk typed over the sheet's cells, by row number and field key.
    """

    ledger: type[Ledger]
    table: ImportTable
    options: ImportOptions
    edit_count: int
    import_context: ImportContext = field(repr=False)
    rows: list[PlannedRow] = field(default_factory=list)
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


def plan_import(
    session: Session,
    table: ImportTable,
    reading: ReadContext,
    options: ImportOptions = DEFAULT_OPTIONS,
    import_context: ImportContext | None = None,
    decisions: Mapping[int, RowDecision] = MappingProxyType({}),
) -> Generator[tuple[int, int, str], None, ImportPlan]:
    """Classify every row of an import table and return the plan.

    A job generator: yields (done, total, label) as it goes. ``import_context`` is the context shared by all plans of
    one import, so that their rows are matched with each other; ``decisions`` are answers the clerk gave before, by row
    number.
    """
    ledger = ledger_by_table(table.ledger)
    import_context = import_context or ImportContext(session, reading, options)
    import_plan = ImportPlan(ledger, table, options, import_context.edit_count, import_context)
    classifier = RowClassifier(import_context, table, ledger)
    what = f"核对《{table.file}》"
    for number, import_row in enumerate(table.rows):
        if number % _PROGRESS_STEP == 0:
            yield number, len(table.rows), what
        row = classifier.classify(import_row, decisions.get(import_row.row_number))
        if row is not None:
            import_plan.rows.append(row)
    drop_already_applied(session, [row for row in import_plan.rows if row.outcome is RowOutcome.CHANGED])
    changed = [row for row in import_plan.rows if row.outcome is RowOutcome.CHANGED]
    if validation.has_validator(ledger):
        for start in range(0, len(changed), _PROGRESS_STEP):
            yield len(table.rows), len(table.rows), what
            _validate_changed_rows(session, ledger, changed[start : start + _PROGRESS_STEP], import_context)
    for row in changed:
        classifier.remember_changes(row)
    _set_missing_rows(import_plan)
    return import_plan


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
    cells = [replace(c, raw=raw, fault="", untouched=False) if c.key == key else c for c in import_row.cells]
    if all(cell.key != key for cell in cells):
        cells.append(ImportCell(key, "", raw))
    return replace(import_row, cells=tuple(cells))


def decide_row(session: Session, import_plan: ImportPlan, row_number: int, decision: RowDecision | None) -> PlannedRow:
    """Apply the clerk's answer to a possible duplicate and plan its row again; None withdraws the answer."""
    return _replan_row(session, import_plan, import_plan.row(row_number).import_row, decision)


def _replan_row(
    session: Session, import_plan: ImportPlan, import_row: ImportRow, decision: RowDecision | None
) -> PlannedRow:
    import_plan.import_context.use_session(session)
    classifier = RowClassifier(import_plan.import_context, import_plan.table, import_plan.ledger)
    row = classifier.classify(import_row, decision) or PlannedRow(import_row.row_number, import_row, RowOutcome.SAME)
    if row.outcome is RowOutcome.CHANGED and validation.has_validator(import_plan.ledger):
        _validate_changed_rows(session, import_plan.ledger, [row], import_plan.import_context)
    classifier.remember_changes(row)
    number = import_plan.rows.index(import_plan.row(import_row.row_number))
    import_plan.rows[number] = row
    rows = tuple(import_row if other.row_number == import_row.row_number else other for other in import_plan.table.rows)
    import_plan.table = replace(import_plan.table, rows=rows)
    return row


def _validate_changed_rows(
    session: Session, ledger: type[Ledger], rows: list[PlannedRow], import_context: ImportContext
) -> None:
    """Validate changed rows; the loaded objects are expired afterwards, so nothing stays changed on them."""
    records = {row.id: row for row in fetch_rows(session, ledger, [str(row.row) for row in rows])}
    for row in rows:
        record = records.get(str(row.row))
        if record is None:
            continue  # It comes with edits that are not merged yet; it is validated again when the plan is applied.
        for _ in range(2):
            faults = _new_errors(session, record, row, import_context)
            if not faults:
                break
            reject_by_validation(ledger, row, faults)
            if not any(row.values.pop(key, None) for key in faults):
                row.values = {}
        if not row.values and not row.steps:
            row.outcome = RowOutcome.REFUSED


def _new_errors(session: Session, record: Ledger, row: PlannedRow, import_context: ImportContext) -> Mapping[str, str]:
    """Try a row's new values on the loaded object; return new validation errors, or add the derived values to the row.

    Errors that the row had before are no reason to reject a change of something else.
    """
    keys = set(row.values)
    for key, read in row.values.items():
        if not str(read.value).startswith(PENDING_PREFIX) and key != "stage":
            record.assign(key, read.as_read)
    faults = validation.validate(record, session, import_context.today)
    if faults:
        session.expire(record)
        old = validation.validate(record, session, import_context.today)
        session.expire(record)
        return {key: message for key, message in faults.items() if key in keys or old.get(key) != message}
    stored = import_context.stored_rows(type(record))[record.id]
    by_law = {key: value for key, value in changed_values(record).items() if key not in keys and MARK_SUFFIX not in key}
    for key, value in by_law.items():
        row.values[key] = ParsedValue(import_column(type(record), key).kind.load(value), "", value)
        row.old[key] = (stored.get(key), stored.get(key + MARK_SUFFIX, ""))
    row.derived = frozenset(by_law)
    session.expire(record)
    return {}


def _set_missing_rows(import_plan: ImportPlan) -> None:
    """Note the rows that the sheet no longer has, where the clerk chose to remove them."""
    if import_plan.options.remove_missing:
        stored_rows = import_plan.import_context.stored_rows(import_plan.ledger)
        import_plan.missing_rows = tuple(
            row for row in import_plan.table.missing_rows if row in stored_rows and not stored_rows[row].get("removed")
        )


def preview_cells(session: Session, import_plan: ImportPlan, row_number: int) -> list[PreviewCell]:
    """Return a row's cells as the preview shows them."""
    from models.queries.ledger_query import linked_names, value_text

    row = import_plan.row(row_number)
    stored: Mapping[str, Any] = import_plan.import_context.stored_rows(import_plan.ledger).get(row.row or "", {})
    cells = {cell.key: cell for cell in row.import_row.cells}
    shown = []
    for key in dict.fromkeys([*cells, *row.values, *row.rejected]):
        field, cell = import_column(import_plan.ledger, key), cells.get(key)
        old, new = stored.get(key), row.values.get(key)
        ids = [value for value in (old, new.value if new else None) if value is not None]
        names = linked_names(session, [field], [("", "", row_id) for row_id in ids])
        before = (
            value_text(field, field.kind.load(old), stored.get(key + MARK_SUFFIX, ""), names) if old is not None else ""
        )
        after = before if new is None else _value_text(import_plan, key, new, names)
        message = row.rejected[key].message if key in row.rejected else ""
        at, raw = (cell.address, cell.raw) if cell else ("", None)
        shown.append(PreviewCell(key, field.label, at, raw, before, after, message, key in row.conflicting))
    return shown


def _value_text(import_plan: ImportPlan, key: str, read: ParsedValue, names: Mapping[str, str]) -> str:
    from models.queries.ledger_query import value_text

    if read.value is None:
        return ""
    if str(read.value).startswith(PENDING_PREFIX):
        return f"{import_plan.new_links.get(str(read.value), str(read.value).partition('/')[2])}（将新建）"
    return value_text(import_column(import_plan.ledger, key), read.value, read.mark, names)
