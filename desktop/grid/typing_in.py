"""Editing in a table's cell: the kind's own editor, Enter down, Tab right, Esc gives up, a refusal stays."""

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QStyleOptionViewItem, QWidget

from desktop.desk import Desk
from desktop.editors import Editor, editor_for
from desktop.grid.cells import Cells
from desktop.grid.table import LedgerModel
from desktop.look.colours import Colours
from desktop.notice import Notice
from models.refusal import Refusal

_Index = QModelIndex | QPersistentModelIndex
_NOT_LEFT = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason}
_KEYS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class TypingCells(Cells):
    """Draws cells and lets the clerk type into them.

    Signals:
        moved: the edit was kept; the current cell should move by (rows, columns).
    """

    moved = Signal(int, int)

    def __init__(self, desk: Desk, notice: Notice, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(colours, parent)
        self._desk, self._notice = desk, notice
        self._before: dict[Editor, object] = {}
        self._at: dict[Editor, QPersistentModelIndex] = {}

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        model = cast("LedgerModel", index.model())
        editor = editor_for(model.fields[index.column()], self._desk, parent)
        editor.setAutoFillBackground(True)
        self._at[editor] = QPersistentModelIndex(index)
        # Qt watches the editor only; Tab and the loss of the keys are seen by the widget that has them.
        if (inner := editor.focusProxy()) is not None:
            inner.installEventFilter(self)
        return editor

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, Editor):
            self._before.pop(editor, None)
            self._at.pop(editor, None)
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # Qt calls this again whenever the row changes; what is being typed stays.
        if isinstance(editor, Editor) and editor not in self._before:
            model = cast("LedgerModel", index.model())
            editor.show_value(*model.value(index.row(), index.column()))
            self._before[editor] = editor.raw()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, Editor):
            self.keep(editor)

    def keep(self, editor: Editor) -> bool:
        """Put what was typed into the book; False where it was refused and stays in its editor."""
        at = self._at.get(editor)
        if at is None or not at.isValid() or editor.raw() == self._before.get(editor):
            return True
        model = cast("LedgerModel", at.model())
        try:
            model.put(at.row(), at.column(), editor.raw())
        except Refusal as refusal:
            self._notice.refuse(refusal)
            return False
        self._before[editor] = editor.raw()
        self._notice.saved("Ctrl+Z 可撤销")
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor = _editor_of(watched)
        if editor is None or editor not in self._at:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(editor, event)
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _NOT_LEFT:
            self._leave(editor)
        return False

    def _leave(self, editor: Editor) -> None:
        """Keep what was typed when the clerk goes elsewhere; a refused text stays in its editor to be mended."""
        focus = QApplication.focusWidget()
        if focus is not None and (focus is editor or editor.isAncestorOf(focus)):
            return
        editor.commit_input_method()
        if self.keep(editor):
            self._close(editor)

    def _close(self, editor: Editor) -> None:
        """Let the view have its editor back; losing the keys on the way closes it no second time."""
        if self._at.pop(editor, None) is not None:
            self.closeEditor.emit(editor, self.EndEditHint.NoHint)

    def _key(self, editor: Editor, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._close(editor)
            return True
        if key not in _KEYS:
            return False
        inner = editor.focusProxy()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if isinstance(inner, QPlainTextEdit):
                inner.insertPlainText("\n")
            return True
        editor.commit_input_method()
        if self.keep(editor):
            self._close(editor)
            self.moved.emit(*_KEYS[key])
        return True


def _editor_of(watched: QObject) -> Editor | None:
    """Find the editor a widget is part of."""
    current: QObject | None = watched
    while current is not None and not isinstance(current, Editor):
        current = current.parent()
    return current
