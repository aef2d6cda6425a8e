"""A line to type in that says, while one types, how it is being understood."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from desktop.editors.composition import ComposingLineEdit

_GAP = 8
_BUBBLE_STYLE = (
    "QLabel { background: palette(base); border: 1px solid palette(mid); border-radius: 4px; padding: 4px 8px; }"
)


class HintedLineEdit(ComposingLineEdit):
    """A line with a unit at its end and a note on its free side; a note without room hangs below the field."""

    def __init__(self, parent: QWidget | None = None, *, unit: str = "", align_right: bool = False) -> None:
        super().__init__(parent)
        self._unit, self._note, self._is_error = unit, "", False
        self._bubble: QLabel | None = None
        self._button: QToolButton | None = None
        self.setMinimumWidth(40)
        if align_right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.textChanged.connect(self._update_bubble)
        self._set_margins()

    @property
    def note(self) -> str:
        """What the line says at the moment."""
        return self._note

    def show_note(self, note: str, *, is_error: bool = False) -> None:
        """Say how what was typed is understood; empty for nothing."""
        self._note, self._is_error = note, is_error
        self._update_bubble()
        self.update()

    def add_button(self, button: QToolButton) -> None:
        """Put a small button at the end of the line, inside its frame."""
        self._button = button
        button.setParent(self)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRaise(True)
        self._set_margins()
        self._place_button()

    def _set_margins(self) -> None:
        unit = self.fontMetrics().horizontalAdvance(self._unit) + 4 if self._unit else 0
        self.setTextMargins(0, 0, unit + (22 if self._button else 0), 0)

    def _place_button(self) -> None:
        if self._button is not None:
            side = min(22, self.height() - 4)
            self._button.setGeometry(self.width() - side - 3, (self.height() - side) // 2, side, side)

    def _free_rect(self) -> QRect:
        """Give the room beside the text, less the unit and the button."""
        inner = self.rect().adjusted(_GAP, 0, -_GAP - self.textMargins().right(), 0)
        used = self.fontMetrics().horizontalAdvance(self.text()) + _GAP
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            return inner.adjusted(0, 0, -used, 0)
        return inner.adjusted(used, 0, 0, 0)

    def _note_fits(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self._note) <= self._free_rect().width()

    def _update_bubble(self) -> None:
        outside = bool(self._note) and self.hasFocus() and not self._note_fits()
        if not outside:
            if self._bubble is not None:
                self._bubble.hide()
            return
        if self._bubble is None:
            self._bubble = QLabel(self.window())
            self._bubble.setObjectName("bubble")
            self._bubble.setStyleSheet(_BUBBLE_STYLE)
            # It hangs on the window, so that it may reach beyond the field; it must not outlive it.
            self.destroyed.connect(self._bubble.deleteLater)
        self._bubble.setText(self._note)
        self._bubble.adjustSize()
        at = self.mapTo(self.window(), QPoint(0, self.height() + 2))
        self._bubble.move(min(at.x(), max(0, self.window().width() - self._bubble.width() - 4)), at.y())
        self._bubble.show()
        self._bubble.raise_()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._update_bubble()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(quiet)
        if self._unit:
            edge = _GAP + (22 if self._button else 0)
            painter.drawText(self.rect().adjusted(0, 0, -edge, 0), _ALIGN_RIGHT, self._unit)
        if self._note and self._note_fits() and self.text():
            painter.setPen(self.palette().color(QPalette.ColorRole.BrightText) if self._is_error else quiet)
            side = _ALIGN_LEFT if self.alignment() & Qt.AlignmentFlag.AlignRight else _ALIGN_RIGHT
            painter.drawText(self._free_rect(), side, self._note)


_ALIGN_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ALIGN_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
