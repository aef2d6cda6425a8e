"""The plan counted by leader, task force and month, by hand."""

from datetime import date

from models.rules.visit_plans import PlanState
from models.statistics.visit_progress import PlanCounts, PlanGrouping, VisitProgress, visit_progress
from models.storage.store import Store
from tests.models.statistics.test_visit_plans import TODAY, add_plan, add_visit
from tests.rows import add_task_force


def progress_of(book: Store) -> VisitProgress:
    """Plan five visits of two task forces, two of them made, and make two unplanned; count them."""
    with book.writing("计划") as session:
        coke, steel = add_task_force(session, "焦化", 1), add_task_force(session, "钢铁", 2)
        shared = add_plan(session, "甲公司", 3, leader="王强、李明", task_force=steel)
        add_visit(session, "甲公司", date(2026, 3, 9), plan=shared, task_force=steel, leader="王强")
        april = add_plan(session, "乙公司", 3, leader="王强", task_force=coke)
        add_visit(session, "乙公司", date(2026, 4, 9), plan=april, task_force=coke)
        add_plan(session, "丙公司", 6, leader="王强", task_force=coke)
        add_plan(session, "丁公司", 12, task_force=coke)
        add_plan(session, "戊公司", 6, leader="李明", cancelled_on=date(2026, 5, 1))
        add_visit(session, "己公司", date(2026, 6, 5), leader="李明", task_force=steel)
        add_visit(session, "庚公司", date(2026, 6, 6), leader="赵六")
    with book.reading() as session:
        return visit_progress(session, 2026, TODAY)


def in_short(counts: PlanCounts) -> tuple[str, int, int, int, int, int]:
    """Return name, planned, made, overdue, cancelled and unplanned."""
    states = (PlanState.DONE, PlanState.OVERDUE, PlanState.CANCELLED)
    done, overdue, cancelled = (len(counts.of_state(state)) for state in states)
    return counts.name, len(counts.held), done, overdue, cancelled, len(counts.unplanned)


def test_a_visit_led_by_two_counts_for_both(book: Store) -> None:
    progress = progress_of(book)
    assert [in_short(counts) for counts in progress.counts[PlanGrouping.LEADER]] == [
        ("王强", 3, 2, 1, 0, 0),
        ("李明", 1, 1, 0, 1, 1),
        ("赵六", 0, 0, 0, 0, 1),
        ("（未定）", 1, 0, 0, 0, 0),
    ]
    assert in_short(progress.total) == ("合计", 4, 2, 1, 1, 2)
    assert progress.total.completion == 50


def test_task_forces_stand_in_their_order_and_months_in_theirs(book: Store) -> None:
    progress = progress_of(book)
    assert [in_short(counts) for counts in progress.counts[PlanGrouping.TASK_FORCE]] == [
        ("焦化", 3, 1, 1, 0, 0),
        ("钢铁", 1, 1, 0, 0, 1),
        ("（未定）", 0, 0, 0, 1, 1),
    ]
    assert [in_short(counts) for counts in progress.counts[PlanGrouping.MONTH]] == [
        ("3月", 2, 2, 0, 0, 0),
        ("6月", 1, 0, 1, 1, 2),
        ("12月", 1, 0, 0, 0, 0),
    ]
    assert progress.counts[PlanGrouping.MONTH][2].completion == 0
    assert progress.counts[PlanGrouping.LEADER][2].completion is None
