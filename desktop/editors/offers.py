"""The list that drops down below a line and offers what may be meant."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate

from models.search import fold, initials

_ROWS = 12
_FAR = 9  # behind every rank
_LOOK = """
QListView { border: 1px solid palette(mid); background: palette(base); outline: 0; }
QListView::item { height: 28px; color: palette(text); }
QListView::item:selected { background: palette(highlight); color: palette(highlighted-text); }
"""


class Offer(NamedTuple):
    """One line of the list: what it stands for, and its text."""

    key: str
    text: str


class Offers(QCompleter):
    """Shows what ``find`` gives for the typed text; Enter takes the first, arrows choose, Esc closes.

    Signals:
        picked: an offer was taken (its key, its text).
    """

    picked = Signal(str, str)

    def __init__(self, line: QLineEdit, find: Callable[[str], Sequence[Offer]]) -> None:
        super().__init__(line)
        self._find = find
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_ROWS)
        self.setWidget(line)
        self._line = line
        self._dressed = False
        line.installEventFilter(self)
        activated: Any = self.activated
        activated[QModelIndex].connect(self._take)

    def offer(self, typed: str, chosen: str = "") -> None:
        """Open the list for what was typed; ``chosen`` is the text to start from when all are shown."""
        matches = self._find(typed)
        if not matches and not self._dressed:
            return
        self._dress()
        self._items.clear()
        for match in matches:
            item = QStandardItem(match.text)
            item.setData(match.key, Qt.ItemDataRole.UserRole)
            self._items.appendRow(item)
        if not matches:
            self.popup().hide()
            return
        self.complete()
        texts = [match.text for match in matches]
        at = texts.index(chosen) if chosen in texts else 0 if typed else -1
        self.popup().setCurrentIndex(self.completionModel().index(at, 0))

    def _dress(self) -> None:
        """Make the list look its part when it is first opened; most never are, and a form has thirty of them."""
        if not self._dressed:
            self._dressed = True
            self.popup().setItemDelegate(QStyledItemDelegate(self))
            self.popup().setStyleSheet(_LOOK)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is getattr(self, "_line", None) and isinstance(event, QMouseEvent):
            pressed = event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton
            if pressed and not self._line.isReadOnly():
                self.offer("", self._line.text())
        return super().eventFilter(watched, event)

    def _take(self, index: QModelIndex | QPersistentModelIndex) -> None:
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        self.picked.emit(str(index.data(Qt.ItemDataRole.UserRole)), text)


def fitting(typed: str, words: Sequence[str], limit: int = 50) -> list[Offer]:
    """Choose the words that begin with, hold, or have the pinyin initials of what was typed, the nearest first."""
    folded = fold(typed)
    if not folded:
        return [Offer(word, word) for word in words[:limit]]
    ranked = [(rank, word) for word in words if (rank := _rank(folded, word)) is not None]
    return [Offer(word, word) for _, word in sorted(ranked, key=lambda pair: pair[0])[:limit]]


def nearest_first(typed: str, found: Sequence[Offer]) -> list[Offer]:
    """Put what was found by any of its words in the order of how near its name is to what was typed."""
    folded = fold(typed)
    ranks = {offer: _rank(folded, offer.text) for offer in found}
    return sorted(found, key=lambda offer: _FAR if ranks[offer] is None else ranks[offer] or 0)


def _rank(folded: str, word: str) -> int | None:
    plain = fold(word)
    if plain.startswith(folded):
        return 0
    if folded in plain:
        return 1
    if not folded.isascii():
        return None
    spelled = initials(plain)
    if any(spelling.startswith(folded) for spelling in spelled):
        return 2
    return 3 if any(folded in spelling for spelling in spelled) else None
