"""The tables of 拜访进度: their columns, their texts, and the rows behind each count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.rules.visit_plans import PlanState

if TYPE_CHECKING:
    # For annotations only: the statistics are imported with the first look at the page.
    from datetime import date

    from models.statistics.contacts import LastContact
    from models.statistics.visit_plans import PlannedVisit, ProposedMatch
    from models.statistics.visit_progress import PlanCounts, VisitProgress

NONE = "—"
MATCH_COLUMNS = (
    ("计划月份", 100),
    ("拜访对象", 230),
    ("企业家", 90),
    ("带队、责任人", 120),
    ("走访日期", 105),
    ("走访带队和情况", 400),
)
CONTACT_COLUMNS = (("企业", 280), ("企业家", 120), ("对接专班", 130), ("上次联系", 130), ("多少天没联系", 140))


@dataclass(frozen=True, slots=True)
class CountColumn:
    """A column of counts: its heading and width, the planned visits it counts, or the visits made."""

    title: str
    width: int
    planned: Callable[[PlanCounts], Sequence[PlannedVisit]] | None = None
    visits: Callable[[PlanCounts], Sequence[str]] | None = None

    def count(self, counts: PlanCounts) -> int:
        """Return the number of rows."""
        if self.visits is not None:
            return len(self.visits(counts))
        return len(self.planned(counts)) if self.planned is not None else 0

    def rows_by_ledger(self, counts: PlanCounts) -> dict[str, tuple[str, ...]]:
        """Return the rows behind a count by their ledger's table."""
        if self.visits is not None:
            rows = tuple(self.visits(counts))
            return {_VISIT: rows} if rows else {}
        by_ledger: dict[str, list[str]] = {}
        for visit in self.planned(counts) if self.planned is not None else ():
            by_ledger.setdefault(visit.ledger.__tablename__, []).append(visit.row)
        return {ledger: tuple(rows) for ledger, rows in by_ledger.items()}


_VISIT = "visit"


def _of(state: PlanState) -> Callable[[PlanCounts], Sequence[PlannedVisit]]:
    return lambda counts: counts.of_state(state)


COUNT_COLUMNS = (
    CountColumn("计划", 70, lambda counts: counts.held),
    CountColumn(
        PlanState.DONE,
        70,
        visits=lambda counts: [visit.visit for visit in counts.of_state(PlanState.DONE) if visit.visit],
    ),
    CountColumn("完成率", 80),
    CountColumn(PlanState.OVERDUE, 90, _of(PlanState.OVERDUE)),
    CountColumn(PlanState.SOON, 70, _of(PlanState.SOON)),
    CountColumn(PlanState.AHEAD, 80, _of(PlanState.AHEAD)),
    CountColumn(PlanState.CANCELLED, 70, _of(PlanState.CANCELLED)),
    CountColumn("计划外走访", 110, visits=lambda counts: [visit.row for visit in counts.unplanned]),
)
RATE_COLUMN = 2


def count_texts(counts: PlanCounts) -> tuple[str, ...]:
    """Return the texts of a row of counts: a dash for nought, so that what is there stands out."""
    cells = [f"{count:,}" if (count := column.count(counts)) else NONE for column in COUNT_COLUMNS]
    cells[RATE_COLUMN] = NONE if counts.completion is None else f"{counts.completion:.1f}%"
    return counts.name, *cells


def match_texts(match: ProposedMatch) -> tuple[str, ...]:
    """Return the texts of a proposed match."""
    plan = match.plan
    month = f"{plan.month.year}年{plan.month.month}月"
    return (
        month,
        plan.company,
        plan.person or NONE,
        plan.who or NONE,
        match.visited_on.isoformat(),
        match.visit_text or NONE,
    )


def contact_texts(contact: LastContact, progress: VisitProgress, today: date) -> tuple[str, ...]:
    """Return the texts of a firm or a person not contacted for long."""
    last = contact.last.isoformat() if contact.last else "没有记录"
    person = contact.name if contact.name != contact.firm else NONE
    force = progress.force_names.get(contact.task_force or "", "") or NONE
    return contact.firm, person, force, last, f"{contact.quiet_days(today):,}"


def summary(progress: VisitProgress) -> str:
    """Say what the year's plan comes to, and what there is to do."""
    total = progress.total
    if not total.planned:
        return f"{progress.year}年还没有拜访计划；点“从企业库排计划”，或在“拜访计划”里登记。"
    parts = [f"计划 {len(total.held)} 次，已访 {len(total.of_state(PlanState.DONE))} 次"]
    if overdue := total.of_state(PlanState.OVERDUE):
        parts.append(f"逾期未访 {len(overdue)} 次")
    if progress.matches:
        parts.append(f"{len(progress.matches)} 次走访可能对得上计划")
    return "，".join(parts)
