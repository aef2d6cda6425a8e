"""拜访计划执行情况: a year's plan against the visits made by leader, task force and month, and who is still waiting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.ledgers import County
from models.rules.visit_plans import PlanState
from models.statistics.contacts import LastContact
from models.statistics.visit_plans import PlannedVisit, UnplannedVisit
from models.statistics.visit_progress import PlanCounts, PlanGrouping, VisitProgress
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.visit_plan import made_figure, planned_figure
from reports.circulars.parts.wording import Sentence, column, fill, paragraph, row, unless_none
from reports.circulars.sheets.sheet_document import county_list, numbered_sections
from reports.content.document import Align, Block, Document, Row, Table
from reports.figures.figure import EMPTY, Figure

NAME = "拜访计划执行情况"
_MADE = "计划里已成行的走访"
_MAX_CONTACTS = 40  # firms named; all stand on the page 拜访进度


@dataclass(frozen=True, slots=True)
class VisitPlanRequest:
    """Parameters of a sheet: the county, the day, and after how many days a firm counts as not contacted."""

    county: County
    today: date
    contact_days: int


def draft(request: VisitPlanRequest, progress: VisitProgress) -> Document:
    """Compose the sheet: the counts, the visits overdue or soon due, and the firms not contacted for long."""
    waiting = [visit for state in (PlanState.OVERDUE, PlanState.SOON) for visit in progress.total.of_state(state)]
    sections: list[tuple[str, tuple[Block, ...]]] = [
        (f"按{grouping}", (_count_table(grouping, progress.counts[grouping], progress.total),))
        for grouping in PlanGrouping
    ]
    if waiting:
        sections.append(("逾期未访和临期的", (_waiting_table(progress, waiting),)))
    if progress.firms:
        sections.append((f"{request.contact_days}天以上没有联系的企业", (_contact_table(request, progress),)))
    body: list[Block] = [paragraph(*_opening(request, progress))]
    body += numbered_sections(sections)
    return county_list(request.county, f"{progress.year}年{NAME}", body, request.today, ("拜访计划",))


def _opening(request: VisitPlanRequest, progress: VisitProgress) -> tuple[Sentence, ...]:
    total = progress.total
    held = planned_figure("全年计划拜访", total.held, "这一年的拜访计划，取消的除外")
    done = made_figure("全年已访", total.of_state(PlanState.DONE), _MADE)
    overdue = planned_figure("逾期未访", total.of_state(PlanState.OVERDUE), "计划的日子已过、还没有走访的")
    unplanned = _unplanned("计划外走访", total.unplanned)
    return (
        fill(f"截至{long_date(request.today)}，{progress.year}年计划拜访{{n}}", n=held),
        unless_none(done, "，已访{d}", "，都还没有成行", d=done),
        fill("，完成率{r}", r=_rate(total)) if total.completion else "",
        unless_none(overdue, "，逾期未访{o}", "，没有逾期未访的", o=overdue),
        unless_none(unplanned, "；计划外走访{u}。", "。", u=unplanned),
    )


def _count_table(grouping: PlanGrouping, lines: Sequence[PlanCounts], total: PlanCounts) -> Table:
    headings = ("计划", "已访", "完成率（%）", "逾期未访", "临期", "未到期", "取消", "计划外走访")
    columns = (column(grouping, 10, Align.LEFT), *(column(heading, 6, Align.RIGHT) for heading in headings))
    rows = [_count_row(line) for line in lines]
    shared = sum(len(line.planned) for line in lines) > len(total.planned)
    notes = ("几位领导一起带队的在各人名下各计一次，合计中只计一次。",) if shared else ()
    return Table("", columns, (*rows, _count_row(total, total=True)), unit="单位：次", notes=notes)


def _count_row(line: PlanCounts, *, total: bool = False) -> Row:
    states = (PlanState.OVERDUE, PlanState.SOON, PlanState.AHEAD, PlanState.CANCELLED)
    return row(
        line.name,
        planned_figure(f"{line.name} 计划拜访", line.held, "拜访计划，取消的除外"),
        made_figure(f"{line.name} 已访", line.of_state(PlanState.DONE), _MADE),
        _rate(line),
        *(planned_figure(f"{line.name} {state}", line.of_state(state), f"拜访计划里{state}的") for state in states),
        _unplanned(f"{line.name} 计划外走访", line.unplanned),
        total=total,
    )


def _unplanned(label: str, visits: Sequence[UnplannedVisit]) -> Figure:
    rows = tuple(visit.row for visit in visits)
    return Figure("visit_plan.unplanned", label, "次", Decimal(len(rows)), "不在计划里的走访", rows, 0, "visit")


def _rate(line: PlanCounts) -> Figure:
    done = line.of_state(PlanState.DONE)
    rows = tuple(visit.visit for visit in done if visit.visit)
    formula = f"完成率＝已访{len(done)}÷计划{len(line.held)}"
    return Figure("visit_plan.rate", f"{line.name} 完成率", "%", line.completion, formula, rows, 1, "visit")


def _waiting_table(progress: VisitProgress, waiting: Sequence[PlannedVisit]) -> Table:
    columns = (
        column("序号", 2.5),
        column("拜访对象", 14, Align.LEFT),
        column("企业家", 6),
        column("带队县领导", 7),
        column("责任人", 6),
        column("专班", 7),
        column("最晚日期", 6),
        column("情况", 8),
    )
    rows = []
    for number, visit in enumerate(waiting, start=1):
        late = (progress.plan_year.today - visit.due).days
        state = f"逾期{late}天" if late > 0 else f"还有{-late}天"
        force = progress.force_names.get(visit.task_force or "", EMPTY)
        names = (visit.company, visit.person or EMPTY, visit.leader or EMPTY, visit.owner or EMPTY)
        rows.append(row(number, *names, force, visit.due.isoformat(), state))
    return Table("", columns, tuple(rows))


def _contact_table(request: VisitPlanRequest, progress: VisitProgress) -> Table:
    columns = (
        column("序号", 2.5),
        column("企业", 18, Align.LEFT),
        column("对接专班", 8),
        column("上次联系", 7),
        column("多少天没联系", 7, Align.RIGHT),
    )
    shown = progress.firms[:_MAX_CONTACTS]
    rows = tuple(_contact_row(request, progress, number, firm) for number, firm in enumerate(shown, start=1))
    cut = len(progress.firms) > len(shown)
    notes = (f"共{len(progress.firms)}家，表中是最久的{len(shown)}家。",) if cut else ()
    return Table("", columns, rows, notes=notes)


def _contact_row(request: VisitPlanRequest, progress: VisitProgress, number: int, firm: LastContact) -> Row:
    last = firm.last.isoformat() if firm.last else "没有记录"
    force = progress.force_names.get(firm.task_force or "", EMPTY)
    return row(number, firm.name, force, last, firm.quiet_days(request.today))
