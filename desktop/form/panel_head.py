"""The top of the row panel: which row this is, the way back, and the cross."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.form.navigation_entry import NavigationEntry
from desktop.theme.icons import icon


class PanelHead(QWidget):
    """Names the row and its ledger.

    Signals:
        back_wanted: the user goes back to the row this one was opened from.
        close_wanted: the user closes the panel.
    """

    back_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title_label = QLabel(self)
        self.title_label.setObjectName("title")
        self.title_label.setWordWrap(True)
        self.subtitle_label = QLabel(self)
        self.subtitle_label.setObjectName("second")
        self.subtitle_label.setWordWrap(True)
        self.back_button = self._make_button("chevron-left", "返回", self.back_wanted)
        self.close_button = self._make_button("x", "收起（Esc）", self.close_wanted)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title_label)
        words.addWidget(self.subtitle_label)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 12, 8, 4)
        layout.addWidget(self.back_button)
        layout.addLayout(words, 1)
        layout.addWidget(self.close_button)

    def _make_button(self, name: str, tip: str, signal: object) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name, self.palette().placeholderText().color().name()))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFixedSize(32, 32)
        button.clicked.connect(signal)
        return button

    def show_entry(self, entry: NavigationEntry, previous: NavigationEntry | None) -> None:
        """Show a row's name and what stands below it, and the way back to the previous row."""
        self.title_label.setText(entry.heading)
        self.subtitle_label.setText(entry.ledger.about.label if entry.row is not None else entry.ledger.about.hint)
        self.back_button.setVisible(previous is not None and bool(previous.heading))
        self.back_button.setToolTip(f"返回“{previous.heading if previous is not None else ''}”")
