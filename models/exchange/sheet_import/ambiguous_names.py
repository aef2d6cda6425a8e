"""Between steps 1 and 2 of an import: choose among rows that share a name by what else the row of the sheet says.

Looked up are the row that it repeats value by value, and for links the rows that share a link with it (the same chain,
project, enterprise, task force). What stays ambiguous stays rejected.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
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
from models.fields.kinds import LinkKind, LinksKind
from models.search.index import fold_text

_Candidates = Mapping[str, Sequence[Collection[str]]]  # key of a link -> for each name, ids of the rows it may mean


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
        new_rows = self._new_children(read) if read.rejected else {}
        if not candidates and not new_rows:
            return read
        before = self._matched_row(read) or self.repeated_row(read, candidates)
        links = new_rows | {
            key: " ".join(rows)
            for key, names in candidates.items()
            if all(rows := [self._chosen(key, meant, read, before) or "" for meant in names])
        }
        values = {key: ParsedValue(row, "", row) for key, row in links.items()}
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
                and all(_are_meant(stored.get(key), names) for key, names in (candidates or {}).items())
            ):
                return row
        return None

    def _candidates(self, read: ReadRow) -> dict[str, list[list[str]]]:
        """Return the rows that each name of a row's ambiguous links may mean, by the link's key."""
        candidates = {}
        for key, cell in read.rejected.items():
            kind = import_column(self._ledger, key).kind
            if isinstance(kind, (LinkKind, LinksKind)):
                listed = kind.names_in(cell.value) if isinstance(kind, LinksKind) else [cell.value]
                known = self._import_context.row_finder.rows_by_name(kind.to)
                rows = [known.get(fold_text("".join(name.split())), []) for name in listed]
                if rows and all(rows) and max(map(len, rows)) > 1:
                    candidates[key] = rows
        return candidates

    def _new_children(self, read: ReadRow) -> dict[str, str]:
        """Return the tokens of new rows that single links mean: those below the parent row that this row names too."""
        tokens = {}
        for key, cell in read.rejected.items():
            kind = import_column(self._ledger, key).kind
            target = ledger_by_table(kind.to) if isinstance(kind, LinkKind) else None
            if target is None or not target.about.parent:
                continue
            parent_ledger = dict(link_fields(target)).get(target.about.parent)
            parents = {
                read.values[link].stored
                for link, to in link_fields(self._ledger)
                if to == parent_ledger and link in read.values
            }
            if len(parents) == 1 and (
                token := self._import_context.pending_child(target.__tablename__, cell.value, parents.pop())
            ):
                tokens[key] = token
        return tokens

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
        Where links say nothing, a parent row is known by its child of the same day and person: 办理反馈 whose text
        was changed.
        """
        if len(candidates) == 1:
            return next(iter(candidates))
        linked = str(self._stored_rows[before].get(key) or "").split() if before is not None else []
        if len(meant_before := [row for row in linked if row in candidates]) == 1:
            return meant_before[0]
        candidates = [row for row in candidates if row != before]  # no row corrects itself
        target = ledger_by_table(dict(link_fields(self._ledger))[key])
        stored = self._import_context.stored_rows(target)
        links: dict[str, set[str]] = {}
        for link, to in link_fields(self._ledger):
            if link in read.values:
                links.setdefault(to, set()).update(str(read.values[link].stored).split())
        shared: dict[str, int] = {}
        for row in candidates:
            agreeing = [bool(rows & links[to]) for to, rows in _links_of(target, stored[row]) if to in links]
            shared[row] = sum(agreeing) if all(agreeing) else 0
        most = max(shared.values())
        nearest = [row for row, count in shared.items() if count == most]
        if most and len(nearest) == 1:
            return nearest[0]
        return self._parent_of_alike(candidates, read) if key == self._ledger.about.parent and not most else None

    def _parent_of_alike(self, parents: Collection[str], read: ReadRow) -> str | None:
        """Return the one parent row with a child that has all a row says but its title."""
        key, title = self._ledger.about.parent, self._ledger.about.title
        compared = {other: value for other, value in read.values.items() if other != title}
        alike = {
            str(stored[key])
            for stored in self._stored_rows.values()
            if compared
            and stored.get(key) in parents
            and not stored.get(REMOVED)
            and all(_is_same(value, stored, other) for other, value in compared.items())
        }
        return alike.pop() if len(alike) == 1 else None

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


def _links_of(ledger: type[Ledger], stored: StoredValues) -> Iterator[tuple[str, set[str]]]:
    """Yield the links of a row of the book: the ledger they lead to, and the rows."""
    return ((to, set(str(stored[key]).split())) for key, to in link_fields(ledger) if key in stored)


def _are_meant(linked: StoredValue, names: Sequence[Collection[str]]) -> bool:
    """Whether a link as stored leads to one of the rows that each of its names may mean, in their order."""
    rows = str(linked or "").split()
    return len(rows) == len(names) and all(row in meant for row, meant in zip(rows, names, strict=True))
