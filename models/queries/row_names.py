"""Names of rows for lists in reports: name, task force and day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, field_of, fields
from models.fields.kinds import LinkKind
from models.queries.ledger_query import titles_by_id
from models.queries.scope import main_day_field

_CHUNK_SIZE = 5000  # ids per statement: databases limit the number of parameters
_TASK_FORCE_KEYS = ("task_force", "task_forces")


@dataclass(frozen=True, slots=True)
class RowName:
    """A row's name and task force; ``day`` is the day it counts for, where its ledger has one."""

    name: str
    task_force: str = ""
    day: date | None = None


def row_names(session: Session, ledger: str, rows: Sequence[str]) -> dict[str, RowName]:
    """Return the names of rows by id, removed ones included; a detail row's name begins with its parent's."""
    names: dict[str, RowName] = {}
    for start in range(0, len(rows), _CHUNK_SIZE):
        names |= _chunk_names(session, ledger_by_table(ledger), rows[start : start + _CHUNK_SIZE])
    return names


def _chunk_names(session: Session, ledger: type[Ledger], rows: Sequence[str]) -> dict[str, RowName]:
    known = {field.key: field for field in fields(ledger)}
    parent, force = ledger.about.parent, next((key for key in _TASK_FORCE_KEYS if key in known), "")
    main = main_day_field(ledger)
    day = main.key if main is not None else ""
    keys = [ledger.about.title, *(key for key in (parent, force, day) if key)]
    query: Any = sa.select(ledger.id, *(getattr(ledger, key) for key in keys)).where(ledger.id.in_(rows))
    lines = [(row[0], dict(zip(keys, row[1:], strict=True))) for row in session.execute(query)]
    parents = _parent_names(session, known.get(parent or ""), [line[parent] for _, line in lines] if parent else [])
    forces = _task_force_names(session, [line[force] for _, line in lines] if force else [])
    title = field_of(ledger, ledger.about.title)
    names = {}
    for row, line in lines:
        title_text = title.kind.text(line[title.key]) if line[title.key] is not None else ""
        parent_row = parents.get(line[parent]) if parent else None
        force_names = "、".join(forces.get(force_id, "") for force_id in (line[force] or "").split()) if force else ""
        parts = (parent_row.name if parent_row else "", title_text)
        name = " ".join(part for part in parts if part) or ledger.about.label
        force_names = force_names or (parent_row.task_force if parent_row else "")
        names[row] = RowName(name, force_names, line[day] if day else None)
    return names


def _parent_names(session: Session, field: Field | None, rows: Sequence[str | None]) -> Mapping[str, RowName]:
    """Return the names of the parent rows."""
    if field is None or not isinstance(field.kind, LinkKind):
        return {}
    return row_names(session, field.kind.to, sorted({row for row in rows if row}))


def _task_force_names(session: Session, held: Sequence[str | None]) -> dict[str, str]:
    wanted = {force_id for text in held for force_id in (text or "").split()}
    return titles_by_id(session, ledger_by_table("task_force"), sorted(wanted)) if wanted else {}
