"""One word of a dictionary: from a list that narrows by words and pinyin initials."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.editors.line import LineEditor
from desktop.editors.offers import Offer, Offers, fitting
from models.field import Field
from models.kinds import Choice


class ChoiceEditor(LineEditor):
    """A line with the dictionary's words below it; a book without that dictionary takes any word."""

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, desk, parent)
        self.add_button("chevron-down", "全部选项（Alt+↓）").clicked.connect(self.open_list)
        self.offers = Offers(self.line, self._find)
        self.offers.picked.connect(self._pick)

    def words(self) -> list[str]:
        """Give the words to choose from."""
        kind = self.field.kind
        return list(self.desk.context().terms.get(kind.dictionary, ())) if isinstance(kind, Choice) else []

    def open_list(self) -> None:
        """Show all words, the present one chosen."""
        self.line.setFocus()
        self.offers.offer("", self.line.text())

    def left(self) -> None:
        """Take the one word that fits what was typed; more than one stays as typed, to be refused in words."""
        typed = self.line.text().strip()
        if typed and self.words() and typed not in self.words():
            matches = fitting(typed, self.words())
            if len(matches) == 1:
                self.type_in(matches[0].text)
        super().left()

    def _find(self, typed: str) -> list[Offer]:
        blank = [] if typed or self.field.required or not self.line.text() else [Offer("", "（空）")]
        return [*blank, *fitting(typed, self.words())]

    def offer(self) -> None:
        """Narrow the list to what is typed."""
        self.offers.offer(self.line.text().strip())

    def _pick(self, key: str, text: str) -> None:
        self.line.setText(key)
        self.line.say("")
        self.edited.emit()
        self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_list()
        else:
            super().keyPressEvent(event)
