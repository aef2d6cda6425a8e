"""用语: the sentences of circulars, of which the county may word any its own way; the shipped one can always return."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.app.book_session import BookSession
from desktop.app.notifications import ask_phrases, ask_where_to_write
from desktop.settings.phrase_form import PhraseForm
from models.errors import UserError
from models.settings.phrases import county_phrases, replace_phrases, reset_phrase, save_phrase
from reports.circulars.phrases.bank import Phrase, shipped_phrases
from reports.circulars.phrases.phrase_file import SUFFIX, read_phrases, write_phrases

_HINT = "通报里的每句话用在什么情况，由程序按数据选定；说法可以改成本县的。花括号里的空由程序填数、填名称。"
_KEY = Qt.ItemDataRole.UserRole


class PhraseEditor(QWidget):
    """Lists the phrases by part and situation at the left; at the right the form of the chosen one.

    Signals:
        saved: a wording was saved or the shipped one restored (the label of the command).
    """

    saved = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._county: dict[str, str] = {}
        self.search_line, self.only_county, self.phrase_list = QLineEdit(), QCheckBox("只看改过的"), QListWidget()
        self.form, self.message = PhraseForm(), QLabel()
        self.reset_all_button = QPushButton("全部恢复原话")
        self.export_button, self.import_button = QPushButton("导出用语…"), QPushButton("读入用语…")
        self._build()
        self.search_line.textChanged.connect(lambda _: self._fill_list())
        self.only_county.toggled.connect(lambda _: self._fill_list())
        self.phrase_list.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.form.save_wanted.connect(self.save)
        self.form.reset_wanted.connect(self.reset)
        self.reset_all_button.clicked.connect(lambda: self.reset(""))
        self.export_button.clicked.connect(self._export)
        self.import_button.clicked.connect(self._import)
        self.refresh()

    def _build(self) -> None:
        hint = QLabel(_HINT)
        for label in (hint, self.message):
            label.setObjectName("second")
            label.setWordWrap(True)
        self.search_line.setPlaceholderText("找一句话，例如 破零、环比、约谈")
        self.search_line.setAccessibleName("找用语")
        self.search_line.setClearButtonEnabled(True)
        self.phrase_list.setObjectName("results")
        self.phrase_list.setAccessibleName("用语")
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.search_line)
        column.addWidget(self.only_county)
        column.addWidget(self.phrase_list, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.form)
        split.setSizes([320, 560])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        buttons = QHBoxLayout()
        for button in (self.export_button, self.import_button, self.reset_all_button):
            buttons.addWidget(button)
        buttons.addWidget(self.message, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(hint)
        layout.addWidget(split, 1)
        layout.addLayout(buttons)

    # Showing.

    def refresh(self) -> None:
        """Read the county's wordings again, keeping the chosen phrase and what is being typed."""
        self._county = self._book_session.read(county_phrases)
        writable = self._book_session.store.writable
        self.reset_all_button.setEnabled(writable and bool(self._county))
        self.export_button.setEnabled(bool(self._county))
        self.import_button.setEnabled(writable)
        self._fill_list()

    def show_phrase(self, key: str) -> None:
        """Choose a phrase by its key."""
        self.search_line.clear()
        self.only_county.setChecked(False)
        for row in range(self.phrase_list.count()):
            if self.phrase_list.item(row).data(_KEY) == key:
                self.phrase_list.setCurrentRow(row)
                self.phrase_list.scrollToItem(self.phrase_list.item(row), QListWidget.ScrollHint.PositionAtCenter)
                self.form.edit_box.setFocus()

    def _fill_list(self) -> None:
        chosen = self.chosen_key
        self.phrase_list.blockSignals(True)
        self.phrase_list.clear()
        for key, phrase in shipped_phrases().items():
            if self._is_listed(key, phrase):
                item = QListWidgetItem(f"{'● ' if key in self._county else ''}{phrase.name}")
                item.setData(_KEY, key)
                item.setToolTip(self._county.get(key, phrase.text))
                self.phrase_list.addItem(item)
                if key == chosen:
                    self.phrase_list.setCurrentItem(item)
        self.phrase_list.blockSignals(False)
        if self.phrase_list.currentItem() is None and self.phrase_list.count():
            self.phrase_list.setCurrentRow(0)
        self._show_chosen()

    def _is_listed(self, key: str, phrase: Phrase) -> bool:
        if self.only_county.isChecked() and key not in self._county:
            return False
        wanted = self.search_line.text().strip()
        return not wanted or any(wanted in text for text in (phrase.name, phrase.text, self._county.get(key, "")))

    @property
    def chosen_key(self) -> str:
        """The key of the chosen phrase; empty for none."""
        item = self.phrase_list.currentItem()
        return str(item.data(_KEY)) if item is not None else ""

    def _show_chosen(self) -> None:
        phrase = shipped_phrases().get(self.chosen_key)
        county = self._county.get(self.chosen_key, "")
        self.form.show_phrase(phrase, county, writable=self._book_session.store.writable)

    # Changing.

    def save(self, key: str, typed: str) -> None:
        """Save the county's wording of a phrase; where it cannot be used, say why and keep what was typed."""
        phrase = shipped_phrases()[key]
        try:
            text = phrase.check(typed)
            label = f"修改用语 {phrase.name}"
            work = partial(save_phrase, key=key, name=phrase.name, text=text, shipped=phrase.text)
            self._book_session.run(label, work)
        except UserError as error:
            self.form.show_error(str(error))
            return
        self._after(label)

    def reset(self, key: str) -> None:
        """Restore the shipped wording of a phrase, or of all (an empty key); undo brings the county's back."""
        label = f"恢复原话 {shipped_phrases()[key].name}" if key else f"恢复全部原话，{len(self._county)}句"
        try:
            self._book_session.run(label, partial(reset_phrase, key=key or None))
        except UserError as error:
            self._tell(str(error))
        else:
            self._after(label)

    def _after(self, label: str) -> None:
        self.form.forget()
        self.refresh()
        self._tell(f"{label}，Ctrl+Z 可撤销")
        self.saved.emit(label)

    def _tell(self, text: str) -> None:
        self.message.setText(text)

    # Files.

    def _export(self) -> None:
        if path := ask_where_to_write(self, "导出用语", f"用语{SUFFIX}", SUFFIX):
            self.export_to(Path(path))

    def _import(self) -> None:
        if path := ask_phrases(self):
            self.import_from(Path(path))

    def export_to(self, path: Path) -> None:
        """Write the county's wordings into a file."""
        try:
            write_phrases(path, self._county)
        except UserError as error:
            self._tell(str(error))
        else:
            self._tell(f"已导出{len(self._county)}句：{path.name}")

    def import_from(self, path: Path) -> None:
        """Replace the county's wordings by those of a file, as one step that can be undone."""
        phrases = shipped_phrases()
        try:
            texts = {key: (phrases[key].name, text) for key, text in read_phrases(path).items()}
            label = f"读入用语，{len(texts)}句"
            self._book_session.run(label, partial(replace_phrases, texts=texts))
        except UserError as error:
            self._tell(str(error))
        else:
            self._after(label)
