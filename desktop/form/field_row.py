"""One field of a form: its name, its editor, and the sentence beside it when what was typed is refused."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.editors import Editor, editor_for
from models.fields.field import Field
from models.queries.row_detail import EMPTY_VALUE, FieldValue

LABEL_WIDTH = 112


class FieldRow(QWidget):
    """A labelled editor; a field the program stamps is shown as text and has no editor.

    It remembers the value the clerk was shown, so that a change made by somebody else meanwhile is noticed.
    """

    def __init__(
        self, field: Field, book_session: BookSession, parent: QWidget | None = None, *, optional: bool = False
    ) -> None:
        """Make the row of a field; an ``optional`` one may stay empty here though its ledger requires it."""
        super().__init__(parent)
        self.field, self._starred = field, field.required and not optional
        self.seen_value = EMPTY_VALUE
        self.editor: Editor | None = None if field.kind.set_by_program else editor_for(field, book_session, self)
        self.stamp_label = QLabel(self) if self.editor is None else None
        self.error_label = QLabel(self)
        self.error_label.setObjectName("refused")
        self.error_label.setWordWrap(True)
        self.error_label.hide()
        self.warning_label: QLabel | None = None
        self.widget_below: QWidget | None = None
        self._editor_layout = right = QVBoxLayout()
        right.setSpacing(2)
        if self.editor is not None:
            right.addWidget(self.editor)
        if self.stamp_label is not None:
            self.stamp_label.setMinimumHeight(30)
            self.stamp_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            right.addWidget(self.stamp_label)
        right.addWidget(self.error_label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._make_label(), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(right, 1)

    def _make_label(self) -> QLabel:
        star = self.palette().brightText().color().name()
        required = f' <span style="color:{star}">*</span>' if self._starred else ""
        # A number's unit stands in its field already.
        words = self.field.label if self.field.kind.numeric and self.editor is not None else self.field.title
        name = QLabel(f"{escape(words)}{required}", self)
        name.setToolTip(self.field.facts.hint)
        name.setWordWrap(True)
        name.setFixedWidth(LABEL_WIDTH)
        name.setMinimumHeight(32)
        name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if self.editor is not None:
            name.setBuddy(self.editor)
        return name

    def add_below(self, widget: QWidget) -> None:
        """Put something below the editor that belongs to what is typed there."""
        self.widget_below = widget
        self._editor_layout.addWidget(widget)

    def raw_value(self) -> object:
        """Give what stands in the editor; nothing for a stamped field."""
        return self.editor.raw_value() if self.editor is not None else None

    def text(self) -> str:
        """Give what stands in the editor as it was typed, a linked row by its name."""
        return self.editor.text() if self.editor is not None else ""

    @property
    def dirty(self) -> bool:
        """Whether the clerk typed something the book does not have."""
        return self.editor is not None and self.editor.dirty

    def show_value(self, value: FieldValue, *, force: bool = False) -> None:
        """Show what the book has, unless the clerk is in the midst of typing something else."""
        if not force and (self.dirty or value == self.seen_value):
            return
        self.seen_value = value
        if self.editor is not None:
            self.editor.show_value(value.value, value.mark, value.text)
        if self.stamp_label is not None:
            self.stamp_label.setText(value.text or "—")
        self.show_error("")

    def show_error(self, message: str) -> None:
        """Say beside the field why it was not taken; empty takes the sentence away."""
        text = message.removeprefix(f"{self.field.label}：")
        self.error_label.setText(text)
        self.error_label.setVisible(bool(text))

    def show_warning(self, message: str) -> None:
        """Say below the field what may be wrong with what is typed, though it is taken; empty takes it away."""
        if self.warning_label is None:
            if not message:
                return
            self.warning_label = QLabel(self)
            self.warning_label.setObjectName("doubt")
            self.warning_label.setWordWrap(True)
            self._editor_layout.addWidget(self.warning_label)
        self.warning_label.setText(message)
        self.warning_label.setVisible(bool(message))
