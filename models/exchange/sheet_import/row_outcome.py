"""What becomes of the rows of an import table: outcomes, planned rows, the clerk's answers and options, the result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
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


class FundsPart(StrEnum):
    """What a project list's funds are, where it says only how much was placed so far."""

    EARLIER_YEARS = "往年"
    THIS_YEAR = "本年"


@dataclass(frozen=True, slots=True)
class FundsOptions:
    """How the funds columns of project lists are taken: summed up to which day; without a day they are not.

    ``part`` is what a total without a column of this year's is; ``add_difference`` records what a list has beyond the
    funds that the book holds already.
    """

    as_of: date | None = None
    part: FundsPart | None = None
    add_difference: bool = False


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """Import options: blank cells clear fields, missing rows go to the recycle bin, unknown names become new rows.

    ``accept_amounts`` says that amounts off by noughts from the book's were looked at and are right.
    """

    clear_blanks: bool = False
    remove_missing: bool = False
    create_links: bool = False
    accept_amounts: bool = False
    funds: FundsOptions = FundsOptions()


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


class FundsQuestion(StrEnum):
    """What must be known before a row's funds can be taken."""

    DAY = "截至哪一天"
    PART = "往年还是本年"


class BookFunding(NamedTuple):
    """A funding of the book: its id, amount (万元) and month; an opening one also has the days it covers."""

    id: str
    amount: Decimal | None
    month: date
    covers_from: date | None
    covers_to: date | None

    @property
    def worth(self) -> Decimal:
        """The amount, zero where none is written."""
        return self.amount or Decimal(0)

    @property
    def first(self) -> date:
        """The first day it stands for."""
        return (self.covers_from or date.min) if self.covers_to else self.month

    @property
    def last(self) -> date:
        """The day it counts on."""
        return self.covers_to or self.month


@dataclass(frozen=True, slots=True)
class PlannedFunding:
    """An opening funding planned from a row: its amount (万元) and the days it covers (``first`` None: since ever).

    ``funding_row`` is the row of the book that it corrects, ``old`` the amount there.
    """

    first: date | None
    last: date
    amount: Decimal
    mark: str = ""
    funding_row: str | None = None
    old: Decimal = Decimal(0)

    @property
    def added(self) -> Decimal:
        """What it adds to the funds of the project."""
        return self.amount - self.old


@dataclass(frozen=True, slots=True)
class FundsPlan:
    """What becomes of a row's funds columns: the fundings to write, or why not.

    ``gap`` is how much more (less: negative) the sheet has than the book, where that is left as it is. ``year`` is the
    year that the day asked for must belong to, where it is not the obvious one; ``is_day_written`` says that the
    sheet's headings give the day.
    """

    fundings: tuple[PlannedFunding, ...] = ()
    gap: Decimal = Decimal(0)
    question: FundsQuestion | None = None
    year: int | None = None
    is_day_written: bool = False


NO_FUNDS = FundsPlan()


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
    funds: FundsPlan = NO_FUNDS
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

    ``batch`` is the id to undo it by; empty where nothing was written. ``fundings`` counts the opening fundings.
    """

    batch: str
    counts: Mapping[RowOutcome, int]
    rejected: tuple[str, ...]
    created: tuple[str, ...] = ()
    conflicts: int = 0
    fundings: int = 0
