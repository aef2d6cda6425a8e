"""A small table of texts that stands in memory: titles and widths of its columns, a line of texts a row."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()


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
        self.lines: tuple[tuple[str, ...], ...] = ()
        self._open = open_column

    def show_lines(self, lines: Sequence[tuple[str, ...]]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def text(self, row: int, column: int) -> str:
        """Give the text of a cell."""
        return self.lines[row][column]

    def is_number(self, column: int) -> bool:
        """Tell whether a column is set to the right; none is."""
        return False

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole}
        return self.text(index.row(), index.column()) if index.isValid() and role in shown else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return plain | Qt.ItemFlag.ItemIsEditable if index.column() == self._open else plain

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
