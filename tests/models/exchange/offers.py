"""Offers to test with: plain rows put as a sheet's reader would put them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.exchange.apply import apply
from models.exchange.offer import UNKNOWN, Offer, OfferedCell, OfferedRow
from models.exchange.plan import Plan, plan
from models.exchange.verdicts import NOTHING_TICKED, Applied, Options
from models.intake import context
from models.store import Store
from tests.rows import TODAY, finish

FIRST = 4  # the row of a sheet where its table begins


def offered(
    ledger: str,
    keys: Sequence[str],
    *rows: Sequence[object],
    ids: Sequence[str | None] = (),
    was: Sequence[Mapping[str, Any]] = (),
    file: str = "示例.xlsx",
    **facts: Any,
) -> Offer:
    """Offer rows of values in the order of their keys; ``was`` has what each row's cells held when they left."""
    made = []
    for number, row in enumerate(rows):
        known = was[number] if number < len(was) else {}
        cells = tuple(
            OfferedCell(key, f"{'ABCDEFGHIJKLMN'[at]}{FIRST + number}", raw, known.get(key, UNKNOWN))
            for at, (key, raw) in enumerate(zip(keys, row, strict=True))
        )
        made.append(OfferedRow(FIRST + number, cells, ids[number] if number < len(ids) else None))
    return Offer(ledger, file, "Sheet1", tuple(made), **facts)


def planned(session: Session, offer: Offer, options: Options = NOTHING_TICKED) -> Plan:
    """Plan an offer on the test's day."""
    return finish(plan(session, offer, context(session, today=TODAY, year=2026), options))


def taken(book: Store, *offers: Offer, options: Options = NOTHING_TICKED) -> Applied:
    """Plan and apply offers that do not need to meet, each its own plan, in one deed."""
    with book.reading() as session:
        plans = [planned(session, offer, options) for offer in offers]
    with book.writing("收表") as session:
        return apply(session, plans)
