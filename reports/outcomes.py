"""What came of promotion events (活动漏斗) and of idle assets (盘活), as figures that know their rows."""

from decimal import Decimal

from models.funnel import Step, funnel
from models.matching import in_use
from models.rules.periods import Period
from models.store import Store
from reports.figures import Figure

HUNDRED = Decimal(100)


def outcomes(store: Store, period: Period, task_force: str | None = None) -> list[Figure]:
    """Give what came of a period's events, step by step, of one task force or all; of all, also the areas in use."""
    with store.reading() as session:
        found = funnel(session, period.first, period.last, task_force)
    figures = [_figure(step) for step in (*found.steps, *found.beside)]
    return figures if task_force else [*figures, *_areas(store, period)]


def _figure(step: Step) -> Figure:
    label = f"活动漏斗·{step.label}"
    return Figure(f"funnel.{step.key}", label, step.unit, step.value, step.said, step.rows, step.places, step.ledger)


def _areas(store: Store, period: Period) -> list[Figure]:
    """Give the areas put to use in the year so far, and how much of the year's target they are (襄城)."""
    with store.reading() as session:
        found = in_use(session, period.year)
    told: list[Figure] = []
    for key, noun, unit, area, goal in (
        ("plant", "厂房", "㎡", found.plant, found.plant_goal),
        ("land", "土地", "亩", found.land, found.land_goal),
    ):
        said = f"{period.year}年盘活日期在内的资产，盘活{noun}面积之和"
        told.append(Figure(f"assets.{key}", f"盘活{noun}", unit, area, said, found.rows, 2, "asset"))
        rate = area * HUNDRED / goal if goal else None
        formula = f"盘活{noun}÷{period.year}年目标" + (f"{goal:f}{unit}" if goal else "（未下达）")
        told.append(Figure(f"assets.{key}.rate", f"盘活{noun}完成率", "%", rate, formula, found.rows, 2, "asset"))
    return told
