"""A table view of plain texts, with the look and keys of the other tables."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from desktop.exchange.text_model import Line, TextModel
from desktop.grid.cells import Cells
from desktop.grid.grid import Grid
from desktop.look.colours import Colours

_Index = QModelIndex | QPersistentModelIndex


class _Typing(Cells):
    """Delegate that edits the editable cells in a plain line."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        line = QLineEdit(parent)
        line.setFrame(False)
        return line

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(index.data())
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


class TextTable(Grid):
    """A table of texts with one current row.

    Signals:
        picked: another row is current, or none.
        typed: a cell was edited (row, the new text).
    """

    picked = Signal()
    typed = Signal(int, str)

    def __init__(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        colours: Colours,
        open_column: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.lines = TextModel(columns, open_column, self)
        self.setItemDelegate(_Typing(colours, self))
        self.setModel(self.lines)
        if open_column is None:
            self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
            self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab moves on in the page: nothing is entered cell by cell.
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()  # Its row numbers would be mistaken for the sheet's.
        self.setAccessibleName(name)
        self.fit(width for _, width in columns)
        self._at = -1
        self.chosen.connect(self._follow)
        self.lines.typed.connect(self.typed)

    def show_lines(self, lines: Sequence[Line], *, at: int | None = None) -> None:
        """Show other texts; the current row number is kept unless ``at`` gives another."""
        self.show_many(len(lines), lines.__getitem__, at=at)

    def show_many(self, count: int, line: Callable[[int], Line], *, at: int | None = None) -> None:
        """Show rows that are computed one by one as they become visible."""
        place = max(self.currentIndex().row(), 0) if at is None else at
        column = max(self.currentIndex().column(), 0)
        self.lines.show_lines(count, line)
        self._at = min(place, count - 1)
        if count:
            self.go(self._at, column)
        self.picked.emit()

    def chosen_lines(self) -> list[int]:
        """Return the numbers of the selected rows; the current one where none is selected."""
        now = self.current()
        return [row for row in self.rows() if row < self.lines.count] or ([] if now is None else [now])

    def go(self, row: int, column: int) -> None:
        """Make a cell current and, where whole rows are selected, select its row as a click would."""
        super().go(row, column)
        if self.selectionBehavior() == self.SelectionBehavior.SelectRows:
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flag.ClearAndSelect | flag.Rows)

    def _follow(self) -> None:
        """Emit one signal for another current row, however many Qt emits."""
        row = self.currentIndex().row()
        if row != self._at:
            self._at = row
            self.picked.emit()

    def current(self) -> int | None:
        """Return the number of the current row."""
        row = self.currentIndex().row()
        return row if 0 <= row < self.lines.count else None
