"""Make re-import idempotent: a change that this book applied before, and went on from, is not applied a second time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.audit.edit_log import MARK_SUFFIX, edits_of, values_of
from models.exchange.sheet_import.import_rows import UNKNOWN, ImportCell
from models.exchange.sheet_import.row_outcome import ParsedValue, PlannedRow, RowOutcome


def drop_already_applied(session: Session, rows: Sequence[PlannedRow]) -> None:
    """Drop from changed rows the values that their log has had since the export; the same file twice changes nothing.

    Only cells whose exported value is known are looked at.
    """
    touched = {str(row.row): row for row in rows if any(cell.exported is not UNKNOWN for cell in row.import_row.cells)}
    logs = edits_of(session, list(touched))
    for row_id, row in touched.items():
        for cell in row.import_row.cells:
            value = row.values.get(cell.key)
            if value is not None and cell.exported is not UNKNOWN and _was_applied(logs[row_id], row, cell, value):
                del row.values[cell.key]
                row.conflicting -= {cell.key}
        if not row.values:
            row.outcome = RowOutcome.REFUSED if row.rejected else RowOutcome.SAME


def _was_applied(log: Sequence[Any], row: PlannedRow, cell: ImportCell, value: ParsedValue) -> bool:
    """Whether an edit that the sheet's author had not seen already set a cell to exactly this value."""
    seen = set(row.import_row.seen_edits)
    since: list[tuple[Any, Any]] = []
    for edit in log:
        values = values_of(edit)
        if cell.key not in values or edit.id in seen:
            continue
        if not seen and values[cell.key] == cell.exported:
            # The sheet does not list the edits its author had seen: whatever follows the exported value is unseen.
            since = []
            continue
        since.append((values[cell.key], values.get(cell.key + MARK_SUFFIX) or ""))
    return (value.stored, value.mark) in since
