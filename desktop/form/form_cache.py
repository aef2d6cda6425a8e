"""The forms of all ledgers opened so far; making one takes a moment, so each is used again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.app.book_session import BookSession
from desktop.form.form_layout import LedgerForm
from models.fields.base import Ledger


class FormCache(QStackedWidget):
    """Lends a ledger's form, and takes it back.

    Signals:
        field_left: the clerk is done with a field (the form, the field's key).
        edited, open_wanted, add_wanted: as a form's.
        firm_wanted: the firm typed into a field should be added to the library (the form, the field's key).
    """

    field_left = Signal(object, str)
    edited = Signal()
    open_wanted = Signal(str, str)
    add_wanted = Signal(str, str, str)
    firm_wanted = Signal(object, str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._idle_forms: dict[type[Ledger], LedgerForm] = {}

    def acquire(self, ledger: type[Ledger]) -> LedgerForm:
        """Give a form nobody is using."""
        if ledger in self._idle_forms:
            return self._idle_forms.pop(ledger)
        form = LedgerForm(ledger, self._book_session)
        form.field_left.connect(lambda key: self.field_left.emit(form, key))
        form.edited.connect(self.edited)
        form.open_wanted.connect(self.open_wanted)
        form.add_wanted.connect(self.add_wanted)
        form.firm_wanted.connect(lambda key: self.firm_wanted.emit(form, key))
        self.addWidget(form)
        return form

    def release(self, ledger: type[Ledger], form: LedgerForm) -> None:
        """Keep a form for the next row of its ledger; one of a kind is enough."""
        if ledger in self._idle_forms:
            self.removeWidget(form)
            form.deleteLater()
        else:
            self._idle_forms[ledger] = form
