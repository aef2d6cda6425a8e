"""Who answers for what: bureaus under 责任单位, firms apart from them, since nobody can hold a firm to account so."""

import re
from collections.abc import Sequence
from decimal import Decimal

from models.ledgers import Obligation
from models.rules.vocabulary import ObligationSide
from models.statistics.events import ProjectRecord, StatisticsData
from reports.circulars.parts.letterhead import display_name
from reports.circulars.parts.wording import join_names
from reports.content.document import TextSpan
from reports.figures.figure import Figure, PeriodFigures

_FIRM = re.compile(r"(?:公司|集团|厂|合作社|企业)$")
_UTILITY = re.compile(r"(?:供电|供水|自来水|燃气|热力)[^、]*公司$")  # they serve firms as bureaus do
_MAX_NAMES = 8
_NOBODY = "未定责任单位"


def is_owed_by_firm(obligation: Obligation) -> bool:
    """Whether a firm has to meet an obligation: as its side says, else as the unit's name reads."""
    if obligation.side:
        return obligation.side != ObligationSide.GOVERNMENT
    unit = obligation.unit or ""
    return bool(_FIRM.search(unit)) and not _UTILITY.search(unit)


def unit_of(facts: StatisticsData, obligation: Obligation) -> str:
    """Return who answers for an obligation; empty where nobody does.

    Its unit, else what the row hangs on tells: the project's investor for what a firm owes, and for all else the lead
    units of its task force, or the task force itself.
    """
    course = facts.projects.get(obligation.project or "")
    if obligation.unit or is_owed_by_firm(obligation):
        return str(obligation.unit or (course.investor if course else "") or "")
    row = obligation.task_force or (course.task_force if course else None)
    return next((force.lead_units or display_name(force) for force in facts.forces if force.id == row), "")


def units_by_obligations(facts: StatisticsData, items: Sequence[Obligation]) -> list[str]:
    """Return the units responsible for some obligations, the one with most first; where nobody is, none."""
    counts: dict[str, int] = {}
    for obligation in items:
        if unit := unit_of(facts, obligation):
            counts[unit] = counts.get(unit, 0) + 1
    return sorted(counts, key=lambda unit: (-counts[unit], unit))


def responsible_text(facts: StatisticsData, items: Sequence[Obligation]) -> str:
    """Compose who settles some obligations: “责任单位：市人社局、市工科局；督促企业履约：甲公司”."""
    bureaus = units_by_obligations(facts, [item for item in items if not is_owed_by_firm(item)])
    firms = units_by_obligations(facts, [item for item in items if is_owed_by_firm(item)])
    parts = []
    if bureaus or not firms:
        parts.append(f"责任单位：{_names(bureaus) or '各责任单位'}")
    if firms:
        whose = display_name(facts.only_force) if facts.only_force else "各专班"
        parts.append(f"{'' if bureaus else f'由{whose}'}督促履约企业：{_names(firms)}")
    return "；".join(parts)


def _names(units: list[str]) -> str:
    return join_names(units[:_MAX_NAMES]) + ("等" if len(units) > _MAX_NAMES else "")


def spread(facts: StatisticsData, items: Sequence[Obligation]) -> tuple[TextSpan, ...]:
    """Compose how many obligations each unit has: “市人社局2件，市工科局、市自然资源局各1件”.

    Of a single unit only its name, since the number of all stands before it.
    """
    by_unit: dict[str, list[str]] = {}
    for obligation in items:
        by_unit.setdefault(unit_of(facts, obligation) or _NOBODY, []).append(obligation.id)
    if len(by_unit) == 1:
        return (TextSpan(next(iter(by_unit))),)
    groups: dict[int, list[str]] = {}
    for unit in sorted(by_unit, key=lambda name: (-len(by_unit[name]), name)):
        groups.setdefault(len(by_unit[unit]), []).append(unit)
    spans: list[TextSpan] = []
    left = _MAX_NAMES
    for number, units in groups.items():
        if left <= 0:
            return (*spans, TextSpan("等"))
        shown, left = units[:left], left - len(units)
        rows = by_unit[shown[0]]
        figure = Figure(
            "overdue.unit", f"{shown[0]}逾期事项", "件", Decimal(number), "责任单位是它的", tuple(rows), 0, "obligation"
        )
        cut = "等" if len(shown) < len(units) else ""
        each = "各" if len(units) > 1 else ""
        spans += [
            TextSpan(f"{'，' if spans else ''}{'、'.join(shown)}{cut}{each}"),
            TextSpan(figure.phrase, figure),
        ]
    return tuple(spans)


def units_of_projects(board: PeriodFigures, courses: Sequence[ProjectRecord]) -> str:
    """Return the units responsible for some projects: the unit in charge of each, else its task force's lead units."""
    leads = {force.id: force.lead_units or display_name(force) for force in board.facts.forces}
    unit_names = [
        name for course in courses for name in _split_units(course.unit or leads.get(course.task_force or "", ""))
    ]
    return _names(list(dict.fromkeys(name for name in unit_names if name))) or "各专班牵头单位"


def _split_units(units: str) -> list[str]:
    """Split “市教育局、住建局” into units, adding the level (市) of the first to those that omit it."""
    parts = [unit.strip() for unit in units.split("、") if unit.strip()]
    level = parts[0][0] if parts and parts[0][0] in "市县区" else ""
    return [unit if not level or unit.startswith(level) or not unit.endswith("局") else level + unit for unit in parts]


def lead_units(board: PeriodFigures) -> str:
    """Return the units responsible for what every task force has to do."""
    only = board.facts.only_force
    return (only.lead_units or display_name(only)) if only else "各专班牵头单位"
