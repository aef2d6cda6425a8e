"""The rows of the panel that were opened from one another, the one shown last, and the drafts given up."""

from collections.abc import Mapping

from desktop.app.book_session import BookSession
from desktop.form.form_cache import FormCache
from desktop.form.navigation_entry import NavigationEntry
from desktop.form.unsaved_rows import UnsavedRow
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import FollowUp
from models.queries.row_detail import FieldValue, initial_values
from models.services.entry_defaults import default_values, values_for_next_row
from models.services.firm_entry import values_for_linked_row
from models.services.follow_ups import RowOrigin, follow_up_values
from models.storage.store import Session


class EntryTrail:
    """Lends every row a form of the cache, filled from the book, while the row is on the trail."""

    def __init__(self, book_session: BookSession, form_cache: FormCache) -> None:
        self._book_session, self._form_cache = book_session, form_cache
        self._entries: list[NavigationEntry] = []
        self._drafts: dict[type[Ledger], dict[str, str]] = {}  # texts of new rows given up, by key of the field

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._entries)

    @property
    def current(self) -> NavigationEntry | None:
        """The row shown, if there is one."""
        return self._entries[-1] if self._entries else None

    @property
    def previous(self) -> NavigationEntry | None:
        """The row that the one shown was opened from, if any."""
        return self._entries[-2] if len(self._entries) > 1 else None

    def push(
        self,
        ledger: type[Ledger],
        row: str | None,
        given: Mapping[str, object] | None = None,
        *,
        link_key: str = "",
        origin: RowOrigin | None = None,
        is_detail: bool = False,
    ) -> NavigationEntry:
        """Put a row at the end of the trail; None is a new row, which begins with what is given and its defaults."""
        form = self._form_cache.acquire(ledger)
        entry = NavigationEntry(ledger, row, form, link_key=link_key, origin=origin, is_detail=is_detail)
        self._entries.append(entry)
        if row is None:
            values, defaults = self._book_session.read(
                lambda session: self._initial_values(session, ledger, given or {})
            )
            form.show_row(values, new=True, defaults=defaults)
        elif row_detail := entry.load_detail(self._book_session):
            form.show_row(row_detail.values, new=False)
        return entry

    def push_next(self, entry: NavigationEntry) -> NavigationEntry:
        """Put a new row after a row just saved, in its place or, as of a detail, behind its parent."""
        row = entry.row or ""
        given = self._book_session.read(lambda session: values_for_next_row(session, entry.ledger, row))
        if self.current is entry:
            self.pop()
        return self.push(entry.ledger, None, given)

    def push_detail(self, ledger: type[Ledger]) -> NavigationEntry | None:
        """Put a new row that links to the current one at the end; None where that is not in the book yet."""
        if (top := self.current) is None or (row := top.row) is None:
            return None
        given = self._book_session.read(lambda session: values_for_linked_row(session, ledger, top.ledger, row))
        return self.push(ledger, None, given, is_detail=True)

    def push_follow_up(self, follow_up: FollowUp) -> NavigationEntry | None:
        """Put a new row that follows from the row shown at the end; None where that is not in the book itself.

        Raises UserError where it cannot follow.
        """
        if (entry := self.current) is None or (row := entry.row) is None:
            return None
        origin = RowOrigin(entry.ledger, row, follow_up.answers)
        given = self._book_session.read(lambda session: follow_up_values(session, entry.ledger, row, follow_up))
        return self.push(ledger_by_table(follow_up.to), None, given, origin=origin)

    def push_unsaved(self, unsaved: UnsavedRow) -> NavigationEntry:
        """Put a row of an earlier run at the end with what was typed into it; a new one where it is not in the book."""
        ledger, row = ledger_by_table(unsaved.ledger), unsaved.row
        if row is not None and self._book_session.read(lambda session: session.get(ledger, row)) is None:
            row = None
        origin = RowOrigin(ledger_by_table(unsaved.origin[0]), *unsaved.origin[1:]) if unsaved.origin else None
        entry = self.push(ledger, row, link_key=unsaved.link_key, origin=origin, is_detail=unsaved.is_detail)
        entry.form.put_back(unsaved.texts, unsaved.links)
        return entry

    def unsaved_rows(self) -> tuple[UnsavedRow, ...]:
        """Return all rows with what is typed and not saved; none at all where nothing is."""
        rows = tuple(entry.unsaved_row() for entry in self._entries)
        return rows if any(row.texts for row in rows) else ()

    def _initial_values(
        self, session: Session, ledger: type[Ledger], given: Mapping[str, object]
    ) -> tuple[dict[str, FieldValue], frozenset[str]]:
        """Return what the form of a new row shows at first, and the keys of what nobody gave: the mere defaults."""
        today = self._book_session.reading_context().today
        defaults = default_values(session, ledger, self._book_session.store.who, today)
        return initial_values(session, ledger, {**defaults, **given}), frozenset(defaults) - given.keys()

    def pop(self) -> None:
        """Take the row shown off the trail."""
        closed = self._entries.pop()
        self._form_cache.release(closed.ledger, closed.form)

    def clear(self) -> None:
        """Take every row off the trail."""
        while self._entries:
            self.pop()

    def answer_link(self, added: NavigationEntry) -> None:
        """Put a row that was added for a link of the row shown into that link's field."""
        if (entry := self.current) is not None:
            entry.answer_link(added)

    def restore_current(self) -> None:
        """Take the row shown out of the recycle bin."""
        if (entry := self.current) is not None:
            entry.restore(self._book_session)

    @property
    def is_half_typed_before(self) -> bool:
        """Whether a row further back holds unsaved text, as one whose link is just being added."""
        return any(entry.form.dirty_rows() for entry in self._entries[:-1])

    def keep_draft(self) -> None:
        """Keep what is typed into the new row shown, before it is given up."""
        entry = self.current
        if entry is not None and entry.row is None and (typed := entry.form.typed_texts()):
            self._drafts[entry.ledger] = typed

    def has_draft(self, ledger: type[Ledger]) -> bool:
        """Whether a new row of a ledger was given up with something typed."""
        return ledger in self._drafts

    def restore_draft(self) -> None:
        """Type what was given up last into the row shown."""
        if (entry := self.current) is not None:
            entry.form.retype(self._drafts.pop(entry.ledger, {}))
