"""Paste from WPS or Excel: parse a copied block (tab-separated, quoted line breaks) and import it in one step."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models.errors import FieldErrors, UserError
from models.exchange.sheet_import.apply import apply_plans
from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.import_rows import ImportCell, ImportRow, ImportTable
from models.exchange.sheet_import.preview import plan_import
from models.exchange.sheet_import.row_outcome import PlannedRow, RowOutcome
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import firm_field
from models.job_steps import run_to_end
from models.queries.firm_names import firms_named
from models.queries.reading_context import reading_context

CLIPBOARD = "剪贴板"


def parse_clipboard(text: str) -> list[list[str]]:
    """Split a copied block into rows of cells, as spreadsheets write it to the clipboard.

    A quoted cell may contain tabs, line breaks and doubled quotes; a quote inside an unquoted cell is kept. A line feed
    after the last row starts no new row.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    place = 0
    while place <= len(text):
        cell, place = _read_cell(text, place)
        rows[-1].append(cell)
        if place >= len(text):
            break
        if text[place] == "\n":
            if place == len(text) - 1:
                break
            rows.append([])
        place += 1
    return rows


def _read_cell(text: str, start: int) -> tuple[str, int]:
    """Read one cell from ``start``; return it and the position of its end: a tab, a line feed or the text's end."""
    if text[start : start + 1] == '"':
        end, parts = start + 1, []
        while (quote := text.find('"', end)) >= 0:
            parts.append(text[end:quote])
            if text[quote + 1 : quote + 2] != '"':
                if text[quote + 1 : quote + 2] in {"", "\t", "\n"}:
                    return "".join(parts), quote + 1
                break
            parts.append('"')
            end = quote + 2
    ends = [at for mark in "\t\n" if (at := text.find(mark, start)) >= 0]
    end = min(ends, default=len(text))
    return text[start:end], end


def table_from_clipboard(
    text: str, ledger: str, keys: Sequence[str], first: str, rows: Sequence[str | None] = ()
) -> ImportTable:
    """Turn a copied block into an import table.

    ``keys`` are the columns on screen in their order, ``first`` the column that the block begins in; ``rows`` are the
    ids of the rows from the target cell on, None for a new row; further rows of the block become new rows. An empty
    cell clears nothing. Raises UserError where the block has too many columns.
    """
    block = parse_clipboard(text)
    wide = max(map(len, block))
    under = list(keys)[list(keys).index(first) :]
    if wide > len(under):
        raise UserError(f"剪贴板有 {len(block)} 行 {wide} 列，从这一格起放不下；没有粘贴。")
    pasted_rows = []
    for number, cells in enumerate(block):
        row = rows[number] if number < len(rows) else None
        row_cells = tuple(
            ImportCell(key, f"第{number + 1}行第{column}列", cell)
            for column, (key, cell) in enumerate(zip(under, cells, strict=False), start=1)
        )
        pasted_rows.append(ImportRow(number + 1, row_cells, row))
    return ImportTable(ledger, CLIPBOARD, CLIPBOARD, tuple(pasted_rows))


def import_pasted(session: Session, table: ImportTable) -> int:
    """Plan and apply a pasted block in one step, all or nothing; return the number of rows written.

    Raises FieldErrors with a message for each bad cell, UserError where a pasted column is stamped by the program.
    """
    ledger = ledger_by_table(table.ledger)
    for key in {cell.key for row in table.rows for cell in row.cells}:
        if import_column(ledger, key).kind.set_by_program:
            raise UserError(f"“{import_column(ledger, key).label}”由程序记下，不能粘贴。")
    import_plan = run_to_end(plan_import(session, table, reading_context(session)))
    bad = {cell.address: f"{cell.address}　{cell.message}" for cell in import_plan.rejected_cells}
    bad |= {
        f"{row.row_number}": f"第{row.row_number}行　{row.reason}{row.repeats}"
        for row in import_plan.rows
        if row.outcome is RowOutcome.DUPLICATE
    }
    if bad:
        raise FieldErrors(bad)
    done = apply_plans(session, [import_plan])
    if done.rejected:
        raise UserError("\n".join(done.rejected))
    _link_pasted_firms(session, ledger, import_plan.rows)
    return done.counts[RowOutcome.NEW] + done.counts[RowOutcome.CHANGED]


def _link_pasted_firms(session: Session, ledger: type[Ledger], rows: Sequence[PlannedRow]) -> None:
    """Link the rows of the book whose firm was pasted over to the firm of that name, or to none, as typing it does."""
    field = firm_field(ledger)
    if field is None:
        return
    for row in rows:
        if row.outcome is RowOutcome.CHANGED and field.key in row.values and field.link not in row.values:
            name = row.values[field.key].value
            firms = firms_named(session, str(name)) if name else []
            setattr(session.get_one(ledger, row.book_row), field.link, firms[0] if len(firms) == 1 else None)
    session.flush()
