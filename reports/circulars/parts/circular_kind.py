"""What a kind of circular declares of itself: each module in ``reports/circulars/kinds`` has one, called ``KIND``."""

from collections.abc import Callable
from dataclasses import dataclass

from models.rules.periods import Period
from models.statistics.events import StatisticsData
from models.storage.store import Store
from reports.circulars.parts.period_data import PeriodData, load_period_data
from reports.circulars.parts.previous_issue import PreviousIssue
from reports.content.document import Document


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What a circular is drafted from: the book, its statistics data, the period, and the ranking scheme's name.

    An empty scheme stands for the one in use; only kinds that rank read it. ``before`` is the issued circular of the
    period before, None where there is none in force.
    """

    store: Store
    facts: StatisticsData
    period: Period
    scheme: str = ""
    before: PreviousIssue | None = None


@dataclass(frozen=True, slots=True)
class CircularKind:
    """A kind of circular.

    ``key`` is its name on the command line; ``name`` what clerks call it, a word of the dictionary ``circular_kind``;
    ``period`` the kind of period it reports on; ``position`` its place in lists of kinds, smallest first; ``duties``
    the recurring duties (``models/rules/duty_schedule.py``) that issuing it completes; ``ranks`` whether it places
    subjects by a ranking scheme, so that it takes a scheme and cannot be drafted for one task force;
    ``lists_targets`` whether the progress of targets over several years is annexed.
    """

    key: str
    name: str
    period: str
    draft: Callable[[DraftRequest], Document]
    position: int
    duties: tuple[str, ...] = ()
    ranks: bool = False
    lists_targets: bool = False

    @property
    def is_default_of_period(self) -> bool:
        """Whether it is the one issued for its kind of period when a whole year is issued: it is called by its key."""
        return self.key == self.period


def from_period_data(draft: Callable[[PeriodData], Document]) -> Callable[[DraftRequest], Document]:
    """Adapt a function that drafts from the data of a period."""
    return lambda request: draft(load_period_data(request.store, request.facts, request.period, request.before))


def stored_name(name: str, scheme: str) -> str:
    """Return the name a circular's kind is stored under in the ledger: with the ranking scheme chosen in brackets."""
    return f"{name}（{scheme}）" if scheme else name
