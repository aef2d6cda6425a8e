"""Projects against the calendar: planned steps, stages passed, what is late, what lies outside the chart."""

from datetime import date
from decimal import Decimal

from models.ledgers import Milestone
from models.rules.deadlines import DeadlineLight
from models.statistics.timelines import TimelineNode, timelines
from models.storage.store import Store
from tests.rows import TODAY, add_project, add_row, add_task_force


def test_projects_stand_by_task_force_with_their_steps(book: Store) -> None:
    with book.writing("项目") as session:
        force = add_task_force(session, "铝", 1, lead_units="工科局")
        course = {"在谈": date(2026, 1, 5), "签约": date(2026, 3, 1), "投产": date(2026, 10, 1)}
        plans = {"plan_start": date(2026, 4, 1), "plan_finish": date(2026, 9, 1), "plan_produce": date(2026, 9, 30)}
        far = add_project(session, "走完的", course, task_force=force, total=Decimal(100), **plans)
        near = add_project(session, "刚签的", {"签约": date(2026, 11, 1)}, task_force=force, total=Decimal(900))
        add_row(session, Milestone, project=near, name="环评", plan_on=date(2026, 11, 10))
        add_row(session, Milestone, project=near, name="用地", plan_on=date(2026, 11, 15), done_on=date(2026, 11, 18))
        alone = add_project(session, "没专班的", {"签约": date(2026, 2, 1)})
        add_project(session, "谈谈看", {"在谈": date(2026, 2, 1)}, task_force=force)  # nothing to show yet
        add_project(session, "终止的", {"签约": date(2026, 2, 1)}, task_force=force, status="终止")
        add_project(session, "达效的", {"签约": date(2025, 2, 1), "达效": date(2026, 2, 1)}, task_force=force)
    with book.reading() as session:
        groups = timelines(session, TODAY)
    assert [(group.name, group.unit, [line.row for line in group.rows]) for group in groups] == [
        ("铝", "工科局", [far, near]),  # the furthest first, whatever it is worth
        ("未分专班", "", [alone]),
    ]
    done, busy = groups[0].rows
    # It produces, so that it was started and finished by then, whether or not anybody wrote down when.
    assert [(node.name, node.done_on) for node in done.nodes] == [
        ("签约", date(2026, 3, 1)),
        *((name, date(2026, 10, 1)) for name in ("开工", "投产", "竣工")),
    ]
    assert [(node.name, node.is_late(TODAY), node.was_late()) for node in busy.nodes] == [
        ("签约", False, False),
        ("环评", True, False),
        ("用地", False, True),
    ]
    assert busy.light is DeadlineLight.RED
    assert busy.since == date(2026, 11, 1)


def test_a_step_due_today_is_not_late() -> None:
    assert not TimelineNode("r", "环评", TODAY, None).is_late(TODAY)
    assert TimelineNode("r", "环评", date(2026, 11, 19), None).is_late(TODAY)
