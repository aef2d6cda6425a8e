"""Commands on whole books: new, open, back up, import, export, check, change the user, quit."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app import notifications
from desktop.app.preferences import documents_folder
from desktop.shell.command import BookCommand, BookContext, Menu, WindowCommand, registered
from desktop.shell.recent_books import RecentBooksMenu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.app.jobs import JobSteps
    from desktop.shell.window_api import MainWindowApi
    from models.storage.integrity_check import IntegrityReport
    from models.storage.store import Store


@registered
class NewBook(WindowCommand):
    """Asks for the county preset and the file, and creates the book."""

    name, label, menu, position = "new_book", "新建账本…", Menu.FILE, (1, 1)
    shortcut, icon = "Ctrl+Shift+N", "plus"

    def run(self, window: MainWindowApi) -> None:
        """Ask and create."""
        from desktop.shell.new_book_dialog import NewBookDialog

        dialog = NewBookDialog(documents_folder(), window.frame)
        if dialog.exec():
            window.create_book(dialog.target(), dialog.preset())


@registered
class OpenBook(WindowCommand):
    """Asks for a book and opens it; the menu below it lists the recent ones."""

    name, label, menu, position = "open_book", "打开账本…", Menu.FILE, (1, 2)
    shortcut, icon = "Ctrl+O", "folder-open"

    def run(self, window: MainWindowApi) -> None:
        """Ask and open."""
        now = window.preferences.current.book
        folder = Path(now).parent if now and "://" not in now else documents_folder()
        if path := notifications.ask_book_to_open(window.frame, str(folder)):
            window.open_book(path)

    def submenu(self, window: MainWindowApi, parent: QWidget) -> RecentBooksMenu:
        """Return the menu of the books opened recently."""
        return RecentBooksMenu(window, parent)


@registered
class BackUpBook(BookCommand):
    """Copies the book to a file the user chooses, and verifies the copy."""

    name, label, menu, position = "back_up", "备份账本…", Menu.FILE, (4, 1)
    icon = "save"

    def run(self, context: BookContext) -> None:
        """Ask for the file and copy in a job."""
        window, store = context.window, context.book_session.store
        if store.path is None:
            window.notifications.show_error("这个账本在数据库服务器上，备份请由管理员用 pg_dump 完成。")
            return
        name = f"{store.path.stem}-备份-{time.strftime('%Y%m%d')}{store.path.suffix}"
        if path := notifications.ask_where_to_save(window.frame, "备份账本", str(store.path.with_name(name))):
            message = f"已备份到 {path}（校验完好）。"
            window.jobs.run(
                "备份账本",
                _copy_job(store, Path(path)),
                lambda _: window.notifications.notify(message),
                window.notifications.show_error,
            )


def _copy_job(store: Store, target: Path) -> JobSteps:
    from models.errors import UserError
    from models.storage.store import copy_book

    yield 0, 1, "复制并校验"
    if target.exists():
        raise UserError(f"“{target.name}”已经存在，不会覆盖；请换一个文件名。")
    copy_book(store.engine, target)


@registered
class ImportSheets(BookCommand):
    """Asks for the workbooks to import, and previews them."""

    name, label, menu, position = "receive", "收表…", Menu.FILE, (2, 1)
    shortcut, icon = "Ctrl+I", "inbox"

    def run(self, context: BookContext) -> None:
        """Ask and preview."""
        if paths := notifications.ask_tables(context.window.frame, str(documents_folder())):
            context.controller.page_stack.import_files([Path(path) for path in paths])


@registered
class MoveIn(BookCommand):
    """Opens the guide that fills a book which begins with running projects."""

    name, label, menu, position = "moving_in", "搬家…", Menu.FILE, (5, 2)
    icon = "briefcase"

    def run(self, context: BookContext) -> None:
        """Open it."""
        context.window.go("moving_in")


@registered
class SetUp(BookCommand):
    """Opens the guide that sets up a new book."""

    name, label, menu, position = "setup", "建账向导…", Menu.FILE, (5, 1)
    icon = "list-todo"

    def run(self, context: BookContext) -> None:
        """Open it."""
        context.window.go("setup")


@registered
class SavePreset(BookCommand):
    """Writes the county's rules and structure, without its records, as a preset that new books can begin with."""

    name, label, menu, position = "save_preset", "存为预置…", Menu.FILE, (4, 2)
    icon = "save"

    def run(self, context: BookContext) -> None:
        """Ask for the file, and write in a job."""
        from models.storage.preset_file import SUFFIX

        window, store = context.window, context.book_session.store
        name = f"{store.path.stem if store.path else '本县'}预置"
        suggested = str(documents_folder() / f"{name}{SUFFIX}")
        if path := notifications.ask_where_to_write(window.frame, "存为预置", suggested, SUFFIX):
            message = f"预置写好了：{Path(path).name}；新建账本时选“从预置文件”。没有台账记录，也没有人名、电话。"
            window.jobs.run(
                "存为预置",
                _preset_job(store, Path(path)),
                lambda _: window.notifications.notify_file_written(Path(path), message),
                window.notifications.show_error,
            )


def _preset_job(store: Store, target: Path) -> JobSteps:
    from models.storage.preset_file import write_preset_file
    from resources import PRESETS

    yield 0, 1, target.name
    write_preset_file(store, target, PRESETS)


@registered
class ExportLedgers(BookCommand):
    """Asks which rows and columns to export, and writes them into a workbook."""

    name, label, menu, position = "export", "导出台账…", Menu.FILE, (2, 2)
    shortcut, icon = "Ctrl+E", "upload"

    def run(self, context: BookContext) -> None:
        """Ask, and write in a job."""
        from desktop.import_export.export_dialog import ExportDialog
        from desktop.import_export.import_jobs import export_job

        window, book_session, page = context.window, context.book_session, context.window.ledger_page
        ledger = page.ledger if page is not None else None
        dialog = ExportDialog(context.controller.context, documents_folder(), ledger, window.frame)
        if not dialog.exec():
            return
        path, choice = dialog.target(), dialog.choice()

        def notify(rows: int) -> None:
            if choice.unmasked:
                book_session.changed.emit()  # An unmasked export is recorded in the book.
            window.notifications.notify_file_written(path, f"已导出 {rows:,} 行到“{path.name}”。")

        steps = export_job(book_session.store, path, choice)
        window.jobs.run("导出台账", steps, notify, window.notifications.show_error)


@registered
class CheckBook(BookCommand):
    """Runs the integrity check on the book and reports the result."""

    name, label, menu, position = "check_book", "检查账本", Menu.FILE, (4, 3)
    icon = "shield-check"

    def run(self, context: BookContext) -> None:
        """Check in a job."""
        from models.storage.integrity_check import check_integrity

        window = context.window

        def report_result(report: IntegrityReport) -> None:
            if report.is_intact:
                window.notifications.notify(f"账本完好：{report.rows:,} 行、{report.edits:,} 条留痕逐条核对无误。")
            else:
                window.notifications.show_error(f"账本有 {len(report.faults)} 处问题。")
                notifications.show_faults(
                    window.frame, "账本没有通过检查，请保留原文件并用最近的备份核对。", report.faults
                )

        steps = check_integrity(context.book_session.store)
        window.jobs.run("检查账本", steps, report_result, window.notifications.show_error)


@registered
class ChangeUser(WindowCommand):
    """Asks for the name of the user whom later edits are recorded under."""

    name, label, menu, position = "change_who", "更换经办人…", Menu.FILE, (6, 1)
    icon = "user"

    def run(self, window: MainWindowApi) -> None:
        """Ask, and remember the name."""
        if name := notifications.ask_name(window.frame, window.preferences.current.who):
            window.preferences.update(who=name)
            if window.book_session is not None:
                window.book_session.store.who = name


@registered
class Quit(WindowCommand):
    """Closes the window."""

    name, label, menu, position = "quit", "退出", Menu.FILE, (7, 1)
    shortcut = "Ctrl+Q"

    def run(self, window: MainWindowApi) -> None:
        """Close."""
        window.frame.close()
