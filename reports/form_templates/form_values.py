"""What a mark stands for: a number with its unit, a day or a text, in the form that a cell or a sentence takes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.errors import UserError
from models.rules import rates
from reports.figures.figure import Figure

# How many 元 one of these is; other units cannot be converted into each other.
_IN_YUAN = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1)}
UNITS = (*_IN_YUAN, "万美元", "亿美元", "美元")
_IN_DOLLARS = {"亿美元": Decimal(100_000_000), "万美元": Decimal(10_000), "美元": Decimal(1)}
PLAIN_UNITS = ("年", "月", "序号")  # numbers that count nothing: 2026, never 2,026
_PLACES = re.compile(r"(\d)位(?:小数)?")
MAY_BE_EMPTY = "可空"
_DEFAULT_PLACES = 2


@dataclass(frozen=True, slots=True)
class FormValue:
    """A value for a form.

    ``number`` is exact and in ``unit``; ``places`` are the decimals it prints. ``shown`` is a value that is no number.
    ``figure`` is the figure it was taken from, if any. A value with neither number nor text is missing.
    """

    number: Decimal | None = None
    unit: str = ""
    places: int = 0
    shown: str | date = ""
    figure: Figure | None = None
    fixed_places: bool = False  # the mark says how many decimals

    @property
    def rounded(self) -> Decimal | None:
        """The number as it prints."""
        return None if self.number is None else rates.half_up(self.number, self.places)

    @property
    def text(self) -> str:
        """The value in a sentence."""
        if self.number is not None:
            return str(self.rounded) if self.unit in PLAIN_UNITS else f"{self.rounded:,}"
        if isinstance(self.shown, date):
            return f"{self.shown.year}年{self.shown.month}月{self.shown.day}日"
        return self.shown

    @property
    def is_missing(self) -> bool:
        """Whether there is no number, text or day at all."""
        return self.number is None and self.shown == ""


EMPTY_VALUE = FormValue()


def value_of_figure(figure: Figure) -> FormValue:
    """Return a figure as a value in its own unit."""
    return FormValue(figure.value, figure.unit, figure.places, figure=figure)


def with_options(value: FormValue, options: Sequence[str]) -> FormValue:
    """Apply the options of a mark: a unit, how many decimals. Raises UserError for others."""
    for option in options:
        if option == MAY_BE_EMPTY:
            continue
        if match := _PLACES.fullmatch(option):
            value = replace(value, places=int(match[1]), fixed_places=True)
        elif option == value.unit or (value.number is None and option in UNITS):
            continue
        elif option in UNITS:
            value = _converted(value, option)
        else:
            raise UserError(f"不认识“|{option}”；竖线后面可以写单位（{'、'.join(UNITS)}）、“2位”这样的小数位数、“可空”")
    return value


def _converted(value: FormValue, unit: str) -> FormValue:
    """Convert an amount exactly; raises UserError between yuan and dollars, and for what is no amount."""
    for table in (_IN_YUAN, _IN_DOLLARS):
        if value.unit in table and unit in table:
            number = None if value.number is None else value.number * table[value.unit] / table[unit]
            places = value.places if value.fixed_places else _places_of(number)
            return replace(value, number=number, unit=unit, places=places)
    counted = f"是按“{value.unit}”记的" if value.unit else "没有单位"
    raise UserError(f"{counted}，不能换成“{unit}”")


def _places_of(number: Decimal | None) -> int:
    """Return the decimals a converted amount prints: none where it is whole, else two."""
    return 0 if number is None or number == number.to_integral_value() else _DEFAULT_PLACES
