"""An editor of a short settings ledger: all rows at the left, the form of the selected row at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.form.detail_table import DetailTable
from desktop.form.row_panel import RowPanel
from models.fields.base import Ledger
from models.queries.row_detail import load_whole_ledger


class RowsEditor(QWidget):
    """Lists, adds and edits the rows of one ledger, such as holidays or figures of past years."""

    def __init__(self, ledger: type[Ledger], book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ledger, self._book_session = ledger, book_session
        self.hint = QLabel(ledger.about.hint)
        self.hint.setObjectName("second")
        self.add_button = QPushButton(f"＋ 新增{ledger.about.row_label}")
        self.add_button.clicked.connect(lambda: self._open(None))
        self.table, self.panel = DetailTable(ledger, fills_height=True), RowPanel(book_session)
        self.table.open_wanted.connect(self._open)
        self.panel.closed.connect(self.panel.hide)
        self.panel.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setSizes([560, 380])
        split.setChildrenCollapsible(False)
        head = QHBoxLayout()
        head.addWidget(self.hint, 1)
        head.addWidget(self.add_button)
        self.body_layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(split, 1)
        self.refresh()

    def refresh(self) -> None:
        """Reload the rows from the book."""
        self.table.show_detail(self._book_session.read(lambda session: load_whole_ledger(session, self._ledger)))

    def _open(self, row: str | None) -> None:
        if self.panel.open_row(self._ledger, row):
            self.panel.show()
