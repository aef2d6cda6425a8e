"""What a task force leaves behind when it is removed: rows that count for no task force until they get another."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Enterprise, Lead, Obligation, Project, TaskForce
from models.statistics.counting_rules import is_live

_LEFT_BEHIND = (Project, Lead, Enterprise, Obligation)


def rows_left_behind(session: Session, forces: Sequence[str]) -> str:
    """Return what still belongs to some task forces, as a clerk reads it: “2个项目、1条线索”; empty for nothing."""
    parts = []
    for ledger in _LEFT_BEHIND:
        owner = getattr(ledger, TaskForce.__tablename__)
        query = sa.select(sa.func.count()).where(is_live(ledger), owner.in_(forces))
        if count := session.execute(query).scalar_one():
            parts.append(f"{count}{ledger.about.measure_word}{ledger.about.label}")
    return "、".join(parts)
