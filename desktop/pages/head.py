"""The head of a ledger page: title, row count, search box and buttons."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.look.palette import MARGIN

Buttons = Callable[[str, str, str], QPushButton]  # (command, text, kind) -> a button that runs it
_BREATH = 150  # milliseconds after the last letter


class PageHead(QWidget):
    """Shows the title and holds the controls that apply to the whole page.

    Signals:
        typed: the text of the search box changed and typing has paused.
    """

    typed = Signal(str)

    def __init__(self, buttons: Buttons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.count = QLabel(), QLabel()
        self.title.setObjectName("title")
        self.count.setObjectName("count")
        self.box = QLineEdit()
        self.box.setPlaceholderText("在本页查找：名称或拼音首字母")
        self.box.setMaximumWidth(280)
        self.box.setMinimumWidth(160)
        self.box.setAccessibleName("在本页查找")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.box, 2)
        row.addWidget(buttons("add_filter", "筛选", "flat"))
        row.addWidget(buttons("choose_columns", "列", "flat"))
        row.addWidget(buttons("panel", "详情", "flat"))
        row.addWidget(buttons("export", "导出", "flat"))
        self.add = buttons("add_row", "＋ 新增", "primary")
        row.addWidget(self.add)
        self._pause = QTimer(self, singleShot=True, interval=_BREATH)
        self._pause.timeout.connect(lambda: self.typed.emit(self.box.text()))
        self.box.textChanged.connect(lambda _: self._pause.start())

    def name(self, title: str, count: str) -> None:
        """Set the title and the text of the row count."""
        self.title.setText(title)
        self.count.setText(count)

    def clear(self) -> None:
        """Empty the search box without emitting ``typed``."""
        self.box.blockSignals(True)
        self.box.clear()
        self.box.blockSignals(False)
        self._pause.stop()
