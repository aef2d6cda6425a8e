"""A row's history: when, who, what changed from what to what, and each value's way back."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.desk import Desk
from models.base import Ledger
from models.history import restore_value
from models.refusal import Refusal
from models.telling import Chapter, Told, chapters, full_moment, moment_text

_AT_FIRST = 30  # chapters; the rest come when asked for
_NOTHING = "（空）"


class HistoryPanel(QScrollArea):
    """The chapters of one row, latest first.

    Signals:
        restored: a value was brought back (its field's label).
        refused: a sentence why not.
    """

    restored = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self._desk = desk
        self._at: tuple[type[Ledger], str] | None = None
        self.buttons: list[QPushButton] = []
        self.texts: list[str] = []

    def show_row(self, ledger: type[Ledger], row: str) -> None:
        """Tell the history of a row."""
        self._at = (ledger, row)
        self._show(self._desk.ask(lambda session: chapters(session, ledger, row)), _AT_FIRST)

    def clear(self) -> None:
        """Tell nothing, as of a row that is not in the book yet."""
        self._at = None
        self._show([], 0)

    def _show(self, entries: list[Chapter], most: int) -> None:
        self.buttons, self.texts = [], []
        inner = QWidget()
        inner.setObjectName("panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(4)
        now = {change.key: change.new for chapter in reversed(entries) for change in chapter.changes}
        for chapter in entries[:most]:
            column.addWidget(self._head(chapter))
            for change in chapter.changes:
                column.addWidget(self._line(chapter, change, now))
            column.addSpacing(10)
        if len(entries) > most:
            more = QPushButton(f"更早的 {len(entries) - most} 条…")
            more.clicked.connect(lambda: self._show(entries, len(entries)))
            column.addWidget(more)
        if not entries:
            column.addWidget(QLabel("保存以后，每次修改都会记在这里。"))
        column.addStretch(1)
        self.setWidget(inner)

    def _head(self, chapter: Chapter) -> QLabel:
        deed = "新增" if chapter.first and not chapter.deed else chapter.deed
        head = QLabel(f"<b>{escape(moment_text(chapter.at))}</b>　{escape(chapter.who)}　{escape(deed)}")
        head.setToolTip(full_moment(chapter.at))
        head.setWordWrap(True)
        return head

    def _line(self, chapter: Chapter, change: Told, now: dict[str, str]) -> QWidget:
        new = change.new or _NOTHING
        text = f"{change.label}：{new}" if chapter.first else f"{change.label}：{change.old or _NOTHING} → {new}"
        self.texts.append(text)
        label = QLabel(text)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(12, 0, 0, 0)
        layout.addWidget(label, 1)
        if change.key and now.get(change.key, "") != change.new:
            back = QPushButton("恢复此值")
            back.setObjectName("flat")
            back.setToolTip(f"把“{change.label}”改回“{new}”")
            back.clicked.connect(lambda: self._restore(change, chapter.edit))
            self.buttons.append(back)
            layout.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _restore(self, change: Told, edit: str) -> None:
        if self._at is None:
            return
        ledger, row = self._at
        try:
            self._desk.deed(
                f"恢复 {ledger.about.label}：{change.label}",
                lambda session: restore_value(session, session.get_one(ledger, row), change.key, edit),
            )
        except Refusal as refusal:
            self.refused.emit(str(refusal))
        else:
            self.restored.emit(change.label)
