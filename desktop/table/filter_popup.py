"""The pop-up that adds a filter: field, operator, value."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.app.delay import call_after_layout
from desktop.editors import Editor, editor_for
from desktop.table.filter_chips import FilterChip, operator_label, operators_for
from desktop.table.value_tick_list import MAX_VALUES, ValueTickList
from models.errors import UserError
from models.fields.field import Field
from models.fields.kind import FieldKind, ReadValue
from models.fields.kinds import FirmNameKind
from models.queries import ledger_query
from models.queries.ledger_query import Condition, LedgerQuery, ValueCount
from models.queries.reading_context import reading_context
from models.storage.store import Session

_WITHOUT_VALUE = frozenset(["empty", "filled"])
_WITH_TEXT = frozenset(["contains", "lacks"])
_NAMED_VALUES = 3  # ticked values that a chip names


class FilterPopup(QFrame):
    """Asks for one condition, at first about the given field; offers values of the rows that the query leaves.

    Signals:
        filter_created: the filter was completed (a FilterChip).
    """

    filter_created = Signal(object)

    def __init__(self, book_session: BookSession, query: LedgerQuery, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._book_session, self._query = book_session, query
        self._fields = ledger_query.table_fields(query.ledger)
        self.field_choice, self.operator_choice = QComboBox(), QComboBox()
        self.field_choice.setMaxVisibleItems(16)
        self.field_choice.addItems([field.title for field in self._fields])
        self.field_choice.setCurrentIndex([field.key for field in self._fields].index(key))
        self.field_choice.setMinimumWidth(180)
        self.operator_choice.setMinimumWidth(96)
        self.value_editor: QWidget = QWidget()
        self.error_label = QLabel()
        self.error_label.setObjectName("refused")
        self.error_label.setWordWrap(True)
        self.error_label.hide()
        self.add_button = QPushButton("添加")
        self.add_button.setObjectName("primary")
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        for widget in (self.field_choice, self.operator_choice, self.value_editor, self.add_button):
            self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        heading = QLabel("只看符合条件的行")
        heading.setObjectName("heading")
        layout.addWidget(heading)
        layout.addLayout(self._row)
        layout.addWidget(self.error_label)
        self.field_choice.currentIndexChanged.connect(self._fill_operators)
        self.operator_choice.currentIndexChanged.connect(self._show_value_editor)
        self.add_button.clicked.connect(self._create_filter)
        self._fill_operators()

    def open_at(self, corner: QPoint) -> None:
        """Show the pop-up with its upper right corner at a point of the screen."""
        self._fit_at(corner)
        self.show()
        self.field_choice.setFocus()

    def _fit_at(self, corner: QPoint) -> None:
        self.adjustSize()
        self.move(corner - QPoint(self.width(), 0))

    @property
    def chosen_field(self) -> Field:
        """The field the condition is about."""
        return self._fields[self.field_choice.currentIndex()]

    def _fill_operators(self) -> None:
        self.operator_choice.blockSignals(True)
        self.operator_choice.clear()
        for operator in operators_for(self.chosen_field):
            self.operator_choice.addItem(operator_label(self.chosen_field, operator), operator)
        self.operator_choice.blockSignals(False)
        self._show_value_editor()

    def _show_value_editor(self) -> None:
        operator = self.operator_choice.currentData()
        editor: QWidget
        if operator in _WITH_TEXT:
            editor = QLineEdit()
            editor.returnPressed.connect(self._create_filter)
        elif operator in _WITHOUT_VALUE:
            editor = QWidget()
        elif operator == "any":
            editor = ValueTickList(self._book_session.read(self._occurring_values))
        else:
            editor = editor_for(self.chosen_field, self._book_session, self)
        editor.setMinimumWidth(200)
        self._row.replaceWidget(self.value_editor, editor)
        self.value_editor.deleteLater()
        self.value_editor = editor
        self.error_label.hide()
        if self.isVisible():
            call_after_layout(self, lambda: self._fit_at(self.geometry().topRight() + QPoint(1, 0)))

    def _occurring_values(self, session: Session) -> list[ValueCount]:
        return ledger_query.value_counts(session, self._query, self.chosen_field.key, MAX_VALUES)

    def _create_filter(self) -> None:
        try:
            new_filter = self._read_filter()
        except UserError as error:
            self.error_label.setText(str(error))
            self.error_label.show()
            self.adjustSize()
            return
        self.close()
        self.filter_created.emit(new_filter)

    def _read_filter(self) -> FilterChip:
        """Read the inputs into a filter; raises UserError where the value is missing or cannot be read."""
        field, operator = self.chosen_field, str(self.operator_choice.currentData())
        start = f"{field.label} {operator_label(field, operator)}"
        if operator in _WITHOUT_VALUE:
            return FilterChip(Condition(field.key, operator), start)
        if isinstance(self.value_editor, QLineEdit):
            text = self.value_editor.text().strip()
            if not text:
                raise UserError("请写要找的字。")
            return FilterChip(Condition(field.key, operator, text), f"{start} {text}")
        if isinstance(self.value_editor, ValueTickList):
            return _any_of(field, self.value_editor.ticked())
        editor = self.value_editor
        read = self._book_session.read(lambda session: self._read_value(session, editor))
        if read.value is None:
            raise UserError("请填要比较的值。")
        text = self._book_session.read(lambda session: _value_text(session, field, read))
        return FilterChip(Condition(field.key, operator, read.value), f"{start} {text}")

    def _read_value(self, session: Session, editor: QWidget) -> ReadValue:
        kind: FieldKind = self.chosen_field.kind
        raw = editor.raw_value() if isinstance(editor, Editor) else None
        if isinstance(editor, Editor) and isinstance(kind, FirmNameKind):
            raw = editor.text()  # rows are compared by the name, of firms of the library and of others alike
        return kind.read(raw, reading_context(session))

    def keyPressEvent(self, event: object) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # type: ignore[attr-defined]  # a QKeyEvent
            self._create_filter()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]  # as above


def _any_of(field: Field, ticked: Sequence[ValueCount]) -> FilterChip:
    """Return the filter for the ticked values; raises UserError where none is."""
    if not ticked:
        raise UserError("请在要看的前面打勾。")
    texts = [count.text or "（空）" for count in ticked]
    named = "、".join(texts[:_NAMED_VALUES]) + (f"等 {len(texts)} 种" if len(texts) > _NAMED_VALUES else "")
    return FilterChip(Condition(field.key, "any", tuple(count.value for count in ticked)), f"{field.label} 是 {named}")


def _value_text(session: Session, field: Field, read: ReadValue) -> str:
    """Return the text of a filter's value with its unit, a linked row by its title."""
    names = ledger_query.linked_names(session, [field], [("", "", read.value)])
    return ledger_query.value_text(field, read.value, "", names) + field.kind.unit
