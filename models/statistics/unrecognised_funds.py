"""Placed funds that were reported and not recognised (未认定): which payments, since when, and why."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Funding, Project, TaskForce
from models.ledgers.funding import PROOF_FIELDS
from models.rules.placed_funds import missing_proofs
from models.settings.definitions import load_definitions
from models.statistics.counting_rules import SqlCondition, has_not_ended, is_live
from models.statistics.placed_funds import ENTRY_COLUMNS, funds_entry

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class UnrecognisedPayment:
    """A payment of which something is not recognised: amounts in 万元 (``foreign`` in 万美元), since when, and why.

    ``recognised`` is None where nobody has decided yet; ``missing`` is the evidence that the county asks for.
    """

    row: str
    project: str
    force: str | None
    force_name: str
    month: date
    reported: Decimal
    recognised: Decimal | None
    foreign: Decimal
    reported_on: date
    missing: tuple[str, ...]
    reason: str
    note: str

    @property
    def is_pending(self) -> bool:
        """Whether nobody has decided on it yet."""
        return self.recognised is None

    @property
    def open_amount(self) -> Decimal:
        """What of the reported amount is not recognised, in 万元."""
        return self.reported - (self.recognised or _ZERO)

    def days(self, today: date) -> int:
        """How many days ago it was reported; nought within the month it belongs to."""
        return max((today - self.reported_on).days, 0)


def unrecognised_funds(session: Session) -> list[UnrecognisedPayment]:
    """List all payments of which something is not recognised: the undecided first, then by amount, largest first."""
    payments = _payments(session, _is_unsettled())
    return sorted(payments, key=lambda payment: (not payment.is_pending, -payment.open_amount, payment.row))


def waiting_funds(session: Session, today: date) -> list[UnrecognisedPayment]:
    """List the payments nobody has decided on within the county's days; none where the county recognises no funds."""
    county = load_definitions(session)
    if not county.recognises_funds:
        return []
    limit = today - timedelta(days=county.funds_days)
    # The day of a month is its first, and the payment counts as reported at its end: a preselection only.
    since = sa.func.coalesce(Funding.reported_on, Funding.covers_to, Funding.month)
    late = _payments(session, sa.and_(_is_undecided(), since < limit, has_not_ended()))
    return [payment for payment in late if payment.reported_on < limit]


def _is_undecided() -> SqlCondition:
    dollars = sa.and_(Funding.amount.is_(None), Funding.foreign.is_not(None), Funding.recognised_on.is_(None))
    return sa.and_(Funding.recognised.is_(None), sa.or_(Funding.amount.is_not(None), dollars))


def _is_unsettled() -> SqlCondition:
    return sa.or_(_is_undecided(), Funding.recognised < Funding.amount)


def _payments(session: Session, condition: SqlCondition) -> Iterator[UnrecognisedPayment]:
    wanted = load_definitions(session).funds_proof
    query = (
        sa.select(
            Funding.id,
            Project.name.label("project_name"),
            Project.task_force,
            TaskForce.short.label("force_short"),
            TaskForce.name.label("force_name"),
            Funding.month,
            Funding.covers_to,
            Funding.reported_on,
            Funding.shortfall,
            Funding.shortfall_note,
            *(getattr(Funding, key) for key in PROOF_FIELDS),
            *ENTRY_COLUMNS,
        )
        .join(Project, Project.id == Funding.project)
        .outerjoin(TaskForce, TaskForce.id == Project.task_force)
        .where(is_live(Funding), is_live(Project), condition)
        .order_by(Funding.id)
    )
    for row in session.execute(query):
        entry = funds_entry(row)
        yield UnrecognisedPayment(
            row.id,
            row.project_name,
            row.task_force,
            row.force_short or row.force_name or "",
            row.month,
            entry.amount or _ZERO,
            entry.recognised,
            entry.foreign or _ZERO,
            row.reported_on or row.covers_to or _month_end(row.month),
            missing_proofs({key: getattr(row, key) for key in PROOF_FIELDS}, wanted),
            row.shortfall or "",
            row.shortfall_note or "",
        )


def _month_end(month: date) -> date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
