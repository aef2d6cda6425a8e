"""The open book as the window sees it: asks, deeds, undo, and the word that something changed."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from models import history
from models.intake import terms
from models.kind import Context, Kind
from models.names import names_in_use
from models.refusal import Refusal
from models.store import Session, Store

T = TypeVar("T")


class Desk(QObject):
    """Holds the book a window works on. Every change goes through ``deed``; widgets never keep a session.

    Signals:
        changed: something in the book is new; whoever shows rows asks again.
    """

    changed = Signal()
    busy = ""  # what runs on the book just now, so that a deed need not wait for it with the window frozen

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._context: Context | None = None
        self._names: dict[type[Kind], tuple[str, ...]] = {}
        self.changed.connect(self._forget)

    def ask(self, question: Callable[[Session], T]) -> T:
        """Read something, quickly; whatever may take longer than 100 ms is a job."""
        with self.store.reading() as session:
            return question(session)

    def deed(self, label: str, work: Callable[[Session], T]) -> T:
        """Do one thing that Ctrl+Z takes back whole; a Refusal leaves the book as it was."""
        self._be_free()
        with self.store.writing(label) as session:
            result = work(session)
        self.changed.emit()
        return result

    def context(self) -> Context:
        """Give what an editor reads a typed value with: today and the dictionaries; it finds no linked rows."""
        if self._context is None or self._context.today != date.today():  # noqa: DTZ011 - the clerk's own day
            self._context = Context(terms=self.ask(terms))
        return self._context

    def names(self, kind: type[Kind]) -> tuple[str, ...]:
        """Give the persons or units the book already names, the commonest first."""
        if kind not in self._names:
            self._names[kind] = self.ask(lambda session: names_in_use(session, kind))
        return self._names[kind]

    def _forget(self) -> None:
        self._context = None
        self._names.clear()

    def undo(self) -> history.Undone:
        """Take back the latest deed."""
        batch = self.ask(lambda session: history.undoable(session, self.store.who))[0]
        if batch is None:
            raise Refusal("没有可以撤销的操作。")
        return self._turn_back(batch.id, f"撤销：{batch.label}")

    def redo(self) -> history.Undone:
        """Do again what was undone last."""
        batch = self.ask(lambda session: history.undoable(session, self.store.who))[1]
        if batch is None:
            raise Refusal("没有可以重做的操作。")
        return self._turn_back(batch.id, batch.label.replace("撤销：", "重做：", 1))

    def _be_free(self) -> None:
        """Refuse at once what would otherwise wait, with the window frozen, for long work on the same book."""
        if self.busy:
            raise Refusal(f"正在{self.busy}，完成后再改；也可以点右下角的“停止”。")

    def _turn_back(self, batch: str, label: str) -> history.Undone:
        self._be_free()
        with self.store.writing(label, undoes=batch) as session:
            undone = history.undo(session, batch)
        self.changed.emit()
        return undone
