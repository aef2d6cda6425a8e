"""The unit of work of one transaction: collects its edits, chains them and writes them with their batch."""

import time
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import (
    LOCAL_EDIT_COLUMNS,
    ROW_KEY,
    Book,
    EditBatch,
    EditRecord,
    batch_digest,
    chain_digest,
    edits_of,
    heads,
    hlc_tick,
    insert_many,
    visible_heads,
    wall_ms,
)
from models.fields.base import ledger_by_table, new_id

_KEY = "edit_writer"  # in ``session.info``


class EditWriter:
    """The unit of work of one transaction: collects its edits and writes them as one batch.

    The store opens it in ``Store.writing()`` and closes it before the commit.
    """

    def __init__(self, session: Session, who: str, label: str, undoes: str | None = None) -> None:
        # Locking the book's row serialises the writers of a PostgreSQL book; SQLite locks the whole file.
        book = session.execute(sa.select(Book).with_for_update()).scalar_one()
        self.session = session
        self.book, self.seq, self.head, self.clock = book.id, book.seq, book.head, book.clock
        self.who, self.label, self.undoes = who.replace("\n", " ").strip(), label.replace("\n", " "), undoes
        self.batch = new_id()
        self.start_seq = self.seq
        self._edits: list[tuple[Any, ...]] = []

    @property
    def has_edits(self) -> bool:
        """Whether any edit was added."""
        return self.seq > self.start_seq

    def add_edit(self, ledger: str, row: str, values: str, parents: str = "{}") -> str:
        """Add one edit, its values and parents given as canonical JSON; return its clock."""
        self.seq += 1
        self.clock = hlc_tick(self.clock, time.time_ns() // 1_000_000)
        edit = new_id()
        facts = (edit, self.book, self.seq, ledger, row, values, parents, self.clock, self.who, self.batch)
        self.head = chain_digest(self.head, *facts)
        self._edits.append((*facts, self.head))
        return self.clock

    def advance_clock(self, clock: str, limit_ms: int) -> None:
        """Advance the clock to another book's, but not past ``limit_ms``: foreign clocks can be far wrong."""
        self.clock = max(self.clock, min(clock, f"{limit_ms:012x}0000"))

    def visible_parents(self, rows: Sequence[str]) -> dict[str, dict[str, list[str]]]:
        """Return, by row and field, the ids of the visible heads: the parents of an edit made now."""
        parents: dict[str, dict[str, list[str]]] = {}
        for row, edits in edits_of(self.session, rows).items():
            derived = ledger_by_table(edits[0].ledger).derived if edits else ()
            tops = heads(edits)
            parents[row] = {
                key: [edit.id for edit in (rivals if key in derived else visible_heads(rivals, key))]
                for key, rivals in tops.items()
            }
            parents[row][ROW_KEY] = list(dict.fromkeys(edit.id for rivals in tops.values() for edit in rivals))
        return parents

    def flush(self) -> None:
        """Insert the collected edits into the log."""
        insert_many(self.session.connection(), EditRecord.__tablename__, LOCAL_EDIT_COLUMNS, self._edits)
        self._edits = []

    def close(self) -> None:
        """Write the batch and advance the head of the book's chain.

        An undo that had nothing left to take back is written all the same; else the next undo would try it again.
        """
        self.flush()
        if not self.has_edits and self.undoes is None:
            return
        batch = EditBatch(
            id=self.batch,
            book=self.book,
            seq=self.start_seq + 1,
            at=wall_ms(self.clock),
            who=self.who,
            label=self.label,
            undoes=self.undoes,
        )
        batch.digest = batch_digest(batch)
        self.session.add(batch)
        book = self.session.execute(sa.select(Book)).scalar_one()
        book.seq, book.head, book.clock = self.seq, self.head, self.clock
        self.session.flush()

    @classmethod
    def start(cls, session: Session, who: str, label: str, undoes: str | None = None) -> "EditWriter":
        """Begin the unit of work of a session; the store calls it once for each transaction that writes."""
        writer = session.info[_KEY] = cls(session, who, label, undoes)
        return writer


def edit_writer_or_none(session: Session) -> EditWriter | None:
    """Return the unit of work of a session; None where it only reads."""
    writer: EditWriter | None = session.info.get(_KEY)
    return writer


def edit_writer(session: Session) -> EditWriter:
    """Return the unit of work of a session that writes; raises TypeError for one that only reads."""
    writer = edit_writer_or_none(session)
    if writer is None:
        raise TypeError("this session only reads; use Store.writing()")
    return writer
