"""One line of text; also the ground on which editors stand that read what is typed as it is typed."""

from PySide6.QtWidgets import QToolButton, QWidget

from desktop.app.book_session import BookSession
from desktop.editors.editor import Editor
from desktop.editors.hinted_line import HintedLineEdit
from models.errors import UserError
from models.fields.field import Field
from models.fields.kind import Value


class LineEditor(Editor):
    """A line to type in; heirs say in ``reading`` what they understand while one types."""

    align_right = False

    def __init__(
        self, field: Field, book_session: BookSession, parent: QWidget | None = None, *, unit: str = ""
    ) -> None:
        super().__init__(field, book_session, parent)
        self.line = HintedLineEdit(self, unit=unit, align_right=self.align_right)
        self.line.setPlaceholderText(field.facts.hint)
        self.line.setToolTip(field.facts.hint)
        self.line.setAccessibleName(field.title)
        self.line.textEdited.connect(self._typed)
        self.lay_out(self.line)

    def raw_value(self) -> object:
        """Give what was typed."""
        return self.line.text()

    def set_value(self, value: Value, mark: str, text: str) -> None:
        """Show the value's text from its beginning."""
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self.line.show_note("")

    def reading_text(self) -> str:
        """Say how what was typed is understood; called only with something readable in the field."""
        return ""

    def show_reading(self) -> None:
        """Show the reading beside what was typed; a refusal waits until the field is left."""
        try:
            note = self.reading_text() if self.line.text().strip() else ""
        except UserError:
            note = ""
        self.line.show_note(note)

    def retype(self, text: str) -> None:
        """Put a text in as if it had been typed."""
        self.type_text(text)

    def type_text(self, text: str) -> None:
        """Set the text as if it had been typed, for pop-ups."""
        self.line.setText(text)
        self.show_reading()
        self.edited.emit()

    def add_button(self, name: str, tip: str) -> QToolButton:
        """Put a small button with an icon at the end of the line."""
        from desktop.theme.icons import icon

        button = QToolButton(self.line)
        button.setIcon(icon(name, self.palette().placeholderText().color().name()))
        button.setToolTip(tip)
        self.line.add_button(button)
        return button

    def show_completions(self) -> None:
        """Offer what may be meant, where the editor has a list."""

    def _typed(self) -> None:
        self.show_reading()
        self.edited.emit()
        self.show_completions()
