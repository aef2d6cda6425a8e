"""三个一批: which projects took part in a batch, and as what — signed, started or in production."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.facts import PRODUCED, SIGNED, STARTED, gather
from models.ledgers import Project
from models.refusal import Refusal
from models.rules.periods import BATCH, read_period

PARTS = (SIGNED, STARTED, PRODUCED)
_AS = {"签约": SIGNED, "开工": STARTED, "竣工": STARTED, "投产": PRODUCED, "达效": PRODUCED}
_ENTRY = re.compile(r"(.*?)(签约|开工|投产)?")


@dataclass(frozen=True, slots=True)
class Member:
    """A project in a batch: the part it plays and what it is worth (万元)."""

    row: str
    name: str
    part: str
    total: Decimal


def batch_names(session: Session) -> list[str]:
    """List the batches a book knows, by name."""
    query = sa.select(Project.three_batches).where(Project.removed.is_(False), Project.three_batches.is_not(None))
    return sorted({name for text in session.execute(query.distinct()).scalars() for name, _ in entries(text or "")})


def members(session: Session, batch: str, on: date | None = None) -> list[Member]:
    """List a batch's projects.

    “2026年第二次签约” says which part a project plays; without it, the stage it stands in decides — on a day, where one
    is given, so that a batch of the past does not change as its projects move on.
    """
    query = sa.select(Project.id, Project.three_batches).where(
        Project.removed.is_(False), Project.three_batches.is_not(None)
    )
    parts = {
        row: part for row, text in session.execute(query) for name, part in entries(text or "") if _same(name, batch)
    }
    if not parts:
        return []
    courses = gather(session).courses
    found = []
    for row, part in parts.items():
        if (course := courses.get(row)) is None:
            continue  # given up after a clash: the other side's row counts
        stage = course.stage_on(on) if on else course.stage
        if said := part or _AS.get(stage, ""):
            found.append(Member(row, course.name, said, course.total))
    return sorted(found, key=lambda one: (PARTS.index(one.part), -one.total, one.name))


def _same(name: str, batch: str) -> bool:
    """Whether two names mean one batch: 2026年第三次, 2026年第3次, 2026-3."""
    try:
        return read_period(name, BATCH) == read_period(batch, BATCH)
    except Refusal:  # A name of the county's own, such as 秋季: only its very words are the same.
        return name == batch


def entries(text: str) -> Iterator[tuple[str, str]]:
    """Read “2026年第一次签约、2026年第二次开工” as batches with parts; the part is empty where none is written."""
    for one in re.split(r"[、，,;；]", text):
        if name := one.strip():
            found = _ENTRY.fullmatch(name)
            yield (found[1], found[2] or "") if found else (name, "")
