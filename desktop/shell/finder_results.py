"""Item delegate of the finder: draws the label, the detail that tells equal labels apart, and the kind."""

from typing import Any, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.theme.colours import Colours
from desktop.theme.qt_flags import STATE_SELECTED

DETAIL_ROLE, KIND_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ROW_HEIGHT, _ICON_SIZE, _GAP = 32, 16, 10
_Index = QModelIndex | QPersistentModelIndex
_ALIGN_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_ALIGN_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class FinderDelegate(QStyledItemDelegate):
    """Draws one entry a line: icon, label and detail on the left, kind on the right."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, _ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        seen, colours = cast("Any", option), self._colours
        rect: QRect = seen.rect
        if seen.state.value & STATE_SELECTED:
            painter.fillRect(rect, QColor(colours.chosen))
        icon: QIcon | None = index.data(Qt.ItemDataRole.DecorationRole)
        if icon is not None and not icon.isNull():
            top = rect.top() + (rect.height() - _ICON_SIZE) // 2
            painter.drawPixmap(rect.left() + _GAP, top, icon.pixmap(_ICON_SIZE, _ICON_SIZE))
        text_rect = rect.adjusted(_ICON_SIZE + 2 * _GAP, 0, -_GAP, 0)
        metrics, second = seen.fontMetrics, QColor(colours.second)
        kind, detail = str(index.data(KIND_ROLE) or ""), str(index.data(DETAIL_ROLE) or "")
        painter.setPen(second)
        painter.drawText(text_rect, _ALIGN_RIGHT, kind)
        text_rect.setRight(text_rect.right() - metrics.horizontalAdvance(kind) - _GAP)
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, text_rect.width())
        painter.setPen(QColor(colours.ink))
        painter.drawText(text_rect, _ALIGN_LEFT, name)
        text_rect.setLeft(text_rect.left() + metrics.horizontalAdvance(name) + 2 * _GAP)
        if detail and text_rect.width() > 0:
            painter.setPen(second)
            painter.drawText(
                text_rect, _ALIGN_LEFT, metrics.elidedText(detail, Qt.TextElideMode.ElideRight, text_rect.width())
            )
