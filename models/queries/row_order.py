"""The order of a column's values as people read them: text by pinyin, terms as in their dictionary, links by name."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.amounts import CountKind
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, field_of, fields
from models.fields.kinds import ChoiceKind, LineKind, LinkKind, LinksKind, OrgUnitsKind, PeopleKind, ProseKind
from models.search.reading_order import reading_key
from models.settings.dictionaries import dictionary_terms

_TEXT_KINDS = (LineKind, PeopleKind, ProseKind)
_READ_KINDS = (*_TEXT_KINDS, ChoiceKind, LinkKind, LinksKind)
_READ_CHARS = 60  # characters of a long text that its place depends on
_CHUNK_SIZE = 5000  # ids per statement: databases limit the number of parameters

_MAX_REMEMBERED = 4  # columns whose texts' places are remembered

SortKey = Callable[[Any], Any]
# Texts keep their places beside one another: while a table is edited, filtered and searched they need not be sorted
# again, which takes 100 ms for 50,000 names.
_remembered: dict[Field, dict[object, int]] = {}


def is_text(field: Field) -> bool:
    """Whether a field holds text that people write and read freely."""
    return isinstance(field.kind, _TEXT_KINDS)


def is_read(field: Field) -> bool:
    """Whether people expect another order of a field's values than the database gives: pinyin, a dictionary's own."""
    return isinstance(field.kind, _READ_KINDS)


def sort_column(ledger: type[Ledger], field: Field) -> sa.ColumnElement[Any]:
    """Return the column that a field's rows are ordered by: of a long text its beginning."""
    column: sa.ColumnElement[Any] = getattr(ledger, field.key)
    return sa.func.substr(column, 1, _READ_CHARS) if is_text(field) else column


def sort_rows(session: Session, rows: list[tuple[Any, ...]], keys: Sequence[tuple[Field | None, bool]]) -> None:
    """Sort rows (id, a value for each key) by the keys (field, descending), the first the strongest; blanks stand last.

    The values are as the driver returns them. A key without a field is a number. Equal rows keep their order.
    """
    for number, (field, descending) in reversed(list(enumerate(keys, start=1))):
        values = {row[number] for row in rows} - {None}
        places = _remembered.get(field) if field is not None else None
        if places is None or not values <= places.keys():
            places = _places(values, _sort_key(session, field, values))
            if field is not None and is_text(field):
                _remember(field, places)
        last = -1 if descending else len(places)
        rows.sort(key=partial(_place_of, number, places, last), reverse=descending)


def _remember(field: Field, places: dict[object, int]) -> None:
    _remembered.pop(field, None)
    for oldest in list(_remembered)[: max(len(_remembered) + 1 - _MAX_REMEMBERED, 0)]:
        _remembered.pop(oldest, None)
    _remembered[field] = places


def _place_of(number: int, places: dict[object, int], last: int, row: tuple[Any, ...]) -> int:
    return places.get(row[number], last)


def _places(values: Iterable[Any], sort_key: SortKey) -> dict[object, int]:
    """Return the number of each value in their order; values with equal keys share it."""
    keys = {value: sort_key(value) for value in values}
    places: dict[object, int] = {}
    place, previous = -1, None
    for value in sorted(keys, key=keys.__getitem__):
        if not places or keys[value] != previous:
            place, previous = place + 1, keys[value]
        places[value] = place
    return places


def _sort_key(session: Session, field: Field | None, values: Iterable[Any]) -> SortKey:
    """Return the function from a stored value of a field to what it is ordered by."""
    kind = field.kind if field is not None else None
    if isinstance(kind, ChoiceKind):
        terms = [term.word for term in dictionary_terms(session, kind.dictionary)]
        return partial(_term_key, {word: rank for rank, word in reversed(list(enumerate(terms)))})
    if isinstance(kind, (LinkKind, LinksKind)):
        row_ids = {row_id for value in values for row_id in value.split()}
        return partial(_link_key, _linked_keys(session, ledger_by_table(kind.to), sorted(row_ids)))
    if isinstance(kind, PeopleKind) and not isinstance(kind, OrgUnitsKind):
        return partial(reading_key, of_person=True)
    return reading_key if isinstance(kind, _TEXT_KINDS) else _as_it_is


def _as_it_is(value: object) -> object:
    return value


def _term_key(ranks: dict[str, int], words: str) -> list[tuple[int, str]]:
    """Order by the words' places in the dictionary; those it does not have come after them."""
    return [(ranks.get(word, len(ranks)), "" if word in ranks else reading_key(word)) for word in words.split("、")]


def _link_key(linked: dict[str, tuple[int, str]], row_ids: str) -> list[tuple[int, str]]:
    return [linked[row_id] for row_id in row_ids.split() if row_id in linked]


def _linked_keys(session: Session, ledger: type[Ledger], row_ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return by row id the rank that the county gave a row (task forces, chains), and its name as people read it."""
    title: sa.ColumnElement[Any] = getattr(ledger, ledger.about.title)
    rank = getattr(ledger, "rank") if is_ranked(ledger) else sa.null()  # noqa: B009 - few ledgers have it
    keys: dict[str, tuple[int, str]] = {}
    unranked = 10**9
    for start in range(0, len(row_ids), _CHUNK_SIZE):
        query = sa.select(ledger.id, rank, title).where(ledger.id.in_(row_ids[start : start + _CHUNK_SIZE]))
        for row_id, place, name in session.execute(query):
            text = field_of(ledger, ledger.about.title).kind.text(name)
            keys[row_id] = (unranked if place is None else int(place), reading_key(text))
    return keys


def is_ranked(ledger: type[Ledger]) -> bool:
    """Whether the county gave the rows of a ledger an order of its own."""
    return any(field.key == "rank" and isinstance(field.kind, CountKind) for field in fields(ledger))
