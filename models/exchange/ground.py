"""The context shared by all plans of one import: the book's stored rows, its names, and the rows that are pending."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.base import Ledger, ledger_named
from models.definitions import definitions
from models.edits import MARK, REMOVED, Edit
from models.exchange.columns import column_of
from models.exchange.matching import Matcher
from models.exchange.verdicts import CLEARED, Options, Taken, taken
from models.field import Field, fields
from models.intake import Finder
from models.kind import Context
from models.ledgers import StageMove
from models.refusal import Refusal
from models.search import fold

TO_COME = "@"  # prefix of a token that stands for the id of a row still to be created


class Reader:
    """Reads the cells of one column and caches the results, since most values of a sheet repeat.

    ``results`` has a value or an error message by raw value; ``good_values`` only the values, neither blank nor
    rejected.
    """

    def __init__(self, field: Field, reading: Context) -> None:
        self.field = field
        self._reading = reading
        self.known: dict[object, Taken | str] = {}
        self.good: dict[object, Taken] = {}

    def read(self, raw: object, token: object) -> Taken | str:
        """Return the value of a cell, or the error message; ``token`` is the key it is cached under."""
        result: Taken | str
        try:
            result = taken(self.field, *self.field.kind.read(raw, self._reading))
        except Refusal as error:
            result = f"{self.field.label}：{error}"
        self.known[token] = result
        if isinstance(result, Taken) and result.value is not None:
            self.good[token] = result
        return result


class Ground:
    """State shared by all plans of one import, so that rows of several files are matched with each other too."""

    def __init__(self, session: Session, reading: Context, options: Options) -> None:
        self.session, self.options, self.today = session, options, reading.today
        self.finder = Finder(session)
        self.gates_bind = definitions(session).gates_bind
        self.reading = replace(reading, find=self._find)
        self.edits = edits_in(session)
        self.links: dict[str, str] = {}  # tokens of rows to be created for unknown names -> the name as written
        self.claimed: dict[tuple[str, str], list[tuple[Taken, str]]] = {}  # (row, field) -> [(value, sheet)]
        self.taken: dict[str, tuple[str, int]] = {}  # the book's row -> the sheet and row number matched with it
        self.promised = False  # whether any value is the token of a pending row
        self.coming: set[str] = set()  # tokens of the new rows of this import
        self._standing: dict[type[Ledger], dict[str, dict[str, Any]]] = {}
        self._matchers: dict[type[Ledger], Matcher] = {}
        self._readers: dict[tuple[object, ...], Reader] = {}
        self._entered: dict[str, dict[str, tuple[date, str]]] | None = None

    def use(self, session: Session) -> None:
        """Switch to another session of the same book, as the preview does for each correction."""
        self.session = session
        self.finder = Finder(session)
        for matcher in self._matchers.values():
            matcher.session = session

    def reader(self, ledger: type[Ledger], key: str, year: int | None, *, from_1904: bool) -> Reader:
        """Return the reader of one column, cached."""
        which = (ledger, key, year, from_1904)
        if which not in self._readers:
            reading = replace(self.reading, year=year or self.reading.year, from_1904=from_1904)
            self._readers[which] = Reader(column_of(ledger, key), reading)
        return self._readers[which]

    def standing(self, ledger: type[Ledger]) -> dict[str, dict[str, Any]]:
        """Return a ledger's rows as stored, by id: fields, marks (“total~”) and ``removed``, without empty values."""
        if ledger not in self._standing:
            keys = ("id", *(field.key for field in fields(ledger)), REMOVED, "marks")
            table = sa.table(ledger.__tablename__, *map(sa.column, keys))
            stored_rows: dict[str, dict[str, Any]] = {}
            for row in self.session.execute(sa.select(*(table.c[key] for key in keys))):
                values = {key: value for key, value in zip(keys[1:-1], row[1:-1], strict=True) if value is not None}
                if row[-1]:
                    values |= {key + MARK: mark for key, mark in json.loads(row[-1]).items()}
                stored_rows[row[0]] = values
            self._standing[ledger] = stored_rows
        return self._standing[ledger]

    def matcher(self, ledger: type[Ledger]) -> Matcher:
        """Return the matcher of a ledger's rows, cached; rows in the recycle bin are never matched."""
        if ledger not in self._matchers:
            live_rows = {row: known for row, known in self.standing(ledger).items() if not known.get(REMOVED)}
            self._matchers[ledger] = Matcher(self.session, ledger, live_rows)
        return self._matchers[ledger]

    def entered(self, project: str) -> Mapping[str, tuple[date, str]]:
        """Return the first day a project entered each stage with the id of that stage move, by stage."""
        if self._entered is None:
            self._entered = {}
            query = sa.select(StageMove.project, StageMove.stage, StageMove.on, StageMove.id)
            for row, stage, on, move in self.session.execute(
                query.where(StageMove.removed.is_(False)).order_by(StageMove.on, StageMove.id)
            ):
                self._entered.setdefault(row, {}).setdefault(stage, (on, move))
        return self._entered.get(project, {})

    def _find(self, to: str, typed: str) -> str:
        """Find a linked row by name: in the book, among pending rows or, where the clerk allowed it, as a new row."""
        if len(self.finder.known(to).get(fold(typed), ())) != 1:
            token = to_come(to, typed)
            if token in self.coming:
                self.promised = True
                return token
            if self.options.create_links and not self.finder.known(to).get(fold(typed)) and makeable(to):
                self.links[token] = typed
                self.promised = True
                return token
        return self.finder(to, typed)

    def near(self, to: str, typed: str) -> str:
        """Return the known name most similar to an unknown one; empty where none is similar."""
        from rapidfuzz import fuzz, process

        nearest = process.extractOne(fold(typed), list(self.finder.known(to)), scorer=fuzz.WRatio, score_cutoff=75)
        return str(nearest[0]) if nearest else ""


def edits_in(session: Session) -> int:
    """Count all edits of the book, merged ones included; an equal count means that nothing was changed."""
    return session.execute(sa.select(sa.func.count()).select_from(Edit)).scalar_one()


def to_come(ledger: str, name: str) -> str:
    """Return the token that stands for the id of a row still to be created."""
    return f"{TO_COME}{ledger}/{fold(name)}"


def tokens_of(ledger: type[Ledger], values: Mapping[str, Taken]) -> list[str]:
    """Return the tokens of a pending row: one for each name it can be linked by."""
    names = (values.get(key, CLEARED).value for key in (ledger.about.title, "short", "code"))
    return [to_come(ledger.__tablename__, str(name)) for name in names if name]


def makeable(ledger: str) -> bool:
    """Whether a row of a ledger can be created from its name alone."""
    ledger_class = ledger_named(ledger)
    return {field.key for field in fields(ledger_class) if field.required} == {ledger_class.about.title}
