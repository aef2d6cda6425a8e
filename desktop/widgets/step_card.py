"""One step of a guide: what is done in it, how far it has come, and the buttons that do it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.theme.colours import Colours
from desktop.theme.icons import icon_pixmap

_ICON = 18  # pixels


class StepCard(QWidget):
    """A step with its title and sentence; its state is shown by a tick and a line of text."""

    def __init__(self, title: str, sentence: str, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.title, self.state, self._sentence = QLabel(title), QLabel(), QLabel(sentence)
        self._mark = QLabel()
        self._mark.setFixedSize(QSize(_ICON, _ICON))
        self.title.setObjectName("heading")
        self.state.setObjectName("count")
        self._sentence.setObjectName("second")
        for label in (self.state, self._sentence):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark)
        head.addWidget(self.title)
        head.addWidget(self.state, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        foot = QHBoxLayout()
        foot.setContentsMargins(_ICON + 8, 0, 0, 0)
        foot.setSpacing(16)
        foot.addWidget(self._sentence, 1)
        foot.addLayout(self._buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addLayout(foot)

    def add_button(self, text: str, tip: str = "", kind: str = "secondary") -> QPushButton:
        """Add a button at the right and return it."""
        button = QPushButton(text)
        button.setObjectName(kind)
        button.setToolTip(tip)
        button.setAccessibleName(f"{self.title.text()}：{text}")
        self._buttons.addWidget(button)
        return button

    def show_state(self, text: str, *, is_done: bool) -> None:
        """Show how far the step has come."""
        self.state.setText(text)
        name, colour = ("check", self._colours.green) if is_done else ("circle", self._colours.second)
        self._mark.setPixmap(icon_pixmap(name, colour, _ICON))
        self._mark.setAccessibleName("已有" if is_done else "还没有")
