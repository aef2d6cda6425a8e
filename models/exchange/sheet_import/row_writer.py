"""Step 7 of an import, RowToWrite → edits of the current batch: insert new rows, change rows, write conflicts."""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.audit import history
from models.audit.edit_log import MARK_SUFFIX, ROW_KEY, edits_of, heads
from models.audit.edit_writer import edit_writer
from models.audit.logged_edit import LoggedEdit
from models.audit.recorder import OUTSIDE_PARENTS, add_many, add_stored
from models.exchange.sheet_import.import_rows import UNKNOWN
from models.exchange.sheet_import.link_resolver import RowToWrite, rejection_message
from models.exchange.sheet_import.opening_funds import write_opening_funds
from models.exchange.sheet_import.preview import ImportPlan
from models.exchange.sheet_import.row_outcome import ParsedValue, PlannedRow, PlannedStageMove
from models.exchange.sheet_import.stage_columns import has_stages
from models.fields.base import Ledger
from models.fields.field import fields
from models.fields.kind import StoredValues
from models.fields.kinds import MomentKind
from models.ledgers import Project, StageMove
from models.services import validation

_CHUNK_ROWS = 500


@dataclass(frozen=True, slots=True)
class ChangedRows:
    """The result of changing rows: how many were changed, and the messages about those that were not."""

    count: int
    rejected: tuple[str, ...]


class RowWriter:
    """Writes the rows of one import into the current batch."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._who = edit_writer(session).who
        self.fundings_written = 0

    def insert_rows(
        self,
        ledger: type[Ledger],
        rows: Sequence[Mapping[str, ParsedValue]],
        steps: Sequence[Sequence[PlannedStageMove]] = (),
    ) -> list[str]:
        """Insert rows with their timestamps and stage moves; return their ids."""
        if not rows:
            return []
        now = time.strftime("%Y-%m-%d %H:%M")
        stamps: StoredValues = {field.key: now for field in fields(ledger) if isinstance(field.kind, MomentKind)}
        ids = add_stored(self._session, ledger, (_as_stored(row, stamps) for row in rows))
        if has_stages(ledger):
            moves = [
                {"project": row, "stage": step.stage, "on": step.on, "by": self._who}
                for row, row_steps in zip(ids, steps, strict=True)
                for step in row_steps
            ]
            add_many(self._session, StageMove, moves)
        if _has_dependents(ledger):
            for record in history.fetch_rows(self._session, ledger, ids):
                record.update_dependents(self._session)
        return ids

    def change_rows(self, import_plan: ImportPlan, rows: Sequence[RowToWrite]) -> ChangedRows:
        """Change existing rows, except for the fields that conflict; a row that fails validation is left as it was."""
        rejected: list[str] = []
        for start in range(0, len(rows), _CHUNK_ROWS):
            chunk = rows[start : start + _CHUNK_ROWS]
            records = self._records(import_plan.ledger, [row.planned for row in chunk])
            written: list[tuple[PlannedRow, str]] = []
            for row in chunk:
                record = records[row.planned.book_row]
                message = self._change_row(record, row, import_plan.import_context.today)
                if message:
                    rejected.append(rejection_message(import_plan, row.planned, message))
                else:
                    written.append((row.planned, record.id))
            self._session.flush()
            self.write_fundings(import_plan, written)
        return ChangedRows(len(rows) - len(rejected), tuple(rejected))

    def write_fundings(self, import_plan: ImportPlan, rows: Iterable[tuple[PlannedRow, str]]) -> None:
        """Write the opening fundings planned from rows, given with the ids of their projects."""
        source = f"期初：《{import_plan.table.file}》{import_plan.table.sheet}"
        planned = [(row, project) for row, project in rows if row.funds.fundings]
        if planned:
            self.fundings_written += write_opening_funds(self._session, planned, source, self._who)

    def visible_parents(self, rows: Sequence[PlannedRow]) -> dict[str, dict[str, list[str]]]:
        """Return the parents that an edit made now would have, for the rows with conflicts."""
        conflicting = {row.book_row for row in rows if row.conflicting and row.writes}
        return edit_writer(self._session).visible_parents(sorted(conflicting))

    def write_conflicts(
        self,
        import_plan: ImportPlan,
        rows: Sequence[RowToWrite],
        parents_before: Mapping[str, Mapping[str, list[str]]],
    ) -> int:
        """Write conflicting fields as edits with the sheet's parents, so that both values remain; return how many.

        ``parents_before`` are the parents that edits would have had before this import.
        """
        contested = [row for row in rows if row.planned.conflicting]
        logs = edits_of(self._session, [row.planned.book_row for row in contested])
        records = self._records(import_plan.ledger, [row.planned for row in contested])
        outside_parents = self._session.info.setdefault(OUTSIDE_PARENTS, {})
        count = 0
        for row in contested:
            record = records[row.planned.book_row]
            for key in (key for key in row.planned.conflicting if key in row.values):
                parents = _parents_of_cell(row.planned, key, logs[record.id], parents_before[record.id])
                outside_parents[record.id, key] = outside_parents[record.id, key + MARK_SUFFIX] = parents
                record.assign(key, row.values[key].as_read)
                count += 1
            if record.removed:
                # The sheet's author cannot have seen the removal: the whole row has no parents.
                outside_parents[record.id, ROW_KEY] = []
        self._session.flush()
        self._session.info.pop(OUTSIDE_PARENTS, None)
        return count

    def remove_rows(self, ledger: type[Ledger], rows: Sequence[str]) -> None:
        """Move rows to the recycle bin."""
        history.move_to_recycle_bin(history.fetch_rows(self._session, ledger, rows))

    def _records(self, ledger: type[Ledger], rows: Sequence[PlannedRow]) -> dict[str, Ledger]:
        records = history.fetch_rows(self._session, ledger, [row.book_row for row in rows])
        return {record.id: record for record in records}

    def _change_row(self, record: Ledger, row: RowToWrite, today: date) -> str:
        """Change one row; return the message where it fails validation."""
        stages_apply = has_stages(type(record))
        for key, read in row.values.items():
            if key not in row.planned.conflicting and not (stages_apply and key == "stage"):
                record.assign(key, read.as_read)
        faults = validation.validate(record, self._session, today) if _has_validator(record) else {}
        if messages := [text for key, text in faults.items() if key in row.values]:
            self._session.expire(record)
            return "".join(messages)
        if row.planned.steps and isinstance(record, Project):
            self._write_stage_moves(record, row.planned.steps)
        if _has_dependents(type(record)):
            record.update_dependents(self._session)
        return ""

    def _write_stage_moves(self, project: Project, steps: Sequence[PlannedStageMove]) -> None:
        for step in steps:
            if step.move_row:
                self._session.get_one(StageMove, step.move_row).on = step.on
            else:
                self._session.add(StageMove(project=project.id, stage=step.stage, on=step.on, by=self._who))
        self._session.flush()
        project.refresh_stage(self._session)


def _parents_of_cell(
    row: PlannedRow, key: str, log: Sequence[LoggedEdit], parents_before: Mapping[str, list[str]]
) -> list[str]:
    """Return the ids of the edits that the sheet's author had seen when changing a cell (its parents)."""
    if seen := set(row.import_row.seen_edits):
        return [edit.id for edit in heads(edit for edit in log if edit.id in seen).get(key, ())]
    was = next((cell.exported for cell in row.import_row.cells if cell.key == key), UNKNOWN)
    if was is UNKNOWN or was == row.old[key].stored:
        return parents_before.get(key, [])
    matching = [edit.id for edit in log if json.loads(edit.values).get(key, UNKNOWN) == was]
    return matching[-1:]


def _has_validator(record: Ledger) -> bool:
    return validation.has_validator(type(record))


def _has_dependents(ledger: type[Ledger]) -> bool:
    """Whether other rows depend on the rows of a ledger."""
    return ledger.update_dependents is not Ledger.update_dependents


def _as_stored(row: Mapping[str, ParsedValue], stamps: StoredValues) -> tuple[StoredValues, dict[str, str]]:
    """Return a new row's values as stored, including the timestamps, and its marks."""
    values: StoredValues = {key: stored for key, (_, _, stored) in row.items() if stored is not None}
    values.update(stamps)
    return values, {key: mark for key, (_, mark, _) in row.items() if mark}
