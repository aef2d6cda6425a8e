"""Numbers that know their unit, their formula and the rows behind them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

EMPTY = "—"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report.

    ``value`` is None where the number cannot be had (a rate over zero, a target never set); ``rows`` are the ids of
    the ledger rows it was counted from; ``places`` are the decimals printed, rounded half up.
    """

    key: str
    label: str
    unit: str
    value: Decimal | None
    formula: str
    rows: tuple[str, ...] = ()
    places: int = 0

    @property
    def text(self) -> str:
        """The number alone, as printed: ``82.19``, ``1,204``, or a dash where there is none."""
        if self.value is None:
            return EMPTY
        return f"{round_half_up(self.value, self.places):,}"

    @property
    def phrase(self) -> str:
        """The number with its unit, as a sentence wants it."""
        return EMPTY if self.value is None else f"{self.text}{self.unit}"


def round_half_up(value: Decimal, places: int) -> Decimal:
    """Round as circulars do (四舍五入): 68.745 becomes 68.75, never 68.74."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
