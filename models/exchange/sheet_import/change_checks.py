"""Step 4 of an import, PlannedRow → PlannedRow: check all changes of a table at once, against log and validation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from models.audit.edit_log import MARK_SUFFIX, edits_of, values_of
from models.audit.history import fetch_rows
from models.audit.recorder import changed_values
from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.import_context import PENDING_PREFIX, ImportContext, book_value
from models.exchange.sheet_import.import_rows import UNKNOWN, ImportCell
from models.exchange.sheet_import.row_outcome import ParsedValue, PlannedRow, RowOutcome
from models.exchange.sheet_import.row_planner import rejected_by_validation
from models.fields.base import Ledger
from models.fields.kind import StoredValue, StoredValues
from models.services import validation

_MAX_DROPPED = 2  # values dropped from a row to make it valid; what then fails is found again when it is written


def without_applied_values(session: Session, rows: Sequence[PlannedRow]) -> list[PlannedRow]:
    """Leave out values that a row's log has had since the export, so that the same file twice changes nothing.

    A change that this book applied before, and went on from, is not applied a second time. Only cells whose exported
    value is known are looked at.
    """
    returned = list(dict.fromkeys(row.book_row for row in rows if _is_returned_change(row)))
    logs = {row: [(edit.id, values_of(edit)) for edit in log] for row, log in edits_of(session, returned).items()}
    return [_without_applied(row, logs[row.book_row]) if _is_returned_change(row) else row for row in rows]


def _is_returned_change(row: PlannedRow) -> bool:
    return row.outcome is RowOutcome.CHANGED and any(cell.exported is not UNKNOWN for cell in row.import_row.cells)


def _without_applied(row: PlannedRow, log: Sequence[tuple[str, StoredValues]]) -> PlannedRow:
    cells = [cell for cell in row.import_row.cells if cell.exported is not UNKNOWN and cell.key in row.values]
    applied = {cell.key for cell in cells if _was_applied(log, row.import_row.seen_edits, cell, row.values[cell.key])}
    return _without(row, applied) if applied else row


def _was_applied(
    log: Sequence[tuple[str, StoredValues]], seen_edits: Sequence[str], cell: ImportCell, value: ParsedValue
) -> bool:
    """Whether an edit that the sheet's author had not seen already set a cell to exactly this value."""
    since: list[tuple[StoredValue, StoredValue]] = []
    for edit_id, values in log:
        if cell.key not in values or edit_id in seen_edits:
            continue
        if not seen_edits and values[cell.key] == cell.exported:
            # The sheet does not list the edits its author had seen: whatever follows the exported value is unseen.
            since = []
            continue
        since.append((values[cell.key], values.get(cell.key + MARK_SUFFIX) or ""))
    return (value.stored, value.mark) in since


def _without(row: PlannedRow, keys: set[str]) -> PlannedRow:
    """Return a changed row without some of its values; without any it is no change."""
    values = {key: value for key, value in row.values.items() if key not in keys}
    nothing = RowOutcome.REFUSED if row.rejected else RowOutcome.SAME
    outcome = row.outcome if values or row.funds.fundings else nothing
    return replace(row, values=values, conflicting=row.conflicting - keys, outcome=outcome)


def validate_changes(
    import_context: ImportContext, ledger: type[Ledger], rows: Sequence[PlannedRow]
) -> list[PlannedRow]:
    """Validate changed rows, drop what fails, and add what validation derives.

    The loaded objects are expired afterwards, so nothing stays changed on them.
    """
    records = {row.id: row for row in fetch_rows(import_context.session, ledger, [row.book_row for row in rows])}
    validator = _ChangeValidator(import_context, ledger)
    # A row without a record comes with edits that are not merged yet; it is validated when the plan is applied.
    return [validator.validated(row, records[row.book_row]) if row.book_row in records else row for row in rows]


class _ChangeValidator:
    """Validates the changes of one ledger's rows by trying them on the loaded objects."""

    def __init__(self, import_context: ImportContext, ledger: type[Ledger]) -> None:
        self._session, self._today = import_context.session, import_context.today
        self._stored_rows = import_context.stored_rows(ledger)
        self._ledger = ledger

    def validated(self, row: PlannedRow, record: Ledger) -> PlannedRow:
        """Return a row without the values that fail, and with those that validation derives."""
        for _ in range(_MAX_DROPPED):
            faults, derived = self._try(record, row.values)
            if not faults:
                row = self._with_derived(row, derived)
                break
            rejected = {**row.rejected, **rejected_by_validation(self._ledger, row.import_row, faults)}
            dropped = next((key for key in faults if key in row.values), None)
            left = {} if dropped is None else {key: value for key, value in row.values.items() if key != dropped}
            row = replace(row, values=left, rejected=rejected, conflicting=row.conflicting & left.keys())
        return row if row.values or row.steps or row.funds.fundings else replace(row, outcome=RowOutcome.REFUSED)

    def _try(self, record: Ledger, values: Mapping[str, ParsedValue]) -> tuple[Mapping[str, str], StoredValues]:
        """Try new values on a loaded object; return the new validation errors, or else the values derived.

        Errors that the row had before are no reason to reject a change of something else.
        """
        for key, read in values.items():
            if not str(read.value).startswith(PENDING_PREFIX) and key != "stage":
                record.assign(key, read.as_read)
        faults = validation.validate(record, self._session, self._today)
        if faults:
            self._session.expire(record)
            old = validation.validate(record, self._session, self._today)
            self._session.expire(record)
            return {key: text for key, text in faults.items() if key in values or old.get(key) != text}, {}
        changes = changed_values(record)
        self._session.expire(record)
        return {}, {key: value for key, value in changes.items() if key not in values and MARK_SUFFIX not in key}

    def _with_derived(self, row: PlannedRow, derived: StoredValues) -> PlannedRow:
        stored = self._stored_rows[row.book_row]
        values = {
            key: ParsedValue(import_column(self._ledger, key).kind.load(value), "", value)
            for key, value in derived.items()
        }
        return replace(
            row,
            values={**row.values, **values},
            old={**row.old, **{key: book_value(stored, key) for key in derived}},
            derived=frozenset(derived),
        )
