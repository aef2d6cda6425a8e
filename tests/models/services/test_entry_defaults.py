"""What a new row begins with: today, and the task force and officer of the row this user entered last."""

from datetime import date

import sqlalchemy as sa

from models.audit.history import move_to_recycle_bin
from models.fields.field import field_of
from models.fields.kind import ReadValue
from models.fields.kinds import DayKind, LinkKind, PeopleKind
from models.ledgers import LEDGERS, Feedback, Funding, Lead, Milestone, Project, StageMove, TaskForce, Visit
from models.services.entry_defaults import default_values, values_for_next_row
from models.storage.store import Store
from tests import rows

TODAY = date(2026, 11, 20)
WHO = "示例甲"  # who opens the test's book


def test_a_lead_begins_with_today_and_the_task_force_and_officer_of_the_last_one(book: Store) -> None:
    with book.writing("示例") as session:
        first, second = (rows.add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "新材料")))
    for force, owner in ((first, "李明"), (second, "约王丽")):
        with book.writing("新增 线索") as session:
            rows.add_lead(session, task_force=force, owner=owner, reported_on=date(2026, 3, 2))
    with book.reading() as session:
        values = default_values(session, Lead, WHO, TODAY)
    assert values == {
        "task_force": ReadValue(second),
        "reported_on": ReadValue(TODAY),
        "owner": ReadValue("约王丽"),
    }


def test_rows_of_others_of_other_ledgers_of_an_import_and_removed_ones_say_nothing(book: Store) -> None:
    with book.writing("示例") as session:
        mine, other = (rows.add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "新材料")))
    with book.writing("新增 线索") as session:
        rows.add_lead(session, task_force=mine, owner="李明")
    with book.writing("新增 走访") as session:
        rows.add_row(session, Visit, direction="外出", company="甲公司", task_force=other)
    with book.writing("收表") as session:
        for name in ("收来的一", "收来的二"):
            rows.add_lead(session, name, task_force=other, owner="收表人")
    with book.writing("新增 线索") as session:
        gone = rows.add_lead(session, task_force=other, owner="移走的人")
    with book.writing("移入回收站") as session:
        move_to_recycle_bin([session.get_one(Lead, gone)])
    with book.reading() as session:
        assert default_values(session, Lead, WHO, TODAY)["owner"] == ReadValue("李明")
        assert default_values(session, Lead, "另一位", TODAY) == {"reported_on": ReadValue(TODAY)}


def test_a_row_edited_by_another_is_still_of_whoever_entered_it(book: Store) -> None:
    with book.writing("新增 线索") as session:
        lead = rows.add_lead(session, owner="李明")
    book.who = "另一位"
    with book.writing("修改 线索") as session:
        session.get_one(Lead, lead).owner = "王丽"
    with book.reading() as session:
        assert default_values(session, Lead, WHO, TODAY)["owner"] == ReadValue("王丽")
        assert "owner" not in default_values(session, Lead, "另一位", TODAY)


def test_the_only_task_force_of_a_book_is_its_own_and_one_in_the_bin_is_nobodys(book: Store) -> None:
    with book.writing("示例") as session:
        mine, gone = (rows.add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "新材料")))
    with book.writing("新增 线索") as session:
        rows.add_lead(session, task_force=gone)
    with book.reading() as session:
        assert default_values(session, Visit, WHO, TODAY) == {"on": ReadValue(TODAY)}
    with book.writing("移入回收站") as session:
        move_to_recycle_bin([session.get_one(TaskForce, gone)])
    with book.reading() as session:
        assert default_values(session, Visit, WHO, TODAY) == {"on": ReadValue(TODAY), "task_force": ReadValue(mine)}
        assert default_values(session, Lead, WHO, TODAY)["task_force"] == ReadValue(mine)


def test_a_milestone_has_no_day_before_it_is_planned_and_a_feedback_is_of_today(book: Store) -> None:
    with book.reading() as session:
        assert default_values(session, Milestone, WHO, TODAY) == {}
        assert default_values(session, Feedback, WHO, TODAY) == {"on": ReadValue(TODAY)}
        assert default_values(session, Funding, WHO, TODAY) == {"reported_on": ReadValue(TODAY)}


def test_a_visit_begins_with_the_direction_of_the_last_one(book: Store) -> None:
    with book.writing("新增 走访") as session:
        rows.add_row(session, Visit, direction="来访", company="甲公司")
    with book.reading() as session:
        assert default_values(session, Visit, WHO, TODAY)["direction"] == ReadValue("来访")
        assert "direction" not in default_values(session, Visit, "另一位", TODAY)


def test_a_ledger_names_days_task_forces_and_persons_of_its_own_only() -> None:
    kinds = {
        ledger.__tablename__: [
            field_of(ledger, key).kind for key in ledger.about.starts_with if (ledger, key) != (Visit, "direction")
        ]
        for ledger in LEDGERS
    }
    for table, begun in kinds.items():
        days = [kind for kind in begun if isinstance(kind, DayKind)]
        assert len(days) <= 1, table
        assert all(
            isinstance(kind, (DayKind, PeopleKind)) or (isinstance(kind, LinkKind) and kind.to == "task_force")
            for kind in begun
        ), table


def test_the_next_row_begins_with_task_force_officer_and_day(book: Store) -> None:
    with book.writing("示例") as session:
        force = rows.add_task_force(session, "焦化", 1)
        lead = rows.add_lead(session, owner="李明", task_force=force, reported_on=date(2026, 11, 3), place="江苏常州")
        values = values_for_next_row(session, Lead, lead)
    assert values == {
        "task_force": ReadValue(force),
        "reported_on": ReadValue(date(2026, 11, 3)),
        "owner": ReadValue("李明"),
    }


def test_the_next_stage_of_a_project_takes_the_project_and_no_day(book: Store) -> None:
    with book.writing("示例") as session:
        project = rows.add_project(session, "甲项目", {"在谈": date(2026, 3, 2)})
        move = session.execute(sa.select(StageMove.id)).scalar_one()
        assert values_for_next_row(session, StageMove, move) == {"project": ReadValue(project)}
        assert values_for_next_row(session, Project, "nobody") == {}
