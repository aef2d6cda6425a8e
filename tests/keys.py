"""Simulated keyboard input, with and without a Chinese input method."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.editors import Editor


def type_text(widget: QWidget, text: str) -> None:
    """Enter a text as a keyboard and a Chinese input method would."""
    for character in text:
        if character.isascii():
            QTest.keyClicks(widget, character)
        else:
            commit_text(widget, character)


def compose_text(widget: QWidget, letters: str) -> None:
    """Leave letters in the input method's preedit, not yet committed as characters."""
    QApplication.sendEvent(widget, QInputMethodEvent(letters, []))


def commit_text(widget: QWidget, text: str) -> None:
    """Commit characters from the input method."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def key_receiver(editor: Editor) -> QWidget:
    """Return the widget of an editor that receives the key events."""
    target = editor.focusProxy()
    assert target is not None
    return target


def replace_text(editor: Editor, text: str) -> None:
    """Focus a field, select its text, and replace it by typing."""
    target = key_receiver(editor)
    target.setFocus()
    QTest.keySequence(target, "Ctrl+A")
    QTest.keyClick(target, Qt.Key.Key_Delete)
    type_text(target, text)
