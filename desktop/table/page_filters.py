"""The filters of a ledger page: search text, chips, the rows of a figure, and the scope of the window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.table.filter_chips import FilterChip
from models.fields.base import Ledger
from models.queries import scope
from models.queries.ledger_query import LedgerQuery
from models.queries.scope import Scope

SortKeys = tuple[tuple[str, bool], ...]


@dataclass(slots=True)
class PageFilters:
    """The filters of one page; ``given_query`` is the query it was asked to show, under the chip ``heading``."""

    ledger: type[Ledger]
    sort: SortKeys = ()
    search_text: str = ""
    heading: str = ""
    given_query: LedgerQuery | None = None
    filter_chips: list[FilterChip] = field(default_factory=list)

    def query(self, window_scope: Scope, today: date) -> LedgerQuery:
        """Return the query of all filters together, narrowed to the scope of the window."""
        base = self.given_query or LedgerQuery(self.ledger)
        chips = tuple(chip.condition for chip in self.filter_chips)
        where = (*base.where, *chips, *scope.scope_conditions(self.ledger, window_scope, today))
        return base.with_changes(where=where, search_text=self.search_text, sort=self.sort)

    def chip_texts(self) -> list[str]:
        """Return the texts of the chips, the heading first."""
        return [*([self.heading] if self.heading else []), *(chip.text for chip in self.filter_chips)]

    def remove_chip(self, number: int) -> None:
        """Remove the chip at a position, counting the heading."""
        if self.heading and number == 0:
            self.given_query, self.heading = None, ""
        else:
            del self.filter_chips[number - bool(self.heading)]

    def clear(self) -> None:
        """Remove every filter but keep the sorting."""
        self.search_text, self.heading, self.given_query = "", "", None
        self.filter_chips.clear()

    def show_query(self, query: LedgerQuery, heading: str) -> None:
        """Show a given query without other filters."""
        self.clear()
        self.given_query, self.heading = query, heading
        self.sort = query.sort or self.sort

    @property
    def is_unfiltered(self) -> bool:
        """Whether the user set no filter on this page; the scope of the window does not count."""
        return not (self.search_text or self.heading or self.filter_chips)


def known_sort_keys(sort: SortKeys, known_fields: Mapping[str, object]) -> SortKeys:
    """Return those keys of a remembered sorting that the ledger still has."""
    return tuple(entry for entry in sort if entry[0] in known_fields)
