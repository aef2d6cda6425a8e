"""Merge two rows of a ledger: all links are moved, both histories stay, and one undo reverts the merge."""

from collections.abc import Iterable, Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import fields
from models.fields.kinds import LinkKind, LinksKind, MomentKind
from models.ledgers import LEDGERS, Clash


def merge_rows(
    session: Session, ledger: type[Ledger], kept_row: str, dropped_row: str, take: Iterable[str] = ()
) -> int:
    """Keep one row and move the other to the recycle bin; fields in ``take`` come from the row given up.

    Fields that are empty on the kept row are filled from the other. Returns how many links were moved to the kept row.
    Raises UserError where a row is gone, or the row given up was reported earlier than the kept one.
    """
    if kept_row == dropped_row:
        raise UserError("选的是同一行，不用合并。")
    stays, goes = session.get(ledger, kept_row), session.get(ledger, dropped_row)
    if stays is None or goes is None or stays.removed or goes.removed:
        raise UserError("要合并的行已不在台账里，请刷新后再试。")
    _reject_later_report(stays, goes)
    session.flush()  # so that links made earlier in this command are found in the database too
    _fill(stays, goes, set(take))
    moved = list(_move_links(session, ledger, kept_row, dropped_row))
    _move_decisions(session, kept_row, dropped_row)
    goes.removed = True
    for row in dict.fromkeys((*moved, goes)):
        row.update_dependents(session)
    return len(moved)


def _reject_later_report(stays: Ledger, goes: Ledger) -> None:
    """Reject giving up the row that was stamped first: the stamp cannot be moved, and decides who claims a firm."""
    for field in fields(type(stays)):
        if isinstance(field.kind, MomentKind):
            first, second = getattr(stays, field.key), getattr(goes, field.key)
            if first and second and second < first:
                raise UserError(f"“{field.label}”以先报的为准：请保留 {second} 的那一行，再选用另一行的栏目。")


def _fill(stays: Ledger, goes: Ledger, chosen: set[str]) -> None:
    """Copy the chosen fields, and those that are empty on the kept row, each with its mark."""
    for field in fields(type(stays)):
        if field.kind.set_by_program:
            continue
        other = getattr(goes, field.key)
        if other is not None and (field.key in chosen or getattr(stays, field.key) is None):
            setattr(stays, field.key, other)
            rest = {key: mark for key, mark in stays.marks.items() if key != field.key}
            stays.marks = {**rest, field.key: goes.mark_of(field.key)} if goes.mark_of(field.key) else rest


def _move_links(session: Session, ledger: type[Ledger], kept_row: str, dropped_row: str) -> Iterator[Ledger]:
    """Move all links from the row given up to the kept row; yield the linking row once for each link moved."""
    for other in LEDGERS:
        for field in fields(other):
            if not isinstance(field.kind, (LinkKind, LinksKind)) or field.kind.to != ledger.__tablename__:
                continue
            column = getattr(other, field.key)
            held = column == dropped_row if isinstance(field.kind, LinkKind) else column.contains(dropped_row)
            for row in session.execute(sa.select(other).where(held, other.id != kept_row)).scalars():
                ids = [kept_row if row_id == dropped_row else row_id for row_id in getattr(row, field.key).split()]
                setattr(row, field.key, " ".join(dict.fromkeys(ids)))
                yield row


def _move_decisions(session: Session, kept_row: str, dropped_row: str) -> None:
    """Transfer decisions about the row given up to the kept row; decisions about these two rows stay unchanged."""
    either = sa.or_(Clash.first == dropped_row, Clash.second == dropped_row)
    for row in session.execute(sa.select(Clash).where(either)).scalars():
        if kept_row not in {row.first, row.second}:
            row.first = kept_row if row.first == dropped_row else row.first
            row.second = kept_row if row.second == dropped_row else row.second


def record_decision(session: Session, facts: Mapping[str, object]) -> Clash:
    """Record a person's decision about two rows; a pair decided to be different is not reported again."""
    row = Clash(**facts)
    session.add(row)
    session.flush()
    return row
