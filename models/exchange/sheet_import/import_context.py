"""What every step of an import may look up: the book's stored rows, its names, and the rows planned before this one.

The steps only ask; the pipeline alone tells it of each planned row (``claim``, ``add_new_row``, ``add_changes``).
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.edit_log import MARK_SUFFIX, REMOVED, EditRecord
from models.errors import UserError
from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.row_index import RowIndex
from models.exchange.sheet_import.row_outcome import (
    CLEARED,
    BookFunding,
    BookValue,
    ImportOptions,
    ParsedValue,
    PlannedRow,
    parsed_value,
)
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, fields
from models.fields.kind import ReadContext, StoredValue, StoredValues
from models.ledgers import Funding, StageMove
from models.queries.reading_context import RowFinder
from models.search.index import fold_text
from models.settings.definitions import load_definitions

_BELOW = "\x1f"  # in a token, between the name of a pending row and its parent
_SEVERAL_NEW_ROWS = "这次的来表里有 {count} 行叫“{name}”，分不清是哪一行；请先收别的，收进后在账本里选。"
PENDING_PREFIX = "@"  # prefix of a token that stands for the id of a row still to be created


class ColumnReader:
    """Reads the cells of one column and caches the results, since most values of a sheet repeat.

    ``results`` has a value or an error message by raw value; ``good_values`` only the values, neither blank nor
    rejected.
    """

    def __init__(self, field: Field, reading: ReadContext) -> None:
        self.field = field
        self._reading = reading
        self.results: dict[object, ParsedValue | str] = {}
        self.good_values: dict[object, ParsedValue] = {}

    def read(self, raw: object, token: object) -> ParsedValue | str:
        """Return the value of a cell, or the error message; ``token`` is the key it is cached under."""
        result: ParsedValue | str
        try:
            result = parsed_value(self.field, *self.field.kind.read(raw, self._reading))
        except UserError as error:
            result = f"{self.field.label}：{error}"
        self.results[token] = result
        if isinstance(result, ParsedValue) and result.value is not None:
            self.good_values[token] = result
        return result


@dataclass(frozen=True, slots=True)
class SheetSource:
    """One table of an import. Its number tells it from others, as two folders may have files of one name."""

    number: int
    file: str
    sheet: str

    def label(self, row_number: int) -> str:
        """Return how the clerk finds a row of it: “《甲.xlsx》表1 第5行”."""
        return f"《{self.file}》{self.sheet} 第{row_number}行"


class ImportContext:
    """State shared by all plans of one import, so that rows of several files are matched with each other too."""

    def __init__(self, session: Session, reading: ReadContext, options: ImportOptions) -> None:
        self.session, self.options, self.today = session, options, reading.today
        self.row_finder = RowFinder(session)
        definitions = load_definitions(session)
        self.gates_bind = definitions.gates_bind
        self.reading = replace(reading, find_row=self._find_linked)
        self.edit_count = count_edits(session)
        self.new_links: dict[str, str] = {}  # tokens of rows to be created for unknown names -> the name as written
        self.has_pending = False  # whether any value is the token of a pending row
        self.sources: list[SheetSource] = []  # by number
        self._new_rows: dict[str, dict[str, PlannedRow]] = {}  # by ledger and import key: those not indexed yet
        self._pending_rows: dict[str, dict[str, set[str]]] = {}  # by ledger: import keys of the new rows of a token
        self._claims: dict[
            str, tuple[SheetSource, int]
        ] = {}  # the book's row -> the sheet and row number matched with it
        self._changes: dict[
            tuple[str, str], list[tuple[SheetSource, ParsedValue]]
        ] = {}  # (row, field) -> [(sheet, value)]
        self._stored_rows: dict[type[Ledger], dict[str, StoredValues]] = {}
        self._indexes: dict[type[Ledger], RowIndex] = {}
        self._readers: dict[tuple[type[Ledger], str, int | None, bool], ColumnReader] = {}
        self._stage_entries: dict[str, dict[str, tuple[date, str]]] | None = None
        self._funds_sources: dict[str, SheetSource] = {}  # the book's row -> the sheet that records its funds
        self._fundings: dict[str, list[BookFunding]] | None = None

    def use_session(self, session: Session) -> None:
        """Switch to another session of the same book, as the preview does for each correction."""
        self.session = session
        self.row_finder = RowFinder(session)
        for index in self._indexes.values():
            index.session = session

    # --- the book ---------------------------------------------------------------------------------------------------

    def reader(self, ledger: type[Ledger], key: str, year: int | None, *, from_1904: bool) -> ColumnReader:
        """Return the reader of one column, cached."""
        which = (ledger, key, year, from_1904)
        if which not in self._readers:
            reading = replace(self.reading, year=year or self.reading.year, from_1904=from_1904)
            self._readers[which] = ColumnReader(import_column(ledger, key), reading)
        return self._readers[which]

    def stored_rows(self, ledger: type[Ledger]) -> Mapping[str, StoredValues]:
        """Return a ledger's rows as stored, by id: fields, marks (“total~”) and ``removed``, without empty values."""
        if ledger not in self._stored_rows:
            keys = ("id", *(field.key for field in fields(ledger)), REMOVED, "marks")
            table = sa.table(ledger.__tablename__, *map(sa.column, keys))
            stored_rows: dict[str, StoredValues] = {}
            for row in self.session.execute(sa.select(*(table.c[key] for key in keys))):
                values = {key: value for key, value in zip(keys[1:-1], row[1:-1], strict=True) if value is not None}
                if row[-1]:
                    values |= {key + MARK_SUFFIX: mark for key, mark in json.loads(row[-1]).items()}
                stored_rows[row[0]] = values
            self._stored_rows[ledger] = stored_rows
        return self._stored_rows[ledger]

    def index(self, ledger: type[Ledger]) -> RowIndex:
        """Return the index of a ledger's rows, cached; rows in the recycle bin are never matched."""
        if ledger not in self._indexes:
            live_rows = {row: known for row, known in self.stored_rows(ledger).items() if not known.get(REMOVED)}
            self._indexes[ledger] = RowIndex(self.session, ledger, live_rows)
        return self._indexes[ledger]

    def stage_entries(self, project: str) -> Mapping[str, tuple[date, str]]:
        """Return the first day a project entered each stage with the id of that stage move, by stage."""
        if self._stage_entries is None:
            self._stage_entries = {}
            query = sa.select(StageMove.project, StageMove.stage, StageMove.on, StageMove.id)
            for row, stage, on, move in self.session.execute(
                query.where(StageMove.removed.is_(False)).order_by(StageMove.on, StageMove.id)
            ):
                self._stage_entries.setdefault(row, {}).setdefault(stage, (on, move))
        return self._stage_entries.get(project, {})

    def fundings(self, project: str) -> Sequence[BookFunding]:
        """Return the fundings of a project in the order of their months."""
        if self._fundings is None:
            self._fundings = {}
            days = (Funding.month, Funding.covers_from, Funding.covers_to)
            query = sa.select(Funding.project, Funding.id, Funding.amount, *days).where(Funding.removed.is_(False))
            for row in self.session.execute(query.order_by(Funding.month, Funding.id)):
                facts = BookFunding(row.id, row.amount, row.month, row.covers_from, row.covers_to)
                self._fundings.setdefault(row.project, []).append(facts)
        return self._fundings.get(project, ())

    def nearest_name(self, to: str, typed: str) -> str:
        """Return the known name most similar to an unknown one; empty where none is similar."""
        from rapidfuzz import fuzz, process

        nearest = process.extractOne(
            fold_text(typed), list(self.row_finder.rows_by_name(to)), scorer=fuzz.WRatio, score_cutoff=75
        )
        return str(nearest[0]) if nearest else ""

    def _find_linked(self, to: str, typed: str) -> str:
        """Find a linked row by name: in the book, among pending rows or, where the clerk allowed it, as a new row."""
        if len(self.row_finder.rows_by_name(to).get(fold_text(typed), ())) != 1:
            token = pending_token(to, typed)
            if count := len(self._new_rows_of(to).get(token, ())):
                if count > 1:
                    raise UserError(_SEVERAL_NEW_ROWS.format(name=typed, count=count))
                self.has_pending = True
                return token
            if (
                self.options.create_links
                and not self.row_finder.rows_by_name(to).get(fold_text(typed))
                and can_create_by_name(to)
            ):
                self.new_links[token] = typed
                self.has_pending = True
                return token
        return self.row_finder(to, typed)

    def _new_rows_of(self, to: str) -> Mapping[str, Collection[str]]:
        """Return the import keys of a ledger's new rows so far, by token; most ledgers are never asked for."""
        by_token = self._pending_rows.setdefault(to, {})
        for key, row in self._new_rows.pop(to, {}).items():
            for token in pending_tokens_of(ledger_by_table(to), row.values):
                by_token.setdefault(token, set()).add(key)
        return by_token

    def pending_child(self, to: str, typed: str, parent: StoredValue) -> str:
        """Return the token of the one new row of a name below a parent row; empty where there is none or several."""
        token = _below(pending_token(to, typed), parent)
        if len(self._new_rows_of(to).get(token, ())) != 1:
            return ""
        self.has_pending = True
        return token

    # --- the rows planned before ------------------------------------------------------------------------------------

    def add_source(self, file: str, sheet: str) -> SheetSource:
        """Register one more table of this import."""
        self.sources.append(SheetSource(len(self.sources), file, sheet))
        return self.sources[-1]

    def claimed_row_number(self, row: str, source: SheetSource) -> int | None:
        """Return the row number in the same sheet that a row of the book was matched with before; else None."""
        claim = self._claims.get(row)
        return claim[1] if claim is not None and claim[0] == source else None

    def values_from_other_sheets(self, row: str, key: str, source: SheetSource) -> list[ParsedValue]:
        """Return what other sheets of this import set a field to, in their order."""
        return [value for sheet, value in self._changes.get((row, key), ()) if sheet != source]

    def has_funds_from_other_sheet(self, row: str, source: SheetSource) -> bool:
        """Whether another sheet of this import records the funds of a project."""
        return self._funds_sources.get(row, source) != source

    def claim(self, row: str, source: SheetSource, row_number: int) -> None:
        """Note that a row of the book is matched with a row of a sheet, so that no further row of it may be."""
        self._claims[row] = (source, row_number)

    def add_new_row(self, ledger: type[Ledger], row: PlannedRow, known: Mapping[str, StoredValue], key: str) -> None:
        """Let later rows of this import be matched with a new one, under ``key``, and link to it."""
        self.index(ledger).add_row(key, known)
        self._new_rows.setdefault(ledger.__tablename__, {})[key] = row

    def forget_new_row(self, ledger: type[Ledger], key: str) -> None:
        """Forget a new row, before it is planned anew."""
        if ledger in self._indexes:
            self._indexes[ledger].forget(key)
        self._new_rows.get(ledger.__tablename__, {}).pop(key, None)
        for keys in self._pending_rows.get(ledger.__tablename__, {}).values():
            keys.discard(key)

    def add_changes(self, row: PlannedRow, source: SheetSource) -> None:
        """Let later files of this import know which values a row sets."""
        for key, value in row.values.items():
            self._changes.setdefault((row.book_row, key), []).append((source, value))
        if row.funds.fundings:
            self._funds_sources.setdefault(row.book_row, source)


def book_value(stored: Mapping[str, StoredValue], key: str) -> BookValue:
    """Return a field's value and mark from a row as stored."""
    return BookValue(stored.get(key), str(stored.get(key + MARK_SUFFIX, "")))


def count_edits(session: Session) -> int:
    """Count all edits of the book, merged ones included; an equal count means that nothing was changed."""
    return session.execute(sa.select(sa.func.count()).select_from(EditRecord)).scalar_one()


def pending_token(ledger: str, name: str) -> str:
    """Return the token that stands for the id of a row still to be created."""
    return f"{PENDING_PREFIX}{ledger}/{fold_text(name)}"


def pending_tokens_of(ledger: type[Ledger], values: Mapping[str, ParsedValue]) -> list[str]:
    """Return the tokens of a pending row: one for each name it can be linked by, alone and below its parent row."""
    names = (values.get(key, CLEARED).value for key in (ledger.about.title, "short", "code"))
    tokens = [pending_token(ledger.__tablename__, str(name)) for name in names if name]
    parent = values.get(ledger.about.parent, CLEARED).stored
    return [*tokens, *(_below(token, parent) for token in tokens)] if parent else tokens


def _below(token: str, parent: StoredValue) -> str:
    """Return the token of a pending row of a name that several parent rows may have."""
    return f"{token}{_BELOW}{parent}"


def pending_name(token: str) -> str:
    """Return the folded name that a token was made of."""
    return token.partition("/")[2].partition(_BELOW)[0]


def can_create_by_name(ledger: str) -> bool:
    """Whether a row of a ledger can be created from its name alone."""
    ledger_class = ledger_by_table(ledger)
    return {field.key for field in fields(ledger_class) if field.required} == {ledger_class.about.title}
