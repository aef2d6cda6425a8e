"""What a new row begins with before anything is typed: the day, the task force and the officer its ledger names."""

from collections import Counter
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import EditRecord
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, field_of, fields
from models.fields.kind import ReadValue
from models.fields.kinds import DayKind, LinkKind
from models.ledgers import TaskForce
from models.queries.scope import task_force_field
from models.statistics.counting_rules import is_live

_MAX_ROWS_BACK = 500  # rows: whoever entered none of the latest five hundred begins afresh


def default_values(session: Session, ledger: type[Ledger], who: str, today: date) -> dict[str, ReadValue]:
    """Return what a new row begins with, by key: today, and the rest as in the row that ``who`` entered last.

    A book with a single task force, as a task force's own copy, gives that one.
    """
    latest = _last_entered_row(session, ledger, who) if ledger.about.starts_with else None
    values: dict[str, ReadValue] = {}
    for field in (field_of(ledger, key) for key in ledger.about.starts_with):
        if isinstance(field.kind, DayKind):
            values[field.key] = ReadValue(today)
        elif latest is not None and _is_usable(session, field, getattr(latest, field.key)):
            values[field.key] = _value_of(latest, field.key)
    force = task_force_field(ledger)
    if force is not None and force.key in ledger.about.starts_with and force.key not in values:
        forces = session.execute(sa.select(TaskForce.id).where(is_live(TaskForce)).limit(2)).scalars().all()
        if len(forces) == 1:
            values[force.key] = ReadValue(forces[0])
    return values


def values_for_next_row(session: Session, ledger: type[Ledger], row: str) -> dict[str, ReadValue]:
    """Return what the next row of a ledger begins with right after ``row``: its day, task force, officer and parent.

    Rows of a detail ledger take no day over: two payments of one month or two stages of one day are the exception.
    """
    source = session.get(ledger, row)
    if source is None:
        return {}
    about = ledger.about
    keys = [
        field.key
        for field in fields(ledger)
        if field.key == about.parent
        or (field.key in about.starts_with and not (about.parent and isinstance(field.kind, DayKind)))
    ]
    return {key: _value_of(source, key) for key in keys if getattr(source, key) is not None}


def _value_of(row: Ledger, key: str) -> ReadValue:
    return ReadValue(getattr(row, key), row.mark_of(key))


def _is_usable(session: Session, field: Field, value: object) -> bool:
    """Whether a value can be taken over: not empty, and no link to a row in the recycle bin."""
    if value is None or not isinstance(field.kind, LinkKind):
        return value is not None
    linked = session.get(ledger_by_table(field.kind.to), value)
    return linked is not None and not linked.removed


def _last_entered_row(session: Session, ledger: type[Ledger], who: str) -> Ledger | None:
    """Return the latest row that ``who`` entered by itself in this book; the rows of an import say nothing."""
    newest = sa.select(ledger.id).where(is_live(ledger)).order_by(ledger.id.desc()).limit(_MAX_ROWS_BACK)
    rows = session.execute(newest).scalars().all()
    is_entry = (EditRecord.who == who, EditRecord.came.is_(None), EditRecord.saw == "{}")
    query = sa.select(EditRecord.row, EditRecord.batch).where(EditRecord.row.in_(rows), *is_entry)
    entries = sorted(((row, batch) for row, batch in session.execute(query)), reverse=True)
    rows_by_batch = Counter(batch for _, batch in entries)
    row = next((row for row, batch in entries if rows_by_batch[batch] == 1), None)
    return session.get(ledger, row) if row is not None else None
