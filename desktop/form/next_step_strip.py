"""下一步 of a lead, a visit or a negotiation: what is to be done by when and by whom, and the tick once it is done."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.app.book_session import BookSession
from desktop.theme.lights import LIGHT_SIGNS
from models.errors import UserError
from models.fields.base import Ledger
from models.queries.reading_context import reading_context
from models.queries.row_detail import RowDetail
from models.rules.deadlines import DeadlineLight, light
from models.services.row_service import save_row
from models.settings.definitions import load_definitions
from models.statistics.dashboard import OPEN, OVERDUE, SOON
from models.statistics.next_steps import LEDGERS_WITH_NEXT_STEPS, open_next_steps
from models.storage.store import Session

_SIGNS = {DeadlineLight.RED: OVERDUE, DeadlineLight.YELLOW: SOON}


class NextStepStrip(QWidget):
    """Says what is still to be done after the row in the panel; hidden where nothing is.

    Signals:
        saved: the step was ticked off (the row's id).
        user_error: a sentence for the line at the bottom of the window.
    """

    saved = Signal(str)
    user_error = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._ledger: type[Ledger] = LEDGERS_WITH_NEXT_STEPS[0]
        self._row, self._title = "", ""
        self.text_label, self.done_button = QLabel(self), QPushButton("办完了", self)
        self.text_label.setWordWrap(True)
        self.done_button.setToolTip("记下一步今天办结，工作台不再提醒；Ctrl+Z 可撤销")
        self.done_button.clicked.connect(self.tick_off)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 12, 4)
        layout.addWidget(self.text_label, 1)
        layout.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignTop)

    def show_row_detail(self, ledger: type[Ledger], row: str, row_detail: RowDetail) -> None:
        """Show the next step of a row of the book; none where it is done, or has no day."""
        self._ledger, self._row, self._title = ledger, row, row_detail.title
        text = "" if row_detail.removed else self._book_session.read(self._step_text)
        self.text_label.setText(text)
        self.done_button.setEnabled(self._book_session.store.writable)
        self.setVisible(bool(text))

    def _step_text(self, session: Session) -> str:
        today, warn = self._book_session.reading_context().today, load_definitions(session).warn_days
        for step in open_next_steps(session, self._ledger, [self._row]):
            lit = light(step.due, today, warn=warn)
            by = f"，{step.officer}" if step.officer else ""
            late = f"，已过{(today - step.due).days}天" if lit is DeadlineLight.RED else ""
            what = f"下一步：{step.text}" if step.text else "下一步"
            return f"{LIGHT_SIGNS[_SIGNS.get(lit, OPEN)]} {what}（{step.due.isoformat()}前{by}{late}）"
        return ""

    def tick_off(self) -> None:
        """Note that the step was done today, in one command."""
        today, ledger, row = self._book_session.reading_context().today, self._ledger, self._row
        label = f"办结下一步 {ledger.about.label}：{self._title}"
        typed = {"next_done": today}
        try:
            self._book_session.run(
                label, lambda session: save_row(session, ledger, row, typed, reading_context(session)).id
            )
        except UserError as error:
            self.user_error.emit(str(error))
        else:
            self.saved.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.done_button.hasFocus():
            self.tick_off()
        else:
            super().keyPressEvent(event)
