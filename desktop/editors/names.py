"""Persons and units by name: completed from the names the book already holds."""

from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.editors.line import LineEditor
from desktop.editors.offers import Offer, Offers, fitting
from models.field import Field

_MARKS = "、，,;；/"


class NamesEditor(LineEditor):
    """One or several names with 、 between them; each is completed as it is typed."""

    def __init__(self, field: Field, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(field, desk, parent)
        self.offers = Offers(self.line, self._find)
        self.offers.picked.connect(self._pick)

    def reading(self) -> str:
        """Write the names the way they will be kept, where that differs."""
        text = self.read().value or ""
        return "" if text == self.line.text().strip(_MARKS + " ") else text

    def _start(self) -> int:
        """Give the place where the name at hand begins."""
        return max(self.line.text().rfind(mark) for mark in _MARKS) + 1

    def _find(self, typed: str) -> list[Offer]:
        if not typed:
            return []
        current_text = self.line.text()
        return [
            offer
            for offer in fitting(typed, self.desk.names(type(self.field.kind)), 8)
            if offer.text not in current_text
        ]

    def offer(self) -> None:
        """Complete the name at hand."""
        self.offers.offer(self.line.text()[self._start() :].strip())

    def _pick(self, key: str, text: str) -> None:
        self.line.setText(self.line.text()[: self._start()] + key)
        self.tell()
        self.edited.emit()
