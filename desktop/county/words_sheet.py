"""Tending a dictionary: its words in order, with what can be done to the one chosen."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from models.refusal import Refusal
from models.words import Word, add_word, dictionaries, move_word, rename_word, rest_word, words

_WIDTH = 560
_RESTS = "（停用）"


class WordsSheet(QWidget):
    """One dictionary at a time; a double click renames a word, Enter in the line adds one.

    Signals:
        done: a sentence saying what was done.
    """

    done = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._words: list[Word] = []
        self.which, self.list, self.line, self.refused = QComboBox(), QListWidget(), QLineEdit(), QLabel()
        self.which.setAccessibleName("字典")
        self.which.setMaxVisibleItems(24)
        self.list.setObjectName("results")
        self.list.setAccessibleName("词条")
        self.line.setPlaceholderText("新词条，回车添加")
        self.refused.setObjectName("refused")
        self.refused.setWordWrap(True)
        self.refused.hide()
        self.which.currentIndexChanged.connect(lambda _: self._show())
        self.line.returnPressed.connect(self.add)
        self.list.itemChanged.connect(self._renamed)
        self.list.currentRowChanged.connect(lambda _: self._name_rest())
        # A list must not be filled anew while it is still telling of a change in it.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show)
        self._build()
        self.refresh()

    def _build(self) -> None:
        hint = QLabel("双击词条可以改名，用到它的各行会一起改；停用后不再出现在下拉里，旧数据不受影响。")
        hint.setObjectName("second")
        hint.setWordWrap(True)
        self.rest = self._button("停用", self._rest)
        buttons = QHBoxLayout()
        for button in (
            self._button("上移", lambda: self._move(-1)),
            self._button("下移", lambda: self._move(1)),
            self._button("改名", self._edit),
            self.rest,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        adding = QHBoxLayout()
        adding.addWidget(self.line, 1)
        adding.addWidget(self._button("添加", self.add))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.setMaximumWidth(_WIDTH)
        layout.addWidget(self.which)
        layout.addWidget(hint)
        layout.addLayout(adding)
        layout.addWidget(self.refused)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)

    def _button(self, text: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _checked: run())
        return button

    def refresh(self) -> None:
        """Ask the book again, keeping to the same dictionary and word."""
        found = self._desk.ask(dictionaries)
        if [self.which.itemData(row) for row in range(self.which.count())] != list(found):
            self.which.blockSignals(True)
            self.which.clear()
            for key, label in found.items():
                self.which.addItem(label, key)
            self.which.blockSignals(False)
        self._show()

    def _show(self) -> None:
        key, row = str(self.which.currentData()), max(self.list.currentRow(), 0)
        self._words = self._desk.ask(lambda session: words(session, key))
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._words:
            item = QListWidgetItem(one.word + (_RESTS if one.idle else ""))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(one.source)
            item.setSizeHint(QSize(0, 30))
            if one.idle:
                item.setForeground(self.palette().placeholderText())
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, len(self._words) - 1))
        self.list.blockSignals(False)
        self._name_rest()

    def add(self) -> None:
        """Add the word typed."""
        key, typed = str(self.which.currentData()), self.line.text()
        if self._do(f"添加词条：{typed.strip()}", lambda session: add_word(session, key, typed)):
            self.line.clear()
            self._show()
            self.list.setCurrentRow(len(self._words) - 1)

    def _edit(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self.list.editItem(item)

    def _renamed(self, item: QListWidgetItem) -> None:
        one = self._words[self.list.row(item)]
        typed = item.text().removesuffix(_RESTS)
        if typed.strip() != one.word:
            self._do(f"词条改名：{one.word} → {typed.strip()}", lambda session: rename_word(session, one.row, typed))
        self._soon.start()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < len(self._words) and row >= 0:
            one = self._words[row]
            self._do(f"词条排序：{one.word}", lambda session: move_word(session, one.row, by))
            self._show()
            self.list.setCurrentRow(row + by)

    def _rest(self) -> None:
        if (row := self.list.currentRow()) >= 0:
            one = self._words[row]
            label = f"{'启用' if one.idle else '停用'}词条：{one.word}"
            self._do(label, lambda session: rest_word(session, one.row, idle=not one.idle))
            self._show()

    def _name_rest(self) -> None:
        row = self.list.currentRow()
        self.rest.setText("启用" if 0 <= row < len(self._words) and self._words[row].idle else "停用")

    def _do(self, label: str, work: Callable[[Any], object]) -> bool:
        """Do one deed, or say beside the list why it was refused."""
        try:
            self._desk.deed(label, work)
        except Refusal as refusal:
            self.refused.setText(str(refusal))
            self.refused.show()
            return False
        self.refused.hide()
        self.done.emit(label)
        return True
