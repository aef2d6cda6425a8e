"""A table model of plain texts, computed lazily row by row."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_KEPT = 256  # rows: more than a screen shows
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable  # combined once: Qt asks for every cell
_TYPED = _READ | Qt.ItemFlag.ItemIsEditable
Line = tuple[str, ...]


class TextModel(QAbstractTableModel):
    """Table model of texts; the cells of one column may be editable.

    Signals:
        typed: a cell was edited (row, the new text).
    """

    typed = Signal(int, str)

    def __init__(
        self, columns: Sequence[tuple[str, int]], open_column: int | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.count = 0
        self.line: Callable[[int], Line] = lambda _: ()
        self._open = open_column

    def show_lines(self, count: int, line: Callable[[int], Line]) -> None:
        """Show other rows; each is computed when it becomes visible, so 50,000 rows cost no more than thirty."""
        self.beginResetModel()
        self.count, self.line = count, lru_cache(_KEPT)(line)
        self.endResetModel()

    def freshen(self, line: Callable[[int], Line]) -> None:
        """Show the same number of rows with other texts."""
        self.line = lru_cache(_KEPT)(line)
        if self.count:
            self.dataChanged.emit(self.index(0, 0), self.index(self.count - 1, len(self.columns) - 1))

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        return self.line(row)[column]

    def is_number(self, column: int) -> bool:
        """Return whether a column is right-aligned; none is."""
        return False

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self.count

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole}
        return self.text(index.row(), index.column()) if index.isValid() and role in shown else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _TYPED if index.column() == self._open else _READ

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.text(index.row(), index.column()):
            return False
        self.typed.emit(index.row(), str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section][0] if orientation == Qt.Orientation.Horizontal else section + 1
