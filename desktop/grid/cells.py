"""How a table's cells are drawn: straight from the page's texts, so that a step through 50,000 rows costs little."""

from typing import Any, Protocol, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.look.colours import Colours
from desktop.look.flags import FOCUS, LEFT, RIGHT, SELECTED, SINGLE_LINE

PADDING = 8
_LEFT, _RIGHT = LEFT | SINGLE_LINE, RIGHT | SINGLE_LINE


class Texts(Protocol):
    """What drawing asks of a table's model, past Qt's eleven roles a cell."""

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell."""
        ...

    def is_number(self, column: int) -> bool:
        """Tell whether a column is set to the right."""
        ...


def fitted(text: str, width: int, metrics: QFontMetrics) -> str:
    """Give a text as it is where it fits into some pixels, else its beginning and “…”."""
    # Measuring costs more than drawing; no character is wider than the line is high.
    if len(text) * metrics.height() <= width or metrics.horizontalAdvance(text) <= width:
        return text
    from PySide6.QtCore import Qt

    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class Cells(QStyledItemDelegate):
    """Draws cells; who edits them is another's business. ``still`` cells are never selected nor given the keys."""

    def __init__(self, colours: Colours, parent: QObject | None = None, *, still: bool = False) -> None:
        super().__init__(parent)
        self.recolour(colours)
        self.current_row = -1
        self._still = still

    def recolour(self, colours: Colours) -> None:
        """Take on other colours."""
        self._ink, self._chosen = QColor(colours.ink), QColor(colours.chosen)
        self._hover = QColor(colours.hover)
        self._line, self._accent = QPen(), QPen()
        self._line.setColor(QColor(colours.line))
        self._accent.setColor(QColor(colours.accent))
        self._accent.setWidth(2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        # PySide's stubs do not know the members of QStyleOption.
        seen = cast("Any", option)
        rect: QRect = seen.rect
        state = 0 if self._still else seen.state.value
        if state & SELECTED:
            painter.fillRect(rect, self._chosen)
        elif index.row() == self.current_row:
            painter.fillRect(rect, self._hover)
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = cast("Texts", index.model())
        column = index.column()
        if text := model.text(index.row(), column):
            room = rect.adjusted(PADDING, 0, -PADDING, -1)
            fits = fitted(text, room.width(), seen.fontMetrics)
            right = fits is text and model.is_number(column)
            painter.setPen(self._ink)
            painter.drawText(room, _RIGHT if right else _LEFT, fits)
        if state & FOCUS:
            painter.setPen(self._accent)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
