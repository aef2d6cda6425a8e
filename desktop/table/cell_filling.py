"""Writing to many selected cells at once: cleared, or filled from the cell above, in one command that can be undone."""

from desktop.table.ledger_model import LedgerModel
from desktop.table.ledger_table import LedgerTable
from models.errors import UserError

MAX_CELLS = 5000  # written at a time


def clear_cells(grid: LedgerTable, model: LedgerModel) -> int:
    """Clear the selected cells; return how many. Raises UserError where one must not be empty, and then clears none."""
    cells = _writable_cells(grid, model)
    if any(len(columns) == len(model.fields) for _, columns in grid.selected_cells()):
        raise UserError("选中了整行：要移走整行按 Ctrl+-，要清空请只选几格。没有清空。")
    model.write_cells([(row, column, "") for row, column in cells])
    return len(cells)


def fill_down(grid: LedgerTable, model: LedgerModel) -> int:
    """Fill the selected cells of each column with its topmost, or a single row with the row above; return how many."""
    cells = _writable_cells(grid, model)
    top = min(row for row, _ in cells)
    source = top if max(row for row, _ in cells) > top else top - 1
    if source < 0:
        raise UserError("上面没有行可以照着填；请选中几行，或点下面一行的格。")
    texts = {column: model.cell_value(source, column)[2] for _, column in cells}
    filled = [(row, column, texts[column]) for row, column in cells if row != source]
    model.write_cells(filled)
    return len(filled)


def _writable_cells(grid: LedgerTable, model: LedgerModel) -> list[tuple[int, int]]:
    """Return the selected cells (row, column) but those the program stamps; raises UserError for none or too many."""
    cells = [(row, column) for row, columns in grid.selected_cells() for column in columns]
    if len(cells) > MAX_CELLS:
        raise UserError(f"一次最多改 {MAX_CELLS} 格，现在选中了 {len(cells)} 格；请少选一些。")
    writable = [(row, column) for row, column in cells if not model.fields[column].kind.set_by_program]
    if not writable:
        raise UserError("请先选中要改的格；程序自己记下的栏不能改。")
    return writable
