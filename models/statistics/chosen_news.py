"""The news (动态) and talent demands that the clerk ticked for circulars: those of a span, in the order of days."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import News, Talent
from models.queries.ledger_query import cell_texts
from models.rules.vocabulary import TalentState
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


@dataclass(frozen=True, slots=True)
class ChosenTalent:
    """A demand for people: its row, who asks (firm, else project), post, how many, and what else is said of it."""

    row: str
    asker: str
    post: str
    wanted: int | None
    hired: int
    kind: str
    degree: str
    due: date | None
    unit: str


def chosen_news(session: Session, first: date, last: date, force: str | None = None) -> tuple[NewsItem, ...]:
    """Return the ticked news of a span; with a task force, only its own."""
    query = sa.select(News).where(is_live(News), _is_ticked(News), News.on.between(first, last))
    rows = session.execute(query.order_by(News.on, News.id)).scalars()
    return tuple(
        NewsItem(row.id, row.name, (row.text or "").strip(), row.kind or "", row.on or first, row.task_force)
        for row in rows
        if force in {None, row.task_force}
    )


def chosen_talents(session: Session, first: date, last: date, force: str | None = None) -> tuple[ChosenTalent, ...]:
    """Return the ticked talent demands raised in a span and not cancelled; with a task force, only its own."""
    query = sa.select(Talent).where(
        is_live(Talent),
        _is_ticked(Talent),
        Talent.raised_on.between(first, last),
        sa.func.coalesce(Talent.state, "") != TalentState.CANCELLED,
    )
    demands = session.execute(query.order_by(Talent.raised_on, Talent.id)).scalars()
    rows = [row for row in demands if force in {None, row.task_force}]
    names = cell_texts(session, Talent, [row.id for row in rows], ("enterprise", "project"))
    return tuple(
        ChosenTalent(
            row.id,
            next(filter(None, names[row.id]), ""),
            row.name,
            row.wanted,
            row.hired or 0,
            row.kind or "",
            row.degree or "",
            row.due,
            row.unit or "",
        )
        for row in rows
    )


def unchosen_news(session: Session, first: date, last: date) -> tuple[str, ...]:
    """Return the ids of a span's news that are not ticked."""
    query = sa.select(News.id).where(
        is_live(News), sa.or_(News.chosen.is_(None), sa.not_(_is_ticked(News))), News.on.between(first, last)
    )
    return tuple(session.execute(query.order_by(News.on, News.id)).scalars())


def _is_ticked(ledger: type[News | Talent]) -> SqlCondition:
    return ledger.chosen == sa.literal(1)
