"""Several values in one field: chips above, and a line that adds one more from a list."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.editors.chip_list import ChipList
from desktop.editors.completion_list import Completion, CompletionList
from desktop.editors.editor import Editor
from desktop.editors.hinted_line import HintedLineEdit
from models.fields.field import Field
from models.fields.kind import Value


class MultiValueEditor(Editor):
    """What was chosen stands as chips; Backspace in the empty line takes out the last one."""

    tall = True

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(field, book_session, parent)
        self.chosen: list[Completion] = []
        self.chips = ChipList(self)
        self.chips.remove_clicked.connect(self._remove_chip)
        self.line = HintedLineEdit(self)
        self.line.setPlaceholderText(field.facts.hint or "添加…")
        self.line.setAccessibleName(field.title)
        self.line.textEdited.connect(self._typed)
        self.completer = CompletionList(self.line, self._find_unchosen)
        self.completer.picked.connect(self._on_picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.chips)
        layout.addWidget(self.line)
        self.watch_focus(self.line)

    def find_completions(self, typed: str) -> list[Completion]:
        """Offer what fits what was typed; each heir its own."""
        raise NotImplementedError

    def split_value(self, value: Value, text: str) -> list[Completion]:
        """Part a value into its chips; each heir its own."""
        raise NotImplementedError

    def text(self) -> str:
        """Give the chips' names, and what stands in the line."""
        return "、".join(
            [*(offer.text for offer in self.chosen), *([self.pending_text()] if self.pending_text() else [])]
        )

    def retype(self, text: str) -> None:
        """Put the names into the line in place of the chips; they are looked up when the row is saved."""
        self.chosen = []
        self.line.setText(text)
        self._on_chips_changed()

    def set_value(self, value: Value, mark: str, text: str) -> None:
        """Show the chips of a value."""
        self.chosen = self.split_value(value, text) if value else []
        self.line.clear()
        self.chips.show_chips([offer.text for offer in self.chosen])

    def pending_text(self) -> str:
        """Give what stands in the line and is no chip yet."""
        return self.line.text().strip()

    def _find_unchosen(self, typed: str) -> list[Completion]:
        return [offer for offer in self.find_completions(typed) if offer not in self.chosen]

    def _typed(self) -> None:
        self.edited.emit()
        self.completer.show_matches(self.pending_text())

    def _on_picked(self, key: str, text: str) -> None:
        self.chosen = [*self.chosen, Completion(key, text)]
        self.line.clear()
        self._on_chips_changed()

    def _remove_chip(self, number: int) -> None:
        self.chosen = [offer for at, offer in enumerate(self.chosen) if at != number]
        self._on_chips_changed()

    def _on_chips_changed(self) -> None:
        self.chips.show_chips([offer.text for offer in self.chosen])
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        backspace = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _is_backspace(event)
        if watched is self.focusProxy() and backspace and not self.line.text() and self.chosen:
            self._remove_chip(len(self.chosen) - 1)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.completer.show_matches("")
        else:
            super().keyPressEvent(event)


def _is_backspace(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Backspace
