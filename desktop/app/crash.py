"""Handling of uncaught exceptions: a UserError is shown as its message, a bug is logged and shown in a dialog."""

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from models.errors import UserError

_LOG = logging.getLogger("zhuanban")


class CrashDialog(QDialog):
    """Tells the user that the program failed and what was saved, with the details to pass on to the maintainer."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.details = details
        title = QLabel("程序出错了，这不是您的操作问题")
        title.setObjectName("title")
        words = QLabel(
            "已经保存的内容都在账本里；刚才这一步没有保存，请再做一次。"
            "右边打了还没保存的也记着，程序关了再打开可以恢复。\n"
            "如果再次出错，请点“复制详情”，把内容发给程序的维护人。详情里可能带有出错那一行的内容，发出前请看一眼。"
        )
        words.setWordWrap(True)
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.copy_button, close = QPushButton("复制详情"), QPushButton("关闭")
        self.copy_button.clicked.connect(self._copy)
        close.clicked.connect(self.accept)
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addWidget(text, 1)
        layout.addLayout(buttons)
        self.resize(640, 420)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self.copy_button.setText("已复制")


class CrashHook:
    """Replacement for ``sys.excepthook``; shows one dialog at a time, however many errors follow."""

    def __init__(self, show_user_error: Callable[[str], None], dialog_parent: Callable[[], QWidget | None]) -> None:
        self._show_user_error, self._dialog_parent = show_user_error, dialog_parent
        self.dialog: CrashDialog | None = None

    def install(self) -> None:
        """Install this object as ``sys.excepthook``."""
        sys.excepthook = self

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        elif isinstance(error, UserError):
            self._show_user_error(str(error))
        else:
            _LOG.critical("not caught", exc_info=(kind, error, trace))
            self._show_dialog(crash_details(error))

    def _show_dialog(self, details: str) -> None:
        if self.dialog is not None:
            return
        self.dialog = CrashDialog(details, self._dialog_parent())
        self.dialog.finished.connect(self._on_dialog_finished)
        self.dialog.open()

    def _on_dialog_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def crash_details(error: BaseException) -> str:
    """Return the text for the maintainer: versions, platform and traceback."""
    from models.storage.store import PROGRAM

    where = f"招商台账 {PROGRAM} · Qt {qVersion()} · Python {platform.python_version()} · {platform.platform()}"
    return f"{where}\n\n{''.join(traceback.format_exception(error))}"
