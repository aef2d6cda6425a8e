"""Step 8 of an import, ImportPlan → ApplyResult: write plans as previewed, as one batch that is undone as one."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy.orm import Session

from models.audit.edit_writer import edit_writer
from models.exchange.sheet_import.import_context import (
    ImportContext,
    count_edits,
    pending_token,
    pending_tokens_of,
)
from models.exchange.sheet_import.link_resolver import (
    RowToWrite,
    missing_link_tokens,
    rejection_message,
    resolve_links,
)
from models.exchange.sheet_import.preview import ImportPlan, plan_import
from models.exchange.sheet_import.row_outcome import (
    ApplyResult,
    PlannedRow,
    PlannedStageMove,
    RowOutcome,
    parsed_value,
)
from models.exchange.sheet_import.row_writer import RowWriter
from models.exchange.sheet_import.stage_columns import has_stages
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import field_of
from models.job_steps import run_to_end
from models.ledgers.import_order import import_order
from models.rules.vocabulary import Stage

_CHANGED_SINCE = "预览之后账本里又有改动，这一行没有写入；请重新核对这张表。"


def apply_plans(session: Session, plans: Sequence[ImportPlan]) -> ApplyResult:
    """Write plans exactly as previewed, within ``store.writing``.

    If the book has changed since the preview, the plans are made again, and rows that come out differently are left
    out and named in the result.
    """
    writer = edit_writer(session)
    session.flush()
    current = _current_plans(session, plans)
    ordered = sorted(current.plans, key=lambda import_plan: import_order().index(import_plan.ledger))
    row_writer = RowWriter(session)
    inserted = _insert_new_rows(row_writer, ordered)
    changed = _change_rows(row_writer, ordered, inserted.row_ids)
    session.flush()
    counts = Counter(row.outcome for import_plan in current.plans for row in import_plan.rows)
    counts[RowOutcome.NEW], counts[RowOutcome.CHANGED] = len(inserted.created), changed.count
    return ApplyResult(
        writer.batch if writer.has_edits else "",
        {outcome: counts[outcome] for outcome in RowOutcome},
        (*current.rejected, *inserted.rejected, *changed.rejected),
        inserted.created,
        changed.conflicts,
        row_writer.fundings_written,
    )


def in_dependency_order(ledgers: Iterable[type[Ledger]]) -> list[type[Ledger]]:
    """Sort ledgers so that link targets come before the rows that link to them; plan and apply in this order."""
    return sorted(ledgers, key=import_order().index)


# --- plans of a book that has changed since -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _CurrentPlans:
    """Plans that fit the book as it is now, and the messages about rows that come out differently than shown."""

    plans: tuple[ImportPlan, ...]
    rejected: tuple[str, ...] = ()


def _current_plans(session: Session, plans: Sequence[ImportPlan]) -> _CurrentPlans:
    """Return the plans as shown where the book has not changed since; else made again, without rows that differ."""
    now = count_edits(session)
    if all(import_plan.edit_count == now for import_plan in plans):
        return _CurrentPlans(tuple(plans))
    reading = plans[0].import_context.reading
    import_context = ImportContext(session, reading, plans[0].options)
    current: list[ImportPlan] = []
    rejected: list[str] = []
    for shown in plans:
        steps = plan_import(
            session, shown.table, import_context.reading, shown.options, import_context, shown.decisions
        )
        new_plan = run_to_end(steps)
        rows_shown = {row.row_number: row for row in shown.rows}
        differing = [row for row in new_plan.rows if row.writes and not _is_as_shown(rows_shown, row)]
        rejected += [rejection_message(shown, row, _CHANGED_SINCE) for row in differing]
        left_out = {row.row_number for row in differing}
        current.append(replace(new_plan, rows=tuple(row for row in new_plan.rows if row.row_number not in left_out)))
    return _CurrentPlans(tuple(current), tuple(rejected))


def _is_as_shown(rows_shown: Mapping[int, PlannedRow], now: PlannedRow) -> bool:
    """Whether a row would still be written as it was shown."""
    shown = rows_shown.get(now.row_number)
    if shown is None:
        return False
    as_shown, as_planned_now = (
        (r.outcome, r.row, r.values, r.steps, r.funds, r.old, r.conflicting) for r in (shown, now)
    )
    return as_shown == as_planned_now


# --- writing --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _InsertedRows:
    """The ids of the new rows, those of all rows by the tokens that stood for them, and rejections."""

    created: tuple[str, ...]
    row_ids: Mapping[str, str]
    rejected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _ChangedRows:
    """How many rows were changed and how many cells conflict, and rejections."""

    count: int
    conflicts: int
    rejected: tuple[str, ...]


def _insert_new_rows(row_writer: RowWriter, plans: Sequence[ImportPlan]) -> _InsertedRows:
    """Insert the rows for unknown linked names, then the new rows of each plan."""
    row_ids = _insert_linked_rows(row_writer, plans)
    created: list[str] = []
    rejected: list[str] = []
    for import_plan in chain.from_iterable(map(_parts_in_order, plans)):
        resolved = resolve_links(import_plan, RowOutcome.NEW, row_ids)
        rejected += resolved.rejected
        rows = resolved.rows
        ids = row_writer.insert_rows(
            import_plan.ledger, [row.values for row in rows], [row.planned.steps for row in rows]
        )
        created += ids
        row_writer.write_fundings(import_plan, [(row.planned, row_id) for row, row_id in zip(rows, ids, strict=True)])
        if import_plan.import_context.has_pending:
            row_ids = _ids_by_token(import_plan.ledger, rows, ids) | row_ids
    return _InsertedRows(tuple(created), row_ids, tuple(rejected))


def _parts_in_order(import_plan: ImportPlan) -> Iterator[ImportPlan]:
    """Yield a plan in parts to be inserted one after the other: rows that link to new rows of the plan come last."""
    if not import_plan.import_context.has_pending:
        yield import_plan
        return
    prefix = pending_token(import_plan.ledger.__tablename__, "")
    waiting = [row for row in import_plan.rows if any(prefix in str(read.value) for read in row.values.values())]
    numbers = {row.row_number for row in waiting}
    yield replace(import_plan, rows=tuple(row for row in import_plan.rows if row.row_number not in numbers))
    for row in waiting:
        yield replace(import_plan, rows=(row,))


def _insert_linked_rows(row_writer: RowWriter, plans: Sequence[ImportPlan]) -> dict[str, str]:
    """Insert rows for unknown linked names, where the clerk allowed it and no table brings them; ids by token."""
    names = dict(chain.from_iterable(import_plan.new_links.items() for import_plan in plans))
    row_ids: dict[str, str] = {}
    for name, tokens in missing_link_tokens(plans).items():
        ledger = ledger_by_table(name)
        title, context = field_of(ledger, ledger.about.title), plans[0].import_context
        rows = [{title.key: parsed_value(title, *title.kind.read(names[token], context.reading))} for token in tokens]
        steps = [(PlannedStageMove(Stage.TALKS, context.today),)] * len(rows) if has_stages(ledger) else []
        row_ids |= dict(zip(tokens, row_writer.insert_rows(ledger, rows, steps), strict=True))
    return row_ids


def _ids_by_token(ledger: type[Ledger], rows: Sequence[RowToWrite], ids: Sequence[str]) -> dict[str, str]:
    """Return the ids of new rows by every token that stands for them; of two rows with one token the first counts."""
    by_token: dict[str, str] = {}
    for row, row_id in zip(rows, ids, strict=True):
        for token in pending_tokens_of(ledger, row.planned.values):
            by_token.setdefault(token, row_id)
    return by_token


def _change_rows(row_writer: RowWriter, plans: Sequence[ImportPlan], row_ids: Mapping[str, str]) -> _ChangedRows:
    """Change the existing rows of all plans, then write their conflicts and remove the rows that are missing."""
    parents_before = row_writer.visible_parents([row for import_plan in plans for row in import_plan.rows])
    resolved = [resolve_links(import_plan, RowOutcome.CHANGED, row_ids) for import_plan in plans]
    rejected: list[str] = []
    count = conflicts = 0
    for import_plan, plan_rows in zip(plans, resolved, strict=True):
        written = row_writer.change_rows(import_plan, plan_rows.rows)
        rejected += (*plan_rows.rejected, *written.rejected)
        count += written.count
    for import_plan, plan_rows in zip(plans, resolved, strict=True):
        conflicts += row_writer.write_conflicts(import_plan, plan_rows.rows, parents_before)
        row_writer.remove_rows(import_plan.ledger, import_plan.missing_rows)
    return _ChangedRows(count, conflicts, tuple(rejected))
