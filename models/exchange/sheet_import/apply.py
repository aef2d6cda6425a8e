"""Write import plans to the book as they were previewed, in the caller's transaction: one batch, undone as one."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from models.audit import history
from models.audit.edit_log import MARK_SUFFIX, ROW_KEY, edits_of, heads
from models.audit.edit_writer import edit_writer
from models.audit.recorder import OUTSIDE_PARENTS, add_many, add_stored
from models.exchange.sheet_import.import_context import PENDING_PREFIX, ImportContext, count_edits, pending_tokens_of
from models.exchange.sheet_import.import_rows import UNKNOWN
from models.exchange.sheet_import.preview import ImportPlan, plan_import
from models.exchange.sheet_import.row_outcome import (
    ApplyResult,
    ParsedValue,
    PlannedRow,
    PlannedStageMove,
    RowOutcome,
    parsed_value,
)
from models.exchange.sheet_import.stage_columns import has_stages
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, field_of, fields
from models.fields.kind import StoredValues
from models.fields.kinds import LinkKind, LinksKind, MomentKind
from models.ledgers import LEDGERS, Project, StageMove
from models.rules.vocabulary import Stage
from models.services import validation

_CHUNK_ROWS = 500
_LEDGER_ORDER = ("task_force", "chain", "chain_node", "enterprise", "lead", "project", "activity", "meeting")
_CHANGED_SINCE = "预览之后账本里又有改动，这一行没有写入；请重新核对这张表。"


def apply_plans(session: Session, plans: Sequence[ImportPlan]) -> ApplyResult:
    """Write plans exactly as previewed, within ``store.writing``.

    If the book has changed since the preview, the plans are made again, and rows that come out differently are left
    out and named in the result.
    """
    writer = edit_writer(session)
    work = _PlanWriter(session)
    session.flush()
    now = count_edits(session)
    if any(import_plan.edit_count != now for import_plan in plans):
        plans = work.replan(plans)
    ordered = sorted(plans, key=lambda import_plan: _rank(import_plan.ledger))
    work.create_linked_rows(ordered)
    for import_plan in ordered:
        work.create_rows(import_plan)
    work.remember_heads(ordered)
    for import_plan in ordered:
        work.change_rows(import_plan)
    session.flush()
    for import_plan in ordered:
        work.write_conflicts(import_plan)
        work.remove_missing(import_plan)
    session.flush()
    counts = Counter(row.outcome for import_plan in plans for row in import_plan.rows)
    counts[RowOutcome.NEW], counts[RowOutcome.CHANGED] = len(work.created), work.changed
    totals = {outcome: counts[outcome] for outcome in RowOutcome}
    return ApplyResult(
        writer.batch if writer.has_edits else "", totals, tuple(work.rejected), tuple(work.created), work.conflicts
    )


def in_dependency_order(ledgers: Iterable[type[Ledger]]) -> list[type[Ledger]]:
    """Sort ledgers so that link targets come before the rows that link to them; plan and apply in this order."""
    return sorted(ledgers, key=_rank)


def _rank(ledger: type[Ledger]) -> int:
    name = ledger.__tablename__
    return _LEDGER_ORDER.index(name) if name in _LEDGER_ORDER else len(_LEDGER_ORDER) + LEDGERS.index(ledger)


class _PlanWriter:
    """Writes the plans of one import; collects the ids of new rows, the counts, and the messages of rejected rows."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.created: list[str] = []
        self.changed = 0
        self.conflicts = 0
        self.rejected: list[str] = []
        self._row_ids: dict[str, str] = {}  # token of a row that was pending -> its id
        self._who: str = edit_writer(session).who
        self._heads_before: dict[str, dict[str, list[str]]] = {}  # heads of conflicting rows before the import

    def replan(self, plans: Sequence[ImportPlan]) -> list[ImportPlan]:
        """Make the plans again on the book as it is now; rows that come out differently than shown are rejected."""
        import_context = ImportContext(self.session, plans[0].import_context.reading, plans[0].options)
        replanned = []
        for import_plan in plans:
            decisions = {row.row_number: row.decision for row in import_plan.rows if row.decision}
            new_plan = _run_to_end(
                plan_import(
                    self.session,
                    import_plan.table,
                    import_context.reading,
                    import_plan.options,
                    import_context,
                    decisions,
                )
            )
            shown = {row.row_number: row for row in import_plan.rows}
            for row in list(new_plan.rows):
                before = shown.get(row.row_number)
                if row.writes and (before is None or not _is_unchanged(before, row)):
                    self._reject(import_plan, row, _CHANGED_SINCE)
                    new_plan.rows.remove(row)
            replanned.append(new_plan)
        return replanned

    def create_linked_rows(self, plans: Sequence[ImportPlan]) -> None:
        """Create rows for unknown linked names, where the clerk allowed it and no table of this import brings them."""
        if not any(import_plan.new_links for import_plan in plans):
            return
        new = [
            (import_plan.ledger, row)
            for import_plan in plans
            for row in import_plan.rows
            if row.writes and row.row is None
        ]
        coming = {token for ledger, row in new for token in pending_tokens_of(ledger, row.values)}
        wanted: dict[str, str] = {}
        for import_plan in plans:
            for row in import_plan.rows:
                if import_plan.new_links and row.writes:
                    wanted |= {
                        token: import_plan.new_links[token]
                        for token in _tokens_in(row)
                        if token in import_plan.new_links
                    }
        by_ledger: dict[str, list[str]] = {}
        for token in wanted:
            if token not in coming:
                by_ledger.setdefault(token.removeprefix(PENDING_PREFIX).partition("/")[0], []).append(token)
        for name, tokens in by_ledger.items():
            ledger = ledger_by_table(name)
            title = field_of(ledger, ledger.about.title)
            reading = plans[0].import_context.reading
            rows = [{title.key: parsed_value(title, *title.kind.read(wanted[token], reading))} for token in tokens]
            steps = (
                [(PlannedStageMove(Stage.TALKS, plans[0].import_context.today),)] * len(rows)
                if has_stages(ledger)
                else []
            )
            self._row_ids |= dict(zip(tokens, self._insert_rows(ledger, rows, steps), strict=True))

    def create_rows(self, import_plan: ImportPlan) -> None:
        """Create the new rows of a plan."""
        rows = [row for row in import_plan.rows if row.writes and row.outcome is RowOutcome.NEW]
        rows = [row for row in rows if self._resolve(import_plan, row)]
        ids = self._insert_rows(import_plan.ledger, [row.values for row in rows], [row.steps for row in rows])
        for row, row_id in zip(rows, ids, strict=True) if import_plan.import_context.has_pending else ():
            for token in pending_tokens_of(import_plan.ledger, row.values):
                self._row_ids.setdefault(token, row_id)
        self.created += ids

    def remember_heads(self, plans: Sequence[ImportPlan]) -> None:
        """Remember the heads of conflicting rows, before another table of this import changes them."""
        rows = {str(row.row) for import_plan in plans for row in import_plan.rows if row.conflicting and row.writes}
        self._heads_before = edit_writer(self.session).visible_parents(sorted(rows))

    def change_rows(self, import_plan: ImportPlan) -> None:
        """Change the existing rows of a plan, except for the fields that conflict."""
        rows = [
            row
            for row in import_plan.rows
            if row.writes and row.outcome is RowOutcome.CHANGED and self._resolve(import_plan, row)
        ]
        for start in range(0, len(rows), _CHUNK_ROWS):
            chunk = rows[start : start + _CHUNK_ROWS]
            records = {
                record.id: record
                for record in history.fetch_rows(self.session, import_plan.ledger, [str(r.row) for r in chunk])
            }
            for row in chunk:
                record = records[str(row.row)]
                for key, read in row.values.items():
                    if key not in row.conflicting and not (has_stages(import_plan.ledger) and key == "stage"):
                        record.assign(key, read.as_read)
                if self._fails_validation(import_plan, row, record):
                    continue
                if row.steps and isinstance(record, Project):
                    self._write_stage_moves(record, row.steps)
                if type(record).update_dependents is not Ledger.update_dependents:
                    record.update_dependents(self.session)
                self.changed += 1
            self.session.flush()

    def write_conflicts(self, import_plan: ImportPlan) -> None:
        """Write conflicting fields as edits with the sheet's parents, so that both values remain for the clerk."""
        rows = [row for row in import_plan.rows if row.conflicting and row.writes]
        logs = edits_of(self.session, [str(row.row) for row in rows])
        records = {
            record.id: record
            for record in history.fetch_rows(self.session, import_plan.ledger, [str(r.row) for r in rows])
        }
        for row in rows:
            record = records[str(row.row)]
            for key in row.conflicting:
                parents = self._parents_of_cell(row, key, logs[record.id])
                self.session.info.setdefault(OUTSIDE_PARENTS, {}).update(
                    {(record.id, key): parents, (record.id, key + MARK_SUFFIX): parents}
                )
                record.assign(key, row.values[key].as_read)
                self.conflicts += 1
            if record.removed:
                # The sheet's author cannot have seen the removal: the whole row has no parents.
                self.session.info.setdefault(OUTSIDE_PARENTS, {})[(record.id, ROW_KEY)] = []
        self.session.flush()
        self.session.info.pop(OUTSIDE_PARENTS, None)

    def _parents_of_cell(self, row: PlannedRow, key: str, log: Sequence[Any]) -> list[str]:
        """Return the ids of the edits that the sheet's author had seen when changing a cell (its parents)."""
        if seen := set(row.import_row.seen_edits):
            return [edit.id for edit in heads(e for e in log if e.id in seen).get(key, ())]
        was = next((cell.exported for cell in row.import_row.cells if cell.key == key), UNKNOWN)
        if was is UNKNOWN or was == row.old[key][0]:
            return self._heads_before[str(row.row)].get(key, [])
        matching = [edit.id for edit in log if json.loads(edit.values).get(key, UNKNOWN) == was]
        return matching[-1:]

    def remove_missing(self, import_plan: ImportPlan) -> None:
        """Move the rows that the sheet no longer has to the recycle bin, where the clerk allowed it."""
        history.move_to_recycle_bin(history.fetch_rows(self.session, import_plan.ledger, import_plan.missing_rows))

    def _insert_rows(
        self,
        ledger: type[Ledger],
        rows: Sequence[Mapping[str, ParsedValue]],
        steps: Sequence[Sequence[PlannedStageMove]] = (),
    ) -> list[str]:
        """Insert rows with their timestamps and stage moves; return their ids."""
        if not rows:
            return []
        stamps = [field.key for field in fields(ledger) if isinstance(field.kind, MomentKind)]
        now = time.strftime("%Y-%m-%d %H:%M")
        ids = add_stored(self.session, ledger, (_as_stored(row, dict.fromkeys(stamps, now)) for row in rows))
        if has_stages(ledger):
            moves = [
                {"project": row, "stage": step.stage, "on": step.on, "by": self._who}
                for row, row_steps in zip(ids, steps, strict=True)
                for step in row_steps
            ]
            add_many(self.session, StageMove, moves)
        self._update_dependents(ledger, ids)
        return ids

    def _update_dependents(self, ledger: type[Ledger], ids: Sequence[str]) -> None:
        """Update what is derived from new rows."""
        if ledger.update_dependents is Ledger.update_dependents:
            return
        for record in history.fetch_rows(self.session, ledger, ids):
            record.update_dependents(self.session)

    def _fails_validation(self, import_plan: ImportPlan, row: PlannedRow, record: Ledger) -> bool:
        """Validate a changed row once more; one that fails is restored and rejected."""
        faults = (
            validation.validate(record, self.session, import_plan.import_context.today)
            if validation.has_validator(import_plan.ledger)
            else {}
        )
        messages = [text for key, text in faults.items() if key in row.values]
        if messages:
            self.session.expire(record)
            self._reject(import_plan, row, "".join(messages))
        return bool(messages)

    def _write_stage_moves(self, project: Project, steps: Sequence[PlannedStageMove]) -> None:
        for step in steps:
            if step.move_row:
                self.session.get_one(StageMove, step.move_row).on = step.on
            else:
                self.session.add(StageMove(project=project.id, stage=step.stage, on=step.on, by=self._who))
        self.session.flush()
        project.refresh_stage(self.session)

    def _resolve(self, import_plan: ImportPlan, row: PlannedRow) -> bool:
        """Replace pending tokens by row ids; False where a required link's row was not created."""
        for field in _links(import_plan.ledger):
            key, read = field.key, row.values.get(field.key)
            if read is None or PENDING_PREFIX not in (read.value or ""):
                continue
            ids = [self._row_ids.get(token, token) for token in read.value.split(" ")]
            if any(row_id.startswith(PENDING_PREFIX) for row_id in ids):
                self._reject(import_plan, row, f"{field.label}：所指的那一行没有收进来，这一格没有写入。")
                del row.values[key]
                if field.required and row.row is None:
                    return False
            else:
                row.values[key] = ParsedValue(" ".join(ids), read.mark, " ".join(ids))
        return True

    def _reject(self, import_plan: ImportPlan, row: PlannedRow, message: str) -> None:
        self.rejected.append(f"《{import_plan.table.file}》{import_plan.table.sheet} 第{row.row_number}行：{message}")


def _is_unchanged(shown: PlannedRow, now: PlannedRow) -> bool:
    """Whether a row would still be written as it was shown."""
    as_shown, as_planned_now = ((r.outcome, r.row, r.values, r.steps, r.old, r.conflicting) for r in (shown, now))
    return as_shown == as_planned_now


@cache
def _links(ledger: type[Ledger]) -> tuple[Field, ...]:
    return tuple(field for field in fields(ledger) if isinstance(field.kind, (LinkKind, LinksKind)))


def _as_stored(row: Mapping[str, ParsedValue], stamps: StoredValues) -> tuple[StoredValues, dict[str, str]]:
    """Return a new row's values as stored, including the timestamps, and its marks."""
    values = {key: stored for key, (_, _, stored) in row.items() if stored is not None}
    return values | stamps, {key: mark for key, (_, mark, _) in row.items() if mark}


def _tokens_in(row: PlannedRow) -> list[str]:
    texts = [read.value for read in row.values.values() if isinstance(read.value, str) and PENDING_PREFIX in read.value]
    return [token for text in texts for token in text.split(" ") if token.startswith(PENDING_PREFIX)]


def _run_to_end(steps: Any) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
