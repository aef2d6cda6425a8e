"""Step 3 of an import, MatchedRow → PlannedRow: what importing the row would do, as a new row or against the book's."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.audit.edit_log import MARK_SUFFIX, REMOVED
from models.exchange.sheet_import.cell_reader import rejected_cell, shown_text
from models.exchange.sheet_import.firm_columns import FirmColumns
from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.import_context import ImportContext, SheetSource, book_value
from models.exchange.sheet_import.import_rows import UNKNOWN, ImportCell, ImportRow, ImportTable
from models.exchange.sheet_import.opening_funds import split_fund_values, with_opening_funds
from models.exchange.sheet_import.row_matcher import MatchedRow
from models.exchange.sheet_import.row_outcome import (
    CLEARED,
    BookValue,
    ParsedValue,
    PlannedRow,
    RejectedCell,
    RowOutcome,
    parsed_value,
)
from models.exchange.sheet_import.stage_columns import STAGE_KEYS, has_stages, plan_stage_moves, split_stage_values
from models.fields.base import Ledger
from models.fields.field import Field, fields
from models.fields.kind import StoredValues, Value
from models.services import validation

_IN_RECYCLE_BIN = "这一行已在回收站：这里删了，那边又改过。"
_MAX_DROPPED = 2  # values dropped from a row to make it valid; a row with more faults is rejected


class RowPlanner:
    """Plans the rows of one import table."""

    def __init__(
        self, import_context: ImportContext, table: ImportTable, ledger: type[Ledger], source: SheetSource
    ) -> None:
        self._import_context, self._table, self._ledger, self._source = import_context, table, ledger, source
        self._stored_rows = import_context.stored_rows(ledger)
        self._required = tuple(field for field in fields(ledger) if field.required)
        self._stamped = tuple(f for f in fields(ledger) if f.kind.set_by_program and f.key not in STAGE_KEYS)
        self._has_validator = validation.has_validator(ledger)
        self._has_stages = has_stages(ledger)
        self._firm_columns = FirmColumns(import_context, ledger)

    def plan(self, matched: MatchedRow) -> PlannedRow:
        """Plan what becomes of a matched row."""
        values: Mapping[str, ParsedValue] = matched.read.values
        if not self._has_stages:
            return self._duplicate(matched, values) if matched.reason else self._planned(matched, values)
        fund_values, values = split_fund_values(values)
        stage_values, values = split_stage_values(values)
        if matched.reason:
            return self._duplicate(matched, values)
        row = self._with_stage_moves(self._planned(matched, values), stage_values)
        if not fund_values:
            return row
        return with_opening_funds(self._import_context, self._source, row, fund_values, self._table.funds)

    def _planned(self, matched: MatchedRow, values: Mapping[str, ParsedValue]) -> PlannedRow:
        return self._new_row(matched, values) if matched.row is None else self._changed_row(matched, values)

    def _duplicate(self, matched: MatchedRow, values: Mapping[str, ParsedValue]) -> PlannedRow:
        """Plan a row about which the clerk must be asked first."""
        return PlannedRow(
            matched.read.import_row.row_number,
            matched.read.import_row,
            RowOutcome.DUPLICATE,
            matched.row,
            matched.reason,
            matched.repeats,
            matched.level,
            values,
            rejected=matched.read.rejected,
            decision=matched.decision,
        )

    # --- new rows ---------------------------------------------------------------------------------------------------

    def _new_row(self, matched: MatchedRow, read: Mapping[str, ParsedValue]) -> PlannedRow:
        """Plan a new row from the values read and the table's common values; reject it without a required field."""
        import_row, values, rejected = matched.read.import_row, read, {**matched.read.rejected}
        for key, value in self._table.common_values.items():
            if key not in values and key not in rejected and value is not None:
                common = ParsedValue(import_column(self._ledger, key).kind.load(value), "", value)
                values = {**values, key: common}
        for field in self._stamped:
            if field.key in values:  # The book that first registers a row stamps who reported first.
                values = {key: value for key, value in values.items() if key != field.key}
                cell = next(cell for cell in import_row.cells if cell.key == field.key)
                rejected[field.key] = self._rejected(cell, f"{field.label}：由程序在首次登记时记下，不能填。")
        firm = self._firm_columns.missing_values(matched.read, values)
        values = {**values, **firm} if firm else values
        missing = [field for field in self._required if field.key not in values]
        for field in missing:
            rejected.setdefault(field.key, _missing_cell(import_row, field))
        row = PlannedRow(
            import_row.row_number,
            import_row,
            RowOutcome.REFUSED if missing else RowOutcome.NEW,
            values=values,
            rejected=rejected,
            decision=matched.decision,
            derived=frozenset(firm),
        )
        return self._validated(row) if self._has_validator and not missing else row

    def _validated(self, row: PlannedRow) -> PlannedRow:
        """Validate a new row; drop the values that fail, or reject the row where that does not help."""
        values, rejected = row.values, row.rejected
        for _ in range(_MAX_DROPPED):
            proposed: dict[str, Any] = {key: read.value for key, read in values.items()}  # validation adds Values
            faults = validation.validate_values(
                self._ledger, proposed, self._import_context.session, self._import_context.today
            )
            if not faults:
                derived = self._derived_values(proposed, values) if len(proposed) > len(values) else {}
                if not derived and values is row.values:
                    return row  # as most are
                return replace(
                    row, values={**values, **derived}, rejected=rejected, derived=row.derived | derived.keys()
                )
            rejected = {**rejected, **rejected_by_validation(self._ledger, row.import_row, faults)}
            # One at a time: another fault may have followed from it.
            dropped = next((key for key in faults if key in values), None)
            if dropped is None:
                break
            values = {key: read for key, read in values.items() if key != dropped}
            if import_column(self._ledger, dropped).required:
                break
        return replace(row, outcome=RowOutcome.REFUSED, values=values, rejected=rejected)

    def _derived_values(
        self, proposed: Mapping[str, Value], values: Mapping[str, ParsedValue]
    ) -> dict[str, ParsedValue]:
        """Return the values that validation added to a proposed row."""
        added = {key: value for key, value in proposed.items() if value is not None and key not in values}
        return {key: parsed_value(import_column(self._ledger, key), value) for key, value in added.items()}

    # --- rows of the book -------------------------------------------------------------------------------------------

    def _changed_row(self, matched: MatchedRow, read: Mapping[str, ParsedValue]) -> PlannedRow:
        """Plan the changes of an existing row: each cell against its exported value where known, else the book's.

        A cell changed both in the sheet and in the book since the export is a conflict.
        """
        import_row, row_id = matched.read.import_row, matched.row or ""
        now = self._stored_rows[row_id]
        other_values = [(key, value) for key, value in read.items() if _differs(value, now, key)]
        blanked = [key for key in matched.read.blanks if now.get(key) is not None and key not in STAGE_KEYS]
        cells = {cell.key: cell for cell in import_row.cells} if other_values or blanked else {}
        values: dict[str, ParsedValue] = {}
        rejected = {**matched.read.rejected}
        conflicting: set[str] = set()
        for key, value in other_values:
            field, cell, in_book = import_column(self._ledger, key), cells[key], book_value(now, key)
            if not _is_meant(field, cell, value, in_book):
                continue
            if field.kind.set_by_program:
                rejected[key] = self._rejected(cell, f"{field.label}：由程序记下，不能改。")
                continue
            others = self._import_context.values_from_other_sheets(row_id, key, self._source)
            if value in others[1:]:
                continue  # Another file already sets this value, in conflict with a third.
            values[key] = value
            if in_book != _seen_value(cell, in_book) or now.get(REMOVED) or (others and value != others[0]):
                conflicting.add(key)
        filled = [cells[key] for key in blanked if cells[key].exported is not None]  # not blank when it was exported
        cleared = [cell for cell in filled if self._may_clear(import_column(self._ledger, cell.key))]
        for cell in cleared:
            values[cell.key] = CLEARED
            if book_value(now, cell.key) != _seen_value(cell, book_value(now, cell.key)):
                conflicting.add(cell.key)
        return PlannedRow(
            import_row.row_number,
            import_row,
            RowOutcome.CHANGED if values else RowOutcome.REFUSED if rejected else RowOutcome.SAME,
            row_id,
            values=values,
            old={key: book_value(now, key) for key in values},
            rejected=rejected,
            conflicting=frozenset(conflicting),
            kept_blanks=tuple(cell.key for cell in filled if cell not in cleared),
            notes=(_IN_RECYCLE_BIN,) if now.get(REMOVED) and values else (),
            decision=matched.decision,
        )

    def _may_clear(self, field: Field) -> bool:
        """Whether a blank cell clears this field."""
        return self._import_context.options.clear_blanks and not field.required and not field.kind.set_by_program

    # --- projects ---------------------------------------------------------------------------------------------------

    def _with_stage_moves(self, row: PlannedRow, stage_values: Mapping[str, ParsedValue]) -> PlannedRow:
        """Add the rows of the stage log that a project's stage columns become."""
        if row.outcome is RowOutcome.REFUSED and row.row is None:
            return row
        now = self._stored_rows.get(row.book_row, {})
        stage_plan = plan_stage_moves(
            self._import_context, row.row, stage_values, self._loaded_values(now) | _plain_values(row.values)
        )
        cells = {cell.key: cell for cell in row.import_row.cells} if stage_plan.rejected else {}
        rejected = {key: self._rejected(cells[key], message) for key, message in stage_plan.rejected.items()}
        row = replace(row, rejected={**row.rejected, **rejected}, notes=row.notes + stage_plan.notes)
        if not stage_plan.steps:
            is_refused = row.outcome is RowOutcome.SAME and row.rejected
            return replace(row, outcome=RowOutcome.REFUSED) if is_refused else row
        return replace(
            row,
            outcome=RowOutcome.NEW if row.row is None else RowOutcome.CHANGED,
            values={**row.values, "stage": ParsedValue(stage_plan.stage, "", stage_plan.stage)},
            old=row.old if row.row is None else {**row.old, "stage": BookValue(now.get("stage"))},
            steps=stage_plan.steps,
        )

    def _loaded_values(self, stored: StoredValues) -> dict[str, Value]:
        """Return the values of a row's fields from a row as stored."""
        keys = (key for key in stored if key in self._ledger.__table__.columns and key != REMOVED)
        return {key: import_column(self._ledger, key).kind.load(stored[key]) for key in keys}

    def _rejected(self, cell: ImportCell, message: str) -> RejectedCell:
        return rejected_cell(self._import_context, self._ledger, cell, message)


def rejected_by_validation(
    ledger: type[Ledger], import_row: ImportRow, faults: Mapping[str, str]
) -> dict[str, RejectedCell]:
    """Describe validation errors as rejected cells, at the cell of the field where the sheet has one."""
    cells = {cell.key: cell for cell in import_row.cells}
    rejected = {}
    for key, message in faults.items():
        cell = cells.get(key)
        at, value = (cell.address, shown_text(cell.raw)) if cell else ("", "")
        rejected[key] = RejectedCell(key, at, import_column(ledger, key).label, value, message)
    return rejected


def _missing_cell(import_row: ImportRow, field: Field) -> RejectedCell:
    address = next((cell.address for cell in import_row.cells if cell.key == field.key), "")
    return RejectedCell(field.key, address, field.label, "", f"{field.label}：必填，不能空着。")


def _plain_values(values: Mapping[str, ParsedValue]) -> dict[str, Value]:
    return {key: parsed.value for key, parsed in values.items()}


def _seen_value(cell: ImportCell, in_book: BookValue) -> BookValue:
    """Return the value that the sheet's author saw: as exported, or for a foreign sheet the book's."""
    if cell.exported is UNKNOWN:
        return in_book
    return BookValue(cell.exported, cell.exported_mark)  # type: ignore[arg-type]  # anything but UNKNOWN is as stored


def _differs(value: ParsedValue, now: StoredValues, key: str) -> bool:
    """Whether a value is not the book's. Most values are the book's, so their cells are never created."""
    return value.stored != now.get(key) or value.mark != now.get(key + MARK_SUFFIX, "")


def _is_meant(field: Field, cell: ImportCell, value: ParsedValue, in_book: BookValue) -> bool:
    """Whether somebody wrote this value, which the book does not have, after the sheet was exported."""
    if (value.stored, value.mark) == _seen_value(cell, in_book):
        return False
    # Masked text as exported would be read as a name.
    return not (field.private and field.kind.mask(str(in_book.stored or "")) == shown_text(cell.raw))
