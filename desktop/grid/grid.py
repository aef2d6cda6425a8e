"""The table itself: rows of thirty, a head that sorts and moves, keys as in WPS."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QItemSelectionModel, QItemSelectionRange, QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.grid.cells import Cells
from desktop.look.flags import CENTRE, CUSTOM_MENU
from desktop.look.palette import ROW_HEIGHT
from models.refusal import Refusal

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QKeyEvent

_CHARACTER = 14  # a Chinese character at 10 pt, in pixels
_MOST_COPIED = 2000
_SIDE = 66  # pixels: a light and a number of six figures
_TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
)


class Grid(QTableView):
    """A table of texts with one current cell and many selected rows.

    Signals:
        chosen: other rows are selected, or another cell is current.
        sorted_by: the clerk clicked a heading: its column, and whether descending; column -1 for none.
        arranged: the clerk moved a column or changed a width.
        hinted: a sentence for the line at the bottom.
    """

    chosen = Signal()
    sorted_by = Signal(int, bool)
    arranged = Signal()
    hinted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(_TRIGGERS)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setProperty("contextMenuPolicy", CUSTOM_MENU)
        self.setAccessibleName("台账表格")
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(ROW_HEIGHT)
        side.setProperty("defaultAlignment", CENTRE)
        side.setFixedWidth(_SIDE)
        head = self.horizontalHeader()
        head.setFixedHeight(ROW_HEIGHT + 2)
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(48)
        head.setSortIndicatorClearable(True)
        head.sortIndicatorChanged.connect(self._sort)
        head.sectionMoved.connect(self.arranged)
        head.sectionResized.connect(self.arranged)

    def fit(self, widths: Iterable[int]) -> None:
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

    def straighten(self) -> None:
        """Put the columns back into the model's own order."""
        head = self.horizontalHeader()
        head.blockSignals(True)
        for column in range(head.count()):
            head.moveSection(head.visualIndex(column), column)
        head.blockSignals(False)

    def order(self) -> list[int]:
        """Give the columns as they stand, from left to right."""
        head = self.horizontalHeader()
        return [head.logicalIndex(place) for place in range(head.count())]

    def rows(self) -> list[int]:
        """Give the rows that have a selected cell, from top to bottom."""
        selection = self.selectionModel()
        if selection is None:
            return []
        # PySide's stubs do not know that a QItemSelection is a list.
        parts = cast("list[QItemSelectionRange]", selection.selection())
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def go(self, row: int, column: int) -> None:
        """Make a cell the current and only one."""
        index = self.model().index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def step(self, rows: int, columns: int) -> None:
        """Move the current cell, along the columns as they stand; Tab goes on in the next row."""
        now, order, model = self.currentIndex(), self.order(), self.model()
        if not now.isValid() or not order:
            return
        place, row = order.index(now.column()) + columns, now.row() + rows
        if not 0 <= place < len(order):
            row, place = row + (1 if columns > 0 else -1), place % len(order)
        if 0 <= row < model.rowCount():
            self.go(row, order[place])
        self.setFocus()

    def copied(self) -> str:
        """Give the selected cells as WPS pastes them: tabs between columns, lines between rows."""
        rows, order = self.rows(), self.order()
        if len(rows) > _MOST_COPIED:
            raise Refusal(f"一次最多复制 {_MOST_COPIED} 行，现在选中了 {len(rows)} 行。")
        selection, model = self.selectionModel(), self.model()
        whole = {row for row in rows if len(rows) > 1 and selection.isRowSelected(row)}
        lines = []
        for row in rows:
            columns = [column for column in order if row in whole or selection.isSelected(model.index(row, column))]
            lines.append("\t".join(" ".join(str(model.index(row, column).data()).split()) for column in columns))
        return "\n".join(lines)

    def copy(self) -> int:
        """Put the selected cells on the clipboard; give how many rows."""
        from PySide6.QtGui import QGuiApplication

        text = self.copied()
        if text:
            QGuiApplication.clipboard().setText(text)
        return len(text.split("\n")) if text else 0

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        from PySide6.QtCore import Qt

        self.sorted_by.emit(column, order == Qt.SortOrder.DescendingOrder)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        key, plain = (
            event.key(),
            event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier},
        )
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and plain and self.state() != self.State.EditingState:
            self.step(1, 0)
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self.step(0, 1 if key == Qt.Key.Key_Tab else -1)
        elif key == Qt.Key.Key_Delete:
            self.hinted.emit("要清空一格，按 F2 后删去文字；要移走整行，按 Ctrl+-（可以撤销）。")
        else:
            super().keyPressEvent(event)

    def selectionChanged(self, selected: object, deselected: object) -> None:
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]  # Qt's own selections
        self.chosen.emit()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]  # the stubs' union
        super().currentChanged(current, previous)
        if current.isValid():
            from PySide6.QtCore import Qt

            # Qt takes this away from a cell that cannot be edited, and with it the first letter typed on the next one.
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        cells = self.itemDelegate()
        if isinstance(cells, Cells) and cells.current_row != current.row():
            cells.current_row = current.row()
            self.viewport().update()
        self.chosen.emit()


def width_for(characters: int, title: str) -> int:
    """Give a column's width: what its texts and its heading need."""
    heading = sum(_CHARACTER if ord(character) > 0x2E80 else 8 for character in title)
    return max(min(characters, 26) * _CHARACTER, heading + 8) + 20
