"""Integrity check of a book: database file, links, row hashes, the chain of edits, and rows against their edits."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from models.audit import edit_log as log
from models.audit.replay import replayed_state
from models.fields.base import Ledger
from models.fields.field import fields
from models.fields.kind import StoredValues
from models.fields.kinds import LinksKind
from models.job_steps import JobSteps
from models.ledgers import LEDGERS, Received
from models.search.index import SearchEntry, index_text, searched_fields
from models.storage import archive
from models.storage.store import Store

_MAX_FAULTS = 20  # A damaged book could report every row; twenty faults are enough.


@dataclass(frozen=True, slots=True)
class IntegrityReport:
    """The result of a check: rows and edits checked, the chain's head hash, and one sentence per fault."""

    rows: int
    edits: int
    head: str
    faults: tuple[str, ...]

    @property
    def is_intact(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


def check_integrity(store: Store) -> JobSteps[IntegrityReport]:
    """Check a book as a job yielding (done, total, label); a fault is a sentence in the result, not an exception."""
    faults: list[str] = []
    rows, count, head = 0, 0, ""
    total = len(LEDGERS) + 3
    try:
        with store.engine.connect() as connection:
            yield 0, total, "数据库文件"
            faults += _check_database(connection)
            yield 1, total, "留痕链"
            edits, head, new_faults = _check_chain(connection)
            count = sum(map(len, edits.values()))
            faults += new_faults
            for number, ledger in enumerate(LEDGERS, start=2):
                yield number, total, ledger.about.label
                held, new_faults = _check_rows(connection, ledger, edits)
                rows += held
                faults += new_faults
                dangling = _count_dangling_links(connection, ledger)
                faults += [f"{ledger.about.label}里有 {dangling} 处指向不存在的行。"] if dangling else []
            yield total - 1, total, "查找词与关联"
            faults += _orphaned_rows(edits)
            faults += archive.integrity_faults(connection)
    except (SQLAlchemyError, ValueError, TypeError, AttributeError, LookupError) as error:
        # A flipped bit may make text unreadable or turn it into a number; any such error means the book is damaged.
        faults.append(f"账本里有读不出来的内容（{error}）；请用最近的备份恢复，并保留这个文件备查。")
    more = [f"……另有 {len(faults) - _MAX_FAULTS} 处。"] if len(faults) > _MAX_FAULTS else []
    return IntegrityReport(rows, count, head, (*faults[:_MAX_FAULTS], *more))


def _check_database(connection: Connection) -> Iterator[str]:
    """Run SQLite's own checks of pages, indexes and foreign keys; PostgreSQL maintains its own."""
    if connection.dialect.name != "sqlite":
        return
    for (message,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if message != "ok":
            yield f"数据库文件有损坏：{message}。"
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"“{table}”里有一行指向不存在的行。"


def _check_chain(connection: Connection) -> tuple[dict[str, list[log.StoredEdit]], str, list[str]]:
    """Verify the hash chain of every book's edits; return the edits by row, this book's head, and the faults."""
    faults: list[str] = []
    by_row: dict[str, list[log.StoredEdit]] = {}
    heads: dict[str, tuple[int, str]] = {}
    table = log.EditRecord.__table__
    received: dict[str, list[log.StoredEdit]] = {}
    for edit in log.stored_edits(connection, sa.select(table).order_by(table.c.book, table.c.seq)):
        by_row.setdefault(edit.row, []).append(edit)
        if edit.came is not None:
            received.setdefault(edit.came, []).append(edit)
            continue
        seq, previous = heads.get(edit.book, (0, ""))
        if edit.seq != seq + 1:
            faults.append(f"留痕第 {seq + 1} 条缺失（账本 {edit.book[-6:]}）。")
        if log.chain_digest(previous, *edit[:10]) != edit.digest:
            faults.append(f"留痕第 {edit.seq} 条被改动过（账本 {edit.book[-6:]}，{edit.who}）。")
        heads[edit.book] = (edit.seq, edit.digest)
    faults += _check_received_edits(connection, received)
    book = connection.execute(sa.select(log.Book.__table__)).one()
    if heads.get(book.id, (0, "")) != (book.seq, book.head):
        faults.append(f"留痕链头对不上：账本记着 {book.seq} 条，链上是 {heads.get(book.id, (0, ''))[0]} 条。")
    known = set()
    for batch in connection.execute(sa.select(log.EditBatch.__table__)):
        known.add(batch.id)
        if log.batch_digest(batch) != batch.digest:
            faults.append(f"操作“{batch.label}”的说明被改动过。")
    missing = {edit.batch for edits in by_row.values() for edit in edits} - known
    faults += [f"有 {len(missing)} 次操作的说明不见了。"] if missing else []
    return by_row, book.head, faults


def _check_received_edits(connection: Connection, received: dict[str, list[log.StoredEdit]]) -> Iterator[str]:
    """Check every edit of another book against its digest, and all edits of one receipt against its seal."""
    table = Received.__table__
    seals = {
        row: (name, seal) for row, name, seal in connection.execute(sa.select(table.c.id, table.c.name, table.c.seal))
    }
    for receipt, edits in received.items():
        name, seal = seals.pop(receipt, ("", ""))
        for edit in edits:
            whole = not edit.withheld or edit.withheld.startswith(log.REVEALED)
            if whole and (edit.previous is None or log.link_digest(edit) != edit.digest):
                yield f"并入的留痕第 {edit.seq} 条被改动过（账本 {edit.book[-6:]}，{edit.who}）。"
        if log.seal_of(edits) != seal:
            yield f"随“{name or receipt[-6:]}”并入的留痕与收件记录不符，可能被程序之外增删或改动。"
    for name, seal in seals.values():
        if seal:
            yield f"随“{name}”并入的留痕不见了。"


def _has_unknown_parent(row: str, edits: list[log.StoredEdit]) -> bool:
    """Tell whether an edit names a parent that is not among the row's edits in the book."""
    known = {edit.id for edit in edits}
    return any(parent not in known for edit in edits for seen in log.parents_of(edit).values() for parent in seen)


def _check_rows(
    connection: Connection, ledger: type[Ledger], edits: dict[str, list[log.StoredEdit]]
) -> tuple[int, list[str]]:
    """Check every row of a ledger against its hash, its edits and its search index entry; return count and faults."""
    faults: list[str] = []
    name, label = ledger.__tablename__, ledger.about.label
    words = dict(
        connection.execute(sa.select(SearchEntry.row, SearchEntry.text).where(SearchEntry.ledger == name)).all()
    )
    count = 0
    held = list(_stored_states(connection, ledger))
    logged_states, conflicting = replayed_state(
        connection, ledger, {row: edits[row] for row, *_ in held if row in edits}
    )
    contested = set(
        connection.execute(sa.select(log.ConflictIndex.row).where(log.ConflictIndex.ledger == name)).scalars()
    )
    if conflicting - contested:
        faults.append(f"{label}里有 {len(conflicting - contested)} 行的冲突没有记下。")
    for row, state, stamps, digest in held:
        count += 1
        values = log.canonical(state)
        row_edits = edits.get(row, [])
        where = f"{label}“{state.get(ledger.about.title, row[-6:])}”"
        if log.state_digest(name, row, values) != digest:
            faults.append(f"{where}的内容与校验值不符，可能被程序之外改动。")
        if log.canonical(logged_states.get(row, {})) != values:
            faults.append(f"{where}的内容与留痕不符。")
        elif row_edits and stamps != (min(clocks := [log.wall_ms(edit.clock) for edit in row_edits]), max(clocks)):
            faults.append(f"{where}的更新时间与留痕不符。")
        wanted = "" if log.REMOVED in state else index_text(searched_fields(ledger), state)
        if words.pop(row, "") != wanted:
            faults.append(f"{where}的查找词与内容不符。")
        if len(row_edits) > 1 and _has_unknown_parent(row, row_edits):
            faults.append(f"{where}有一条留痕所依据的前一条不在账本里。")
        if any(edit.ledger != name for edit in row_edits):
            faults.append(f"{where}的留痕属于别的台账。")
        edits.pop(row, None)
    faults += [f"{label}的查找词里有 {len(words)} 行已不存在。"] if words else []
    return count, faults


def _stored_states(
    connection: Connection, ledger: type[Ledger]
) -> Iterator[tuple[str, StoredValues, tuple[int, int], str]]:
    """Yield rows as stored, bypassing the field kinds, so that no conversion hides a fault."""
    keys = [field.key for field in fields(ledger)]
    quoted = ", ".join(f'"{key}"' for key in ["id", *keys, "marks", log.REMOVED, "born", "touched", "digest"])
    for row, *values, marks, removed, born, touched, digest in connection.exec_driver_sql(
        f'SELECT {quoted} FROM "{ledger.__tablename__}"'
    ):
        state = {key: value for key, value in zip(keys, values, strict=True) if value is not None}
        state |= {key + log.MARK_SUFFIX: mark for key, mark in (json.loads(marks) if marks else {}).items()}
        if removed:
            state[log.REMOVED] = int(removed)
        yield row, state, (born, touched), digest


def _orphaned_rows(edits: dict[str, list[log.StoredEdit]]) -> list[str]:
    """Report rows that have edits but are in no ledger."""
    return [f"留痕里有 {len(edits)} 行，台账里却没有。"] if edits else []


def _count_dangling_links(connection: Connection, ledger: type[Ledger]) -> int:
    """Count ids in a ledger's multi-link fields that lead nowhere; foreign keys cannot cover those."""
    dangling = 0
    for field in fields(ledger):
        if isinstance(field.kind, LinksKind):
            held = connection.exec_driver_sql(
                f'SELECT "{field.key}" FROM "{ledger.__tablename__}" WHERE "{field.key}" IS NOT NULL'
            ).scalars()
            known = set(connection.exec_driver_sql(f'SELECT id FROM "{field.kind.to}"').scalars())
            dangling += sum(linked not in known for text in held for linked in text.split())
    return dangling
