"""The county's own wording of the sentences of circulars, kept as settings whose keys begin with ``PREFIX``."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers.profile import Setting

PREFIX = "phrase."  # a phrase's key follows


def county_phrases(session: Session) -> dict[str, str]:
    """Return the county's own wordings by the phrase's key."""
    return {row.key.removeprefix(PREFIX): row.value for row in _rows(session) if row.value}


def save_phrase(session: Session, key: str, name: str, text: str, shipped: str) -> None:
    """Keep the county's wording of a phrase; the shipped wording is none of its own, so an earlier one is removed."""
    rows = _rows(session, key)
    if text == shipped:
        reset_phrase(session, key)
    elif not rows:
        session.add(Setting(key=f"{PREFIX}{key}", name=f"用语：{name}", value=text))
    else:
        rows[-1].value = text


def reset_phrase(session: Session, key: str | None = None) -> int:
    """Remove the county's wording of a phrase, or of all (None): the shipped one is used again. Return how many."""
    rows = _rows(session, key)
    for row in rows:
        row.removed = True
    return len(rows)


def replace_phrases(session: Session, texts: Mapping[str, tuple[str, str]]) -> None:
    """Replace all wordings of the county by others: key to name and text."""
    for row in _rows(session):
        if row.key.removeprefix(PREFIX) not in texts:
            row.removed = True
    for key, (name, text) in texts.items():
        save_phrase(session, key, name, text, shipped="")


def _rows(session: Session, key: str | None = None) -> list[Setting]:
    wanted = Setting.key.startswith(PREFIX, autoescape=True) if key is None else Setting.key == f"{PREFIX}{key}"
    # The last one counts where two books that were merged brought one each.
    query = sa.select(Setting).where(Setting.removed.is_(False), wanted).order_by(Setting.id)
    return list(session.execute(query).scalars())
