"""销号… and 延期… of an obligation: a strip that asks exactly what the law asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.form.entry_strip import EntryStrip
from desktop.form.field_row import FieldRow
from models.errors import FieldErrors, UserError
from models.fields.field import field_of
from models.ledgers import Obligation
from models.queries.reading_context import reading_context
from models.queries.row_detail import EMPTY_VALUE, RowDetail
from models.rules.vocabulary import ObligationState
from models.services.row_service import save_row

CLOSING_FIELDS, EXTENDING_FIELDS = ("result", "closed_by", "closed_on"), ("extended_to", "extension")
_COMMAND_LABELS = {CLOSING_FIELDS: "销号", EXTENDING_FIELDS: "延期"}


class ClosingStrip(EntryStrip):
    """Two buttons; each unfolds its few fields and writes them in one command.

    Signals:
        saved: the obligation was closed or extended (its id).
    """

    saved = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session, self._row, self._title = book_session, "", ""
        self._asked_fields: tuple[str, ...] = ()
        self._closed = False
        self.state_label = QLabel(self)
        self.state_label.setWordWrap(True)
        self.close_button, self.extend_button = QPushButton("销号…", self), QPushButton("延期…", self)
        self.close_button.clicked.connect(lambda: self.unfold(CLOSING_FIELDS))
        self.extend_button.clicked.connect(lambda: self.unfold(EXTENDING_FIELDS))
        head = QHBoxLayout()
        head.addWidget(self.state_label, 1)
        head.addWidget(self.extend_button)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.addLayout(head)
        self.form = QWidget(self)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.field_rows = {
            key: FieldRow(field_of(Obligation, key), book_session, self.form)
            for key in (*CLOSING_FIELDS, *EXTENDING_FIELDS)
        }
        for row in self.field_rows.values():
            column.addWidget(row)
        self.error_label = QLabel(self.form)
        self.error_label.setObjectName("refused")
        self.error_label.setWordWrap(True)
        self.error_label.hide()
        column.addWidget(self.error_label)
        column.addLayout(self._make_buttons())
        layout.addWidget(self.form)
        self.form.hide()

    def _make_buttons(self) -> QHBoxLayout:
        self.confirm_button, self.cancel_button = QPushButton(self.form), QPushButton("不办了", self.form)
        self.confirm_button.setObjectName("primary")
        self.confirm_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(lambda: self.unfold(()))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.cancel_button)
        line.addWidget(self.confirm_button)
        return line

    def show_row_detail(self, row: str, row_detail: RowDetail) -> None:
        """Show how an obligation of the book stands."""
        if row != self._row:
            self.unfold(())
        self._row, self._title = row, row_detail.title
        texts = {key: value.text for key, value in row_detail.values.items()}
        closed = self._closed = texts["state"] == ObligationState.CLOSED or bool(texts["closed_on"])
        due = texts["extended_to"] or texts["due"]
        if closed:
            self.state_label.setText(f"{texts['closed_on']} 已销号，销号人 {texts['closed_by'] or '未填'}".strip())
        else:
            self.state_label.setText(f"应于 {due} 办结" if due else "还没有完成时限")
        self._show_buttons()
        self.setEnabled(self._book_session.store.writable and not row_detail.removed)

    def _show_buttons(self) -> None:
        """Offer what can still be done."""
        for button in (self.close_button, self.extend_button):
            button.setVisible(not self._closed and not self._asked_fields)

    def unfold(self, asked_fields: tuple[str, ...]) -> None:
        """Ask for the fields of CLOSING or EXTENDING; nothing folds the strip."""
        self._asked_fields = asked_fields
        self.form.setVisible(bool(asked_fields))
        self._show_buttons()
        self.error_label.hide()
        for key, row in self.field_rows.items():
            row.setVisible(key in asked_fields)
            row.show_value(EMPTY_VALUE, force=True)
        if not asked_fields:
            return
        self.mark_last_field()
        self.confirm_button.setText(_COMMAND_LABELS[asked_fields])
        today, who = self._book_session.reading_context().today, self._book_session.store.who
        for key, value in (("closed_on", today), ("closed_by", who)):
            if (editor := self.field_rows[key].editor) is not None:
                editor.show_value(value, "", editor.field.kind.text(value))
        if (first := self.field_rows[asked_fields[0]].editor) is not None:
            first.setFocus()

    def fold(self) -> None:
        """Neither close nor extend."""
        self.unfold(())
        self.close_button.setFocus()

    def save(self) -> None:
        """Close or extend in one command, or say all that is wrong."""
        editors = {key: editor for key in self._asked_fields if (editor := self.field_rows[key].editor) is not None}
        for editor in editors.values():
            editor.commit_input_method()
        typed = {key: editor.raw_value() for key, editor in editors.items()}
        if self._asked_fields == CLOSING_FIELDS:
            typed["state"] = ObligationState.CLOSED
        row, label = self._row, f"{_COMMAND_LABELS[self._asked_fields]} 责任事项：{self._title}"
        self.error_label.hide()
        try:
            self._reject_blank(typed)
            self._book_session.run(
                label, lambda session: save_row(session, Obligation, row, typed, reading_context(session)).id
            )
        except FieldErrors as errors:
            for key, field_row in self.field_rows.items():
                field_row.show_error(errors.by_key.get(key, ""))
            rest = [message for key, message in errors.by_key.items() if key not in self._asked_fields]
            self._show_error(" ".join(rest))
        except UserError as error:
            self._show_error(str(error))
        else:
            self.unfold(())
            self.saved.emit(row)

    def _reject_blank(self, typed: dict[str, object]) -> None:
        """Want the new day of an extension; the law wants the rest."""
        if self._asked_fields == EXTENDING_FIELDS and not typed["extended_to"]:
            label = field_of(Obligation, "extended_to").label
            refused = {"extended_to": f"{label}：请写延到哪一天。"}
            if not typed["extension"]:
                refused["extension"] = "延期必须写明时间节点和方案。"
            raise FieldErrors(refused)

    def _show_error(self, message: str) -> None:
        self.error_label.setText(message)
        self.error_label.setVisible(bool(message))
