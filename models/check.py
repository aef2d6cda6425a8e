"""Proves a book sound: file, links, row hashes, the chain of edits, and that rows are what their edits say."""

import json
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from models import archive
from models import edits as log
from models.base import Ledger
from models.field import fields
from models.kinds import Links
from models.ledgers import LEDGERS, Received
from models.renewal import said
from models.search import Words, searched, words_of
from models.store import Store

Steps = Generator[tuple[int, int, str], None, "Checked"]
_MOST_NAMED = 20  # A ruined book would name every row; twenty are enough to know.


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: how many rows and edits were looked at, the chain's head, a sentence for each fault."""

    rows: int
    edits: int
    head: str
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing at all is wrong."""
        return not self.faults


def check(store: Store) -> Steps:
    """Check a book, telling how far it is; a fault is a sentence in the result, never an exception."""
    faults: list[str] = []
    rows, count, head = 0, 0, ""
    of = len(LEDGERS) + 3
    try:
        with store.engine.connect() as connection:
            yield 0, of, "数据库文件"
            faults += _database(connection)
            yield 1, of, "留痕链"
            edits, head, found = _chain(connection)
            count = sum(map(len, edits.values()))
            faults += found
            for number, ledger in enumerate(LEDGERS, start=2):
                yield number, of, ledger.about.label
                held, found = _rows(connection, ledger, edits)
                rows += held
                faults += found
                lost = _dangling(connection, ledger)
                faults += [f"{ledger.about.label}里有 {lost} 处指向不存在的行。"] if lost else []
            yield of - 1, of, "查找词与关联"
            faults += _strays(edits)
            faults += archive.faults(connection)
    except (SQLAlchemyError, ValueError, TypeError, AttributeError, LookupError) as error:
        # A flipped bit may make text unreadable, or a number of a text; whatever it breaks, the book is not sound.
        faults.append(f"账本里有读不出来的内容（{error}）；请用最近的备份恢复，并保留这个文件备查。")
    more = [f"……另有 {len(faults) - _MOST_NAMED} 处。"] if len(faults) > _MOST_NAMED else []
    return Checked(rows, count, head, (*faults[:_MOST_NAMED], *more))


def _database(connection: Connection) -> Iterator[str]:
    """Ask SQLite itself about pages, indexes and links; PostgreSQL sees to its own."""
    if connection.dialect.name != "sqlite":
        return
    for (found,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if found != "ok":
            yield f"数据库文件有损坏：{found}。"
    for table, *_ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"“{table}”里有一行指向不存在的行。"


def _chain(connection: Connection) -> tuple[dict[str, list[Any]], str, list[str]]:
    """Walk every book's chain of edits; give the edits by row, this book's head, and the faults."""
    faults: list[str] = []
    by_row: dict[str, list[Any]] = {}
    heads: dict[str, tuple[int, str]] = {}
    table = log.Edit.__table__
    met: dict[str, list[Any]] = {}
    for edit in connection.execute(sa.select(table).order_by(table.c.book, table.c.seq)):
        by_row.setdefault(edit.row, []).append(edit)
        if edit.came is not None:
            met.setdefault(edit.came, []).append(edit)
            continue
        seq, previous = heads.get(edit.book, (0, ""))
        if edit.seq != seq + 1:
            faults.append(f"留痕第 {seq + 1} 条缺失（账本 {edit.book[-6:]}）。")
        if log.chain_digest(previous, *edit[:10]) != edit.digest:
            faults.append(f"留痕第 {edit.seq} 条被改动过（账本 {edit.book[-6:]}，{edit.who}）。")
        heads[edit.book] = (edit.seq, edit.digest)
    faults += _met(connection, met)
    book = connection.execute(sa.select(log.Book.__table__)).one()
    if heads.get(book.id, (0, "")) != (book.seq, book.head):
        faults.append(f"留痕链头对不上：账本记着 {book.seq} 条，链上是 {heads.get(book.id, (0, ''))[0]} 条。")
    known = set()
    for batch in connection.execute(sa.select(log.Batch.__table__)):
        known.add(batch.id)
        if log.batch_digest(batch) != batch.digest:
            faults.append(f"操作“{batch.label}”的说明被改动过。")
    missing = {edit.batch for edits in by_row.values() for edit in edits} - known
    faults += [f"有 {len(missing)} 次操作的说明不见了。"] if missing else []
    return by_row, book.head, faults


def _met(connection: Connection, met: dict[str, list[Any]]) -> Iterator[str]:
    """Hold every edit of another book against its own digest, and all that came together against their seal."""
    table = Received.__table__
    seals = {
        row: (name, seal) for row, name, seal in connection.execute(sa.select(table.c.id, table.c.name, table.c.seal))
    }
    for came, edits in met.items():
        name, seal = seals.pop(came, ("", ""))
        for edit in edits:
            whole = not edit.withheld or edit.withheld.startswith(log.FILLED)
            if whole and (edit.previous is None or log.link_digest(edit) != edit.digest):
                yield f"并入的留痕第 {edit.seq} 条被改动过（账本 {edit.book[-6:]}，{edit.who}）。"
        if log.seal_of(edits) != seal:
            yield f"随“{name or came[-6:]}”并入的留痕与收件记录不符，可能被程序之外增删或改动。"
    for name, seal in seals.values():
        if seal:
            yield f"随“{name}”并入的留痕不见了。"


def _unseen(row: str, edits: list[Any]) -> bool:
    """Tell whether an edit says it saw one of the row that is not in the book."""
    known = {edit.id for edit in edits}
    return any(one not in known for edit in edits for seen in log.seen_by(edit).values() for one in seen)


def _rows(connection: Connection, ledger: type[Ledger], edits: dict[str, list[Any]]) -> tuple[int, list[str]]:
    """Hold every row of a ledger against its hash, its edits and its search words."""
    faults: list[str] = []
    name, label = ledger.__tablename__, ledger.about.label
    words = dict(connection.execute(sa.select(Words.row, Words.text).where(Words.ledger == name)).all())
    count = 0
    held = list(_states(connection, ledger))
    wanted_by_log, torn = said(connection, ledger, {row: edits[row] for row, *_ in held if row in edits})
    contested = set(connection.execute(sa.select(log.Contest.row).where(log.Contest.ledger == name)).scalars())
    if torn - contested:
        faults.append(f"{label}里有 {len(torn - contested)} 行的冲突没有记下。")
    for row, state, stamps, digest in held:
        count += 1
        values = log.canonical(state)
        own = edits.get(row, [])
        where = f"{label}“{state.get(ledger.about.title, row[-6:])}”"
        if log.state_digest(name, row, values) != digest:
            faults.append(f"{where}的内容与校验值不符，可能被程序之外改动。")
        if log.canonical(wanted_by_log.get(row, {})) != values:
            faults.append(f"{where}的内容与留痕不符。")
        elif own and stamps != (min(clocks := [log.wall(edit.clock) for edit in own]), max(clocks)):
            faults.append(f"{where}的更新时间与留痕不符。")
        wanted = "" if log.REMOVED in state else words_of(searched(ledger), state)
        if words.pop(row, "") != wanted:
            faults.append(f"{where}的查找词与内容不符。")
        if len(own) > 1 and _unseen(row, own):
            faults.append(f"{where}有一条留痕所依据的前一条不在账本里。")
        if any(edit.ledger != name for edit in own):
            faults.append(f"{where}的留痕属于别的台账。")
        edits.pop(row, None)
    faults += [f"{label}的查找词里有 {len(words)} 行已不存在。"] if words else []
    return count, faults


def _states(connection: Connection, ledger: type[Ledger]) -> Iterator[tuple[str, dict[str, Any], tuple[int, int], str]]:
    """Read rows as the database keeps them, past every kind, so that nothing is repaired on the way."""
    keys = [field.key for field in fields(ledger)]
    quoted = ", ".join(f'"{key}"' for key in ["id", *keys, "marks", log.REMOVED, "born", "touched", "digest"])
    for row, *values, marks, removed, born, touched, digest in connection.exec_driver_sql(
        f'SELECT {quoted} FROM "{ledger.__tablename__}"'
    ):
        state = {key: value for key, value in zip(keys, values, strict=True) if value is not None}
        state |= {key + log.MARK: mark for key, mark in (json.loads(marks) if marks else {}).items()}
        if removed:
            state[log.REMOVED] = int(removed)
        yield row, state, (born, touched), digest


def _strays(edits: dict[str, list[Any]]) -> list[str]:
    """Name rows the log knows and the ledgers do not."""
    return [f"留痕里有 {len(edits)} 行，台账里却没有。"] if edits else []


def _dangling(connection: Connection, ledger: type[Ledger]) -> int:
    """Count ids in a ledger's many-links that lead nowhere; the database cannot watch those itself."""
    found = 0
    for field in fields(ledger):
        if isinstance(field.kind, Links):
            held = connection.exec_driver_sql(
                f'SELECT "{field.key}" FROM "{ledger.__tablename__}" WHERE "{field.key}" IS NOT NULL'
            ).scalars()
            known = set(connection.exec_driver_sql(f'SELECT id FROM "{field.kind.to}"').scalars())
            found += sum(one not in known for text in held for one in text.split())
    return found
