"""Classify the rows of an import table: read the cells, match the book's row, and plan what would change."""

from collections.abc import Mapping
from typing import Any

from models.audit.edit_log import MARK_SUFFIX, REMOVED
from models.errors import UserError
from models.exchange.sheet_import.cell_reader import CellReader, shown_text
from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.import_context import ImportContext, pending_tokens_of
from models.exchange.sheet_import.import_rows import UNKNOWN, ImportCell, ImportRow, ImportTable
from models.exchange.sheet_import.row_matcher import RowMatch, RowMatcher, matching_fields
from models.exchange.sheet_import.row_outcome import (
    CLEARED,
    DuplicateAnswer,
    ParsedValue,
    PlannedRow,
    RejectedCell,
    RowDecision,
    RowOutcome,
    parsed_value,
)
from models.exchange.sheet_import.stage_columns import STAGE_KEYS, StageSteps, has_stages, pop_stage_values
from models.fields.base import Ledger
from models.fields.field import fields
from models.services import validation

_IMPORT_PREFIX = "@@"  # prefix of the key under which the matcher remembers a row of this import beside the book's
_IN_RECYCLE_BIN = "这一行已在回收站：这里删了，那边又改过。"


class RowClassifier(CellReader):
    """Classifies the rows of one import table."""

    def __init__(self, import_context: ImportContext, table: ImportTable, ledger: type[Ledger]) -> None:
        super().__init__(import_context, table, ledger)
        self._keys = matching_fields(ledger)
        self._required = tuple(field for field in fields(ledger) if field.required)
        self._stamped = tuple(f for f in fields(ledger) if f.kind.set_by_program and f.key not in STAGE_KEYS)
        self._has_validator = validation.has_validator(ledger)
        self._has_stages = has_stages(ledger)

    def classify(self, import_row: ImportRow, decision: RowDecision | None = None) -> PlannedRow | None:
        """Plan what becomes of a row; None for an empty row.

        ``decision`` is the clerk's answer to a possible duplicate, where one was given.
        """
        row = PlannedRow(import_row.row_number, import_row, decision=decision)
        read, blank = self.read(row)
        if not read and not row.rejected and import_row.row not in self.stored_rows:
            return None
        known: dict[str, Any] = {**self.table.common_values}
        for key in self._keys:
            if key in read:
                known[key] = read[key].stored
        import_key = f"{_IMPORT_PREFIX}{self.table.file}/{self.table.sheet}/{import_row.row_number}"
        self._match_row(row, known, import_key)
        stage_values = pop_stage_values(read) if self._has_stages else {}
        if row.outcome is RowOutcome.DUPLICATE:
            row.values = read
        elif row.row is None:
            self._plan_new_row(row, read)
        else:
            self._compare_with_book(row, read, blank)
        if self._has_stages and row.outcome is not RowOutcome.DUPLICATE:
            self._plan_stage_moves(row, stage_values)
        if row.outcome is RowOutcome.NEW:
            self._remember_new_row(row, known, import_key)
        return row

    @property
    def matcher(self) -> RowMatcher:
        """The matcher of the ledger's rows; built on first use, since a sheet with row ids never needs it."""
        return self.import_context.matcher(self.ledger)

    def _match_row(self, row: PlannedRow, known: Mapping[str, Any], import_key: str) -> None:
        """Match the book's row: by the id in the hidden sheet, by code or name, or by the clerk's answer."""
        answer = row.decision.answer if row.decision and not row.skipped else None
        if row.import_row.row in self.stored_rows and answer is None:
            self._claim_row(row, str(row.import_row.row))
            return
        self.matcher.forget(import_key)
        match = self.matcher.find(known, import_key)
        if match is None or answer is DuplicateAnswer.NEW:
            return
        if answer is DuplicateAnswer.THAT_ROW:
            self._take_answer(row, match)
        elif match.row.startswith(_IMPORT_PREFIX) or match.reason:
            row.outcome, row.reason, row.level = RowOutcome.DUPLICATE, match.reason or "名称和关键栏相同", match.level
            if match.row.startswith(_IMPORT_PREFIX):
                row.repeats = _import_row_label(match.row)
            else:
                row.row = match.row
        else:
            self._claim_row(row, match.row)

    def _take_answer(self, row: PlannedRow, match: RowMatch) -> None:
        """Match a possible duplicate with the row that the clerk named."""
        chosen_row = row.decision.row if row.decision else None
        target = chosen_row or match.row
        if target not in self.stored_rows:
            raise UserError("与它相同的那一行也在这次要收的表里，还没有写进账本；请选“不收”，或“作为新的一行”。")
        row.row = target

    def _claim_row(self, row: PlannedRow, target: str) -> None:
        """Match a row of the book, unless an earlier row of the same sheet is matched with it."""
        before = self.import_context.matched_rows.get(target)
        row.row = target
        if before and before[0] == self._sheet and before[1] != row.row_number:
            row.outcome, row.level = RowOutcome.DUPLICATE, 1
            row.reason, row.repeats = "本表里前面已有这一行", f"第{before[1]}行"
        else:
            self.import_context.matched_rows[target] = (self._sheet, row.row_number)

    @property
    def _sheet(self) -> str:
        return f"{self.table.file}/{self.table.sheet}"

    def _plan_new_row(self, row: PlannedRow, read: dict[str, ParsedValue]) -> None:
        """Plan a new row from the values read and the table's common values; reject it without a required field."""
        for key, value in self.table.common_values.items():
            if key not in read and key not in row.rejected and value is not None:
                read[key] = ParsedValue(import_column(self.ledger, key).kind.load(value), "", value)
        row.values = read
        for field in self._stamped:
            if read.pop(field.key, None):  # The book that first registers a row stamps who reported first.
                stamped_cell = next(cell for cell in row.import_row.cells if cell.key == field.key)
                self.reject(row, stamped_cell, f"{field.label}：由程序在首次登记时记下，不能填。")
        for field in self._required:
            if field.key not in read:
                cell = next((cell for cell in row.import_row.cells if cell.key == field.key), None)
                message = f"{field.label}：必填，不能空着。"
                missing_cell = RejectedCell(field.key, cell.address if cell else "", field.label, "", message)
                row.rejected.setdefault(field.key, missing_cell)
                row.outcome = RowOutcome.REFUSED
        if row.outcome is RowOutcome.NEW and self._has_validator:
            self._validate_new_row(row)

    def _validate_new_row(self, row: PlannedRow) -> None:
        """Validate a new row; drop the values that fail, or reject the row where that does not help."""
        for _ in range(2):
            values = {key: read.value for key, read in row.values.items()}
            faults = validation.validate_values(
                self.ledger, values, self.import_context.session, self.import_context.today
            )
            if not faults:
                if len(values) > len(row.values):
                    by_law = {key: v for key, v in values.items() if v is not None and key not in row.values}
                    row.values |= {key: parsed_value(import_column(self.ledger, key), v) for key, v in by_law.items()}
                    row.derived = frozenset(by_law)
                return
            reject_by_validation(self.ledger, row, faults)
            if not any(row.values.pop(key, None) for key in faults):
                break
        row.outcome = RowOutcome.REFUSED

    def _compare_with_book(self, row: PlannedRow, read: Mapping[str, ParsedValue], blank: list[str]) -> None:
        """Plan the changes of an existing row: each cell against its exported value where known, else the book's.

        A cell changed both in the sheet and in the book since the export is a conflict.
        """
        now = self.stored_rows[str(row.row)]
        cells = {cell.key: cell for cell in row.import_row.cells} if read or blank else {}
        clashing = set()
        for key, value in read.items():
            field, cell = import_column(self.ledger, key), cells[key]
            new = (value.stored, value.mark)
            old = (now.get(key), now.get(key + MARK_SUFFIX, ""))
            was = old if cell.exported is UNKNOWN else (cell.exported, cell.exported_mark)
            if new in (old, was):
                continue
            if field.private and field.kind.mask(str(old[0] or "")) == shown_text(cell.raw):
                continue  # The masked text as exported, which the field would read as a name.
            if field.kind.set_by_program:
                self.reject(row, cell, f"{field.label}：由程序记下，不能改。")
                continue
            before = self._values_in_other_files(str(row.row), key)
            if value in before[1:]:
                continue  # Another file already sets this value, in conflict with a third.
            if old != was or now.get(REMOVED) or (before and value != before[0]):
                clashing.add(key)
            row.values[key], row.old[key] = value, old
        row.conflicting = frozenset(clashing)
        row.kept_blanks = tuple(key for key in blank if self._stays_filled(row, cells[key], now))
        if now.get(REMOVED) and row.values:
            row.notes += (_IN_RECYCLE_BIN,)
        row.outcome = RowOutcome.CHANGED if row.values else RowOutcome.REFUSED if row.rejected else RowOutcome.SAME

    def _values_in_other_files(self, row: str, key: str) -> list[ParsedValue]:
        """Return what other sheets of this import set the same field to, in their order."""
        return [read for read, sheet in self.import_context.planned_values.get((row, key), ()) if sheet != self._sheet]

    def _stays_filled(self, row: PlannedRow, cell: ImportCell, now: Mapping[str, Any]) -> bool:
        """Plan to clear a field whose cell is blank, where the clerk allowed it; True where the field stays filled."""
        key, field = cell.key, import_column(self.ledger, cell.key)
        old = (now.get(key), now.get(key + MARK_SUFFIX, ""))
        if old[0] is None or cell.exported is None or key in STAGE_KEYS:
            return False
        if not self.import_context.options.clear_blanks or field.required or field.kind.set_by_program:
            return True
        row.values[key], row.old[key] = CLEARED, old
        if cell.exported is not UNKNOWN and old != (cell.exported, cell.exported_mark):
            row.conflicting |= {key}
        return False

    def _plan_stage_moves(self, row: PlannedRow, stage_values: dict[str, ParsedValue]) -> None:
        """Turn the row's stage columns into planned rows of the stage log."""
        if row.outcome is RowOutcome.REFUSED and row.row is None:
            return
        now = self.stored_rows.get(row.row or "", {})
        values = {
            key: import_column(self.ledger, key).kind.load(now[key]) for key in now if _is_field(self.ledger, key)
        }
        values |= {key: read.value for key, read in row.values.items()}
        stage_steps = StageSteps(self.import_context, row.row, stage_values, values)
        for key, message in stage_steps.rejected.items():
            self.reject(row, next(cell for cell in row.import_row.cells if cell.key == key), message)
        row.steps, row.notes = tuple(stage_steps.steps), row.notes + tuple(stage_steps.notes)
        if row.steps:
            if row.row is not None:
                row.old["stage"] = (now.get("stage"), "")
            row.values["stage"] = ParsedValue(stage_steps.stage, "", stage_steps.stage)
            row.outcome = RowOutcome.NEW if row.row is None else RowOutcome.CHANGED
        elif row.outcome is RowOutcome.SAME and row.rejected:
            row.outcome = RowOutcome.REFUSED

    def _remember_new_row(self, row: PlannedRow, known: Mapping[str, Any], import_key: str) -> None:
        """Let later rows of this import be matched with a new one."""
        self.matcher.add_row(import_key, known)
        self.import_context.pending_tokens.update(pending_tokens_of(self.ledger, row.values))

    def remember_changes(self, row: PlannedRow) -> None:
        """Let later files of this import know which values this row sets."""
        if row.outcome is RowOutcome.CHANGED:
            for key, value in row.values.items():
                self.import_context.planned_values.setdefault((str(row.row), key), []).append((value, self._sheet))


def reject_by_validation(ledger: type[Ledger], row: PlannedRow, faults: Mapping[str, str]) -> None:
    """Note validation errors on a row, at the cell of the field where the sheet has one."""
    cells = {cell.key: cell for cell in row.import_row.cells}
    for key, message in faults.items():
        cell = cells.get(key)
        at, value = (cell.address, shown_text(cell.raw)) if cell else ("", "")
        row.rejected[key] = RejectedCell(key, at, import_column(ledger, key).label, value, message)


def _is_field(ledger: type[Ledger], key: str) -> bool:
    return key in ledger.__table__.columns and key != REMOVED


def _import_row_label(import_key: str) -> str:
    """Return the label of a row of this import: “《甲.xlsx》表1 第5行”."""
    file, sheet, place = import_key.removeprefix(_IMPORT_PREFIX).rsplit("/", 2)
    return f"《{file}》{sheet} 第{place}行"
