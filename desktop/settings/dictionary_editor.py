"""The editor of the dictionaries: terms in their order, with buttons to move, rename and retire the selected one."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
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

from desktop.app.book_session import BookSession
from desktop.app.delay import DelayTimer
from models.errors import UserError
from models.settings.dictionaries import (
    DictionaryTerm,
    add_term,
    dictionary_names,
    dictionary_terms,
    move_term,
    rename_term,
    set_term_idle,
)
from models.storage.store import Session

_WIDTH = 560
_IDLE_SUFFIX = "（停用）"


class DictionaryEditor(QWidget):
    """Edits one dictionary at a time; a double click renames a term, Enter in the line adds one.

    Signals:
        saved: a change was saved (the label of the command).
    """

    saved = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._terms: list[DictionaryTerm] = []
        self.dictionary_choice, self.term_list, self.new_term_line, self.error_label = (
            QComboBox(),
            QListWidget(),
            QLineEdit(),
            QLabel(),
        )
        self.dictionary_choice.setAccessibleName("字典")
        self.dictionary_choice.setMaxVisibleItems(24)
        self.term_list.setObjectName("results")
        self.term_list.setAccessibleName("词条")
        self.new_term_line.setPlaceholderText("新词条，回车添加")
        self.error_label.setObjectName("refused")
        self.error_label.setWordWrap(True)
        self.error_label.hide()
        self.dictionary_choice.currentIndexChanged.connect(lambda _: self._show_terms())
        self.new_term_line.returnPressed.connect(self.add_term)
        self.term_list.itemChanged.connect(self._on_term_renamed)
        self.term_list.currentRowChanged.connect(lambda _: self._update_idle_button())
        # The list must not be refilled while it is still emitting itemChanged, so the refill waits for the event loop.
        self._refill_timer = DelayTimer(self, 0, self._show_terms)
        self._build()
        self.refresh()

    def _build(self) -> None:
        hint = QLabel("双击词条可以改名，用到它的各行会一起改；停用后不再出现在下拉里，旧数据不受影响。")
        hint.setObjectName("second")
        hint.setWordWrap(True)
        self.idle_button = self._button("停用", self._toggle_idle)
        buttons = QHBoxLayout()
        for button in (
            self._button("上移", lambda: self._move_term(-1)),
            self._button("下移", lambda: self._move_term(1)),
            self._button("改名", self._edit_term),
            self.idle_button,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        adding = QHBoxLayout()
        adding.addWidget(self.new_term_line, 1)
        adding.addWidget(self._button("添加", self.add_term))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.setMaximumWidth(_WIDTH)
        layout.addWidget(self.dictionary_choice)
        layout.addWidget(hint)
        layout.addLayout(adding)
        layout.addWidget(self.error_label)
        layout.addWidget(self.term_list, 1)
        layout.addLayout(buttons)

    def _button(self, text: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.clicked.connect(lambda _checked: run())
        return button

    def refresh(self) -> None:
        """Reload from the book, keeping the selected dictionary and term."""
        dictionary_labels = self._book_session.read(dictionary_names)
        if [self.dictionary_choice.itemData(row) for row in range(self.dictionary_choice.count())] != list(
            dictionary_labels
        ):
            self.dictionary_choice.blockSignals(True)
            self.dictionary_choice.clear()
            for key, label in dictionary_labels.items():
                self.dictionary_choice.addItem(label, key)
            self.dictionary_choice.blockSignals(False)
        self._show_terms()

    def _show_terms(self) -> None:
        key, row = str(self.dictionary_choice.currentData()), max(self.term_list.currentRow(), 0)
        self._terms = self._book_session.read(lambda session: dictionary_terms(session, key))
        self.term_list.blockSignals(True)
        self.term_list.clear()
        for term in self._terms:
            item = QListWidgetItem(term.word + (_IDLE_SUFFIX if term.idle else ""))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setToolTip(term.source)
            item.setSizeHint(QSize(0, 30))
            if term.idle:
                item.setForeground(self.palette().placeholderText())
            self.term_list.addItem(item)
        self.term_list.setCurrentRow(min(row, len(self._terms) - 1))
        self.term_list.blockSignals(False)
        self._update_idle_button()

    def add_term(self) -> None:
        """Add the typed term at the end of the dictionary."""
        key, typed = str(self.dictionary_choice.currentData()), self.new_term_line.text()
        if self._run_command(f"添加词条：{typed.strip()}", lambda session: add_term(session, key, typed)):
            self.new_term_line.clear()
            self._show_terms()
            self.term_list.setCurrentRow(len(self._terms) - 1)

    def _edit_term(self) -> None:
        if (item := self.term_list.currentItem()) is not None:
            self.term_list.editItem(item)

    def _on_term_renamed(self, item: QListWidgetItem) -> None:
        term = self._terms[self.term_list.row(item)]
        typed = item.text().removesuffix(_IDLE_SUFFIX)
        if typed.strip() != term.word:
            self._run_command(
                f"词条改名：{term.word} → {typed.strip()}", lambda session: rename_term(session, term.row, typed)
            )
        self._refill_timer.start()

    def _move_term(self, by: int) -> None:
        row = self.term_list.currentRow()
        if 0 <= row + by < len(self._terms) and row >= 0:
            term = self._terms[row]
            self._run_command(f"词条排序：{term.word}", lambda session: move_term(session, term.row, by))
            self._show_terms()
            self.term_list.setCurrentRow(row + by)

    def _toggle_idle(self) -> None:
        if (row := self.term_list.currentRow()) >= 0:
            term = self._terms[row]
            label = f"{'启用' if term.idle else '停用'}词条：{term.word}"
            self._run_command(label, lambda session: set_term_idle(session, term.row, idle=not term.idle))
            self._show_terms()

    def _update_idle_button(self) -> None:
        row = self.term_list.currentRow()
        self.idle_button.setText("启用" if 0 <= row < len(self._terms) and self._terms[row].idle else "停用")

    def _run_command(self, label: str, work: Callable[[Session], object]) -> bool:
        """Run one command and return True, or show the user error above the list and return False."""
        try:
            self._book_session.run(label, work)
        except UserError as error:
            self.error_label.setText(str(error))
            self.error_label.show()
            return False
        self.error_label.hide()
        self.saved.emit(label)
        return True
