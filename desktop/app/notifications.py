"""Notifications in the status line, and the few modal dialogs that ask for a file, a name or a choice."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.errors import UserError

SAVED, INFO, ERROR = "saved", "told", "refused"
_BOOK_FILTER = "账本 (*.zhuanban)"
TABLE_FILTER = "表格 (*.xlsx *.xlsm *.xls *.xlsb *.et *.ods *.csv)"


class Notifications(QObject):
    """Passes messages from any part of the program to the status line that shows them.

    Signals:
        message_posted: a message was posted (its tone: SAVED, INFO or ERROR; its text).
        file_written: a file was written and can be opened (its path).
    """

    message_posted = Signal(str, str)
    file_written = Signal(str)

    def notify_saved(self, what: str = "") -> None:
        """Show that a change was saved in the book, with the time."""
        self.message_posted.emit(SAVED, f"已保存 {time.strftime('%H:%M')}" + (f" · {what}" if what else ""))

    def notify(self, message: str) -> None:
        """Show an information message."""
        self.message_posted.emit(INFO, message)

    def notify_file_written(self, path: Path, message: str) -> None:
        """Show that a file was written, and offer to open it or its folder."""
        self.message_posted.emit(INFO, message)
        self.file_written.emit(str(path))

    def show_error(self, error: UserError | str) -> None:
        """Show an error: what was not done, and why."""
        self.message_posted.emit(ERROR, str(error).replace("\n", "　"))

    @contextmanager
    def showing_user_errors(self) -> Iterator[None]:
        """Context manager that shows a UserError raised inside as a message."""
        try:
            yield
        except UserError as error:
            self.show_error(error)


def ask_book_to_open(parent: QWidget, folder: str) -> str:
    """Ask which book to open; returns an empty text when cancelled."""
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog.getOpenFileName(parent, "打开账本", folder, _BOOK_FILTER)[0]


def ask_tables(parent: QWidget, folder: str) -> list[str]:
    """Ask which workbooks to import; returns an empty list when cancelled."""
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog.getOpenFileNames(parent, "选择来表", folder, TABLE_FILTER)[0]


def ask_form(parent: QWidget, folder: str) -> str:
    """Ask which form to keep; returns an empty text when cancelled."""
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog.getOpenFileName(parent, "选择报表模板", folder, "报表模板 (*.xlsx *.xlsm *.docx)")[0]


def ask_phrases(parent: QWidget) -> str:
    """Ask which file of phrases to read; returns an empty text when cancelled."""
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog.getOpenFileName(parent, "读入用语", "", "用语 (*.json)")[0]


def ask_preset(parent: QWidget, folder: str) -> str:
    """Ask for the file of a preset; returns an empty text when cancelled."""
    from PySide6.QtWidgets import QFileDialog

    return QFileDialog.getOpenFileName(parent, "选预置文件", folder, "预置 (*.json)")[0]


def ask_where_to_save(parent: QWidget, title: str, suggested: str) -> str:
    """Ask where to save a book; returns an empty text when cancelled."""
    from PySide6.QtWidgets import QFileDialog

    path, _ = QFileDialog.getSaveFileName(
        parent, title, suggested, _BOOK_FILTER, options=QFileDialog.Option.DontConfirmOverwrite
    )
    return path if not path or path.endswith(".zhuanban") else f"{path}.zhuanban"


def ask_name(parent: QWidget, current_name: str) -> str:
    """Ask for the user's name, which is recorded with every edit; returns an empty text when cancelled."""
    from PySide6.QtWidgets import QInputDialog

    name, agreed = QInputDialog.getText(parent, "经办人", "每次修改都记下经办人。请写您的姓名：", text=current_name)
    return name.strip() if agreed else ""


def ask_password(parent: QWidget, question: str) -> str:
    """Ask for the password of files to import; returns an empty text when cancelled."""
    from PySide6.QtWidgets import QInputDialog, QLineEdit

    text, agreed = QInputDialog.getText(parent, "打开密码", question, QLineEdit.EchoMode.Password)
    return text if agreed else ""


def ask_where_to_write(parent: QWidget, title: str, suggested: str, suffix: str = ".xlsx") -> str:
    """Ask where to write a workbook, a Word file or phrases; empty when cancelled. Qt confirms before overwriting."""
    from PySide6.QtWidgets import QFileDialog

    kind = {".docx": "Word 文档", ".json": "用语或预置"}.get(suffix, "Excel 工作簿")
    path, _ = QFileDialog.getSaveFileName(parent, title, suggested, f"{kind} (*{suffix})")
    return path if not path or path.endswith(suffix) else f"{path}{suffix}"


def ask_reason(parent: QWidget, title: str, question: str) -> str:
    """Ask for the reason a command requires; returns an empty text when cancelled."""
    from PySide6.QtWidgets import QInputDialog

    text, agreed = QInputDialog.getMultiLineText(parent, title, question)
    return text.strip() if agreed else ""


def ask_choice(parent: QWidget, title: str, question: str, choices: Sequence[str]) -> int | None:
    """Ask for one of several choices; returns its index, None when cancelled."""
    from PySide6.QtWidgets import QInputDialog

    box = QInputDialog(parent)
    box.setOption(QInputDialog.InputDialogOption.UseListViewForComboBoxItems)
    box.setComboBoxItems(list(choices))
    box.setWindowTitle(title)
    box.setLabelText(question)
    box.setOkButtonText("确定")
    box.setCancelButtonText("取消")
    return list(choices).index(box.textValue()) if box.exec() else None


def show_faults(parent: QWidget, heading: str, faults: tuple[str, ...], title: str = "检查账本") -> None:
    """Show faults in a dialog: they are too serious, and too many, for the status line."""
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, title, heading, QMessageBox.StandardButton.Close, parent)
    box.setInformativeText("\n".join(faults))
    box.exec()
