"""The grid of a form's sheet, as a preview in which a cell is chosen."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.theme.colours import Colours
from desktop.theme.palette import ROW_HEIGHT
from reports.form_templates.cell_references import column_letters
from reports.form_templates.form_preview import SheetPreview, cell_name

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_DIGIT_WIDTH, _LEAST_WIDTH, _MOST_WIDTH = 9, 56, 320  # pixels


class FormGridModel(QAbstractTableModel):
    """The texts of one sheet; cells with marks stand out by colour and bold type, so that not only colour tells."""

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.sheet: SheetPreview | None = None

    def show_sheet(self, sheet: SheetPreview | None) -> None:
        """Show another sheet, or none."""
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        return self.sheet.rows if self.sheet is not None and not parent.isValid() else 0

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        return self.sheet.columns if self.sheet is not None and not parent.isValid() else 0

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.sheet is None or not index.isValid():
            return None
        place = index.row() + 1, index.column() + 1
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self.sheet.text_at(*place)
        if place in self.sheet.marked:
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(self._colours.accent)
            if role == Qt.ItemDataRole.BackgroundRole:
                return QColor(self._colours.chosen)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_letters(section + 1) if orientation == Qt.Orientation.Horizontal else section + 1


class FormGrid(QTableView):
    """Shows one sheet of a form, its cells merged and as wide as in the file.

    Signals:
        cell_chosen: another cell is current (its name, as C5).
    """

    cell_chosen = Signal(str)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form_model = FormGridModel(colours, self)
        self.setModel(self.form_model)
        self.setAccessibleName("模板的格子")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW_HEIGHT)
        self.selectionModel().currentChanged.connect(lambda *_: self.cell_chosen.emit(self.current_cell()))

    def show_sheet(self, sheet: SheetPreview | None) -> None:
        """Show another sheet; the current cell is kept where it is still there."""
        place = self.currentIndex().row(), self.currentIndex().column()
        self.clearSpans()
        self.form_model.show_sheet(sheet)
        if sheet is None:
            return
        for row, column, high, wide in sheet.merges:
            if row <= sheet.rows and column <= sheet.columns and (high > 1 or wide > 1):
                self.setSpan(row - 1, column - 1, high, wide)
        for column, width in enumerate(sheet.widths):
            self.setColumnWidth(column, max(_LEAST_WIDTH, min(round(width * _DIGIT_WIDTH), _MOST_WIDTH)))
        self.setCurrentIndex(self.form_model.index(max(place[0], 0), max(place[1], 0)))

    def current_cell(self) -> str:
        """Return the name of the current cell; empty where there is none."""
        index = self.currentIndex()
        return cell_name(index.row() + 1, index.column() + 1) if index.isValid() else ""

    def go_to(self, row: int, column: int) -> None:
        """Make a cell current, both numbers from 1."""
        self.setCurrentIndex(self.form_model.index(row - 1, column - 1))
