"""What narrows a ledger's page: the search box, the chips, the rows of a figure, the window's scope."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.grid.filters import Filter
from models import scope
from models.base import Ledger
from models.browse import View
from models.scope import Scope

Sort = tuple[tuple[str, bool], ...]


@dataclass(slots=True)
class Narrowing:
    """The state of one page; ``given`` is the view it was asked to show, under the chip ``heading``."""

    ledger: type[Ledger]
    sort: Sort = ()
    typed: str = ""
    heading: str = ""
    given: View | None = None
    filters: list[Filter] = field(default_factory=list)

    def view(self, narrowed_to: Scope, today: date) -> View:
        """Give the view all of it means together."""
        base = self.given or View(self.ledger)
        chips = tuple(chip.condition for chip in self.filters)
        where = (*base.where, *chips, *scope.conditions(self.ledger, narrowed_to, today))
        return base.narrowed(where=where, typed=self.typed, sort=self.sort)

    def chips(self) -> list[str]:
        """Give the chips' texts, the heading first."""
        return [*([self.heading] if self.heading else []), *(chip.text for chip in self.filters)]

    def drop(self, number: int) -> None:
        """Take one chip away."""
        if self.heading and number == 0:
            self.given, self.heading = None, ""
        else:
            del self.filters[number - bool(self.heading)]

    def clear(self) -> None:
        """Take everything away but the order."""
        self.typed, self.heading, self.given = "", "", None
        self.filters.clear()

    def show(self, view: View, heading: str) -> None:
        """Show a given view and nothing else."""
        self.clear()
        self.given, self.heading = view, heading
        self.sort = view.sort or self.sort

    @property
    def plain(self) -> bool:
        """Whether the clerk narrowed nothing on this page."""
        return not (self.typed or self.heading or self.filters)


def sort_known(sort: Sort, known: Mapping[str, object]) -> Sort:
    """Keep of a remembered order what the ledger still has."""
    return tuple(entry for entry in sort if entry[0] in known)
