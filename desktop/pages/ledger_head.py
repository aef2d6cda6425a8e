"""The head of a ledger page: title, row count, search box and buttons."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.app.button_factory import ButtonFactory
from desktop.app.delay import DelayTimer
from desktop.theme.palette import MARGIN

_FOLDABLE_BUTTONS = (("add_filter", "筛选"), ("choose_columns", "列"), ("panel", "详情"), ("export", "导出"))
_FOLDED_WIDTH = 34  # pixels, of a button without its words
_ICON_GAP = 4  # pixels between a button's icon and its words
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
        self.search_box.setMinimumWidth(120)
        self.search_box.setAccessibleName("在本页查找")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(8)
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.search_box, 2)
        self._foldable = {make_button(name, text, "flat"): text for name, text in _FOLDABLE_BUTTONS}
        for button, text in self._foldable.items():
            button.setAccessibleName(text)
            row.addWidget(button)
        self.add_button = make_button("add_row", "＋ 新增", "primary")
        row.addWidget(self.add_button)
        self._pause_timer = DelayTimer(self, _TYPING_PAUSE, lambda: self.search_changed.emit(self.search_box.text()))
        self.search_box.textChanged.connect(lambda _: self._pause_timer.start())

    def show_title(self, title: str, count: str) -> None:
        """Set the title and the text of the row count."""
        self.title.setText(title)
        self.count.setText(count)

    def minimumSizeHint(self) -> QSize:
        # With the row panel beside it on a small screen the buttons show their icons alone.
        full = self._full_size()
        saved = sum(max(self._width_of(button, text) - _FOLDED_WIDTH, 0) for button, text in self._foldable.items())
        return QSize(full.width() - saved, full.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        folded = self.width() < self._full_size().width()
        for button, text in self._foldable.items():
            if button.text() != (shown := "" if folded else text):
                button.setText(shown)

    def _full_size(self) -> QSize:
        """Return the least size with the words of all buttons."""
        size = super().minimumSizeHint()
        for button, text in self._foldable.items():
            if not button.text():
                size.setWidth(size.width() + self._width_of(button, text) - button.sizeHint().width())
        return size

    def _width_of(self, button: QPushButton, text: str) -> int:
        """Return the width of a button with its words."""
        if button.text():
            return button.sizeHint().width()
        return button.sizeHint().width() + button.fontMetrics().horizontalAdvance(text) + _ICON_GAP

    def clear_search(self) -> None:
        """Empty the search box without emitting ``typed``."""
        self.search_box.blockSignals(True)
        self.search_box.clear()
        self.search_box.blockSignals(False)
        self._pause_timer.stop()
