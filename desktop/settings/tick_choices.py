"""An editor of a definition that takes several of its choices: a box to tick for each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

_SEPARATOR = "、"


class TickChoices(QWidget):
    """Boxes in the order of the choices; the value is the ticked ones, joined.

    Signals:
        chosen: a box was ticked or unticked by the user (the new value).
    """

    chosen = Signal(str)

    def __init__(self, choices: Sequence[str], value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ticked = value.split(_SEPARATOR)
        self.boxes = {choice: QCheckBox(choice) for choice in choices}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(6)
        for choice, box in self.boxes.items():
            box.setChecked(choice in ticked)
            box.clicked.connect(lambda _: self.chosen.emit(self.text()))
            layout.addWidget(box)

    def text(self) -> str:
        """Return the value."""
        return _SEPARATOR.join(choice for choice, box in self.boxes.items() if box.isChecked())
