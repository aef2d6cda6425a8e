"""The open book as the window uses it: reads, commands, undo and redo, and a signal on every change."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from models.audit import history
from models.errors import UserError
from models.fields.kind import FieldKind, ReadContext
from models.queries.known_names import names_in_use
from models.queries.reading_context import terms
from models.storage.store import Session, Store

T = TypeVar("T")


class BookSession(QObject):
    """Gives a window access to its book.

    Every change is a command run here and becomes one undo step; widgets never keep a SQLAlchemy session.

    Signals:
        changed: the book's content changed; widgets that show rows must reload.
    """

    changed = Signal()
    # Label of the job running on the book; commands are rejected meanwhile, as waiting would freeze the window.
    running_job_label = ""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self._reading_context: ReadContext | None = None
        self._names_by_kind: dict[type[FieldKind], tuple[str, ...]] = {}
        self.changed.connect(self._clear_caches)

    def read(self, query: Callable[[Session], T]) -> T:
        """Run a query in a read session and return its result; queries that may take over 100 ms belong in a job."""
        with self.store.reading() as session:
            return query(session)

    def run(self, label: str, work: Callable[[Session], T]) -> T:
        """Run a command in one transaction, which undo reverts as a whole; an exception rolls it back."""
        self._check_not_busy()
        with self.store.writing(label) as session:
            result = work(session)
        self.changed.emit()
        return result

    def reading_context(self) -> ReadContext:
        """Return the context editors read typed values in: today and the dictionaries, no look-up of linked rows."""
        if self._reading_context is None or self._reading_context.today != date.today():  # noqa: DTZ011 - the user's local day
            self._reading_context = ReadContext(terms=self.read(terms))
        return self._reading_context

    def names(self, kind: type[FieldKind]) -> tuple[str, ...]:
        """Return the persons or units already entered in the book, the most frequent first."""
        if kind not in self._names_by_kind:
            self._names_by_kind[kind] = self.read(lambda session: names_in_use(session, kind))
        return self._names_by_kind[kind]

    def _clear_caches(self) -> None:
        self._reading_context = None
        self._names_by_kind.clear()

    def undo(self) -> history.UndoResult:
        """Undo the user's latest command; raises UserError where there is none."""
        batch = self.read(lambda session: history.undoable(session, self.store.who))[0]
        if batch is None:
            raise UserError("没有可以撤销的操作。")
        return self._undo_batch(batch.id, f"撤销：{batch.label}")

    def redo(self) -> history.UndoResult:
        """Redo what was undone last; raises UserError where there is nothing."""
        batch = self.read(lambda session: history.undoable(session, self.store.who))[1]
        if batch is None:
            raise UserError("没有可以重做的操作。")
        return self._undo_batch(batch.id, batch.label.replace("撤销：", "重做：", 1))

    def _check_not_busy(self) -> None:
        """Raise UserError while a job runs on the book: waiting for it would freeze the window."""
        if self.running_job_label:
            raise UserError(f"正在{self.running_job_label}，完成后再改；也可以点右下角的“停止”。")

    def _undo_batch(self, batch: str, label: str) -> history.UndoResult:
        self._check_not_busy()
        with self.store.writing(label, undoes=batch) as session:
            undone = history.undo(session, batch)
        self.changed.emit()
        return undone
