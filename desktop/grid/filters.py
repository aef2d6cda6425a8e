"""The chips above a table: each filter in words, gone with a click."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.look.palette import MARGIN
from models.browse import OPERATORS, Condition
from models.field import Field
from models.kinds import Choice, Day, Link, YesNo

_SIGNS = {"ge": "≥", "le": "≤", "is": "=", "not": "≠"}
_DAYS = {"ge": "不早于", "le": "不晚于", "is": "是", "not": "不是"}


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition and how the clerk reads it."""

    condition: Condition
    text: str


def operators_for(field: Field) -> tuple[str, ...]:
    """Give the operators that make sense for a field, the likeliest first."""
    kind = field.kind
    if kind.numeric or isinstance(kind, Day):
        return ("ge", "le", "is", "empty", "filled")
    if isinstance(kind, YesNo):
        return ("is", "empty", "filled")
    if isinstance(kind, Link) or (isinstance(kind, Choice) and not kind.many):
        return ("is", "not", "contains", "lacks", "empty", "filled")
    return ("contains", "lacks", "is", "empty", "filled")


def operator_word(field: Field, operator: str) -> str:
    """Name an operator as it is said of this kind of field."""
    words = _SIGNS if field.kind.numeric else _DAYS if isinstance(field.kind, Day) else {}
    return words.get(operator, OPERATORS[operator])


class FilterBar(QWidget):
    """A row of chips; hidden while there is none.

    Signals:
        dropped: the clerk took away the chip of this number.
        cleared: the clerk took away all of them.
    """

    dropped = Signal(int)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, 0, MARGIN, 8)
        self._row.setSpacing(6)
        self.hide()

    def show_chips(self, texts: Sequence[str]) -> None:
        """Show these chips and no others."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, text in enumerate(texts):
            chip = QPushButton(f"{text}  ×")
            chip.setObjectName("chip")
            chip.setToolTip(f"去掉“{text}”")
            chip.clicked.connect(lambda _=False, position=number: self.dropped.emit(position))
            self._row.addWidget(chip)
        if len(texts) > 1:
            clear = QPushButton("全部清除")
            clear.setObjectName("flat")
            clear.clicked.connect(self.cleared)
            self._row.addWidget(clear)
        self._row.addStretch(1)
        self.setVisible(bool(texts))
