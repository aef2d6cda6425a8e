"""印发过的通报: the table of issued circulars; Enter or a double click opens one."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from models.circulars.issuing import IssuedCircular

_Index = QModelIndex | QPersistentModelIndex
_COLUMNS = (("文号", 150), ("标题", 420), ("种类", 90), ("期间", 90), ("成文日期", 100), ("状态", 76), ("签发人", 76))


class IssuedModel(QAbstractTableModel):
    """Table model of issued circulars, the latest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[IssuedCircular] = []

    def show_circulars(self, rows: Sequence[IssuedCircular]) -> None:
        """Show other circulars."""
        self.beginResetModel()
        self.rows = list(reversed(rows))
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _COLUMNS[section][0]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole} or not index.isValid():
            return None
        circular = self.rows[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return circular.reason or circular.title
        dated = circular.dated.isoformat() if circular.dated else ""
        state = f"{circular.state}（第{circular.version}版）" if circular.version > 1 else circular.state
        texts = (circular.number, circular.title, circular.kind, circular.period, dated, state, circular.signer)
        return texts[index.column()]


class IssuedTable(QTableView):
    """The table of issued circulars.

    Signals:
        opened: a circular should be shown (its id).
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.issued_model = IssuedModel(self)
        self.setModel(self.issued_model)
        self.setAccessibleName("印发过的通报")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, (_, width) in enumerate(_COLUMNS):
            self.setColumnWidth(number, width)
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.issued_model.rows[index.row()].id))

    def current_circular(self) -> IssuedCircular | None:
        """Return the current circular."""
        index = self.currentIndex()
        return self.issued_model.rows[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (circular := self.current_circular()) is not None:
            self.opened.emit(circular.id)
        else:
            super().keyPressEvent(event)
