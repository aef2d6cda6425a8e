"""Step 2 of an import, ReadRow → MatchedRow: find the row of the book by id, code or name, or by the clerk's answer."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.errors import UserError
from models.exchange.sheet_import.ambiguous_names import AmbiguousNames
from models.exchange.sheet_import.cell_reader import ReadRow
from models.exchange.sheet_import.import_context import ImportContext, SheetSource
from models.exchange.sheet_import.import_rows import ImportTable
from models.exchange.sheet_import.row_index import RowMatch, matching_fields
from models.exchange.sheet_import.row_outcome import DuplicateAnswer, RowDecision
from models.fields.base import Ledger
from models.fields.kind import StoredValue

_IMPORT_PREFIX = "@@"  # prefix of the key under which the index has a new row of this import beside the book's


@dataclass(frozen=True, slots=True)
class MatchedRow:
    """A read row and the row of the book that it is; ``row`` is that row's id, None for a new row.

    Where ``reason`` is set the clerk must be asked: ``row`` is then only similar, with the certainty ``level`` (1 to
    4), and ``repeats`` is the earlier row of this import that it may repeat. ``is_claim`` is true for a certain match,
    which no further row of the sheet may have. ``known`` are the values looked at, ``import_key`` is the row's own key
    in the index.
    """

    read: ReadRow
    decision: RowDecision | None
    known: Mapping[str, StoredValue]
    import_key: str
    row: str | None = None
    reason: str = ""
    repeats: str = ""
    level: int = 0
    is_claim: bool = False


class RowMatcher:
    """Matches the rows of one import table."""

    def __init__(
        self,
        import_context: ImportContext,
        table: ImportTable,
        ledger: type[Ledger],
        source: SheetSource,
        ambiguous_names: AmbiguousNames,
    ) -> None:
        self._import_context, self._table, self._ledger, self._source = import_context, table, ledger, source
        self._ambiguous_names = ambiguous_names
        self._stored_rows = import_context.stored_rows(ledger)
        self._keys = matching_fields(ledger)

    def match(self, read: ReadRow, decision: RowDecision | None = None) -> MatchedRow:
        """Match a row with the book's, with a new row of this import, or with none; UserError for an answer too early.

        ``decision`` is the clerk's answer to a possible duplicate, where one was given.
        """
        values = {key: read.values[key].stored for key in self._keys if key in read.values}
        import_key = self.import_key(read.import_row.row_number)
        matched = MatchedRow(read, decision, {**self._table.common_values, **values}, import_key)
        answer = decision.answer if decision and decision.answer is not DuplicateAnswer.SKIP else None
        exported_row = read.import_row.row
        if answer is None and exported_row is not None and exported_row in self._stored_rows:
            return self._claim(matched, exported_row)
        match = self._import_context.index(self._ledger).find(matched.known, import_key)
        if match is None or answer is DuplicateAnswer.NEW:
            return matched
        if answer is DuplicateAnswer.THAT_ROW:
            return replace(matched, row=self._answered_row(decision, match))
        if match.reason and (repeated_row := self._ambiguous_names.repeated_row(read)) is not None:
            return self._claim(matched, repeated_row)
        if match.row.startswith(_IMPORT_PREFIX):
            reason = match.reason or "名称和关键栏相同"
            return replace(matched, reason=reason, level=match.level, repeats=self._label(match.row))
        if match.reason:
            return replace(matched, row=match.row, reason=match.reason, level=match.level)
        return self._claim(matched, match.row)

    def import_key(self, row_number: int) -> str:
        """Return the key under which the index has a new row of this table."""
        return f"{_IMPORT_PREFIX}{self._source.number}/{row_number}"

    def _answered_row(self, decision: RowDecision | None, match: RowMatch) -> str:
        """Return the row that the clerk named as the same; UserError where it is not in the book yet."""
        target = (decision.row if decision else None) or match.row
        if target not in self._stored_rows:
            raise UserError("与它相同的那一行也在这次要收的表里，还没有写进账本；请选“不收”，或“作为新的一行”。")
        return target

    def _claim(self, matched: MatchedRow, target: str) -> MatchedRow:
        """Match a row of the book, unless an earlier row of the same sheet is matched with it."""
        before = self._import_context.claimed_row_number(target, self._source)
        if before is not None and before != matched.read.import_row.row_number:
            return replace(matched, row=target, reason="本表里前面已有这一行", repeats=f"第{before}行", level=1)
        return replace(matched, row=target, is_claim=True)

    def _label(self, import_key: str) -> str:
        """Return how the clerk finds a new row of this import."""
        source, row_number = import_key.removeprefix(_IMPORT_PREFIX).split("/")
        return self._import_context.sources[int(source)].label(int(row_number))
