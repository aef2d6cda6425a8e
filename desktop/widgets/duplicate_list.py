"""The list of possible duplicates without a decision, the most certain first."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.table.cell_delegate import CellDelegate
from desktop.table.ledger_table import LedgerTable
from desktop.theme.colours import Colours
from models.duplicates.decisions import DuplicateCase

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_COLUMNS = (("级别", 56), ("先报方", 290), ("后报方", 290), ("专班", 170), ("为什么疑似", 300))


class DuplicateListModel(QAbstractTableModel):
    """Table model with one row for each possible duplicate."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cases: tuple[DuplicateCase, ...] = ()

    def show_cases(self, cases: Sequence[DuplicateCase]) -> None:
        """Show other cases."""
        self.beginResetModel()
        self.cases = tuple(cases)
        self.endResetModel()

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell."""
        case = self.cases[row]
        forces = dict.fromkeys(side.task_force or "—" for side in (case.first, case.second))
        return (f"{case.level} 级", case.first.name, case.second.name, " / ".join(forces), case.reason)[column]

    def is_number(self, column: int) -> bool:
        """Return whether a column is right-aligned; none is."""
        return False

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.cases)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        return self.text(index.row(), index.column()) if index.isValid() and shown else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _COLUMNS[section][0] if orientation == Qt.Orientation.Horizontal else section + 1


class DuplicateList(LedgerTable):
    """A table of possible duplicates.

    Signals:
        current_changed: another case is current, or none.
    """

    current_changed = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.case_model = DuplicateListModel(self)
        self.setItemDelegate(CellDelegate(colours, self))
        self.setModel(self.case_model)
        self.horizontalHeader().setStretchLastSection(True)
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setAccessibleName("待裁定的撞单")
        self.set_column_widths(width for _, width in _COLUMNS)
        self.selection_changed.connect(self.current_changed)

    def show_cases(self, cases: Sequence[DuplicateCase]) -> None:
        """Show other cases, keeping the current row number."""
        position = max(self.currentIndex().row(), 0)
        self.case_model.show_cases(cases)
        if cases:
            self.go_to_cell(min(position, len(cases) - 1), 0)
        self.current_changed.emit()

    def current_case(self) -> DuplicateCase | None:
        """Return the current case."""
        row = self.currentIndex().row()
        return self.case_model.cases[row] if 0 <= row < len(self.case_model.cases) else None
