"""What an input method is still composing: kept track of, and taken over before anything is saved."""

from typing import Any

from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget


class ComposingLineEdit(QLineEdit):
    """A line that knows what is being composed in it."""

    composing = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = event.preeditString()
        super().inputMethodEvent(event)


class ComposingTextEdit(QPlainTextEdit):
    """A text of several lines that knows what is being composed in it."""

    composing = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = event.preeditString()
        super().inputMethodEvent(event)


def commit_composition(widget: QWidget | None) -> None:
    """Turn what is being composed into text: by the input method itself, or as it stands where that does not answer."""
    target: Any = widget
    if widget is None or not getattr(target, "composing", ""):
        return
    if widget.hasFocus():
        QGuiApplication.inputMethod().commit()
    if target.composing:
        event = QInputMethodEvent()
        event.setCommitString(target.composing)
        QApplication.sendEvent(widget, event)
