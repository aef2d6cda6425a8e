"""流转和撤并: asks who takes over, from which day on, why, and who agreed."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.form.field_row import FieldRow
from desktop.theme.palette import MARGIN
from models.errors import FieldErrors, UserError
from models.fields.field import field_of
from models.fields.kind import Value
from models.ledgers import Transfer
from models.services.transfers import TRANSFER_FIELDS


class TransferDialog(QDialog):
    """Asks for the fields of a transfer; ``confirm`` writes it.

    What ``confirm`` raises is shown at its field or below, and nothing typed is lost. The day of today is filled in.
    """

    def __init__(
        self,
        book_session: BookSession,
        title: str,
        hint: str,
        confirm: Callable[[Mapping[str, Value]], None],
        today: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title.partition("：")[0])
        self.setMinimumWidth(460)
        self._confirm = confirm
        heading, explanation = QLabel(title), QLabel(hint)
        heading.setObjectName("heading")
        explanation.setObjectName("second")
        for label in (heading, explanation):
            label.setWordWrap(True)
        self.field_rows = {key: FieldRow(field_of(Transfer, key), book_session, self) for key in TRANSFER_FIELDS}
        self.error_label = QLabel()
        self.error_label.setObjectName("refused")
        self.error_label.setWordWrap(True)
        self.error_label.hide()
        buttons = QDialogButtonBox()
        self.confirm_button = buttons.addButton(title.partition("：")[0], QDialogButtonBox.ButtonRole.AcceptRole)
        self.confirm_button.setObjectName("primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(8)
        for part in (heading, explanation, *self.field_rows.values(), self.error_label, buttons):
            layout.addWidget(part)
        if (day := self.field_rows["on"].editor) is not None:
            day.retype(today)
        if (taker := self.field_rows["to_force"].editor) is not None:
            taker.setFocus()

    def accept(self) -> None:
        """Write it, or say what is wrong."""
        editors = {key: row.editor for key, row in self.field_rows.items() if row.editor is not None}
        errors: dict[str, str] = {}
        values: dict[str, Value] = {}
        for key, editor in editors.items():
            editor.commit_input_method()
            try:
                values[key] = editor.read().value
            except UserError as error:
                errors[key] = str(error)
        rest = ""
        try:
            if not errors:
                self._confirm(values)
                super().accept()
                return
        except FieldErrors as refused:
            errors = dict(refused.by_key)
            rest = " ".join(message for key, message in errors.items() if key not in self.field_rows)
        except UserError as error:
            rest = str(error)
        for key, row in self.field_rows.items():
            row.show_error(errors.get(key, ""))
        self.error_label.setText(rest)
        self.error_label.setVisible(bool(rest))
        self.adjustSize()  # a message takes a line of its own, not half of the field above it
