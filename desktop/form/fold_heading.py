"""The heading of a form's section, which the keyboard reaches while the section is folded."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QToolButton, QWidget


class FoldHeading(QToolButton):
    """A heading that folds and unfolds with the mouse; Space or Enter unfold it where Tab has come to it.

    Signals:
        entered: Tab came to the folded section.
        unfold_wanted: a key asked for the fields.
    """

    entered = Signal()
    unfold_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("heading")
        self.setStyleSheet(
            "QToolButton { font-weight: 600; border: 1px solid transparent; padding: 4px 0; }"
            "QToolButton:focus { border: 1px solid palette(highlight); }"
        )
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setAutoRaise(True)
        self.show_folded(folded=True)

    def show_folded(self, *, folded: bool) -> None:
        """Point the arrow; only a folded section's heading takes the keys, else Tab would stop before every section."""
        self.setArrowType(Qt.ArrowType.RightArrow if folded else Qt.ArrowType.DownArrow)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if folded else Qt.FocusPolicy.NoFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.TabFocusReason:
            self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and not event.modifiers():
            self.unfold_wanted.emit()
        else:
            super().keyPressEvent(event)
