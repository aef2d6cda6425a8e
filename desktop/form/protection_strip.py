"""Above a lead: how long its first report is protected, and what is still owed for it."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.theme.lights import LIGHT_SIGNS
from models.duplicates.lead_protection import standing_of, standing_text
from models.rules.deadlines import DeadlineLight
from models.settings.definitions import load_definitions
from models.statistics.dashboard import OPEN, OVERDUE, SOON
from models.storage.store import Session

_SIGNS = {DeadlineLight.RED: OVERDUE, DeadlineLight.YELLOW: SOON}


class ProtectionStrip(QWidget):
    """Says how a lead of the book stands; hidden where the county set no clocks, and for what needs none."""

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self.text_label = QLabel(self)
        self.text_label.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.addWidget(self.text_label)
        self.hide()

    def show_lead(self, row: str, *, removed: bool) -> None:
        """Show how a lead stands today."""
        text = "" if removed else self._book_session.read(lambda session: self._text(session, row))
        self.text_label.setText(text)
        self.setVisible(bool(text))

    def _text(self, session: Session, row: str) -> str:
        today = self._book_session.reading_context().today
        standing = standing_of(session, row, today)
        text = standing_text(standing, today) if standing is not None else ""
        if standing is None or not text:
            return ""
        lit = standing.light(today, load_definitions(session).warn_days)
        return f"{LIGHT_SIGNS[_SIGNS.get(lit, OPEN)]} {text}"
