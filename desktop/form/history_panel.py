"""A row's history: when, who, what changed from what to what, and each value's way back."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from models.audit.history import restore_value
from models.errors import UserError
from models.fields.base import Ledger
from models.queries.history_text import ChangeText, HistoryEntry, full_moment_text, history_entries, moment_text

_FIRST_SHOWN = 30  # chapters; the rest come when asked for
_BLANK_TEXT = "（空）"


class HistoryPanel(QScrollArea):
    """The chapters of one row, latest first.

    Signals:
        restored: a value was brought back (its field's label).
        user_error: a sentence why not.
    """

    restored = Signal(str)
    user_error = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._book_session = book_session
        self._current_row: tuple[type[Ledger], str] | None = None
        self.restore_buttons: list[QPushButton] = []
        self.change_texts: list[str] = []

    def show_row(self, ledger: type[Ledger], row: str) -> None:
        """Tell the history of a row."""
        self._current_row = (ledger, row)
        self._show_entries(self._book_session.read(lambda session: history_entries(session, ledger, row)), _FIRST_SHOWN)

    def clear(self) -> None:
        """Tell nothing, as of a row that is not in the book yet."""
        self._current_row = None
        self._show_entries([], 0)

    def _show_entries(self, entries: list[HistoryEntry], limit: int) -> None:
        self.restore_buttons, self.change_texts = [], []
        inner = QWidget()
        inner.setObjectName("panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(4)
        now = {change.key: change.new for chapter in reversed(entries) for change in chapter.changes}
        for chapter in entries[:limit]:
            column.addWidget(self._make_heading(chapter))
            for change in chapter.changes:
                column.addWidget(self._make_line(chapter, change, now))
            column.addSpacing(10)
        if len(entries) > limit:
            more = QPushButton(f"更早的 {len(entries) - limit} 条…")
            more.clicked.connect(lambda: self._show_entries(entries, len(entries)))
            column.addWidget(more)
        if not entries:
            column.addWidget(QLabel("保存以后，每次修改都会记在这里。"))
        column.addStretch(1)
        self.setWidget(inner)

    def _make_heading(self, entry: HistoryEntry) -> QLabel:
        action = "新增" if entry.is_first and not entry.label else entry.label
        head = QLabel(f"<b>{escape(moment_text(entry.at))}</b>　{escape(entry.who)}　{escape(action)}")
        head.setToolTip(full_moment_text(entry.at))
        head.setWordWrap(True)
        return head

    def _make_line(self, entry: HistoryEntry, change: ChangeText, current_texts: dict[str, str]) -> QWidget:
        new = change.new or _BLANK_TEXT
        text = f"{change.label}：{new}" if entry.is_first else f"{change.label}：{change.old or _BLANK_TEXT} → {new}"
        self.change_texts.append(text)
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(12, 0, 0, 0)
        layout.addWidget(label, 1)
        if change.key and current_texts.get(change.key, "") != change.new:
            back = QPushButton("恢复此值")
            back.setObjectName("flat")
            back.setToolTip(f"把“{change.label}”改回“{new}”")
            back.clicked.connect(lambda: self._restore_value(change, entry.edit))
            self.restore_buttons.append(back)
            layout.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _restore_value(self, change: ChangeText, edit: str) -> None:
        if self._current_row is None:
            return
        ledger, row = self._current_row
        try:
            self._book_session.run(
                f"恢复 {ledger.about.label}：{change.label}",
                lambda session: restore_value(session, session.get_one(ledger, row), change.key, edit),
            )
        except UserError as error:
            self.user_error.emit(str(error))
        else:
            self.restored.emit(change.label)
