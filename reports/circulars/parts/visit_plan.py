"""The visit plan in circulars: what was planned for the period and what was done; and the figures of its sheet."""

from collections.abc import Sequence
from decimal import Decimal

from models.ledgers import Visit, VisitPlan
from models.statistics.visit_plans import PlannedVisit
from reports.circulars.parts.period_data import PeriodData
from reports.circulars.parts.wording import paragraph
from reports.circulars.phrases.bank import SlotValue
from reports.content.document import Paragraph, TextSpan
from reports.figures.figure import Figure


def plan_paragraph(data: PeriodData) -> tuple[Paragraph, ...]:
    """Compose the paragraph on the visit plan; none where nothing was planned for the period."""
    sentence = plan_sentence(data)
    return (paragraph(sentence, key="visits.plan"),) if sentence else ()


def plan_sentence(data: PeriodData) -> tuple[TextSpan, ...]:
    """Say how many visits were planned for the period and made by its end, and how many are overdue then."""
    first, last = data.period.first, data.period.last
    held = [visit for visit in data.visit_plan if visit.cancelled_on is None or visit.cancelled_on > last]
    of_period = [visit for visit in held if first <= visit.due <= last]
    if not of_period:
        return ()
    done = [visit for visit in of_period if visit.visited_on is not None and visit.visited_on <= last]
    late = [visit for visit in held if visit.due <= last and (visit.visited_on is None or visit.visited_on > last)]
    span = f"{first.isoformat()} 至 {last.isoformat()}"
    values: dict[str, SlotValue] = {
        "这一期": data.compared.words[1],
        "计划": planned_figure("计划拜访", of_period, f"拜访计划里日期在 {span} 的，取消的除外"),
        "完成": made_figure("已完成的计划拜访", done, f"这些计划里到 {last.isoformat()} 已成行的"),
    }
    spans = data.say("work.visits.plan" if done else "work.visits.plan.none", values)
    if late:
        formula = f"计划的日子不晚于 {last.isoformat()}、到这一天还没有走访的"
        overdue = planned_figure("逾期未访", late, formula, "visit_plan.late")
        spans += data.say("work.visits.plan.late", {"逾期": overdue})
    return spans


def planned_figure(label: str, visits: Sequence[PlannedVisit], formula: str, key: str = "visit_plan.planned") -> Figure:
    """Return a count of planned visits; its rows are those of the plan, or visits where none is of the plan."""
    tables = {visit.ledger.__tablename__ for visit in visits} or {VisitPlan.__tablename__}
    ledger = VisitPlan.__tablename__ if VisitPlan.__tablename__ in tables else tables.pop()
    rows = tuple(visit.row for visit in visits if visit.ledger.__tablename__ == ledger)
    return Figure(key, label, "次", Decimal(len(visits)), formula, rows, 0, ledger)


def made_figure(label: str, visits: Sequence[PlannedVisit], formula: str) -> Figure:
    """Return a count of planned visits that were made, with the rows of the visits."""
    rows = tuple(visit.visit for visit in visits if visit.visit)
    return Figure("visit_plan.made", label, "次", Decimal(len(rows)), formula, rows, 0, Visit.__tablename__)
