"""Above a policy, a promise or a reward: what is open about its fair competition review, as it is typed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.app.book_session import BookSession
from desktop.app.delay import DelayTimer
from desktop.form.navigation_entry import NavigationEntry
from models.errors import UserError
from models.ledgers import AgreementPoint, Obligation, Policy, Reward
from models.statistics.review_risks import caution_text, review_note

REVIEWED_LEDGERS = frozenset({Policy, Obligation, Reward, AgreementPoint})
_PAUSE_MS = 300  # milliseconds after the last letter


class ReviewStrip(QWidget):
    """Says what is open about the row in the panel; hidden where nothing is. It refuses nothing.

    Signals:
        shown_or_hidden: the strip came or went.
    """

    shown_or_hidden = Signal()

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._entry: NavigationEntry | None = None
        self.caution_label, self.note_label = QLabel(self), QLabel(self)
        self.caution_label.setObjectName("doubt")
        self.note_label.setObjectName("second")
        self.note_button = QPushButton("看规定", self)
        self.note_button.setObjectName("line")
        self.note_button.clicked.connect(self._show_or_hide_note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.setSpacing(2)
        for label in (self.caution_label, self.note_label):
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addWidget(self.note_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.note_label.hide()
        self._timer = DelayTimer(self, _PAUSE_MS, self.check_row)
        self.hide()

    def set_entry(self, entry: NavigationEntry | None) -> None:
        """Follow another row from now on, or none."""
        self._timer.stop()
        self._entry = entry if entry is not None and entry.ledger in REVIEWED_LEDGERS else None
        self._show_caution("")
        self.edited()

    def edited(self) -> None:
        """Note that something was typed or saved."""
        if self._entry is not None:
            self._timer.start()

    def check_row(self) -> None:
        """Judge what stands in the form."""
        entry = self._entry
        if entry is None or not isValid(entry.form):
            return
        reading = self._book_session.reading_context()
        values: dict[str, object] = {}
        for key, field_row in entry.form.field_rows.items():
            try:
                values[key] = field_row.field.kind.read(field_row.raw_value(), reading).value
            except UserError:  # what cannot be read is said beside its field
                continue
        text = self._book_session.read(
            lambda session: caution_text(session, entry.ledger, entry.row, values, reading.today)
        )
        self._show_caution(f"▲ {text}" if text else "")

    def _show_or_hide_note(self) -> None:
        """Unfold the county's text about the rules, or fold it again."""
        if unfolded := self.note_label.isHidden():
            self.note_label.setText(self._book_session.read(review_note))
        self.note_label.setVisible(unfolded)
        self.note_button.setText("收起规定" if unfolded else "看规定")

    def _show_caution(self, text: str) -> None:
        was_hidden = self.isHidden()
        self.caution_label.setText(text)
        self.setVisible(bool(text))
        if was_hidden is bool(text):
            self.shown_or_hidden.emit()
