"""The order in which Tab goes through what is made later than its neighbours: Qt puts that behind everything else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def focus_widgets(container: QWidget) -> list[QWidget]:
    """List the widgets in a container that Tab may stop at, in the order in which they were made."""
    children: list[QWidget] = list(container.findChildren(QWidget))
    return [child for child in children if child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.focusProxy()]


def chain_after(first: QWidget, widgets: list[QWidget]) -> None:
    """Let Tab go from a widget on through some others, in their order."""
    for widget in widgets:
        QWidget.setTabOrder(first, widget)
        first = widget
