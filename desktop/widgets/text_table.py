"""A table view of plain texts, with the look and keys of the other tables."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from desktop.table.cell_delegate import CellDelegate
from desktop.table.ledger_table import LedgerTable
from desktop.theme.colours import Colours
from desktop.theme.qt_flags import ENTER_KEYS, KEYPAD
from desktop.widgets.text_model import TextModel, TextRow

_MARKED_ALPHA = 48
_Index = QModelIndex | QPersistentModelIndex


class _TextDelegate(CellDelegate):
    """Delegate that edits the editable cells in a plain line, and draws marked rows on another ground."""

    def recolour(self, colours: Colours) -> None:
        super().recolour(colours)
        self._marked = QColor(colours.amber)
        self._marked.setAlpha(_MARKED_ALPHA)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if isinstance(model, TextModel) and model.is_marked(index.row()):
            painter.fillRect(cast("Any", option).rect, self._marked)
        super().paint(painter, option, index)

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


class TextTable(LedgerTable):
    """A table of texts with one current row.

    Signals:
        current_changed: another row is current, or none.
        text_edited: a cell was edited (row, the new text).
    """

    current_changed = Signal()
    text_edited = Signal(int, str)

    def __init__(
        self,
        name: str,
        columns: Sequence[tuple[str, int]],
        colours: Colours,
        editable_column: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.text_model = TextModel(columns, editable_column, self)
        self.setItemDelegate(_TextDelegate(colours, self))
        self.setModel(self.text_model)
        if editable_column is None:
            self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
            self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab moves on in the page: nothing is entered cell by cell.
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()  # Its row numbers would be mistaken for the sheet's.
        self.setAccessibleName(name)
        self.set_column_widths(width for _, width in columns)
        self._last_current = -1
        self._open: Callable[[], None] | None = None
        self.selection_changed.connect(self._on_current_changed)
        self.text_model.text_edited.connect(self.text_edited)

    def open_with(self, action: Callable[[], None]) -> None:
        """Do something with the current row on a double click and on Enter, which goes down in other tables."""
        self._open = action
        self.doubleClicked.connect(lambda _: action())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._open is not None and event.key() in ENTER_KEYS and not event.modifiers().value & ~KEYPAD:
            self._open()
        else:
            super().keyPressEvent(event)

    def show_texts(self, texts: Sequence[TextRow], *, current_row: int | None = None) -> None:
        """Show other texts; the current row number is kept unless ``at`` gives another."""
        self.show_lazily(len(texts), texts.__getitem__, current_row=current_row)

    def show_lazily(self, count: int, row_texts: Callable[[int], TextRow], *, current_row: int | None = None) -> None:
        """Show rows that are computed one by one as they become visible."""
        position = max(self.currentIndex().row(), 0) if current_row is None else current_row
        column = max(self.currentIndex().column(), 0)
        self.text_model.show_rows(count, row_texts)
        self._last_current = min(position, count - 1)
        if count:
            self.go_to_cell(self._last_current, column)
        self.current_changed.emit()

    def marked_rows(self) -> list[int]:
        """Return the numbers of the selected rows; the current one where none is selected."""
        now = self.current_row()
        return [row for row in self.selected_rows() if row < self.text_model.row_count] or (
            [] if now is None else [now]
        )

    def go_to_cell(self, row: int, column: int) -> None:
        """Make a cell current and, where whole rows are selected, select its row as a click would."""
        super().go_to_cell(row, column)
        if self.selectionBehavior() == self.SelectionBehavior.SelectRows:
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flag.ClearAndSelect | flag.Rows)

    def _on_current_changed(self) -> None:
        """Emit one signal for another current row, however many Qt emits."""
        row = self.currentIndex().row()
        if row != self._last_current:
            self._last_current = row
            self.current_changed.emit()

    def current_row(self) -> int | None:
        """Return the number of the current row."""
        row = self.currentIndex().row()
        return row if 0 <= row < self.text_model.row_count else None
