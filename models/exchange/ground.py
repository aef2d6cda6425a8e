"""What all plans of one intake stand on: the book's rows as they are, its names, and what earlier plans will make."""

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

TO_COME = "@"  # begins what stands for the id of a row still to be made


class Reader:
    """Reads one column; a value met before is not read again, and most of a sheet's were."""

    def __init__(self, field: Field, reading: Context) -> None:
        self.field = field
        self._reading = reading
        self.known: dict[object, Taken | str] = {}
        self.good: dict[object, Taken] = {}  # of these the values, neither blank nor refused

    def read(self, raw: object, token: object) -> Taken | str:
        """Give what a cell means, or the sentence that refuses it."""
        found: Taken | str
        try:
            found = taken(self.field, *self.field.kind.read(raw, self._reading))
        except Refusal as refusal:
            found = f"{self.field.label}：{refusal}"
        self.known[token] = found
        if isinstance(found, Taken) and found.value is not None:
            self.good[token] = found
        return found


class Ground:
    """Shared by the plans of one intake, so that rows of several files meet each other; read in one session."""

    def __init__(self, session: Session, reading: Context, options: Options) -> None:
        self.session, self.options, self.today = session, options, reading.today
        self.finder = Finder(session)
        self.gates_bind = definitions(session).gates_bind
        self.reading = replace(reading, find=self._find)
        self.edits = edits_in(session)
        self.links: dict[str, str] = {}  # what stands for rows to be made for unknown names, with the name as written
        self.claimed: dict[tuple[str, str], list[tuple[Taken, str]]] = {}  # (row, field) -> what which sheet sets
        self.taken: dict[str, tuple[str, int]] = {}  # the book's row -> the file and line that speak of it
        self.promised = False  # whether any value stands for a row to come
        self.coming: set[str] = set()  # what stands for the new rows of this intake
        self._standing: dict[type[Ledger], dict[str, dict[str, Any]]] = {}
        self._matchers: dict[type[Ledger], Matcher] = {}
        self._readers: dict[tuple[object, ...], Reader] = {}
        self._entered: dict[str, dict[str, tuple[date, str]]] | None = None

    def use(self, session: Session) -> None:
        """Go on in another session of the same book, as the preview does with each correction."""
        self.session = session
        self.finder = Finder(session)
        for matcher in self._matchers.values():
            matcher.session = session

    def reader(self, ledger: type[Ledger], key: str, year: int | None, *, from_1904: bool) -> Reader:
        """Give the reader of one column."""
        which = (ledger, key, year, from_1904)
        if which not in self._readers:
            reading = replace(self.reading, year=year or self.reading.year, from_1904=from_1904)
            self._readers[which] = Reader(column_of(ledger, key), reading)
        return self._readers[which]

    def standing(self, ledger: type[Ledger]) -> dict[str, dict[str, Any]]:
        """Give a ledger's rows as stored: fields, marks (“total~”), ``removed``; empty ones left out."""
        if ledger not in self._standing:
            keys = ("id", *(field.key for field in fields(ledger)), REMOVED, "marks")
            table = sa.table(ledger.__tablename__, *map(sa.column, keys))
            found: dict[str, dict[str, Any]] = {}
            for row in self.session.execute(sa.select(*(table.c[key] for key in keys))):
                values = {key: value for key, value in zip(keys[1:-1], row[1:-1], strict=True) if value is not None}
                if row[-1]:
                    values |= {key + MARK: mark for key, mark in json.loads(row[-1]).items()}
                found[row[0]] = values
            self._standing[ledger] = found
        return self._standing[ledger]

    def matcher(self, ledger: type[Ledger]) -> Matcher:
        """Give what finds a ledger's rows; those in the recycle bin are not found."""
        if ledger not in self._matchers:
            kept = {row: known for row, known in self.standing(ledger).items() if not known.get(REMOVED)}
            self._matchers[ledger] = Matcher(self.session, ledger, kept)
        return self._matchers[ledger]

    def entered(self, project: str) -> Mapping[str, tuple[date, str]]:
        """Tell the first day a project entered each stage, and the move that says so."""
        if self._entered is None:
            self._entered = {}
            query = sa.select(StageMove.project, StageMove.stage, StageMove.on, StageMove.id)
            for row, stage, on, move in self.session.execute(
                query.where(StageMove.removed.is_(False)).order_by(StageMove.on, StageMove.id)
            ):
                self._entered.setdefault(row, {}).setdefault(stage, (on, move))
        return self._entered.get(project, {})

    def _find(self, to: str, typed: str) -> str:
        """Find a linked row by name: in the book, among those to come, or, where ticked, to be made."""
        if len(self.finder.known(to).get(fold(typed), ())) != 1:
            stands = to_come(to, typed)
            if stands in self.coming:
                self.promised = True
                return stands
            if self.options.create_links and not self.finder.known(to).get(fold(typed)) and makeable(to):
                self.links[stands] = typed
                self.promised = True
                return stands
        return self.finder(to, typed)

    def near(self, to: str, typed: str) -> str:
        """Give the name nearest to an unknown one; empty where none is near."""
        from rapidfuzz import fuzz, process

        found = process.extractOne(fold(typed), list(self.finder.known(to)), scorer=fuzz.WRatio, score_cutoff=75)
        return str(found[0]) if found else ""


def edits_in(session: Session) -> int:
    """Count a book's edits, its own and those merged in: where none came, nothing was changed."""
    return session.execute(sa.select(sa.func.count()).select_from(Edit)).scalar_one()


def to_come(ledger: str, name: str) -> str:
    """Write what stands for the id of a row still to be made."""
    return f"{TO_COME}{ledger}/{fold(name)}"


def tokens_of(ledger: type[Ledger], values: Mapping[str, Taken]) -> list[str]:
    """Write what stands for a row to come: one for each name it can be linked by."""
    names = (values.get(key, CLEARED).value for key in (ledger.about.title, "short", "code"))
    return [to_come(ledger.__tablename__, str(name)) for name in names if name]


def makeable(ledger: str) -> bool:
    """Tell whether a name alone makes a row of a ledger."""
    found = ledger_named(ledger)
    return {field.key for field in fields(found) if field.required} == {found.about.title}
