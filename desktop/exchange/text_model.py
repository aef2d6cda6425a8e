"""A small table of texts: titles and widths of its columns, a line of texts a row, made when it is looked at."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_KEPT = 256  # lines: more than a screen shows
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable  # put together once: Qt asks for every cell
_TYPED = _READ | Qt.ItemFlag.ItemIsEditable
Line = tuple[str, ...]


class TextModel(QAbstractTableModel):
    """Shows lines of texts; those in an open column can be typed over.

    Signals:
        typed: a text was typed over (row, the new text).
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
        """Show other lines; each is asked for when it comes into sight, so that 50,000 cost no more than thirty."""
        self.beginResetModel()
        self.count, self.line = count, lru_cache(_KEPT)(line)
        self.endResetModel()

    def freshen(self, line: Callable[[int], Line]) -> None:
        """Show the same lines with other texts."""
        self.line = lru_cache(_KEPT)(line)
        if self.count:
            self.dataChanged.emit(self.index(0, 0), self.index(self.count - 1, len(self.columns) - 1))

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell."""
        return self.line(row)[column]

    def is_number(self, column: int) -> bool:
        """Tell whether a column is set to the right; none is."""
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
