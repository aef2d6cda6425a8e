"""Commands on rows: undo, redo, add, edit, copy, paste, enter a meeting's decisions, remove, restore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.shell.command import BookCommand, BookContext, LedgerCommand, LedgerContext, Menu, registered
from models.errors import UserError

if TYPE_CHECKING:
    from datetime import date

    from desktop.shell.window_api import MainWindowApi
    from models.audit.history import UndoResult
    from models.ledgers import Meeting
    from models.services.meeting_decisions import MeetingDecision


@registered
class Undo(BookCommand):
    """Undoes the user's latest command."""

    name, label, menu, position = "undo", "撤销", Menu.EDIT, (1, 1)
    shortcut, icon, needs_writable = "Ctrl+Z", "undo-2", True

    def run(self, context: BookContext) -> None:
        """Undo."""
        _notify_undone(context, "已撤销", context.book_session.undo())


@registered
class Redo(BookCommand):
    """Redoes what was undone last."""

    name, label, menu, position = "redo", "重做", Menu.EDIT, (1, 2)
    shortcut, icon, needs_writable = "Ctrl+Y", "redo-2", True

    def run(self, context: BookContext) -> None:
        """Redo."""
        _notify_undone(context, "已重做", context.book_session.redo())


def _notify_undone(context: BookContext, what: str, undone: UndoResult) -> None:
    label = undone.label.removeprefix("撤销：").removeprefix("重做：")
    if not undone.has_changes and not undone.skipped:
        context.window.notifications.notify(f"“{label}”{what}过，没有改动")
        return
    skipped = f"；有 {len(undone.skipped)} 行后来又改过，保持原样" if undone.skipped else ""
    context.window.notifications.notify_saved(f"{what}“{label}”，{undone.rows} 行{skipped}")


@registered
class AddRow(LedgerCommand):
    """Opens the form of a new row, its task force already set where one is chosen."""

    name, label, menu, position = "add_row", "新增", Menu.EDIT, (2, 1)
    shortcut, icon, needs_writable = "Ctrl+N", "plus", True

    def run(self, context: LedgerContext) -> None:
        """Open the form."""
        context.controller.show_row(context.page.ledger.__tablename__, None)


@registered
class EditCell(LedgerCommand):
    """Edits the current cell."""

    name, label, menu, position = "edit_cell", "修改这一格", Menu.EDIT, (2, 2)
    shortcut, icon, row_menu_position = "F2", "pencil", 1
    needs_writable = needs_cell = True

    def run(self, context: LedgerContext) -> None:
        """Open the cell's editor."""
        page = context.page
        index = page.grid.currentIndex()
        if not index.isValid():
            raise UserError("请先点一下要修改的那一格。")
        if page.model.fields[index.column()].kind.set_by_program:
            raise UserError(f"“{page.model.fields[index.column()].label}”由程序记下，不能直接改。")
        page.grid.edit(index)


@registered
class LayOutReview(LedgerCommand):
    """Lists the units of the joint review and the points of the agreement among the details of the current project."""

    name, label, menu, position = "lay_out_review", "列出联审单位和协议要点", Menu.EDIT, (3, 12)
    icon, ledger, row_menu_position = "list-todo", "project", 9
    saves_typed = needs_writable = needs_cell = hidden_where_unavailable = True

    def run(self, context: LedgerContext) -> None:
        """Add the rows that are missing, in one command that can be undone."""
        from models.services.signing_lists import lay_out_review

        if (row := context.page.current_id()) is None:
            raise UserError("请先点一下是哪个项目。")
        units, points = context.book_session.run(self.label, lambda session: lay_out_review(session, row))
        context.window.notifications.notify_saved(
            f"已列出 {units} 个联审单位、{points} 个协议要点，在右边“明细”里逐条填写；填完打印签约前审查表"
        )


@registered
class EnterMeetingDecisions(LedgerCommand):
    """Shows the current meeting's decisions, and enters the confirmed ones as obligations in one batch."""

    name, label, menu, position = "resolve", "转为责任事项…", Menu.EDIT, (3, 1)
    icon, ledger, row_menu_position = "clipboard-list", "meeting", 9
    saves_typed = needs_writable = needs_cell = hidden_where_unavailable = True

    def run(self, context: LedgerContext) -> None:
        """Show the dialog of decisions."""
        from desktop.shell.decisions_dialog import DecisionsDialog
        from models.ledgers import Meeting
        from models.rules.minuted_decisions import read_decisions
        from models.services.meeting_decisions import enter_decisions

        if (row := context.page.current_id()) is None:
            raise UserError("请先点一下是哪次会议。")
        window, book_session, today = context.window, context.book_session, context.today
        name, met, text = book_session.read(lambda session: _meeting_minutes(session.get_one(Meeting, row)))

        def enter(items: list[MeetingDecision]) -> None:
            book_session.run(
                f"议定事项转为责任事项：{name}", lambda session: enter_decisions(session, row, items, today)
            )
            window.notifications.notify_saved(f"{len(items)} 项议定事项转为责任事项，Ctrl+Z 可撤销")

        DecisionsDialog(book_session, name, met, read_decisions(text, met or today), enter, window.frame).exec()


def _meeting_minutes(meeting: Meeting) -> tuple[str, date | None, str]:
    return meeting.name, meeting.on, meeting.decisions or ""


@registered
class RemoveRows(LedgerCommand):
    """Moves the selected rows to the recycle bin."""

    name, label, menu, position = "remove_rows", "移入回收站", Menu.EDIT, (4, 1)
    shortcut, icon, row_menu_position = "Ctrl+-", "trash-2", 10
    needs_writable = needs_cell = True

    def run(self, context: LedgerContext) -> None:
        """Remove them in one command."""
        from models.audit import history
        from models.ledgers import TaskForce
        from models.services.transfers import rows_left_behind

        ledger = context.page.ledger
        if not (rows := context.page.selected_ids()):
            return
        what = f"{len(rows)} {ledger.about.measure_word}{ledger.about.label}"
        context.book_session.run(
            f"移入回收站：{what}",
            lambda session: history.move_to_recycle_bin(history.fetch_rows(session, ledger, rows)),
        )
        left = context.book_session.read(lambda session: rows_left_behind(session, rows)) if ledger is TaskForce else ""
        counted = f"；名下还有{left}，计在“未分专班”。专班撤并的，请撤销，改用“编辑 · 撤并专班…”" if left else ""
        context.window.notifications.notify_saved(f"{what}移入回收站{counted}，Ctrl+Z 可撤销")


@registered
class RestoreRows(BookCommand):
    """Restores the rows selected in the recycle bin."""

    name, label, menu, position = "bring_back", "恢复选中的行", Menu.EDIT, (4, 2)
    icon, needs_writable, saves_typed = "archive-restore", True, False

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether rows are selected in the recycle bin in front."""
        page = window.bin_page
        return super().is_available(window) and page is not None and bool(page.selected_ids())

    def run(self, context: BookContext) -> None:
        """Restore them in one command."""
        from models.audit import history

        page = context.window.bin_page
        if page is None or (ledger := page.ledger) is None or not (rows := page.selected_ids()):
            return
        what = f"{len(rows)} {ledger.about.measure_word}{ledger.about.label}"
        context.book_session.run(
            f"恢复：{what}",
            lambda session: history.restore_from_recycle_bin(history.fetch_rows(session, ledger, rows)),
        )
        context.window.notifications.notify_saved(f"{what}已恢复")
