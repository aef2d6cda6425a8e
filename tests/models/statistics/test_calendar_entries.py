"""What falls on the days of a month: deadlines, visits planned and made, talks, meetings, duties; free days."""

from datetime import date

import pytest

from models.ledgers import Holiday, Meeting, Milestone, Negotiation, Obligation, Visit, VisitPlan
from models.rules.vocabulary import VisitDirection
from models.statistics.calendar_entries import CalendarDays, EntryKind, EntryState, calendar_days
from models.storage.store import Session, Store
from tests.definitions import set_definitions
from tests.rows import add_lead, add_project, add_row, add_task_force

TODAY = date(2026, 11, 20)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def fill(session: Session) -> str:
    """Add one row of each kind in November and some outside it; return the task force of the visit."""
    set_definitions(session, cadence_set="own", cadence_own="周动态：每周五")
    force = add_task_force(session, "铝", 1)
    project = add_project(session, "示例项目", {"签约": date(2026, 9, 1)})
    add_row(session, Milestone, project=project, name="用地手续", plan_on=date(2026, 11, 10))
    add_row(session, Milestone, project=project, name="环评", plan_on=date(2026, 11, 12), done_on=date(2026, 11, 11))
    stopped = add_project(session, "停下的", {"签约": date(2026, 9, 1)}, status="暂停", status_on=date(2026, 10, 1))
    add_row(session, Milestone, project=stopped, name="不再催", plan_on=date(2026, 11, 10))
    add_row(session, Obligation, name="延期的", due=date(2026, 10, 1), extended_to=date(2026, 11, 25))
    add_row(session, Obligation, name="销号的", due=date(2026, 11, 5), state="已销号", closed_on=date(2026, 11, 4))
    add_row(session, Visit, direction=VisitDirection.OUT, company="甲公司", on=date(2026, 11, 3), task_force=force)
    add_row(
        session,
        Visit,
        direction=VisitDirection.OUT,
        company="没去成",
        planned_on=date(2026, 11, 6),
        planned=True,
        done=False,
    )
    add_row(session, Visit, direction=VisitDirection.OUT, company="下周去", on=date(2026, 11, 27), done=False)
    add_row(session, VisitPlan, company="乙公司", month=FIRST, planned_on=date(2026, 11, 9))
    add_row(session, VisitPlan, company="哪天都行", month=FIRST)
    add_row(session, VisitPlan, company="取消的", month=FIRST, planned_on=date(2026, 11, 9), cancelled_on=FIRST)
    add_row(session, Negotiation, subject="谈电价", on=date(2026, 11, 3), next_on=date(2026, 11, 18), next_step="答复")
    add_row(session, Meeting, name="专题会", on=date(2026, 11, 26))
    add_row(session, Visit, direction=VisitDirection.OUT, company="上个月的", on=date(2026, 10, 31))
    add_lead(session, "示例线索", next_on=date(2026, 12, 1))
    return force


@pytest.fixture
def force(book: Store) -> str:
    """Fill the book; give the task force."""
    with book.writing("示例") as session:
        return fill(session)


def read(book: Store, force: str | None = None) -> CalendarDays:
    """Read November."""
    with book.reading() as session:
        return calendar_days(session, FIRST, LAST, force)


def test_each_day_lists_what_falls_on_it_the_due_first(book: Store, force: str) -> None:
    lines = {
        day.day: [(str(entry.kind), entry.text, str(entry.state(TODAY))) for entry in entries]
        for day, entries in read(book).entries.items()
    }
    assert {day: entries for day, entries in lines.items() if day not in {13, 20}} == {
        3: [("走访", "甲公司（外出）", "已办"), ("洽谈", "谈电价", "已办")],
        5: [("责任事项", "销号的", "已办")],
        6: [("工作节奏", "周动态", "逾期"), ("走访", "没去成（外出）", "逾期")],
        9: [("拜访计划", "乙公司", "逾期")],
        10: [("项目节点", "示例项目：用地手续", "逾期")],
        12: [("项目节点", "示例项目：环评", "已办")],
        18: [("下一步", "谈电价：答复", "逾期")],
        25: [("责任事项", "延期的", "未到")],
        26: [("会议", "专题会", "未到")],
        27: [("工作节奏", "周动态", "未到"), ("走访", "下周去（外出）", "未到")],
    }


def test_a_visit_planned_for_a_month_stands_on_no_day(book: Store, force: str) -> None:
    days = read(book)
    assert [(plan.text, plan.day) for plan in days.undated] == [("哪天都行", LAST)]
    assert all(entry.text != "哪天都行" for entries in days.entries.values() for entry in entries)


def test_a_visit_that_fulfils_a_plan_ticks_it_off(book: Store, force: str) -> None:
    with book.writing("走访") as session:
        plan = session.query(VisitPlan).filter(VisitPlan.company == "乙公司").one().id
        add_row(session, Visit, direction=VisitDirection.OUT, company="乙公司", on=date(2026, 11, 8), plan=plan)
    (entry,) = (entry for entry in read(book).entries[date(2026, 11, 9)] if entry.kind is EntryKind.PLAN)
    assert (entry.done_on, entry.state(TODAY)) == (date(2026, 11, 8), EntryState.DONE)


def test_a_task_force_sees_its_own_and_no_duties_of_the_county(book: Store, force: str) -> None:
    days = read(book, force)
    assert [entry.text for entries in days.entries.values() for entry in entries] == ["甲公司（外出）"]


def test_free_days_and_worked_weekends_are_named(book: Store) -> None:
    with book.writing("节假日") as session:
        add_row(session, Holiday, on=date(2026, 11, 2), kind="放假", name="示例假")
        add_row(session, Holiday, on=date(2026, 11, 7), kind="调休上班", name="示例假")
    days = read(book)
    assert date(2026, 11, 2) in days.free
    assert date(2026, 11, 7) in days.worked
