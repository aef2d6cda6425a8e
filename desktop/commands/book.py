"""Commands on whole books: new, open, back up, import, export, check, change the user."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app import notifications
from desktop.app.preferences import documents_folder
from desktop.shell.window_api import MainWindowApi

if TYPE_CHECKING:
    from desktop.app.jobs import JobSteps
    from models.storage.integrity_check import IntegrityReport
    from models.storage.store import Store


def new_book(window: MainWindowApi) -> None:
    """Ask for the county preset and the file, and create the book."""
    from desktop.shell.new_book_dialog import NewBookDialog

    dialog = NewBookDialog(documents_folder(), window.frame)
    if dialog.exec():
        window.create_book(dialog.target(), dialog.preset())


def open_book(window: MainWindowApi) -> None:
    """Ask for a book and open it."""
    now = window.preferences.current.book
    folder = Path(now).parent if now and "://" not in now else documents_folder()
    if path := notifications.ask_book_to_open(window.frame, str(folder)):
        window.open_book(path)


def back_up(window: MainWindowApi) -> None:
    """Copy the book to a file the user chooses and verify the copy."""
    if window.controller is None or not window.controller.save_typed():
        return
    store = window.controller.book_session.store
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


def _copy_job(store: "Store", target: Path) -> "JobSteps":
    from models.errors import UserError
    from models.storage.store import copy_book

    yield 0, 1, "复制并校验"
    if target.exists():
        raise UserError(f"“{target.name}”已经存在，不会覆盖；请换一个文件名。")
    copy_book(store.engine, target)


def import_sheets(window: MainWindowApi) -> None:
    """Ask for the workbooks to import and preview them."""
    if window.controller is None or not window.controller.save_typed():
        return
    if paths := notifications.ask_tables(window.frame, str(documents_folder())):
        window.controller.page_stack.import_files([Path(path) for path in paths])


def export_ledgers(window: MainWindowApi) -> None:
    """Ask which rows and columns to export, and write them into a workbook."""
    from desktop.import_export.export_dialog import ExportDialog
    from desktop.import_export.import_jobs import export_job

    if window.controller is None or not window.controller.save_typed():
        return
    page, book_session = window.ledger_page, window.controller.book_session
    context = window.controller.context
    dialog = ExportDialog(context, documents_folder(), page.ledger if page is not None else None, window.frame)
    if not dialog.exec():
        return
    path, choice = dialog.target(), dialog.choice()

    def tell(rows: int) -> None:
        if choice.unmasked:
            book_session.changed.emit()  # An unmasked export is recorded in the book.
        window.notifications.notify_file_written(path, f"已导出 {rows:,} 行到“{path.name}”。")

    window.jobs.run("导出台账", export_job(book_session.store, path, choice), tell, window.notifications.show_error)


def check_book(window: MainWindowApi) -> None:
    """Run the integrity check on the book and report the result."""
    from models.storage.integrity_check import check_integrity

    if window.controller is None or not window.controller.save_typed():
        return

    def tell(report: "IntegrityReport") -> None:
        if report.is_intact:
            window.notifications.notify(f"账本完好：{report.rows:,} 行、{report.edits:,} 条留痕逐条核对无误。")
        else:
            window.notifications.show_error(f"账本有 {len(report.faults)} 处问题。")
            notifications.show_faults(window.frame, "账本没有通过检查，请保留原文件并用最近的备份核对。", report.faults)

    window.jobs.run(
        "检查账本", check_integrity(window.controller.book_session.store), tell, window.notifications.show_error
    )


def change_user(window: MainWindowApi) -> None:
    """Ask for the name of the user whom later edits are recorded under."""
    if name := notifications.ask_name(window.frame, window.preferences.current.who):
        window.preferences.update(who=name)
        if window.book_session is not None:
            window.book_session.store.who = name
