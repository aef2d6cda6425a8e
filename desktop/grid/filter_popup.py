"""The small box that adds a filter: field, operator, value."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.editors import Editor, editor_for
from desktop.grid.filters import Filter, operator_word, operators_for
from models import browse, intake
from models.base import Ledger
from models.browse import Condition
from models.field import Field
from models.kind import Kind, Read
from models.refusal import Refusal
from models.store import Session

_BARE = frozenset(["empty", "filled"])
_TYPED = frozenset(["contains", "lacks"])


class FilterPopup(QFrame):
    """Asks for one condition, about the given field unless the clerk chooses another.

    Signals:
        made: a Filter.
    """

    made = Signal(object)

    def __init__(self, desk: Desk, ledger: type[Ledger], key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._desk = desk
        self._fields = browse.listed_fields(ledger)
        self.field, self.operator = QComboBox(), QComboBox()
        self.field.setMaxVisibleItems(16)
        self.field.addItems([field.title for field in self._fields])
        self.field.setCurrentIndex([field.key for field in self._fields].index(key))
        self.field.setMinimumWidth(180)
        self.operator.setMinimumWidth(96)
        self.value: QWidget = QWidget()
        self.refused = QLabel()
        self.refused.setObjectName("refused")
        self.refused.setWordWrap(True)
        self.refused.hide()
        self.add = QPushButton("添加")
        self.add.setObjectName("primary")
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        for widget in (self.field, self.operator, self.value, self.add):
            self._row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        heading = QLabel("只看符合条件的行")
        heading.setObjectName("heading")
        layout.addWidget(heading)
        layout.addLayout(self._row)
        layout.addWidget(self.refused)
        self.field.currentIndexChanged.connect(self._offer_operators)
        self.operator.currentIndexChanged.connect(self._offer_value)
        self.add.clicked.connect(self._make)
        self._offer_operators()

    def open_at(self, corner: QPoint) -> None:
        """Show it below something, its right edge at the corner."""
        self.adjustSize()
        self.move(corner - QPoint(self.width(), 0))
        self.show()
        self.field.setFocus()

    @property
    def chosen(self) -> Field:
        """The field the condition is about."""
        return self._fields[self.field.currentIndex()]

    def _offer_operators(self) -> None:
        self.operator.blockSignals(True)
        self.operator.clear()
        for operator in operators_for(self.chosen):
            self.operator.addItem(operator_word(self.chosen, operator), operator)
        self.operator.blockSignals(False)
        self._offer_value()

    def _offer_value(self) -> None:
        operator = self.operator.currentData()
        editor: QWidget
        if operator in _TYPED:
            editor = QLineEdit()
            editor.returnPressed.connect(self._make)
        elif operator in _BARE:
            editor = QWidget()
        else:
            editor = editor_for(self.chosen, self._desk, self)
        editor.setMinimumWidth(200)
        self._row.replaceWidget(self.value, editor)
        self.value.deleteLater()
        self.value = editor
        self.refused.hide()

    def _make(self) -> None:
        try:
            new_filter = self._read()
        except Refusal as refusal:
            self.refused.setText(str(refusal))
            self.refused.show()
            self.adjustSize()
            return
        self.close()
        self.made.emit(new_filter)

    def _read(self) -> Filter:
        """Turn what stands in the box into a filter; raises Refusal."""
        field, operator = self.chosen, str(self.operator.currentData())
        start = f"{field.label} {operator_word(field, operator)}"
        if operator in _BARE:
            return Filter(Condition(field.key, operator), start)
        if isinstance(self.value, QLineEdit):
            text = self.value.text().strip()
            if not text:
                raise Refusal("请写要找的字。")
            return Filter(Condition(field.key, operator, text), f"{start} {text}")
        editor = self.value
        read = self._desk.ask(lambda session: self._value(session, editor))
        if read.value is None:
            raise Refusal("请填要比较的值。")
        text = self._desk.ask(lambda session: _text(session, field, read))
        return Filter(Condition(field.key, operator, read.value), f"{start} {text}")

    def _value(self, session: Session, editor: QWidget) -> Read:
        raw = editor.raw() if isinstance(editor, Editor) else None
        kind: Kind = self.chosen.kind
        return kind.read(raw, intake.context(session))

    def keyPressEvent(self, event: object) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # type: ignore[attr-defined]  # a QKeyEvent
            self._make()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]  # as above


def _text(session: Session, field: Field, read: Read) -> str:
    """Write a filter's value as the clerk reads it, a linked row by its name."""
    names = browse.linked_names(session, [field], [("", "", read.value)])
    return browse.text_of(field, read.value, "", names) + field.kind.unit
