"""Writes what is typed in the row panel into a file every few seconds, and offers it after a crash or a power cut."""

import logging
from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import QObject, Signal

from desktop.app.book_session import BookSession
from desktop.app.delay import DelayTimer
from desktop.form.entry_trail import EntryTrail
from desktop.form.unsaved_rows import UnsavedFile, UnsavedRow, UnsavedTyping
from models.exchange.export_rows import book_id
from models.fields.base import ledger_by_table
from models.fields.field import fields
from models.queries.row_detail import load_row_detail
from models.storage.files import os_error_text
from models.storage.store import Session

_LOG = logging.getLogger("zhuanban")
_EVERY_MS = 2000  # milliseconds from the first letter that is not in the file until it is


class UnsavedKeeper(QObject):
    """Keeps the file of a book equal to what is typed and not saved; nothing of it is ever written to the book.

    ``offered`` is what earlier runs of the program left, the latest last; it stays in the file until the user decides.

    Signals:
        offers_changed: there is something else to offer, or nothing any more.
        user_error: the file cannot be written (the sentence).
    """

    offers_changed = Signal()
    user_error = Signal(str)

    def __init__(self, book_session: BookSession, parent: QObject) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._trail: EntryTrail | None = None
        self._written: tuple[UnsavedRow, ...] = ()
        self._has_failed = False
        self._timer = DelayTimer(self, _EVERY_MS, self.update)
        # A book opened read-only may be open for writing elsewhere; what is typed there is none of ours.
        self._file = UnsavedFile(book_session.read(book_id)) if book_session.store.writable else None
        left = self._file.load() if self._file is not None else []
        self.offered = [typing for typing in left if self._is_lost(typing)]
        if len(self.offered) < len(left):
            self._write(())

    def follow(self, trail: EntryTrail) -> None:
        """Watch over the rows of a panel."""
        self._trail = trail

    def note_edited(self) -> None:
        """Note that something is typed: it is written soon, however long the typing goes on."""
        if self._file is not None and not self._timer.isActive():
            self._timer.start()

    def update(self) -> None:
        """Write what is typed and not saved now; what has been saved or given up leaves the file."""
        rows = self._trail.unsaved_rows() if self._trail is not None else ()
        if rows != self._written:
            self._write(rows)

    @property
    def offer(self) -> UnsavedTyping | None:
        """What is to be offered first."""
        return self.offered[-1] if self.offered else None

    def drop_offer(self) -> None:
        """Offer the first no more: it was given up, or stands in the panel again."""
        self.offered.pop()
        self._write(self._trail.unsaved_rows() if self._trail is not None else ())
        self.offers_changed.emit()

    def offer_text(self) -> str:
        """Say what is offered, and what of it was changed in the book meanwhile; empty where nothing is."""
        if (typing := self.offer) is None:
            return ""
        names = "、".join(_name(row) for row in typing.typed_rows)
        changed = [label for row in typing.typed_rows for label in self.changed_fields(row).values()]
        note = f"后来账本里改过{'、'.join(changed)}，恢复后请核对。" if changed else ""
        return f"上次没有保存的内容：{names}，{_when(typing.at)}打的。{note}"

    def changed_fields(self, row: UnsavedRow) -> Mapping[str, str]:
        """Return the labels of fields whose value in the book is no longer the one that was typed over, by key."""
        texts = self._texts_in_book(row)
        labels = {field.key: field.label for field in fields(ledger_by_table(row.ledger))}
        return {key: labels[key] for key, seen in row.seen.items() if texts.get(key, seen) != seen and key in labels}

    def row_in_bin(self, typing: UnsavedTyping) -> UnsavedRow | None:
        """Return the row typed into that lies in the recycle bin, where nothing can be typed, if any."""

        def find(session: Session) -> UnsavedRow | None:
            for row in typing.typed_rows:
                record = session.get(ledger_by_table(row.ledger), row.row) if row.row is not None else None
                if record is not None and record.removed:
                    return row
            return None

        return self._book_session.read(find)

    def _is_lost(self, typing: UnsavedTyping) -> bool:
        """Whether a typing holds anything that the book does not have."""
        try:
            for row in typing.rows:
                ledger_by_table(row.ledger)
        except KeyError:  # a ledger of another version of the program
            return False
        return any(
            self._texts_in_book(row).get(key) != text for row in typing.typed_rows for key, text in row.texts.items()
        )

    def _texts_in_book(self, row: UnsavedRow) -> dict[str, str]:
        """Return what the book has in the fields of a row; nothing for one that is not in the book."""

        def load(session: Session) -> dict[str, str]:
            row_detail = load_row_detail(session, ledger_by_table(row.ledger), row.row or "")
            return {key: value.text for key, value in row_detail.values.items()} if row_detail is not None else {}

        return self._book_session.read(load) if row.row is not None else {}

    def _write(self, rows: tuple[UnsavedRow, ...]) -> None:
        if self._file is None:
            return
        typing = [UnsavedTyping(datetime.now(), rows)] if rows else []  # noqa: DTZ005 - the user's local time
        try:
            self._file.save([*self.offered, *typing])
        except OSError as error:
            # Typing goes on; that it is not safe is said once.
            _LOG.warning("what is typed cannot be kept in a file: error %s", error.errno)
            if not self._has_failed:
                self._has_failed = True
                self.user_error.emit(f"没保存的内容暂时记不下来（{os_error_text(error)}），断电会丢；请早点保存。")
            return
        self._written, self._has_failed = rows, False


def _name(row: UnsavedRow) -> str:
    label = ledger_by_table(row.ledger).about.row_label
    return f"{label}“{row.title}”" if row.title else f"还没填名称的{label}"


def _when(at: datetime) -> str:
    is_today = at.date() == date.today()  # noqa: DTZ011 - the user's local day
    return f"{at:%H:%M} " if is_today else f"{at.month}月{at.day}日 {at:%H:%M} "
