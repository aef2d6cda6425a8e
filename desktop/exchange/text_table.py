"""A table of texts on the screen, with the looks and keys of every other table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from desktop.exchange.text_model import Line, TextModel
from desktop.grid.cells import Cells
from desktop.grid.grid import Grid
from desktop.look.colours import Colours

_Index = QModelIndex | QPersistentModelIndex


class _Typing(Cells):
    """Draws the cells, and edits those that are open in a plain line."""

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
    """Lines to go through, one current.

    Signals:
        picked: another line is current, or none.
        typed: a text was typed over (row, the new text).
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
        self.setTabKeyNavigation(False)  # Tab goes on to the next part of the page: nobody types along these lines.
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()  # Its numbers are not the sheet's.
        self.setAccessibleName(name)
        self.fit(width for _, width in columns)
        self._at = -1
        self.chosen.connect(self._follow)
        self.lines.typed.connect(self.typed)

    def show_lines(self, lines: Sequence[Line], *, at: int | None = None) -> None:
        """Show other lines; the place is kept unless another is given."""
        self.show_many(len(lines), lines.__getitem__, at=at)

    def show_many(self, count: int, line: Callable[[int], Line], *, at: int | None = None) -> None:
        """Show lines that are made one by one as they come into sight."""
        place = max(self.currentIndex().row(), 0) if at is None else at
        column = max(self.currentIndex().column(), 0)
        self.lines.show_lines(count, line)
        self._at = min(place, count - 1)
        if count:
            self.go(self._at, column)
        self.picked.emit()

    def chosen_lines(self) -> list[int]:
        """Give the numbers of the selected lines; the one at hand where none is."""
        now = self.current()
        return [row for row in self.rows() if row < self.lines.count] or ([] if now is None else [now])

    def go(self, row: int, column: int) -> None:
        """Make a line the current and only one, selected as a click would."""
        super().go(row, column)
        if self.selectionBehavior() == self.SelectionBehavior.SelectRows:
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flag.ClearAndSelect | flag.Rows)

    def _follow(self) -> None:
        """Say once that another line is current, however many words Qt has for it."""
        row = self.currentIndex().row()
        if row != self._at:
            self._at = row
            self.picked.emit()

    def current(self) -> int | None:
        """Give the number of the line at hand."""
        row = self.currentIndex().row()
        return row if 0 <= row < self.lines.count else None
