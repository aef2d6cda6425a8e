"""The latest contact with a firm and with a person of it, and whom nobody contacted for too long."""

from datetime import date
from typing import Any

import pytest

from models.ledgers import Contact, Enterprise, Lead, Negotiation, Project, Visit, VisitPlan
from models.statistics.contacts import last_contact_of, quiet_firms, quiet_persons
from models.storage.store import Session, Store
from tests.definitions import set_definitions
from tests.rows import add_row, add_task_force

TODAY = date(2026, 9, 30)


def add_firm(session: Session, name: str = "甲公司", **facts: Any) -> str:
    """Add a firm that is to be visited in March."""
    return add_row(session, Enterprise, **{"name": name, "visit_plan": "3月"} | facts)


def add_visit(session: Session, on: date, **facts: Any) -> str:
    """Add a visit to the firm of these tests."""
    return add_row(session, Visit, **{"direction": "外出", "company": "甲公司", "on": on} | facts)


def test_visits_talks_and_the_day_noted_are_contacts(book: Store) -> None:
    def contact() -> date | None:
        with book.reading() as session:
            return last_contact_of(session, firm, TODAY)

    with book.writing("企业") as session:
        firm = add_firm(session)
    assert contact() is None
    with book.writing("联系人") as session:
        add_row(session, Contact, enterprise=firm, name="赵总", last_met=date(2026, 1, 5))
    assert contact() == date(2026, 1, 5)
    with book.writing("走访") as session:
        add_visit(session, date(2026, 2, 1))  # by the name alone
        add_visit(session, date(2026, 8, 1), done=False)
        add_visit(session, date(2026, 10, 1), enterprise=firm)  # later than today
    assert contact() == date(2026, 2, 1)
    with book.writing("洽谈") as session:
        lead = add_row(session, Lead, name="甲线索", enterprise=firm)
        add_row(session, Negotiation, subject="一轮", lead=lead, on=date(2026, 3, 1))
    assert contact() == date(2026, 3, 1)
    with book.writing("项目") as session:
        project = add_row(session, Project, name="甲项目", enterprise=firm)
        add_row(session, Negotiation, subject="二轮", project=project, on=date(2026, 4, 1))
        add_row(session, Negotiation, subject="删了的", project=project, on=date(2026, 5, 1), removed=True)
    assert contact() == date(2026, 4, 1)
    with book.writing("走访") as session:
        add_visit(session, date(2026, 6, 1), enterprise=firm)
    assert contact() == date(2026, 6, 1)


@pytest.mark.parametrize(
    ("days", "visited", "quiet"),
    [
        ("90", date(2026, 7, 3), False),
        ("90", date(2026, 7, 2), True),
        ("89", date(2026, 7, 3), True),
        ("0", None, False),
    ],
)
def test_a_firm_of_the_plan_is_quiet_from_the_day_of_the_setting_on(
    book: Store, days: str, visited: date | None, quiet: bool
) -> None:
    with book.writing("企业") as session:
        set_definitions(session, contact_days=days)
        firm = add_firm(session)
        if visited:
            add_visit(session, visited, enterprise=firm)
    with book.reading() as session:
        listed = quiet_firms(session, TODAY)
    assert [contact.row for contact in listed] == ([firm] if quiet else [])


def test_only_firms_of_the_plan_are_listed_the_longest_first(book: Store) -> None:
    with book.writing("企业") as session:
        force = add_task_force(session, "钢铁", 1)
        planned = add_firm(session, "有计划行的", visit_plan=None, task_force=force)
        add_row(session, VisitPlan, company="有计划行的", enterprise=planned, month=date(2026, 12, 1))
        add_row(session, Visit, direction="外出", company="", enterprise=planned, on=date(2026, 5, 1))
        typed = add_firm(session, "写了几月的")
        add_row(session, Visit, direction="来访", company="", enterprise=typed, on=date(2026, 4, 1))
        cancelled, last_year = {"cancelled_on": date(2026, 1, 1)}, {"month": date(2025, 6, 1)}
        others: dict[str, dict[str, Any]] = {"没有计划的": {}, "计划取消的": cancelled, "去年计划的": last_year}
        for name, facts in others.items():
            firm = add_firm(session, name, visit_plan=None)
            add_row(session, Visit, direction="外出", company="", enterprise=firm, on=date(2026, 1, 1))
            if facts:
                add_row(session, VisitPlan, **{"company": name, "enterprise": firm, "month": date(2026, 6, 1)} | facts)
    with book.reading() as session:
        every, of_force = quiet_firms(session, TODAY), quiet_firms(session, TODAY, force)
    assert [(contact.name, contact.quiet_days(TODAY)) for contact in every] == [
        ("写了几月的", 182),
        ("有计划行的", 152),
    ]
    assert [contact.name for contact in of_force] == ["有计划行的"]


def test_a_person_was_met_where_a_visit_or_a_talk_names_them(book: Store) -> None:
    with book.writing("企业") as session:
        firm = add_firm(session)
        for name in ("赵总", "赵总助理", "钱总", "孙总"):
            add_row(session, Contact, enterprise=firm, name=name, last_met=date(2026, 1, 5))
        add_visit(session, date(2026, 3, 1), enterprise=firm, met="李总、赵总")
        lead = add_row(session, Lead, name="甲线索", enterprise=firm)
        add_row(session, Negotiation, subject="一轮", lead=lead, on=date(2026, 4, 1), theirs="钱总")
        add_visit(session, date(2026, 9, 1), enterprise=firm, met="孙总")
    with book.reading() as session:
        met = {contact.name: contact.last for contact in quiet_persons(session, TODAY)}
    assert met == {"赵总": date(2026, 3, 1), "赵总助理": date(2026, 1, 5), "钱总": date(2026, 4, 1)}
