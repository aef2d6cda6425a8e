"""One word of a dictionary: from a list that narrows by words and pinyin initials."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.app.book_session import BookSession
from desktop.editors.completion_list import Completion, CompletionList, matching_completions
from desktop.editors.text_line import LineEditor
from models.fields.field import Field
from models.fields.kinds import ChoiceKind


class ChoiceEditor(LineEditor):
    """A line with the dictionary's words below it; a book without that dictionary takes any word."""

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(field, book_session, parent)
        self.add_button("chevron-down", "全部选项（Alt+↓）").clicked.connect(self.open_list)
        self.completer = CompletionList(self.line, self._find_completions)
        self.completer.picked.connect(self._on_picked)

    def terms(self) -> list[str]:
        """Give the words to choose from."""
        kind = self.field.kind
        return (
            list(self.book_session.reading_context().terms.get(kind.dictionary, ()))
            if isinstance(kind, ChoiceKind)
            else []
        )

    def open_list(self) -> None:
        """Show all words, the present one chosen."""
        self.line.setFocus()
        self.completer.show_matches("", self.line.text())

    def on_leave(self) -> None:
        """Take the one word that fits what was typed; more than one stays as typed, to be refused in words."""
        typed = self.line.text().strip()
        if typed and self.terms() and typed not in self.terms():
            matches = matching_completions(typed, self.terms())
            if len(matches) == 1:
                self.type_text(matches[0].text)
        super().on_leave()

    def _find_completions(self, typed: str) -> list[Completion]:
        blank = [] if typed or self.field.required or not self.line.text() else [Completion("", "（空）")]
        return [*blank, *matching_completions(typed, self.terms())]

    def show_completions(self) -> None:
        """Narrow the list to what is typed."""
        self.completer.show_matches(self.line.text().strip())

    def _on_picked(self, key: str, text: str) -> None:
        self.line.setText(key)
        self.line.show_note("")
        self.edited.emit()
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_list()
        else:
            super().keyPressEvent(event)
