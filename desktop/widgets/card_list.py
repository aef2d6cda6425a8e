"""A column of cards that the mouse drags to the next column, drawn like cells: thousands cost no more than ten."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.table.cell_delegate import elided_text
from desktop.theme.colours import Colours
from desktop.theme.lights import draw_light, light_colour
from desktop.theme.qt_flags import ALIGN_LEFT, STATE_HAS_FOCUS, STATE_SELECTED, TEXT_SINGLE_LINE

MIME_TYPE = "application/x-zhuanban-card"
_GAP, _PADDING, _LIGHT_SIZE = 6, 10, 12  # pixels
_TITLE_LINES = 2
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_SIDE_KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows: its title, the lines below, its light (OVERDUE, SOON, OPEN) and what it says on hover."""

    key: str
    title: str
    lines: tuple[str, ...]
    urgency: str
    hint: str = ""


class CardModel(QAbstractListModel):
    """The cards of one column; a screen reader is told title and lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: tuple[Card, ...] = ()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.cards = tuple(cards)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return "，".join((card.title, *card.lines))
        return "\n".join(filter(None, (card.title, card.hint))) if role == Qt.ItemDataRole.ToolTipRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [MIME_TYPE]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        dragged = QMimeData()
        dragged.setData(MIME_TYPE, self.cards[indexes[0].row()].key.encode())
        return dragged


class CardDelegate(QStyledItemDelegate):
    """Draws a card: its title in two lines at most, the lines below, and its light in the upper right corner."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = colours

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        line = cast("Any", option).fontMetrics.height() + 2
        return QSize(120, line * (_TITLE_LINES + 2) + 2 * _PADDING + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        # PySide's stubs do not know the members of QStyleOption.
        seen = cast("Any", option)
        card = cast("CardModel", index.model()).cards[index.row()]
        selected, focused = seen.state.value & STATE_SELECTED, seen.state.value & STATE_HAS_FOCUS
        rect: QRect = seen.rect.adjusted(_GAP, _GAP // 2, -_GAP, -_GAP // 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = self._colours.accent if selected or focused else self._colours.line
        painter.setPen(QPen(QColor(edge), 2 if focused else 1))
        painter.setBrush(QColor(self._colours.chosen if selected else self._colours.paper))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        inner = rect.adjusted(_PADDING, _PADDING - 2, -_PADDING, 2 - _PADDING)
        light = QRectF(inner.right() - _LIGHT_SIZE, inner.top() + 3, _LIGHT_SIZE, _LIGHT_SIZE)
        draw_light(painter, card.urgency, light_colour(card.urgency, self._colours), light)
        metrics: QFontMetrics = seen.fontMetrics
        height = metrics.height() + 2
        bold = QFont(seen.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(self._colours.ink))
        top = inner.top()
        for text in _wrapped(card.title, bold, inner.width() - _LIGHT_SIZE - 4):
            painter.drawText(QRect(inner.left(), top, inner.width(), height), ALIGN_LEFT | TEXT_SINGLE_LINE, text)
            top += height
        painter.setFont(seen.font)
        painter.setPen(QColor(self._colours.second))
        for text in card.lines:
            fitting = elided_text(text, inner.width(), metrics)
            painter.drawText(QRect(inner.left(), top, inner.width(), height), ALIGN_LEFT | TEXT_SINGLE_LINE, fitting)
            top += height
        painter.restore()


def _wrapped(text: str, font: QFont, width: int) -> list[str]:
    """Break a title into at most two lines, the last one cut with “…”."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    lines: list[str] = []
    metrics = QFontMetrics(font)
    while len(lines) < _TITLE_LINES and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        last = len(lines) == _TITLE_LINES - 1
        lines.append(elided_text(text[start:], width, metrics) if last else text[start : start + line.textLength()])
    layout.endLayout()
    return lines


class CardList(QListView):
    """A column: the arrows walk, Enter opens, Ctrl with an arrow to the side moves a card as dragging does.

    Signals:
        opened: a card should be shown (its key).
        moved: a card should go to another column (its key, -1 for the left or 1 for the right).
        dropped: a card of another column was let go over this one (its key).
        left: the keys should go to the column beside (-1 for the left, 1 for the right).
        menu_wanted: the menu of a card is asked for (its key, where on the screen).
    """

    opened = Signal(str)
    moved = Signal(str, int)
    dropped = Signal(str)
    left = Signal(int)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, name: str, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setObjectName("board")
        self.card_model = CardModel(self)
        self.setModel(self.card_model)
        self.setItemDelegate(CardDelegate(colours, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setMouseTracking(True)
        self.setMinimumWidth(96)
        self.activated.connect(lambda index: self.opened.emit(self.card_model.cards[index.row()].key))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show other cards; the card in hand stays in hand where it is still among them."""
        key, scrolled = self.current_key(), self.verticalScrollBar().value()
        self.card_model.show_cards(cards)
        row = next((number for number, card in enumerate(cards) if card.key == key), -1)
        if row >= 0:
            self.setCurrentIndex(self.card_model.index(row))
        self.verticalScrollBar().setValue(scrolled)

    def current_key(self) -> str:
        """Return the key of the card in hand; empty where there is none."""
        row = self.currentIndex().row()
        return self.card_model.cards[row].key if 0 <= row < len(self.card_model.cards) else ""

    def focus_card(self, row: int) -> None:
        """Take the keys, with a card in hand: the one before, else that at a height."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.currentIndex().isValid() and self.card_model.cards:
            self.setCurrentIndex(self.card_model.index(min(max(row, 0), len(self.card_model.cards) - 1)))

    def _ask_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        row = index.row() if index.isValid() else self.currentIndex().row()
        if 0 <= row < len(self.card_model.cards):
            self.setCurrentIndex(self.card_model.index(row))
            self.menu_wanted.emit(self.card_model.cards[row].key, self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = _SIDE_KEYS.get(Qt.Key(event.key()), 0)
        if side and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if key := self.current_key():
                self.moved.emit(key, side)
        elif side:
            self.left.emit(side)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (key := self.current_key()):
            self.opened.emit(key)
        else:
            super().keyPressEvent(event)

    def _is_from_elsewhere(self, event: QDropEvent) -> bool:
        return event.source() is not self and event.mimeData().hasFormat(MIME_TYPE)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction() if self._is_from_elsewhere(event) else event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction() if self._is_from_elsewhere(event) else event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._is_from_elsewhere(event):
            key = bytes(event.mimeData().data(MIME_TYPE).data()).decode()
            # The card stays until its move is registered: the list it came from must not take it out.
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(key)
