"""Import tables for tests: plain rows in the form the sheet reader gives them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.exchange.sheet_import.apply import apply_plans
from models.exchange.sheet_import.import_rows import UNKNOWN, ImportCell, ImportRow, ImportTable
from models.exchange.sheet_import.preview import ImportPlan, plan_import
from models.exchange.sheet_import.row_outcome import DEFAULT_OPTIONS, ApplyResult, ImportOptions
from models.queries.reading_context import reading_context
from models.storage.store import Store
from tests.rows import TODAY, finish

FIRST_ROW = 4  # the row of a sheet where its table begins


def import_table(
    ledger: str,
    keys: Sequence[str],
    *rows: Sequence[object],
    ids: Sequence[str | None] = (),
    exported_values: Sequence[Mapping[str, Any]] = (),
    file: str = "示例.xlsx",
    **table_values: Any,
) -> ImportTable:
    """Build an import table from rows of values in the order of ``keys``; ``was`` holds the cells' exported values."""
    offered_rows = []
    for number, row in enumerate(rows):
        known = exported_values[number] if number < len(exported_values) else {}
        cells = tuple(
            ImportCell(key, f"{'ABCDEFGHIJKLMN'[at]}{FIRST_ROW + number}", raw, known.get(key, UNKNOWN))
            for at, (key, raw) in enumerate(zip(keys, row, strict=True))
        )
        offered_rows.append(ImportRow(FIRST_ROW + number, cells, ids[number] if number < len(ids) else None))
    return ImportTable(ledger, file, "Sheet1", tuple(offered_rows), **table_values)


def make_plan(session: Session, table: ImportTable, options: ImportOptions = DEFAULT_OPTIONS) -> ImportPlan:
    """Preview an import table on the tests' day."""
    return finish(plan_import(session, table, reading_context(session, today=TODAY, year=2026), options))


def plan_and_apply(book: Store, *tables: ImportTable, options: ImportOptions = DEFAULT_OPTIONS) -> ApplyResult:
    """Preview and apply unrelated import tables, each with its own plan, in one command."""
    with book.reading() as session:
        plans = [make_plan(session, table, options) for table in tables]
    with book.writing("收表") as session:
        return apply_plans(session, plans)
