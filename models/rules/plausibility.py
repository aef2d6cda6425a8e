"""Plausibility checks of figures: a lost unit, an amount off by a factor of 1,000, totals that do not add up."""

import re
import statistics
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

N = TypeVar("N", Decimal, int)
_FACTOR = 1000
_MIN_PEERS = 3  # other amounts needed to compare with
_SUM = re.compile(
    r"(?:投资|资金|产值|税收|金额|签约额|合同额|固投|到位|贷款)[^。；;，,\n\d]{0,8}(\d[\d,]*(?:\.\d+)?元)(?![/／每人亩㎡平])"
)


def outliers(values: Sequence[N | None]) -> list[int]:
    """Return the positions of amounts a thousand times above or below the median of the others; zeros are ignored.

    With fewer than three other amounts nothing is reported.
    """
    ranked = sorted(abs(value) for value in values if value)
    return [number for number, value in enumerate(values) if value and _is_outlier(abs(value), ranked)]


def median_if_outlier(value: Decimal, others: Sequence[Decimal]) -> Decimal | None:
    """Return the median of the others where an amount is a thousand times above or below it; else None."""
    ranked = sorted(abs(other) for other in others if other)
    if not value or len(ranked) < _MIN_PEERS:
        return None
    middle = Decimal(statistics.median(ranked))
    return middle if _is_far(abs(value), middle) else None


def _is_outlier(value: N, ranked: Sequence[N]) -> bool:
    """Compare one of the sorted amounts with the median of all others, without sorting again."""
    left = len(ranked) - 1
    if left < _MIN_PEERS:
        return False
    at = bisect_left(ranked, value)

    def peer(number: int) -> N:
        return ranked[number if number < at else number + 1]

    both = (peer((left - 1) // 2), peer(left // 2))
    return _is_far(Decimal(value), Decimal(both[0] + both[1]) / 2)


def _is_far(value: Decimal, middle: Decimal) -> bool:
    return value >= middle * _FACTOR or value * _FACTOR <= middle


def amounts_without_unit(text: str) -> list[str]:
    """Return amounts in a text that lost their unit: “总投资261.72元”; amounts per mu or per head are not reported."""
    return [match[1] for match in _SUM.finditer(text) if lacks_unit(match[1])]


def lacks_unit(text: str) -> bool:
    """Tell whether an amount in 元 is below 10,000 and so must have lost its 万: “总投资261.72元” (科学导报 2024)."""
    number, unit = text.rstrip("元"), text[-1:]
    if unit != "元" or not number.replace(".", "", 1).replace(",", "").isdigit():
        return False
    return Decimal(number.replace(",", "")) < 10_000


def adds_up(total: Decimal, parts: Iterable[Decimal]) -> bool:
    """Tell whether printed parts add up to the printed total."""
    return total == sum(parts, Decimal(0))


def cross_total_faults(table: Sequence[Sequence[Decimal]]) -> list[str]:
    """Check a table whose last row and last column are sums; return a sentence per row or column that is off."""
    faults = []
    for number, row in enumerate(table, start=1):
        if not adds_up(row[-1], row[:-1]):
            faults.append(f"第{number}行：{_sum_text(row[:-1])}≠{row[-1]}")
    for number, column in enumerate(zip(*table, strict=True), start=1):
        if not adds_up(column[-1], column[:-1]):
            faults.append(f"第{number}列：{_sum_text(column[:-1])}≠{column[-1]}")
    return faults


def _sum_text(parts: Sequence[Decimal]) -> str:
    return "+".join(str(part) for part in parts)
