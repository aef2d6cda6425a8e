"""The visit plan against the visits made: what is planned, what fulfils it, what was not planned, what may fit."""

from datetime import date
from typing import Any

from models.ledgers import Enterprise, Visit, VisitPlan
from models.rules.visit_plans import PlanState
from models.statistics.visit_plans import VisitPlanYear, planned_visits, proposed_matches, visit_plan_year
from models.storage.store import Session, Store
from tests.rows import add_row, add_task_force

TODAY = date(2026, 7, 10)


def add_plan(session: Session, company: str, month: int, **facts: Any) -> str:
    """Add a planned visit of 2026."""
    return add_row(session, VisitPlan, company=company, month=date(2026, month, 1), **facts)


def add_visit(session: Session, company: str, on: date | None, **facts: Any) -> str:
    """Add a visit out."""
    return add_row(session, Visit, **{"direction": "外出", "company": company, "on": on} | facts)


def year_of(book: Store, force: str | None = None) -> VisitPlanYear:
    """Read the plan of 2026 on the day of these tests."""
    with book.reading() as session:
        return visit_plan_year(session, 2026, TODAY, force)


def states(plan_year: VisitPlanYear) -> dict[str, PlanState]:
    """Return where each planned visit stands, by its firm."""
    return {visit.company: plan_year.state(visit) for visit in plan_year.planned}


def test_each_planned_visit_stands_where_its_days_and_visits_say(book: Store) -> None:
    with book.writing("计划") as session:
        march = add_plan(session, "已访的", 3)
        add_visit(session, "已访的", date(2026, 5, 2), plan=march)
        add_visit(session, "已访的", date(2026, 3, 9), plan=march)
        postponed = add_plan(session, "没成行的", 6)
        add_visit(session, "没成行的", date(2026, 6, 9), plan=postponed, done=False)
        removed = add_plan(session, "删掉走访的", 6)
        add_visit(session, "删掉走访的", date(2026, 6, 9), plan=removed, removed=True)
        add_plan(session, "月中的", 7, planned_on=date(2026, 7, 20))
        add_plan(session, "月底的", 7)
        add_plan(session, "取消的", 6, cancelled_on=date(2026, 6, 1))
        add_row(session, VisitPlan, company="去年的", month=date(2025, 12, 1))
        add_plan(session, "删掉的", 6, removed=True)
    plan_year = year_of(book)
    assert states(plan_year) == {
        "已访的": PlanState.DONE,
        "没成行的": PlanState.OVERDUE,
        "删掉走访的": PlanState.OVERDUE,
        "取消的": PlanState.CANCELLED,
        "月中的": PlanState.SOON,  # ten days
        "月底的": PlanState.AHEAD,
    }
    visited = next(visit.visited_on for visit in plan_year.planned if visit.company == "已访的")
    assert visited == date(2026, 3, 9)  # the first of the two


def test_a_visit_marked_as_planned_is_a_plan_of_its_own(book: Store) -> None:
    with book.writing("走访") as session:
        add_visit(session, "准备去的", None, planned_on=date(2026, 7, 1), leader="示例甲")
        add_visit(session, "按期的", date(2026, 5, 8), planned_on=date(2026, 5, 6))
        add_visit(session, "计划内的", date(2026, 2, 3), planned=True)
        add_visit(session, "不算计划的", date(2026, 4, 4), planned=False, planned_on=date(2026, 4, 1))
        add_visit(session, "临时去的", date(2026, 4, 5))
        add_visit(session, "没去成的", date(2026, 4, 6), done=False)
        add_visit(session, "以后的", date(2026, 7, 11))
    plan_year = year_of(book)
    assert states(plan_year) == {
        "计划内的": PlanState.DONE,
        "按期的": PlanState.DONE,
        "准备去的": PlanState.OVERDUE,
    }
    with book.reading() as session:
        names = [session.get_one(Visit, visit.row).company for visit in plan_year.unplanned]
    assert names == ["不算计划的", "临时去的"]


def test_a_task_force_has_its_own_plan(book: Store) -> None:
    with book.writing("计划") as session:
        steel, coke = add_task_force(session, "钢铁", 1), add_task_force(session, "焦化", 2)
        add_plan(session, "钢铁的", 3, task_force=steel)
        add_plan(session, "焦化的", 3, task_force=coke)
        add_visit(session, "钢铁去的", date(2026, 3, 1), task_force=steel)
        add_visit(session, "焦化去的", date(2026, 3, 1), task_force=coke)
    plan_year = year_of(book, steel)
    assert [visit.company for visit in plan_year.planned] == ["钢铁的"]
    assert len(plan_year.unplanned) == 1


def test_a_visit_to_the_same_firm_about_that_time_is_proposed_once(book: Store) -> None:
    with book.writing("计划") as session:
        firm = add_row(session, Enterprise, name="甲公司")
        add_plan(session, "甲公司", 3, enterprise=firm)
        add_plan(session, "甲公司", 6, enterprise=firm)
        march = add_visit(session, "甲公司（集团）", date(2026, 4, 20), enterprise=firm, content="谈\n选址")
        june = add_visit(session, "甲公司", date(2026, 6, 30))  # by its name: the link was never set
        add_plan(session, "乙公司", 3)
        add_visit(session, "乙公司", date(2026, 7, 2))  # 93 days late
        add_plan(session, "丙公司", 3, direction="来访")
        add_visit(session, "丙公司", date(2026, 3, 2))  # the other way round
        add_plan(session, "丁公司", 3, cancelled_on=date(2026, 2, 1))
        add_visit(session, "丁公司", date(2026, 3, 2))
        other = add_plan(session, "戊公司", 3)
        add_visit(session, "戊公司", date(2026, 3, 2), plan=other)
        add_visit(session, "戊公司", date(2026, 3, 3))  # its plan is fulfilled already
        add_plan(session, "己公司", 3)
        add_visit(session, "己公司", date(2026, 3, 3), done=False)
    plan_year = year_of(book)
    with book.reading() as session:
        proposals = proposed_matches(session, plan_year)
    assert [(match.plan.month.month, match.visit) for match in proposals] == [(3, march), (6, june)]
    assert proposals[0].visit_text == "谈 选址"


def test_a_month_s_plan_has_a_day_s_plan_of_that_month(book: Store) -> None:
    with book.writing("计划") as session:
        add_plan(session, "月内的", 6, planned_on=date(2026, 6, 12))
        add_plan(session, "上月的", 5)
        add_plan(session, "下月的", 7)
    with book.reading() as session:
        planned = list(planned_visits(session, date(2026, 6, 1), date(2026, 6, 30)))
    assert [(visit.company, visit.first, visit.due) for visit in planned] == [
        ("月内的", date(2026, 6, 12), date(2026, 6, 12))
    ]
