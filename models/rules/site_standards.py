"""Indicators of standard land (标准地): whether what was promised is met, and the days from land to start."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from models.rules.rates import half_up


class SiteDirection(StrEnum):
    """What an indicator of standard land (标准地) asks for."""

    AT_LEAST = "不低于"
    AT_MOST = "不高于"


class SiteIndicator(StrEnum):
    """The indicator of standard land that asks for little where nothing else is said."""

    ENERGY = "单位能耗"


SITE_INDICATORS = (
    ("固定资产投资强度", "万元/亩"),
    ("容积率", ""),
    ("亩均税收", "万元/亩"),
    (SiteIndicator.ENERGY, "吨标准煤/万元"),
    ("环境标准", ""),
)
# The steps that a county without its own begins with: place, name, days, whether it is the day of the land.
EXAMPLE_STEPS = (
    (1, "土地出让合同", 10, True),
    (2, "建设用地规划许可", 3, False),
    (2, "方案审查", 7, False),
    (3, "建设工程规划许可", 5, False),
    (3, "施工图审查", 10, False),
    (4, "施工许可", 3, False),
)


class StandardState(StrEnum):
    """Where an indicator stands."""

    MET = "已达标"
    MISSED = "未达标"
    OPEN = "未核验"


def standard_state(
    indicator: str, direction: str | None, promised: Decimal | None, real: Decimal | None, judged: bool | None
) -> StandardState:
    """Compare the real value with the promised one; what an inspection judged counts where there are no numbers."""
    if promised is None or real is None:
        return StandardState.OPEN if judged is None else StandardState.MET if judged else StandardState.MISSED
    at_most = direction == SiteDirection.AT_MOST if direction else indicator == SiteIndicator.ENERGY
    return StandardState.MET if (real <= promised if at_most else real >= promised) else StandardState.MISSED


def average_days(days: Sequence[int]) -> Decimal | None:
    """Return the average of days to one place; None where there are none."""
    return half_up(Decimal(sum(days)) / len(days), 1) if days else None
