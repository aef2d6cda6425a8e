"""Below a firm: what it brought into the row; and it fills the empty fields of a new row once it is chosen."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from shiboken6 import isValid

from desktop.app.book_session import BookSession
from desktop.form.field_row import FieldRow
from desktop.form.form_layout import LedgerForm
from desktop.form.navigation_entry import NavigationEntry
from models.errors import UserError
from models.fields.field import Field, FirmField, firm_field
from models.fields.kind import PickedRow
from models.queries.row_detail import RowDetail
from models.services.firm_entry import brought_sentence, brought_texts


class FirmWatch(QObject):
    """Follows the firm of the row in the panel. A row of the book is filled by the command that saves its firm."""

    def __init__(self, book_session: BookSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._entry: NavigationEntry | None = None
        self._firm = ""  # the row of the library that the row in the panel named last
        self._texts: Mapping[str, str] = {}  # of the row of the book, when it was read last

    def set_entry(self, entry: NavigationEntry | None) -> None:
        """Follow another row from now on, or none."""
        self._entry, self._texts = entry, {}
        field = firm_field(entry.ledger) if entry is not None else None
        row = self._firm_row(entry, field)
        self._firm = _picked_firm(row) if row is not None else ""
        if entry is not None and entry.row is not None and field is not None:
            self._texts = entry.form.texts()
        self._say(row, "")

    def field_left(self, form: LedgerForm, key: str) -> None:
        """Fill a new row from the firm just chosen in it."""
        entry = self._entry
        field = firm_field(entry.ledger) if entry is not None else None
        row = self._firm_row(entry, field)
        if entry is None or entry.row is not None or entry.form is not form or field is None or row is None:
            return
        if key != field.key or (firm := _picked_firm(row)) == self._firm:
            return
        before, self._firm = self._firm, firm
        if not firm:
            self._say(row, "")
            return
        known = form.texts()
        brought = self._book_session.read(lambda session: brought_texts(session, field.kind, firm, before, known))
        for filled_key, text in brought.items():
            editor = form.open_field_row(filled_key).editor
            if editor is not None and self._can_read(editor.field, text):
                editor.retype(text)
        self._say(row, brought_sentence(entry.ledger, known, form.texts()))

    def _can_read(self, field: Field, text: str) -> bool:
        """Tell whether a field takes a text: an industry may no longer be in the dictionary."""
        try:
            field.kind.read(text, self._book_session.reading_context())
        except UserError:
            return False
        return True

    def show_row_detail(self, entry: NavigationEntry, row_detail: RowDetail) -> None:
        """Say what a firm brought into a row of the book when it was saved."""
        field = firm_field(entry.ledger)
        row = self._firm_row(entry, field)
        if field is None or row is None or entry is not self._entry:
            return
        value = row_detail.values[field.key].value
        firm = str(value) if isinstance(value, PickedRow) else ""
        texts = {key: value.text for key, value in row_detail.values.items()}
        if firm != self._firm:
            self._say(row, brought_sentence(entry.ledger, self._texts, texts) if firm else "")
        self._firm, self._texts = firm, texts

    def _firm_row(self, entry: NavigationEntry | None, field: FirmField | None) -> FieldRow | None:
        if entry is None or field is None or not isValid(entry.form):
            return None
        return entry.form.field_rows.get(field.key)

    def _say(self, row: FieldRow | None, sentence: str) -> None:
        if row is None or (not sentence and row.widget_below is None):
            return
        if row.widget_below is None:
            label = QLabel()
            label.setObjectName("second")
            label.setWordWrap(True)
            row.add_below(label)
        if isinstance(row.widget_below, QLabel):
            row.widget_below.setText(sentence)
            row.widget_below.setVisible(bool(sentence))


def _picked_firm(row: FieldRow) -> str:
    raw = row.raw_value()
    return str(raw) if isinstance(raw, PickedRow) else ""
