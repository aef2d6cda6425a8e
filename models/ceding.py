"""Rows given up to another after a clash (撞单让出): whether they count, and for whom, as the county set it."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Lead, Project, Setting

KEY, NOT, FOR_CEDER = "ceded_counts", "不计数", "计给让出的专班"


@dataclass(frozen=True, slots=True)
class Counting:
    """How rows given up count: not at all (both rows tell of one firm), or for the task force that gave them up."""

    for_ceder: bool = False

    def owner(self, ledger: type[Lead | Project]) -> Any:
        """Give the column that says for which task force a row counts."""
        if not self.for_ceder:
            return ledger.task_force
        given_up = sa.and_(ledger.ceded == sa.literal(1), ledger.ceded_by.is_not(None))
        return sa.case((given_up, ledger.ceded_by), else_=ledger.task_force)

    def kept(self, ledger: type[Lead | Project]) -> tuple[Any, ...]:
        """Give the conditions under which a row counts at all."""
        return () if self.for_ceder else (sa.func.coalesce(ledger.ceded, 0) == sa.literal(0),)


def counting(session: Session) -> Counting:
    """Read how the county counts what was given up."""
    chosen = sa.select(Setting.value).where(Setting.key == KEY, Setting.removed.is_(False)).order_by(Setting.id)
    return Counting(list(session.execute(chosen).scalars())[-1:] == [FOR_CEDER])


def cede(session: Session, loser: Lead | Project, winner: Lead | Project) -> None:
    """Hand a row's claim to the side a ruling named: its task force becomes the other's, and it says who gave it up.

    A claim handed back the other way is no longer given up.
    """
    winner.ceded, winner.ceded_by = None, None
    loser.ceded, loser.ceded_by = True, loser.ceded_by or loser.task_force
    if winner.task_force:
        loser.task_force = winner.task_force
    session.flush()
