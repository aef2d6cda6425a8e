"""A small table of one detail ledger's rows."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from models.fields.base import Ledger
from models.fields.field import field_of
from models.queries.row_detail import DetailRows, detail_keys

_ROW_HEIGHT, _MAX_ROWS, _MAX_COLUMNS = 28, 8, 4
_ALIGN_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ALIGN_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


class DetailModel(QAbstractTableModel):
    """Holds the few rows of a detail ledger."""

    def __init__(self, ledger: type[Ledger], of: type[Ledger] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields = [field_of(ledger, key) for key in detail_keys(ledger, of)[:_MAX_COLUMNS]]
        self.rows: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def show_rows(self, rows: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.rows[index.row()][1][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and self.fields[index.column()].kind.numeric:
            return _ALIGN_RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if across and role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.fields[section].title if role == Qt.ItemDataRole.ToolTipRole else self.fields[section].label
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN_RIGHT if self.fields[section].kind.numeric else _ALIGN_LEFT
        return None


class DetailTable(QTableView):
    """Shows them without scroll bars of its own as long as they are few; Enter or a click opens one.

    Signals:
        open_wanted: a row should be opened (its id).
    """

    open_wanted = Signal(str)

    def __init__(
        self,
        ledger: type[Ledger],
        parent: QWidget | None = None,
        *,
        of: type[Ledger] | None = None,
        fills_height: bool = False,
    ) -> None:
        """Make the table, of rows that belong to one of ``of`` where given.

        A free one takes the height it is given, another as much as its few rows need.
        """
        super().__init__(parent)
        self._fills_height = fills_height
        self._model = DetailModel(ledger, of, self)
        self.setModel(self._model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setFixedHeight(_ROW_HEIGHT)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.setStyleSheet("QTableView::item { padding: 0 6px; } QHeaderView::section { padding: 0 6px; }")
        self.clicked.connect(self._emit_row)
        self._fit_height()

    def show_detail(self, detail: DetailRows) -> None:
        """Show the rows of a parent."""
        self._model.show_rows(detail.rows)
        self._fit_height()

    def rows(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the rows shown: id and texts."""
        return self._model.rows

    def _fit_height(self) -> None:
        if self._fills_height:
            return
        rows = min(self._model.rowCount(), _MAX_ROWS)
        self.setFixedHeight(_ROW_HEIGHT * (rows + 1) + 2)
        self.setVisible(rows > 0)

    def _emit_row(self, index: QModelIndex) -> None:
        self.open_wanted.emit(self._model.rows[index.row()][0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._emit_row(self.currentIndex())
        else:
            super().keyPressEvent(event)
