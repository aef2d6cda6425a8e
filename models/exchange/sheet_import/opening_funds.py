"""Turn a project list's funds columns into opening fundings: 累计到位资金, 本年到位资金, both up to one day.

The headings say the day (截至10月底, 2026年1—10月), or it is asked once. A total beside the year's part, or what came
before that year (截至2025年底) beside it, becomes two rows: what was placed up to the end of last year, and this
year's. What the book holds already is never doubled: of a later list only the difference counts, and only where the
clerk wants it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from models.audit.recorder import add_many
from models.exchange.sheet_import.import_columns import (
    FUND_COLUMNS,
    FUNDS_BEFORE_YEAR,
    FUNDS_OF_YEAR,
    FUNDS_TO_DATE,
    import_column,
)
from models.exchange.sheet_import.import_context import ImportContext, SheetSource
from models.exchange.sheet_import.import_rows import FundsPeriod
from models.exchange.sheet_import.row_outcome import (
    NO_FUNDS,
    BookFunding,
    FundsOptions,
    FundsPart,
    FundsPlan,
    FundsQuestion,
    ParsedValue,
    PlannedFunding,
    PlannedRow,
    RejectedCell,
    RowOutcome,
)
from models.fields.amounts import format_number
from models.fields.kind import ReadValue
from models.ledgers import Funding, Project

_ZERO = Decimal(0)
_MONEY_UNIT = "万元"
_NOTHING = (_ZERO, "")
Amounts = Mapping[str, tuple[Decimal, str]]  # amount and mark by funds column


def split_fund_values(
    values: Mapping[str, ParsedValue],
) -> tuple[Mapping[str, ParsedValue], Mapping[str, ParsedValue]]:
    """Split the values read of a project's row into those of its funds columns and the rest."""
    fund_values = {key: values[key] for key in FUND_COLUMNS if key in values}
    return fund_values, {key: value for key, value in values.items() if key not in fund_values}


def with_opening_funds(
    import_context: ImportContext,
    source: SheetSource,
    row: PlannedRow,
    fund_values: Mapping[str, ParsedValue],
    period: FundsPeriod,
) -> PlannedRow:
    """Add to a planned row what becomes of its funds columns; ``period`` is what the sheet says of their days."""
    if row.outcome is RowOutcome.REFUSED and row.row is None:
        return row
    if any(key in row.rejected for key in FUND_COLUMNS):
        return replace(row, notes=(*row.notes, "到位资金有一格看不懂，两个数都没有收。"))
    if import_context.has_funds_from_other_sheet(row.book_row, source):
        return replace(row, notes=(*row.notes, "到位资金已由这次的另一张表记了，不再记。"))
    amounts: dict[str, tuple[Decimal, str]] = {
        key: (Decimal(str(read.value)), read.mark) for key, read in fund_values.items()
    }
    columns = {cell.key for cell in row.import_row.cells}
    if FUNDS_OF_YEAR not in amounts and FUNDS_OF_YEAR in columns:
        amounts[FUNDS_OF_YEAR] = _NOTHING  # a blank below the heading says that nothing came this year
    if FUNDS_BEFORE_YEAR in columns and FUNDS_TO_DATE not in amounts:
        amounts.setdefault(FUNDS_BEFORE_YEAR, _NOTHING)
    if fault := _fault(amounts):
        key, message = fault
        rejected = {**row.rejected, key: _rejected_cell(row, key, message)}
        outcome = RowOutcome.REFUSED if row.outcome is RowOutcome.SAME else row.outcome
        return replace(row, rejected=rejected, outcome=outcome)
    options, today = import_context.options.funds, import_context.today
    is_day_written = period.as_of is not None and period.as_of <= today
    is_other_year = period.year is not None and (options.as_of or today).year != period.year
    if is_day_written:
        options = replace(options, as_of=period.as_of)
    elif options.as_of is not None and (options.as_of > today or is_other_year):
        options = replace(options, as_of=None)  # nobody can know it yet, or it is of another year than the heading
    funds = _plan(options, import_context.fundings(row.book_row) if row.row else (), _totals(amounts), today)
    if funds is not NO_FUNDS:
        funds = replace(funds, year=period.year if is_other_year else None, is_day_written=is_day_written)
    changes = bool(funds.fundings) and row.outcome in {RowOutcome.SAME, RowOutcome.REFUSED}
    return replace(row, funds=funds, outcome=RowOutcome.CHANGED if changes else row.outcome)


def _totals(amounts: Amounts) -> Amounts:
    """Return the total and the year's part, with what came before the year added to or taken from them."""
    if FUNDS_BEFORE_YEAR not in amounts:
        return amounts
    before, mark = amounts[FUNDS_BEFORE_YEAR]
    total, of_year = amounts.get(FUNDS_TO_DATE), amounts.get(FUNDS_OF_YEAR)
    if of_year is None:
        of_year = (total[0] - before, total[1]) if total is not None else _NOTHING
    marks = {part_mark for amount, part_mark in ((before, mark), of_year) if amount}
    return {
        FUNDS_TO_DATE: total or (before + of_year[0], marks.pop() if len(marks) == 1 else ""),
        FUNDS_OF_YEAR: of_year,
    }


def _fault(amounts: Amounts) -> tuple[str, str] | None:
    """Return the column whose amount cannot be, and why."""
    for key, (amount, _) in amounts.items():
        if amount < 0:
            return key, "到位资金不能小于零，没有收。"
    total = amounts[FUNDS_TO_DATE][0] if FUNDS_TO_DATE in amounts else None
    if total is None:
        return None
    for key, words in ((FUNDS_OF_YEAR, "本年到位"), (FUNDS_BEFORE_YEAR, "去年底以前到位")):
        part = amounts.get(key, _NOTHING)[0]
        if part > total:
            return key, f"{words} {_number(part)} 万元，比累计的 {_number(total)} 万元还多，两个数都没有收，请核对。"
    before, of_year = amounts.get(FUNDS_BEFORE_YEAR, _NOTHING)[0], amounts.get(FUNDS_OF_YEAR, _NOTHING)[0]
    if FUNDS_BEFORE_YEAR in amounts and FUNDS_OF_YEAR in amounts and before + of_year != total:
        return FUNDS_BEFORE_YEAR, (
            f"去年底以前到位 {_number(before)} 万元，加本年到位 {_number(of_year)} 万元，"
            f"不等于累计的 {_number(total)} 万元，三个数都没有收，请核对。"
        )
    return None


def _rejected_cell(row: PlannedRow, key: str, message: str) -> RejectedCell:
    cell = next(cell for cell in row.import_row.cells if cell.key == key)
    field = import_column(Project, key)
    return RejectedCell(key, cell.address, field.label, str(cell.raw), f"{field.label}：{message}")


def _plan(options: FundsOptions, known: Sequence[BookFunding], amounts: Amounts, today: date) -> FundsPlan:
    """Plan the fundings of a project from the amounts of its row; ``known`` are its fundings in the book."""
    if not any(amount for amount, _ in amounts.values()):
        return NO_FUNDS
    if options.as_of is None:
        return FundsPlan(question=FundsQuestion.DAY)
    total, of_year = amounts.get(FUNDS_TO_DATE), amounts.get(FUNDS_OF_YEAR)
    known = [funding for funding in known if funding.last <= options.as_of]
    this_year, years_before = _Span(date(options.as_of.year, 1, 1), options.as_of), _Span.until_year(options.as_of)
    if of_year is None:
        return _plan_total(options, known, *(total or _NOTHING), today)
    year_plan = _plan_span(this_year, known, *of_year, add=options.add_difference)
    if total is None:
        return year_plan
    mark = total[1] if total[1] == of_year[1] else ""
    before_plan = _plan_span(years_before, known, total[0] - of_year[0], mark, add=options.add_difference)
    fundings = (*before_plan.fundings, *year_plan.fundings)
    held = _sum(known)
    if known and held + sum((funding.added for funding in fundings), _ZERO) > total[0]:
        return FundsPlan(gap=total[0] - held)  # the book's rows cover other days than the columns do
    return FundsPlan(fundings, before_plan.gap + year_plan.gap)


def _plan_total(
    options: FundsOptions, known: Sequence[BookFunding], amount: Decimal, mark: str, today: date
) -> FundsPlan:
    """Plan a total without the year's part: as the clerk says, or where the book has funds, as what came after them."""
    as_of = options.as_of or date.max
    this_year, years_before = _Span(date(as_of.year, 1, 1), as_of), _Span.until_year(as_of)
    if as_of == date(as_of.year, 12, 31) and as_of.year < today.year:  # all of it is from years that are over
        options, years_before = replace(options, part=FundsPart.EARLIER_YEARS), _Span(None, as_of)
    if not known and options.part is None:
        return FundsPlan(question=FundsQuestion.PART)
    span = years_before if options.part is FundsPart.EARLIER_YEARS else this_year
    if not known:
        return FundsPlan((PlannedFunding(span.first, span.last, amount, mark),))
    return _difference(span, known, amount - _sum(known), add=options.add_difference)


def _plan_span(span: "_Span", known: Sequence[BookFunding], amount: Decimal, mark: str, *, add: bool) -> FundsPlan:
    """Plan what a row says of a span, against the fundings that the book has of it."""
    if known:
        within = [funding for funding in known if span.holds(funding)]
        return _difference(span, within, amount - _sum(within), add=add)
    return FundsPlan((PlannedFunding(span.first, span.last, amount, mark),)) if amount else NO_FUNDS


def _difference(span: "_Span", known: Sequence[BookFunding], gap: Decimal, *, add: bool) -> FundsPlan:
    """Plan what the sheet has beyond the book: as a correction of the same day's opening row, else one more funding.

    What it has less is taken back only from the same day's row, since that was read from such a list before.
    """
    if not gap or not add:
        return FundsPlan(gap=gap)
    openings = [row for row in known if row.covers_to is not None and span.holds(row)]
    same = next((row for row in openings if row.covers_to == span.last), None)
    if same is not None and same.worth + gap >= 0:
        old = same.worth
        return FundsPlan((PlannedFunding(same.covers_from, span.last, old + gap, "", same.id, old),))
    if gap < 0:
        return FundsPlan(gap=gap)
    first = max((row.last + timedelta(days=1) for row in openings), default=span.first) if span.first else None
    return FundsPlan((PlannedFunding(first, span.last, gap),))


@dataclass(frozen=True, slots=True)
class _Span:
    """The days that an amount covers; ``first`` None: since ever."""

    first: date | None
    last: date

    @classmethod
    def until_year(cls, day: date) -> "_Span":
        """Return all days before a day's year."""
        return cls(None, date(day.year, 1, 1) - timedelta(days=1))

    def holds(self, funding: BookFunding) -> bool:
        """Whether all of a funding belongs to these days."""
        return (self.first or date.min) <= funding.first and funding.last <= self.last


def _sum(fundings: Iterable[BookFunding]) -> Decimal:
    return sum((funding.worth for funding in fundings), _ZERO)


# --- writing --------------------------------------------------------------------------------------------------------


def write_opening_funds(session: Session, rows: Iterable[tuple[PlannedRow, str]], source: str, who: str) -> int:
    """Write the fundings planned from rows, given with their projects' ids, as new or corrected rows; count them."""
    new: list[Mapping[str, object]] = []
    corrected = 0
    for row, project in rows:
        for funding in row.funds.fundings:
            amount = ReadValue(funding.amount, funding.mark)
            if funding.funding_row is not None:
                session.get_one(Funding, funding.funding_row).assign("amount", amount)
                corrected += 1
                continue
            days = {"month": funding.last.replace(day=1), "covers_from": funding.first, "covers_to": funding.last}
            new.append({"project": project, "amount": amount, "proof": source, "by": who, **days})
    add_many(session, Funding, new)
    return len(new) + corrected


# --- sentences ------------------------------------------------------------------------------------------------------


def funds_sentences(rows: Iterable[PlannedRow], options: FundsOptions) -> list[str]:
    """Say what becomes of the funds columns of some rows, and what must be answered first."""
    plans = [row.funds for row in rows if not row.skipped]
    asked = [plan for plan in plans if plan.question is not None]
    sentences = []
    if asked and asked[0].question is FundsQuestion.DAY:
        year = f"表里写的是 {asked[0].year} 年的数，填这一年里的一天，" if asked[0].year else ""
        sentences.append(
            f"有 {len(asked)} 个项目写着累计或本年到位资金，还没有收：先填“到位资金截至”哪一天，{year}"
            "今天或以前（命令行用 --funds-as-of 2026-10-31）。"
        )
    elif asked:
        sentences.append(
            f"有 {len(asked)} 个项目只写了累计到位资金，没有本年的数，还没有收：先选这个数是往年的还是本年的"
            "（命令行用 --funds-part 往年 或 本年）。"
        )
    fundings = [funding for plan in plans for funding in plan.fundings]
    if fundings:
        sentences.append(f"到位资金记期初 {len(fundings)} 笔：{'，'.join(_sums(fundings))}。")
    more = [plan.gap for plan in plans if plan.gap > 0]
    less = [-plan.gap for plan in plans if plan.gap < 0]
    if more:
        add = "" if options.add_difference else "，没有动；要补记请勾选“补记差额”（命令行用 --funds-difference）"
        sentences.append(f"到位资金表里比账本多的 {len(more)} 个项目，共多 {_amount(sum(more, _ZERO))}{add}。")
    if less:
        sentences.append(
            f"到位资金表里比账本少的 {len(less)} 个项目，共少 {_amount(sum(less, _ZERO))}，账本没有动，请核对。"
        )
    return sentences


def _sums(fundings: Sequence[PlannedFunding]) -> list[str]:
    """Name the sums by the days they cover, the earliest first."""
    sums: dict[tuple[date, date], Decimal] = {}
    for funding in fundings:
        span = (funding.first or date.min, funding.last)
        sums[span] = sums.get(span, _ZERO) + funding.added
    return [f"{span_text(first, last)} {_amount(sums[first, last])}" for first, last in sorted(sums)]


def funding_text(funding: PlannedFunding) -> str:
    """Name what an opening funding records: 到位资金期初（截至2025-12-31）3,000万元."""
    return f"到位资金期初（{span_text(funding.first, funding.last)}）{_number(funding.amount)}万元"


def is_of_column(funding: PlannedFunding, key: str) -> bool:
    """Whether an opening funding comes from a funds column: the total is in all of them."""
    is_of_year = funding.first is not None and funding.first > date.min
    return key == FUNDS_TO_DATE or is_of_year == (key == FUNDS_OF_YEAR)


def span_text(first: date | None, last: date) -> str:
    """Name the days that an opening funding covers: 截至2025-12-31, or 2026-01-01至2026-10-31."""
    return f"{first}至{last}" if first is not None and first > date.min else f"截至{last}"


def _amount(value: Decimal) -> str:
    return f"{_number(value)} {_MONEY_UNIT}"


def _number(value: Decimal) -> str:
    return format_number(value.normalize())
