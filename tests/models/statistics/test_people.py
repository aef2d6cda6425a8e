"""Who serves how long, what falls to each, training and talents: counted by hand."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import Enterprise, Member, Negotiation, Talent, Training, Visit
from models.statistics.people import People, people_of_year
from models.storage.store import Session, Store
from tests.definitions import set_definitions
from tests.rows import add_row, add_task_force

LAST = date(2026, 6, 30)  # 181 days of the year
D = Decimal


def fill(session: Session) -> str:
    """Add two task forces; the first has one member all along, one since April, one gone in January."""
    set_definitions(session, visits_per_member="12", talks_per_member="6")
    force = add_task_force(session, "铝", 1, leader="示例组长")
    other = add_task_force(session, "钢铁", 2)
    add_row(session, Member, task_force=force, name="甲", role="组长", phone="13800000000")
    add_row(session, Member, task_force=force, name="乙", role="成员", seconded=True, since=date(2026, 4, 1))
    add_row(session, Member, task_force=force, name="丙", role="成员", until=date(2026, 1, 31))
    add_row(session, Member, task_force=force, name="早走了", until=date(2025, 12, 31))
    add_row(session, Member, task_force=force, name="丁", role="招商大使")
    add_row(session, Member, task_force=other, name="甲", role="联络员")
    facts = {"direction": "外出", "company": "某企业"}
    visits = ((date(2026, 2, 1), "甲", "丙"), (date(2026, 3, 1), "甲", "乙"), (date(2026, 5, 1), None, "乙、甲"))
    for on, leader, people in visits:
        add_row(session, Visit, task_force=force, on=on, leader=leader, people=people, **facts)
    add_row(session, Visit, task_force=force, on=date(2025, 12, 30), people="甲", **facts)
    add_row(session, Visit, task_force=force, on=date(2026, 7, 1), people="甲", **facts)
    add_row(session, Negotiation, task_force=force, on=date(2026, 4, 2), ours="乙", subject="谈")
    return force


@pytest.fixture
def people(book: Store) -> People:
    """Read the people of a small county."""
    with book.writing("示例") as session:
        fill(session)
    with book.reading() as session:
        return people_of_year(session, LAST)


def test_days_contacts_and_what_is_asked_of_each_follow_arrival_and_leaving(people: People) -> None:
    lines = {
        member.texts[0]: (member.days, len(member.visits), len(member.talks), member.asked_visits, member.asked_talks)
        for member in people.forces[0].members
    }
    # 12×181÷365=5.95, 12×91÷365=2.99, 12×31÷365=1.02; 6×181÷365=2.98, 6×91÷365=1.50 up to 1 or 2, 6×31÷365=0.51.
    assert lines == {
        "甲": (181, 3, 0, D(6), D(3)),
        "乙": (91, 1, 1, D(3), D(1)),  # 1.496; the visit of March was before the arrival
        "丙": (31, 0, 0, D(1), D(1)),  # gone when the visit of February took place
    }


def test_per_head_counts_half_a_year_as_half_a_person(people: People) -> None:
    force = people.forces[0]
    assert force.strength == D("1.7")  # (181+91+31)÷181 = 1.674
    assert force.per_head(force.visits) == D("1.8")  # 3÷1.7
    assert force.per_head(force.talks) == D("0.6")
    assert [member.texts[0] for member in force.present(LAST)] == ["甲", "乙"]
    assert (force.leader, people.forces[1].liaison) == ("示例组长", "甲")


def test_namesakes_of_another_task_force_and_outsiders_are_kept_apart(people: People) -> None:
    (namesake,) = people.forces[1].members
    assert namesake.visits == []
    assert people.forces[1].per_head(()) == 0
    assert [member.texts[0] for member in people.outsiders] == ["丁"]


def test_telephones_are_masked_unless_asked_for(book: Store, people: People) -> None:
    assert people.forces[0].members[0].texts[4] == "138****0000"
    with book.reading() as session:
        assert people_of_year(session, LAST, unmasked=True).forces[0].members[0].texts[4] == "13800000000"


def test_a_county_that_asks_for_nothing_is_told_nothing(book: Store) -> None:
    with book.writing("示例") as session:
        add_row(session, Member, task_force=add_task_force(session, "铝", 1), name="甲")
    with book.reading() as session:
        (member,) = people_of_year(session, LAST).forces[0].members
    assert (member.asked_visits, member.asked_talks) == (None, None)


def test_training_counts_its_number_or_its_names_and_talents_come_open_first(book: Store) -> None:
    with book.writing("示例") as session:
        force = fill(session)
        add_row(session, Training, name="讲座", on=date(2026, 1, 12), heads=48)
        add_row(session, Training, name="考察", on=date(2026, 4, 12), task_forces=force, people="甲、乙", days=3)
        add_row(session, Training, name="去年的", on=date(2025, 12, 31), heads=9)
        add_row(session, Training, name="以后的", on=date(2026, 7, 1), heads=9)
        firm = add_row(session, Enterprise, name="示例材料有限公司")
        add_row(session, Talent, name="操作工", enterprise=firm, task_force=force, wanted=40, hired=40, state="已满足")
        add_row(session, Talent, name="工程师", enterprise=firm, task_force=force, wanted=6, hired=2)
        add_row(session, Talent, name="不要了", wanted=9, state="已取消")
    with book.reading() as session:
        people = people_of_year(session, LAST)
    assert [(training.texts[0], training.heads) for training in people.trainings] == [("讲座", 48), ("考察", 2)]
    assert [force.trained for force in people.forces] == [1, 0]
    assert [(demand.texts[0], demand.is_open) for demand in people.talents] == [("工程师", True), ("操作工", False)]
