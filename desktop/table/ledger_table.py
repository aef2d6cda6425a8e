"""The table view: rows 30 pixels high, a header that sorts and reorders columns, keys as in WPS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.table.cell_delegate import CellDelegate
from desktop.theme.palette import ROW_HEIGHT
from desktop.theme.qt_flags import ALIGN_CENTRE, CUSTOM_CONTEXT_MENU
from models.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractItemDelegate

_CHARACTER_WIDTH = 14  # a Chinese character at 10 pt, in pixels
MAX_ROWS = 2000  # copied, filled or cleared at a time
_ROW_HEADER_WIDTH = 66  # pixels: a light icon and a row number of six digits
_EDIT_TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
)


class CopiedModel(Protocol):
    """What copying needs of a model."""

    def whole_texts(self, rows: Sequence[int]) -> list[tuple[str, ...]]:
        """Return all cells of some rows, with long texts whole."""
        ...

    def is_number(self, column: int) -> bool:
        """Return whether a column holds numbers."""
        ...


class LedgerTable(QTableView):
    """A table of texts with one current cell and many selected rows.

    Signals:
        selection_changed: the selection or the current cell changed.
        sort_changed: a heading was clicked (column, whether descending); column -1 for no sorting.
        columns_arranged: a column was moved or resized.
        clear_wanted: Delete was pressed.
    """

    selection_changed = Signal()
    sort_changed = Signal(int, bool)
    columns_arranged = Signal()
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(_EDIT_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setProperty("contextMenuPolicy", CUSTOM_CONTEXT_MENU)
        self.setAccessibleName("台账表格")
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW_HEIGHT)
        side.setProperty("defaultAlignment", ALIGN_CENTRE)
        side.setFixedWidth(_ROW_HEADER_WIDTH)
        head = self.horizontalHeader()
        head.setFixedHeight(ROW_HEIGHT + 2)
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(48)
        head.setSortIndicatorClearable(True)
        head.sortIndicatorChanged.connect(self._on_sort_changed)
        head.sectionMoved.connect(self.columns_arranged)
        head.sectionResized.connect(self.columns_arranged)

    def set_column_widths(self, widths: Iterable[int]) -> None:
        """Set the columns' widths in pixels."""
        head = self.horizontalHeader()
        head.blockSignals(True)
        for column, width in enumerate(widths):
            head.resizeSection(column, width)
        head.blockSignals(False)
        self.updateGeometries()
        if self.isVisible():
            self.viewport().update()

    def show_sort(self, column: int, *, descending: bool) -> None:
        """Show by which column the rows are sorted; -1 for none."""
        from PySide6.QtCore import Qt

        head = self.horizontalHeader()
        head.blockSignals(True)
        head.setSortIndicatorShown(True)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(column, order)
        head.blockSignals(False)

    def reset_column_order(self) -> None:
        """Put the columns back into the model's order."""
        head = self.horizontalHeader()
        head.blockSignals(True)
        for column in range(head.count()):
            head.moveSection(head.visualIndex(column), column)
        head.blockSignals(False)

    def column_order(self) -> list[int]:
        """Return the model's columns in the order shown, from left to right."""
        head = self.horizontalHeader()
        return [head.logicalIndex(position) for position in range(head.count())]

    def selected_rows(self) -> list[int]:
        """Return the rows that have a selected cell, from top to bottom."""
        selection = self.selectionModel()
        if selection is None:
            return []
        # PySide's stubs do not know that a QItemSelection is a list.
        parts = cast("list[QItemSelectionRange]", selection.selection())
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def go_to_cell(self, row: int, column: int) -> None:
        """Make a cell current and the only selected one."""
        index = self.model().index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def move_current(self, rows: int, columns: int) -> None:
        """Move the current cell by rows and by columns as shown; past the last column it goes on in the next row."""
        now, order, model = self.currentIndex(), self.column_order(), self.model()
        if not now.isValid() or not order:
            return
        position, row = order.index(now.column()) + columns, now.row() + rows
        if not 0 <= position < len(order):
            row, position = row + (1 if columns > 0 else -1), position % len(order)
        if 0 <= row < model.rowCount():
            self.go_to_cell(row, order[position])
        self.setFocus()

    def selected_cells(self) -> list[tuple[int, list[int]]]:
        """Return the selected cells: rows from top to bottom with their columns from left to right, as shown.

        Of rows selected whole, all columns. Raises UserError for more than 2,000 rows.
        """
        rows, order = self.selected_rows(), self.column_order()
        if len(rows) > MAX_ROWS:
            raise UserError(f"一次最多 {MAX_ROWS} 行，现在选中了 {len(rows)} 行；请少选一些。")
        selection, model = self.selectionModel(), self.model()
        whole = {row for row in rows if len(rows) > 1 and selection.isRowSelected(row)}
        return [
            (row, [column for column in order if row in whole or selection.isSelected(model.index(row, column))])
            for row in rows
        ]

    def copy_selection(self) -> int:
        """Copy the selected cells, whole, to the clipboard; return how many rows."""
        from PySide6.QtGui import QGuiApplication

        from desktop.table.copied_cells import copied_data

        cells, model = self.selected_cells(), cast("CopiedModel", self.model())
        if not cells:
            return 0
        texts = model.whole_texts([row for row, _ in cells])
        block = [[text[column] for column in columns] for (_, columns), text in zip(cells, texts, strict=True)]
        numbers = [[model.is_number(column) for column in columns] for _, columns in cells]
        QGuiApplication.clipboard().setMimeData(copied_data(block, numbers))
        return len(cells)

    def _on_sort_changed(self, column: int, order: Qt.SortOrder) -> None:
        from PySide6.QtCore import Qt

        self.sort_changed.emit(column, order == Qt.SortOrder.DescendingOrder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        key, plain = (
            event.key(),
            event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier},
        )
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain and self.state() != self.State.EditingState:
            self.move_current(1, 0)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.move_current(0, 1 if key == Qt.Key.Key_Tab else -1)
        elif key == Qt.Key.Key_Delete:
            self.clear_wanted.emit()
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: object, deselected: object) -> None:
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]  # Qt's own selections
        self.selection_changed.emit()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        cells = self.itemDelegate()
        if isinstance(cells, CellDelegate):
            cells.forget_editor(editor)
        super().closeEditor(editor, hint)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # the stubs' union
        super().currentChanged(current, previous)
        if current.isValid():
            from PySide6.QtCore import Qt

            # Qt switches input methods off on a cell that cannot be edited; the first character typed in the next cell
            # would then be lost.
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        cells = self.itemDelegate()
        if isinstance(cells, CellDelegate) and cells.current_row != current.row():
            cells.current_row = current.row()
            self.viewport().update()
        self.selection_changed.emit()


def column_width(characters: int, title: str) -> int:
    """Return a column's width in pixels for texts of so many characters and for its heading."""
    heading = sum(_CHARACTER_WIDTH if ord(character) > 0x2E80 else 8 for character in title)
    return max(min(characters, 26) * _CHARACTER_WIDTH, heading + 8) + 20
