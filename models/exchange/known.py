"""What a sheet says again: a change this book took in before, and went on from, is not a change a second time."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.edits import MARK, edits_of, values_of
from models.exchange.offer import UNKNOWN, OfferedCell
from models.exchange.verdicts import PlannedRow, Taken, Verdict


def drop_known(session: Session, rows: Sequence[PlannedRow]) -> None:
    """Leave out of rows to be changed what their log has since the sheet left; the same file twice changes nothing."""
    touched = {str(row.row): row for row in rows if any(cell.was is not UNKNOWN for cell in row.offered.cells)}
    logs = edits_of(session, list(touched))
    for one, row in touched.items():
        for cell in row.offered.cells:
            value = row.values.get(cell.key)
            if value is not None and cell.was is not UNKNOWN and _came_before(logs[one], row, cell, value):
                del row.values[cell.key]
                row.clashing -= {cell.key}
        if not row.values:
            row.verdict = Verdict.REFUSED if row.refused else Verdict.SAME


def _came_before(log: Sequence[Any], row: PlannedRow, cell: OfferedCell, value: Taken) -> bool:
    """Tell whether an edit its writer had not seen set a cell to just this already."""
    seen = set(row.offered.seen)
    since: list[tuple[Any, Any]] = []
    for edit in log:
        values = values_of(edit)
        if cell.key not in values or edit.id in seen:
            continue
        if not seen and values[cell.key] == cell.was:
            since = []  # Without her edits, what came after the value she had is what she cannot have seen.
            continue
        since.append((values[cell.key], values.get(cell.key + MARK) or ""))
    return (value.stored, value.mark) in since
