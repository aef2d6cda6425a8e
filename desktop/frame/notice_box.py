"""The State Council's notice, pasted: what was recognised is shown first, then taken in as one deed."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from models.holidays import Festival, festivals, publish, year_of
from models.refusal import Refusal

_HINT = "把国务院办公厅《关于……年部分节假日安排的通知》的正文整段粘贴到这里"


class NoticeBox(QWidget):
    """Folded to one button until the notice of a year has come out.

    Signals:
        done: a sentence saying what was taken in.
    """

    done = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._found: list[Festival] = []
        self.start, self.body = QPushButton("粘贴放假通知…", self), QWidget(self)
        self.start.clicked.connect(lambda: self.unfold(True))
        self.text, self.year = QPlainTextEdit(self.body), QLineEdit(self.body)
        self.text.setPlaceholderText(_HINT)
        self.text.setFixedHeight(120)
        self.text.textChanged.connect(self._read)
        self.year.setFixedWidth(80)
        self.year.setAccessibleName("哪一年")
        self.year.textChanged.connect(self._preview)
        self.told, self.refused = QLabel(self.body), QLabel(self.body)
        self.refused.setObjectName("refused")
        for label in (self.told, self.refused):
            label.setWordWrap(True)
        self.take_in, give_up = QPushButton("记入节假日表", self.body), QPushButton("不记了", self.body)
        self.take_in.setObjectName("primary")
        self.take_in.clicked.connect(self.save)
        give_up.clicked.connect(lambda: self.unfold(False))
        line = QHBoxLayout()
        for part in (QLabel("年份"), self.year):
            line.addWidget(part)
        line.addStretch(1)
        for button in (give_up, self.take_in):
            line.addWidget(button)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 8)
        for widget in (self.text, self.told, self.refused):
            column.addWidget(widget)
        column.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.start)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self.body)
        self.unfold(False)

    def unfold(self, wanted: bool) -> None:
        """Show the box, empty, or fold it away."""
        self.body.setVisible(wanted)
        self.start.setVisible(not wanted)
        self.start.setEnabled(self._desk.store.writable)
        self.text.clear()
        self.year.setText(str(date.today().year + 1))  # noqa: DTZ011 - the notice of the coming year
        self._preview()
        if wanted:
            self.text.setFocus()

    def _read(self) -> None:
        """Take the year from the notice itself, and read it."""
        if (year := year_of(self.text.toPlainText())) is not None:
            self.year.setText(str(year))
        self._preview()

    def _preview(self) -> None:
        """Show what was recognised so far, or why nothing was."""
        text, year = self.text.toPlainText().strip(), self.year.text().strip()
        self._found, why = [], ""
        if text and not (year.isdecimal() and len(year) == 4):
            why = "年份请写四位数，例如 2027。"
        elif text:
            try:
                self._found = festivals(text, int(year))
            except Refusal as refusal:
                why = str(refusal)
        self.told.setText("\n".join(festival.said for festival in self._found))
        self.told.setVisible(bool(self._found))
        self._refuse(why)
        self.take_in.setEnabled(bool(self._found))
        self.take_in.setText(f"记入 {year} 年节假日表" if self._found else "记入节假日表")

    def save(self) -> None:
        """Take the year in as one deed."""
        year, recognised = int(self.year.text()), self._found
        try:
            days = self._desk.deed(f"记入 {year} 年放假安排", lambda session: publish(session, year, recognised))
        except Refusal as refusal:
            self._refuse(str(refusal))
            return
        self.unfold(False)
        self.done.emit(f"已记入 {year} 年 {days} 天，这一年标为“已公布”；Ctrl+Z 可撤销。")

    def _refuse(self, sentence: str) -> None:
        self.refused.setText(sentence)
        self.refused.setVisible(bool(sentence))
