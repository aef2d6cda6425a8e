"""Form for the State Council's holiday notice: shows what was recognised, then saves it in one command."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from models.errors import UserError
from models.settings.holidays import Festival, notice_year, publish_holidays, read_festivals

_HINT = "把国务院办公厅《关于……年部分节假日安排的通知》的正文整段粘贴到这里"


class HolidayNoticeForm(QWidget):
    """A text box for the notice of a year, folded to one button until it is needed.

    Signals:
        saved: the year was saved (a sentence that says how many days).
    """

    saved = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._festivals: list[Festival] = []
        self.start_button, self.body = QPushButton("粘贴放假通知…", self), QWidget(self)
        self.start_button.clicked.connect(lambda: self.unfold(True))
        self.notice_text, self.year_line = QPlainTextEdit(self.body), QLineEdit(self.body)
        self.notice_text.setPlaceholderText(_HINT)
        self.notice_text.setFixedHeight(120)
        self.notice_text.textChanged.connect(self._read_year)
        self.year_line.setFixedWidth(80)
        self.year_line.setAccessibleName("哪一年")
        self.year_line.textChanged.connect(self._show_preview)
        self.summary_label, self.error_label = QLabel(self.body), QLabel(self.body)
        self.error_label.setObjectName("refused")
        for label in (self.summary_label, self.error_label):
            label.setWordWrap(True)
        self.save_button, give_up = QPushButton("记入节假日表", self.body), QPushButton("不记了", self.body)
        self.save_button.setObjectName("primary")
        self.save_button.clicked.connect(self.save)
        give_up.clicked.connect(lambda: self.unfold(False))
        line = QHBoxLayout()
        for part in (QLabel("年份"), self.year_line):
            line.addWidget(part)
        line.addStretch(1)
        for button in (give_up, self.save_button):
            line.addWidget(button)
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 8)
        for widget in (self.notice_text, self.summary_label, self.error_label):
            column.addWidget(widget)
        column.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.start_button)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(self.body)
        self.unfold(False)

    def unfold(self, unfolded: bool) -> None:
        """Show the form, empty, or fold it to its button."""
        self.body.setVisible(unfolded)
        self.start_button.setVisible(not unfolded)
        self.start_button.setEnabled(self._book_session.store.writable)
        self.notice_text.clear()
        self.year_line.setText(str(date.today().year + 1))  # noqa: DTZ011 - the notice of the coming year
        self._show_preview()
        if unfolded:
            self.notice_text.setFocus()

    def _read_year(self) -> None:
        """Read the year from the notice itself and refresh the preview."""
        if (year := notice_year(self.notice_text.toPlainText())) is not None:
            self.year_line.setText(str(year))
        self._show_preview()

    def _show_preview(self) -> None:
        """Show the holidays recognised so far, or why there are none."""
        text, year = self.notice_text.toPlainText().strip(), self.year_line.text().strip()
        self._festivals, why = [], ""
        if text and not (year.isdecimal() and len(year) == 4):
            why = "年份请写四位数，例如 2027。"
        elif text:
            try:
                self._festivals = read_festivals(text, int(year))
            except UserError as error:
                why = str(error)
        self.summary_label.setText("\n".join(festival.summary for festival in self._festivals))
        self.summary_label.setVisible(bool(self._festivals))
        self._show_error(why)
        self.save_button.setEnabled(bool(self._festivals))
        self.save_button.setText(f"记入 {year} 年节假日表" if self._festivals else "记入节假日表")

    def save(self) -> None:
        """Save the year's holidays in one command; a user error is shown in the form."""
        year, recognised = int(self.year_line.text()), self._festivals
        try:
            days = self._book_session.run(
                f"记入 {year} 年放假安排", lambda session: publish_holidays(session, year, recognised)
            )
        except UserError as error:
            self._show_error(str(error))
            return
        self.unfold(False)
        self.saved.emit(f"已记入 {year} 年 {days} 天，这一年标为“已公布”；Ctrl+Z 可撤销。")

    def _show_error(self, message: str) -> None:
        self.error_label.setText(message)
        self.error_label.setVisible(bool(message))
