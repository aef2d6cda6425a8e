"""A table of texts on the screen, with the looks and keys of every other table."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from desktop.exchange.text_model import TextModel
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
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()  # Its numbers are not the sheet's.
        self.setAccessibleName(name)
        self.fit(width for _, width in columns)
        self.chosen.connect(self.picked)
        self.lines.typed.connect(self.typed)

    def show_lines(self, lines: Sequence[tuple[str, ...]], *, at: int | None = None) -> None:
        """Show other lines; the place is kept unless another is given."""
        place = max(self.currentIndex().row(), 0) if at is None else at
        column = max(self.currentIndex().column(), 0)
        self.lines.show_lines(lines)
        if lines:
            self.go(min(place, len(lines) - 1), column)
        self.picked.emit()

    def current(self) -> int | None:
        """Give the number of the line at hand."""
        row = self.currentIndex().row()
        return row if 0 <= row < len(self.lines.lines) else None
