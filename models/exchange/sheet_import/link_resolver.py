"""Step 6 of an import, PlannedRow → RowToWrite: put row ids in the place of the tokens of rows that were pending."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from models.exchange.sheet_import.import_context import PENDING_PREFIX, pending_tokens_of
from models.exchange.sheet_import.preview import ImportPlan
from models.exchange.sheet_import.row_outcome import ParsedValue, PlannedRow, RowOutcome
from models.fields.base import Ledger
from models.fields.field import Field, fields
from models.fields.kinds import LinkKind, LinksKind


@dataclass(frozen=True, slots=True)
class RowToWrite:
    """A planned row with the values to be written: its links are row ids of the book."""

    planned: PlannedRow
    values: Mapping[str, ParsedValue]


@dataclass(frozen=True, slots=True)
class ResolvedRows:
    """The rows of one plan that can be written now, and the messages about links that cannot."""

    rows: tuple[RowToWrite, ...]
    rejected: tuple[str, ...]


def resolve_links(import_plan: ImportPlan, outcome: RowOutcome, row_ids: Mapping[str, str]) -> ResolvedRows:
    """Resolve the links of those rows of a plan that are written with an outcome.

    ``row_ids`` has the id of each row created so far, by token. A link whose row was not created is left out, and so is
    a new row that requires it.
    """
    rows: list[RowToWrite] = []
    messages: list[str] = []
    has_pending = import_plan.import_context.has_pending
    for planned in import_plan.rows:
        if planned.outcome is not outcome or not planned.writes:
            continue
        if not has_pending:
            rows.append(RowToWrite(planned, planned.values))
            continue
        values, unresolved = _resolve(import_plan.ledger, planned, row_ids)
        messages += [
            rejection_message(import_plan, planned, f"{field.label}：所指的那一行没有收进来，这一格没有写入。")
            for field in unresolved
        ]
        if planned.row is not None or not any(field.required for field in unresolved):
            rows.append(RowToWrite(planned, values))
    return ResolvedRows(tuple(rows), tuple(messages))


def missing_link_tokens(plans: Sequence[ImportPlan]) -> dict[str, list[str]]:
    """Return the tokens of linked rows to be created by name, by ledger: those that no plan brings as a new row."""
    if not any(import_plan.new_links for import_plan in plans):
        return {}
    coming = {
        token
        for import_plan in plans
        for row in import_plan.rows
        if row.writes and row.row is None
        for token in pending_tokens_of(import_plan.ledger, row.values)
    }
    tokens = dict.fromkeys(
        token
        for import_plan in plans
        for row in import_plan.rows
        if row.writes
        for token in _tokens_in(row.values.values())
        if token in import_plan.new_links and token not in coming
    )
    by_ledger: dict[str, list[str]] = {}
    for token in tokens:
        by_ledger.setdefault(token.removeprefix(PENDING_PREFIX).partition("/")[0], []).append(token)
    return by_ledger


def rejection_message(import_plan: ImportPlan, row: PlannedRow, message: str) -> str:
    """Return the message about a row that is not written as planned, with its place."""
    return f"《{import_plan.table.file}》{import_plan.table.sheet} 第{row.row_number}行：{message}"


def _resolve(
    ledger: type[Ledger], planned: PlannedRow, row_ids: Mapping[str, str]
) -> tuple[Mapping[str, ParsedValue], list[Field]]:
    """Return a row's values with row ids for tokens, and the link fields left out for want of their row."""
    values: dict[str, ParsedValue] = {}
    unresolved: list[Field] = []
    for field in _links(ledger):
        read = planned.values.get(field.key)
        if read is None or not isinstance(read.value, str) or PENDING_PREFIX not in read.value:
            continue
        ids = [row_ids.get(token, token) for token in read.value.split(" ")]
        if not any(row_id.startswith(PENDING_PREFIX) for row_id in ids):
            values[field.key] = ParsedValue(" ".join(ids), read.mark, " ".join(ids))
            continue
        unresolved.append(field)
        if field.required and planned.row is None:
            break  # the row is not written at all
    if not values and not unresolved:
        return planned.values, unresolved
    left_out = {field.key for field in unresolved}
    return {key: values.get(key, read) for key, read in planned.values.items() if key not in left_out}, unresolved


@cache
def _links(ledger: type[Ledger]) -> tuple[Field, ...]:
    return tuple(field for field in fields(ledger) if isinstance(field.kind, (LinkKind, LinksKind)))


def _tokens_in(values: Iterable[ParsedValue]) -> list[str]:
    texts = [read.value for read in values if isinstance(read.value, str) and PENDING_PREFIX in read.value]
    return [token for text in texts for token in text.split(" ") if token.startswith(PENDING_PREFIX)]
