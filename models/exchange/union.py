"""Merging another book: the union of both books' edits, and the rows brought up to it.

The same edits give the same rows in whatever order they came, and a second time changes nothing. Laws between fields
are not asked again, for both books kept them; what a reader could not load never gets in, and is refused in words.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import new_id
from models.edits import EDIT_COLUMNS, Batch, Edit, Pen, edits_of, insert_many, seal_of, values_of, wall
from models.exchange.inspection import Inspection, Refused
from models.exchange.parcel import Deed, Op, Parcel
from models.ledgers import Received, TaskForce
from models.record import door
from models.renewal import renew
from models.search import fold

__all__ = ["Merged", "Refused", "merge", "strangers"]
_FEW = 500
_DAY = 86_400_000


@dataclass(frozen=True, slots=True)
class Merged:
    """What a union did: edits new to this book; rows (ledger, id) born, changed, now contested; what was refused.

    ``filled`` counts private values that had been masked and came now; ``notes`` are sentences the clerk should see;
    ``received`` is the row of 收件记录 these edits came with, None where nothing came.
    """

    edits: int = 0
    filled: int = 0
    born: tuple[tuple[str, str], ...] = ()
    changed: tuple[tuple[str, str], ...] = ()
    contested: tuple[tuple[str, str], ...] = ()
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = field(default=())
    received: str | None = None

    @property
    def news(self) -> bool:
        """Whether anything came that the book did not have."""
        return bool(self.edits or self.filled)


def strangers(session: Session, parcel: Parcel) -> list[str]:
    """Name the task forces a parcel brings that this book has under other ids: neither was made from the other.

    Their edits tell of other rows of the same things; a union would double them, so the sheet is matched by names.
    """
    ours = {fold(name): row for row, name in session.execute(sa.select(TaskForce.id, TaskForce.name))}
    named = {op.row: values_of(op).get("name") for op in parcel.ops if op.ledger == TaskForce.__tablename__}
    return [str(name) for row, name in named.items() if name and ours.get(fold(str(name)), row) != row]


def merge(session: Session, parcel: Parcel, file: str = "") -> Merged:
    """Take in a parcel's edits, within ``store.writing``; what is known already is passed over.

    A row with anything amiss is refused whole, and so is a row that points at it: nothing is taken in by halves.
    """
    pen: Pen = session.info["pen"]
    session.flush()
    by_row: dict[str, list[Op]] = {}
    for op in parcel.ops:
        by_row.setdefault(op.row, []).append(op)
    ours = edits_of(session, list(by_row))
    deeds = {deed.id: deed for deed in parcel.deeds}
    inspection = Inspection(session, by_row, ours, deeds)
    fresh, filled = inspection.pass_on()
    if not fresh and not filled:
        return Merged(refused=tuple(inspection.refused))
    now = time.time_ns() // 1_000_000
    latest = max((op.clock for op in fresh), default="")
    pen.meet(latest, now + _DAY)
    came = new_id()
    _write(session, fresh, filled, came, inspection.deeds_of(fresh))
    session.add(_receipt(came, parcel, fresh, file, pen.batch))
    session.flush()
    touched: dict[str, dict[str, None]] = {}
    for op in (*fresh, *filled):
        touched.setdefault(op.ledger, {})[op.row] = None
    born = {op.row for op in fresh if not ours[op.row]}
    logs = _logs(fresh, filled, ours, came)
    contested = set(renew(session, touched, logs, born))
    rows = [(name, row) for name, some in touched.items() for row in some]
    return Merged(
        len(fresh),
        len(filled),
        tuple(one for one in rows if one[1] in born),
        tuple(one for one in rows if one[1] not in born),
        tuple(one for one in rows if one[1] in contested),
        tuple(inspection.refused),
        tuple(_notes(latest, now)),
        came,
    )


def _logs(
    fresh: Sequence[Op], filled: Sequence[Op], ours: Mapping[str, Sequence[Any]], came: str
) -> dict[str, list[Any]]:
    """Give the whole log of every row touched, ours and theirs."""
    whole = {op.id: op for op in filled}
    found: dict[str, list[Any]] = {}
    for op in (*fresh, *filled):
        if op.row not in found:
            found[op.row] = [whole.get(edit.id, edit) for edit in ours[op.row]]
    for op in fresh:
        found[op.row].append(op)
    return found


def _write(session: Session, fresh: Sequence[Op], filled: Sequence[Op], came: str, deeds: Sequence[Deed]) -> None:
    """Write the edits and batches that are new here, and the values that had been held back."""
    with door(session) as connection:
        rows = [(*op[:12], came, op.withheld or None) for op in fresh]
        insert_many(connection, Edit.__tablename__, EDIT_COLUMNS, rows)
        insert_many(connection, Batch.__tablename__, (*Deed._fields, "came"), [(*deed, came) for deed in deeds])
        table: Any = Edit.__table__
        put = table.update().where(table.c.id == sa.bindparam("which"))
        for op in filled:
            told = {"values": op.values, "withheld": op.withheld}
            connection.execute(put.values(told), {"which": op.id})


def _receipt(came: str, parcel: Parcel, fresh: Sequence[Op], file: str, batch: str) -> Received:
    """Note what came in this book's own chain, whose next edit so vouches for all of it."""
    return Received(
        id=came,
        name=file or parcel.name or f"账本 {parcel.book[-6:]}",
        on=date.today(),  # noqa: DTZ011 - local day
        kind="本程序",
        state="已并入",
        upto=json.dumps(dict(parcel.upto), sort_keys=True),
        batch=batch,
        edits=len(fresh),
        seal=seal_of(fresh) if fresh else None,
    )


def _notes(latest: str, now: int) -> list[str]:
    ahead = (wall(latest) - now) // _DAY if latest else 0
    if ahead < 1:
        return []
    return [f"对方电脑的时钟快了约 {ahead} 天，请提醒对方校准；内容已照常并入，只是显示的时间不准。"]
