"""A private text: shown with asterisks until the clerk enters the field."""

from typing import Any

from PySide6.QtCore import QEvent, QObject

from desktop.editors.line import LineEditor


class MaskedEditor(LineEditor):
    """Telephone numbers and other private texts; the whole text is seen only while it is being worked on."""

    def raw(self) -> object:
        """Give the whole text, masked on the screen or not."""
        return self.line.text() if self._open else self._full

    def put(self, value: Any, mark: str, text: str) -> None:
        """Show it masked, unless the clerk is in the field."""
        self._full = text
        super().put(value, mark, text if self._open else self._masked())

    def type_in(self, text: str) -> None:
        """Set the text as if it had been typed."""
        self._full = text
        super().type_in(text)
        self._open = self.line.hasFocus()

    def tell(self) -> None:
        """Count what is typed as the whole text, whether or not the window told that the field was entered."""
        self._open = True
        super().tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.FocusIn:
            self._open = True
            self.line.setText(self._full)
        elif watched is self.line and event.type() == QEvent.Type.FocusOut:
            self._full = self.line.text() if self._open else self._full
            done = super().eventFilter(watched, event)
            # A refused number calls the clerk back at once, and then stays open.
            if not self.line.hasFocus():
                self._full = self.line.text() if self._open else self._full
                self._open = False
                self.line.setText(self._masked())
                self.line.setCursorPosition(0)
            return done
        return super().eventFilter(watched, event)

    _open = False
    _full = ""

    def _masked(self) -> str:
        return self.field.kind.mask(self._full) if self._full else ""
