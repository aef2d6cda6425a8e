"""The list of pages on the left; an item shows a number only where rows need attention."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme.colours import Colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.qt_flags import ALIGN_LEFT, ALIGN_RIGHT, USER_ROLE

MORE_KEY, DETAILS_KEY = "more", "details"  # the headings that fold and unfold what is under them
_KEY_ROLE, _WAITING_ROLE, _ICON_ROLE = range(USER_ROLE, USER_ROLE + 3)
_ITEM_HEIGHT, _SEPARATOR_HEIGHT = 29, 11
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A page of the navigation; ``fold`` is the key of the heading it is under, an empty key draws a line."""

    key: str
    label: str = ""
    icon: str = ""
    waiting_count: int = 0
    fold: str = ""


class Navigation(QListWidget):
    """Shows the pages and emits which one was chosen.

    Signals:
        page_wanted: a page was chosen (its key).
    """

    page_wanted = Signal(str)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setFixedWidth(152)
        self.setAccessibleName("台账目录")
        self.setMouseTracking(True)
        self.hovered = -1  # the row under the mouse
        self.recolour(colours)
        self._navigation_items: tuple[NavigationItem, ...] = ()
        self._unfolded: set[str] = set()
        self.itemClicked.connect(self._on_item_chosen)
        self.itemActivated.connect(self._on_item_chosen)
        self.itemEntered.connect(lambda item: self._set_hovered(self.row(item)))
        self.viewportEntered.connect(lambda: self._set_hovered(-1))

    def recolour(self, colours: Colours) -> None:
        """Draw with another set of colours."""
        self.setItemDelegate(_NavigationDelegate(colours, self))

    @property
    def navigation_items(self) -> tuple[NavigationItem, ...]:
        """The items, including those folded away."""
        return self._navigation_items

    def show_items(self, navigation_items: Iterable[NavigationItem], current_key: str = "") -> None:
        """Show these items; ``current_key`` is the key of the current one, empty to keep it."""
        from PySide6.QtCore import Qt

        self._navigation_items = tuple(navigation_items)
        current_key = current_key or self.current_key()
        self._unfolded |= {entry.fold for entry in self._navigation_items if entry.fold and entry.key == current_key}
        self.clear()
        for entry in self._navigation_items:
            if entry.fold and entry.fold not in self._unfolded:
                continue
            item = QListWidgetItem(("    " if entry.fold else "") + entry.label)
            item.setData(_KEY_ROLE, entry.key)
            item.setData(_WAITING_ROLE, entry.waiting_count)
            item.setData(_ICON_ROLE, "chevron-up" if entry.key in self._unfolded else entry.icon)
            item.setSizeHint(QSize(100, _ITEM_HEIGHT if entry.key else _SEPARATOR_HEIGHT))
            if not entry.key:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
            if entry.key == current_key:
                self.setCurrentItem(item)

    def set_waiting_counts(self, counts: dict[str, int]) -> None:
        """Set the numbers shown beside the items, by key."""
        for row in range(self.count()):
            item = self.item(row)
            item.setData(_WAITING_ROLE, counts.get(item.data(_KEY_ROLE), 0))
        self._navigation_items = tuple(
            replace(entry, waiting_count=counts.get(entry.key, 0)) for entry in self._navigation_items
        )

    def current_key(self) -> str:
        """Return the key of the current item; empty where there is none."""
        item = self.currentItem()
        return str(item.data(_KEY_ROLE)) if item is not None else ""

    def set_current_key(self, key: str) -> None:
        """Make the item of a key current, unfolding the heading it is under."""
        if any(entry.key == key and entry.fold not in {"", *self._unfolded} for entry in self._navigation_items):
            self.show_items(self._navigation_items, key)
        for row in range(self.count()):
            if self.item(row).data(_KEY_ROLE) == key:
                self.setCurrentRow(row)
                return
        self.setCurrentRow(-1)

    def _set_hovered(self, row: int) -> None:
        self.hovered = row
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hovered(-1)

    def _on_item_chosen(self, item: QListWidgetItem) -> None:
        key = str(item.data(_KEY_ROLE))
        if key in {MORE_KEY, DETAILS_KEY}:
            self._unfolded ^= {key}
            self.show_items(self._navigation_items)
        elif key:
            self.page_wanted.emit(key)


class _NavigationDelegate(QStyledItemDelegate):
    """Draws an item: a bar if it is current, its icon, its label, its number."""

    def __init__(self, colours: Colours, navigation: Navigation) -> None:
        super().__init__(navigation)
        self._colours, self._navigation = colours, navigation

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        seen, colours = cast("Any", option), self._colours
        rect: QRect = seen.rect
        if not index.data(_KEY_ROLE):
            painter.setPen(QPen(QColor(colours.line)))
            painter.drawLine(rect.left() + 16, rect.center().y(), rect.right() - 16, rect.center().y())
            return
        # option.state would tell the same, but reading it builds QStyle's enums, which slows the first paint down.
        current = index.row() == self._navigation.currentRow()
        if current or index.row() == self._navigation.hovered:
            painter.fillRect(rect, QColor(colours.chosen if current else colours.hover))
        if current:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(colours.accent))
        if name := index.data(_ICON_ROLE):
            picture = icon_pixmap(name, colours.accent if current else colours.second, 16)
            painter.drawPixmap(rect.left() + 16, rect.top() + (rect.height() - 16) // 2, picture)
        painter.setPen(QColor(colours.ink))
        text_rect = rect.adjusted(42, 0, -12, 0)
        painter.drawText(text_rect, ALIGN_LEFT, str(index.data()).strip())
        if waiting := index.data(_WAITING_ROLE):
            painter.setPen(QColor(colours.accent))
            text = str(waiting) if waiting < 1000 else "999+"
            painter.drawText(text_rect, ALIGN_RIGHT, text)
