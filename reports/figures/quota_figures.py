"""Quotas compared with what was done (夏邑 X9–X16): each task force's number, its shortfall, and the wording."""

from dataclasses import dataclass
from decimal import Decimal

from models.ledgers import TaskForce
from models.rules.periods import Period
from models.rules.scheme_vocabulary import QuotaInterval, QuotaMetric
from models.statistics.quotas import QuotaCount, QuotaCounts, QuotaDemand, count_of, minimum_since, quota_counts
from models.storage.store import Store
from reports.figures.figure import Figure

LEDGERS: dict[str, str] = {
    QuotaMetric.LEADS: "lead",
    QuotaMetric.FIRMS: "enterprise",
    QuotaMetric.DOSSIERS: "dossier",
    QuotaMetric.PACKAGES: "dossier",
    QuotaMetric.REGIONAL_EVENTS: "activity",
    QuotaMetric.PROMOTION_INSIDE: "activity",
    QuotaMetric.PROMOTION_OUTSIDE: "activity",
    QuotaMetric.BUDGET: "task_force",
    QuotaMetric.LARGE_TALKS: "negotiation",
    QuotaMetric.HUGE_PROJECTS: "project",
    QuotaMetric.LIBRARY: "enterprise",
}
UNITS: dict[str, str] = {
    QuotaMetric.LEADS: "条",
    QuotaMetric.FIRMS: "家",
    QuotaMetric.LIBRARY: "家",
    QuotaMetric.BUDGET: "万元",
}
_BATCH = "一批"  # of a quota without a number, in place of a unit
_OPEN_UNTIL_YEAR_END = frozenset({QuotaInterval.YEAR})  # a year's quota is not missed before the year is over


@dataclass(frozen=True, slots=True)
class QuotaResult:
    """One quota of one task force: what was done, a secondary number (上报, 支出), and the shortfall to the minimum.

    ``shortfall`` is None where the county's document requires no number.
    """

    demand: QuotaDemand
    force: str
    name: str
    done: Figure
    secondary: Figure | None
    shortfall: Figure | None
    minimum: Decimal | None = None

    @property
    def is_pro_rata(self) -> bool:
        """Whether less is asked of it, since it was founded within the interval."""
        return self.minimum != self.demand.minimum

    @property
    def met(self) -> bool | None:
        """Whether the quota is met; None where no number is required."""
        return None if self.shortfall is None else not self.shortfall.value

    @property
    def summary(self) -> str:
        """The result as a circular words it: “上报10条、认定8条，缺2条”."""
        return "，".join(part for part in (self.done_text, self.shortfall_text) if part) or "还没有"

    @property
    def done_text(self) -> str:
        """What was done, in words: “上报10条、认定8条”, “没有上报线索”; empty for nought of anything else."""
        if self.demand.metric == QuotaMetric.LEADS and self.secondary:
            known = f"认定{self.done.phrase}" if self.done.value else "没有认定"
            return f"上报{self.secondary.phrase}、{known}" if self.secondary.value else "没有上报线索"
        if self.demand.metric == QuotaMetric.BUDGET and self.secondary:
            spent = f"支出{self.secondary.phrase}" if self.secondary.value else "没有支出"
            return f"安排{self.done.phrase}、{spent}" if self.done.value else "没有安排"
        return self.done.phrase if self.done.value else ""

    @property
    def shortfall_text(self) -> str:
        """What is missing, in words: “缺2条”, “还差4次” of a year's quota; empty where nothing is."""
        if self.shortfall is None or not self.shortfall.value:
            return ""
        return f"{'还差' if self.demand.interval in _OPEN_UNTIL_YEAR_END else '缺'}{self.shortfall.phrase}"


@dataclass(frozen=True, slots=True)
class Quotas:
    """All quotas of a book up to a day with the results of each task force; ``unit_results`` of other units."""

    demands: tuple[QuotaDemand, ...]
    results: tuple[QuotaResult, ...]
    forces: tuple[tuple[str, str], ...]
    regions: tuple[str, ...]
    by_region: dict[tuple[str, str], Figure]
    unit_results: tuple[QuotaResult, ...] = ()

    def results_of(self, demand: QuotaDemand) -> tuple[QuotaResult, ...]:
        """Return the results of one quota, in the order of the task forces."""
        return tuple(result for result in self.results if result.demand == demand)

    def result_at(self, demand: QuotaDemand, force: str) -> QuotaResult | None:
        """Return the result of one quota for one task force; None where it does not apply to it."""
        return next((result for result in self.results if result.demand == demand and result.force == force), None)


def quotas(store: Store, forces: list[TaskForce], period: Period) -> Quotas:
    """Compare all quotas with what was done up to a period's end."""
    with store.reading() as session:
        counts = quota_counts(session, period.last)
    named = tuple((force.id, force.short_name) for force in forces)
    of_forces = tuple(demand for demand in counts.demands if not demand.unit_name)
    asked = [(demand, force) for demand in of_forces for force in forces if demand.task_force in {None, force.id}]
    results = tuple(
        _quota_result(counts, demand, force.id, force.short_name, minimum_since(demand, force.founded))
        for demand, force in asked
    )
    units = tuple(
        _quota_result(counts, demand, demand.unit_name, demand.unit_name, demand.minimum)
        for demand in counts.demands
        if demand.unit_name
    )
    active_regions = {region for counts_by_region in counts.regions.values() for region in counts_by_region}
    known = [region for region in counts.known_regions if region in active_regions]
    regions = (*known, *sorted(active_regions - set(known)))
    by_region = {
        (force, region): _events(name, region, count_of(counts.regions.get(force, {}), region), counts)
        for force, name in named
        for region in regions
    }
    return Quotas(of_forces, results, named, regions, by_region, units)


def unit_of(demand: QuotaDemand) -> str:
    """Return the unit a quota is counted in; “一批” is no unit."""
    return UNITS.get(demand.metric) or (demand.unit if demand.unit != _BATCH else "个")


def requirement_text(demand: QuotaDemand) -> str:
    """Return a quota's requirement as text: “每月不少于10条”; without a number, the word the document uses."""
    every = "" if demand.interval == QuotaInterval.EVER else demand.interval
    if demand.minimum is None:
        return f"{every}{demand.unit}" if demand.unit == _BATCH else f"{every}不定数量"
    return f"{every}不少于{demand.minimum.normalize():f}{unit_of(demand)}"


def _quota_result(
    counts: QuotaCounts, demand: QuotaDemand, force: str, name: str, minimum: Decimal | None
) -> QuotaResult:
    done, beside = count_of(counts.done[demand.row], force), count_of(counts.side_counts[demand.row], force)
    span = "截至" if demand.first.year == 1 else f"{demand.first.isoformat()} 至 "
    basis = f"{span}{demand.last.isoformat()} 的{demand.metric}"
    ledger, places = LEDGERS.get(demand.metric, ""), 2 if demand.metric == QuotaMetric.BUDGET else 0
    key, label, counted_in = f"quota.{demand.metric}", f"{name} {demand.metric}", unit_of(demand)
    figure = _figure((key, label, counted_in), done, basis, ledger, places)
    other = None
    if demand.metric == QuotaMetric.LEADS:
        other = _figure(("quota.reported", f"{name} 上报线索", "条"), beside, basis.replace("有价值", ""), "lead")
    if demand.metric == QuotaMetric.BUDGET:
        other = _figure(("quota.spent", f"{name} 经费支出", "万元"), beside, f"{basis}支出", "spending", 2)
    short = None
    if minimum is not None:
        gap = QuotaCount(max(minimum - done.value, Decimal(0)), done.rows)
        asked = requirement_text(demand)
        asked += "" if minimum == demand.minimum else f"，按成立以来的天数折算为{minimum:f}{counted_in}"
        formula = f"{asked}−{figure.phrase}"
        short = _figure((f"{key}.short", f"{label}缺", counted_in), gap, formula, ledger, places)
    return QuotaResult(demand, force, name, figure, other, short, minimum)


def _figure(about: tuple[str, str, str], count: QuotaCount, formula: str, ledger: str, places: int = 0) -> Figure:
    key, label, counted_in = about
    return Figure(key, label, counted_in, count.value, formula, count.rows, places, ledger)


def _events(name: str, region: str, count: QuotaCount, counts: QuotaCounts) -> Figure:
    last = next(demand.last for demand in counts.demands if demand.metric == QuotaMetric.REGIONAL_EVENTS)
    formula = f"今年截至{last.isoformat()}在{region}举办的专场推介"
    return _figure(("quota.region", f"{name} {region}专场活动", "次"), count, formula, "activity")
