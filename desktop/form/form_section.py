"""One section of a form: a heading that folds, and its fields below, made when they are first seen."""

from itertools import chain

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.form.field_row import FieldRow
from desktop.form.fold_heading import FoldHeading
from desktop.form.tab_order import chain_after, focus_widgets
from models.fields.field import Field, field_of
from models.fields.kinds import DayKind, StageKind
from models.ledgers import StageMove
from models.services.stage_moves import FIRST_STAGE_FIELDS


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
        self._fields, self._book_session, self._title = fields, book_session, title
        self._rows: dict[Field, FieldRow] = {}
        self._of_new_row = False
        self._filled_count = 0
        self.heading_button = FoldHeading(self)
        self.heading_button.clicked.connect(lambda: self.set_open(not self.is_open))
        self.heading_button.unfold_wanted.connect(self.enter)
        self.heading_button.entered.connect(self._on_heading_entered)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._layout.addWidget(self.heading_button)
        self._body: QWidget | None = None
        self._update_heading()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields asked for: of a new row with a stage, the first stage and its day instead of the stage shown."""
        if not self._of_new_row:
            return self._fields
        return tuple(chain.from_iterable(_first_stage_fields(field) or (field,) for field in self._fields))

    @property
    def field_rows(self) -> dict[str, FieldRow]:
        """The rows of the fields asked for, by key; empty until the section is first opened."""
        return {field.key: self._rows[field] for field in self.fields if field in self._rows}

    def ask_for_new_row(self, of_new_row: bool) -> None:
        """Ask for the fields of a new row, or show those of a row in the book."""
        self._of_new_row = of_new_row
        self._show_asked_rows()

    def _show_asked_rows(self) -> None:
        asked = self.fields
        for field, row in self._rows.items():
            row.setVisible(field in asked)

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

    def enter(self) -> None:
        """Unfold it and put the keys into its first field."""
        self.set_open(True)
        editors = [row.editor for row in self.field_rows.values() if row.editor is not None]
        if editors:
            editors[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_heading_entered(self) -> None:
        """Unfold what must not be passed over unseen: required fields and days, such as when a thing is due."""
        if any(field.required or isinstance(field.kind, DayKind) for field in self.fields):
            self.enter()

    def last_focus_widget(self) -> QWidget:
        """Return where Tab leaves the section."""
        return [self.heading_button, *(focus_widgets(self._body) if self._body is not None else [])][-1]

    def show_filled_count(self, filled_count: int) -> None:
        """Say in the folded heading how many of its fields are filled."""
        self._filled_count = filled_count
        self._update_heading()

    def _create_rows(self) -> None:
        """Make all rows in their order, which Tab follows: those of a row in the book and those of a new one."""
        self._body = QWidget(self)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        for declared in self._fields:
            for field in (declared, *_first_stage_fields(declared)):
                optional = field is not declared
                row = self._rows[field] = FieldRow(field, self._book_session, self._body, optional=optional)
                column.addWidget(row)
        self._show_asked_rows()
        self._layout.addWidget(self._body)
        for row in self._rows.values():
            self.row_created.emit(row)
        chain_after(self.heading_button, focus_widgets(self._body))

    def _update_heading(self) -> None:
        self.heading_button.show_folded(folded=not self.is_open)
        filled = (
            f"已填 {self._filled_count}/{len(self.fields)}" if self._filled_count else f"{len(self.fields)} 项，未填"
        )
        self.heading_button.setText(self._title if self.is_open else f"{self._title}　{filled}")


def _first_stage_fields(field: Field) -> tuple[Field, ...]:
    """Return the fields by which a new row says its first stage and the day of it, in place of a stage; else none."""
    if not isinstance(field.kind, StageKind):
        return ()
    return tuple(field_of(StageMove, key) for key in FIRST_STAGE_FIELDS)
