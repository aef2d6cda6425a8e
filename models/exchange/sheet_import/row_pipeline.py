"""The steps of an import in their order, for one table: ImportRow → ReadRow → MatchedRow → PlannedRow."""

from collections.abc import Mapping, Sequence

from models.exchange.sheet_import.ambiguous_names import AmbiguousNames
from models.exchange.sheet_import.cell_reader import CellReader
from models.exchange.sheet_import.change_checks import validate_changes, without_applied_values
from models.exchange.sheet_import.import_context import ImportContext, SheetSource
from models.exchange.sheet_import.import_rows import ImportRow, ImportTable
from models.exchange.sheet_import.row_matcher import RowMatcher
from models.exchange.sheet_import.row_outcome import PlannedRow, RowDecision, RowOutcome
from models.exchange.sheet_import.row_planner import RowPlanner
from models.fields.base import Ledger
from models.job_steps import JobSteps
from models.services import validation

_PROGRESS_STEP = 500  # rows between two reports of progress


class RowPipeline:
    """Takes the rows of one table through the steps, and tells the context of each planned row."""

    def __init__(
        self, import_context: ImportContext, table: ImportTable, ledger: type[Ledger], source: SheetSource
    ) -> None:
        self._import_context, self._table, self._ledger, self._source = import_context, table, ledger, source
        self._stored_rows = import_context.stored_rows(ledger)
        self._reader = CellReader(import_context, table, ledger)
        self._ambiguous_names = AmbiguousNames(import_context, table, ledger, source)
        self._matcher = RowMatcher(import_context, table, ledger, source, self._ambiguous_names)
        self._planner = RowPlanner(import_context, table, ledger, source)

    def plan_rows(self, decisions: Mapping[int, RowDecision]) -> JobSteps[tuple[PlannedRow, ...]]:
        """Plan all rows of the table; ``decisions`` are the clerk's answers by row number."""
        label, total = f"核对《{self._table.file}》", len(self._table.rows)
        rows: list[PlannedRow] = []
        for number, import_row in enumerate(self._table.rows):
            if number % _PROGRESS_STEP == 0:
                yield number, total, label
            row = self._plan(import_row, decisions.get(import_row.row_number))
            if row is not None:
                rows.append(row)
        rows = without_applied_values(self._import_context.session, rows)
        if validation.has_validator(self._ledger):
            places = [place for place, row in enumerate(rows) if row.outcome is RowOutcome.CHANGED]
            for start in range(0, len(places), _PROGRESS_STEP):
                yield total, total, label
                chunk = places[start : start + _PROGRESS_STEP]
                for place, row in zip(chunk, self._validated([rows[place] for place in chunk]), strict=True):
                    rows[place] = row
        for row in rows:
            self._note_changes(row)
        return tuple(rows)

    def plan_again(self, import_row: ImportRow, decision: RowDecision | None) -> PlannedRow:
        """Plan one row anew, as the clerk corrected or answered it."""
        self._import_context.forget_new_row(self._ledger, self._matcher.import_key(import_row.row_number))
        row = self._plan(import_row, decision) or PlannedRow(import_row.row_number, import_row, RowOutcome.SAME)
        if row.outcome is RowOutcome.CHANGED and validation.has_validator(self._ledger):
            (row,) = self._validated([row])
        self._note_changes(row)
        return row

    def _plan(self, import_row: ImportRow, decision: RowDecision | None) -> PlannedRow | None:
        """Take one row through reading, matching and planning; None for an empty row."""
        read = self._reader.read(import_row)
        if read.is_empty and import_row.row not in self._stored_rows:
            return None
        matched = self._matcher.match(self._ambiguous_names.with_links(read), decision)
        row = self._planner.plan(matched)
        if matched.is_claim:
            self._import_context.claim(row.book_row, self._source, row.row_number)
        if row.outcome is RowOutcome.NEW:
            self._import_context.add_new_row(self._ledger, row, matched.known, matched.import_key)
        return row

    def _validated(self, rows: Sequence[PlannedRow]) -> list[PlannedRow]:
        return validate_changes(self._import_context, self._ledger, rows)

    def _note_changes(self, row: PlannedRow) -> None:
        if row.outcome is RowOutcome.CHANGED:
            self._import_context.add_changes(row, self._source)
