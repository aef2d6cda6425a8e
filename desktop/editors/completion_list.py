"""The list that drops down below a line and offers what may be meant."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyledItemDelegate

from models.search.index import fold_text
from models.search.pinyin import pinyin_initials
from models.search.spelling import match_rank

_MAX_VISIBLE_ROWS = 12
_UNRANKED = 9  # behind every rank
_STYLE = """
QListView { border: 1px solid palette(mid); background: palette(base); outline: 0; }
QListView::item { height: 28px; color: palette(text); }
QListView::item:selected { background: palette(highlight); color: palette(highlighted-text); }
"""


class Completion(NamedTuple):
    """One line of the list: what it stands for, and its text."""

    key: str
    text: str


class CompletionList(QCompleter):
    """Shows what ``find`` gives for the typed text; Enter takes the first, arrows choose, Esc closes.

    Signals:
        picked: an offer was taken (its key, its text).
    """

    picked = Signal(str, str)

    def __init__(self, line: QLineEdit, find_matches: Callable[[str], Sequence[Completion]]) -> None:
        super().__init__(line)
        self._find_matches = find_matches
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_MAX_VISIBLE_ROWS)
        self.setWidget(line)
        self._line = line
        self._styled = False
        line.installEventFilter(self)
        activated: Any = self.activated
        activated[QModelIndex].connect(self._on_activated)

    def show_matches(self, typed: str, current_text: str = "") -> None:
        """Open the list for what was typed; ``chosen`` is the text to start from when all are shown."""
        matches = self._find_matches(typed)
        if not matches and not self._styled:
            return
        self._style_popup()
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
        at = texts.index(current_text) if current_text in texts else 0 if typed else -1
        self.popup().setCurrentIndex(self.completionModel().index(at, 0))

    def _style_popup(self) -> None:
        """Make the list look its part when it is first opened; most never are, and a form has thirty of them."""
        if not self._styled:
            self._styled = True
            self.popup().setItemDelegate(QStyledItemDelegate(self))
            self.popup().setStyleSheet(_STYLE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is getattr(self, "_line", None) and isinstance(event, QMouseEvent):
            pressed = event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton
            if pressed and not self._line.isReadOnly():
                self.show_matches("", self._line.text())
        return super().eventFilter(watched, event)

    def _on_activated(self, index: QModelIndex | QPersistentModelIndex) -> None:
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        self.picked.emit(str(index.data(Qt.ItemDataRole.UserRole)), text)


def matching_completions(typed: str, words: Sequence[str], limit: int = 50) -> list[Completion]:
    """Choose the words that begin with, hold, or are spelled in pinyin as was typed, the nearest first."""
    folded = fold_text(typed)
    if not folded:
        return [Completion(word, word) for word in words[:limit]]
    ranked = [(rank, word) for word in words if (rank := _rank(folded, word)) is not None]
    return [Completion(word, word) for _, word in sorted(ranked, key=lambda pair: pair[0])[:limit]]


def nearest_first(typed: str, completions: Sequence[Completion]) -> list[Completion]:
    """Put what was found by any of its words in the order of how near its name is to what was typed."""
    folded = fold_text(typed)
    ranks = {offer: _rank(folded, offer.text) for offer in completions}
    return sorted(completions, key=lambda offer: _UNRANKED if ranks[offer] is None else ranks[offer] or 0)


def _rank(folded: str, word: str) -> int | None:
    plain = fold_text(word)
    return match_rank(folded, plain, pinyin_initials(plain))
