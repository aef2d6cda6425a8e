"""The open book as the window uses it: reads, commands, undo and redo, and a signal on every change."""

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
    """Gives a window access to its book.

    Every change is a command run here and becomes one undo step; widgets never keep a SQLAlchemy session.

    Signals:
        changed: the book's content changed; widgets that show rows must reload.
    """

    changed = Signal()
    # Label of the job running on the book; commands are rejected meanwhile, as waiting would freeze the window.
    busy = ""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._context: Context | None = None
        self._names: dict[type[Kind], tuple[str, ...]] = {}
        self.changed.connect(self._forget)

    def ask(self, question: Callable[[Session], T]) -> T:
        """Run a query in a read session and return its result; queries that may take over 100 ms belong in a job."""
        with self.store.reading() as session:
            return question(session)

    def deed(self, label: str, work: Callable[[Session], T]) -> T:
        """Run a command in one transaction, which undo reverts as a whole; an exception rolls it back."""
        self._be_free()
        with self.store.writing(label) as session:
            result = work(session)
        self.changed.emit()
        return result

    def context(self) -> Context:
        """Return the context editors read typed values in: today and the dictionaries, no look-up of linked rows."""
        if self._context is None or self._context.today != date.today():  # noqa: DTZ011 - the user's local day
            self._context = Context(terms=self.ask(terms))
        return self._context

    def names(self, kind: type[Kind]) -> tuple[str, ...]:
        """Return the persons or units already entered in the book, the most frequent first."""
        if kind not in self._names:
            self._names[kind] = self.ask(lambda session: names_in_use(session, kind))
        return self._names[kind]

    def _forget(self) -> None:
        self._context = None
        self._names.clear()

    def undo(self) -> history.Undone:
        """Undo the user's latest command; raises UserError where there is none."""
        batch = self.ask(lambda session: history.undoable(session, self.store.who))[0]
        if batch is None:
            raise Refusal("没有可以撤销的操作。")
        return self._turn_back(batch.id, f"撤销：{batch.label}")

    def redo(self) -> history.Undone:
        """Redo what was undone last; raises UserError where there is nothing."""
        batch = self.ask(lambda session: history.undoable(session, self.store.who))[1]
        if batch is None:
            raise Refusal("没有可以重做的操作。")
        return self._turn_back(batch.id, batch.label.replace("撤销：", "重做：", 1))

    def _be_free(self) -> None:
        """Raise UserError while a job runs on the book: waiting for it would freeze the window."""
        if self.busy:
            raise Refusal(f"正在{self.busy}，完成后再改；也可以点右下角的“停止”。")

    def _turn_back(self, batch: str, label: str) -> history.Undone:
        self._be_free()
        with self.store.writing(label, undoes=batch) as session:
            undone = history.undo(session, batch)
        self.changed.emit()
        return undone
