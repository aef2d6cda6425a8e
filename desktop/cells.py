"""How a table's cells are drawn: straight from the page's texts, so that a step through 50,000 rows costs little."""

from typing import Any, Protocol, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.colours import Colours

PADDING = 8
# QStyle's State_Selected, State_HasFocus and State_MouseOver; naming QStyle itself would cost the start 8 ms of enums.
SELECTED, FOCUS, HOVER = 0x8000, 0x100, 0x2000
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class Texts(Protocol):
    """What drawing asks of a table's model, past Qt's eleven roles a cell."""

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell."""
        ...

    def is_number(self, column: int) -> bool:
        """Tell whether a column is set to the right."""
        ...


class Cells(QStyledItemDelegate):
    """Draws cells; who edits them is another's business."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.recolour(colours)
        self.current_row = -1

    def recolour(self, colours: Colours) -> None:
        """Take on other colours."""
        self._ink, self._chosen = QColor(colours.ink), QColor(colours.chosen)
        self._hover = QColor(colours.hover)
        self._line, self._accent = QPen(QColor(colours.line)), QPen(QColor(colours.accent), 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        # PySide's stubs do not know the members of QStyleOption.
        seen = cast("Any", option)
        rect: QRect = seen.rect
        state = seen.state.value
        if state & SELECTED:
            painter.fillRect(rect, self._chosen)
        elif index.row() == self.current_row:
            painter.fillRect(rect, self._hover)
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = cast("Texts", index.model())
        column = index.column()
        if text := model.text(index.row(), column):
            right = model.is_number(column)
            room = rect.adjusted(PADDING, 0, -PADDING, -1)
            metrics = seen.fontMetrics
            # Measuring costs more than drawing; no character is wider than the line is high.
            if len(text) * metrics.height() > room.width() and metrics.horizontalAdvance(text) > room.width():
                text, right = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width()), False
            painter.setPen(self._ink)
            painter.drawText(room, _RIGHT if right else _LEFT, text)
        if state & FOCUS:
            painter.setPen(self._accent)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
