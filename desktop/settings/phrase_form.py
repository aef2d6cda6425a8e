"""The form of one phrase: the shipped wording, the county's own, and buttons that insert its slots."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.editors.composition import ComposingTextEdit, commit_composition
from reports.circulars.phrases.bank import Phrase

_BOX_HEIGHT = 120  # pixels: four lines


class PhraseForm(QWidget):
    """Edits the wording of a phrase.

    Signals:
        save_wanted: a wording was typed (key, text).
        reset_wanted: the shipped wording should be restored (key).
    """

    save_wanted = Signal(str, str)
    reset_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phrase: Phrase | None = None
        self._shown = ""  # the wording shown when the phrase was opened
        self.heading, self.shipped_label, self.error_label = QLabel(), QLabel(), QLabel()
        self.edit_box = ComposingTextEdit(self)
        self.save_button, self.reset_button = QPushButton("保存"), QPushButton("恢复原话")
        self.slots_label = QLabel()
        self._build()
        self.save_button.clicked.connect(self._submit)
        self.reset_button.clicked.connect(self._reset)

    def _build(self) -> None:
        self.heading.setObjectName("heading")
        self.error_label.setObjectName("refused")
        self.error_label.hide()
        self.edit_box.setFixedHeight(_BOX_HEIGHT)
        self.edit_box.setTabChangesFocus(True)
        self.edit_box.setAccessibleName("本县的说法")
        self.slots_label.setTextFormat(Qt.TextFormat.RichText)
        self.slots_label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.slots_label.setAccessibleName("可以用的空")
        self.slots_label.linkActivated.connect(self.insert_slot)
        for label in (self.heading, self.shipped_label, self.error_label, self.slots_label):
            label.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.reset_button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        for caption, part in (("原话", self.shipped_label), ("本县的说法", self.edit_box), ("", self.error_label)):
            if caption:
                label = QLabel(caption)
                label.setObjectName("second")
                layout.addWidget(label)
            layout.addWidget(part)
        layout.addWidget(self.slots_label)
        layout.addLayout(buttons)
        layout.addStretch(1)

    def show_phrase(self, phrase: Phrase | None, county: str, *, writable: bool) -> None:
        """Show a phrase with the county's wording (empty: none); what is being typed in the same one stays."""
        text = county or (phrase.text if phrase else "")
        same = phrase is not None and self._phrase == phrase
        if same and self.edit_box.toPlainText() != self._shown and self._shown == text:
            return
        self._phrase, self._shown = phrase, text
        self.setVisible(phrase is not None)
        self.error_label.hide()
        self.edit_box.setPlainText(text)
        self.edit_box.setReadOnly(not writable)
        self.save_button.setEnabled(writable)
        self.reset_button.setEnabled(writable and bool(county))
        if phrase is not None and not same:
            self.heading.setText(phrase.name)
            self.shipped_label.setText(phrase.text)
            self._offer_slots(phrase)

    def forget(self) -> None:
        """Forget what was typed: it is saved."""
        self._shown = self.edit_box.toPlainText()

    def _offer_slots(self, phrase: Phrase) -> None:
        links = "　".join(f'<a href="{escape(slot)}">{{{escape(slot)}}}</a>' for slot in phrase.slots)
        self.slots_label.setText(f"可以用的空（点一下插在光标处）：{links}" if links else "这句话里没有空。")

    def insert_slot(self, slot: str) -> None:
        """Insert a slot at the cursor."""
        if not self.edit_box.isReadOnly():
            self.edit_box.insertPlainText(f"{{{slot}}}")
            self.edit_box.setFocus()

    def show_error(self, message: str) -> None:
        """Show why the wording cannot be used."""
        self.error_label.setText(message)
        self.error_label.show()

    def _submit(self) -> None:
        if self._phrase is not None:
            commit_composition(self.edit_box)
            self.save_wanted.emit(self._phrase.key, self.edit_box.toPlainText())

    def _reset(self) -> None:
        if self._phrase is not None:
            self.reset_wanted.emit(self._phrase.key)
