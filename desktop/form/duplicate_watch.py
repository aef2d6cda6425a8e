"""Looks for clashes while a lead or a project is typed: after a pause, off the window's thread, never in the way."""

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from desktop.app.book_session import BookSession
from desktop.app.delay import DelayTimer, call_after_layout
from desktop.app.jobs import Jobs
from desktop.form.duplicate_strip import DuplicateStrip
from desktop.form.navigation_entry import NavigationEntry
from models.duplicates.decisions import CLAIM_FIELDS, check_typed_row, mark_different
from models.duplicates.detection import DuplicateCandidate, DuplicateIndex
from models.errors import UserError
from models.fields.base import Ledger
from models.ledgers import Lead, Project

_PAUSE_MS = 600  # milliseconds after the last letter
WATCHED_LEDGERS: tuple[type[Ledger], ...] = (Lead, Project)


class DuplicateWatch(QObject):
    """Keeps the strip below the name of the row in the panel.

    Signals:
        open_wanted: a suspect should be shown (ledger, id).
        user_error: a sentence why something was not written down.
    """

    open_wanted = Signal(str, str)
    user_error = Signal(str)

    def __init__(self, book_session: BookSession, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book_session, self._jobs = book_session, jobs
        self._index: DuplicateIndex | None = None
        self._entry: NavigationEntry | None = None
        self._strip: DuplicateStrip | None = None
        self._compared_values: dict[str, object] = {}
        self._timer = DelayTimer(self, _PAUSE_MS, self._compare)
        book_session.changed.connect(self._drop_index)

    def set_entry(self, entry: NavigationEntry | None) -> None:
        """Watch another row from now on, or none."""
        self._timer.stop()
        self._entry, self._strip, self._compared_values = None, None, {}
        if entry is None or entry.ledger not in WATCHED_LEDGERS:
            return
        row = entry.form.open_field_row("name")
        if not isinstance(row.widget_below, DuplicateStrip):
            row.add_below(strip := DuplicateStrip())
            strip.open_wanted.connect(self._open_candidate)
            strip.denied.connect(self._deny)
        if isinstance(row.widget_below, DuplicateStrip):
            self._entry, self._strip = entry, row.widget_below
            self._strip.show_candidates(())

    def edited(self) -> None:
        """Note that something was typed."""
        if self._entry is not None:
            self._timer.start()

    def row_saved(self, entry: NavigationEntry) -> None:
        """Write down what was said of a new row's suspects, now that the row is in the book."""
        suspects, entry.denied_candidates = entry.denied_candidates, []
        for suspect in suspects:
            self._mark_different(entry, suspect)

    def _typed_values(self, entry: NavigationEntry) -> dict[str, object]:
        rows = entry.form.field_rows
        return {
            key: rows[key].raw_value() for key in CLAIM_FIELDS if key in rows and (entry.row is None or rows[key].dirty)
        }

    def _compare(self) -> None:
        """Compare what is typed with the book, unless just that was asked already."""
        if (top := self._entry) is None or (typed := self._typed_values(top)) == self._compared_values:
            return
        self._compared_values = typed
        steps = check_typed_row(self._book_session.store, self._index, top.ledger, top.row or "", typed)
        self._jobs.run(
            "比对撞单", steps, lambda result: self._on_compared(top, typed, *result), lambda _: None, quiet=True
        )

    def _on_compared(
        self,
        entry: NavigationEntry,
        typed_values: dict[str, object],
        index: DuplicateIndex,
        candidates: list[DuplicateCandidate],
    ) -> None:
        self._index = index
        is_shown = self._strip is not None and isValid(self._strip) and self._entry is entry
        if self._strip is not None and is_shown and self._compared_values == typed_values:
            denied = {candidate.row for candidate in entry.denied_candidates}
            self._strip.show_candidates([candidate for candidate in candidates if candidate.row not in denied])
            call_after_layout(entry.form, entry.form.keep_focus_visible)

    def _open_candidate(self) -> None:
        if self._strip is not None and self._strip.candidates:
            candidate = self._strip.candidates[0]
            self.open_wanted.emit(candidate.ledger.__tablename__, candidate.row)

    def _deny(self) -> None:
        """Take the first suspect away: for good where the row is in the book, else once it will be."""
        if self._strip is None or self._entry is None or not self._strip.candidates:
            return
        suspect, *rest = self._strip.candidates
        if self._entry.row is None:
            self._entry.denied_candidates.append(suspect)
        elif not self._mark_different(self._entry, suspect):
            return
        self._strip.show_candidates(rest)

    def _mark_different(self, entry: NavigationEntry, candidate: DuplicateCandidate) -> bool:
        book_session, row, today = self._book_session, entry.row or "", self._book_session.reading_context().today
        try:
            book_session.run(
                f"撞单裁定 {candidate.name}：不是同一家",
                lambda session: mark_different(session, entry.ledger, row, candidate, book_session.store.who, today),
            )
        except UserError as error:
            self.user_error.emit(str(error))
            return False
        return True

    def _drop_index(self) -> None:
        self._index = None
