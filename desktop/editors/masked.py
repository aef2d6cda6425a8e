"""A private text: shown with asterisks until the clerk enters the field."""

from PySide6.QtCore import QEvent, QObject

from desktop.editors.text_line import LineEditor
from models.fields.kind import Value


class MaskedEditor(LineEditor):
    """Telephone numbers and other private texts; the whole text is seen only while it is being worked on."""

    def raw_value(self) -> object:
        """Give the whole text, masked on the screen or not."""
        return self.line.text() if self._unmasked else self._full_text

    def set_value(self, value: Value, mark: str, text: str) -> None:
        """Show it masked, unless the clerk is in the field."""
        self._full_text = text
        super().set_value(value, mark, text if self._unmasked else self._masked_text())

    def type_text(self, text: str) -> None:
        """Set the text as if it had been typed."""
        self._full_text = text
        super().type_text(text)
        self._unmasked = self.line.hasFocus()
        if not self._unmasked:
            self.line.setText(self._masked_text())

    def show_reading(self) -> None:
        """Count what is typed as the whole text, whether or not the window told that the field was entered."""
        self._unmasked = True
        super().show_reading()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.FocusIn:
            self._unmasked = True
            self.line.setText(self._full_text)
        elif watched is self.line and event.type() == QEvent.Type.FocusOut:
            self._full_text = self.line.text() if self._unmasked else self._full_text
            done = super().eventFilter(watched, event)
            # A refused number calls the clerk back at once, and then stays open.
            if not self.line.hasFocus():
                self._full_text = self.line.text() if self._unmasked else self._full_text
                self._unmasked = False
                self.line.setText(self._masked_text())
                self.line.setCursorPosition(0)
            return done
        return super().eventFilter(watched, event)

    _unmasked = False
    _full_text = ""

    def _masked_text(self) -> str:
        return self.field.kind.mask(self._full_text) if self._full_text else ""
