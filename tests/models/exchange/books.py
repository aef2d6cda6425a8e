"""Helpers for exchange tests: several quickly made books, each with a name of its own, and changesets between them."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import EditRecord
from models.audit.recorder import state_values
from models.exchange.merge import union
from models.exchange.merge.changeset import LOCAL_ONLY, Changeset, changeset_of, changeset_text, read_changeset
from models.exchange.merge.conflicts import list_conflicts
from models.fields.base import ledger_by_table, new_id
from models.storage.store import Store
from tests.rows import copy_template, open_unsynced


@contextmanager
def open_books(template: Path, folder: Path, count: int, *, copies: int = 0) -> Iterator[list[Store]]:
    """Open some new books; the last ``copies`` are copies of the first, made before anything was written in it."""
    with ExitStack() as stack:
        books = []
        for place in range(count):
            path = copy_template(template, folder / str(place), f"{'甲乙丙丁戊己'[place]}.zhuanban")
            if place and place < count - copies:
                bare = sqlite3.connect(path)
                bare.execute("UPDATE book SET id = ?", (new_id(),))
                bare.commit()
                bare.close()
            book = stack.enter_context(open_unsynced(path))
            book.who = f"示例{'甲乙丙丁戊己'[place]}"
            books.append(book)
        yield books


def shareable_rows(session: Session) -> dict[str, list[str]]:
    """Return the ids of all rows that may be exchanged, by ledger."""
    query = sa.select(EditRecord.ledger, EditRecord.row).where(EditRecord.ledger.not_in(LOCAL_ONLY)).distinct()
    rows: dict[str, list[str]] = {}
    for ledger, row in session.execute(query):
        rows.setdefault(ledger, []).append(row)
    return rows


def merge_into(
    sender: Store, receiver: Store, rows: dict[str, list[str]] | None = None, *, unmasked: bool = True
) -> union.MergeResult:
    """Pack rows of one book, by default all, and merge them into another through the changeset's text form."""
    with sender.reading() as session:
        text = changeset_text(session, rows or shareable_rows(session), name="示例", unmasked=unmasked)
    changeset = read_changeset(text)
    assert changeset is not None
    with receiver.writing("并入来件") as session:
        return union.merge_changeset(session, changeset)


def full_changeset(book: Store, *, unmasked: bool = True) -> Changeset:
    """Pack all exchangeable rows of a book into a changeset."""
    with book.reading() as session:
        return changeset_of(session, shareable_rows(session), unmasked=unmasked)


def merge_changeset(book: Store, changeset: Changeset) -> union.MergeResult:
    """Merge a changeset into a book."""
    with book.writing("并入") as session:
        return union.merge_changeset(session, changeset, "来件.xlsx")


def shared_state(book: Store) -> dict[str, tuple[dict[str, Any], int, int, str]]:
    """Return what merged books must agree on: values, times and hash of every exchangeable row, by id."""
    with book.reading() as session:
        ledgers = [ledger_by_table(name) for name in shareable_rows(session)]
        rows = [row for ledger in ledgers for row in session.execute(sa.select(ledger)).scalars()]
        return {row.id: (state_values(row), row.born, row.touched, row.digest) for row in rows}


def conflict_keys(book: Store) -> set[tuple[str, str, tuple[str, ...]]]:
    """Return the conflicts a book lists, as (row, key, edit ids)."""
    with book.reading() as session:
        return {
            (conflict.row, conflict.key, tuple(rival.edit for rival in conflict.competing))
            for conflict in list_conflicts(session)
        }


def shareable_edits(book: Store) -> set[str]:
    """Return the ids of all edits that may be exchanged."""
    with book.reading() as session:
        return set(session.execute(sa.select(EditRecord.id).where(EditRecord.ledger.not_in(LOCAL_ONLY))).scalars())
