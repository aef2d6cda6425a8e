"""Figures of the funnel of promotion events (活动漏斗) and of idle assets put to use (盘活)."""

from decimal import Decimal

from models.rules.periods import Period
from models.rules.rates import without_trailing_zeros
from models.statistics.asset_matching import areas_in_use
from models.statistics.funnel import FunnelStep, funnel
from models.storage.store import Store
from reports.figures.figure import Figure

HUNDRED = Decimal(100)


def funnel_figures(store: Store, period: Period, task_force: str | None = None) -> list[Figure]:
    """Return the funnel figures of a period's events, of one task force or all; for all, also the areas put to use."""
    with store.reading() as session:
        event_funnel = funnel(session, period.first, period.last, task_force)
    figures = [_figure(step) for step in (*event_funnel.steps, *event_funnel.side_figures)]
    return figures if task_force else [*figures, *_asset_figures(store, period)]


def _figure(step: FunnelStep) -> Figure:
    label = f"活动漏斗·{step.label}"
    return Figure(
        f"funnel.{step.key}", label, step.unit, step.value, step.explanation, step.rows, step.places, step.ledger
    )


def _asset_figures(store: Store, period: Period) -> list[Figure]:
    """Return the areas put to use in the year so far, and their completion of the year's target (襄城)."""
    with store.reading() as session:
        assets = areas_in_use(session, period.year)
    figures: list[Figure] = []
    for key, noun, unit, area, goal in (
        ("plant", "厂房", "㎡", assets.plant, assets.plant_goal),
        ("land", "土地", "亩", assets.land, assets.land_goal),
    ):
        area_formula = f"{period.year}年盘活日期在内的资产，盘活{noun}面积之和"
        figures.append(Figure(f"assets.{key}", f"盘活{noun}", unit, area, area_formula, assets.rows, 2, "asset"))
        rate = area * HUNDRED / goal if goal else None
        against = f"{without_trailing_zeros(goal):f}{unit}" if goal else "（未下达）"
        formula = f"盘活{noun}÷{period.year}年目标{against}"
        figures.append(Figure(f"assets.{key}.rate", f"盘活{noun}完成率", "%", rate, formula, assets.rows, 2, "asset"))
    return figures
