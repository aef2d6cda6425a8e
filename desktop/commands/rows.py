"""Commands on rows: undo, redo, edit, copy, paste, remove, restore, print."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.shell.window_api import MainWindowApi
from models.errors import UserError

if TYPE_CHECKING:
    from datetime import date

    from models.audit.history import UndoResult
    from models.ledgers import Meeting
    from models.services.meeting_decisions import MeetingDecision

_MAX_PASTED_CELLS = 5000


def undo(window: MainWindowApi) -> None:
    """Undo the latest command."""
    if window.controller is not None and window.controller.save_typed():
        _notify_undone(window, "已撤销", window.controller.book_session.undo())


def redo(window: MainWindowApi) -> None:
    """Redo what was undone last."""
    if window.controller is not None and window.controller.save_typed():
        _notify_undone(window, "已重做", window.controller.book_session.redo())


def _notify_undone(window: MainWindowApi, what: str, undone: "UndoResult") -> None:
    label = undone.label.removeprefix("撤销：").removeprefix("重做：")
    skipped = f"；有 {len(undone.skipped)} 行后来又改过，保持原样" if undone.skipped else ""
    window.notifications.notify_saved(f"{what}“{label}”，{undone.rows} 行{skipped}")


def add_row(window: MainWindowApi) -> None:
    """Open the form of a new row, its task force already set where one is chosen."""
    page, controller = window.ledger_page, window.controller
    if page is not None and controller is not None:
        controller.show_row(page.ledger.__tablename__, None)


def edit_cell(window: MainWindowApi) -> None:
    """Edit the current cell."""
    if (page := window.ledger_page) is None:
        return
    index = page.grid.currentIndex()
    if not index.isValid():
        raise UserError("请先点一下要修改的那一格。")
    if page.model.fields[index.column()].kind.set_by_program:
        raise UserError(f"“{page.model.fields[index.column()].label}”由程序记下，不能直接改。")
    page.grid.edit(index)


def copy_cells(window: MainWindowApi) -> None:
    """Copy the selected cells in a form that WPS and Excel can paste."""
    page = window.ledger_page
    if page is not None and (number := page.grid.copy_selection()):
        window.notifications.notify(f"已复制 {number} 行，可以粘贴到 WPS 表格。")


def paste_cells(window: MainWindowApi) -> None:
    """Paste cells from the clipboard, beginning at the current cell; all of them or none."""
    page = window.ledger_page
    if page is None or not (text := QGuiApplication.clipboard().text()):
        return
    from models.exchange.sheet_import.paste import parse_clipboard, table_from_clipboard

    block = parse_clipboard(text)
    wide = max(map(len, block))
    start, order, rows = page.grid.currentIndex(), page.grid.column_order(), page.grid.selected_rows()
    if not start.isValid():
        raise UserError("请先点一下要粘贴到的那一格。")
    ledger, keys = page.ledger.__tablename__, [page.model.fields[column].key for column in order]
    onto = [start.row() + down for down in range(len(block))]
    if len(block) == wide == 1 and rows:
        onto, text = list(rows), "\n".join([text.rstrip("\r\n")] * len(rows))
    if max(onto) >= page.model.rowCount():
        raise UserError(f"剪贴板有 {len(block)} 行 {wide} 列，从这一格起放不下；没有粘贴。")
    cells = sum(map(len, block)) if len(onto) == len(block) else len(onto)
    if cells > _MAX_PASTED_CELLS:
        raise UserError(f"一次最多粘贴 {_MAX_PASTED_CELLS} 格，剪贴板有 {cells} 格；没有粘贴。")
    first = page.model.fields[start.column()].key
    page.model.paste(table_from_clipboard(text, ledger, keys, first, [page.model.row_ids[row] for row in onto]))
    window.notifications.notify_saved(f"粘贴了 {cells} 格，Ctrl+Z 可撤销")


def remove_rows(window: MainWindowApi) -> None:
    """Move the selected rows to the recycle bin."""
    from models.audit import history

    page, book_session = window.ledger_page, window.book_session
    if page is None or book_session is None or not (rows := page.selected_ids()):
        return
    ledger = page.ledger
    what = f"{len(rows)} {ledger.about.measure_word}{ledger.about.label}"
    book_session.run(
        f"移入回收站：{what}", lambda session: history.move_to_recycle_bin(history.fetch_rows(session, ledger, rows))
    )
    window.notifications.notify_saved(f"{what}移入回收站，Ctrl+Z 可撤销")


def restore_rows(window: MainWindowApi) -> None:
    """Restore the selected rows from the recycle bin."""
    from models.audit import history

    page, book_session = window.bin_page, window.book_session
    if page is None or book_session is None or (ledger := page.ledger) is None or not (rows := page.selected_ids()):
        return
    what = f"{len(rows)} {ledger.about.measure_word}{ledger.about.label}"
    book_session.run(
        f"恢复：{what}", lambda session: history.restore_from_recycle_bin(history.fetch_rows(session, ledger, rows))
    )
    window.notifications.notify_saved(f"{what}已恢复")


def print_sheet(window: MainWindowApi) -> None:
    """Show the one-page sheet of the current project or reward for printing."""
    page, controller = window.ledger_page, window.controller
    if page is None or controller is None or not controller.save_typed():
        return
    if (row := page.current_id()) is None:
        raise UserError("请先点一下要打印的那一行。")
    controller.page_stack.show_sheet(page.ledger.__tablename__, row)


def enter_meeting_decisions(window: MainWindowApi) -> None:
    """Show the current meeting's decisions, and enter the confirmed ones as obligations in one batch."""
    from desktop.shell.decisions_dialog import DecisionsDialog
    from models.ledgers import Meeting
    from models.rules.minuted_decisions import read_decisions
    from models.services.meeting_decisions import enter_decisions

    page, controller = window.ledger_page, window.controller
    if page is None or controller is None or not controller.save_typed():
        return
    if (row := page.current_id()) is None:
        raise UserError("请先点一下是哪次会议。")
    book_session, today = controller.book_session, controller.context.today
    name, met, text = book_session.read(lambda session: _meeting_minutes(session.get_one(Meeting, row)))

    def enter(items: "list[MeetingDecision]") -> None:
        book_session.run(f"议定事项转为责任事项：{name}", lambda session: enter_decisions(session, row, items, today))
        window.notifications.notify_saved(f"{len(items)} 项议定事项转为责任事项，Ctrl+Z 可撤销")

    DecisionsDialog(book_session, name, met, read_decisions(text, met or today), enter, window.frame).exec()


def _meeting_minutes(meeting: "Meeting") -> "tuple[str, date | None, str]":
    return meeting.name, meeting.on, meeting.decisions or ""
