"""Commands on rows: undo, redo, edit, copy, paste, remove, restore, print."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.frame.shell import Shell
from models.refusal import Refusal

if TYPE_CHECKING:
    from datetime import date

    from models.history import Undone
    from models.ledgers import Meeting
    from models.resolutions import Resolved

_MOST_PASTED = 5000


def undo(shell: Shell) -> None:
    """Undo the latest command."""
    if shell.office is not None and shell.office.keep_typed():
        _tell_undone(shell, "已撤销", shell.office.desk.undo())


def redo(shell: Shell) -> None:
    """Redo what was undone last."""
    if shell.office is not None and shell.office.keep_typed():
        _tell_undone(shell, "已重做", shell.office.desk.redo())


def _tell_undone(window: Shell, what: str, undone: "Undone") -> None:
    label = undone.label.removeprefix("撤销：").removeprefix("重做：")
    skipped = f"；有 {len(undone.kept)} 行后来又改过，保持原样" if undone.kept else ""
    window.notice.saved(f"{what}“{label}”，{undone.rows} 行{skipped}")


def add_row(shell: Shell) -> None:
    """Open the form of a new row, its task force already set where one is chosen."""
    page, controller = shell.ledger_page, shell.office
    if page is not None and controller is not None:
        controller.show_row(page.ledger.__tablename__, None)


def edit_cell(shell: Shell) -> None:
    """Edit the current cell."""
    if (page := shell.ledger_page) is None:
        return
    index = page.grid.currentIndex()
    if not index.isValid():
        raise Refusal("请先点一下要修改的那一格。")
    if page.model.fields[index.column()].kind.stamped:
        raise Refusal(f"“{page.model.fields[index.column()].label}”由程序记下，不能直接改。")
    page.grid.edit(index)


def copy(shell: Shell) -> None:
    """Copy the selected cells in a form that WPS and Excel can paste."""
    page = shell.ledger_page
    if page is not None and (number := page.grid.copy()):
        shell.notice.tell(f"已复制 {number} 行，可以粘贴到 WPS 表格。")


def paste(shell: Shell) -> None:
    """Paste cells from the clipboard, beginning at the current cell; all of them or none."""
    page = shell.ledger_page
    if page is None or not (text := QGuiApplication.clipboard().text()):
        return
    from models.exchange.pasted import cells_of, offer_of_paste

    block = cells_of(text)
    wide = max(map(len, block))
    start, order, rows = page.grid.currentIndex(), page.grid.order(), page.grid.rows()
    if not start.isValid():
        raise Refusal("请先点一下要粘贴到的那一格。")
    ledger, keys = page.ledger.__tablename__, [page.model.fields[column].key for column in order]
    onto = [start.row() + down for down in range(len(block))]
    if len(block) == wide == 1 and rows:
        onto, text = list(rows), "\n".join([text.rstrip("\r\n")] * len(rows))
    if max(onto) >= page.model.rowCount():
        raise Refusal(f"剪贴板有 {len(block)} 行 {wide} 列，从这一格起放不下；没有粘贴。")
    cells = sum(map(len, block)) if len(onto) == len(block) else len(onto)
    if cells > _MOST_PASTED:
        raise Refusal(f"一次最多粘贴 {_MOST_PASTED} 格，剪贴板有 {cells} 格；没有粘贴。")
    first = page.model.fields[start.column()].key
    page.model.paste(offer_of_paste(text, ledger, keys, first, [page.model.ids[row] for row in onto]))
    shell.notice.saved(f"粘贴了 {cells} 格，Ctrl+Z 可撤销")


def remove_rows(shell: Shell) -> None:
    """Move the selected rows to the recycle bin."""
    from models import history

    page, book_session = shell.ledger_page, shell.desk
    if page is None or book_session is None or not (rows := page.selected()):
        return
    ledger = page.ledger
    what = f"{len(rows)} {ledger.about.measure}{ledger.about.label}"
    book_session.deed(f"移入回收站：{what}", lambda session: history.remove(history.rows_of(session, ledger, rows)))
    shell.notice.saved(f"{what}移入回收站，Ctrl+Z 可撤销")


def bring_back(shell: Shell) -> None:
    """Restore the selected rows from the recycle bin."""
    from models import history

    page, book_session = shell.bin_page, shell.desk
    if page is None or book_session is None or (ledger := page.ledger) is None or not (rows := page.selected()):
        return
    what = f"{len(rows)} {ledger.about.measure}{ledger.about.label}"
    book_session.deed(f"恢复：{what}", lambda session: history.bring_back(history.rows_of(session, ledger, rows)))
    shell.notice.saved(f"{what}已恢复")


def print_sheet(shell: Shell) -> None:
    """Show the one-page sheet of the current project or reward for printing."""
    page, controller = shell.ledger_page, shell.office
    if page is None or controller is None or not controller.keep_typed():
        return
    if (row := page.current()) is None:
        raise Refusal("请先点一下要打印的那一行。")
    controller.rooms.show_sheet(page.ledger.__tablename__, row)


def resolve_meeting(shell: Shell) -> None:
    """Show the current meeting's decisions, and enter the confirmed ones as obligations in one batch."""
    from desktop.frame.resolving import Resolving
    from models.ledgers import Meeting
    from models.resolutions import resolve
    from models.rules.decisions import decided

    page, controller = shell.ledger_page, shell.office
    if page is None or controller is None or not controller.keep_typed():
        return
    if (row := page.current()) is None:
        raise Refusal("请先点一下是哪次会议。")
    book_session, today = controller.desk, controller.fittings.today
    name, met, text = book_session.ask(lambda session: _minutes_of(session.get_one(Meeting, row)))

    def enter(items: "list[Resolved]") -> None:
        book_session.deed(f"议定事项转为责任事项：{name}", lambda session: resolve(session, row, items, today))
        shell.notice.saved(f"{len(items)} 项议定事项转为责任事项，Ctrl+Z 可撤销")

    Resolving(book_session, name, met, decided(text, met or today), enter, shell.frame).exec()


def _minutes_of(meeting: "Meeting") -> "tuple[str, date | None, str]":
    return meeting.name, meeting.on, meeting.decisions or ""
