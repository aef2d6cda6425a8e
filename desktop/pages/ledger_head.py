"""The head of a ledger page: title, row count, search box and buttons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.app.button_factory import ButtonFactory
from desktop.app.delay import DelayTimer
from desktop.theme.palette import MARGIN

_TYPING_PAUSE = 150  # milliseconds after the last letter


class LedgerHead(QWidget):
    """Shows the title and holds the controls that apply to the whole page.

    Signals:
        search_changed: the text of the search box changed and typing has paused.
    """

    search_changed = Signal(str)

    def __init__(self, make_button: ButtonFactory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.count = QLabel(), QLabel()
        self.title.setObjectName("title")
        self.count.setObjectName("count")
        self.search_box = QLineEdit()
        self.search_box.setPlaceholderText("在本页查找：名称或拼音")
        self.search_box.setMaximumWidth(280)
        self.search_box.setMinimumWidth(160)
        self.search_box.setAccessibleName("在本页查找")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.search_box, 2)
        row.addWidget(make_button("add_filter", "筛选", "flat"))
        row.addWidget(make_button("choose_columns", "列", "flat"))
        row.addWidget(make_button("panel", "详情", "flat"))
        row.addWidget(make_button("export", "导出", "flat"))
        self.add_button = make_button("add_row", "＋ 新增", "primary")
        row.addWidget(self.add_button)
        self._pause_timer = DelayTimer(self, _TYPING_PAUSE, lambda: self.search_changed.emit(self.search_box.text()))
        self.search_box.textChanged.connect(lambda _: self._pause_timer.start())

    def show_title(self, title: str, count: str) -> None:
        """Set the title and the text of the row count."""
        self.title.setText(title)
        self.count.setText(count)

    def clear_search(self) -> None:
        """Empty the search box without emitting ``typed``."""
        self.search_box.blockSignals(True)
        self.search_box.clear()
        self.search_box.blockSignals(False)
        self._pause_timer.stop()
