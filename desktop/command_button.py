"""A button that runs a command and looks as the command does."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget


class CommandButton(QPushButton):
    """Stands for an action; ``kind`` is “flat”, “primary” or another name the stylesheet knows."""

    def __init__(self, action: QAction, text: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(kind)
        self._action = action
        keys = action.shortcut().toString()
        self.setToolTip(f"{action.text()}（{keys}）" if keys else action.text())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        if self.objectName() != "primary":  # The icons are drawn in the colour of plain text.
            self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())
