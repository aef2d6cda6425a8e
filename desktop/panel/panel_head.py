"""The top of the row panel: which row this is, the way back, and the cross."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.look.icons import icon


class PanelHead(QWidget):
    """Names the row and its ledger.

    Signals:
        back: the clerk goes back to the row this one was opened from.
        shut: the clerk closes the panel.
    """

    back = Signal()
    shut = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setObjectName("title")
        self.title.setWordWrap(True)
        self.second = QLabel(self)
        self.second.setObjectName("second")
        self.second.setWordWrap(True)
        self.return_button = self._button("chevron-left", "返回", self.back)
        self.close_button = self._button("x", "收起（Esc）", self.shut)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.second)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 8, 4)
        layout.addWidget(self.return_button)
        layout.addLayout(words, 1)
        layout.addWidget(self.close_button)

    def _button(self, name: str, tip: str, signal: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name, self.palette().placeholderText().color().name()))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFixedSize(32, 32)
        button.clicked.connect(signal)
        return button

    def show_words(self, title: str, second: str, *, back: str) -> None:
        """Show the row's name and what stands below it; ``back`` names the row to return to."""
        self.title.setText(title)
        self.second.setText(second)
        self.return_button.setVisible(bool(back))
        self.return_button.setToolTip(f"返回“{back}”")
