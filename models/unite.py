"""Makes two rows of a ledger one: every link follows, both histories stay, and one undo takes it back."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger
from models.field import fields
from models.kinds import Link, Links, Moment
from models.ledgers import LEDGERS, Clash
from models.refusal import Refusal


def unite(session: Session, ledger: type[Ledger], kept: str, given_up: str, take: Iterable[str] = ()) -> int:
    """Keep one row and put the other into the recycle bin; fields of ``take`` come from the one given up.

    Fields the kept row leaves empty are filled from the other; the first-report stamp stays the earlier one's by
    keeping the row that has it. Returns how many links now lead to the kept row.
    """
    if kept == given_up:
        raise Refusal("选的是同一行，不用合并。")
    stays, goes = session.get(ledger, kept), session.get(ledger, given_up)
    if stays is None or goes is None or stays.removed or goes.removed:
        raise Refusal("要合并的行已不在台账里，请刷新后再试。")
    chosen = set(take)
    for field in fields(ledger):
        if isinstance(field.kind, Moment) or field.kind.stamped:
            continue
        other = getattr(goes, field.key)
        if other is not None and (field.key in chosen or getattr(stays, field.key) is None):
            setattr(stays, field.key, other)
            rest = {key: mark for key, mark in stays.marks.items() if key != field.key}
            stays.marks = {**rest, field.key: goes.mark(field.key)} if goes.mark(field.key) else rest
    moved = _move_links(session, ledger, kept, given_up)
    goes.removed = True
    return moved


def _move_links(session: Session, ledger: type[Ledger], kept: str, given_up: str) -> int:
    """Lead every link to the row given up to the one kept."""
    moved = 0
    for other in LEDGERS:
        for field in fields(other):
            if not isinstance(field.kind, (Link, Links)) or field.kind.to != ledger.__tablename__:
                continue
            column = getattr(other, field.key)
            held = column == given_up if isinstance(field.kind, Link) else column.contains(given_up)
            for row in session.execute(sa.select(other).where(held)).scalars():
                if isinstance(field.kind, Link):
                    setattr(row, field.key, kept)
                else:
                    ids = [kept if one == given_up else one for one in getattr(row, field.key).split()]
                    setattr(row, field.key, " ".join(dict.fromkeys(ids)))
                moved += 1
    return moved


def rule(session: Session, facts: Mapping[str, object]) -> Clash:
    """Remember what a person decided of two rows; the same two are not brought up again once ruled different."""
    row = Clash(**facts)
    session.add(row)
    return row
