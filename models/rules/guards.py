"""Figures that cannot be right: a lost unit, a thousandfold slip, a sum that does not foot."""

import statistics
from collections.abc import Iterable, Sequence
from decimal import Decimal

_FACTOR = 1000


def outliers(values: Sequence[Decimal | None]) -> list[int]:
    """Give the positions of amounts a thousand times away from their peers' median, either way; zeros aside.

    With fewer than three peers nobody can tell who is wrong.
    """
    known = [value for value in values if value]
    found = []
    for number, value in enumerate(values):
        peers = list(known)
        if not value:
            continue
        peers.remove(value)
        if len(peers) < 3:
            continue
        middle = statistics.median(abs(peer) for peer in peers)
        if abs(value) >= middle * _FACTOR or abs(value) * _FACTOR <= middle:
            found.append(number)
    return found


def lost_unit(text: str) -> bool:
    """Tell a printed sum in bare 元 that can only be a slip: “总投资261.72元” (科学导报 2024)."""
    number, unit = text.rstrip("元"), text[-1:]
    if unit != "元" or not number.replace(".", "", 1).replace(",", "").isdigit():
        return False
    return Decimal(number.replace(",", "")) < 10_000


def foots(total: Decimal, parts: Iterable[Decimal]) -> bool:
    """Tell whether printed parts add up to the printed total."""
    return total == sum(parts, Decimal(0))


def cross_foots(table: Sequence[Sequence[Decimal]]) -> list[str]:
    """Check a table whose last row and last column are sums; name what does not foot, by row and column number."""
    faults = []
    for number, row in enumerate(table, start=1):
        if not foots(row[-1], row[:-1]):
            faults.append(f"第{number}行：{_said(row[:-1])}≠{row[-1]}")
    for number, column in enumerate(zip(*table, strict=True), start=1):
        if not foots(column[-1], column[:-1]):
            faults.append(f"第{number}列：{_said(column[:-1])}≠{column[-1]}")
    return faults


def _said(parts: Sequence[Decimal]) -> str:
    return "+".join(str(part) for part in parts)
