"""Item delegate that draws cells straight from the model's texts, so that scrolling through 50,000 rows is cheap."""

from typing import Any, Protocol, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme.colours import Colours
from desktop.theme.qt_flags import ALIGN_LEFT, ALIGN_RIGHT, STATE_HAS_FOCUS, STATE_SELECTED, TEXT_SINGLE_LINE

PADDING = 8
_ALIGN_LEFT, _ALIGN_RIGHT = ALIGN_LEFT | TEXT_SINGLE_LINE, ALIGN_RIGHT | TEXT_SINGLE_LINE


class CellTexts(Protocol):
    """What the delegate needs of a model, instead of the eleven roles Qt asks for each cell."""

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        ...

    def is_number(self, column: int) -> bool:
        """Return whether a column is aligned right."""
        ...


def elided_text(text: str, width: int, metrics: QFontMetrics) -> str:
    """Return the text as it is where it fits into ``width`` pixels, else its beginning and “…”."""
    # Measuring costs more than drawing; no character is wider than the line is high, so short texts are not measured.
    if len(text) * metrics.height() <= width or metrics.horizontalAdvance(text) <= width:
        return text
    from PySide6.QtCore import Qt

    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


class CellDelegate(QStyledItemDelegate):
    """Draws cells and does not edit them. ``static`` cells are drawn without selection and focus."""

    def __init__(self, colours: Colours, parent: QObject | None = None, *, static: bool = False) -> None:
        super().__init__(parent)
        self.recolour(colours)
        self.current_row = -1
        self._static = static

    def forget_editor(self, editor: QWidget) -> None:
        """Know that the view is closing an editor; nothing to do where there are none."""

    def recolour(self, colours: Colours) -> None:
        """Draw with another set of colours."""
        self._ink, self._selected = QColor(colours.ink), QColor(colours.chosen)
        self._hover = QColor(colours.hover)
        self._line_pen, self._accent_pen = QPen(), QPen()
        self._line_pen.setColor(QColor(colours.line))
        self._accent_pen.setColor(QColor(colours.accent))
        self._accent_pen.setWidth(2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        # PySide's stubs do not know the members of QStyleOption.
        seen = cast("Any", option)
        rect: QRect = seen.rect
        state = 0 if self._static else seen.state.value
        if state & STATE_SELECTED:
            painter.fillRect(rect, self._selected)
        elif index.row() == self.current_row:
            painter.fillRect(rect, self._hover)
        painter.setPen(self._line_pen)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        model = cast("CellTexts", index.model())
        column = index.column()
        if text := model.text(index.row(), column):
            text_rect = rect.adjusted(PADDING, 0, -PADDING, -1)
            fits = elided_text(text, text_rect.width(), seen.fontMetrics)
            right = fits is text and model.is_number(column)
            painter.setPen(self._ink)
            painter.drawText(text_rect, _ALIGN_RIGHT if right else _ALIGN_LEFT, fits)
        if state & STATE_HAS_FOCUS:
            painter.setPen(self._accent_pen)
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
