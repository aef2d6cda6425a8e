"""Between steps 1 and 2 of an import: choose among rows that share a name by what else the row of the sheet says.

Looked up are the row that it repeats value by value, and for links the rows that share a link with it (the same chain,
project, enterprise, task force). What stays ambiguous stays rejected.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from models.audit.edit_log import MARK_SUFFIX, REMOVED
from models.exchange.sheet_import.cell_reader import ReadRow
from models.exchange.sheet_import.import_columns import import_column
from models.exchange.sheet_import.import_context import ImportContext, SheetSource
from models.exchange.sheet_import.import_rows import ImportTable
from models.exchange.sheet_import.row_index import matching_fields
from models.exchange.sheet_import.row_outcome import ParsedValue
from models.exchange.sheet_import.stage_columns import STAGE_KEYS
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import fields, link_fields
from models.fields.kind import StoredValue, StoredValues
from models.fields.kinds import LinkKind
from models.search.index import fold_text

_Candidates = Mapping[str, Collection[str]]  # key of a link -> ids of the rows that its name may mean


class AmbiguousNames:
    """Resolves the ambiguous names in the rows of one import table."""

    def __init__(
        self, import_context: ImportContext, table: ImportTable, ledger: type[Ledger], source: SheetSource
    ) -> None:
        self._import_context, self._table, self._ledger, self._source = import_context, table, ledger, source
        self._stored_rows = import_context.stored_rows(ledger)
        self._key_fields = tuple(f.key for f in fields(ledger) if f.required or f.key == ledger.about.title)
        self._rows_by_values: dict[tuple[str, ...], dict[tuple[StoredValue, ...], list[str]]] = {}

    def with_links(self, read: ReadRow) -> ReadRow:
        """Return a read row with those of its rejected links that what else it says makes unambiguous."""
        candidates = self._candidates(read) if read.rejected else {}
        if not candidates:
            return read
        before = self._matched_row(read) or self.repeated_row(read, candidates)
        links = {key: self._chosen(key, rows, read, before) for key, rows in candidates.items()}
        values = {key: ParsedValue(row, "", row) for key, row in links.items() if row}
        rejected = {key: cell for key, cell in read.rejected.items() if key not in values}
        return replace(read, values={**read.values, **values}, rejected=rejected)

    def repeated_row(self, read: ReadRow, candidates: _Candidates | None = None) -> str | None:
        """Return the first unclaimed row of the book that has every value of a read row; None where there is none.

        Of several such rows any will do, since none is changed. A row that says nothing beside one value repeats none.
        ``candidates`` limits its links.
        """
        if len(read.values) < 2 or read.rejected.keys() - (candidates or {}).keys():
            return None
        for row in self._rows_with_key_values(read):
            claimed_by = self._import_context.claimed_row_number(row, self._source)
            stored = self._stored_rows[row]
            if (
                claimed_by in {None, read.import_row.row_number}
                and all(_is_same(value, stored, key) for key, value in read.values.items() if key not in STAGE_KEYS)
                and all(stored.get(key) is None for key in read.blanks)
                and all(stored.get(key) in rows for key, rows in (candidates or {}).items())
            ):
                return row
        return None

    def _candidates(self, read: ReadRow) -> dict[str, list[str]]:
        """Return the rows that each ambiguous link of a row may mean, by its key."""
        candidates = {}
        for key, cell in read.rejected.items():
            kind = import_column(self._ledger, key).kind
            if isinstance(kind, LinkKind):
                name = fold_text("".join(cell.value.split()))
                rows = self._import_context.row_finder.rows_by_name(kind.to).get(name, [])
                if len(rows) > 1:
                    candidates[key] = rows
        return candidates

    def _matched_row(self, read: ReadRow) -> str | None:
        """Return the row of the book that a row certainly is, whatever its ambiguous links mean."""
        if read.import_row.row in self._stored_rows:
            return read.import_row.row
        values = {key: read.values[key].stored for key in matching_fields(self._ledger) if key in read.values}
        match = self._import_context.index(self._ledger).find({**self._table.common_values, **values})
        return match.row if match is not None and not match.reason and match.row in self._stored_rows else None

    def _chosen(self, key: str, candidates: Collection[str], read: ReadRow, before: str | None) -> str | None:
        """Return the row that a link means: the one linked before, or the candidate that shares most of its links.

        A candidate that links to another chain, project, enterprise or task force than the sheet's row is left out.
        """
        linked = self._stored_rows[before].get(key) if before is not None else None
        if linked in candidates:
            return str(linked)
        target = ledger_by_table(dict(link_fields(self._ledger))[key])
        stored = self._import_context.stored_rows(target)
        links: dict[str, set[StoredValue]] = {}
        for link, to in link_fields(self._ledger):
            if link in read.values:
                links.setdefault(to, set()).add(read.values[link].stored)
        shared: dict[str, int] = {}
        for row in candidates:
            agreeing = [value in links[to] for to, value in _links_of(target, stored[row]) if to in links]
            shared[row] = sum(agreeing) if all(agreeing) else 0
        most = max(shared.values())
        nearest = [row for row, count in shared.items() if count == most]
        return nearest[0] if most and len(nearest) == 1 else None

    def _rows_with_key_values(self, read: ReadRow) -> list[str]:
        """Return the live rows of the book with a row's values in the required fields and the title."""
        keys = tuple(key for key in self._key_fields if key in read.values)
        if not keys:
            return []
        if keys not in self._rows_by_values:
            by_values = self._rows_by_values[keys] = {}
            for row, stored in self._stored_rows.items():
                if not stored.get(REMOVED):
                    by_values.setdefault(tuple(stored.get(key) for key in keys), []).append(row)
        return self._rows_by_values[keys].get(tuple(read.values[key].stored for key in keys), [])


def _is_same(value: ParsedValue, stored: StoredValues, key: str) -> bool:
    return value.stored == stored.get(key) and value.mark == stored.get(key + MARK_SUFFIX, "")


def _links_of(ledger: type[Ledger], stored: StoredValues) -> Iterator[tuple[str, StoredValue]]:
    """Yield the links of a row of the book: the ledger they lead to, and the row."""
    return ((to, stored[key]) for key, to in link_fields(ledger) if key in stored)
