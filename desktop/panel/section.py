"""One section of a form: a heading that folds, and its fields below, made when they are first seen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.panel.field_row import FieldRow
from models.field import Field


class Section(QWidget):
    """A folding group of fields.

    Signals:
        made: a field's row came into being.
    """

    made = Signal(object)

    def __init__(self, title: str, fields: tuple[Field, ...], desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields, self._desk, self._title = fields, desk, title
        self.rows: dict[str, FieldRow] = {}
        self._filled = 0
        self.head = QToolButton(self)
        self.head.setObjectName("heading")
        self.head.setStyleSheet("QToolButton { font-weight: 600; border: none; padding: 4px 0; }")
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setAutoRaise(True)
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head.clicked.connect(lambda: self.open(not self.is_open))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.head)
        self._body: QWidget | None = None
        self._say()

    @property
    def is_open(self) -> bool:
        """Whether its fields are shown."""
        return self._body is not None and not self._body.isHidden()

    def open(self, wanted: bool) -> None:
        """Show or hide the fields."""
        if wanted and self._body is None:
            self._make()
        if self._body is not None:
            self._body.setVisible(wanted)
        self._say()

    def count(self, filled: int) -> None:
        """Say in the folded heading how many of its fields are filled."""
        self._filled = filled
        self._say()

    def _make(self) -> None:
        self._body = QWidget(self)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        for field in self.fields:
            row = FieldRow(field, self._desk, self._body)
            self.rows[field.key] = row
            column.addWidget(row)
        self._layout.addWidget(self._body)
        for row in self.rows.values():
            self.made.emit(row)

    def _say(self) -> None:
        self.head.setArrowType(Qt.ArrowType.DownArrow if self.is_open else Qt.ArrowType.RightArrow)
        filled = f"已填 {self._filled}/{len(self.fields)}" if self._filled else f"{len(self.fields)} 项，未填"
        self.head.setText(self._title if self.is_open else f"{self._title}　{filled}")
