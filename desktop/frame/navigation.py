"""The list of pages on the left; a number stands only where something waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.look.colours import Colours
from desktop.look.flags import LEFT, RIGHT, USER
from desktop.look.icons import drawing

MORE = "more"
_KEY, _WAITING, _ICON = range(USER, USER + 3)
_HEIGHT, _LINE = 29, 11
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Place:
    """A page one can go to; ``more`` puts it under 更多, an empty key is a line between groups."""

    key: str
    label: str = ""
    icon: str = ""
    waiting: int = 0
    more: bool = False


class Navigation(QListWidget):
    """Shows the places and tells which one is wanted.

    Signals:
        wanted: the key of a place.
    """

    wanted = Signal(str)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setFixedWidth(152)
        self.setAccessibleName("台账目录")
        self.setMouseTracking(True)
        self.hovered = -1  # the row under the mouse
        self.recolour(colours)
        self._places: tuple[Place, ...] = ()
        self._open = False
        self.itemClicked.connect(self._want)
        self.itemActivated.connect(self._want)
        self.itemEntered.connect(lambda item: self._hover(self.row(item)))
        self.viewportEntered.connect(lambda: self._hover(-1))

    def recolour(self, colours: Colours) -> None:
        """Take on other colours."""
        self.setItemDelegate(_Line(colours, self))

    @property
    def places(self) -> tuple[Place, ...]:
        """What is listed."""
        return self._places

    def show_places(self, places: Iterable[Place], current: str = "") -> None:
        """List these places, one of them the current."""
        from PySide6.QtCore import Qt

        self._places = tuple(places)
        current = current or self.current()
        self._open = self._open or any(place.key == current for place in self._places if place.more)
        self.clear()
        for place in self._places:
            if place.more and not self._open:
                continue
            item = QListWidgetItem(("    " if place.more else "") + place.label)
            item.setData(_KEY, place.key)
            item.setData(_WAITING, place.waiting)
            item.setData(_ICON, "chevron-up" if place.key == MORE and self._open else place.icon)
            item.setSizeHint(QSize(100, _HEIGHT if place.key else _LINE))
            if not place.key:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
            if place.key == current:
                self.setCurrentItem(item)

    def count_waiting(self, waiting: dict[str, int]) -> None:
        """Set the numbers."""
        for row in range(self.count()):
            item = self.item(row)
            item.setData(_WAITING, waiting.get(item.data(_KEY), 0))
        self._places = tuple(
            Place(place.key, place.label, place.icon, waiting.get(place.key, 0), place.more) for place in self._places
        )

    def current(self) -> str:
        """Give the current place's key."""
        item = self.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def set_current(self, key: str) -> None:
        """Mark a place as the current one."""
        if not self._open and any(place.key == key and place.more for place in self._places):
            self._open = True
            self.show_places(self._places, key)
        for row in range(self.count()):
            if self.item(row).data(_KEY) == key:
                self.setCurrentRow(row)
                return
        self.setCurrentRow(-1)

    def _hover(self, row: int) -> None:
        self.hovered = row
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _want(self, item: QListWidgetItem) -> None:
        key = str(item.data(_KEY))
        if key == MORE:
            self._open = not self._open
            self.show_places(self._places)
        elif key:
            self.wanted.emit(key)


class _Line(QStyledItemDelegate):
    """Draws a place: a bar where it is current, its icon, its name, the number that waits."""

    def __init__(self, colours: Colours, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._colours, self._navigation = colours, navigation

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        seen, colours = cast("Any", option), self._colours
        rect: QRect = seen.rect
        if not index.data(_KEY):
            painter.setPen(QPen(QColor(colours.line)))
            painter.drawLine(rect.left() + 16, rect.center().y(), rect.right() - 16, rect.center().y())
            return
        # The option's own state would say the same, but build QStyle's enums first.
        current = index.row() == self._navigation.currentRow()
        if current or index.row() == self._navigation.hovered:
            painter.fillRect(rect, QColor(colours.chosen if current else colours.hover))
        if current:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours.accent))
        if name := index.data(_ICON):
            picture = drawing(name, colours.accent if current else colours.second, 16)
            painter.drawPixmap(rect.left() + 16, rect.top() + (rect.height() - 16) // 2, picture)
        painter.setPen(QColor(colours.ink))
        room = rect.adjusted(42, 0, -12, 0)
        painter.drawText(room, LEFT, str(index.data()).strip())
        if waiting := index.data(_WAITING):
            painter.setPen(QColor(colours.accent))
            text = str(waiting) if waiting < 1000 else "999+"
            painter.drawText(room, RIGHT, text)
