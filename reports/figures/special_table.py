"""A table of 专项招商进度: its numbers are figures that know their rows, its lines know the row they open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.rules.rates import without_trailing_zeros
from reports.figures.figure import EMPTY, Figure

Cell = Figure | str


@dataclass(frozen=True, slots=True)
class SpecialColumn:
    """A column: its heading, its width in characters, and whether it is aligned right."""

    title: str
    width: int
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class SpecialLine:
    """A line: its cells, the row it opens, and whether something is late or missing in it."""

    cells: tuple[Cell, ...]
    ledger: str
    row: str
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class SpecialTable:
    """A table of a group: its name, columns and lines, the parts of a sentence that sums it up, a note."""

    name: str
    columns: tuple[SpecialColumn, ...]
    lines: tuple[SpecialLine, ...]
    summary: tuple[Cell, ...]
    note: str

    @property
    def summary_text(self) -> str:
        """The sentence as plain text."""
        return "".join(part if isinstance(part, str) else part.phrase for part in self.summary)


def special_figure(
    key: str, label: str, unit: str, value: Decimal | int | None, rows: Sequence[str], ledger: str
) -> Figure:
    """Make a number of a table; rates and amounts have two places, an average of days one."""
    amount = None if value is None else Decimal(value)
    places = 2 if unit in {"万元", "%"} else 1 if unit == "天" and isinstance(value, Decimal) else 0
    return Figure(f"special.{key}", label, unit, amount, "台账登记数", tuple(rows), places, ledger)


def day_text(day: date | None) -> str:
    """Return a day as it is printed, a dash for none."""
    return day.isoformat() if day is not None else EMPTY


def plain_text(value: Decimal | None) -> str:
    """Return a number with the places it was typed with, a dash for none."""
    return EMPTY if value is None else f"{without_trailing_zeros(value):f}"


def sum_known(values: Sequence[Decimal | None]) -> Decimal:
    """Add up the amounts that are known."""
    return sum((value for value in values if value is not None), Decimal(0))


def special_count(key: str, label: str, unit: str, rows: Sequence[str], ledger: str) -> Figure:
    """Make a number that counts rows."""
    return special_figure(key, label, unit, len(rows), rows, ledger)
