"""Helpers for exchange tests: several quickly made books, each with a name of its own, and changesets between them."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import ledger_named, new_id
from models.edits import Edit
from models.exchange import union
from models.exchange.conflicts import conflicts
from models.exchange.parcel import STAYS, Parcel, from_text, parcel_of, text_of
from models.record import state_values
from models.store import Store
from tests.rows import copied, open_fast


@contextmanager
def opened(template: Path, folder: Path, number: int, *, copies: int = 0) -> Iterator[list[Store]]:
    """Open some new books; the last ``copies`` are copies of the first, made before anything was written in it."""
    with ExitStack() as stack:
        books = []
        for place in range(number):
            path = copied(template, folder / str(place), f"{'甲乙丙丁戊己'[place]}.zhuanban")
            if place and place < number - copies:
                bare = sqlite3.connect(path)
                bare.execute("UPDATE book SET id = ?", (new_id(),))
                bare.commit()
                bare.close()
            book = stack.enter_context(open_fast(path))
            book.who = f"示例{'甲乙丙丁戊己'[place]}"
            books.append(book)
        yield books


def everything(session: Session) -> dict[str, list[str]]:
    """Return the ids of all rows that may be exchanged, by ledger."""
    query = sa.select(Edit.ledger, Edit.row).where(Edit.ledger.not_in(STAYS)).distinct()
    rows: dict[str, list[str]] = {}
    for ledger, row in session.execute(query):
        rows.setdefault(ledger, []).append(row)
    return rows


def send(
    giver: Store, taker: Store, rows: dict[str, list[str]] | None = None, *, unmasked: bool = True
) -> union.Merged:
    """Pack rows of one book, by default all, and merge them into another through the changeset's text form."""
    with giver.reading() as session:
        text = text_of(session, rows or everything(session), name="示例", unmasked=unmasked)
    changeset = from_text(text)
    assert changeset is not None
    with taker.writing("并入来件") as session:
        return union.merge(session, changeset)


def packed(book: Store, *, unmasked: bool = True) -> Parcel:
    """Pack all exchangeable rows of a book into a changeset."""
    with book.reading() as session:
        return parcel_of(session, everything(session), unmasked=unmasked)


def take(book: Store, changeset: Parcel) -> union.Merged:
    """Merge a changeset into a book."""
    with book.writing("并入") as session:
        return union.merge(session, changeset, "来件.xlsx")


def shared(book: Store) -> dict[str, tuple[dict[str, Any], int, int, str]]:
    """Return what merged books must agree on: values, times and hash of every exchangeable row, by id."""
    with book.reading() as session:
        ledgers = [ledger_named(name) for name in everything(session)]
        rows = [row for ledger in ledgers for row in session.execute(sa.select(ledger)).scalars()]
        return {row.id: (state_values(row), row.born, row.touched, row.digest) for row in rows}


def contested(book: Store) -> set[tuple[str, str, tuple[str, ...]]]:
    """Return the conflicts a book lists, as (row, key, edit ids)."""
    with book.reading() as session:
        return {
            (conflict.row, conflict.key, tuple(rival.edit for rival in conflict.rivals))
            for conflict in conflicts(session)
        }


def travelled(book: Store) -> set[str]:
    """Return the ids of all edits that may be exchanged."""
    with book.reading() as session:
        return set(session.execute(sa.select(Edit.id).where(Edit.ledger.not_in(STAYS))).scalars())
