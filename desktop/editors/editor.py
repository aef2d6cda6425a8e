"""What every field's editor can do, in a form as in a table's cell."""

from PySide6.QtCore import QEvent, QMetaMethod, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QSizePolicy, QWidget

from desktop.app.book_session import BookSession
from desktop.editors.composition import commit_composition
from models.errors import UserError
from models.fields.field import Field
from models.fields.kind import ReadValue, Value

_NOT_LEAVING = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}


_CELL_STYLE = "QLineEdit { min-height: 0; border-radius: 0; } QPlainTextEdit { border-radius: 0; }"


class Editor(QWidget):
    """Takes what a clerk types into one field; reading it is the kind's business.

    Signals:
        edited: what stands in it was changed by hand.
        finished: the clerk is done with it for now: left it, or picked a value.
        open_wanted: a linked row (ledger, row id) should be opened.
        add_wanted: a row should be added to a ledger (ledger, the name typed).

    ``tall`` says that it needs more than one row's height.
    """

    edited = Signal()
    finished = Signal()
    open_wanted = Signal(str, str)
    add_wanted = Signal(str, str)
    tall = False
    ends_form = False  # whether Enter in it saves: the last field of a strip leaves that key to the strip

    def __init__(self, field: Field, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.book_session = field, book_session
        self._book_value: tuple[Value, str, str] = (None, "", "")
        self._shown_raw_value: object = None
        self.in_table = parent is not None and isinstance(parent.parent(), QAbstractItemView)
        if self.in_table:
            self.setStyleSheet(_CELL_STYLE)
        self.setAccessibleName(field.title)
        self.setAccessibleDescription(field.facts.hint)
        # A table hands what is composed to the editor itself, which must take it for the widget inside it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def raw_value(self) -> object:
        """Give what stands in the field, for the kind to read; None or an empty text for nothing."""
        raise NotImplementedError

    def text(self) -> str:
        """Give what stands in the field as a text that can be typed again; each editor its own way."""
        return str(self.raw_value() or "")

    def retype(self, text: str) -> None:
        """Put a text into the field as if the clerk had typed it; each editor its own way."""
        raise NotImplementedError

    def set_value(self, value: Value, mark: str, text: str) -> None:
        """Set the widgets to a value; each editor its own way."""
        raise NotImplementedError

    def show_value(self, value: Value, mark: str, text: str) -> None:
        """Show a value as the book has it."""
        self._book_value = (value, mark, text)
        self.set_value(value, mark, text)
        self._shown_raw_value = self.raw_value()

    def revert(self) -> None:
        """Go back to what the book has."""
        self.show_value(*self._book_value)
        self.edited.emit()

    def error_text(self) -> str:
        """Say why what was typed cannot be taken, without naming the field; empty where it can."""
        try:
            read = self.read()
        except UserError as error:
            return str(error)
        return "必填，不能空着。" if read.value is None and self.field.required else ""

    def read(self) -> ReadValue:
        """Read what was typed; raises UserError."""
        return self.field.kind.read(self.raw_value(), self.book_session.reading_context())

    @property
    def dirty(self) -> bool:
        """Whether something else stands in it than was shown."""
        return (self.raw_value() or None) != (self._shown_raw_value or None)

    def commit_input_method(self) -> None:
        """Take over what an input method is still composing, so that saving does not lose it."""
        commit_composition(self.focusProxy())

    def lay_out(self, focus_widget: QWidget, *others: QWidget) -> None:
        """Lay out the widgets it is made of; the first takes the keys and tells when it is left."""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        if self.in_table:
            focus_widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout.addWidget(focus_widget, 1)
        for other in others:
            layout.addWidget(other, 0)
        self.watch_focus(focus_widget)

    def watch_focus(self, focus_widget: QWidget) -> None:
        """Give the keys to one of its widgets and notice when it is left."""
        self.setFocusProxy(focus_widget)
        focus_widget.installEventFilter(self)

    def on_leave(self) -> None:
        """Do what is due when the clerk goes on to another field."""
        self.finished.emit()

    def has_listeners(self, signal: SignalInstance) -> bool:
        """Tell whether anybody listens to one of its signals; a table opens and adds no rows."""
        return self.isSignalConnected(QMetaMethod.fromSignal(signal))

    def showEvent(self, event: QShowEvent) -> None:
        # A cell gives one row's height; what needs more hangs over the rows below.
        if self.in_table and self.tall:
            self.setMinimumHeight(self.sizeHint().height())
        super().showEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and watched is self.focusProxy():
            commit_composition(self.focusProxy())
            if event.reason() not in _NOT_LEAVING:
                self.on_leave()
        return super().eventFilter(watched, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if (inner := self.focusProxy()) is not None:
            QApplication.sendEvent(inner, event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        # Where the candidates stand, and whether there is anything to compose in.
        inner = self.focusProxy()
        return inner.inputMethodQuery(query) if inner is not None else super().inputMethodQuery(query)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # In a table the delegate takes these keys before they come here.
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & ~_KEYPAD_MODIFIER
        if enter and not self.ends_form:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Escape and self.dirty:
            self.revert()
        else:
            super().keyPressEvent(event)


_KEYPAD_MODIFIER = Qt.KeyboardModifier.KeypadModifier
