"""这个数从哪来: the trace of one figure of a circular: its formula and the rows behind it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from models.fields.base import ledger_by_table
from models.queries.ledger_query import titles_by_id
from reports.figures.figure import Figure

_INSTRUCTIONS = "点通报里的任何一个数，这里写明它的算法和由哪几行得来。\n\nCtrl+→ 逐个看下一个数，回车看它的各行。"
_MAX_ROWS_LISTED = 200  # rows listed by name; the button shows all of them


class FigurePanel(QWidget):
    """Shows a figure's label, value, formula and rows.

    Signals:
        rows_wanted: the figure's rows should be shown (ledger class, ids, heading).
    """

    rows_wanted = Signal(object, object, str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._book_session = book_session
        self.figure: Figure | None = None
        heading = QLabel("这个数从哪来")
        heading.setObjectName("second")
        self.label, self.value, self.formula, self.count = (QLabel(self) for _ in range(4))
        self.value.setObjectName("title")
        self.count.setObjectName("second")
        self.rows = QListWidget(self)
        self.rows.setObjectName("results")
        self.rows.setAccessibleName("这个数的各行")
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemActivated.connect(self._request_row)
        self.button = QPushButton(self)
        self.button.setObjectName("primary")
        self.button.clicked.connect(self.request_rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(6)
        layout.addWidget(heading)
        for label in (self.label, self.value, self.formula, self.count):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addWidget(self.button)
        layout.addWidget(self.rows, 1)
        self.clear()

    def clear(self) -> None:
        """Show no figure, but how to choose one."""
        self.figure = None
        self.label.setText(_INSTRUCTIONS)
        for label in (self.value, self.formula, self.count):
            label.clear()
        self.rows.clear()
        self.button.hide()

    def show_figure(self, figure: Figure) -> None:
        """Show a figure."""
        self.figure = figure
        self.label.setText(figure.label)
        self.value.setText(figure.phrase)
        self.formula.setText(figure.formula)
        self.rows.clear()
        self.button.setVisible(bool(figure.rows and figure.ledger))
        if not (figure.rows and figure.ledger):
            self.count.setText(_why_no_rows(figure))
            return
        about = ledger_by_table(figure.ledger).about
        self.count.setText(f"由 {len(figure.rows)} {about.measure_word}{about.row_label}得来：")
        self.button.setText(f"看这 {len(figure.rows)} {about.measure_word}{about.row_label}")
        ledger, listed_rows = ledger_by_table(figure.ledger), figure.rows[:_MAX_ROWS_LISTED]
        names = self._book_session.read(lambda session: titles_by_id(session, ledger, listed_rows))
        for row in listed_rows:
            item = QListWidgetItem(names.get(row, "（已不在）"))
            item.setData(Qt.ItemDataRole.UserRole, row)
            self.rows.addItem(item)

    def request_rows(self) -> None:
        """Emit ``rows_wanted`` for all rows of the figure."""
        if self.figure is not None and self.figure.rows and self.figure.ledger:
            self._request(self.figure.rows)

    def _request_row(self, item: QListWidgetItem) -> None:
        self._request((str(item.data(Qt.ItemDataRole.UserRole)),))

    def _request(self, rows: tuple[str, ...]) -> None:
        if self.figure is not None:
            heading = f"{self.figure.label} {self.figure.phrase}"
            self.rows_wanted.emit(ledger_by_table(self.figure.ledger), rows, heading)


def _why_no_rows(figure: Figure) -> str:
    if figure.value is None:
        return "缺少算它要用的数（例如没有定目标），所以印“—”。"
    return "没有符合条件的行。" if figure.ledger else "由别的数算出，没有直接对应的行。"
