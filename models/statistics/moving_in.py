"""How far a book has come that begins with running projects (搬家): read from the book itself, so nothing is ticked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger
from models.ledgers import Enterprise, Funding, Obligation, PastFigure, Project, StageMove, TaskForce
from models.rules.vocabulary import Stage
from models.statistics.counting_rules import SqlCondition, is_live, is_open


@dataclass(frozen=True, slots=True)
class MovingInState:
    """What each step has brought so far; ids of rows where something is missing.

    ``openings`` are the opening fundings: how many, their sum (万元), and the latest day they are summed up to.
    """

    forces: int
    forces_without_unit: tuple[str, ...]
    firms: int
    projects: int
    moves: int
    undated: tuple[str, ...]  # projects that have signed, started or produced by their stage, without the signing's day
    openings: int
    opening_sum: Decimal
    opening_day: date | None
    projects_with_funds: int
    open_obligations: tuple[str, ...]
    past_figures: int
    past_year: int


def read_moving_in_state(session: Session, today: date) -> MovingInState:
    """Read the state of moving in."""
    without_unit = sa.func.coalesce(TaskForce.lead_units, "") == ""
    opening = Funding.covers_to.is_not(None)
    sums = sa.select(sa.func.count(), sa.func.max(Funding.covers_to)).where(is_live(Funding), opening)
    openings, day = session.execute(sums).one()
    amounts = session.execute(sa.select(Funding.amount).where(is_live(Funding), opening)).scalars()
    past_year = today.year - 1
    return MovingInState(
        forces=_count(session, TaskForce),
        forces_without_unit=_ids(session, TaskForce, without_unit),
        firms=_count(session, Enterprise),
        projects=_count(session, Project),
        moves=_count(session, StageMove),
        undated=_ids(session, Project, _has_no_signing_day()),
        openings=openings,
        opening_sum=sum((amount or Decimal(0) for amount in amounts), Decimal(0)),
        opening_day=day,
        projects_with_funds=session.execute(
            sa.select(sa.func.count(sa.distinct(Funding.project))).where(is_live(Funding))
        ).scalar_one(),
        open_obligations=_ids(session, Obligation, is_open()),
        past_figures=_count(session, PastFigure, PastFigure.period.startswith(str(past_year))),
        past_year=past_year,
    )


def _has_no_signing_day() -> SqlCondition:
    """Projects past the talks whose log does not say when they were signed: no year counts their signing."""
    signed = sa.select(StageMove.project).where(is_live(StageMove), StageMove.stage == Stage.SIGNED)
    return sa.and_(
        Project.stage.in_([Stage.SIGNED, Stage.STARTED, Stage.FINISHED, Stage.PRODUCED, Stage.AT_CAPACITY]),
        Project.id.not_in(signed),
    )


def _count(session: Session, ledger: type[Ledger], *where: SqlCondition) -> int:
    return session.execute(sa.select(sa.func.count()).select_from(ledger).where(is_live(ledger), *where)).scalar_one()


def _ids(session: Session, ledger: type[Ledger], where: SqlCondition) -> tuple[str, ...]:
    return tuple(session.execute(sa.select(ledger.id).where(is_live(ledger), where).order_by(ledger.id)).scalars())
