"""Concession after a duplicate decision (撞单让出): whether a conceded row counts, and for which task force."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Lead, Project, Setting

SETTING_KEY, NOT_COUNTED, FOR_CONCEDER = "ceded_counts", "不计数", "计给让出的专班"


@dataclass(frozen=True, slots=True)
class ConcessionRule:
    """How conceded rows count in statistics, as the county's settings say.

    Not at all, since both rows describe the same firm (the default), or for the task force that conceded them
    (``for_conceder``).
    """

    for_conceder: bool = False

    def owner_column(self, ledger: type[Lead | Project]) -> sa.SQLColumnExpression[str | None]:
        """Return the SQL expression for the task force that a row counts for."""
        if not self.for_conceder:
            return ledger.task_force
        given_up = sa.and_(ledger.ceded == sa.literal(1), ledger.ceded_by.is_not(None))
        return sa.case((given_up, ledger.ceded_by), else_=ledger.task_force)

    def counted_conditions(self, ledger: type[Lead | Project]) -> tuple[sa.ColumnElement[bool], ...]:
        """Return the SQL conditions under which a row counts at all."""
        return () if self.for_conceder else (sa.func.coalesce(ledger.ceded, 0) == sa.literal(0),)


def concession_rule(session: Session) -> ConcessionRule:
    """Read the county's setting for conceded rows; the last row of the setting holds."""
    chosen = sa.select(Setting.value).where(Setting.key == SETTING_KEY, Setting.removed.is_(False)).order_by(Setting.id)
    return ConcessionRule(list(session.execute(chosen).scalars())[-1:] == [FOR_CONCEDER])


def concede(session: Session, loser: Lead | Project, winner: Lead | Project) -> None:
    """Concede a row to the winner of a duplicate decision: it moves to the winner's task force and notes its own.

    If an earlier decision had gone the other way, the winner's row is no longer marked as conceded.
    """
    winner.ceded, winner.ceded_by = None, None
    loser.ceded, loser.ceded_by = True, loser.ceded_by or loser.task_force
    if winner.task_force:
        loser.task_force = winner.task_force
    session.flush()
