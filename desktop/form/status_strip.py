"""A project set aside, ended or going again, with the reason: the strip that asks for both."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.form.entry_strip import EntryStrip
from desktop.form.field_row import FieldRow
from models.errors import FieldErrors, UserError
from models.fields.field import field_of
from models.ledgers import Project
from models.queries.reading_context import reading_context
from models.queries.row_detail import EMPTY_VALUE, RowDetail
from models.services.row_service import save_row
from models.services.stage_moves import STATUS_FIELDS


class StatusStrip(EntryStrip):
    """Folded until asked for; writes state and reason in one command.

    Signals:
        saved: the state was written (the project's id).
    """

    saved = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session, self._row, self._title = book_session, "", ""
        self.field_rows = {key: FieldRow(field_of(Project, key), book_session, self) for key in STATUS_FIELDS}
        self.error_label = QLabel(self)
        self.error_label.setObjectName("refused")
        self.error_label.setWordWrap(True)
        self.error_label.hide()
        self.confirm_button, give_up = QPushButton("记下状态", self), QPushButton("不改了", self)
        self.confirm_button.setObjectName("primary")
        self.confirm_button.clicked.connect(self.save)
        give_up.clicked.connect(self.hide)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(give_up)
        line.addWidget(self.confirm_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.setSpacing(8)
        for row in self.field_rows.values():
            layout.addWidget(row)
        layout.addWidget(self.error_label)
        layout.addLayout(line)
        self.hide()

    def show_row_detail(self, row: str, row_detail: RowDetail) -> None:
        """Follow the project in the panel; another one's strip is folded."""
        if row != self._row:
            self.hide()
        self._row, self._title = row, row_detail.title

    def unfold(self) -> None:
        """Ask for the new state."""
        self.error_label.hide()
        for row in self.field_rows.values():
            row.show_value(EMPTY_VALUE, force=True)
        self.show()
        self.mark_last_field()
        if (first := self.field_rows["status"].editor) is not None:
            first.setFocus()

    def fold(self) -> None:
        """Leave the state as it is."""
        self.hide()

    def save(self) -> None:
        """Write the state in one command, or say all that is wrong."""
        editors = {key: row.editor for key, row in self.field_rows.items() if row.editor is not None}
        for editor in editors.values():
            editor.commit_input_method()
        typed = {key: editor.raw_value() for key, editor in editors.items()}
        row, label = self._row, f"{typed['status']} 项目：{self._title}"
        self.error_label.hide()
        try:
            self._reject_blank(typed)
            self._book_session.run(
                label, lambda session: save_row(session, Project, row, typed, reading_context(session)).id
            )
        except FieldErrors as errors:
            for key, field_row in self.field_rows.items():
                field_row.show_error(errors.by_key.get(key, ""))
            self._show_error(" ".join(message for key, message in errors.by_key.items() if key not in self.field_rows))
        except UserError as error:
            self._show_error(str(error))
        else:
            self.hide()
            self.saved.emit(row)

    def _reject_blank(self, typed: dict[str, object]) -> None:
        if not typed["status"]:
            raise FieldErrors({"status": "请选一个状态：暂停、终止、退库，或者重启。"})

    def _show_error(self, message: str) -> None:
        self.error_label.setText(message)
        self.error_label.setVisible(bool(message))
