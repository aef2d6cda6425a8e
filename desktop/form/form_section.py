"""One section of a form: a heading that folds, and its fields below, made when they are first seen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.form.field_row import FieldRow
from models.fields.field import Field


class FormSection(QWidget):
    """A folding group of fields.

    Signals:
        row_created: a field's row came into being.
    """

    row_created = Signal(object)

    def __init__(
        self, title: str, fields: tuple[Field, ...], book_session: BookSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.fields, self._book_session, self._title = fields, book_session, title
        self.field_rows: dict[str, FieldRow] = {}
        self._filled_count = 0
        self.heading_button = QToolButton(self)
        self.heading_button.setObjectName("heading")
        self.heading_button.setStyleSheet("QToolButton { font-weight: 600; border: none; padding: 4px 0; }")
        self.heading_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading_button.setAutoRaise(True)
        self.heading_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.heading_button.clicked.connect(lambda: self.set_open(not self.is_open))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.heading_button)
        self._body: QWidget | None = None
        self._update_heading()

    @property
    def is_open(self) -> bool:
        """Whether its fields are shown."""
        return self._body is not None and not self._body.isHidden()

    def set_open(self, opened: bool) -> None:
        """Show or hide the fields."""
        if opened and self._body is None:
            self._create_rows()
        if self._body is not None:
            self._body.setVisible(opened)
        self._update_heading()

    def show_filled_count(self, filled_count: int) -> None:
        """Say in the folded heading how many of its fields are filled."""
        self._filled_count = filled_count
        self._update_heading()

    def _create_rows(self) -> None:
        self._body = QWidget(self)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        for field in self.fields:
            row = FieldRow(field, self._book_session, self._body)
            self.field_rows[field.key] = row
            column.addWidget(row)
        self._layout.addWidget(self._body)
        for row in self.field_rows.values():
            self.row_created.emit(row)

    def _update_heading(self) -> None:
        self.heading_button.setArrowType(Qt.ArrowType.DownArrow if self.is_open else Qt.ArrowType.RightArrow)
        filled = (
            f"已填 {self._filled_count}/{len(self.fields)}" if self._filled_count else f"{len(self.fields)} 项，未填"
        )
        self.heading_button.setText(self._title if self.is_open else f"{self._title}　{filled}")
