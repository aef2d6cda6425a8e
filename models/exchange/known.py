"""Make re-import idempotent: a change that this book applied before, and went on from, is not applied a second time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.edits import MARK, edits_of, values_of
from models.exchange.offer import UNKNOWN, OfferedCell
from models.exchange.verdicts import PlannedRow, Taken, Verdict


def drop_known(session: Session, rows: Sequence[PlannedRow]) -> None:
    """Drop from changed rows the values that their log has had since the export; the same file twice changes nothing.

    Only cells whose exported value is known are looked at.
    """
    touched = {str(row.row): row for row in rows if any(cell.was is not UNKNOWN for cell in row.offered.cells)}
    logs = edits_of(session, list(touched))
    for row_id, row in touched.items():
        for cell in row.offered.cells:
            value = row.values.get(cell.key)
            if value is not None and cell.was is not UNKNOWN and _came_before(logs[row_id], row, cell, value):
                del row.values[cell.key]
                row.clashing -= {cell.key}
        if not row.values:
            row.verdict = Verdict.REFUSED if row.refused else Verdict.SAME


def _came_before(log: Sequence[Any], row: PlannedRow, cell: OfferedCell, value: Taken) -> bool:
    """Whether an edit that the sheet's author had not seen already set a cell to exactly this value."""
    seen = set(row.offered.seen)
    since: list[tuple[Any, Any]] = []
    for edit in log:
        values = values_of(edit)
        if cell.key not in values or edit.id in seen:
            continue
        if not seen and values[cell.key] == cell.was:
            # The sheet does not list the edits its author had seen: whatever follows the exported value is unseen.
            since = []
            continue
        since.append((values[cell.key], values.get(cell.key + MARK) or ""))
    return (value.stored, value.mark) in since
