"""One line of text; also the ground on which editors stand that read what is typed as it is typed."""

from typing import Any

from PySide6.QtWidgets import QToolButton, QWidget

from desktop.desk import Desk
from desktop.editors.editor import Editor
from desktop.editors.noted import NotedLine
from models.field import Field
from models.refusal import Refusal


class LineEditor(Editor):
    """A line to type in; heirs say in ``reading`` what they understand while one types."""

    right = False

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None, *, unit: str = "") -> None:
        super().__init__(field, desk, parent)
        self.line = NotedLine(self, unit=unit, right=self.right)
        self.line.setPlaceholderText(field.facts.hint)
        self.line.setToolTip(field.facts.hint)
        self.line.setAccessibleName(field.title)
        self.line.textEdited.connect(self._typed)
        self.hold(self.line)

    def raw(self) -> object:
        """Give what was typed."""
        return self.line.text()

    def put(self, value: Any, mark: str, text: str) -> None:
        """Show the value's text from its beginning."""
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.line.say("")

    def reading(self) -> str:
        """Say how what was typed is understood; called only with something readable in the field."""
        return ""

    def tell(self) -> None:
        """Show the reading beside what was typed; a refusal waits until the field is left."""
        try:
            note = self.reading() if self.line.text().strip() else ""
        except Refusal:
            note = ""
        self.line.say(note)

    def retype(self, text: str) -> None:
        """Put a text in as if it had been typed."""
        self.type_in(text)

    def type_in(self, text: str) -> None:
        """Set the text as if it had been typed, for pop-ups."""
        self.line.setText(text)
        self.tell()
        self.edited.emit()

    def add_button(self, name: str, tip: str) -> QToolButton:
        """Put a small button with an icon at the end of the line."""
        from desktop.look.icons import icon

        button = QToolButton(self.line)
        button.setIcon(icon(name, self.palette().placeholderText().color().name()))
        button.setToolTip(tip)
        self.line.add_button(button)
        return button

    def offer(self) -> None:
        """Offer what may be meant, where the editor has a list."""

    def _typed(self) -> None:
        self.tell()
        self.edited.emit()
        self.offer()
