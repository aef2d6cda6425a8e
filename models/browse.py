"""What a table shows: which rows, in what order, and their cells as text; a page at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from models.amounts import Fixed
from models.base import Ledger, ledger_named
from models.field import Field, field_of, fields
from models.kinds import Link, Links
from models.search import Words, hits

OPERATORS = {
    "contains": "含",
    "lacks": "不含",
    "is": "等于",
    "not": "不等于",
    "ge": "不小于",
    "le": "不大于",
    "empty": "为空",
    "filled": "不为空",
}
_CELL = 200  # A table cell shows no more of a long text.
_FEW = 5000  # A statement takes only so many ids.


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter: a field, an operator of OPERATORS, and the value as the field's kind gives it (text for 含)."""

    key: str
    operator: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class View:
    """Which rows of a ledger, in what order; ``within`` narrows to given ids, as a figure's own rows."""

    ledger: type[Ledger]
    typed: str = ""
    where: tuple[Condition, ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()  # (field, descending), the first the strongest
    within: tuple[str, ...] | None = None
    removed: bool = False

    def narrowed(self, **changes: Any) -> "View":
        """Give this view with something changed."""
        return replace(self, **changes)


def ids(session: Session, view: View, limit: int | None = None) -> list[str]:
    """Give the ids of a view's rows in its order, all or the first few; newest first where none is set."""
    ledger = view.ledger
    if view.narrowed(typed="") == View(ledger) and view.typed.strip():
        # Words alone answer a plain search: no need to read the wide rows themselves.
        found = hits(session, ledger, view.typed).order_by(Words.row.desc())
        return _fetch(session, found)
    query = sa.select(ledger.id).where(*_conditions(session, view))
    for key, descending in view.sort:
        query, column = _sorting(query, ledger, key)
        query = query.order_by(column.is_(None), column.desc() if descending else column.asc())
    return _fetch(session, query.order_by(ledger.id.desc()).limit(limit))


def _fetch(session: Session, query: Any) -> list[str]:
    """Fetch a column of ids straight from the driver: 100,000 of them in half the time SQLAlchemy's rows take."""
    result: Any = session.connection().execute(query)
    found = [row for (row,) in result.cursor.fetchall()]
    result.close()
    return found


def count(session: Session, view: View) -> int:
    """Count a view's rows."""
    query = sa.select(sa.func.count()).select_from(view.ledger).where(*_conditions(session, view))
    return session.execute(query).scalar_one()


def _conditions(session: Session, view: View) -> list[Any]:
    found: list[Any] = [view.ledger.removed.is_(view.removed)]
    if view.typed.strip() and view.removed:
        title: Any = getattr(view.ledger, view.ledger.about.title)
        found.append(title.contains(view.typed.strip(), autoescape=True))
    elif view.typed.strip():
        found.append(view.ledger.id.in_(hits(session, view.ledger, view.typed)))
    if view.within is not None:
        found.append(view.ledger.id.in_(view.within))
    found += [_condition(view.ledger, condition) for condition in view.where]
    return found


def _condition(ledger: type[Ledger], condition: Condition) -> Any:
    field = field_of(ledger, condition.key)
    column: Any = getattr(ledger, condition.key)
    match condition.operator:
        case "empty":
            return column.is_(None)
        case "filled":
            return column.is_not(None)
        case "contains":
            return _containing(field, column, str(condition.value))
        case "lacks":
            return sa.or_(column.is_(None), sa.not_(_containing(field, column, str(condition.value))))
        case "is":
            return column == condition.value
        case "not":
            return sa.or_(column.is_(None), column != condition.value)
        case "ge":
            return column >= condition.value
        case "le":
            return column <= condition.value
    raise ValueError(condition.operator)


def _containing(field: Field, column: Any, text: str) -> Any:
    if isinstance(field.kind, Link):
        target: Any = ledger_named(field.kind.to)
        title = getattr(target, target.about.title)
        return column.in_(sa.select(target.id).where(title.contains(text, autoescape=True)))
    return sa.cast(column, sa.Text).contains(text, autoescape=True)


def _sorting(query: Any, ledger: type[Ledger], key: str) -> tuple[Any, Any]:
    """Sort a link by the linked row's name, not by its id."""
    field, column = field_of(ledger, key), getattr(ledger, key)
    if not isinstance(field.kind, Link):
        return query, column
    target: Any = aliased(ledger_named(field.kind.to))
    return query.outerjoin(target, target.id == column), getattr(target, target.about.title)


def cells(
    session: Session, ledger: type[Ledger], rows: Sequence[str], keys: Sequence[str], *, unmasked: bool = False
) -> dict[str, tuple[str, ...]]:
    """Write the cells of some rows as text, by row id, in the order of ``keys``."""
    shown = [field_of(ledger, key) for key in keys]
    columns = [getattr(ledger, field.key) for field in shown]
    query = sa.select(ledger.id, ledger.marks, *columns).where(ledger.id.in_(rows))
    found = session.execute(query).all()
    names = linked_names(session, shown, found)
    return {
        row[0]: tuple(
            _cell(field, value, row[1].get(field.key, ""), names, unmasked)
            for field, value in zip(shown, row[2:], strict=True)
        )
        for row in found
    }


def _cell(field: Field, value: Any, mark: str, names: Mapping[str, str], unmasked: bool) -> str:
    if value is None:
        return ""
    text = text_of(field, value, mark, names)
    if field.private and not unmasked:
        return field.kind.mask(text)
    return text if len(text) <= _CELL and "\n" not in text else " ".join(text.split())[:_CELL]


def text_of(field: Field, value: Any, mark: str, names: Mapping[str, str]) -> str:
    """Write one value, a linked row by its name."""
    if isinstance(field.kind, Link):
        return names.get(value, "（已不在）") if value else ""
    if isinstance(field.kind, Links):
        return "、".join(names.get(one, "（已不在）") for one in (value or "").split())
    return field.kind.text(value, mark)


def linked_names(session: Session, shown: Iterable[Field], rows: Sequence[Any]) -> dict[str, str]:
    """Find the names of all rows that some fetched rows (id, marks, *fields) link to."""
    wanted: dict[str, set[str]] = {}
    for number, field in enumerate(shown, start=2):
        if isinstance(field.kind, (Link, Links)):
            wanted.setdefault(field.kind.to, set()).update(
                one for row in rows for one in (row[number] or "").split() if one
            )
    found: dict[str, str] = {}
    for name, ones in wanted.items():
        found |= names_of(session, ledger_named(name), sorted(ones))
    return found


def names_of(session: Session, ledger: type[Ledger], rows: Sequence[str]) -> dict[str, str]:
    """Give the names of some rows; a row without its title shows its ledger's name."""
    title = field_of(ledger, ledger.about.title)
    query = sa.select(ledger.id, getattr(ledger, title.key)).where(ledger.id.in_(rows))
    return {row: title.kind.text(value) or ledger.about.label for row, value in session.execute(query)}


def sums(session: Session, ledger: type[Ledger], rows: Sequence[str], keys: Sequence[str]) -> dict[str, Decimal]:
    """Add up the number fields of some rows, by key; a field none of them fills is left out."""
    numeric = [field_of(ledger, key) for key in keys if isinstance(field_of(ledger, key).kind, Fixed)]
    totals: dict[str, Decimal] = {}
    if not numeric or not rows:
        return totals
    columns = [sa.func.sum(getattr(ledger, field.key)) for field in numeric]
    for start in range(0, len(rows), _FEW):
        query = sa.select(*columns).where(ledger.id.in_(rows[start : start + _FEW]))
        for field, value in zip(numeric, session.execute(query).one(), strict=True):
            if value is not None:
                totals[field.key] = totals.get(field.key, Decimal(0)) + Decimal(value)
    return totals


def titles(session: Session, ledger: type[Ledger], typed: str = "", limit: int = 20) -> list[tuple[str, str]]:
    """Offer rows for a link's editor: (id, name), found by words or pinyin initials."""
    view = View(ledger, typed=typed, sort=((ledger.about.title, False),))
    found = ids(session, view, limit)
    names = names_of(session, ledger, found)
    return [(row, names[row]) for row in found]


def listed_fields(ledger: type[Ledger]) -> tuple[Field, ...]:
    """Give the fields a table may show, the usual ones first."""
    usual = [field_of(ledger, key) for key in ledger.about.columns]
    return (*usual, *(field for field in fields(ledger) if field.key not in ledger.about.columns))


@dataclass(frozen=True, slots=True)
class Cell:
    """A value on its way to a sheet: as the sheet should hold it, and as text (masked where it is private)."""

    value: Any
    text: str


def records(
    session: Session, view: View, shown: Sequence[Field], *, unmasked: bool = False, at_once: int = 1000
) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Give a view's rows for a sheet, field by field; linked rows by name, private fields masked."""
    columns = [getattr(view.ledger, field.key) for field in shown]
    wanted = ids(session, view)
    for start in range(0, len(wanted), at_once):
        few = wanted[start : start + at_once]
        query = sa.select(view.ledger.id, view.ledger.marks, *columns).where(view.ledger.id.in_(few))
        found = {row[0]: row for row in session.execute(query)}
        names = linked_names(session, shown, list(found.values()))
        for one in few:
            row = found[one]
            cells_of = zip(shown, row[2:], strict=True)
            yield one, tuple(_record_cell(f, value, row[1].get(f.key, ""), names, unmasked) for f, value in cells_of)


def _record_cell(field: Field, value: Any, mark: str, names: Mapping[str, str], unmasked: bool) -> Cell:
    if value is None:
        return Cell(None, "")
    text = text_of(field, value, mark, names)
    if field.private and not unmasked:
        text = field.kind.mask(text)
        return Cell(text, text)
    return Cell(text if isinstance(field.kind, (Link, Links)) else field.kind.cell(value, mark), text)


def removed_counts(session: Session) -> dict[str, int]:
    """Count the rows in the recycle bin by ledger, in the ledgers' own order; empty ones are left out."""
    from models.ledgers import LEDGERS

    found = {ledger.__tablename__: count(session, View(ledger, removed=True)) for ledger in LEDGERS}
    return {name: number for name, number in found.items() if number}
