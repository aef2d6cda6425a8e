"""Editing in table cells with the editor of the field's kind.

Enter saves and goes down, Tab goes right, Esc cancels; a value that is not accepted stays in its editor.
"""

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QStyleOptionViewItem, QWidget

from desktop.app.book_session import BookSession
from desktop.app.notifications import Notifications
from desktop.editors import Editor, editor_for
from desktop.editors.link import LinkEditor
from desktop.table.cell_delegate import CellDelegate
from desktop.table.ledger_model import LedgerModel
from desktop.theme.colours import Colours
from models.errors import UserError

_Index = QModelIndex | QPersistentModelIndex
_NOT_LEAVING = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}
_MOVE_BY_KEY = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class EditableCellDelegate(CellDelegate):
    """Draws cells and lets the user edit them.

    Signals:
        move_wanted: the value was saved and the current cell should move (by rows, by columns).
    """

    move_wanted = Signal(int, int)

    def __init__(
        self, book_session: BookSession, notifications: Notifications, colours: Colours, parent: QObject | None = None
    ) -> None:
        super().__init__(colours, parent)
        self._book_session, self._notifications = book_session, notifications
        self._raw_before: dict[Editor, object] = {}
        self._index_of: dict[Editor, QPersistentModelIndex] = {}

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        model = cast("LedgerModel", index.model())
        editor = editor_for(model.fields[index.column()], self._book_session, parent)
        editor.setAutoFillBackground(True)
        self._index_of[editor] = QPersistentModelIndex(index)
        if isinstance(editor, LinkEditor):
            editor.firm_wanted.connect(lambda name: self._add_firm(editor, name))
        # Qt installs its filter on the editor only; Tab and the loss of focus reach the inner widget instead.
        if (inner := editor.focusProxy()) is not None:
            inner.installEventFilter(self)
        return editor

    def destroyEditor(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, Editor):
            self._raw_before.pop(editor, None)
            self._index_of.pop(editor, None)
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # Qt calls this again whenever the row changes; what is being typed must stay.
        if isinstance(editor, Editor) and editor not in self._raw_before:
            model = cast("LedgerModel", index.model())
            editor.show_value(*model.cell_value(index.row(), index.column()))
            self._raw_before[editor] = editor.raw_value()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, Editor):
            editor.commit_input_method()
            self.save(editor)

    def save(self, editor: Editor) -> bool:
        """Save what was typed; False where a user error keeps it in its editor."""
        at = self._index_of.get(editor)
        if at is None or not at.isValid() or editor.raw_value() == self._raw_before.get(editor):
            return True
        model = cast("LedgerModel", at.model())
        try:
            brought = model.write_cell(at.row(), at.column(), editor.raw_value())
        except UserError as error:
            self._notifications.show_error(error)
            return False
        self._raw_before[editor] = editor.raw_value()
        self._notifications.notify_saved(f"{brought}；Ctrl+Z 可撤销" if brought else "Ctrl+Z 可撤销")
        return True

    def _add_firm(self, editor: Editor, name: str) -> None:
        """Add the firm typed in a cell to the library, which also saves the cell."""
        at = self._index_of.get(editor)
        if at is None or not at.isValid():
            return
        model = cast("LedgerModel", at.model())
        try:
            model.add_firm(at.row(), at.column(), name)
        except UserError as error:
            self._notifications.show_error(error)
            return
        self._raw_before[editor] = editor.raw_value()
        self._close_editor(editor)
        self._notifications.notify_saved(f"“{name}”加入了企业库，Ctrl+Z 可撤销")

    def forget_editor(self, editor: QWidget) -> None:
        """Know that the view closes an editor itself, as when the current cell moves: it must not be closed twice."""
        if isinstance(editor, Editor):
            self._index_of.pop(editor, None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        editor = _editor_of(watched)
        if editor is None or editor not in self._index_of:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(editor, event)
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _NOT_LEAVING:
            self._on_left(editor)
        return False

    def _on_left(self, editor: Editor) -> None:
        """Save what was typed when the focus leaves; a value not accepted stays in its editor to be corrected."""
        focus = QApplication.focusWidget()
        if focus is not None and (focus is editor or editor.isAncestorOf(focus)):
            return
        editor.commit_input_method()
        if self.save(editor):
            self._close_editor(editor)

    def _close_editor(self, editor: Editor) -> None:
        """Close an editor once; the loss of focus this causes must not close it again."""
        if self._index_of.pop(editor, None) is not None:
            self.closeEditor.emit(editor, self.EndEditHint.NoHint)

    def _on_key(self, editor: Editor, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._close_editor(editor)
            return True
        if key not in _MOVE_BY_KEY:
            return False
        inner = editor.focusProxy()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if isinstance(inner, QPlainTextEdit):
                inner.insertPlainText("\n")
            return True
        editor.commit_input_method()
        if self.save(editor):
            self._close_editor(editor)
            self.move_wanted.emit(*_MOVE_BY_KEY[key])
        return True


def _editor_of(watched: QObject) -> Editor | None:
    """Return the editor a widget is part of; None for any other widget."""
    current: QObject | None = watched
    while current is not None and not isinstance(current, Editor):
        current = current.parent()
    return current
