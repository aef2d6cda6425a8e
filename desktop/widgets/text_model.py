"""A table model of plain texts, computed lazily row by row."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_CACHED_ROWS = 256  # rows: more than a screen shows
_READ_ONLY_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable  # combined once: Qt asks for every cell
_EDITABLE_FLAGS = _READ_ONLY_FLAGS | Qt.ItemFlag.ItemIsEditable
TextRow = tuple[str, ...]


class TextModel(QAbstractTableModel):
    """Table model of texts; the cells of one column may be editable.

    Signals:
        text_edited: a cell was edited (row, the new text).
    """

    text_edited = Signal(int, str)

    def __init__(
        self, columns: Sequence[tuple[str, int]], editable_column: int | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.row_count = 0
        self.number_columns: frozenset[int] = frozenset()
        self.row_texts: Callable[[int], TextRow] = lambda _: ()
        self.is_marked: Callable[[int], bool] = lambda _: False  # rows drawn on another ground
        self._editable_column = editable_column

    def show_rows(self, count: int, row_texts: Callable[[int], TextRow]) -> None:
        """Show other rows; each is computed when it becomes visible, so 50,000 rows cost no more than thirty."""
        self.beginResetModel()
        self.row_count, self.row_texts = count, lru_cache(_CACHED_ROWS)(row_texts)
        self.endResetModel()

    def update_texts(self, row_texts: Callable[[int], TextRow]) -> None:
        """Show the same number of rows with other texts."""
        self.row_texts = lru_cache(_CACHED_ROWS)(row_texts)
        if self.row_count:
            self.dataChanged.emit(self.index(0, 0), self.index(self.row_count - 1, len(self.columns) - 1))

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        return self.row_texts(row)[column]

    def is_number(self, column: int) -> bool:
        """Return whether a column is right-aligned."""
        return column in self.number_columns

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self.row_count

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole}
        return self.text(index.row(), index.column()) if index.isValid() and role in shown else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _EDITABLE_FLAGS if index.column() == self._editable_column else _READ_ONLY_FLAGS

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value) == self.text(index.row(), index.column()):
            return False
        self.text_edited.emit(index.row(), str(value))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if self.is_number(section) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.columns[section][0] if orientation == Qt.Orientation.Horizontal else section + 1
