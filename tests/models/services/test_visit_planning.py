"""A clerk draws up the plan from the firms and matches visits to it; each can be undone."""

from datetime import date

import pytest

from models.audit import history
from models.errors import UserError
from models.ledgers import Contact, Enterprise, Visit, VisitPlan
from models.queries.reading_context import reading_context
from models.services.row_service import save_row
from models.services.visit_planning import draw_up_plan, match_visits
from models.storage.store import Store
from tests.rows import READ_CONTEXT, add_row, add_task_force


def planned(book: Store) -> list[tuple[str, int, str | None]]:
    """Return the planned visits as (firm, month, person)."""
    with book.reading() as session:
        rows = (
            session.query(VisitPlan).filter(VisitPlan.removed.is_(False)).order_by(VisitPlan.company, VisitPlan.month)
        )
        return [(row.company, row.month.month, row.person) for row in rows]


def test_firms_are_planned_by_what_their_text_says(book: Store) -> None:
    with book.writing("企业") as session:
        force = add_task_force(session, "焦化", 1)
        twice = add_row(session, Enterprise, name="甲公司", visit_plan="2次", task_force=force)
        add_row(session, Contact, enterprise=twice, name="赵总", post="董事长", last_met=date(2026, 2, 1))
        add_row(session, Contact, enterprise=twice, name="钱总", last_met=date(2025, 2, 1))
        add_row(session, Enterprise, name="乙公司", visit_plan="再说")
        add_row(session, Enterprise, name="丙公司")
        known = add_row(session, Enterprise, name="丁公司", visit_plan="3月")
        add_row(session, VisitPlan, company="丁公司", enterprise=known, month=date(2026, 5, 1))
        add_row(session, Enterprise, name="戊公司", visit_plan="4月", removed=True)
    with book.writing("排计划") as session:
        plan = draw_up_plan(session, 2026)
    assert (plan.added, plan.firms, plan.unread) == (2, 1, ("乙公司（再说）",))
    assert planned(book) == [("丁公司", 5, None), ("甲公司", 6, "赵总"), ("甲公司", 12, "赵总")]
    with book.reading() as session:
        row = session.query(VisitPlan).filter(VisitPlan.company == "甲公司").first()
        assert row is not None
        assert (row.task_force, row.enterprise, row.person_post, row.direction) == (force, twice, "董事长", "外出")
    with book.reading() as session:
        batch, _ = history.undoable(session)
    assert batch is not None
    with book.writing("撤销") as session:
        history.undo(session, batch.id)
    assert planned(book) == [("丁公司", 5, None)]


def test_where_there_is_nothing_to_plan_a_sentence_says_so(book: Store) -> None:
    with book.writing("企业") as session, pytest.raises(UserError, match="年度拜访计划"):
        draw_up_plan(session, 2026)


def test_a_visit_fulfils_one_plan_only(book: Store) -> None:
    with book.writing("计划") as session:
        plans = [add_row(session, VisitPlan, company="甲公司", month=date(2026, month, 1)) for month in (3, 6)]
        visit = add_row(session, Visit, direction="外出", company="甲公司", on=date(2026, 3, 2))
    with book.writing("对上") as session:
        assert match_visits(session, [(plans[0], visit)], reading_context(session)) == 1
    with book.reading() as session:
        assert session.get_one(Visit, visit).plan == plans[0]
    with book.writing("再对") as session, pytest.raises(UserError, match="刚被改过"):
        match_visits(session, [(plans[1], visit)], reading_context(session))


def test_the_month_follows_the_planned_day(book: Store) -> None:
    with book.writing("计划") as session:
        row = save_row(
            session, VisitPlan, None, {"company": "甲公司", "month": "3月", "planned_on": "4.8"}, READ_CONTEXT
        )
        assert (row.month, row.planned_on) == (date(2026, 4, 1), date(2026, 4, 8))  # type: ignore[attr-defined]
