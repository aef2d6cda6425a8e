"""Import tables for tests: plain rows in the form the sheet reader gives them."""

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
    """Build an import table from rows of values in the order of ``keys``; ``was`` holds the cells' exported values."""
    offered_rows = []
    for number, row in enumerate(rows):
        known = was[number] if number < len(was) else {}
        cells = tuple(
            OfferedCell(key, f"{'ABCDEFGHIJKLMN'[at]}{FIRST + number}", raw, known.get(key, UNKNOWN))
            for at, (key, raw) in enumerate(zip(keys, row, strict=True))
        )
        offered_rows.append(OfferedRow(FIRST + number, cells, ids[number] if number < len(ids) else None))
    return Offer(ledger, file, "Sheet1", tuple(offered_rows), **facts)


def planned(session: Session, offer: Offer, options: Options = NOTHING_TICKED) -> Plan:
    """Preview an import table on the tests' day."""
    return finish(plan(session, offer, context(session, today=TODAY, year=2026), options))


def taken(book: Store, *offers: Offer, options: Options = NOTHING_TICKED) -> Applied:
    """Preview and apply unrelated import tables, each with its own plan, in one command."""
    with book.reading() as session:
        plans = [planned(session, table, options) for table in offers]
    with book.writing("收表") as session:
        return apply(session, plans)
