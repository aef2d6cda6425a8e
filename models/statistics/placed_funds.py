"""Placed funds as figures count them: the entry of each payment, what is placed in a span, and what waits."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

import sqlalchemy as sa

from models.ledgers import Funding
from models.rules.placed_funds import FundsEntry
from models.statistics.events import FundingEvent


class DaySpan(Protocol):
    """The days that are counted, both ends included."""

    @property
    def first(self) -> date:
        """The first day."""

    @property
    def last(self) -> date:
        """The last day."""


# What an entry is made of, to be selected.
ENTRY_COLUMNS: tuple[sa.SQLColumnExpression[Any], ...] = (
    Funding.amount,
    Funding.foreign,
    Funding.recognised,
    Funding.recognised_on,
    Funding.verified,
    Funding.verified_amount,
)


def funds_entry(row: sa.Row[*tuple[Any, ...]]) -> FundsEntry:
    """Return the entry of a row that selects ENTRY_COLUMNS among others."""
    return FundsEntry(
        row.amount, row.foreign, row.recognised, row.recognised_on is not None, row.verified, row.verified_amount
    )


def placed_within(funds: Iterable[FundingEvent], span: DaySpan) -> list[FundingEvent]:
    """List what counts as placed in a span: an opening amount only where the span holds all the days it covers."""
    return [event for event in _within(funds, span) if event.counts]


def placed_on_basis(funds: Iterable[FundingEvent], span: DaySpan, basis: str) -> list[FundingEvent]:
    """List what was placed in a span on a basis (上报数, 认定数, 统计核定数), each payment with its amount on it."""
    on_basis = (replace(event, amount=event.entry.worth(basis)) for event in _within(funds, span))
    return [event for event in on_basis if event.amount]


def _within(funds: Iterable[FundingEvent], span: DaySpan) -> list[FundingEvent]:
    within = [event for event in funds if span.first <= event.day <= span.last]
    return [event for event in within if event.since is None or event.since >= span.first]
