"""The pop-up that chooses a table's columns: check, search, drag into order."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from models.fields.base import Ledger
from models.queries.ledger_query import table_fields

_KEY_ROLE = Qt.ItemDataRole.UserRole


class ColumnChooser(QFrame):
    """Lists a ledger's fields, those shown first and in the table's order.

    Signals:
        columns_changed: the columns to show changed (their field keys, in order).
    """

    columns_changed = Signal(tuple)

    def __init__(self, ledger: type[Ledger], shown_keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._ledger = ledger
        self.search_box, self.field_list = QLineEdit(), QListWidget()
        self.search_box.setPlaceholderText("查找列名")
        self.search_box.setClearButtonEnabled(True)
        self.search_box.textChanged.connect(self._filter_fields)
        self.field_list.setObjectName("results")
        self.field_list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.field_list.setFixedSize(300, 400)
        self.field_list.setAccessibleName("要显示的列")
        heading = QLabel("显示哪些列")
        heading.setObjectName("heading")
        hint = QLabel("打勾的显示；拖动可以换次序")
        hint.setObjectName("second")
        self.default_button, done = QPushButton("恢复默认"), QPushButton("好了")
        self.default_button.setObjectName("flat")
        self.default_button.clicked.connect(self._restore_default)
        done.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self.default_button)
        buttons.addStretch(1)
        buttons.addWidget(done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        for widget in (heading, self.search_box, self.field_list, hint):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self._fill(shown_keys)
        self.field_list.itemChanged.connect(self._emit_columns)
        self.field_list.model().rowsMoved.connect(self._emit_columns)

    def open_at(self, corner: QPoint) -> None:
        """Show the pop-up with its upper right corner at a point of the screen."""
        self.adjustSize()
        self.move(corner - QPoint(self.width(), 0))
        self.show()
        self.search_box.setFocus()

    def checked_keys(self) -> tuple[str, ...]:
        """Return the keys of the checked fields, in order."""
        items = [self.field_list.item(row) for row in range(self.field_list.count())]
        return tuple(item.data(_KEY_ROLE) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _fill(self, shown_keys: Sequence[str]) -> None:
        self.field_list.blockSignals(True)
        self.field_list.clear()
        by_key = {field.key: field for field in table_fields(self._ledger)}
        order = [*shown_keys, *(key for key in by_key if key not in shown_keys)]
        for key in order:
            item = QListWidgetItem(by_key[key].title)
            item.setData(_KEY_ROLE, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in shown_keys else Qt.CheckState.Unchecked)
            item.setToolTip(by_key[key].facts.hint)
            self.field_list.addItem(item)
        self.field_list.blockSignals(False)

    def _filter_fields(self, text: str) -> None:
        for row in range(self.field_list.count()):
            item = self.field_list.item(row)
            item.setHidden(text.strip() not in item.text())

    def _restore_default(self) -> None:
        self._fill(self._ledger.about.columns)
        self._emit_columns()

    def _emit_columns(self) -> None:
        # A table without any column would show nothing and could not be clicked back.
        if keys := self.checked_keys():
            self.columns_changed.emit(keys)
