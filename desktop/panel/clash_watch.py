"""Looks for clashes while a lead or a project is typed: after a pause, off the window's thread, never in the way."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.desk import Desk
from desktop.job import Jobs
from desktop.panel.clash_strip import ClashStrip
from desktop.panel.stop import Stop
from models.base import Ledger
from models.clashes import Index, Suspect
from models.ledgers import Lead, Project
from models.refusal import Refusal
from models.rulings import CLAIMED, looking, rule_out

_PAUSE = 600  # milliseconds after the last letter
WATCHED: tuple[type[Ledger], ...] = (Lead, Project)


class ClashWatch(QObject):
    """Keeps the strip below the name of the row in the panel.

    Signals:
        open_wanted: a suspect should be shown (ledger, id).
        refused: a sentence why something was not written down.
    """

    open_wanted = Signal(str, str)
    refused = Signal(str)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._jobs = desk, jobs
        self._index: Index | None = None
        self._top: Stop | None = None
        self._strip: ClashStrip | None = None
        self._asked: dict[str, object] = {}
        self._denied: dict[int, list[Suspect]] = {}  # of new rows not saved yet, by their stop
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        desk.changed.connect(self._forget)

    def attend(self, top: Stop | None) -> None:
        """Watch another row from now on, or none."""
        self._pause.stop()
        self._top, self._strip, self._asked = None, None, {}
        if top is None or top.ledger not in WATCHED:
            return
        row = top.sections.row_of("name")
        if not isinstance(row.hung, ClashStrip):
            row.hang(strip := ClashStrip())
            strip.look_wanted.connect(self._show)
            strip.denied.connect(self._deny)
        if isinstance(row.hung, ClashStrip):
            self._top, self._strip = top, row.hung
            self._strip.show_suspects(())

    def edited(self) -> None:
        """Note that something was typed."""
        if self._top is not None:
            self._pause.start()

    def kept(self, top: Stop) -> None:
        """Write down what was said of a new row's suspects, now that the row is in the book."""
        for suspect in self._denied.pop(id(top), []):
            self._rule_out(top, suspect)

    def _typed(self, top: Stop) -> dict[str, object]:
        rows = top.sections.rows
        return {key: rows[key].raw() for key in CLAIMED if key in rows and (top.row is None or rows[key].dirty)}

    def _look(self) -> None:
        """Compare what is typed with the book, unless just that was asked already."""
        if (top := self._top) is None or (typed := self._typed(top)) == self._asked:
            return
        self._asked = typed
        steps = looking(self._desk.store, self._index, top.ledger, top.row or "", typed)
        self._jobs.run("比对撞单", steps, lambda result: self._found(top, typed, *result), lambda _: None, quiet=True)

    def _found(self, top: Stop, typed: dict[str, object], index: Index, suspects: list[Suspect]) -> None:
        self._index = index
        if self._strip is not None and self._top is top and self._asked == typed:
            denied = {candidate.row for candidate in self._denied.get(id(top), [])}
            self._strip.show_suspects([candidate for candidate in suspects if candidate.row not in denied])
            QTimer.singleShot(0, top.sections, top.sections.keep_focus_in_sight)

    def _show(self) -> None:
        if self._strip is not None and self._strip.suspects:
            candidate = self._strip.suspects[0]
            self.open_wanted.emit(candidate.ledger.__tablename__, candidate.row)

    def _deny(self) -> None:
        """Take the first suspect away: for good where the row is in the book, else once it will be."""
        if self._strip is None or self._top is None or not self._strip.suspects:
            return
        suspect, *rest = self._strip.suspects
        if self._top.row is None:
            self._denied.setdefault(id(self._top), []).append(suspect)
        elif not self._rule_out(self._top, suspect):
            return
        self._strip.show_suspects(rest)

    def _rule_out(self, top: Stop, suspect: Suspect) -> bool:
        desk, row, today = self._desk, top.row or "", self._desk.context().today
        try:
            desk.deed(
                f"撞单裁定 {suspect.name}：不是同一家",
                lambda session: rule_out(session, top.ledger, row, suspect, desk.store.who, today),
            )
        except Refusal as refusal:
            self.refused.emit(str(refusal))
            return False
        return True

    def _forget(self) -> None:
        self._index = None
