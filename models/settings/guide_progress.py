"""The steps of the setting-up guide that a county passed over, kept as a setting, so that they can be undone."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers.profile import Setting

PREFIX = "guide."  # of settings that no rule reads
_PASSED_OVER = f"{PREFIX}passed_over"


def passed_over(session: Session) -> frozenset[str]:
    """Return the keys of the steps passed over."""
    return frozenset(key for row in _rows(session) for key in (row.value or "").split("、") if key)


def pass_over(session: Session, step: str, *, passes: bool) -> None:
    """Pass a step over, or take it up again."""
    rows = _rows(session)
    steps = passed_over(session) | {step} if passes else passed_over(session) - {step}
    value = "、".join(sorted(steps)) or None
    if not rows:
        session.add(Setting(key=_PASSED_OVER, name="建账向导里跳过的步骤", value=value))
    for row in rows:
        row.value = value


def _rows(session: Session) -> list[Setting]:
    query = sa.select(Setting).where(Setting.removed.is_(False), Setting.key == _PASSED_OVER).order_by(Setting.id)
    return list(session.execute(query).scalars())
