"""What the selected rows add up to, in words: “合计 总投资 4.5亿元”."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.amounts import Percent, short
from models.field import Field

_MOST = 3
_WAN_IN_YI = 10_000


def totals(fields: Sequence[Field], sums: Mapping[str, Decimal]) -> str:
    """Name the first few sums; percentages do not add up and are left out."""
    parts = [
        f"{field.label} {amount(sums[field.key], field.kind.unit)}"
        for field in fields
        if field.key in sums and not isinstance(field.kind, Percent)
    ]
    return f"合计 {' · '.join(parts[:_MOST])}" if parts else ""


def amount(value: Decimal, unit: str) -> str:
    """Write an amount with its unit; 万元 from one 亿 up reads as 亿元."""
    if unit == "万元" and abs(value) >= _WAN_IN_YI:
        return f"{short((value / _WAN_IN_YI).quantize(Decimal('0.0001')))}亿元"
    return f"{short(value)}{unit}"
