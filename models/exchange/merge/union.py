"""Merge another book's changeset: form the union of both books' edits, and replay the rows from it.

The same edits give the same rows in whatever order they arrive, and merging twice changes nothing. Validation between
fields is not repeated, since both books have done it; what this program could not load is rejected with a reason.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import (
    EDIT_COLUMNS,
    EditBatch,
    EditRecord,
    edits_of,
    insert_many,
    seal_of,
    values_of,
    wall_ms,
)
from models.audit.edit_writer import edit_writer
from models.audit.logged_edit import LoggedEdit
from models.audit.recorder import allow_raw_writes
from models.audit.replay import replay_rows
from models.exchange.merge.changeset import Changeset, ChangesetBatch, ChangesetEdit
from models.exchange.merge.inspection import ChangesetInspection, RejectedRow
from models.fields.base import new_id
from models.fields.field import table_of
from models.ledgers import Received, TaskForce
from models.search.index import fold_text

__all__ = ["MergeResult", "RejectedRow", "merge_changeset", "unrelated_task_forces"]
_DAY_MS = 86_400_000


@dataclass(frozen=True, slots=True)
class MergeResult:
    """The result of a merge: the number of new edits; rows (ledger, id) added, changed, now conflicting; rejected rows.

    ``filled`` counts edits whose withheld private values came now; ``notes`` are sentences for the clerk;
    ``received`` is the id of the row of 收件记录 for these edits, None where nothing came.
    """

    edits: int = 0
    filled: int = 0
    added: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    conflicting: tuple[tuple[str, str], ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    notes: tuple[str, ...] = field(default=())
    received: str | None = None

    @property
    def has_news(self) -> bool:
        """Whether the changeset brought anything that the book did not have."""
        return bool(self.edits or self.filled)


def unrelated_task_forces(session: Session, changeset: Changeset) -> list[str]:
    """Return the names of task forces in a changeset that this book has under other ids.

    They show that neither book was made from the other: a merge would duplicate the rows, so the sheet must be
    imported by matching names instead.
    """
    ours = {fold_text(name): row for row, name in session.execute(sa.select(TaskForce.id, TaskForce.name))}
    named = {op.row: values_of(op).get("name") for op in changeset.edits if op.ledger == TaskForce.__tablename__}
    return [str(name) for row, name in named.items() if name and ours.get(fold_text(str(name)), row) != row]


def merge_changeset(session: Session, changeset: Changeset, file: str = "") -> MergeResult:
    """Merge a changeset's edits, within ``store.writing``; edits the book already has are skipped.

    A row with any error is rejected as a whole, and so are rows that link to it.
    """
    writer = edit_writer(session)
    session.flush()
    by_row: dict[str, list[ChangesetEdit]] = {}
    for op in changeset.edits:
        by_row.setdefault(op.row, []).append(op)
    ours = edits_of(session, list(by_row))
    batches = {batch.id: batch for batch in changeset.batches}
    inspection = ChangesetInspection(session, by_row, ours, batches)
    fresh, filled = inspection.acceptable_edits()
    if not fresh and not filled:
        return MergeResult(rejected=tuple(inspection.rejected))
    now = time.time_ns() // 1_000_000
    latest = max((op.clock for op in fresh), default="")
    writer.advance_clock(latest, now + _DAY_MS)
    received_id = new_id()
    _insert(session, fresh, filled, received_id, inspection.new_batches_of(fresh))
    session.add(_received_row(received_id, changeset, fresh, file, writer.batch))
    session.flush()
    touched: dict[str, dict[str, None]] = {}
    for op in (*fresh, *filled):
        touched.setdefault(op.ledger, {})[op.row] = None
    born = {op.row for op in fresh if not ours[op.row]}
    logs = _logs(fresh, filled, ours)
    conflicting = set(replay_rows(session, touched, logs, born))
    rows = [(name, row) for name, ids in touched.items() for row in ids]
    return MergeResult(
        len(fresh),
        len(filled),
        tuple(row for row in rows if row[1] in born),
        tuple(row for row in rows if row[1] not in born),
        tuple(row for row in rows if row[1] in conflicting),
        tuple(inspection.rejected),
        tuple(_clock_notes(latest, now)),
        received_id,
    )


def _logs(
    fresh: Sequence[ChangesetEdit], filled: Sequence[ChangesetEdit], ours: Mapping[str, Sequence[LoggedEdit]]
) -> dict[str, list[LoggedEdit]]:
    """Return the whole log of every row touched, of both books."""
    whole = {op.id: op for op in filled}
    logs: dict[str, list[LoggedEdit]] = {}
    for op in (*fresh, *filled):
        if op.row not in logs:
            logs[op.row] = [whole.get(edit.id, edit) for edit in ours[op.row]]
    for op in fresh:
        logs[op.row].append(op)
    return logs


def _insert(
    session: Session,
    fresh: Sequence[ChangesetEdit],
    filled: Sequence[ChangesetEdit],
    received_id: str,
    batches: Sequence[ChangesetBatch],
) -> None:
    """Insert the edits and batches that are new here, and fill in the values that had been withheld."""
    with allow_raw_writes(session) as connection:
        rows = [(*op[:12], received_id, op.withheld or None) for op in fresh]
        insert_many(connection, EditRecord.__tablename__, EDIT_COLUMNS, rows)
        insert_many(
            connection,
            EditBatch.__tablename__,
            (*ChangesetBatch._fields, "came"),
            [(*batch, received_id) for batch in batches],
        )
        table = table_of(EditRecord)
        put = table.update().where(table.c.id == sa.bindparam("which"))
        for op in filled:
            columns = {"values": op.values, "withheld": op.withheld}
            connection.execute(put.values(columns), {"which": op.id})


def _received_row(
    received_id: str, changeset: Changeset, fresh: Sequence[ChangesetEdit], file: str, batch: str
) -> Received:
    """Create the row of 收件记录; its seal covers the merged edits, so this book's own chain vouches for them."""
    return Received(
        id=received_id,
        name=file or changeset.name or f"账本 {changeset.book[-6:]}",
        on=date.today(),  # noqa: DTZ011 - local day
        kind="本程序",
        state="已并入",
        upto=json.dumps(dict(changeset.upto), sort_keys=True),
        batch=batch,
        edits=len(fresh),
        seal=seal_of(fresh) if fresh else None,
    )


def _clock_notes(latest: str, now: int) -> list[str]:
    ahead = (wall_ms(latest) - now) // _DAY_MS if latest else 0
    if ahead < 1:
        return []
    return [f"对方电脑的时钟快了约 {ahead} 天，请提醒对方校准；内容已照常并入，只是显示的时间不准。"]
