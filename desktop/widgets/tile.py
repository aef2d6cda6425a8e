"""A tile: one number under its name, with lines below it; pressing it opens what the number counts."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class Tile(QPushButton):
    """A button with several lines of text; its accessible name holds them all."""

    def __init__(self, name: str, number: str, notes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._texts = [name, number, *notes]
        self._mark = _line("", "")
        head = QHBoxLayout()
        head.addWidget(_line(number, "number"))
        head.addWidget(self._mark)
        head.addStretch(1)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(12, 6, 8, 6)
        self._lines.setSpacing(1)
        self._lines.addWidget(_line(name, "second"))
        self._lines.addLayout(head)
        for note in notes:
            self._lines.addWidget(_line(note, "second"))
        self.setAccessibleName("，".join(self._texts))

    def mark(self, picture: QPixmap, meaning: str) -> None:
        """Put a small picture beside the number, and its meaning into the accessible name."""
        self._mark.setPixmap(picture)
        self.setAccessibleName("，".join([*self._texts, meaning]))

    def texts(self) -> list[str]:
        """Return the lines shown."""
        return list(self._texts)

    def sizeHint(self) -> QSize:
        return self._lines.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._lines.minimumSize()


def _line(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return label
