"""三个一批: which projects belong to a batch, and in which role (signed, started, in production)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import Project
from models.rules.periods import BATCH, read_period
from models.rules.vocabulary import Stage
from models.statistics.counting_rules import ROLE_BY_STAGE, is_live
from models.statistics.event_reader import read_counted_data

ROLES = (Stage.SIGNED, Stage.STARTED, Stage.PRODUCED)
_ENTRY = re.compile(r"(.*?)(签约|开工|投产)?")


@dataclass(frozen=True, slots=True)
class BatchMember:
    """A project in a batch: its role there and its total investment (万元)."""

    row: str
    name: str
    role: str
    total: Decimal


def batch_names(session: Session) -> list[str]:
    """List the names of all batches that the book's projects mention, sorted."""
    query = sa.select(Project.three_batches).where(is_live(Project), Project.three_batches.is_not(None))
    return sorted(
        {name for text in session.execute(query.distinct()).scalars() for name, _ in parse_batch_entries(text or "")}
    )


def members_of_batch(session: Session, batch: str, on: date | None = None) -> list[BatchMember]:
    """List the projects of a batch, by role, then the largest first.

    “2026年第二次签约” names the role itself. Without one the project's stage decides: the stage at the end of ``on``
    where that is given, so that a past batch does not change as its projects move on, else the current stage.
    """
    query = sa.select(Project.id, Project.three_batches).where(is_live(Project), Project.three_batches.is_not(None))
    parts = {
        row: part
        for row, text in session.execute(query)
        for name, part in parse_batch_entries(text or "")
        if _is_same_batch(name, batch)
    }
    if not parts:
        return []
    projects = read_counted_data(session).projects
    batch_members = []
    for row, part in parts.items():
        if (project := projects.get(row)) is None:
            continue  # The row was conceded after a duplicate decision: the other row counts.
        stage = project.stage_on(on) if on else project.stage
        if role := part or ROLE_BY_STAGE.get(stage, ""):
            batch_members.append(BatchMember(row, project.name, role, project.total))
    return sorted(batch_members, key=lambda member: (ROLES.index(member.role), -member.total, member.name))


def _is_same_batch(name: str, batch: str) -> bool:
    """Whether two names mean the same batch, as 2026年第三次, 2026年第3次 and 2026-3 do."""
    try:
        return read_period(name, BATCH) == read_period(batch, BATCH)
    except UserError:  # A name the county made up, such as 秋季, is no period: it must match literally.
        return name == batch


def parse_batch_entries(text: str) -> Iterator[tuple[str, str]]:
    """Parse “2026年第一次签约、2026年第二次开工” into (batch, role) pairs; the role is "" where none is written."""
    for entry in re.split(r"[、，,;；]", text):
        if name := entry.strip():
            match = _ENTRY.fullmatch(name)
            yield (match[1], match[2] or "") if match else (name, "")
