"""What the strips above a form have in common: a few fields that the keys save together, as their button does."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.form.field_row import FieldRow

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class EntryStrip(QWidget):
    """A strip of fields: Ctrl+S, Ctrl+Enter and Enter in the last field save it, Esc folds it away."""

    field_rows: dict[str, FieldRow]

    def save(self) -> None:
        """Write what is asked in one command; each heir its own."""
        raise NotImplementedError

    def fold(self) -> None:
        """Ask nothing any more; each heir its own."""
        raise NotImplementedError

    def mark_last_field(self) -> None:
        """Leave Enter in the last field that is asked to the strip, instead of going on to the next."""
        editors = [row.editor for row in self.field_rows.values() if row.editor is not None and not row.isHidden()]
        for editor in editors:
            editor.ends_form = editor is editors[-1]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        in_field = any(focus is not None and row.isAncestorOf(focus) for row in self.field_rows.values())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENTER and not control and isinstance(focus, QPushButton):
            focus.click()
        elif in_field and ((control and event.key() == Qt.Key.Key_S) or event.key() in _ENTER):
            self.save()
        elif in_field and event.key() == Qt.Key.Key_Escape:
            self.fold()
        else:
            super().keyPressEvent(event)
