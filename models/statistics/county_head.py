"""The head of a book: its county, settings and task forces, without any row of its ledgers.

A sheet or a letter needs no more of a book than this for its name, page and faces, however many rows the book has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import County, Setting, TaskForce
from models.statistics.counting_rules import SqlCondition, is_live


@dataclass(frozen=True, slots=True)
class CountyHead:
    """What a book says of its county before any ledger is read."""

    county_row: County | None
    settings: Mapping[str, str]
    forces: list[TaskForce]

    @property
    def county(self) -> County:
        """The county's own row, which names the issuing organ; raises UserError where the book has none."""
        if self.county_row is None:
            raise UserError("账本里还没有县情设置，请先在“设置”里填写县市名称和印发单位。")
        return self.county_row


def read_county_head(session: Session, as_of: date = date.max) -> CountyHead:
    """Read the head of a book, with the task forces that had any day in the year of ``as_of``."""
    county = session.execute(sa.select(County).where(is_live(County)).limit(1)).scalar_one_or_none()
    return CountyHead(county, read_settings(session), _forces(session, as_of))


def read_settings(session: Session) -> dict[str, str]:
    """Read the county's settings by key."""
    query = sa.select(Setting.key, Setting.value).where(is_live(Setting)).order_by(Setting.id)
    return {key: value or "" for key, value in session.execute(query)}


def _forces(session: Session, as_of: date) -> list[TaskForce]:
    """List the task forces that had any day in the year of ``as_of``; only those not dissolved without a day."""
    there: SqlCondition = TaskForce.dissolved.is_(None)
    if as_of != date.max:
        there = sa.or_(there, TaskForce.dissolved > date(as_of.year, 1, 1))
    query = sa.select(TaskForce).where(is_live(TaskForce), there).order_by(TaskForce.rank, TaskForce.id)
    return list(session.execute(query).scalars())
