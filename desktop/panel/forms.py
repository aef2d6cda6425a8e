"""The forms of all ledgers opened so far; making one takes a moment, so each is used again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.desk import Desk
from desktop.panel.sections import Sections
from models.base import Ledger


class Forms(QStackedWidget):
    """Lends a ledger's form, and takes it back.

    Signals:
        left: the clerk is done with a field (the form, the field's key).
        edited, open_wanted, add_wanted: as a form's.
    """

    left = Signal(object, str)
    edited = Signal()
    open_wanted = Signal(str, str)
    add_wanted = Signal(str, str, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._idle: dict[type[Ledger], Sections] = {}

    def lend(self, ledger: type[Ledger]) -> Sections:
        """Give a form nobody is using."""
        if ledger in self._idle:
            return self._idle.pop(ledger)
        form = Sections(ledger, self._desk)
        form.left.connect(lambda key: self.left.emit(form, key))
        form.edited.connect(self.edited)
        form.open_wanted.connect(self.open_wanted)
        form.add_wanted.connect(self.add_wanted)
        self.addWidget(form)
        return form

    def take_back(self, ledger: type[Ledger], form: Sections) -> None:
        """Keep a form for the next row of its ledger; one of a kind is enough."""
        if ledger in self._idle:
            self.removeWidget(form)
            form.deleteLater()
        else:
            self._idle[ledger] = form
