"""Plain functions that add rows to a test's book."""

import shutil
from collections.abc import Generator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from models.audit.edit_log import edits_of, state_of
from models.audit.recorder import add_many, state_values
from models.fields.base import Ledger
from models.fields.field import field_of
from models.fields.kind import ReadContext
from models.ledgers import LEDGERS, Circular, Lead, Project, TaskForce
from models.storage import store
from models.storage.store import Store

T = TypeVar("T")
TODAY = date(2026, 11, 20)
# What a book exports where nothing is named and no optional ledger is ticked.
USUAL_LEDGERS = tuple(
    ledger for ledger in LEDGERS if ledger.about.in_navigation and not ledger.about.optional and ledger is not Circular
)
READ_CONTEXT = ReadContext(today=TODAY, year=2026)


def finish(steps: Generator[Any, None, T]) -> T:
    """Run a job's generator to its end and return its result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]  # the generator's own return


def copy_template(template: Path, folder: Path, name: str = "试账本.zhuanban") -> Path:
    """Copy a template book's file into a folder; a template is never opened itself."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(template, folder / name))


def add_row(session: Session, ledger: type[Ledger], **facts: Any) -> str:
    """Add one row and return its id."""
    row = ledger(**facts)
    session.add(row)
    session.flush()
    return row.id


def add_typed_row(session: Session, ledger: type[Ledger], typed: Mapping[str, object]) -> str:
    """Add one row from typed texts, parsed by its fields; return its id."""
    read = {key: field_of(ledger, key).read(raw, READ_CONTEXT) for key, raw in typed.items()}
    return add_many(session, ledger, [read])[0]


def add_lead(session: Session, name: str = "示例线索", **facts: Any) -> str:
    """Add a lead and return its id."""
    return add_row(session, Lead, name=name, **facts)


def add_task_force(session: Session, name: str, rank: int, **facts: Any) -> str:
    """Add a task force by its short name and return its id."""
    return add_row(session, TaskForce, name=f"{name}招商专班", short=name, rank=rank, **facts)


def add_project(session: Session, name: str, stage_days: Mapping[str, date], **facts: Any) -> str:
    """Add a project, register its stages on the days of ``course``, and return its id."""
    row = Project(name=name, **facts)
    session.add(row)
    session.flush()
    for stage, on in stage_days.items():
        row.advance(session, stage, on)
    session.flush()
    return row.id


def stored_values(session: Session) -> dict[str, dict[str, Any]]:
    """Return every row's values as stored, by id."""
    session.expire_all()
    return {row.id: state_values(row) for ledger in LEDGERS for row in session.execute(sa.select(ledger)).scalars()}


def replayed_values(session: Session) -> dict[str, dict[str, Any]]:
    """Return every row's values as replayed from its edits, by id."""
    rows = [row.id for ledger in LEDGERS for row in session.execute(sa.select(ledger.id))]
    return {row: state_of(edits) for row, edits in edits_of(session, rows).items()}


def open_unsynced(path: Path) -> Store:
    """Open a copied book with synchronous writes off, for tests that are not about power cuts."""
    opened = store.open_book(path, "示例甲")
    event.listen(opened.engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    opened.engine.dispose()
    return opened
