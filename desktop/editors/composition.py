"""What an input method is still composing: kept track of, taken over before anything is saved, and given up by Esc."""

from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.app.delay import DelayTimer


@dataclass(slots=True)
class Composition:
    """The state of a composition: its text, the text just given up, and the widget's text before it began.

    An input method gives up by the same event where Esc was pressed and where the focus is about to leave (ibus); only
    what follows tells them apart, so ``given_up`` is kept until the events at hand are done.
    """

    text: str = ""
    given_up: str = ""
    before: str = ""
    committed: bool = False


class ComposingLineEdit(QLineEdit):
    """A line that knows what is being composed in it; a composition given up leaves the text as it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composition = Composition()
        self._selected = (0, 0)  # where the selection began before the composition, and its length
        self._forget_timer = DelayTimer(self, 0, self._forget)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if _begins(self.composition, event):  # Qt removes the selection as soon as something is composed over it
            self.composition.before = self.text()
            self._selected = (max(self.selectionStart(), 0), self.selectionLength())
        given_up = _follow(self.composition, event)
        super().inputMethodEvent(event)
        if given_up:
            if self.text() != self.composition.before:
                self.setText(self.composition.before)
                self.setSelection(*self._selected)
            self._forget_timer.start()

    def _forget(self) -> None:
        self.composition.given_up = ""


class ComposingTextEdit(QPlainTextEdit):
    """A text of several lines that knows what is being composed in it; one given up leaves the text as it was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composition = Composition()
        self._forget_timer = DelayTimer(self, 0, self._forget)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if _begins(self.composition, event):
            self.composition.before = self.toPlainText()
        given_up = _follow(self.composition, event)
        super().inputMethodEvent(event)
        if given_up:
            if self.toPlainText() != self.composition.before:
                self.undo()
            self._forget_timer.start()

    def _forget(self) -> None:
        self.composition.given_up = ""


def _begins(composition: Composition, event: QInputMethodEvent) -> bool:
    return bool(event.preeditString()) and not composition.text


def _follow(composition: Composition, event: QInputMethodEvent) -> bool:
    """Take an event into the state of a composition; return whether it gives the composition up."""
    given_up = bool(composition.text) and not event.preeditString() and not event.commitString()
    composition.given_up = composition.text if given_up else ""
    composition.text = event.preeditString()
    composition.committed = bool(event.commitString())
    return given_up


def commit_composition(widget: QWidget | None) -> None:
    """Turn what is being composed into text: by the input method itself, or as it stands where that gives it up."""
    if not isinstance(widget, ComposingLineEdit | ComposingTextEdit):
        return
    composition = widget.composition
    if composition.text and widget.hasFocus():
        composition.committed = False
        QGuiApplication.inputMethod().commit()
        if composition.committed:
            return
    if text := composition.text or composition.given_up:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)
