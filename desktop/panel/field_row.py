"""One field of a form: its name, its editor, and the sentence beside it when what was typed is refused."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.editors import Editor, editor_for
from models.card import EMPTY, Value
from models.field import Field

LABEL_WIDTH = 112


class FieldRow(QWidget):
    """A labelled editor; a field the program stamps is shown as text and has no editor.

    It remembers the value the clerk was shown, so that a change made by somebody else meanwhile is noticed.
    """

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.seen = EMPTY
        self.editor: Editor | None = None if field.kind.stamped else editor_for(field, desk, self)
        self.stamp = QLabel(self) if self.editor is None else None
        self.refused = QLabel(self)
        self.refused.setObjectName("refused")
        self.refused.setWordWrap(True)
        self.refused.hide()
        self.doubted: QLabel | None = None
        self.hung: QWidget | None = None
        self._right = right = QVBoxLayout()
        right.setSpacing(2)
        if self.editor is not None:
            right.addWidget(self.editor)
        if self.stamp is not None:
            self.stamp.setMinimumHeight(30)
            self.stamp.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            right.addWidget(self.stamp)
        right.addWidget(self.refused)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._name(), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(right, 1)

    def _name(self) -> QLabel:
        star = self.palette().brightText().color().name()
        required = f' <span style="color:{star}">*</span>' if self.field.required else ""
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

    def hang(self, widget: QWidget) -> None:
        """Put something below the editor that belongs to what is typed there."""
        self.hung = widget
        self._right.addWidget(widget)

    def raw(self) -> object:
        """Give what stands in the editor; nothing for a stamped field."""
        return self.editor.raw() if self.editor is not None else None

    def text(self) -> str:
        """Give what stands in the editor as it was typed, a linked row by its name."""
        return self.editor.text() if self.editor is not None else ""

    @property
    def dirty(self) -> bool:
        """Whether the clerk typed something the book does not have."""
        return self.editor is not None and self.editor.dirty

    def show_value(self, value: Value, *, force: bool = False) -> None:
        """Show what the book has, unless the clerk is in the midst of typing something else."""
        if not force and (self.dirty or value == self.seen):
            return
        self.seen = value
        if self.editor is not None:
            self.editor.show_value(value.value, value.mark, value.text)
        if self.stamp is not None:
            self.stamp.setText(value.text or "—")
        self.refuse("")

    def refuse(self, sentence: str) -> None:
        """Say beside the field why it was not taken; empty takes the sentence away."""
        text = sentence.removeprefix(f"{self.field.label}：")
        self.refused.setText(text)
        self.refused.setVisible(bool(text))

    def doubt(self, sentence: str) -> None:
        """Say below the field what may be wrong with what is typed, though it is taken; empty takes it away."""
        if self.doubted is None:
            if not sentence:
                return
            self.doubted = QLabel(self)
            self.doubted.setObjectName("doubt")
            self.doubted.setWordWrap(True)
            self._right.addWidget(self.doubted)
        self.doubted.setText(sentence)
        self.doubted.setVisible(bool(sentence))
