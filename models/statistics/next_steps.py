"""The next steps that visits, negotiations and leads leave behind: what is still to be done, by when and by whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from models.fields.base import Ledger
from models.fields.field import field_of
from models.fields.kinds import PeopleKind
from models.ledgers import Lead, Negotiation, Project, StageMove, Visit
from models.rules.stages import SUSPENDED
from models.rules.vocabulary import LeadState
from models.statistics.counting_rules import SqlCondition, is_live

LEDGERS_WITH_NEXT_STEPS: tuple[type[Ledger], ...] = (Lead, Visit, Negotiation)


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step not yet done: the row that names it, what is to be done (may be empty), until when, and the officer."""

    ledger: type[Ledger]
    row: str
    name: str
    task_force: str | None
    text: str
    due: date
    officer: str


def open_next_steps(session: Session, ledger: type[Ledger], rows: Sequence[str] | None = None) -> Iterator[NextStep]:
    """Yield the steps with a day that nobody ticked off, of some rows or of all; the nearest first.

    Those of a project that stands aside and of a rejected lead are left out, as are those that a lead left to its
    project; the step of a negotiation is overtaken by whatever happened later on the same lead or project.
    """
    row_type: Any = ledger
    officer = next(
        (key for key in ledger.about.starts_with if isinstance(field_of(ledger, key).kind, PeopleKind)), "next_by"
    )
    shown = (row_type.id, getattr(row_type, ledger.about.title), row_type.task_force, row_type.next_step)
    query = sa.select(*shown, row_type.next_on, sa.func.coalesce(row_type.next_by, getattr(row_type, officer)))
    query = query.where(is_live(ledger), row_type.next_on.is_not(None), row_type.next_done.is_(None), _in_hand(ledger))
    if rows is not None:
        query = query.where(row_type.id.in_(rows))
    for row, name, force, text, due, by in session.execute(query.order_by(row_type.next_on, row_type.id)):
        yield NextStep(ledger, row, name, force, " ".join((text or "").split()), due, by or "")


def _in_hand(ledger: type[Ledger]) -> SqlCondition:
    """Return the condition under which a row's next step is still waited for."""
    if ledger is Lead:
        grown = sa.exists().where(Project.lead == Lead.id, is_live(Project))
        return sa.and_(sa.func.coalesce(Lead.state, "") != LeadState.REJECTED, sa.not_(grown))
    row_type: Any = ledger
    aside = sa.exists().where(Project.id == row_type.project, Project.status.in_(SUSPENDED))
    rejected = sa.exists().where(Lead.id == row_type.lead, Lead.state == LeadState.REJECTED)
    overtaken = (_is_overtaken(),) if ledger is Negotiation else ()
    return sa.not_(sa.or_(aside, rejected, *overtaken))


def _is_overtaken() -> SqlCondition:
    """Return the condition that a later talk, visit or stage move on its lead or project followed a negotiation."""
    talk, visit, move = aliased(Negotiation), aliased(Visit), aliased(StageMove)
    # One condition a link: a database uses the links' indexes only where no “or” stands between them.
    links: list[tuple[Any, Any, Any]] = [
        (talk, talk.lead, Negotiation.lead),
        (talk, talk.project, Negotiation.project),
        (visit, visit.lead, Negotiation.lead),
        (visit, visit.project, Negotiation.project),
        (move, move.project, Negotiation.project),
    ]
    conditions = (
        sa.exists().where(to == about, later.removed.is_(False), later.on > Negotiation.on)
        for later, to, about in links
    )
    return sa.or_(*conditions)
