"""What becomes of the rows of an import table: outcomes, planned rows, the clerk's answers and options, the result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.exchange.sheet_import.import_rows import ImportRow
from models.fields.field import Field
from models.fields.kind import ReadValue, StoredValue, Value


class RowOutcome(StrEnum):
    """What importing a row would do."""

    NEW = "新增"
    CHANGED = "修改"
    SAME = "相同"
    DUPLICATE = "疑似重复"
    REFUSED = "不能收"


class DuplicateAnswer(StrEnum):
    """The clerk's answer to a possible duplicate; without an answer the row is not written."""

    THAT_ROW = "就是那一行"
    NEW = "作为新的一行"
    SKIP = "不收"


@dataclass(frozen=True, slots=True)
class RowDecision:
    """The clerk's answer for one row; ``row`` is the id of the book's row, where it is not the suggested one."""

    answer: DuplicateAnswer
    row: str | None = None


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Import options: blank cells clear fields, missing rows go to the recycle bin, unknown names become new rows.

    ``accept_amounts`` says that amounts off by noughts from the book's were looked at and are right.
    """

    clear_blanks: bool = False
    remove_missing: bool = False
    create_links: bool = False
    accept_amounts: bool = False


DEFAULT_OPTIONS = ImportOptions()


class ParsedValue(NamedTuple):
    """The value of a cell: as the field reads it, its mark, and as the book stores it; shared by equal cells."""

    value: Value
    mark: str = ""
    stored: StoredValue = None

    @property
    def as_read(self) -> ReadValue:
        """The value and mark as ``Ledger.assign`` takes them."""
        return ReadValue(self.value, self.mark)


CLEARED = ParsedValue(None)


def parsed_value(field: Field, value: Value, mark: str = "") -> ParsedValue:
    """Build the cell value of a field from a value as read."""
    return ParsedValue(value, mark, field.kind.store(value))


class BookValue(NamedTuple):
    """The value of a field in the book: as stored, and its mark."""

    stored: StoredValue
    mark: str = ""


@dataclass(frozen=True, slots=True)
class RejectedCell:
    """A rejected cell: its address, its text, the reason, and a suggested value (empty: none)."""

    key: str
    address: str
    label: str
    value: str
    message: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class PlannedStageMove:
    """A stage move planned from a row; ``move_row`` and ``old_day`` are the row of the stage log that it corrects."""

    stage: str
    on: date
    move_row: str | None = None
    old_day: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of an import table and what importing it would do; a correction or an answer makes another one.

    ``row`` is the matched row of the book, or the similar one for a possible duplicate (``reason`` then has the rule,
    ``level`` its certainty from 1 to 4); ``repeats`` is the earlier row of this import it repeats (“《甲.xlsx》第5行”).
    ``values`` are set when the plan is applied, with the ``old`` values of a changed row; those in ``conflicting`` were
    changed in the book meanwhile and become conflicts; those in ``derived`` are derived by validation. ``kept_blanks``
    are the keys of blank cells that clear nothing.
    """

    row_number: int
    import_row: ImportRow
    outcome: RowOutcome = RowOutcome.NEW
    row: str | None = None
    reason: str = ""
    repeats: str = ""
    level: int = 0
    values: Mapping[str, ParsedValue] = field(default_factory=dict)
    old: Mapping[str, BookValue] = field(default_factory=dict)
    rejected: Mapping[str, RejectedCell] = field(default_factory=dict)
    conflicting: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    kept_blanks: tuple[str, ...] = ()
    steps: tuple[PlannedStageMove, ...] = ()
    notes: tuple[str, ...] = ()
    decision: RowDecision | None = None

    @property
    def skipped(self) -> bool:
        """Whether the clerk chose not to import it."""
        return self.decision is not None and self.decision.answer is DuplicateAnswer.SKIP

    @property
    def writes(self) -> bool:
        """Whether applying the plan writes this row."""
        return self.outcome in {RowOutcome.NEW, RowOutcome.CHANGED} and not self.skipped

    @property
    def book_row(self) -> str:
        """The id of the matched row of the book; empty for a new row."""
        return self.row or ""


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """The result of applying plans: the number of rows by outcome, the new rows' ids, messages of rejected rows.

    ``batch`` is the id to undo it by; empty where nothing was written.
    """

    batch: str
    counts: Mapping[RowOutcome, int]
    rejected: tuple[str, ...]
    created: tuple[str, ...] = ()
    conflicts: int = 0
