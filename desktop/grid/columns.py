"""The box that chooses a table's columns: tick, search, drag into order."""

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

from models.base import Ledger
from models.browse import listed_fields

_KEY = Qt.ItemDataRole.UserRole


class ColumnChooser(QFrame):
    """Lists a ledger's fields, those shown first and in the table's order.

    Signals:
        chosen: the keys to show, in order.
    """

    chosen = Signal(tuple)

    def __init__(self, ledger: type[Ledger], shown: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._ledger = ledger
        self.box, self.list = QLineEdit(), QListWidget()
        self.box.setPlaceholderText("查找列名")
        self.box.setClearButtonEnabled(True)
        self.box.textChanged.connect(self._narrow)
        self.list.setObjectName("results")
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setFixedSize(300, 400)
        self.list.setAccessibleName("要显示的列")
        heading = QLabel("显示哪些列")
        heading.setObjectName("heading")
        hint = QLabel("打勾的显示；拖动可以换次序")
        hint.setObjectName("second")
        self.usual, done = QPushButton("恢复默认"), QPushButton("好了")
        self.usual.setObjectName("flat")
        self.usual.clicked.connect(self._usual)
        done.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addWidget(self.usual)
        buttons.addStretch(1)
        buttons.addWidget(done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        for widget in (heading, self.box, self.list, hint):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self._fill(shown)
        self.list.itemChanged.connect(self._tell)
        self.list.model().rowsMoved.connect(self._tell)

    def open_at(self, corner: QPoint) -> None:
        """Show it below something, its right edge at the corner."""
        self.adjustSize()
        self.move(corner - QPoint(self.width(), 0))
        self.show()
        self.box.setFocus()

    def keys(self) -> tuple[str, ...]:
        """Give the ticked fields, in order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _fill(self, shown: Sequence[str]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        by_key = {field.key: field for field in listed_fields(self._ledger)}
        order = [*shown, *(key for key in by_key if key not in shown)]
        for key in order:
            item = QListWidgetItem(by_key[key].title)
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
            item.setToolTip(by_key[key].facts.hint)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _narrow(self, typed: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(typed.strip() not in item.text())

    def _usual(self) -> None:
        self._fill(self._ledger.about.columns)
        self._tell()

    def _tell(self) -> None:
        # A table without any column would show nothing and could not be clicked back.
        if keys := self.keys():
            self.chosen.emit(keys)
