"""Optional ledgers (选用台账), out of use until the county ticks their group: the one place that decides it.

Out of use, a ledger is left out of navigation, finder, forms, exports, alerts and guesses at foreign sheets. Its rows
stay in the book: merging, history and the recycle bin work on them as on any others.
"""

from functools import cache

from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import LEDGERS
from models.settings.definitions import OPTIONAL_GROUPS_KEY, load_definitions


@cache
def optional_groups() -> tuple[str, ...]:
    """List the groups of optional ledgers, in the order of the ledgers."""
    return tuple(dict.fromkeys(ledger.about.optional for ledger in LEDGERS if ledger.about.optional))


def groups_in_use(session: Session) -> frozenset[str]:
    """Return the groups that the county ticked; a word that is no group counts for nothing."""
    ticked = load_definitions(session).text(OPTIONAL_GROUPS_KEY, "").split("、")
    return frozenset(optional_groups()) & {word.strip() for word in ticked}


def is_in_use(session: Session, ledger: type[Ledger]) -> bool:
    """Whether a ledger is not optional, or its group is ticked."""
    return not ledger.about.optional or ledger.about.optional in groups_in_use(session)


def ledgers_in_use(session: Session) -> tuple[type[Ledger], ...]:
    """List the ledgers that are not optional and those of the ticked groups, in the order of ``LEDGERS``."""
    groups = groups_in_use(session)
    return tuple(ledger for ledger in LEDGERS if not ledger.about.optional or ledger.about.optional in groups)


def listed_ledgers(session: Session) -> tuple[type[Ledger], ...]:
    """List the ledgers in use that the navigation lists, which exports and imports offer."""
    return tuple(ledger for ledger in ledgers_in_use(session) if ledger.about.in_navigation)
