"""Text of several lines: grows with what is typed, up to a third of a page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.app.book_session import BookSession
from desktop.editors.composition import ComposingTextEdit
from desktop.editors.editor import Editor
from models.fields.field import Field
from models.fields.kind import Value

_MIN_LINES, _MAX_LINES = 2, 9  # lines


class _GrowingTextEdit(ComposingTextEdit):
    """The text itself; Tab leaves it and Ctrl+Enter is left to the form, which saves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self.fit_height)

    def fit_height(self) -> None:
        """Take the height the text needs."""
        lines = min(max(int(self.document().size().height()), _MIN_LINES), _MAX_LINES)
        height = round(lines * self.fontMetrics().lineSpacing() + 2 * self.document().documentMargin() + 14)
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier) or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ProseEditor(Editor):
    """Several lines; Enter breaks the line, Tab goes on, Ctrl+Enter saves."""

    tall = True

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(field, book_session, parent)
        self.text_edit = _GrowingTextEdit(self)
        self.text_edit.setPlaceholderText(field.facts.hint)
        self.text_edit.setToolTip(field.facts.hint)
        self.text_edit.setAccessibleName(field.title)
        self.text_edit.textChanged.connect(self.edited)
        self.lay_out(self.text_edit)

    def raw_value(self) -> object:
        """Give the text with its line breaks."""
        return self.text_edit.toPlainText()

    def retype(self, text: str) -> None:
        """Put a text in as if it had been typed."""
        self.text_edit.setPlainText(text)

    def set_value(self, value: Value, mark: str, text: str) -> None:
        """Show the whole text."""
        if self.text_edit.toPlainText() != text:
            self.text_edit.blockSignals(True)
            self.text_edit.setPlainText(text)
            self.text_edit.blockSignals(False)
            self.text_edit.fit_height()
