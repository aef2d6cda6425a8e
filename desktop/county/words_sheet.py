"""The editor of the dictionaries: terms in their order, with buttons to move, rename and retire the selected one."""

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
    """Edits one dictionary at a time; a double click renames a term, Enter in the line adds one.

    Signals:
        done: a change was saved (the label of the command).
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
        # The list must not be refilled while it is still emitting itemChanged, so the refill waits for the event loop.
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
        """Reload from the book, keeping the selected dictionary and term."""
        dictionary_labels = self._desk.ask(dictionaries)
        if [self.which.itemData(row) for row in range(self.which.count())] != list(dictionary_labels):
            self.which.blockSignals(True)
            self.which.clear()
            for key, label in dictionary_labels.items():
                self.which.addItem(label, key)
            self.which.blockSignals(False)
        self._show()

    def _show(self) -> None:
        key, row = str(self.which.currentData()), max(self.list.currentRow(), 0)
        self._words = self._desk.ask(lambda session: words(session, key))
        self.list.blockSignals(True)
        self.list.clear()
        for term in self._words:
            item = QListWidgetItem(term.word + (_RESTS if term.idle else ""))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(term.source)
            item.setSizeHint(QSize(0, 30))
            if term.idle:
                item.setForeground(self.palette().placeholderText())
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, len(self._words) - 1))
        self.list.blockSignals(False)
        self._name_rest()

    def add(self) -> None:
        """Add the typed term at the end of the dictionary."""
        key, typed = str(self.which.currentData()), self.line.text()
        if self._do(f"添加词条：{typed.strip()}", lambda session: add_word(session, key, typed)):
            self.line.clear()
            self._show()
            self.list.setCurrentRow(len(self._words) - 1)

    def _edit(self) -> None:
        if (item := self.list.currentItem()) is not None:
            self.list.editItem(item)

    def _renamed(self, item: QListWidgetItem) -> None:
        term = self._words[self.list.row(item)]
        typed = item.text().removesuffix(_RESTS)
        if typed.strip() != term.word:
            self._do(f"词条改名：{term.word} → {typed.strip()}", lambda session: rename_word(session, term.row, typed))
        self._soon.start()

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < len(self._words) and row >= 0:
            term = self._words[row]
            self._do(f"词条排序：{term.word}", lambda session: move_word(session, term.row, by))
            self._show()
            self.list.setCurrentRow(row + by)

    def _rest(self) -> None:
        if (row := self.list.currentRow()) >= 0:
            term = self._words[row]
            label = f"{'启用' if term.idle else '停用'}词条：{term.word}"
            self._do(label, lambda session: rest_word(session, term.row, idle=not term.idle))
            self._show()

    def _name_rest(self) -> None:
        row = self.list.currentRow()
        self.rest.setText("启用" if 0 <= row < len(self._words) and self._words[row].idle else "停用")

    def _do(self, label: str, work: Callable[[Any], object]) -> bool:
        """Run one command and return True, or show the user error above the list and return False."""
        try:
            self._desk.deed(label, work)
        except Refusal as error:
            self.refused.setText(str(error))
            self.refused.show()
            return False
        self.refused.hide()
        self.done.emit(label)
        return True
