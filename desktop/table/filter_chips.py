"""The filter chips above a table: each shows a filter as text and removes it when clicked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.theme.palette import MARGIN
from models.fields.field import Field
from models.fields.kinds import ChoiceKind, DayKind, LinkKind, LinksKind, YesNoKind
from models.queries.ledger_query import OPERATORS, Condition

_NUMBER_OPERATORS = {"ge": "≥", "le": "≤", "is": "=", "not": "≠"}
_DAY_OPERATORS = {"ge": "不早于", "le": "不晚于", "is": "是", "not": "不是"}


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A condition of a query, and the text of its chip."""

    condition: Condition
    text: str


def operators_for(field: Field) -> tuple[str, ...]:
    """Return the operators that make sense for a field, the most usual first."""
    kind = field.kind
    if kind.numeric or isinstance(kind, DayKind):
        return ("ge", "le", "is", "empty", "filled")
    if isinstance(kind, YesNoKind):
        return ("is", "empty", "filled")
    if isinstance(kind, LinkKind) or (isinstance(kind, ChoiceKind) and not kind.many):
        return ("any", "is", "not", "contains", "lacks", "empty", "filled")
    if field.private or kind.multiline or isinstance(kind, (ChoiceKind, LinksKind)):
        return ("contains", "lacks", "is", "empty", "filled")
    return ("contains", "lacks", "is", "any", "empty", "filled")


def operator_label(field: Field, operator: str) -> str:
    """Return the label of an operator for this kind of field."""
    words = _NUMBER_OPERATORS if field.kind.numeric else _DAY_OPERATORS if isinstance(field.kind, DayKind) else {}
    return words.get(operator, OPERATORS[operator])


class FilterBar(QWidget):
    """A row of chips; hidden while there are none.

    Signals:
        chip_removed: a chip was clicked (its position from 0).
        all_removed: all chips should be removed.
    """

    chip_removed = Signal(int)
    all_removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, 0, MARGIN, 8)
        self._row.setSpacing(6)
        self.hide()

    def show_chips(self, texts: Sequence[str]) -> None:
        """Replace the chips by these texts."""
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, text in enumerate(texts):
            chip = QPushButton(f"{text}  ×")
            chip.setObjectName("chip")
            chip.setToolTip(f"去掉“{text}”")
            chip.clicked.connect(lambda _=False, position=number: self.chip_removed.emit(position))
            self._row.addWidget(chip)
        if len(texts) > 1:
            clear = QPushButton("全部清除")
            clear.setObjectName("flat")
            clear.clicked.connect(self.all_removed)
            self._row.addWidget(clear)
        self._row.addStretch(1)
        self.setVisible(bool(texts))
