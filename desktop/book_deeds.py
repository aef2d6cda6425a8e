"""Commands on whole books: new, open, back up, import, export, check, change the user."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths

from desktop import notice
from desktop.frame.shell import Shell

if TYPE_CHECKING:
    from desktop.job import Steps
    from models.check import Checked
    from models.store import Store


def documents() -> Path:
    """Return the user's documents folder, else the home folder."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home())


def new_book(shell: Shell) -> None:
    """Ask for the county preset and the file, and create the book."""
    from desktop.frame.new_book import NewBook

    dialog = NewBook(documents(), shell.frame)
    if dialog.exec():
        shell.create_book(dialog.target(), dialog.preset())


def open_book(shell: Shell) -> None:
    """Ask for a book and open it."""
    now = shell.preferences.now.book
    folder = Path(now).parent if now and "://" not in now else documents()
    if path := notice.ask_book_to_open(shell.frame, str(folder)):
        shell.open_book(path)


def back_up(shell: Shell) -> None:
    """Copy the book to a file the user chooses and verify the copy."""
    if shell.office is None or not shell.office.keep_typed():
        return
    store = shell.office.desk.store
    if store.path is None:
        shell.notice.refuse("这个账本在数据库服务器上，备份请由管理员用 pg_dump 完成。")
        return
    name = f"{store.path.stem}-备份-{time.strftime('%Y%m%d')}{store.path.suffix}"
    if path := notice.ask_where_to_save(shell.frame, "备份账本", str(store.path.with_name(name))):
        message = f"已备份到 {path}（校验完好）。"
        shell.jobs.run(
            "备份账本", _copying(store, Path(path)), lambda _: shell.notice.tell(message), shell.notice.refuse
        )


def _copying(store: "Store", target: Path) -> "Steps":
    from models.refusal import Refusal
    from models.store import copy_book

    yield 0, 1, "复制并校验"
    if target.exists():
        raise Refusal(f"“{target.name}”已经存在，不会覆盖；请换一个文件名。")
    copy_book(store.engine, target)


def receive(shell: Shell) -> None:
    """Ask for the workbooks to import and preview them."""
    if shell.office is None or not shell.office.keep_typed():
        return
    if paths := notice.ask_tables(shell.frame, str(documents())):
        shell.office.rooms.receive([Path(path) for path in paths])


def export(shell: Shell) -> None:
    """Ask which rows and columns to export, and write them into a workbook."""
    from desktop.exchange.export_dialog import ExportDialog
    from desktop.exchange.steps import writing

    if shell.office is None or not shell.office.keep_typed():
        return
    page, book_session = shell.ledger_page, shell.office.desk
    context = shell.office.fittings
    dialog = ExportDialog(context, documents(), page.ledger if page is not None else None, shell.frame)
    if not dialog.exec():
        return
    path, choice = dialog.target(), dialog.choice()

    def tell(rows: int) -> None:
        if choice.unmasked:
            book_session.changed.emit()  # An unmasked export is recorded in the book.
        shell.notice.wrote(path, f"已导出 {rows:,} 行到“{path.name}”。")

    shell.jobs.run("导出台账", writing(book_session.store, path, choice), tell, shell.notice.refuse)


def check_book(shell: Shell) -> None:
    """Run the integrity check on the book and report the result."""
    from models.check import check

    if shell.office is None or not shell.office.keep_typed():
        return

    def tell(report: "Checked") -> None:
        if report.sound:
            shell.notice.tell(f"账本完好：{report.rows:,} 行、{report.edits:,} 条留痕逐条核对无误。")
        else:
            shell.notice.refuse(f"账本有 {len(report.faults)} 处问题。")
            notice.show_faults(shell.frame, "账本没有通过检查，请保留原文件并用最近的备份核对。", report.faults)

    shell.jobs.run("检查账本", check(shell.office.desk.store), tell, shell.notice.refuse)


def change_who(shell: Shell) -> None:
    """Ask for the name of the user whom later edits are recorded under."""
    if name := notice.ask_name(shell.frame, shell.preferences.now.who):
        shell.preferences.change(who=name)
        if shell.desk is not None:
            shell.desk.store.who = name
