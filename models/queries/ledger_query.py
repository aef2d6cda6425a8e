"""Queries behind ledger tables and exports: filtered and sorted row ids, and their cells as text or sheet values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TypedDict, Unpack

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.amounts import FixedPointKind
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, field_of, fields
from models.fields.kind import CellValue, Value
from models.fields.kinds import LinkKind, LinksKind
from models.queries.row_order import is_ranked, is_read, is_text, sort_column, sort_rows
from models.search.folded_match import equals_folded, holds_folded
from models.search.index import Search, SearchEntry, prepare_search

OPERATORS = {
    "contains": "含",
    "lacks": "不含",
    "is": "等于",
    "not": "不等于",
    "any": "是其中之一",
    "ge": "不小于",
    "le": "不大于",
    "empty": "为空",
    "filled": "不为空",
}
_MAX_CELL_CHARS = 200  # characters of a long text that a table cell shows
_LAST_RANK = 9  # a digit, so that ids with their rank before them sort as texts
_CHUNK_SIZE = 5000  # ids per statement: databases limit the number of parameters


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter: a field key, an operator of OPERATORS, and the value as the field's kind reads it (text for 含).

    The value of 是其中之一 is a tuple of values, None among them for blank cells.
    """

    key: str
    operator: str
    value: object = None


class QueryChanges(TypedDict, total=False):
    """Fields of a query to replace."""

    search_text: str
    where: tuple[Condition, ...]
    sort: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """A query on one ledger: search text, filters, sort order; ``within`` limits it to given ids (a figure's rows)."""

    ledger: type[Ledger]
    search_text: str = ""
    where: tuple[Condition, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()  # (field, descending), the first the strongest
    row_ids: tuple[str, ...] | None = None
    removed: bool = False

    def with_changes(self, **changes: Unpack[QueryChanges]) -> "LedgerQuery":
        """Return a copy of this query with some fields replaced."""
        return replace(self, **changes)


def matching_ids(
    session: Session, view: LedgerQuery, limit: int | None = None, *, best_first: bool = False
) -> list[str]:
    """Return the row ids a query matches, in its order, at most ``limit``; newest first where no order is set.

    A search without filters and order gives the best matches first; with ``best_first`` every search does.
    """
    ledger = view.ledger
    search = None
    if view.search_text.strip() and not view.removed:
        search = prepare_search(session, ledger, view.search_text)
        if view.with_changes(search_text="") == LedgerQuery(ledger):
            # The search index alone answers a plain search, without reading the wide ledger rows.
            return _search_index(session, search, ranked=len(view.search_text.strip()) > 1)
    query = sa.select(ledger.id).where(*_conditions(session, view, search))
    rank: sa.ColumnElement[int] | None = None
    if best_first and search is not None:
        entry = sa.and_(SearchEntry.ledger == ledger.__tablename__, SearchEntry.row == ledger.id)
        rank = search.rank()
        query = query.join(SearchEntry, entry).order_by(rank)
    keys = [(field_of(ledger, key), descending) for key, descending in view.sort]
    if any(is_read(field) for field, _ in keys):
        return _fetch_as_read(session, query, ledger, keys, rank=rank)[:limit]
    for key, descending in view.sort:
        column: sa.ColumnElement[Any] = getattr(ledger, key)
        query = query.order_by(column.is_(None), column.desc() if descending else column.asc())
    return _fetch(session, query.order_by(ledger.id.desc()).limit(limit))


def _search_index(session: Session, search: Search, *, ranked: bool) -> list[str]:
    """Return the rows a search finds, the newest first, and where they are ranked the best matches first.

    They come as one text, from which 100,000 ids are split and sorted in half the time that as many rows take; one
    letter stands in nearly all rows, which need no rank.
    """
    rank = sa.cast(_LAST_RANK - search.rank(), sa.String(1)) if ranked else sa.literal("")
    marked_ids = search.row_ids().with_only_columns(sa.func.aggregate_strings(rank + SearchEntry.row, ","))
    text: str | None = session.execute(marked_ids).scalar_one()
    if text is None:
        return []
    best_first = sorted(text.split(","), reverse=True)
    return [marked_id[1:] for marked_id in best_first] if ranked else best_first


def _fetch(session: Session, query: sa.Select[str]) -> list[str]:
    """Fetch a column of ids straight from the driver: 100,000 of them in half the time SQLAlchemy's rows take."""
    result: Any = session.connection().execute(query)
    row_ids = [row for (row,) in result.cursor.fetchall()]
    result.close()
    return row_ids


def _fetch_as_read(
    session: Session,
    query: sa.Select[str],
    ledger: type[Ledger],
    keys: Sequence[tuple[Field, bool]],
    *,
    rank: sa.ColumnElement[int] | None,
) -> list[str]:
    """Fetch ids in the order in which people read their values, which no database knows; ``rank`` goes before it."""
    sorted_by: list[tuple[Field | None, bool]] = [*keys]
    columns: list[sa.ColumnElement[Any]] = [sort_column(ledger, field) for field, _ in keys]
    if rank is not None:
        sorted_by, columns = [(None, False), *sorted_by], [rank, *columns]
    wide: sa.Select[Any] = query.with_only_columns(ledger.id, *columns).order_by(None).order_by(ledger.id.desc())
    result: Any = session.connection().execute(wide)
    rows = list(result.cursor.fetchall())
    result.close()
    sort_rows(session, rows, sorted_by)
    return [row[0] for row in rows]


def count_rows(session: Session, view: LedgerQuery) -> int:
    """Count the rows a query matches."""
    query = sa.select(sa.func.count()).select_from(view.ledger).where(*_conditions(session, view))
    return session.execute(query).scalar_one()


def _conditions(session: Session, view: LedgerQuery, search: Search | None = None) -> list[sa.ColumnElement[bool]]:
    """Return the conditions of a query; ``search`` is its text's, where it was prepared already."""
    conditions: list[sa.ColumnElement[bool]] = [view.ledger.removed.is_(view.removed)]
    if view.search_text.strip() and view.removed:
        title: Any = getattr(view.ledger, view.ledger.about.title)
        conditions.append(holds_folded(title, view.search_text))
    elif view.search_text.strip():
        search = search or prepare_search(session, view.ledger, view.search_text)
        conditions.append(view.ledger.id.in_(search.row_ids()))
    if view.row_ids is not None:
        conditions.append(view.ledger.id.in_(view.row_ids))
    conditions += [_condition(view.ledger, condition) for condition in view.where]
    return conditions


def _condition(ledger: type[Ledger], condition: Condition) -> sa.ColumnElement[bool]:
    field = field_of(ledger, condition.key)
    column: sa.ColumnElement[Any] = getattr(ledger, condition.key)
    match condition.operator:
        case "empty":
            return column.is_(None)
        case "filled":
            return column.is_not(None)
        case "contains":
            return _contains(field, column, str(condition.value))
        case "lacks":
            return sa.or_(column.is_(None), sa.not_(_contains(field, column, str(condition.value))))
        case "is":
            return _equals(field, column, condition.value)
        case "not":
            return sa.or_(column.is_(None), sa.not_(_equals(field, column, condition.value)))
        case "any":
            values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
            filled = column.in_([value for value in values if value is not None])
            return sa.or_(column.is_(None), filled) if None in values else filled
        case "ge":
            return column >= condition.value
        case "le":
            return column <= condition.value
    raise ValueError(condition.operator)


def _equals(field: Field, column: sa.ColumnElement[Any], value: object) -> sa.ColumnElement[bool]:
    return equals_folded(column, str(value)) if is_text(field) else column == value


def _contains(field: Field, column: sa.ColumnElement[object], text: str) -> sa.ColumnElement[bool]:
    if isinstance(field.kind, LinkKind):
        target: Any = ledger_by_table(field.kind.to)
        title: sa.ColumnElement[str] = getattr(target, target.about.title)
        return column.in_(sa.select(target.id).where(holds_folded(title, text)))
    return holds_folded(sa.cast(column, sa.Text), text)


def cell_texts(
    session: Session,
    ledger: type[Ledger],
    rows: Sequence[str],
    keys: Sequence[str],
    *,
    unmasked: bool = False,
    whole: bool = False,
) -> dict[str, tuple[str, ...]]:
    """Return the cells of some rows as text: row id to texts in the order of ``keys``; private ones masked.

    Long texts are cut to one line of a table, unless they are wanted ``whole``.
    """
    shown = [field_of(ledger, key) for key in keys]
    columns = [getattr(ledger, field.key) for field in shown]
    query = sa.select(ledger.id, ledger.marks, *columns).where(ledger.id.in_(rows))
    fetched = session.execute(query).all()
    names = linked_names(session, shown, fetched)
    return {
        row[0]: tuple(
            _cell_text(field, value, row[1].get(field.key, ""), names, unmasked=unmasked, whole=whole)
            for field, value in zip(shown, row[2:], strict=True)
        )
        for row in fetched
    }


def _cell_text(field: Field, value: Value, mark: str, names: Mapping[str, str], *, unmasked: bool, whole: bool) -> str:
    if value is None:
        return ""
    text = value_text(field, value, mark, names)
    if field.private and not unmasked:
        return field.kind.mask(text)
    is_short = whole or (len(text) <= _MAX_CELL_CHARS and "\n" not in text)
    return text if is_short else " ".join(text.split())[:_MAX_CELL_CHARS]


def value_text(field: Field, value: Value, mark: str, names: Mapping[str, str]) -> str:
    """Format one value as text; a linked row by its name from ``names``."""
    if isinstance(field.kind, LinkKind):
        return names.get(str(value), "（已不在）") if value else ""
    if isinstance(field.kind, LinksKind):
        return "、".join(names.get(row, "（已不在）") for row in str(value or "").split())
    return field.kind.text(value, mark)


def linked_names(session: Session, shown: Iterable[Field], rows: Sequence[Sequence[object]]) -> dict[str, str]:
    """Return the names, by row id, of all rows that the fetched rows (id, marks, *fields) link to."""
    wanted: dict[str, set[str]] = {}
    for number, field in enumerate(shown, start=2):
        if isinstance(field.kind, (LinkKind, LinksKind)):
            wanted.setdefault(field.kind.to, set()).update(
                linked for row in rows for linked in str(row[number] or "").split() if linked
            )
    names: dict[str, str] = {}
    for name, row_ids in wanted.items():
        names |= titles_by_id(session, ledger_by_table(name), sorted(row_ids))
    return names


def titles_by_id(session: Session, ledger: type[Ledger], rows: Sequence[str]) -> dict[str, str]:
    """Return the titles of some rows by id; a row without a title gets its ledger's label."""
    title = field_of(ledger, ledger.about.title)
    query = sa.select(ledger.id, getattr(ledger, title.key)).where(ledger.id.in_(rows))
    return {row: title.kind.text(value) or ledger.about.label for row, value in session.execute(query)}


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A value that occurs in a column (None: blank), its text, and in how many rows."""

    value: Value
    text: str
    rows: int


def value_counts(session: Session, view: LedgerQuery, key: str, limit: int) -> list[ValueCount]:
    """Return the values of a column in a query's rows, as people read them; of more than ``limit`` the commonest."""
    field, column = field_of(view.ledger, key), getattr(view.ledger, key)
    rows = sa.func.count()
    query = sa.select(rows, column).where(*_conditions(session, view)).group_by(column)
    result: Any = session.connection().execute(query.order_by(rows.desc(), column).limit(limit))
    counted = list(result.cursor.fetchall())
    result.close()
    sort_rows(session, counted, [(field, False)])
    names = linked_names(session, [field], [("", "", value) for _, value in counted])
    loaded = [(field.kind.load(value), number) for number, value in counted]
    return [ValueCount(value, value_text(field, value, "", names), number) for value, number in loaded]


def column_sums(session: Session, ledger: type[Ledger], rows: Sequence[str], keys: Sequence[str]) -> dict[str, Decimal]:
    """Sum the number fields of some rows, by key; a field that none of them fills is left out."""
    numeric = [field_of(ledger, key) for key in keys if isinstance(field_of(ledger, key).kind, FixedPointKind)]
    totals: dict[str, Decimal] = {}
    if not numeric or not rows:
        return totals
    columns = [sa.func.sum(getattr(ledger, field.key)) for field in numeric]
    for start in range(0, len(rows), _CHUNK_SIZE):
        query = sa.select(*columns).where(ledger.id.in_(rows[start : start + _CHUNK_SIZE]))
        for field, value in zip(numeric, session.execute(query).one(), strict=True):
            if value is not None:
                totals[field.key] = totals.get(field.key, Decimal(0)) + Decimal(value)
    return totals


def title_choices(session: Session, ledger: type[Ledger], typed: str = "", limit: int = 20) -> list[tuple[str, str]]:
    """List rows for a link's editor as (id, name), matched by words or pinyin, the best matches first.

    Those that match alike come as people read them: task forces in the county's order, others by pinyin. Where nothing
    is typed the latest rows come first, since a library of firms is not put in order to show twenty of them.
    """
    by_title = (ledger.about.title, False)
    ranked = (("rank", False), by_title) if is_ranked(ledger) else (by_title,)
    view = LedgerQuery(ledger, search_text=typed, sort=ranked if typed.strip() or is_ranked(ledger) else ())
    row_ids = matching_ids(session, view, limit, best_first=True)
    names = titles_by_id(session, ledger, row_ids)
    return [(row, names[row]) for row in row_ids]


def table_fields(ledger: type[Ledger]) -> tuple[Field, ...]:
    """List the fields a table may show, the default columns first."""
    usual = [field_of(ledger, key) for key in ledger.about.columns]
    return (*usual, *(field for field in fields(ledger) if field.key not in ledger.about.columns))


@dataclass(frozen=True, slots=True)
class ExportCell:
    """One exported value: as the sheet's cell holds it, and as text (masked where it is private)."""

    value: CellValue
    text: str


def iter_records(
    session: Session, view: LedgerQuery, shown: Sequence[Field], *, unmasked: bool = False, chunk_size: int = 1000
) -> Iterator[tuple[str, tuple[ExportCell, ...]]]:
    """Yield the rows of a query for export as (id, cells in the order of ``shown``); links by name, private masked."""
    columns = [getattr(view.ledger, field.key) for field in shown]
    wanted = matching_ids(session, view)
    for start in range(0, len(wanted), chunk_size):
        chunk = wanted[start : start + chunk_size]
        query = sa.select(view.ledger.id, view.ledger.marks, *columns).where(view.ledger.id.in_(chunk))
        fetched = {row[0]: row for row in session.execute(query)}
        names = linked_names(session, shown, list(fetched.values()))
        for row_id in chunk:
            row = fetched[row_id]
            cells_of = zip(shown, row[2:], strict=True)
            yield row_id, tuple(_export_cell(f, value, row[1].get(f.key, ""), names, unmasked) for f, value in cells_of)


def _export_cell(field: Field, value: Value, mark: str, names: Mapping[str, str], unmasked: bool) -> ExportCell:
    if value is None:
        return ExportCell(None, "")
    text = value_text(field, value, mark, names)
    if field.private and not unmasked:
        text = field.kind.mask(text)
        return ExportCell(text, text)
    return ExportCell(
        text if isinstance(field.kind, (LinkKind, LinksKind)) else field.kind.excel_value(value, mark), text
    )


def removed_counts(session: Session) -> dict[str, int]:
    """Count the rows in the recycle bin by ledger, in the ledgers' own order; empty ones are left out."""
    from models.ledgers import LEDGERS

    counts = {ledger.__tablename__: count_rows(session, LedgerQuery(ledger, removed=True)) for ledger in LEDGERS}
    return {name: number for name, number in counts.items() if number}
