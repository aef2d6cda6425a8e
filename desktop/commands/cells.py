"""Commands on cells of the table in front: copy, paste, fill down, clear."""

from PySide6.QtGui import QGuiApplication

from desktop.shell.command import LedgerCommand, LedgerContext, Menu, registered
from models.errors import UserError


@registered
class CopyCells(LedgerCommand):
    """Copies the selected cells in a form that WPS and Excel can paste."""

    name, label, menu, position = "copy", "复制", Menu.EDIT, (2, 3)
    shortcut, icon, row_menu_position = "Ctrl+C", "copy", 3
    needs_cell = True

    def run(self, context: LedgerContext) -> None:
        """Copy."""
        if rows := context.page.grid.copy_selection():
            context.window.notifications.notify(f"已复制 {rows} 行，可以粘贴到 WPS 表格。")


@registered
class PasteCells(LedgerCommand):
    """Pastes cells from the clipboard, beginning at the current cell; all of them or none.

    What is below the last row becomes new rows.
    """

    name, label, menu, position = "paste", "粘贴", Menu.EDIT, (2, 4)
    shortcut, icon, row_menu_position = "Ctrl+V", "clipboard-list", 4
    needs_writable = needs_cell = True

    def run(self, context: LedgerContext) -> None:
        """Paste."""
        from desktop.table.cell_filling import MAX_CELLS
        from models.exchange.sheet_import.paste import parse_clipboard, table_from_clipboard

        page = context.page
        if not (text := QGuiApplication.clipboard().text()):
            return
        block = parse_clipboard(text)
        is_single = len(block) == len(block[0]) == 1
        start, order, rows = page.grid.currentIndex(), page.grid.column_order(), page.grid.selected_rows()
        if not start.isValid():
            raise UserError("请先点一下要粘贴到的那一格。")
        ledger, keys = page.ledger.__tablename__, [page.model.fields[column].key for column in order]
        onto = [start.row() + down for down in range(len(block))]
        if is_single and rows:
            onto, text = list(rows), "\n".join([text.rstrip("\r\n")] * len(rows))
        cells = sum(map(len, block)) if len(onto) == len(block) else len(onto)
        if cells > MAX_CELLS:
            raise UserError(f"一次最多粘贴 {MAX_CELLS} 格，剪贴板有 {cells} 格；没有粘贴。")
        first = page.model.fields[start.column()].key
        ids = [page.model.row_ids[row] for row in onto if row < page.model.rowCount()]
        page.model.paste(table_from_clipboard(text, ledger, keys, first, ids))
        added = len(onto) - len(ids)
        if added:
            page.refresh()
        more = f"，新增了 {added} {page.ledger.about.measure_word}" if added else ""
        context.window.notifications.notify_saved(f"粘贴了 {cells} 格{more}，Ctrl+Z 可撤销")


@registered
class FillDown(LedgerCommand):
    """Fills the selected cells with the topmost of their column, or one row with the row above it."""

    name, label, menu, position = "fill_down", "向下填充", Menu.EDIT, (2, 5)
    shortcut, icon = "Ctrl+D", "chevron-down"
    needs_writable = needs_cell = True

    def run(self, context: LedgerContext) -> None:
        """Fill, where the keys are in the table and not in the form beside it."""
        from desktop.table.cell_filling import fill_down

        page = context.page
        if context.window.frame.focusWidget() is not page.grid:
            raise UserError("请先点表格里要填的格，再向下填充。")
        count = fill_down(page.grid, page.model)
        context.window.notifications.notify_saved(f"填了 {count} 格，Ctrl+Z 可撤销")


@registered
class ClearCells(LedgerCommand):
    """Clears the selected cells; Delete does it in the table."""

    name, label, menu, position = "clear_cells", "清空选中的格（Delete）", Menu.EDIT, (2, 6)
    icon = "x"
    needs_writable = needs_cell = True

    def run(self, context: LedgerContext) -> None:
        """Clear."""
        context.page.clear_cells()
