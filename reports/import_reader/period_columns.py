"""Settle the columns whose headings write a time: funds up to a day, this year's plan, and what no field stands for.

A heading of one year is never taken for a field of another: 2025年计划投资 is not 今年计划投资, and 2025年产值 is asked
about, since no field tells one year's from another's.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.exchange.sheet_import.import_columns import (
    FUND_COLUMNS,
    FUNDS_BEFORE_YEAR,
    FUNDS_OF_YEAR,
    FUNDS_TO_DATE,
    OF_THIS_YEAR,
    WRITTEN_MONTHLY,
)
from models.exchange.sheet_import.import_rows import FundsPeriod
from reports.import_reader.header_rows import ColumnHeading
from reports.import_reader.heading_periods import HeadingPeriod, PeriodKind, heading_period, title_day, title_year
from reports.import_reader.heading_similarity import ALIAS, FieldNames
from reports.import_reader.headings import core_words, split_unit
from reports.import_reader.table_detection import SheetLayout

Settled = tuple[str | None, str, float]  # a column's field key, the reason, and the score
_THIS_YEAR_WORDS = ("本年", "今年", "当年", "年度", "年内", "本年度")
_LATER_DAY = "表里另一列算到 {day}，这一列不是"
_OTHER_YEAR = "写的是{year}年，不是“{label}”要的那一年"
_NO_YEARS = "写的是{text}，“{label}”一栏不分年月"
_UNTIL_NOW = re.compile("^截[至止]到?目前")
_UNSURE = 0.6  # score of a text taken for the latest month: the clerk should look at it
_MONTH_WORDS = ("本月", "当月", "上月")
_NOT_ONE_SUM = {
    PeriodKind.MONTH: "写的是{text}一个月的数，请到“到位资金”台账逐月登记",
    PeriodKind.SPAN: "写的是{text}，不是从年初起的数",
    PeriodKind.COMPARED: "写的是{text}的数，账本里没有这一栏",
}


@dataclass(frozen=True, slots=True)
class TableYear:
    """The year that a table is about: its title's, else the current one; ``day`` is the title's 截至2026年10月31日."""

    current: int
    written: int | None = None
    day: date | None = None

    @property
    def year(self) -> int:
        """The year of 本年 in a heading."""
        return self.written or self.current

    @classmethod
    def of(cls, layout: SheetLayout, today: date | None = None) -> "TableYear":
        """Read a table's title, and the name of its sheet where that is silent."""
        today = today or date.today()  # noqa: DTZ011 - the clerk's own day
        return cls(today.year, title_year(layout.title) or title_year(layout.sheet), title_day(layout.title))


class PeriodColumns:
    """The headings of a table that write a time, and what they stand for in one ledger.

    ``filled`` are the places of the columns with any value: the months to come stand empty in the forms of a year.
    """

    def __init__(
        self,
        headings: Sequence[ColumnHeading],
        names: Sequence[FieldNames],
        table_year: TableYear,
        filled: Collection[int],
    ) -> None:
        self._names, self._table_year, self._filled = names, table_year, filled
        self._headings = headings
        self.periods = {
            place: period
            for place, heading in enumerate(headings)
            if (period := heading_period(heading.parts, table_year.year)) is not None
        }

    def settle(self, places: Iterable[int]) -> dict[int, Settled]:
        """Return the fields, or the reasons for none, of those of some columns that a time decides."""
        settled: dict[int, Settled] = {}
        funds: dict[int, str] = {}
        texts: dict[str, int] = {}  # the place of a text's latest period
        for place in sorted(places, key=lambda place: (place in self._filled, self._last_day(place))):
            words = _words(self._headings[place], self.periods.get(place))
            if (key := self._fund_key(words, self.periods.get(place))) is not None:
                funds[place] = key
            elif (decided := self._other_field(place, words)) is not None:
                settled[place] = decided
            elif place in self.periods and (text_key := self._text_key(words)) is not None:
                if text_key in texts:
                    settled[texts[text_key]] = self._no_years(texts[text_key], text_key)
                texts[text_key] = place
        for key, place in texts.items():
            settled[place] = (key, f"按“{self._label(key)}”认，写的是{self.periods[place].text}", _UNSURE)
        return settled | self._settle_funds(funds)

    def _last_day(self, place: int) -> date:
        period = self.periods.get(place)
        return (period.last_day(self._table_year.year) if period is not None else None) or date.min

    def _text_key(self, words: str) -> str | None:
        """Return the field of a text that is written anew every month, “10月进展情况”."""
        return next((key for key in self._exact_keys(words) if key in WRITTEN_MONTHLY), None)

    def _no_years(self, place: int, key: str) -> Settled:
        return None, _NO_YEARS.format(text=self.periods[place].text, label=self._label(key)), 0.0

    def objection(self, place: int, key: str) -> str:
        """Return why a column cannot be taken for a field as it was before; empty where it can."""
        period = self.periods.get(place)
        year = (period.year if period is not None else None) or self._table_year.year
        is_of_other_year = key in OF_THIS_YEAR and year != self._table_year.current
        return _OTHER_YEAR.format(year=year, label=self._label(key)) if is_of_other_year else ""

    # Funds.

    def _fund_key(self, words: str, period: HeadingPeriod | None) -> str | None:
        keys = {key for key in self._exact_keys(words) if key in FUND_COLUMNS}
        if not keys:
            return None
        is_of_year = period is not None and period.kind in {PeriodKind.YEAR, PeriodKind.YEAR_TO_DAY}
        return FUNDS_OF_YEAR if is_of_year and FUNDS_BEFORE_YEAR not in keys else keys.pop()

    def _settle_funds(self, keys: Mapping[int, str]) -> dict[int, Settled]:
        """Settle the funds columns together: those of one day, and what came before that day's year."""
        settled: dict[int, Settled] = {}
        days: dict[int, date] = {}
        years: dict[int, int] = {}
        for place, key in keys.items():
            period = self.periods.get(place)
            if period is not None and period.kind in _NOT_ONE_SUM:
                settled[place] = (None, _NOT_ONE_SUM[period.kind].format(text=period.text), 0.0)
                continue
            if (day := _written_day(period, self._table_year)) is not None:
                days[place] = day
            if key == FUNDS_OF_YEAR:
                years[place] = (period.year if period is not None else None) or self._table_year.year
        if any(key == FUNDS_TO_DATE and place not in days | settled for place, key in keys.items()):
            years[-1] = self._table_year.year  # a total without a day reaches into the year that the table is about
        year = max(years.values(), default=None)
        latest = max((day for day in days.values() if year is None or day.year >= year), default=None)
        used: set[str] = set()
        for place in sorted(keys, key=lambda place: place not in days):
            if place not in settled:
                decided = self._settle_fund(keys[place], days.get(place), years.get(place), latest, year)
                if decided[0] is not None and decided[0] in used:
                    decided = (None, f"“{self._label(decided[0])}”已有一列", 0.0)
                elif decided[0] is not None and place not in self.periods:
                    continue  # its words alone say it
                used |= {decided[0]} if decided[0] else set()
                settled[place] = decided
        return settled

    def _settle_fund(
        self, key: str, day: date | None, own_year: int | None, latest: date | None, year: int | None
    ) -> Settled:
        """Settle one funds column against the ``latest`` day that any writes, and the ``year`` of those of a year."""
        until = f"，表头写明算到 {day}" if day is not None else ""
        if own_year is not None and own_year != year:
            return None, _OTHER_YEAR.format(year=own_year, label=self._label(key)), 0.0
        if day is None or day == latest:
            return key, f"按“{self._label(key)}”认{until}", ALIAS
        year_of_sum = year or (latest.year if latest is not None else None)
        if key != FUNDS_OF_YEAR and year_of_sum is not None and day == date(year_of_sum - 1, 12, 31):
            return FUNDS_BEFORE_YEAR, f"按“{self._label(FUNDS_BEFORE_YEAR)}”认{until}", ALIAS
        return None, _LATER_DAY.format(day=latest), 0.0

    # Other fields.

    def _other_field(self, place: int, words: str) -> Settled | None:
        """Settle another column by its time; None where that says nothing about it."""
        period, table_year = self.periods.get(place), self._table_year
        if period is None and words.startswith(_MONTH_WORDS) and self._fund_key(words[2:], None) is not None:
            return None, _NOT_ONE_SUM[PeriodKind.MONTH].format(text=words[:2]), 0.0
        if period is None:
            key = next((key for key in self._exact_keys(words) if key in OF_THIS_YEAR), None)
            reason = self.objection(place, key) if key is not None else ""
            return (None, reason, 0.0) if reason else None
        of_year = [key for word in _THIS_YEAR_WORDS for key in self._exact_keys(word + words) if key in OF_THIS_YEAR]
        if of_year and period.kind is PeriodKind.YEAR:
            year, label = period.year or table_year.year, self._label(of_year[0])
            if year == table_year.current:
                return of_year[0], f"{year}年就是今年，按“{label}”认", ALIAS
            return None, _OTHER_YEAR.format(year=year, label=label), 0.0
        keys = [*of_year, *self._exact_keys(words), *self._exact_keys(f"年{words}")]
        if not keys or self._text_key(words) is not None:
            return None
        if period.kind in {PeriodKind.SPAN, PeriodKind.COMPARED}:
            return None, _NOT_ONE_SUM[period.kind].format(text=period.text), 0.0
        return self._no_years(place, keys[0])

    def _exact_keys(self, words: str) -> list[str]:
        return [names.field.key for names in self._names if words and words in names.exact_scores]

    def _label(self, key: str) -> str:
        return next(names.field.label for names in self._names if names.field.key == key)


def _words(heading: ColumnHeading, period: HeadingPeriod | None) -> str:
    words = period.words if period is not None else "".join(heading.parts)
    return _UNTIL_NOW.sub("", core_words(split_unit(words)[0])).removesuffix("其中").removesuffix("小计").strip(":：")


def _written_day(period: HeadingPeriod | None, table_year: TableYear) -> date | None:
    """Return the day up to which a heading sums; of a year not yet over, none."""
    if period is None or period.kind not in {PeriodKind.TO_DAY, PeriodKind.YEAR_TO_DAY, PeriodKind.YEAR}:
        return None
    if period.kind is PeriodKind.YEAR and (period.year or table_year.year) >= table_year.current:
        return None
    return period.last_day(table_year.year)


def funds_period(headings: Mapping[str, str], table_year: TableYear) -> FundsPeriod:
    """Return the day and the year that the headings of the funds columns write, by field key; else the title's day."""
    days: dict[str, date] = {}
    year = None
    for key, text in headings.items():
        period = heading_period([text], table_year.year)
        day = _written_day(period, table_year)
        if day is not None and key != FUNDS_BEFORE_YEAR:
            days[key] = day
        elif day is not None and year is None:
            year = day.year + 1
        if key == FUNDS_OF_YEAR:
            year = (period.year if period is not None else None) or table_year.written or year
    as_of = max(days.values(), default=None)
    if as_of is None and headings and table_year.day is not None and table_year.day.year == (year or table_year.year):
        as_of = table_year.day
    return FundsPeriod(as_of, year if as_of is None else as_of.year)
