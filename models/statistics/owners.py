"""Owners by day: which task force a project or lead belonged to on a day, by the transfers (流转) since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import TaskForce, Transfer
from models.statistics.counting_rules import is_live

Handovers = tuple[tuple[date, str | None], ...]  # (day of the transfer, the task force until then), the earliest first


def owner_on(day: date, owner: str | None, handovers: Handovers) -> str | None:
    """Return who had a row on a day: ``owner`` has it today, and every transfer after the day is taken back."""
    return next((before for on, before in handovers if day < on), owner)


@dataclass(frozen=True, slots=True)
class OwnerHistory:
    """The transfers of all projects and leads by row id; a row without any always belonged to its owner of today."""

    handovers: Mapping[str, Handovers]

    def of(self, row: str) -> Handovers:
        """Return a row's transfers."""
        return self.handovers.get(row, ())

    def owner_on(self, row: str, day: date, owner: str | None) -> str | None:
        """Return who had a row on a day; ``owner`` has it today."""
        return owner_on(day, owner, self.of(row)) if self.handovers else owner


def read_owner_history(session: Session) -> OwnerHistory:
    """Read the transfers of the whole book; few rows ever have one."""
    row = sa.func.coalesce(Transfer.project, Transfer.lead)
    query = sa.select(row, Transfer.on, Transfer.from_force).where(is_live(Transfer), row.is_not(None))
    handovers: dict[str, Handovers] = {}
    for handed, on, before in session.execute(query.order_by(Transfer.on, Transfer.id)):
        handovers[handed] = (*handovers.get(handed, ()), (on, before))
    return OwnerHistory(handovers)


def force_names(session: Session) -> dict[str, str]:
    """Return the short name of each task force, dissolved ones too, by row id in the county's order."""
    query = sa.select(TaskForce.id, TaskForce.short, TaskForce.name).order_by(TaskForce.rank, TaskForce.id)
    return {force: short or name for force, short, name in session.execute(query)}
