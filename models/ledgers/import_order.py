"""The order in which ledgers are imported: a row comes after the rows it may link to, so new ones can be linked."""

from collections.abc import Iterator
from functools import cache

from models.fields.base import Ledger, ledger_by_table
from models.fields.field import link_fields
from models.ledgers import LEDGERS


@cache
def import_order() -> tuple[type[Ledger], ...]:
    """List all ledgers, each after those that its links lead to, otherwise in the order of ``LEDGERS``.

    Nothing is declared for it: the links of a ledger say it. A link to the ledger itself counts for nothing.
    """
    return tuple(dict.fromkeys(before for ledger in LEDGERS for before in _with_targets(ledger, ())))


def _with_targets(ledger: type[Ledger], on_the_way: tuple[type[Ledger], ...]) -> Iterator[type[Ledger]]:
    """Yield the ledgers that a ledger's links lead to, directly or not, and then itself."""
    for _, to in link_fields(ledger):
        target = ledger_by_table(to)
        if target is not ledger and target not in on_the_way:
            yield from _with_targets(target, (*on_the_way, ledger))
    yield ledger
