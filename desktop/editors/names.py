"""Persons and units by name: completed from the names the book already holds."""

from PySide6.QtWidgets import QWidget

from desktop.app.book_session import BookSession
from desktop.editors.completion_list import Completion, CompletionList, matching_completions
from desktop.editors.text_line import LineEditor
from models.fields.field import Field

_SEPARATORS = "、，,;；/"


class NamesEditor(LineEditor):
    """One or several names with 、 between them; each is completed as it is typed."""

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(field, book_session, parent)
        self.completer = CompletionList(self.line, self._find_completions)
        self.completer.picked.connect(self._on_picked)

    def reading_text(self) -> str:
        """Write the names the way they will be kept, where that differs."""
        text = self.read().value or ""
        return "" if text == self.line.text().strip(_SEPARATORS + " ") else text

    def _name_start(self) -> int:
        """Give the place where the name at hand begins."""
        return max(self.line.text().rfind(mark) for mark in _SEPARATORS) + 1

    def _find_completions(self, typed: str) -> list[Completion]:
        if not typed:
            return []
        current_text = self.line.text()
        return [
            offer
            for offer in matching_completions(typed, self.book_session.names(type(self.field.kind)), 8)
            if offer.text not in current_text
        ]

    def show_completions(self) -> None:
        """Complete the name at hand."""
        self.completer.show_matches(self.line.text()[self._name_start() :].strip())

    def _on_picked(self, key: str, text: str) -> None:
        self.line.setText(self.line.text()[: self._name_start()] + key)
        self.show_reading()
        self.edited.emit()
