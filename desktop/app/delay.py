"""Delayed calls of widgets: they belong to a widget and are left out once its window is closed or it is removed."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget


class DelayTimer(QTimer):
    """A single-shot timer of a widget, or of an object below one; every ``start()`` begins the delay anew.

    A widget that was closed or taken out of its window lives on until Qt deletes it, and the book may be closed by
    then, so the action runs only while the widget's window is on the screen.
    """

    def __init__(self, owner: QObject, milliseconds: int, action: Callable[[], None]) -> None:
        super().__init__(owner, singleShot=True, interval=milliseconds)
        self._action = action
        self.timeout.connect(self._fire)

    def _fire(self) -> None:
        if _is_in_open_window(self.parent()):
            self._action()


def call_after_layout(widget: QWidget, action: Callable[[], None]) -> None:
    """Run an action when Qt has laid out what changed, unless the widget is closed or deleted before."""

    def run() -> None:
        if _is_in_open_window(widget):
            action()

    QTimer.singleShot(0, widget, run)


def _is_in_open_window(owner: QObject | None) -> bool:
    """Whether the nearest widget, from an object upwards, stands in a window that is open; True where there is none."""
    while owner is not None and not isinstance(owner, QWidget):
        owner = owner.parent()
    return owner is None or owner.window().isVisible()
