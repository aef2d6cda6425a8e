"""Makes two rows of a ledger one: every link follows, both histories stay, and one undo takes it back."""

from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger
from models.field import fields
from models.kinds import Link, Links, Moment
from models.ledgers import LEDGERS, Clash
from models.refusal import Refusal


def unite(session: Session, ledger: type[Ledger], kept: str, given_up: str, take: Iterable[str] = ()) -> int:
    """Keep one row and put the other into the recycle bin; fields of ``take`` come from the one given up.

    Fields the kept row leaves empty are filled from the other. Who was first stays first: the row reported earlier must
    be the one kept. Returns how many links now lead to the kept row.
    """
    if kept == given_up:
        raise Refusal("选的是同一行，不用合并。")
    stays, goes = session.get(ledger, kept), session.get(ledger, given_up)
    if stays is None or goes is None or stays.removed or goes.removed:
        raise Refusal("要合并的行已不在台账里，请刷新后再试。")
    _refuse_later(stays, goes)
    session.flush()  # Links made earlier in this deed are found in the database, like all others.
    _fill(stays, goes, set(take))
    moved = list(_move_links(session, ledger, kept, given_up))
    _move_rulings(session, kept, given_up)
    goes.removed = True
    for row in dict.fromkeys((*moved, goes)):
        row.carry(session)
    return len(moved)


def _refuse_later(stays: Ledger, goes: Ledger) -> None:
    """Refuse to give up the row that was stamped first: the stamp cannot be moved, and decides whose a firm is."""
    for field in fields(type(stays)):
        if isinstance(field.kind, Moment):
            first, second = getattr(stays, field.key), getattr(goes, field.key)
            if first and second and second < first:
                raise Refusal(f"“{field.label}”以先报的为准：请保留 {second} 的那一行，再选用另一行的栏目。")


def _fill(stays: Ledger, goes: Ledger, chosen: set[str]) -> None:
    """Take over the fields chosen, and those the kept row leaves empty, each with its mark."""
    for field in fields(type(stays)):
        if field.kind.stamped:
            continue
        other = getattr(goes, field.key)
        if other is not None and (field.key in chosen or getattr(stays, field.key) is None):
            setattr(stays, field.key, other)
            rest = {key: mark for key, mark in stays.marks.items() if key != field.key}
            stays.marks = {**rest, field.key: goes.mark(field.key)} if goes.mark(field.key) else rest


def _move_links(session: Session, ledger: type[Ledger], kept: str, given_up: str) -> Iterator[Ledger]:
    """Lead every link to the row given up to the one kept; give each row so often as a link of it moved."""
    for other in LEDGERS:
        for field in fields(other):
            if not isinstance(field.kind, (Link, Links)) or field.kind.to != ledger.__tablename__:
                continue
            column = getattr(other, field.key)
            held = column == given_up if isinstance(field.kind, Link) else column.contains(given_up)
            for row in session.execute(sa.select(other).where(held, other.id != kept)).scalars():
                ids = [kept if one == given_up else one for one in getattr(row, field.key).split()]
                setattr(row, field.key, " ".join(dict.fromkeys(ids)))
                yield row


def _move_rulings(session: Session, kept: str, given_up: str) -> None:
    """Let what was ruled of the row given up hold for the one kept; what was ruled of the two of them stays as said."""
    either = sa.or_(Clash.first == given_up, Clash.second == given_up)
    for row in session.execute(sa.select(Clash).where(either)).scalars():
        if kept not in {row.first, row.second}:
            row.first = kept if row.first == given_up else row.first
            row.second = kept if row.second == given_up else row.second


def rule(session: Session, facts: Mapping[str, object]) -> Clash:
    """Remember what a person decided of two rows; the same two are not brought up again once ruled different."""
    row = Clash(**facts)
    session.add(row)
    session.flush()
    return row
