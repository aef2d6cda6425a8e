"""How the find box draws what it found: the name, what tells namesakes apart, and what it is."""

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.look.colours import Colours
from desktop.look.flags import SELECTED

DETAIL, KIND = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_HEIGHT, _ICON, _GAP = 32, 16, 10
_Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class FoundLines(QStyledItemDelegate):
    """Draws one found thing a line."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        seen, colours = cast("Any", option), self._colours
        rect: QRect = seen.rect
        if seen.state.value & SELECTED:
            painter.fillRect(rect, QColor(colours.chosen))
        icon: QIcon | None = index.data(Qt.ItemDataRole.DecorationRole)
        if icon is not None and not icon.isNull():
            top = rect.top() + (rect.height() - _ICON) // 2
            painter.drawPixmap(rect.left() + _GAP, top, icon.pixmap(_ICON, _ICON))
        room = rect.adjusted(_ICON + 2 * _GAP, 0, -_GAP, 0)
        metrics, second = seen.fontMetrics, QColor(colours.second)
        kind, detail = str(index.data(KIND) or ""), str(index.data(DETAIL) or "")
        painter.setPen(second)
        painter.drawText(room, _RIGHT, kind)
        room.setRight(room.right() - metrics.horizontalAdvance(kind) - _GAP)
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(QColor(colours.ink))
        painter.drawText(room, _LEFT, name)
        room.setLeft(room.left() + metrics.horizontalAdvance(name) + 2 * _GAP)
        if detail and room.width() > 0:
            painter.setPen(second)
            painter.drawText(room, _LEFT, metrics.elidedText(detail, Qt.TextElideMode.ElideRight, room.width()))
