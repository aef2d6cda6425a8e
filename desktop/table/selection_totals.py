"""The sums of the selected rows as text: “合计 总投资 4.5亿元”."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from models.fields.amounts import PercentKind, format_number
from models.fields.field import Field

_MAX_SUMS = 3
_WAN_IN_YI = 10_000


def totals_text(fields: Sequence[Field], sums: Mapping[str, Decimal]) -> str:
    """Return the first three sums as text; percentages do not add up and are left out."""
    parts = [
        f"{field.label} {amount_text(sums[field.key], field.kind.unit)}"
        for field in fields
        if field.key in sums and not isinstance(field.kind, PercentKind)
    ]
    return f"合计 {' · '.join(parts[:_MAX_SUMS])}" if parts else ""


def amount_text(value: Decimal, unit: str) -> str:
    """Return an amount with its unit; 10,000 万元 and more are written in 亿元."""
    if unit == "万元" and abs(value) >= _WAN_IN_YI:
        return f"{format_number((value / _WAN_IN_YI).quantize(Decimal('0.0001')))}亿元"
    return f"{format_number(value)}{unit}"
