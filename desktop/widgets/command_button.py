"""A button that triggers a QAction and mirrors its icon and enabled state."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget


class CommandButton(QPushButton):
    """A button bound to an action; ``kind`` is “flat”, “primary” or another object name in the stylesheet."""

    def __init__(self, action: QAction, text: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(kind)
        self._action = action
        keys = action.shortcut().toString()
        self.setToolTip(f"{action.text()}（{keys}）" if keys else action.text())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._update_from_action)
        self._update_from_action()

    def _update_from_action(self) -> None:
        if self.objectName() != "primary":  # Icons have the colour of plain text.
            self.setIcon(self._action.icon())
        self.setEnabled(self._action.isEnabled())
