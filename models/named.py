"""What rows are called where a report lists them one by one: name, task force, day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger, ledger_named
from models.browse import names_of
from models.field import Field, field_of, fields
from models.kinds import Link
from models.scope import main_day

_FEW = 5000  # A statement takes only so many ids.
_FORCES = ("task_force", "task_forces")


@dataclass(frozen=True, slots=True)
class Named:
    """A row as people know it; ``day`` is the one it counts for, where its ledger has one."""

    name: str
    task_force: str = ""
    day: date | None = None


def named(session: Session, ledger: str, rows: Sequence[str]) -> dict[str, Named]:
    """Name some rows of a ledger, those in the recycle bin too; a part of another row bears that one's name first."""
    found: dict[str, Named] = {}
    for start in range(0, len(rows), _FEW):
        found |= _named(session, ledger_named(ledger), rows[start : start + _FEW])
    return found


def _named(session: Session, ledger: type[Ledger], rows: Sequence[str]) -> dict[str, Named]:
    known = {field.key: field for field in fields(ledger)}
    parent, force = ledger.about.parent, next((key for key in _FORCES if key in known), "")
    main = main_day(ledger)
    day = main.key if main is not None else ""
    keys = [ledger.about.title, *(key for key in (parent, force, day) if key)]
    query: Any = sa.select(ledger.id, *(getattr(ledger, key) for key in keys)).where(ledger.id.in_(rows))
    lines = [(row[0], dict(zip(keys, row[1:], strict=True))) for row in session.execute(query)]
    above = _above(session, known.get(parent or ""), [line[parent] for _, line in lines] if parent else [])
    forces = _forces(session, [line[force] for _, line in lines] if force else [])
    title = field_of(ledger, ledger.about.title)
    found = {}
    for row, line in lines:
        own = title.kind.text(line[title.key]) if line[title.key] is not None else ""
        first = above.get(line[parent]) if parent else None
        whose = "、".join(forces.get(one, "") for one in (line[force] or "").split()) if force else ""
        name = " ".join(part for part in (first.name if first else "", own) if part) or ledger.about.label
        found[row] = Named(name, whose or (first.task_force if first else ""), line[day] if day else None)
    return found


def _above(session: Session, field: Field | None, rows: Sequence[str | None]) -> Mapping[str, Named]:
    """Name the rows that some are parts of."""
    if field is None or not isinstance(field.kind, Link):
        return {}
    return named(session, field.kind.to, sorted({row for row in rows if row}))


def _forces(session: Session, held: Sequence[str | None]) -> dict[str, str]:
    wanted = {one for text in held for one in (text or "").split()}
    return names_of(session, ledger_named("task_force"), sorted(wanted)) if wanted else {}
