"""The empty state of a page: what belongs there, and the most likely next step."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.theme.palette import MARGIN


class EmptyState(QWidget):
    """A heading, a sentence and the likeliest buttons in the middle of a page."""

    def __init__(self, buttons: tuple[QPushButton, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture, self.heading, self.sentence = QLabel(), QLabel(), QLabel()
        self.heading.setObjectName("title")
        self.sentence.setObjectName("count")
        self.sentence.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, 64)
        layout.setSpacing(8)
        layout.addStretch(1)
        for label in (self._picture, self.heading, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        layout.addSpacing(8)
        layout.addLayout(row)
        layout.addStretch(2)

    def show_message(self, heading: str, sentence: str, picture: QPixmap) -> None:
        """Set heading, sentence and picture."""
        self.heading.setText(heading)
        self.sentence.setText(sentence)
        self._picture.setPixmap(picture)
