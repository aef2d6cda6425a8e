"""The news (动态) that the clerk ticked for circulars: what happened in a span, in the order of its days."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import News
from models.statistics.counting_rules import SqlCondition, is_live

PRACTICE = "经验做法"  # the kind of news that circulars print as 典型做法; all others are 亮点


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One news item: its row, title, text (empty where only the title was typed), kind, day and task force."""

    row: str
    name: str
    text: str
    kind: str
    on: date
    task_force: str | None


def chosen_news(session: Session, first: date, last: date, force: str | None = None) -> tuple[NewsItem, ...]:
    """Return the ticked news of a span; with a task force, only its own."""
    query = sa.select(News).where(is_live(News), _is_ticked(), News.on.between(first, last))
    rows = session.execute(query.order_by(News.on, News.id)).scalars()
    return tuple(
        NewsItem(row.id, row.name, (row.text or "").strip(), row.kind or "", row.on or first, row.task_force)
        for row in rows
        if force in {None, row.task_force}
    )


def unchosen_news(session: Session, first: date, last: date) -> tuple[str, ...]:
    """Return the ids of a span's news that are not ticked."""
    query = sa.select(News.id).where(
        is_live(News), sa.or_(News.chosen.is_(None), sa.not_(_is_ticked())), News.on.between(first, last)
    )
    return tuple(session.execute(query.order_by(News.on, News.id)).scalars())


def _is_ticked() -> SqlCondition:
    return News.chosen == sa.literal(1)
