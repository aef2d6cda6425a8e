"""Replay: recomputes ledger rows from their edits, after a merge of books, an undo or a resolved conflict."""

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from models.audit.edit_log import (
    MARK_SUFFIX,
    REMOVED,
    ConflictIndex,
    canonical,
    conflicting_fields,
    edits_of,
    heads,
    insert_many,
    state_digest,
    state_of,
    values_of,
    wall_ms,
)
from models.audit.edit_writer import edit_writer
from models.audit.logged_edit import LoggedEdit
from models.audit.recorder import allow_raw_writes, table_columns, update_search_index
from models.fields.base import Ledger, ledger_by_table
from models.fields.kind import StoredValues
from models.search.index import index_text, searched_fields

_CHUNK_SIZE = 500
RowLogs = Mapping[str, Sequence[LoggedEdit]]  # row -> all its edits


@dataclass(frozen=True, slots=True)
class RowPatch:
    """An edit to write without loading the row: its values as stored, and the parents of each."""

    ledger: str
    row: str
    values: StoredValues
    parents: dict[str, list[str]] = field(default_factory=dict)


def apply_patches(session: Session, patches: Sequence[RowPatch]) -> None:
    """Write edits of existing rows with their explicit parents, and replay those rows."""
    writer = edit_writer(session)
    session.flush()
    rows: dict[str, dict[str, None]] = {}
    for patch in patches:
        writer.add_edit(patch.ledger, patch.row, canonical(patch.values), canonical(patch.parents))
        rows.setdefault(patch.ledger, {})[patch.row] = None
    writer.flush()
    replay_rows(session, rows)


def replay_rows(
    session: Session, rows: Mapping[str, Iterable[str]], logs: RowLogs | None = None, new_rows: Container[str] = ()
) -> list[str]:
    """Recompute rows (by table name) from their edits, and rows that depend on them; return the conflicting ones.

    ``logs`` holds the complete edits of rows the caller has already fetched, ``born`` the rows not yet in their
    ledgers, which are inserted instead of updated.
    """
    known: dict[str, Sequence[LoggedEdit]] = dict(logs or {})
    wanted = {name: list(row_ids) for name, row_ids in rows.items()}
    _fetch_logs(session, known, [row for row_ids in wanted.values() for row in row_ids])
    for name, more in _dependent_rows(wanted, known).items():
        wanted[name] = list(dict.fromkeys((*wanted.get(name, ()), *more)))
        _fetch_logs(session, known, more)
    conflicting: dict[str, str] = {}
    # Ledgers with derived fields come last, because they are computed from the other rows.
    for name in sorted(wanted, key=lambda name: bool(ledger_by_table(name).derived)):
        ledger = ledger_by_table(name)
        ledger_logs = {row: known[row] for row in wanted[name] if known[row]}
        with allow_raw_writes(session) as connection:
            states, rivals = replayed_state(connection, ledger, ledger_logs)
            _write(connection, ledger, states, ledger_logs, new_rows)
        conflicting |= dict.fromkeys(rivals, name)
    _update_conflict_index(session.connection(), [row for row_ids in wanted.values() for row in row_ids], conflicting)
    session.expire_all()
    return list(conflicting)


def replayed_state(
    connection: Connection, ledger: type[Ledger], logs: RowLogs
) -> tuple[dict[str, StoredValues], set[str]]:
    """Return the state of each row by its edits, and the set of rows with a conflict."""
    states = {row: _single_edit_state(edits[0]) if len(edits) == 1 else state_of(edits) for row, edits in logs.items()}
    several = {row: edits for row, edits in logs.items() if len(edits) > 1}
    following: dict[str, StoredValues] = {}
    if ledger.derived:
        split = {row: diverging_fields(ledger, edits) for row, edits in several.items()}
        asked = [row for row, keys in split.items() if keys]
        derived = ledger.derive(connection, asked) if asked else {}
        following = {
            row: {key: value for key, value in derived.get(row, {}).items() if key in split[row]} for row in asked
        }
        for row, values in following.items():
            states[row] = {**states[row], **values}
    return states, {row for row, edits in several.items() if conflicting_fields(edits, following.get(row, ()))}


def diverging_fields(ledger: type[Ledger], edits: Sequence[LoggedEdit]) -> list[str]:
    """Return the derived fields of a row that unmerged books set differently."""
    tops = heads(edits)
    return [key for key in ledger.derived if len({values_of(edit)[key] for edit in tops.get(key, ())}) > 1]


def _single_edit_state(edit: LoggedEdit) -> StoredValues:
    return {key: value for key, value in values_of(edit).items() if value is not None}


def _fetch_logs(session: Session, known: dict[str, Sequence[LoggedEdit]], rows: Sequence[str]) -> None:
    known |= edits_of(session, [row for row in rows if row not in known])


def _dependent_rows(wanted: Mapping[str, Sequence[str]], logs: RowLogs) -> dict[str, list[str]]:
    """Return the rows that depend on the wanted ones, by table name: a project on its stage moves."""
    dependents: dict[str, dict[str, None]] = {}
    for name, rows in wanted.items():
        ledger = ledger_by_table(name)
        if ledger.dependent_link:
            to = getattr(ledger.__table__.c, ledger.dependent_link).type.to
            ids = (values_of(edit).get(ledger.dependent_link) for row in rows for edit in logs[row])
            dependents.setdefault(to, {}).update(dict.fromkeys(str(row_id) for row_id in ids if row_id))
    return {name: list(rows) for name, rows in dependents.items()}


def _write(
    connection: Connection,
    ledger: type[Ledger],
    states: Mapping[str, StoredValues],
    logs: RowLogs,
    new_rows: Container[str],
) -> None:
    """Insert or update rows and their search index entries."""
    name, columns, keys = ledger.__tablename__, table_columns(ledger), searched_fields(ledger)
    fresh: list[tuple[object, ...]] = []
    stale: list[tuple[object, ...]] = []
    words: list[tuple[str, str, str]] = []
    renewed: list[tuple[str, str, str]] = []
    for row, state in states.items():
        edits = logs[row]
        marks = {key.removesuffix(MARK_SUFFIX): str(value) for key, value in state.items() if key.endswith(MARK_SUFFIX)}
        text = json.dumps(marks, ensure_ascii=False, sort_keys=True) if marks else ""
        stamps = [wall_ms(edit.clock) for edit in edits]
        digest = state_digest(name, row, canonical(state))
        removed = bool(state.get(REMOVED))
        values = (*(state.get(key) for key in columns[1:-5]), text, removed, min(stamps), max(stamps), digest)
        index_entry = (name, row, "" if removed else index_text(keys, state))
        if row in new_rows:
            fresh.append((row, *values))
            words += [index_entry] if index_entry[2] else []
        else:
            stale.append((*values, row))
            renewed.append(index_entry)
    insert_many(connection, name, columns, fresh)
    insert_many(connection, "words", ("ledger", "row", "text"), words)
    if stale:
        mark = "%s" if connection.dialect.paramstyle in {"format", "pyformat"} else "?"
        sets = ", ".join(f'"{column}" = {mark}' for column in columns[1:])
        connection.exec_driver_sql(f'UPDATE "{name}" SET {sets} WHERE "id" = {mark}', stale)
        update_search_index(connection, renewed)


def _update_conflict_index(connection: Connection, rows: Sequence[str], conflicting: Mapping[str, str]) -> None:
    """Update the conflict index for some rows: add the conflicting ones, remove the others."""
    table: Any = ConflictIndex.__table__
    if rows and connection.execute(sa.select(table.c.row).limit(1)).first() is not None:
        delete = table.delete().where(table.c.row == sa.bindparam("which"))
        connection.execute(delete, [{"which": row} for row in rows])
    insert_many(connection, ConflictIndex.__tablename__, ("row", "ledger"), list(conflicting.items()))
