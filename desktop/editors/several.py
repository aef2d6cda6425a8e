"""Several values in one field: chips above, and a line that adds one more from a list."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.editors.chips import Chips
from desktop.editors.editor import Editor
from desktop.editors.noted import NotedLine
from desktop.editors.offers import Offer, Offers
from models.field import Field


class SeveralEditor(Editor):
    """What was chosen stands as chips; Backspace in the empty line takes out the last one."""

    tall = True

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, desk, parent)
        self.chosen: list[Offer] = []
        self.chips = Chips(self)
        self.chips.taken_out.connect(self._take_out)
        self.line = NotedLine(self)
        self.line.setPlaceholderText(field.facts.hint or "添加…")
        self.line.setAccessibleName(field.title)
        self.line.textEdited.connect(self._typed)
        self.offers = Offers(self.line, self._left_to_offer)
        self.offers.picked.connect(self._pick)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.chips)
        layout.addWidget(self.line)
        self.watch(self.line)

    def offered(self, typed: str) -> list[Offer]:
        """Offer what fits what was typed; each heir its own."""
        raise NotImplementedError

    def shown(self, value: Any, text: str) -> list[Offer]:
        """Part a value into its chips; each heir its own."""
        raise NotImplementedError

    def text(self) -> str:
        """Give the chips' names, and what stands in the line."""
        return "、".join([*(offer.text for offer in self.chosen), *([self.pending()] if self.pending() else [])])

    def retype(self, text: str) -> None:
        """Put the names into the line; they are looked up when the row is saved."""
        self.line.setText(text)
        self.edited.emit()

    def put(self, value: Any, mark: str, text: str) -> None:
        """Show the chips of a value."""
        self.chosen = self.shown(value, text) if value else []
        self.line.clear()
        self.chips.show_texts([offer.text for offer in self.chosen])

    def pending(self) -> str:
        """Give what stands in the line and is no chip yet."""
        return self.line.text().strip()

    def _left_to_offer(self, typed: str) -> list[Offer]:
        return [offer for offer in self.offered(typed) if offer not in self.chosen]

    def _typed(self) -> None:
        self.edited.emit()
        self.offers.offer(self.pending())

    def _pick(self, key: str, text: str) -> None:
        self.chosen = [*self.chosen, Offer(key, text)]
        self.line.clear()
        self._changed()

    def _take_out(self, number: int) -> None:
        self.chosen = [offer for at, offer in enumerate(self.chosen) if at != number]
        self._changed()

    def _changed(self) -> None:
        self.chips.show_texts([offer.text for offer in self.chosen])
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        backspace = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _is_backspace(event)
        if watched is self.focusProxy() and backspace and not self.line.text() and self.chosen:
            self._take_out(len(self.chosen) - 1)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.offers.offer("")
        else:
            super().keyPressEvent(event)


def _is_backspace(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Backspace
